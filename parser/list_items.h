#pragma once
// One entry of a list: its title, its date, and whether it is pinned above the others.

#include <optional>
#include <string>
#include <vector>

#include "core/document.h"
#include "parser/list_finder.h"

namespace gazetted::parser {

/// The words of a link: its `title=` where the visible text is cut short or missing, else that text,
/// without bullets, marks (置顶, NEW) and a date printed in it.
[[nodiscard]] std::string title_of(Node link);

/// The date printed in the entry. A month and day alone need `year`.
[[nodiscard]] std::optional<Date> date_of(const HtmlTree& tree, const ItemSpan& item,
                                          std::optional<int> year);

/// Nothing where the link leads nowhere (a script, an unfilled template) or to `base` itself.
[[nodiscard]] std::optional<ListItem> read_item(const HtmlTree& tree, const ItemSpan& item, const Url& base);

/// The items, the first ones marked as pinned where an otherwise descending list begins with older dates.
[[nodiscard]] std::vector<ListItem> with_pins(std::vector<ListItem> items);

}  // namespace gazetted::parser
