// scheduling: rules of when to look compared at equal requests, on publications that happened.
//   scheduling [--looks N]… [--gap S] [--from DATE] [--days N] [--least N] [--replays N] [--rule
//   PART-OF-NAME] [TRACE.tsv[.gz] [ZONE]]…
// Without a trace: one of Chinese offices, made up.

#include <charconv>
#include <cmath>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "bench/schedule/rules.h"

namespace {

using namespace gazetted;
using namespace gazetted::bench;

struct Wishes {
  std::vector<double> looks;  ///< a page and day
  double gap = 10;            ///< seconds between two requests to a host
  std::optional<Date> from{};
  int days = 300;                                           ///< measured, after 60 of warm-up
  std::size_t least = 1;                                    ///< publications of a list within the time
  int replays = 4;                                          ///< each number is of all of them together
  std::string rule{};                                       ///< only those with this in their name
  std::vector<std::pair<std::string, std::string>> traces;  ///< file and zone
};

constexpr int warm_up_days = 60;
constexpr double tolerance = 0.005;

Outcome at_equal_requests(const Trace& trace, const Span& span, const Replays& replays,
                          const Contender& contender) {
  const double looks = replays.looks_a_day;
  double low = contender.low, high = contender.high;
  Outcome outcome;
  for (int i = 0; i < 40; ++i) {
    const double parameter = std::sqrt(low * high);
    outcome = replay(trace, span, replays, [&] { return contender.made(parameter); });
    if (std::abs(outcome.looks / looks - 1) < tolerance || high / low < 1.0001) break;
    (outcome.looks > looks ? low : high) = parameter;
  }
  return outcome;
}

void compare(const std::string& name, const Trace& all, const Wishes& wishes) {
  Timestamp first = Timestamp::max(), last = Timestamp::min();
  for (const auto& page : all.pages) {
    first = std::min(first, page.published.front());
    last = std::max(last, page.published.back());
  }
  const auto days = [](int count) { return std::chrono::hours{24 * count}; };
  // By default the last days of the trace.
  const Timestamp start = wishes.from ? start_of(*wishes.from, std::chrono::minutes{0})
                                      : std::max(first, last - days(warm_up_days + wishes.days));
  const Span span{start, days(warm_up_days), days(wishes.days)};
  const Trace trace = active_between(all, span.start, span.end(), wishes.least);
  if (trace.pages.empty()) throw std::runtime_error(name + ": nothing is published in that time");
  for (const double looks : wishes.looks) {
    std::printf(
        "\n%s: %zu lists on %u hosts, %s to %s after %d days of warm-up; %g looks a list and day, %g s "
        "apart\n\n",
        name.c_str(), trace.pages.size(), trace.hosts, to_rfc3339(span.counted_from()).substr(0, 10).c_str(),
        to_rfc3339(span.end()).substr(0, 10).c_str(), warm_up_days, looks, wishes.gap);
    std::printf(
        "| minutes from publication to look | mean | p50 | p90 | p95 | p99 | looks | cold start: mean | "
        "looks |\n"
        "|---|---|---|---|---|---|---|---|---|\n");
    const Replays replays{Duration{static_cast<Duration::rep>(wishes.gap * 1000)}, looks, wishes.replays};
    for (const auto& contender : contenders(trace, span, looks)) {
      if (contender.name.find(wishes.rule) == std::string::npos) continue;
      const auto outcome = at_equal_requests(trace, span, replays, contender);
      std::printf("| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %.1f | %.2f |\n", contender.name.c_str(),
                  outcome.mean, outcome.p50, outcome.p90, outcome.p95, outcome.p99, outcome.looks,
                  outcome.cold_mean, outcome.cold_looks);
      std::fflush(stdout);
    }
  }
}

double number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number <= 0)
    throw std::invalid_argument(std::string(text) + ": expected a number above 0");
  return number;
}

Wishes wishes_of(const std::vector<std::string>& words) {
  Wishes wishes;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (!word.starts_with("--")) {
      const bool zoned = i + 1 < words.size() && words[i + 1].find('/') != std::string::npos &&
                         words[i + 1].find(".tsv") == std::string::npos;
      wishes.traces.emplace_back(word, zoned ? words[i + 1] : "Europe/London");
      i += zoned ? 1 : 0;
      continue;
    }
    if (i + 1 == words.size()) throw std::invalid_argument(word + ": expected a value");
    const std::string& value = words[++i];
    if (word == "--looks")
      wishes.looks.push_back(number(value));
    else if (word == "--gap")
      wishes.gap = number(value);
    else if (word == "--days")
      wishes.days = static_cast<int>(number(value));
    else if (word == "--least")
      wishes.least = static_cast<std::size_t>(number(value));
    else if (word == "--replays")
      wishes.replays = static_cast<int>(number(value));
    else if (word == "--rule")
      wishes.rule = value;
    else if (word == "--from" && Date::parse_iso(value))
      wishes.from = Date::parse_iso(value);
    else
      throw std::invalid_argument(word + " " + value + ": not understood");
  }
  if (wishes.looks.empty()) wishes.looks = {12};
  return wishes;
}

}  // namespace

int main(int count, char** words) {
  try {
    const auto wishes = wishes_of({words + 1, words + count});
    if (wishes.traces.empty()) compare("made Chinese offices", made_chinese_trace(1), wishes);
    for (const auto& [file, zone] : wishes.traces) compare(file, read_trace(file, zone), wishes);
    return 0;
  } catch (const std::invalid_argument& fault) {
    std::fprintf(stderr, "scheduling: %s\n", fault.what());
    return 2;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "scheduling: %s\n", fault.what());
    return 1;
  }
}
