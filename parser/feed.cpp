#include "parser/feed.h"

#include <cctype>
#include <set>

#include "parser/feed_time.h"
#include "parser/page_text.h"
#include "parser/xml.h"

namespace gazetted::parser {
namespace {

/// Titles of feeds carry markup now and then (RSS leaves it open, Atom has type="html").
std::string plain(std::string_view title) {
  std::string text;
  const auto last_tag_end = title.rfind('>');
  bool in_tag = false;
  bool space = false;
  for (std::size_t i = 0; i < title.size(); ++i) {
    const char c = title[i];
    const char next = i + 1 < title.size() ? title[i + 1] : ' ';
    const bool opens = c == '<' && (next == '/' || std::isalpha(static_cast<unsigned char>(next)) != 0);
    if (opens && last_tag_end != std::string_view::npos && i < last_tag_end) in_tag = true;
    if (!in_tag) {
      const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
      if (!blank && space && !text.empty()) text += ' ';
      if (!blank) text += c;
      space = blank;
    }
    if (c == '>') in_tag = false;
  }
  return std::string(trimmed(text));
}

/// The entry's own page: Atom's rel="alternate" (also where rel is missing), RSS's <link>, else a
/// permanent <guid>.
std::string link_of(pugi::xml_node entry) {
  std::string fallback;
  for (const auto link : children(entry, "link")) {
    const std::string_view rel = link.attribute("rel").as_string("alternate");
    std::string address = link.attribute("href").as_string();
    if (address.empty()) address = text_of(link);
    if (rel == "alternate" && !address.empty()) return address;
    if (fallback.empty() && rel == "self") fallback = address;
  }
  const auto guid = child(entry, "guid");
  const std::string_view permanent = guid.attribute("isPermaLink").as_string("true");
  if (const std::string id = text_of(guid); permanent == "true" && id.starts_with("http")) return id;
  if (const std::string_view about = entry.attribute("rdf:about").as_string(); about.starts_with("http"))
    return std::string(about);
  return fallback;
}

std::optional<FeedTime> first_time(pugi::xml_node entry, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    for (const auto node : children(entry, name))
      if (const auto time = read_feed_time(text_of(node))) return time;
  return std::nullopt;
}

std::optional<ListItem> read_entry(pugi::xml_node entry, const Url& base) {
  const auto url = base.resolve(link_of(entry));
  if (!url || *url == base) return std::nullopt;
  ListItem item;
  item.url = *url;
  item.title = plain(text_of(child(entry, "title")));
  const auto updated = first_time(entry, {"updated", "modified"});
  if (updated) item.modified = updated->time;
  auto published = first_time(entry, {"published", "pubDate", "issued", "date", "created"});
  if (!published) published = updated;
  if (published) item.date = published->day;
  return item;
}

/// Where the entries stand and where the feed's own links do.
struct Shape {
  pugi::xml_node entries, head;
  std::string_view name, entry;
};

std::optional<Shape> shape_of(pugi::xml_node root) {
  const auto name = local_name(root);
  const auto channel = child(root, "channel");
  if (name == "rss") return Shape{channel, channel, "RSS", "item"};
  if (name == "RDF") return Shape{root, channel, "RSS 1.0", "item"};
  if (name == "feed") return Shape{root, root, "Atom", "entry"};
  return std::nullopt;
}

Url base_of(pugi::xml_node root, const Url& base) {
  const auto stated = base.resolve(root.attribute("xml:base").as_string());
  return stated ? *stated : base;
}

}  // namespace

Result<ListPage> read_feed(std::string_view text, const Url& base) {
  const auto document = load_xml(text);
  if (!document) return tl::unexpected(document.error());
  const auto root = (*document)->document_element();
  const auto shape = shape_of(root);
  if (!shape)
    return failure(ErrorKind::malformed, "no feed: its root element is <" + std::string(root.name()) + ">");
  const Url address = base_of(root, base);
  ListPage page;
  page.signals.push_back("feed: " + std::string(shape->name));
  std::set<Url> seen;
  for (const auto entry : children(shape->entries, shape->entry)) {
    auto item = read_entry(entry, address);
    if (item && seen.insert(item->url).second) page.items.push_back(std::move(*item));
  }
  for (const auto link : children(shape->head, "link")) {
    if (std::string_view(link.attribute("rel").as_string()) != "next") continue;
    if (const auto next = address.resolve(link.attribute("href").as_string())) page.next = *next;
  }
  return page;
}

}  // namespace gazetted::parser
