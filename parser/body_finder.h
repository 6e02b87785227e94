#pragma once
// Where the body of an article stands on its page: by the site's rule, by the marks that content systems
// leave, or else by what its text looks like.

#include <string>
#include <vector>

#include "core/source.h"
#include "parser/html_tree.h"
#include "parser/page_stats.h"
#include "parser/page_text.h"

namespace gazetted::parser {

struct BodyPlace {
  std::vector<Node> roots;  ///< containers of the body, in document order, none within another; or none
  NodeSet skipped;          ///< what is not of the body within them
  std::string signal;       ///< how it was found
  std::vector<std::string> doubts;
};

/// `stats` are those of `tree`. A rule that is no selector, or that finds nothing, is a doubt.
[[nodiscard]] BodyPlace find_body(const HtmlTree& tree, const PageStats& stats, const ArticleRules& rules);

}  // namespace gazetted::parser
