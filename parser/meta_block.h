#pragma once
// The block of names and values with which government pages introduce a document (政府信息公开目录):
// 索引号, 发文机关, 发文字号 … in tables, definition lists, list items and spans alike.

#include <string_view>
#include <vector>

#include "parser/article_parts.h"
#include "parser/html_tree.h"
#include "parser/page_stats.h"

namespace gazetted::parser {

/// Whether a text, white space and closing colon apart, is a name that such blocks use.
[[nodiscard]] bool is_label(std::string_view text);

struct MetaBlocks {
  std::vector<Label> labels;  ///< in document order; pairs without a value are left out
  std::vector<Node> blocks;   ///< tables, lists and lines that make up a block: no text of the article
};

/// Reads all pairs on the page. Within `bodies` only whole blocks count (three pairs, an index or document
/// number among them): prose and forms may speak of 发文机关 too.
[[nodiscard]] MetaBlocks read_meta_blocks(const HtmlTree& tree, const PageStats& stats,
                                          const std::vector<Node>& bodies);

}  // namespace gazetted::parser
