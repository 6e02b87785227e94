#include "parser/json_list.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>

#include <nlohmann/json.hpp>

#include "parser/feed_time.h"
#include "parser/json_keys.h"
#include "parser/page_query.h"
#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

using nlohmann::json;

constexpr std::size_t max_depth = 100;
constexpr std::size_t max_values = 1'000'000;  // of some 140 bytes
constexpr std::size_t max_bytes = 16U << 20U;

/// Depth and number of values, counted before anything is built.
std::optional<Error> check_bounds(std::string_view text) {
  if (text.size() > max_bytes)
    return Error{ErrorKind::too_large, "JSON of more than " + std::to_string(max_bytes) + " bytes"};
  std::size_t depth = 0;
  std::size_t values = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (c == '[' || c == '{' || c == ',') ++values;
    if (depth > max_depth || values > max_values)
      return Error{ErrorKind::too_large, "JSON of more than " + std::to_string(max_depth) + " levels or " +
                                             std::to_string(max_values) + " values"};
  }
  return std::nullopt;
}

/// `callback({…});` → `{…}`.
std::string_view without_call(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('{') || text.starts_with('[')) return text;
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return text;
  return trimmed(text.substr(open + 1, close - open - 1));
}

/// The value at a dotted path, or null.
const json* at_path(const json& from, std::string_view path) {
  const json* value = &from;
  while (!path.empty()) {
    const auto name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    if (value->is_array()) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
      if (error != std::errc{} || end != name.data() + name.size() || index >= value->size()) return nullptr;
      value = &(*value)[index];
      continue;
    }
    if (!value->is_object()) return nullptr;
    const auto found = value->find(std::string(name));
    if (found == value->end()) return nullptr;
    value = &*found;
  }
  return value;
}

std::string scalar(const json* value) {
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(trimmed(value->get_ref<const std::string&>()));
  if (value->is_number_integer()) return value->dump();
  return {};
}

/// A path, or a text with `{path}` in it; "" where any part is missing.
std::string fill(const json& item, const std::string& rule) {
  if (rule.find('{') == std::string::npos) return scalar(at_path(item, rule));
  std::string filled;
  std::string_view rest = rule;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    const auto close = rest.find('}', open);
    filled += rest.substr(0, open);
    if (close == std::string_view::npos) break;
    const auto value = scalar(at_path(item, rest.substr(open + 1, close - open - 1)));
    if (value.empty()) return {};
    filled += value;
    rest.remove_prefix(close + 1);
  }
  return filled;
}

/// Text as a reader sees it: search services mark the words found (`<em>…</em>`), others give a link.
std::string without_marks(std::string_view text) {
  constexpr std::size_t longest = 400;  // bytes of a tag
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = text.substr(i, longest);
    const bool opens = rest.size() > 2 && rest[0] == '<' &&
                       (rest[1] == '/' || std::isalpha(static_cast<unsigned char>(rest[1])) != 0);
    const auto end = opens ? rest.find('>') : std::string_view::npos;
    if (end == std::string_view::npos)
      plain += text[i];
    else
      i += end;
  }
  return std::string(trimmed(plain));
}

/// Every array of the answer with what encloses it, nearest first to be asked for counts.
struct Place {
  const json* value = nullptr;
  std::size_t parent = 0;
};

std::vector<Place> places_of(const json& root) {
  std::vector<Place> places{{&root, 0}};
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i].value->is_structured()) continue;
    for (const auto& inner : *places[i].value)
      if (inner.is_structured()) places.push_back({&inner, i});
  }
  return places;
}

struct Choice {
  std::size_t place = 0;
  ItemKeys keys;
};

/// The array that is most like a list: most titles, longest in sum.
std::optional<Choice> choose(const std::vector<Place>& places) {
  std::optional<Choice> best;
  std::size_t best_score = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i].value->is_array() || places[i].value->empty()) continue;
    const ItemKeys keys = find_item_keys(*places[i].value);
    if (keys.title.empty()) continue;
    // An array without addresses is looked at only where there is none with them.
    const std::size_t score = keys.weight * (keys.link.empty() ? 1 : 1000);
    if (score <= best_score) continue;
    best_score = score;
    best = Choice{i, keys};
  }
  return best;
}

std::optional<ListItem> read_item(const json& object, const ItemKeys& keys, const Url& base) {
  const std::string address = fill(object, keys.link);
  if (address.empty()) return std::nullopt;
  const auto url = base.resolve(address);
  if (!url) return std::nullopt;
  ListItem item;
  item.url = *url;
  item.title = without_marks(scalar(at_path(object, keys.title)));
  if (const auto time = read_feed_time(scalar(at_path(object, keys.date)))) item.date = time->day;
  return item;
}

std::vector<ListItem> read_items(const json& array, const ItemKeys& keys, const Url& base) {
  std::vector<ListItem> items;
  std::set<Url> seen;
  for (const auto& object : array) {
    auto item = object.is_object() ? read_item(object, keys, base) : std::nullopt;
    if (item && seen.insert(item->url).second) items.push_back(std::move(*item));
  }
  return items;
}

/// A JSON value may be a document with a JSON document in a string; a page's HTML is found so too.
std::string largest_html(const std::vector<Place>& places) {
  const std::string* largest = nullptr;
  for (const auto& place : places) {
    if (!place.value->is_structured()) continue;
    for (const auto& inner : *place.value) {
      if (!inner.is_string()) continue;
      const auto& text = inner.get_ref<const std::string&>();
      if (text.find("<a ") == std::string::npos) continue;
      if (largest == nullptr || text.size() > largest->size()) largest = &text;
    }
  }
  return largest == nullptr ? std::string{} : *largest;
}

/// The page count that the objects around the list state: itself, or as a number of entries, which the
/// list of a first page divides.
std::optional<int> count_pages(const std::vector<Place>& places, std::size_t list, const Url& page) {
  const auto size = static_cast<int>(std::min<std::size_t>(places[list].value->size(), 10'000));
  const bool is_first = page_in_query(page).value_or(1) <= 1;
  std::optional<int> by_total;
  for (std::size_t i = places[list].parent;; i = places[i].parent) {
    if (const auto pages = stated_pages(*places[i].value)) return pages;
    if (!by_total && is_first && size > 0) {
      const auto total = stated_total(*places[i].value);
      if (total && *total >= size) by_total = pages_of(*total, size);
    }
    if (i == 0) return by_total;
  }
}

ItemKeys merged(const ListRules& rules, ItemKeys keys) {
  if (!rules.link.empty()) keys.link = rules.link;
  if (!rules.title.empty()) keys.title = rules.title;
  if (!rules.date.empty()) keys.date = rules.date;
  return keys;
}

std::size_t place_of(const std::vector<Place>& places, const json* value) {
  const auto found =
      std::find_if(places.begin(), places.end(), [&](const Place& place) { return place.value == value; });
  return static_cast<std::size_t>(found - places.begin());
}

std::optional<Choice> chosen_by_rule(const json& root, const std::vector<Place>& places,
                                     const ListRules& rules) {
  const json* array = at_path(root, rules.items);
  if (array == nullptr || !array->is_array()) return std::nullopt;
  return Choice{place_of(places, array), find_item_keys(*array)};
}

}  // namespace

Result<JsonList> read_json_list(std::string_view text, const Url& base, const ListRules& rules) {
  if (auto error = check_bounds(text)) return tl::unexpected(std::move(*error));
  const json root = json::parse(without_call(text), nullptr, false, true);
  if (root.is_discarded()) return failure(ErrorKind::malformed, "no JSON");
  const auto places = places_of(root);
  JsonList list;
  const auto choice = rules.items.empty() ? choose(places) : chosen_by_rule(root, places, rules);
  if (!rules.items.empty() && !choice)
    list.page.doubts.push_back("the path `" + rules.items + "` leads to no array");
  if (choice) {
    const ItemKeys keys = merged(rules, choice->keys);
    list.page.items = read_items(*places[choice->place].value, keys, base);
    list.page.pages = count_pages(places, choice->place, base);
    list.page.signals.push_back("json: url=" + keys.link + " title=" + keys.title + " date=" + keys.date);
    if (keys.link.empty() && !keys.title.empty())
      list.page.doubts.emplace_back(
          "the items have no address; a rule for `url` can make one: /path/{id}.html");
  }
  if (const auto next = scalar(at_path(root, rules.next.empty() ? "next_url" : rules.next)); !next.empty()) {
    if (const auto url = base.resolve(next)) list.page.next = *url;
  }
  if (!list.page.next && rules.next.empty() && list.page.pages && !list.page.items.empty())
    list.page.next = next_by_query(base, {*list.page.pages, 0});
  if (list.page.items.empty()) list.html = largest_html(places);
  return list;
}

}  // namespace gazetted::parser
