#include "crawler/schedule.h"

#include <algorithm>
#include <array>

namespace gazetted::crawler {
namespace {

constexpr Duration first_retry = std::chrono::minutes{15};
constexpr Duration first_recheck = std::chrono::hours{1};
/// After a doubt: an hour in all, from the fourth look on again as long as before.
constexpr std::array<Duration, 3> rechecks = {std::chrono::minutes{10}, std::chrono::minutes{20},
                                              std::chrono::minutes{30}};
constexpr Duration longest_retry = std::chrono::hours{24};

/// A configured pace wants to know soon: its failures are spread over at most this many paces.
constexpr int paces_of_retry = 16;

Duration doubled(Duration base, int times, Duration cap) {
  Duration grown = base;
  for (int i = 0; i < times && grown < cap; ++i) grown *= 2;
  return std::min(grown, cap);
}

std::optional<Plan> as_asked(std::optional<Duration> retry_after, Duration wait, Timestamp now) {
  if (!retry_after || *retry_after <= wait) return std::nullopt;
  return Plan{now + *retry_after, "the server asked to come back after " + to_string(*retry_after)};
}

}  // namespace

Plan after_failure(const Failure& failure, Timestamp now) {
  const bool gone = failure.kind == Failure::Kind::gone;
  const Duration usual = gone ? first_recheck : first_retry;
  const Duration base = failure.pace ? std::min(*failure.pace, usual) : usual;
  const Duration cap = failure.pace ? std::min(longest_retry, base * paces_of_retry) : longest_retry;
  const Duration wait = doubled(base, failure.in_a_row - 1, cap);
  if (auto plan = as_asked(failure.retry_after, wait, now)) return *plan;
  return {now + wait, (gone ? "gone, check " : "failure ") + std::to_string(failure.in_a_row) +
                          " in a row: again in " + to_string(wait)};
}

Plan after_doubt(const Doubted& doubted, Timestamp now) {
  const Duration cap = doubted.pace ? std::min(longest_retry, *doubted.pace * paces_of_retry) : longest_retry;
  const auto looks = static_cast<std::size_t>(std::max(1, doubted.in_a_row));
  const Duration soon =
      looks <= rechecks.size()
          ? rechecks.at(looks - 1)
          : doubled(first_recheck, doubted.in_a_row - static_cast<int>(rechecks.size()) - 1, cap);
  const Duration wait = std::min(soon, cap);
  if (auto plan = as_asked(doubted.retry_after, wait, now)) return *plan;
  return {now + wait,
          "doubted " + std::to_string(doubted.in_a_row) + " in a row: looked at again in " + to_string(wait)};
}

Plan at_pace(Duration pace, Timestamp now) { return {now + pace, "configured: every " + to_string(pace)}; }

}  // namespace gazetted::crawler
