#include "parser/page_query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

constexpr int max_number = 1'000'000;

/// A number within an address, and where it stands.
struct Counter {
  int value = 0;
  std::size_t begin = 0, length = 0;
};

std::optional<Counter> number_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const auto value = small_number(text.substr(begin, end - begin));
  if (!value) return std::nullopt;
  return Counter{*value, begin, end - begin};
}

/// The value of a parameter that is one of `names`, in lower case, if it is a number.
template <std::size_t N>
std::optional<Counter> parameter(const Url& url, const std::array<std::string_view, N>& names) {
  const std::string_view text = url.str();
  for (auto at = text.find('?'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const auto equals = text.find('=', at);
    if (equals == std::string_view::npos) break;
    const auto name = lowered(text.substr(at + 1, equals - at - 1));
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    const auto value = number_at(text, equals + 1);
    if (value && (value->begin + value->length == text.size() || text[value->begin + value->length] == '&'))
      return value;
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 12> page_names = {
    "page",        "pageno",  "pagenum",  "pageindex",  "pagenumber", "page_no",
    "currentpage", "curpage", "currpage", "curentpage", "p",          "pg"};

std::optional<Counter> page_parameter(const Url& url) { return parameter(url, page_names); }

/// The address without its parameter that counts pages.
std::string without_page(const Url& url) {
  std::string text = url.str();
  const auto counter = page_parameter(url);
  if (!counter) return text;
  const auto begin = text.find_last_of("?&", counter->begin) + 1;
  const bool is_last = counter->begin + counter->length == text.size();
  // With the mark behind it, or, of the last one, before it.
  const auto from = is_last ? begin - 1 : begin;
  const auto end = counter->begin + counter->length + (is_last ? 0 : 1);
  return text.erase(from, end - from);
}

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// `paramJson={"pageNo":1,"pageSize":24}`, its quotes and colon escaped or not.
std::optional<Counter> unit_parameter(const Url& url) {
  const std::string_view text = url.str();
  const auto json = text.find("paramJson=");
  if (json == std::string_view::npos) return std::nullopt;
  const auto name = text.find("pageNo", json);
  if (name == std::string_view::npos) return std::nullopt;
  auto at = name + std::string_view("pageNo").size();
  for (const std::string_view mark : {"%22", "\"", "%3A", "%3a", ":", "%20", "+", "%22"})
    if (text.substr(at).starts_with(mark)) at += mark.size();
  return number_at(text, at);
}

std::optional<Url> replaced(const Url& url, const Counter& counter, int value) {
  std::string text = url.str();
  text.replace(counter.begin, counter.length, std::to_string(value));
  auto made = Url::parse(text);
  return made ? std::optional(*std::move(made)) : std::nullopt;
}

constexpr std::array<std::string_view, 1> starts = {"startrecord"};
constexpr std::array<std::string_view, 1> ends = {"endrecord"};
constexpr std::array<std::string_view, 1> sizes = {"perpage"};

/// A proxy answers with a group of pages: the next begins where it ends.
std::optional<Url> next_records(const Url& page, int pages) {
  const auto start = parameter(page, starts);
  const auto end = parameter(page, ends);
  const auto size = parameter(page, sizes);
  if (!start || !end || !size || end->value < start->value || pages > max_number / std::max(1, size->value) ||
      end->value >= pages * size->value)
    return std::nullopt;
  const auto moved = replaced(page, *end, end->value + (end->value - start->value + 1));
  const auto again = moved ? parameter(*moved, starts) : std::nullopt;
  return again ? replaced(*moved, *again, end->value + 1) : std::nullopt;
}

}  // namespace

std::optional<int> small_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > max_number)
    return std::nullopt;
  return value;
}

std::optional<int> page_in_query(const Url& page) {
  auto counter = page_parameter(page);
  if (!counter) counter = unit_parameter(page);
  return counter ? std::optional(counter->value) : std::nullopt;
}

bool is_page_of(const Url& further, const Url& first) {
  const auto counter = page_parameter(further);
  const auto start = page_parameter(first);
  if (!counter || counter->value < 1 || (start && start->value > 1)) return false;
  return without_page(further) == without_page(first);
}

bool may_have_pages(std::string_view bytes, const Url& first) {
  constexpr std::size_t longest = 500;  // address
  const auto path = first.path();
  const auto name = path.substr(path.rfind('/') + 1);
  for (auto at = bytes.find('='); at != std::string_view::npos; at = bytes.find('=', at + 1)) {
    if (at == 0 || at + 1 == bytes.size() || bytes[at + 1] < '1' || bytes[at + 1] > '9') continue;
    auto begin = at;
    while (begin > 0 && at - begin < 16 && is_word(bytes[begin - 1])) --begin;
    if (begin == 0 || begin == at) continue;
    const char mark = bytes[begin - 1];  // ; of &amp;
    if (mark != '?' && mark != '&' && mark != ';') continue;
    if (std::find(page_names.begin(), page_names.end(), lowered(bytes.substr(begin, at - begin))) ==
        page_names.end())
      continue;
    const auto before = bytes.substr(begin > longest ? begin - longest : 0, std::min(begin, longest));
    const auto open = before.find_last_of("\"'>");
    const auto address = open == std::string_view::npos ? before : before.substr(open + 1);
    const auto file = address.substr(0, address.find('?'));
    if (file.empty() || file.ends_with('=') || file.substr(file.rfind('/') + 1) == name ||
        file.ends_with('=' + std::string(name)))
      return true;
  }
  return false;
}

int records_in_query(const Url& page) {
  const auto size = parameter(page, sizes);
  return size ? size->value : 0;
}

std::optional<Url> next_by_query(const Url& page, const ListExtent& extent) {
  auto counter = page_parameter(page);
  if (!counter) counter = unit_parameter(page);
  if (counter) {
    if (counter->value >= extent.pages) return std::nullopt;
    return replaced(page, *counter, counter->value + 1);
  }
  if (extent.pages > 1 && extent.page_size > 0 && page.path().ends_with("/build/unit")) {
    const std::string more =
        "paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A" + std::to_string(extent.page_size) + "%7D";
    auto made = Url::parse(page.str() + (page.query().empty() ? "?" : "&") + more);
    return made ? std::optional(*std::move(made)) : std::nullopt;
  }
  return next_records(page, extent.pages);
}

}  // namespace gazetted::parser
