#pragma once
// Lists that stand in a page's scripts, for the browser to draw: as JSON, as a literal array of objects,
// or as HTML in strings.

#include <optional>

#include "parser/html_tree.h"
#include "parser/list_page.h"

namespace gazetted::parser {

/// The list in the scripts of `tree`, its links resolved against `base`; nothing where there is none.
[[nodiscard]] std::optional<ListPage> read_script_list(const HtmlTree& tree, const Url& base);

}  // namespace gazetted::parser
