#pragma once
// What stands before the tree builder: one pass over the text of a page that tells whether building its
// tree would be cheap.

#include <optional>
#include <string_view>

#include "parser/html_tree.h"

namespace gazetted::parser {

/// Why `html` must not be parsed, or nothing. Estimates from above, in linear time: how deep elements
/// nest, how many attributes a tag has, and how many formatting elements (<font> left open) the builder
/// would have to open anew in every block.
[[nodiscard]] std::optional<Error> find_danger(std::string_view html, const HtmlLimits& limits);

}  // namespace gazetted::parser
