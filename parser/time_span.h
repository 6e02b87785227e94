#pragma once
// Lengths of time as Chinese texts write them: 5年, 五年, 两年, 6个月, 30日.

#include <cstddef>
#include <optional>
#include <string_view>

namespace gazetted::parser {

struct TimeSpan {
  int months = 0;
  int days = 0;
  std::size_t end = 0;  ///< bytes read
};

/// The one at the front of `text`. Working days are none: how many days they are, the calendar says.
[[nodiscard]] std::optional<TimeSpan> read_time_span(std::string_view text);

}  // namespace gazetted::parser
