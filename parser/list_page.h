#pragma once
// What every kind of list (page, feed, sitemap, JSON answer) is read into.

#include <optional>
#include <string>
#include <vector>

#include "core/document.h"

namespace gazetted::parser {

struct ListPage {
  std::vector<ListItem> items;  ///< in the page's order, each address once
  std::optional<Url> next;
  std::optional<int> pages;   ///< how many there are, as the list says
  std::vector<Url> sitemaps;  ///< of a sitemap index
  std::optional<Url> data;    ///< what the page's script fills its list from, where the page has none
  std::vector<std::string> signals;
  std::vector<std::string> doubts;
};

}  // namespace gazetted::parser
