#include "parser/json_mapping.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "parser/json_list.h"
#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

using nlohmann::json;

constexpr std::size_t most_items = 200;  ///< of an array that are looked at
constexpr std::size_t most_arrays = 50;

bool shows_most(const ListPage& page, const std::vector<ListItem>& shown) {
  std::set<Url> found;
  for (const auto& item : page.items) found.insert(item.url.canonical());
  const auto known = std::count_if(
      shown.begin(), shown.end(), [&](const ListItem& item) { return found.contains(item.url.canonical()); });
  return static_cast<std::size_t>(known) * 2 > shown.size();
}

struct Array {
  std::string path;  ///< dotted, from the top
  const json* value;
};

/// Arrays of objects that a dotted path leads to.
void collect(const json& value, const std::string& path, std::vector<Array>& arrays, int depth) {
  if (depth == 0 || arrays.size() >= most_arrays) return;
  if (value.is_array()) {
    if (!value.empty() && value.front().is_object()) arrays.push_back({path, &value});
    return;
  }
  if (!value.is_object()) return;
  for (const auto& [name, inner] : value.items())
    if (name.find('.') == std::string::npos)
      collect(inner, path.empty() ? name : path + '.' + name, arrays, depth - 1);
}

std::string scalar(const json& value) {
  if (value.is_string()) return std::string(trimmed(value.get_ref<const std::string&>()));
  return value.is_number_integer() ? value.dump() : std::string{};
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// `address` with the last `word` of it replaced; "" where it is not in it as a word of its own.
std::string with_place(const std::string& address, const std::string& word, const std::string& key) {
  const auto at = address.rfind(word);
  if (at == std::string::npos || (at > 0 && is_word(address[at - 1])) ||
      (at + word.size() < address.size() && is_word(address[at + word.size()])))
    return {};
  return address.substr(0, at) + '{' + key + '}' + address.substr(at + word.size());
}

/// The template that makes the addresses of most items, by the values of the objects with their titles.
std::string template_of(const json& array, const Url& base,
                        const std::unordered_map<std::string, const ListItem*>& by_title) {
  std::map<std::string, std::size_t> votes;
  std::size_t looked_at = 0;
  for (const auto& object : array) {
    if (!object.is_object() || ++looked_at > most_items) break;
    const ListItem* item = nullptr;
    for (const auto& value : object)
      if (const auto found = by_title.find(scalar(value)); item == nullptr && found != by_title.end())
        item = found->second;
    if (item == nullptr) continue;
    const std::string address =
        item->url.origin() == base.origin() ? std::string(item->url.path_and_query()) : item->url.str();
    for (const auto& [key, value] : object.items()) {
      const auto word = scalar(value);
      if (word.empty() || key.find_first_of(".{}") != std::string::npos) continue;
      if (auto made = with_place(address, word, key); !made.empty()) ++votes[made];
    }
  }
  const auto best = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == votes.end() || best->second < 2 ? std::string{} : best->first;
}

}  // namespace

std::optional<ListRules> map_json_list(std::string_view text, const Url& base,
                                       const std::vector<ListItem>& shown) {
  if (shown.empty()) return std::nullopt;
  const auto plain = read_json_list(text, base, {});
  if (!plain) return std::nullopt;
  if (shows_most(plain->page, shown)) return ListRules{};
  std::unordered_map<std::string, const ListItem*> by_title;
  for (const auto& item : shown)
    if (!item.title.empty()) by_title.emplace(item.title, &item);
  const json root = json::parse(text, nullptr, false, true);
  std::vector<Array> arrays;
  collect(root, "", arrays, 10);
  for (const auto& [path, array] : arrays) {
    if (path.empty()) continue;  // the top itself has no path
    ListRules rules;
    rules.items = path;
    rules.link = template_of(*array, base, by_title);
    if (rules.link.empty()) continue;
    const auto mapped = read_json_list(text, base, rules);
    if (mapped && shows_most(mapped->page, shown)) return rules;
  }
  return std::nullopt;
}

}  // namespace gazetted::parser
