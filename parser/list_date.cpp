#include "parser/list_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_numbers = 12;  ///< a text with more is no date

/// A run of ASCII digits and where it stands, in bytes.
struct Number {
  int value = 0;
  std::size_t begin = 0, end = 0;
  [[nodiscard]] std::size_t digits() const { return end - begin; }
  [[nodiscard]] bool is_year() const { return digits() == 4 && value >= 1949 && value <= 2100; }
  [[nodiscard]] bool is_short() const { return digits() <= 2; }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<Number> numbers_in(std::string_view text, std::size_t most) {
  std::vector<Number> numbers;
  for (std::size_t i = 0; i < text.size() && numbers.size() < most;) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    Number number{0, i, i};
    while (number.end < text.size() && is_digit(text[number.end])) ++number.end;
    if (number.digits() <= 8)
      std::from_chars(text.data() + number.begin, text.data() + number.end, number.value);
    i = number.end;
    numbers.push_back(number);
  }
  return numbers;
}

bool is_date_separator(std::string_view between) {
  static constexpr std::array<std::string_view, 10> separators = {"",   "-",  "/",  ".", "年",
                                                                  "月", "日", "－", "—", ","};
  return std::find(separators.begin(), separators.end(), trim(between)) != separators.end();
}

std::string_view without_brackets(std::string_view text) {
  while (true) {
    text = trim(text);
    const auto open = starting(text, {"[", "(", "（", "【", "〔", "|", "「", "·", "*", "日"});
    const auto close = ending(text, {"]", ")", "）", "】", "〕", "|", "」"});
    if (open.empty() && close.empty()) return text;
    text.remove_prefix(open.size());
    if (text.size() >= close.size()) text.remove_suffix(close.size());
  }
}

/// What may stand before a date: nothing, or a short label.
bool is_label(std::string_view text) {
  text = without_brackets(text);
  if (text.empty()) return true;
  return text.size() <= 36 &&
         !ending(text, {"：", ":", "时间", "日期", "发布", "更新", "date", "Date"}).empty();
}

std::optional<Date> year_month_day(const Number& y, const Number& m, const Number& d) {
  if (!y.is_year() || !m.is_short() || !d.is_short()) return std::nullopt;
  return Date::of(y.value, m.value, d.value);
}

/// Three numbers in whatever order lists set them: 2026 7 31, 31 2026 7, 7 31 2026, 31 7 2026.
std::optional<Date> from_three(const Number& a, const Number& b, const Number& c) {
  if (a.is_year()) return year_month_day(a, b, c);
  if (b.is_year()) return year_month_day(b, c, a);
  if (!c.is_year()) return std::nullopt;
  return a.value > 12 ? year_month_day(c, b, a) : year_month_day(c, a, b);
}

/// The time of day behind a date, or nothing: `16:05`, `16:05:33`, `16时05分`.
bool is_time_of_day(std::string_view text, const std::vector<Number>& numbers, std::size_t first) {
  const std::size_t count = numbers.size() - first;
  if (count == 0) return true;
  if (count != 2 && count != 3) return false;
  for (std::size_t i = first; i + 1 < numbers.size(); ++i) {
    const auto between = trim(text.substr(numbers[i].end, numbers[i + 1].begin - numbers[i].end));
    if (starting(between, {":", "：", "时", "分"}).empty()) return false;
  }
  return numbers[first].value < 24;
}

bool are_separated(std::string_view text, const std::vector<Number>& numbers, std::size_t count) {
  for (std::size_t i = 0; i + 1 < count; ++i)
    if (!is_date_separator(text.substr(numbers[i].end, numbers[i + 1].begin - numbers[i].end))) return false;
  return true;
}

std::optional<Date> from_compact(const Number& number) {
  if (number.digits() != 8) return std::nullopt;
  const int year = number.value / 10000;
  if (year < 1949 || year > 2100) return std::nullopt;
  return Date::of(year, number.value / 100 % 100, number.value % 100);
}

std::optional<Date> month_and_day(std::string_view text, const std::vector<Number>& numbers, int year) {
  const auto between = trim(text.substr(numbers[0].end, numbers[1].begin - numbers[0].end));
  const bool separated = between == "-" || between == "/" || between == "." || between == "月";
  if (!separated || !numbers[0].is_short() || !numbers[1].is_short()) return std::nullopt;
  return Date::of(year, numbers[0].value, numbers[1].value);
}

/// Bytes that the date at `numbers[i]…` takes up, for dates with the year first and equal separators.
struct Found {
  Date date;
  std::size_t begin = 0, end = 0;
};

std::optional<Found> date_at(std::string_view text, const std::vector<Number>& numbers, std::size_t i) {
  if (i + 2 >= numbers.size()) return std::nullopt;
  const auto date = year_month_day(numbers[i], numbers[i + 1], numbers[i + 2]);
  if (!date) return std::nullopt;
  const auto first = trim(text.substr(numbers[i].end, numbers[i + 1].begin - numbers[i].end));
  const auto second = trim(text.substr(numbers[i + 1].end, numbers[i + 2].begin - numbers[i + 1].end));
  const bool plain = first == second && (first == "-" || first == "/" || first == ".");
  if (!plain && !(first == "年" && second == "月")) return std::nullopt;
  return Found{*date, numbers[i].begin, numbers[i + 2].end};
}

}  // namespace

std::optional<Date> read_list_date(std::string_view text, std::optional<int> year) {
  text = without_brackets(text);
  if (text.size() > 80) return std::nullopt;
  const auto numbers = numbers_in(text, max_numbers);
  if (numbers.empty() || !is_label(text.substr(0, numbers.front().begin))) return std::nullopt;
  const auto tail = without_brackets(text.substr(numbers.back().end));
  if (!tail.empty() && tail != "秒" && tail != "分") return std::nullopt;
  if (numbers.size() == 1) return from_compact(numbers.front());
  if (numbers.size() == 2) return year ? month_and_day(text, numbers, *year) : std::nullopt;
  if (!are_separated(text, numbers, 3) || !is_time_of_day(text, numbers, 3)) return std::nullopt;
  return from_three(numbers[0], numbers[1], numbers[2]);
}

std::optional<Date> find_list_date(std::string_view text) {
  const auto numbers = numbers_in(text, text.size());
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (const auto found = date_at(text, numbers, i)) return found->date;
  return std::nullopt;
}

DatedTitle split_dated_title(std::string_view title) {
  const auto numbers = numbers_in(title, title.size());
  for (const std::size_t i : {std::size_t{0}, numbers.size() < 3 ? 0 : numbers.size() - 3}) {
    const auto found = date_at(title, numbers, i);
    if (!found || title.substr(found->begin, found->end - found->begin).find("年") != std::string_view::npos)
      continue;
    const auto before = without_brackets(title.substr(0, found->begin));
    const auto after = without_brackets(title.substr(found->end));
    if (before.empty() == after.empty()) continue;
    // Only the side of the date has lost its bracket; the other keeps its own.
    auto kept = trim(before.empty() ? title.substr(found->end) : title.substr(0, found->begin));
    const auto bracket =
        before.empty() ? starting(kept, {"]", ")", "）", "】"}) : ending(kept, {"[", "(", "（", "【"});
    if (before.empty())
      kept.remove_prefix(bracket.size());
    else
      kept.remove_suffix(bracket.size());
    return {std::string(trim(kept)), found->date};
  }
  return {std::string(title), std::nullopt};
}

std::optional<int> year_of(const Url& url) {
  for (const auto& number : numbers_in(url.path(), max_numbers)) {
    if (number.is_year()) return number.value;
    if (number.digits() == 8 && from_compact(number)) return number.value / 10000;
    const int year = number.value / 100;
    const int month = number.value % 100;
    if (number.digits() == 6 && year >= 1949 && year <= 2100 && month >= 1 && month <= 12) return year;
  }
  return std::nullopt;
}

}  // namespace gazetted::parser
