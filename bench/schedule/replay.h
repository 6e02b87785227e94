#pragma once
// A trace lived through in simulated time: some rule says when to look at each list, and what it costs and
// brings is counted.

#include <functional>
#include <vector>

#include "bench/schedule/trace.h"

namespace gazetted::bench {

/// A look that was just made at a page, as a rule is told of it.
struct Seen {
  std::size_t page = 0;
  double at = 0;    ///< seconds since 1970
  double last = 0;  ///< the look before, or the start of the replay
  bool first = false;
  unsigned news = 0;
};

/// When to look next, in seconds since 1970.
using Rule = std::function<double(const Seen&)>;

struct Span {
  Timestamp start;
  Duration warm_up;   ///< cold start, counted apart
  Duration measured;  ///< after it
  [[nodiscard]] Timestamp counted_from() const { return start + warm_up; }
  [[nodiscard]] Timestamp end() const { return counted_from() + measured; }
};

struct Outcome {
  double looks = 0;  ///< a page and day, while measured
  std::size_t news = 0;
  double mean = 0, p50 = 0, p90 = 0, p95 = 0, p99 = 0;  ///< minutes from publication to look
  double cold_mean = 0;                                 ///< of the warm-up
  double cold_looks = 0;
};

struct Replays {
  Duration gap;        ///< no two requests to a host within it
  double looks_a_day;  ///< the first looks are spread over the time of one …
  int times = 1;  ///< … each time otherwise: a flock of news at a bad moment weighs much in one replay alone
};

/// What all replays together brought. `made` gives a rule that has learned nothing.
[[nodiscard]] Outcome replay(const Trace& trace, const Span& span, const Replays& replays,
                             const std::function<Rule()>& made);

}  // namespace gazetted::bench
