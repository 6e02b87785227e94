#include "parser/sitemap.h"

#include <set>

#include "parser/feed_time.h"
#include "parser/utf8.h"
#include "parser/xml.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_entries = 50'000;  ///< the protocol's own limit

ListItem read_entry(pugi::xml_node entry, Url url) {
  ListItem item;
  item.url = std::move(url);
  if (const auto time = read_feed_time(text_of(child(entry, "lastmod")))) item.modified = time->time;
  const auto news = child(entry, "news");
  item.title = text_of(child(news, "title"));
  if (const auto time = read_feed_time(text_of(child(news, "publication_date")))) item.date = time->day;
  return item;
}

}  // namespace

Result<ListPage> read_sitemap(std::string_view text, const Url& base) {
  const auto document = load_xml(text);
  if (!document) return tl::unexpected(document.error());
  const auto root = (*document)->document_element();
  const bool is_index = local_name(root) == "sitemapindex";
  if (!is_index && local_name(root) != "urlset")
    return failure(ErrorKind::malformed,
                   "no sitemap: its root element is <" + std::string(root.name()) + ">");
  ListPage page;
  page.signals.emplace_back(is_index ? "sitemap: index" : "sitemap: urlset");
  std::set<Url> seen;
  for (const auto entry : children(root, is_index ? "sitemap" : "url")) {
    const std::string location = text_of(child(entry, "loc"));
    auto url = base.resolve(location);
    if (location.empty() || !url || !seen.insert(*url).second) continue;
    if (seen.size() > max_entries) {
      page.doubts.push_back("more than " + std::to_string(max_entries) + " entries; the rest was left out");
      break;
    }
    if (is_index)
      page.sitemaps.push_back(*url);
    else
      page.items.push_back(read_entry(entry, std::move(*url)));
  }
  return page;
}

ListPage read_text_sitemap(std::string_view text, const Url& base) {
  ListPage page;
  page.signals.emplace_back("sitemap: plain text");
  std::set<Url> seen;
  for (const auto line : split(text, {"\n", "\r"})) {
    if (!line.starts_with("http://") && !line.starts_with("https://")) continue;
    auto url = base.resolve(line);
    if (!url || !seen.insert(*url).second) continue;
    if (seen.size() > max_entries) {
      page.doubts.push_back("more than " + std::to_string(max_entries) + " entries; the rest was left out");
      break;
    }
    ListItem item;
    item.url = *std::move(url);
    page.items.push_back(std::move(item));
  }
  return page;
}

}  // namespace gazetted::parser
