#include "parser/english_dates.h"

#include <array>
#include <cstddef>

#include "parser/dates.h"

namespace gazetted::parser {
namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 1 to 12 for a month's name or its abbreviation of three letters or more; 0 else.
int month_of(std::string_view word) {
  if (word.size() < 3 || word.size() > 9) return 0;
  std::array<char, 9> lower{};
  for (std::size_t i = 0; i < word.size(); ++i)
    lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  const std::string_view name(lower.data(), word.size());
  for (std::size_t m = 0; m < months.size(); ++m) {
    const bool short_form = word.size() == 3 || (m == 8 && word.size() == 4);
    if (name == months[m] || (short_form && months[m].starts_with(name))) return static_cast<int>(m) + 1;
  }
  return 0;
}

/// A number of at most four digits with its place; no digit stands beside it.
struct Number {
  int value = 0;
  std::size_t digits = 0;
  std::size_t begin = 0, end = 0;  ///< of the digits, in the text
};

Number number_at(std::string_view text, std::size_t at) {
  Number out{0, 0, at, at};
  for (; out.end < text.size() && is_digit(text[out.end]) && out.digits < 5; ++out.end, ++out.digits)
    out.value = out.value * 10 + (text[out.end] - '0');
  return out;
}

Number number_before(std::string_view text, std::size_t end) {
  std::size_t at = end;
  while (at > 0 && is_digit(text[at - 1]) && end - at < 5) --at;
  return number_at(text.substr(0, end), at);
}

/// Behind white space, points and commas.
std::size_t past_marks(std::string_view text, std::size_t at) {
  const std::size_t limit = at + 4;
  while (at < text.size() && at < limit && (text[at] == ' ' || text[at] == ',' || text[at] == '.')) ++at;
  return at;
}

/// Behind 1st, 2nd, 3rd, 4th.
std::size_t past_ordinal(std::string_view text, std::size_t at) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"})
    if (text.substr(at).starts_with(ending)) return at + ending.size();
  return at;
}

bool is_day(const Number& n) { return n.digits >= 1 && n.digits <= 2; }
bool is_year(const Number& n) { return n.digits == 4 && n.value >= 1900 && n.value < 2100; }

std::optional<Date> around_month(std::string_view text, std::size_t begin, std::size_t end, int month) {
  const Number after = number_at(text, past_marks(text, end));
  if (is_day(after)) {  // December 12th, 2025
    const Number year = number_at(text, past_marks(text, past_ordinal(text, after.end)));
    if (is_year(year)) return Date::of(year.value, month, after.value);
  }
  if (is_year(after)) {  // 12th December 2025, 12 Dec, 2025
    std::size_t before = begin;
    while (before > 0 && begin - before < 2 && text[before - 1] == ' ') --before;
    if (before >= 2 && past_ordinal(text, before - 2) == before) before -= 2;
    const Number day = number_before(text, before);
    if (is_day(day)) return Date::of(after.value, month, day.value);
  }
  return std::nullopt;
}

/// 25/12/2025, 12.25.2025, 12-12-2025: the day may stand first or second, so only where both ways do not give
/// two days.
std::optional<Date> numeric_date(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    const Number first = number_at(text, at);
    at = first.end;
    if (!is_day(first) || first.end == text.size()) continue;
    const char mark = text[first.end];
    if (mark != '/' && mark != '.' && mark != '-') continue;
    const Number second = number_at(text, first.end + 1);
    if (!is_day(second) || second.end == text.size() || text[second.end] != mark) continue;
    const Number year = number_at(text, second.end + 1);
    if (!is_year(year)) continue;
    at = year.end;
    if (first.value == second.value || second.value > 12)
      return Date::of(year.value, first.value, second.value);
    if (first.value > 12) return Date::of(year.value, second.value, first.value);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Date> find_english_date(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (const int month = month_of(text.substr(at, end - at)); month != 0)
      if (const auto date = around_month(text, at, end, month)) return date;
    at = end;
  }
  return numeric_date(text);
}

std::optional<Date> first_day(std::string_view value) {
  if (const auto dates = find_dates(value); !dates.empty()) return dates.front().date;
  return find_english_date(value);
}

}  // namespace gazetted::parser
