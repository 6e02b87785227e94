#pragma once
// What stands above the body of an article: its heading, and the way that leads to it through the site.

#include <string>
#include <vector>

#include "parser/html_tree.h"
#include "parser/page_stats.h"
#include "parser/page_text.h"

namespace gazetted::parser {

struct ArticleHead {
  std::vector<std::string> lines;
  std::size_t title_lines =
      0;  ///< how many of them are the title that the page states; 0: none is known to be
};

/// The lines of the article's head before `body`: title (also where it takes two lines), number, source,
/// date and counter; empty where the title stands in the body itself. `titles` are what the page is said
/// to be called (<title>, ArticleTitle); `skipped` are blocks that are no part of a head.
[[nodiscard]] ArticleHead read_heading(const HtmlTree& tree, Node body, const NodeSet& skipped,
                                       const std::vector<std::string>& titles);

/// 首页, 政务公开, 政策文件 …, the words of the way and its separators left out.
[[nodiscard]] std::vector<std::string> read_breadcrumb(const HtmlTree& tree, const PageStats& stats,
                                                       const std::vector<Node>& bodies);

}  // namespace gazetted::parser
