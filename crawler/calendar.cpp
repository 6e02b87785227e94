#include "crawler/calendar.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace gazetted::crawler {
namespace {

constexpr std::string_view chinese_table =
#include "crawler/chinese_holidays.inc"
    ;

/// Longer than any holiday: a slip in a table's year is no decade off.
constexpr int longest_holiday = 31;

/// Between which days holidays of more than a day lie, whichever the year: New Year, the Spring Festival,
/// Tomb Sweeping, May Day, the National Day with Mid-Autumn.
struct Window {
  std::chrono::month_day first, last;
};
constexpr std::array<Window, 5> holiday_windows = {{{std::chrono::January / 1, std::chrono::January / 3},
                                                    {std::chrono::January / 20, std::chrono::February / 28},
                                                    {std::chrono::April / 3, std::chrono::April / 6},
                                                    {std::chrono::May / 1, std::chrono::May / 5},
                                                    {std::chrono::October / 1, std::chrono::October / 8}}};

bool may_be_holiday(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  const auto of_year = date.month() / date.day();
  return std::ranges::any_of(holiday_windows, [&](const Window& window) {
    return of_year >= window.first && of_year <= window.last;
  });
}

std::vector<std::string_view> words_of(std::string_view line) {
  line = line.substr(0, line.find('#'));
  std::vector<std::string_view> words;
  for (std::size_t at = 0; (at = line.find_first_not_of(" \t\r", at)) != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

std::vector<std::pair<std::chrono::sys_days, DayType>> exceptions_of(std::string_view line) {
  std::vector<std::pair<std::chrono::sys_days, DayType>> exceptions;
  const auto words = words_of(line);
  if (words.empty()) return exceptions;
  std::vector<Date> days;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto day = Date::parse_iso(words[i]);
    if (!day) throw std::invalid_argument(std::string(words[i]) + " is no day");
    days.push_back(*day);
  }
  const bool off = words[0] == "off";
  if ((!off && words[0] != "work") || days.empty() || (off && days.size() > 2))
    throw std::invalid_argument("expected `off FIRST [LAST]` or `work DAY [DAY…]`");
  if (!off) {
    for (const Date day : days) exceptions.emplace_back(day.sys_days(), DayType::working);
    return exceptions;
  }
  const int length = days.back().days_since(days.front()) + 1;
  if (length < 1 || length > longest_holiday)
    throw std::invalid_argument("the last day is not after the first");
  for (int i = 0; i < length; ++i)
    exceptions.emplace_back(days.front().plus_days(i).sys_days(), DayType::holiday);
  return exceptions;
}

}  // namespace

Calendar::Calendar(std::string_view table) {
  for (int number = 1; !table.empty(); ++number) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    try {
      const auto exceptions = exceptions_of(table.substr(0, end));
      exceptions_.insert(exceptions_.end(), exceptions.begin(), exceptions.end());
    } catch (const std::invalid_argument& fault) {
      throw std::invalid_argument("line " + std::to_string(number) + ": " + fault.what());
    }
    table.remove_prefix(std::min(end + 1, table.size()));
  }
  std::sort(exceptions_.begin(), exceptions_.end());
}

const Calendar& Calendar::chinese() {
  static const Calendar calendar{chinese_table};
  return calendar;
}

DayType Calendar::type_of(std::chrono::sys_days day) const {
  const auto found = std::lower_bound(
      exceptions_.begin(), exceptions_.end(), day,
      [](const auto& exception, std::chrono::sys_days wanted) { return exception.first < wanted; });
  if (found != exceptions_.end() && found->first == day) return found->second;
  const std::chrono::weekday weekday{day};
  if (weekday == std::chrono::Sunday) return DayType::holiday;
  return weekday == std::chrono::Saturday ? DayType::saturday : DayType::working;
}

unsigned Calendar::certain_working_days(std::chrono::sys_days from, std::chrono::sys_days until) const {
  unsigned count = 0;
  for (auto day = from; day < until; day += std::chrono::days{1})
    if (type_of(day) == DayType::working && (knows_year_of(day) || !may_be_holiday(day))) ++count;
  return count;
}

bool Calendar::knows_year_of(std::chrono::sys_days day) const {
  const auto year = std::chrono::year_month_day{day}.year();
  const std::chrono::sys_days first{year / std::chrono::January / 1};
  const auto found =
      std::ranges::lower_bound(exceptions_, first, {}, [](const auto& each) { return each.first; });
  return found != exceptions_.end() && std::chrono::year_month_day{found->first}.year() == year;
}

}  // namespace gazetted::crawler
