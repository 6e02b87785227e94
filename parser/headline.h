#pragma once
// What an article is called, and when it says it was published, where no rule and no metadata block of a
// document tells: by its headings and <time> elements, weighed against what the page calls itself.

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "parser/html_tree.h"
#include "parser/page_stats.h"

namespace gazetted::parser {

/// How the page is called, by whom.
struct StatedTitles {
  std::string window;               ///< <title>: the article's title and names of column and site
  std::vector<std::string> social;  ///< og:title and the like: mostly the article's title alone
  std::string site;                 ///< og:site_name
};

struct Headline {
  std::string text;
  Node element;  ///< the heading that says it, or none
  enum class Ground { confirmed, only_heading, stated } ground = Ground::stated;
};

/// The heading that the page's own titles confirm; else its only <h1>; else the title that is stated,
/// names of columns and site taken off. `end` is the index behind which no headline stands.
[[nodiscard]] std::optional<Headline> find_headline(const HtmlTree& tree, const PageStats& stats,
                                                    std::uint32_t end, const StatedTitles& titles);

/// <title> without the names of column and site: the first of its pieces that is no site's name.
[[nodiscard]] std::string without_site(const std::string& window, const std::string& site);

struct MarkedDays {
  std::optional<Date> published;  ///< said to be so, else said to be nothing
  std::optional<Date> updated;
};

/// The days in <time> elements, in those marked as datePublished or dateModified, and those written out in
/// English beside the headline, before `end`; the first of each kind.
[[nodiscard]] MarkedDays find_marked_days(const HtmlTree& tree, const PageStats& stats, Node headline,
                                          std::uint32_t end);

}  // namespace gazetted::parser
