#include "crawler/schedule.h"

#include <algorithm>

namespace gazetted::crawler {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// How an adaptive interval starts, moves and where it ends.
struct Rhythm {
  Duration first, shortest, longest;
  double on_change, on_same;
};

/// A list grows many times a day, so it is watched closely and trusted slowly.
constexpr Rhythm entrance_rhythm{minutes{30}, minutes{5}, hours{6}, 0.6, 1.25};
/// A document is corrected soon after publication or hardly ever: its interval grows with its age.
constexpr Rhythm document_rhythm{hours{1}, hours{1}, hours{7 * 24}, 0.4, 2.0};

constexpr Duration first_retry = minutes{15};
constexpr Duration first_recheck = hours{1};
constexpr Duration longest_retry = hours{24};

/// A configured pace wants to know soon: its failures are spread over at most this many paces.
constexpr int paces_of_retry = 16;

const Rhythm& rhythm_of(Role role) { return role == Role::entrance ? entrance_rhythm : document_rhythm; }

Duration scaled(Duration interval, double factor) {
  return Duration{static_cast<Duration::rep>(static_cast<double>(interval.count()) * factor)};
}

Duration doubled(Duration base, int times, Duration cap) {
  Duration grown = base;
  for (int i = 0; i < times && grown < cap; ++i) grown *= 2;
  return std::min(grown, cap);
}

/// Between 0.9 and 1.1.
double spread(std::uint64_t seed) {
  seed ^= seed >> 33U;  // the finaliser of MurmurHash3: neighbouring seeds give unrelated spreads
  seed *= 0xff51afd7ed558ccdULL;
  seed ^= seed >> 33U;
  return 0.9 + static_cast<double>(seed % 1024) / 5120;
}

Plan after_failure(const Visit& visit, Timestamp now) {
  const bool gone = visit.outcome == Outcome::gone;
  const Duration usual = gone ? first_recheck : first_retry;
  const Duration base = visit.fixed ? std::min(*visit.fixed, usual) : usual;
  const Duration cap = visit.fixed ? std::min(longest_retry, base * paces_of_retry) : longest_retry;
  Duration wait = doubled(base, visit.failures - 1, cap);
  std::string reason = (gone ? "gone, check " : "failure ") + std::to_string(visit.failures) +
                       " in a row: again in " + to_string(wait);
  if (visit.retry_after && *visit.retry_after > wait) {
    wait = *visit.retry_after;
    reason = "the server asked to come back after " + to_string(wait);
  }
  return {now + wait, visit.last_interval, std::move(reason)};
}

Plan adaptive(const Visit& visit, Timestamp now, std::uint64_t seed) {
  const Rhythm& rhythm = rhythm_of(visit.role);
  if (visit.last_interval <= Duration{0})
    return {now + scaled(rhythm.first, spread(seed)), rhythm.first,
            "first visit: again in about " + to_string(rhythm.first)};
  const bool changed = visit.outcome == Outcome::changed;
  const Duration moved = scaled(visit.last_interval, changed ? rhythm.on_change : rhythm.on_same);
  const Duration interval = std::clamp(moved, rhythm.shortest, rhythm.longest);
  return {now + scaled(interval, spread(seed)), interval,
          std::string(changed ? "changed" : "unchanged") + ": interval " + to_string(visit.last_interval) +
              " becomes " + to_string(interval)};
}

}  // namespace

Plan next_visit(const Visit& visit, Timestamp now, std::uint64_t seed) {
  if (visit.outcome == Outcome::failed || visit.outcome == Outcome::gone) return after_failure(visit, now);
  if (visit.fixed) return {now + *visit.fixed, *visit.fixed, "configured: every " + to_string(*visit.fixed)};
  return adaptive(visit, now, seed);
}

}  // namespace gazetted::crawler
