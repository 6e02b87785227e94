#include "bench/schedule/replay.h"

#include <algorithm>
#include <numeric>
#include <queue>

#include "bench/judging/dice.h"

namespace gazetted::bench {
namespace {

double seconds_of(Timestamp time) { return static_cast<double>(time.time_since_epoch().count()) / 1000; }

double mean_of(const std::vector<double>& values) {
  return values.empty()
             ? 0
             : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// What was counted, over one replay or several.
struct Tally {
  std::vector<double> delays, cold;  ///< minutes
  std::size_t looks = 0, cold_looks = 0;

  Tally& operator+=(const Tally& other) {
    delays.insert(delays.end(), other.delays.begin(), other.delays.end());
    cold.insert(cold.end(), other.cold.begin(), other.cold.end());
    looks += other.looks;
    cold_looks += other.cold_looks;
    return *this;
  }
};

Tally live_through(const Trace& trace, const Span& span, const Replays& replays, std::uint64_t seed,
                   const Rule& rule) {
  Tally tally;
  const double start = seconds_of(span.start), counted = seconds_of(span.counted_from()),
               end = seconds_of(span.end());
  const double apart = static_cast<double>(replays.gap.count()) / 1000;
  constexpr double day = 86'400;

  struct State {
    double last = 0;
    bool first = true;
    std::vector<double> news;  ///< to come, newest first
  };
  std::vector<State> states(trace.pages.size());
  std::vector<double> free_at(trace.hosts, start);
  using Due = std::pair<double, std::size_t>;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue;
  Dice dice(seed);
  for (std::size_t page = 0; page < states.size(); ++page) {
    states[page].last = start;
    for (const Timestamp time : trace.pages[page].published)
      if (time >= span.start && time < span.end()) states[page].news.push_back(seconds_of(time));
    std::reverse(states[page].news.begin(), states[page].news.end());
    queue.emplace(start + static_cast<double>(dice.below(10'000)) / 10'000 * day / replays.looks_a_day, page);
  }

  while (!queue.empty() && queue.top().first < end) {
    const auto [now, page] = queue.top();
    queue.pop();
    double& free = free_at[trace.pages[page].host];
    if (free > now) {
      queue.emplace(free, page);
      continue;
    }
    free = now + apart;
    ++(now < counted ? tally.cold_looks : tally.looks);
    State& state = states[page];
    Seen seen{page, now, state.last, state.first, 0};
    for (; !state.news.empty() && state.news.back() <= now; state.news.pop_back(), ++seen.news)
      (state.news.back() < counted ? tally.cold : tally.delays).push_back((now - state.news.back()) / 60);
    state.last = now;
    state.first = false;
    queue.emplace(std::max(rule(seen), now + apart), page);
  }
  // What nobody came to see has waited until the end at least.
  for (const State& state : states)
    for (const double time : state.news)
      (time < counted ? tally.cold : tally.delays).push_back((end - time) / 60);
  return tally;
}

}  // namespace

Outcome replay(const Trace& trace, const Span& span, const Replays& replays,
               const std::function<Rule()>& made) {
  Tally tally;
  for (int time = 1; time <= replays.times; ++time)
    tally += live_through(trace, span, replays, static_cast<std::uint64_t>(time), made());
  auto& delays = tally.delays;
  std::sort(delays.begin(), delays.end());
  const auto quantile = [&](double part) {
    if (delays.empty()) return 0.0;
    const auto at = static_cast<std::size_t>(part * static_cast<double>(delays.size()));
    return delays[std::min(delays.size() - 1, at)];
  };
  const auto days = [](Duration length) {
    return std::chrono::duration<double, std::ratio<86'400>>(length).count();
  };
  const double pages = static_cast<double>(trace.pages.size()) * replays.times;
  Outcome outcome;
  outcome.looks = static_cast<double>(tally.looks) / pages / days(span.measured);
  outcome.cold_looks = static_cast<double>(tally.cold_looks) / pages / std::max(1e-9, days(span.warm_up));
  outcome.news = delays.size() / static_cast<std::size_t>(replays.times);
  outcome.mean = mean_of(delays);
  outcome.cold_mean = mean_of(tally.cold);
  outcome.p50 = quantile(0.5);
  outcome.p90 = quantile(0.9);
  outcome.p95 = quantile(0.95);
  outcome.p99 = quantile(0.99);
  return outcome;
}

}  // namespace gazetted::bench
