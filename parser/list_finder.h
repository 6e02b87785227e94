#pragma once
// Finding a page's list without rules. Links that stand at the same place of a repeated structure make
// a block; what tells the list from menus, sidebars and link farms is that its titles are long and have
// dates beside them.

#include <vector>

#include "parser/html_tree.h"

namespace gazetted::parser {

/// One entry: a stretch of the tree, in document order, and the link that names it.
struct ItemSpan {
  Node link;
  std::uint32_t begin = 0, end = 0;  ///< node indices [begin, end)
};

struct ListBlock {
  std::vector<ItemSpan> items;
  double score = 0;  ///< about 1 for each dated entry with a title of usual length
};

/// All blocks of the page that may be its list, the best first. Linear in the size of the page.
[[nodiscard]] std::vector<ListBlock> find_lists(const HtmlTree& tree);

/// The link that an entry is about, of all in its subtree: the longest title. No node where it has none.
[[nodiscard]] Node main_link(Node item);

}  // namespace gazetted::parser
