#include "parser/json_keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string_view>

#include <nlohmann/json.hpp>

#include "parser/feed_time.h"
#include "parser/page_query.h"

namespace gazetted::parser {
namespace {

using nlohmann::json;

constexpr std::int64_t most_counted = 1'000'000;
constexpr std::size_t sampled = 50;  ///< objects that are looked at

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

/// What the values of one key have in common over the sampled objects.
struct Column {
  std::size_t present = 0;    ///< non-empty strings or numbers
  std::size_t bytes = 0;      ///< of strings, together
  std::size_t addresses = 0;  ///< that look like an address
  std::size_t times = 0;      ///< that are dates or instants
};

bool is_address(std::string_view text) {
  if (text.find_first_of(" \n\t<") != std::string_view::npos) return false;
  if (text.starts_with("http://") || text.starts_with("https://") || text.starts_with('/')) return true;
  if (text.starts_with("./") || text.starts_with("../")) return true;
  const auto ending = text.rfind('.');
  return ending != std::string_view::npos && text.substr(ending).find("htm") != std::string_view::npos;
}

void note(Column& column, const json& value) {
  if (value.is_number_integer()) {
    ++column.present;
    if (read_feed_time(value.dump())) ++column.times;
    return;
  }
  if (!value.is_string()) return;
  const auto& text = value.get_ref<const std::string&>();
  if (text.empty()) return;
  ++column.present;
  column.bytes += text.size();
  if (is_address(text)) ++column.addresses;
  if (text.size() < 40 && read_feed_time(text)) ++column.times;
}

int link_rank(const std::string& name, const Column& column) {
  if (column.addresses * 2 < column.present || column.addresses == 0) return 0;
  if (has_any(name, {"img", "pic", "icon", "logo", "thumb", "image", "video", "file", "attach"})) return 0;
  if (name == "url" || name == "link" || name == "href") return 4;
  if (has_any(name, {"puburl", "docurl", "linkurl", "viewurl", "detailurl"})) return 3;
  return has_any(name, {"url", "link", "href", "path"}) ? 2 : 1;
}

int title_rank(const std::string& name, const Column& column) {
  if (column.bytes < column.present * 4 || column.addresses > 0 || column.times > 0) return 0;
  if (has_any(name, {"sub", "short", "seo", "site", "channel", "column"})) return 0;
  if (name == "title" || name == "doctitle") return 4;
  if (has_any(name, {"title", "biaoti"})) return 3;
  return name == "name" || name == "subject" ? 2 : 0;
}

int date_rank(const std::string& name, const Column& column) {
  if (column.times * 2 < column.present || column.times == 0) return 0;
  if (has_any(name, {"pub", "fbrq", "fbsj", "fabu", "deploy"})) return 4;
  if (name == "date" || name == "time") return 3;
  if (has_any(name, {"update", "modif", "end", "expire"})) return 1;
  return has_any(name, {"date", "time", "rq"}) ? 2 : 0;
}

std::string best_key(const std::map<std::string, Column>& columns,
                     int (*rank)(const std::string&, const Column&)) {
  std::string best;
  int best_rank = 0;
  for (const auto& [key, column] : columns) {
    const int value = rank(lower(key), column);
    if (value <= best_rank) continue;
    best_rank = value;
    best = key;
  }
  return best;
}

std::optional<std::int64_t> number(const json& object, std::initializer_list<std::string_view> names) {
  for (const auto& [key, value] : object.items()) {
    const std::string name = lower(key);
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (value.is_string())
      if (const auto written = small_number(value.get_ref<const std::string&>())) return *written;
  }
  return std::nullopt;
}

}  // namespace

ItemKeys find_item_keys(const json& array) {
  std::map<std::string, Column> columns;
  std::size_t objects = 0;
  for (const auto& object : array) {
    if (!object.is_object()) continue;
    if (++objects > sampled) break;
    for (const auto& [key, value] : object.items()) note(columns[key], value);
  }
  ItemKeys keys;
  keys.link = best_key(columns, link_rank);
  keys.title = best_key(columns, title_rank);
  keys.date = best_key(columns, date_rank);
  if (!keys.title.empty())
    keys.weight = columns[keys.title].bytes * array.size() / std::max<std::size_t>(1, objects);
  return keys;
}

std::optional<int> stated_total(const json& object) {
  if (!object.is_object()) return std::nullopt;
  const auto total =
      number(object, {"total", "totalcount", "infocount", "totalrecord", "totalnum", "recordcount", "count"});
  if (!total || *total < 1 || *total > 100 * most_counted) return std::nullopt;
  return static_cast<int>(*total);
}

std::optional<int> stated_pages(const json& object) {
  if (!object.is_object()) return std::nullopt;
  auto pages = number(object, {"pagecount", "totalpage", "totalpages", "pagetotal", "pages"});
  if (!pages) {
    const auto total = stated_total(object);
    const auto size = number(object, {"pagesize", "page_size", "perpage", "rows", "limit"});
    if (total && size && *size > 0) pages = *total / *size + (*total % *size != 0 ? 1 : 0);
  }
  if (!pages || *pages < 1 || *pages > most_counted) return std::nullopt;
  return static_cast<int>(*pages);
}

}  // namespace gazetted::parser
