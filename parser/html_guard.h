#pragma once
// What stands before the tree builder: one pass over the text of a page that tells whether building its
// tree would be cheap, and makes what the builder is given.

#include <string_view>

#include "core/result.h"
#include "parser/html_skeleton.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

/// The skeleton of `html`, or why it must not be parsed. Estimates from above, in linear time: how deep
/// elements nest, how many attributes a tag has, how many of both there are, and how many formatting elements
/// (<font> left open) the builder would have to open anew in every block.
[[nodiscard]] Result<Skeleton> pass_guard(std::string_view html, const HtmlLimits& limits);

}  // namespace gazetted::parser
