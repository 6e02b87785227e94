#pragma once
// When to visit a page next where that is not learned (scheduler.h): after a visit that failed, and at a
// pace that was configured. Pure rules.

#include <optional>
#include <string>

#include "core/date.h"

namespace gazetted::crawler {

struct Plan {
  Timestamp due;
  std::string reason;  ///< one line, for `why`
};

/// A visit just made that brought no page, and what went before it.
struct Failure {
  enum class Kind {
    failed,  ///< no answer, or an error status
    gone     ///< 404 or 410: to be confirmed by further visits
  } kind = Kind::failed;
  int in_a_row = 1;                     ///< visits that failed or found it gone, this one included
  std::optional<Duration> pace;         ///< the one configured
  std::optional<Duration> retry_after;  ///< as the server asked
};

[[nodiscard]] Plan after_failure(const Failure& failure, Timestamp now);

/// A visit just made that brought what is not believed yet, and what went before it.
struct Doubted {
  int in_a_row = 1;  ///< this one included
  std::optional<Duration> pace;
  std::optional<Duration> retry_after;
};

/// Soon, so that what holds for an hour is believed when the hour is over; then with growing pauses.
[[nodiscard]] Plan after_doubt(const Doubted& doubted, Timestamp now);

/// The visit after one that was answered, where the pace is configured.
[[nodiscard]] Plan at_pace(Duration pace, Timestamp now);

}  // namespace gazetted::crawler
