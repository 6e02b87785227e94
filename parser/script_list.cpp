#include "parser/script_list.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "parser/json_list.h"
#include "parser/list.h"
#include "parser/script_text.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using nlohmann::json;

constexpr std::size_t max_script = 2 * 1024 * 1024;  ///< bytes; a larger one is a library
constexpr std::size_t max_values = 20;               ///< of one script that are tried
constexpr std::size_t max_objects = 2'000;
constexpr std::size_t min_value = 40;  ///< bytes; a shorter one holds no list

/// `[{title: 'a', url: 'b'}, …]`, a literal of the language rather than JSON, as JSON.
std::string as_json(std::string_view array) {
  json objects = json::array();
  for (std::size_t i = 1; i < array.size() && objects.size() < max_objects;) {
    if (array[i] != '{') {
      ++i;
      continue;
    }
    const auto text = bracketed(array.substr(i));
    if (text.empty()) break;
    json object = json::object();
    for (auto& [name, value] : members_of(text)) object[name] = std::move(value);
    objects.push_back(std::move(object));
    i += text.size();
  }
  return objects.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<ListPage> from_value(std::string_view value, const Url& base) {
  if (value.size() < min_value || !contains_any(value, {"title", "TITLE", "Title"})) return std::nullopt;
  auto list = read_json_list(value, base, {});
  if (!list && value.starts_with('[')) list = read_json_list(as_json(value), base, {});
  if (!list || list->page.items.empty()) return std::nullopt;
  list->page.next.reset();  // what pages there are, the page around it says
  return std::move(list->page);
}

/// The values that are assigned or handed to a call.
std::optional<ListPage> from_json(std::string_view script, const Url& base) {
  std::size_t tried = 0;
  for (std::size_t i = script.find_first_of("[{"); i != std::string_view::npos && tried < max_values;
       i = script.find_first_of("[{", i + 1)) {
    const auto before = trim(script.substr(i > 40 ? i - 40 : 0, std::min<std::size_t>(i, 40)));
    if (!before.empty() && before.back() != '=' && before.back() != '(') continue;
    ++tried;
    const auto value = bracketed(script.substr(i));
    if (auto list = from_value(value, base)) return list;
  }
  return std::nullopt;
}

/// A script's strings as the HTML that they make, roughly: escapes resolved.
std::string unescaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      html += text[i];
      continue;
    }
    const char c = text[++i];
    html += c == 'n' || c == 'r' || c == 't' ? ' ' : c;
  }
  return html;
}

/// What a script would have put together itself: its parts are not known here.
bool is_of_parts(const ListItem& item) {
  const auto& address = item.url.str();
  return contains_any(address, {"'", "%22", "%27", "%20+", "+%20"}) ||
         contains_any(item.title, {"' +", "\" +", "'+", "\"+"});
}

std::optional<ListPage> from_html(std::string_view script, const Url& base) {
  const auto begin = script.find("<li");
  const auto end = script.rfind("</li>");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return std::nullopt;
  const auto text = script.substr(begin, end - begin + 5);
  if (text.find("href") == std::string_view::npos) return std::nullopt;
  auto list = read_list_fragment("<ul>" + unescaped(text) + "</ul>", base, {});
  if (!list || list->items.empty() || std::any_of(list->items.begin(), list->items.end(), is_of_parts))
    return std::nullopt;
  list->next.reset();
  return *std::move(list);
}

}  // namespace

std::optional<ListPage> read_script_list(const HtmlTree& tree, const Url& base) {
  for (const Node node : tree.elements(GUMBO_TAG_SCRIPT)) {
    if (!node.first_child()) continue;
    const auto script = trim(node.first_child().characters());
    if (script.size() > max_script || script.size() < min_value) continue;
    auto list = from_json(script, base);
    if (!list) list = from_html(script, base);
    if (!list) continue;
    list->signals.insert(list->signals.begin(), "list: in a script of the page");
    return list;
  }
  return std::nullopt;
}

}  // namespace gazetted::parser
