// The script half of parser/pager.h.
#include <charconv>

#include "parser/page_query.h"
#include "parser/pager.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr int max_count = 1'000'000;

/// An argument of a call: a number, or a string in quotes.
struct Argument {
  std::string_view text;
  bool quoted = false;
  [[nodiscard]] std::optional<int> number() const {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > max_count)
      return std::nullopt;
    return value;
  }
};

std::vector<Argument> arguments(std::string_view list) {
  std::vector<Argument> found;
  for (auto part : split(list, {","})) {
    const bool quoted =
        part.size() >= 2 && (part.front() == '"' || part.front() == '\'') && part.back() == part.front();
    if (quoted) part = part.substr(1, part.size() - 2);
    found.push_back({part, quoted});
  }
  return found;
}

/// A system's own counting: `current` and the first page's number, and how a further page is named.
struct Series {
  int count = 0, current = 0, first = 0;
  std::string_view name, ending;
};

Pager pager_of(const Series& series, const Url& base, std::string signal) {
  Pager pager;
  if (series.count < 1) return pager;
  pager.pages = series.count;
  pager.signal = std::move(signal);
  const int next = series.current + 1;
  if (next - series.first >= series.count) return pager;
  const std::string file =
      std::string(series.name) + '_' + std::to_string(next) + '.' + std::string(series.ending);
  if (auto url = base.resolve(file)) pager.next = std::move(*url);
  return pager;
}

std::optional<Pager> from_call(std::string_view list, const Url& base) {
  const auto given = arguments(list);
  if (given.size() < 4) return std::nullopt;
  const std::size_t shift = given[0].quoted ? 1 : 0;
  if (given.size() < 4 + shift) return std::nullopt;
  const auto count = given[shift].number();
  const auto current = given[shift + 1].number();
  if (!count || !current || !given[shift + 2].quoted || !given[shift + 3].quoted) return std::nullopt;
  const int first = given[0].quoted ? 1 : 0;
  return pager_of(
      {*count, *current, first, given[shift + 2].text, given[shift + 3].text}, base,
      first == 1 ? "pager: createPageHTML, counted from 1" : "pager: createPageHTML, counted from 0");
}

/// The number in `name = 56` or `name: 56`, wherever it is set first.
std::optional<int> variable(std::string_view script, std::string_view name) {
  for (auto at = script.find(name); at != std::string_view::npos; at = script.find(name, at + 1)) {
    auto rest = trim(script.substr(at + name.size(), 40));
    if ((!rest.starts_with('=') && !rest.starts_with(':')) || rest.starts_with("==")) continue;
    rest = trim(rest.substr(1));
    int value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error == std::errc{} && value >= 0 && value <= max_count) return value;
  }
  return std::nullopt;
}

}  // namespace

Pager read_script_pager(std::string_view script, const Url& base) {
  static constexpr std::string_view call = "createPageHTML(";
  for (auto at = script.find(call); at != std::string_view::npos; at = script.find(call, at + 1)) {
    const auto list = script.substr(at + call.size(), 200);
    if (auto pager = from_call(list.substr(0, list.find(')')), base)) return *pager;
  }
  const auto count = variable(script, "countPage");
  const auto current = variable(script, "currentPage");
  if (!count || !current) return {};
  const std::string_view ending = contains(script, "shtml")  ? "shtml"
                                  : contains(script, "html") ? "html"
                                                             : "htm";
  return pager_of({*count, *current, 0, "index", ending}, base, "pager: countPage");
}

std::optional<int> read_script_pages(std::string_view script) {
  const auto total = variable(script, "totalRecord");
  const auto size = variable(script, "perPage");
  if (!total || !size || *total < 1 || *size < 1) return std::nullopt;
  return pages_of(*total, *size);
}

}  // namespace gazetted::parser
