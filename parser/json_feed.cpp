#include "parser/json_feed.h"

#include <set>

#include <nlohmann/json.hpp>

#include "parser/feed_time.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? collapse_spaces(found->get_ref<const std::string&>())
                                                     : std::string();
}

std::string address_of(const Json& item) {
  for (const char* key : {"url", "external_url"})
    if (auto address = text_at(item, key); !address.empty()) return address;
  auto id = text_at(item, "id");
  return id.starts_with("http") ? id : std::string();
}

}  // namespace

bool is_json_feed(std::string_view text) {
  const auto head = text.substr(0, 4096);
  return head.find("//jsonfeed.org/version/") != std::string_view::npos ||
         head.find("\\/\\/jsonfeed.org\\/version\\/") != std::string_view::npos;
}

Result<ListPage> read_json_feed(std::string_view text, const Url& base) {
  const auto feed = Json::parse(text, nullptr, false);
  if (!feed.is_object() || !feed.contains("items") || !feed["items"].is_array())
    return failure(ErrorKind::malformed, "no JSON Feed: it has no items");
  ListPage page;
  page.signals.emplace_back("feed: JSON Feed");
  std::set<Url> seen;
  for (const auto& entry : feed["items"]) {
    if (!entry.is_object()) continue;
    const auto address = address_of(entry);
    auto url = base.resolve(address);
    if (address.empty() || !url || !seen.insert(*url).second) continue;
    ListItem item;
    item.url = *std::move(url);
    item.title = text_at(entry, "title");
    const auto published = read_feed_time(text_at(entry, "date_published"));
    const auto modified = read_feed_time(text_at(entry, "date_modified"));
    if (modified) item.modified = modified->time;
    if (published || modified) item.date = published ? published->day : modified->day;
    page.items.push_back(std::move(item));
  }
  if (const auto next = text_at(feed, "next_url"); !next.empty())
    if (const auto url = base.resolve(next)) page.next = *url;
  return page;
}

}  // namespace gazetted::parser
