#pragma once
// List pages: which documents a page links to, when it says they were published, and how it goes on.

#include <string_view>

#include "core/result.h"
#include "core/source.h"
#include "parser/html_tree.h"
#include "parser/list_page.h"

namespace gazetted::parser {

/// Reads the list of a page. The rules (selectors of the entrance) come first, each for itself; what
/// they leave open, or miss, is found by the page's structure, and a rule that is no selector or finds
/// nothing makes a doubt. `page` is the address of the page and resolves links where it has no <base>.
[[nodiscard]] ListPage read_list(const HtmlTree& tree, const Url& page, const ListRules& rules);

/// The same for records that came without a page around them: the answer of a data proxy.
[[nodiscard]] Result<ListPage> read_list_fragment(std::string_view html, const Url& page,
                                                  const ListRules& rules);
[[nodiscard]] Result<ListPage> read_datastore_list(std::string_view xml, const Url& page,
                                                   const ListRules& rules);

/// What links are resolved against: the page's <base href>, or its own address.
[[nodiscard]] Url base_of(const HtmlTree& tree, const Url& page);

}  // namespace gazetted::parser
