#pragma once
// Which days offices work: what a day of news looks like depends on it.

#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.h"

namespace gazetted::crawler {

/// Sundays and public holidays are alike: nobody is at work, and next to nothing is published.
enum class DayType : std::uint8_t { working, saturday, holiday };
inline constexpr int day_types = 3;

/// The week, and the days that are not what the week says.
class Calendar {
 public:
  /// The week alone.
  Calendar() = default;
  /// A table of exceptions, a line each: `off FIRST [LAST]` or `work DAY [DAY…]`, days as YYYY-MM-DD;
  /// what follows a `#` is passed over. Throws std::invalid_argument with the number of the line.
  explicit Calendar(std::string_view table);
  /// That of mainland China, from chinese_holidays.inc. A year without an entry there is the week alone.
  [[nodiscard]] static const Calendar& chinese();

  [[nodiscard]] DayType type_of(std::chrono::sys_days day) const;  ///< O(log n)
  /// Of the days from `from` on and before `until` those on which offices work for certain: in a year without
  /// an entry none on which a long holiday may fall.
  [[nodiscard]] unsigned certain_working_days(std::chrono::sys_days from, std::chrono::sys_days until) const;

 private:
  [[nodiscard]] bool knows_year_of(std::chrono::sys_days day) const;

  std::vector<std::pair<std::chrono::sys_days, DayType>> exceptions_;  ///< by day
};

}  // namespace gazetted::crawler
