#pragma once
// How a list goes on: its next page and how many there are. Content systems say it in links, in the
// arguments of a script (createPageHTML, with two meanings), or in an encoded string.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/url.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

struct Pager {
  std::optional<Url> next;
  std::optional<int> pages;
  std::string signal;  ///< what told; "" where nothing did
};

/// `page` is the address of the page itself, `base` resolves its links.
[[nodiscard]] Pager read_pager(const HtmlTree& tree, const Url& page, const Url& base);

/// What a script says: `createPageHTML(9, 0, "index", "html")` counts from 0 and names its further pages
/// index_1.html … (TRS); `createPageHTML('page_div', 9, 1, 'list', 'shtml', 171)` counts from 1 and names
/// them list_2.shtml … (ucap). Variables countPage and currentPage mean the former.
[[nodiscard]] Pager read_script_pager(std::string_view script, const Url& base);

/// How many pages `totalRecord` and `perPage` in a script make.
[[nodiscard]] std::optional<int> read_script_pages(std::string_view script);

}  // namespace gazetted::parser
