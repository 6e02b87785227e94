#include "crawler/schedule.h"

#include <algorithm>

namespace gazetted::crawler {
namespace {

constexpr Duration first_retry = std::chrono::minutes{15};
constexpr Duration first_recheck = std::chrono::hours{1};
constexpr Duration longest_retry = std::chrono::hours{24};

/// A configured pace wants to know soon: its failures are spread over at most this many paces.
constexpr int paces_of_retry = 16;

Duration doubled(Duration base, int times, Duration cap) {
  Duration grown = base;
  for (int i = 0; i < times && grown < cap; ++i) grown *= 2;
  return std::min(grown, cap);
}

}  // namespace

Plan after_failure(const Failure& failure, Timestamp now) {
  const bool gone = failure.kind == Failure::Kind::gone;
  const Duration usual = gone ? first_recheck : first_retry;
  const Duration base = failure.pace ? std::min(*failure.pace, usual) : usual;
  const Duration cap = failure.pace ? std::min(longest_retry, base * paces_of_retry) : longest_retry;
  const Duration wait = doubled(base, failure.in_a_row - 1, cap);
  if (failure.retry_after && *failure.retry_after > wait)
    return {now + *failure.retry_after,
            "the server asked to come back after " + to_string(*failure.retry_after)};
  return {now + wait, (gone ? "gone, check " : "failure ") + std::to_string(failure.in_a_row) +
                          " in a row: again in " + to_string(wait)};
}

Plan at_pace(Duration pace, Timestamp now) { return {now + pace, "configured: every " + to_string(pace)}; }

}  // namespace gazetted::crawler
