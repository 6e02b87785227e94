#pragma once
// What a page looks like from afar: enough to tell an article from a block page, a login wall or a
// page that broke off.

#include <string_view>

#include "core/document.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

/// `html` is the text that the tree was made from; its end tells whether the page is whole.
[[nodiscard]] PageSigns read_signs(const HtmlTree& tree, std::string_view html);

}  // namespace gazetted::parser
