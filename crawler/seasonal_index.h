#pragma once
// The seasonal index: how much waiting news is to be expected, from a look on. News come at a rate times
// the intensity of the season, each waits from when it came; a page is due when they have waited together
// as long as a price says. Where news are even that is the interval √(2·price/rate), which keeps the mean
// delay of all pages least at their cost; where they are not, looks gather where news do.

#include <algorithm>
#include <chrono>
#include <cmath>

#include "crawler/season.h"

namespace gazetted::crawler {

inline constexpr double seconds_a_day = 86'400;

/// A bin, or what of it lies within a walk. Times are seconds since 1970 on the local clock.
struct Stretch {
  double start = 0;
  double seconds = 0;
  int bin = 0;
  double intensity = 0;
  std::optional<int> weekday{};  ///< as of a Share
};

/// A page's intensity as time goes by. Views what it is made of.
class Intensity {
 public:
  Intensity(const Season& season, const OwnSeason& own, const Calendar& calendar, std::chrono::minutes zone)
      : season_(season), own_(own), calendar_(calendar), zone_(std::chrono::duration<double>(zone).count()) {}

  enum class Walk { on, stop };
  /// Calls `visit(stretch)` for each bin from `from` to `to` until it says stop.
  template <class Visit>
  void walk(double from, double to, Visit visit) const {
    walk(from, to, visit, [](const WholeDay&) { return false; });
  }
  /// The same; a whole day that no news of the page's own bends is offered to `take` first. Where that says
  /// true, its bins are passed over: most pages are documents, which are seldom looked at.
  template <class Visit, class Take>
  void walk(double from, double to, Visit visit, Take take) const {
    Day day = day_of(day_start(from));
    int of_day = static_cast<int>((from - day.start) / bin_seconds);
    int bent = -1;  // the quarter that `bend` is of
    double bend = 1;
    for (double at = from; at < to;) {
      if (at == day.start && day.end() <= to && own_.empty() && take(season_.day(day.type))) {
        at = day.end();
        day = day_of(at);
        continue;
      }
      const int bin = bin_of(day.type, of_day);
      if (const int quarter = bin / bins_a_quarter; quarter != bent) {
        bent = quarter;
        bend = own_.bend(quarter, season_);
      }
      const double end = std::min(to, day.start + (of_day + 1) * bin_seconds);
      const double intensity = bend * day.bend * static_cast<double>(season_.intensity(bin));
      if (end > at && visit(Stretch{at, end - at, bin, intensity, day.weekday}) == Walk::stop) return;
      at = end;
      if (++of_day < bins_a_day) continue;
      of_day = 0;
      day = day_of(day.end());
    }
  }

  [[nodiscard]] double local(Timestamp time) const {
    return static_cast<double>(time.time_since_epoch().count()) / 1000 + zone_;
  }
  [[nodiscard]] Timestamp instant(double local) const {
    return Timestamp{Duration{static_cast<Duration::rep>(std::ceil((local - zone_) * 1000))}};
  }
  /// All of a piece of news that came then.
  [[nodiscard]] Share share_at(double local) const {
    const double day = day_start(local);
    const DayType type = type_of(day);
    return {bin_of(type, static_cast<int>((local - day) / bin_seconds)), 1, weekday_of(day, type)};
  }

 private:
  static constexpr double bin_seconds = seconds_a_day / bins_a_day;

  struct Day {
    double start = 0;
    DayType type = DayType::working;
    std::optional<int> weekday;
    double bend = 1;  ///< by the page's own days of the week
    [[nodiscard]] double end() const { return start + seconds_a_day; }
  };
  [[nodiscard]] Day day_of(double start) const {
    const DayType type = type_of(start);
    const auto weekday = weekday_of(start, type);
    return {start, type, weekday, weekday ? own_.bend_of_day(*weekday) : 1};
  }

  [[nodiscard]] static double day_start(double local) {
    return std::floor(local / seconds_a_day) * seconds_a_day;
  }
  /// A Saturday that is worked has none: it stands for a day of another week.
  [[nodiscard]] static std::optional<int> weekday_of(double day, DayType type) {
    const std::chrono::weekday weekday(
        std::chrono::sys_days{std::chrono::days{std::lround(day / seconds_a_day)}});
    const int from_monday = static_cast<int>(weekday.iso_encoding()) - 1;
    return type == DayType::working && from_monday < weekdays ? std::optional(from_monday) : std::nullopt;
  }
  [[nodiscard]] DayType type_of(double day) const {
    return calendar_.type_of(std::chrono::sys_days{std::chrono::days{std::lround(day / seconds_a_day)}});
  }

  const Season& season_;
  const OwnSeason& own_;
  const Calendar& calendar_;
  double zone_;
};

struct Wanted {
  double rate = 0;      ///< news a day, on the mean of the week
  double price = 0;     ///< days of waiting, of all news together
  double earliest = 0;  ///< seconds from the start, whatever is expected
  double latest = 0;    ///< likewise
};

struct Gathered {
  double at = 0;         ///< when, in local seconds
  double intensity = 0;  ///< then
  double expected = 0;   ///< news that came by then
  double waited = 0;     ///< days, of all of them together
};

/// When the news from `from` on will have waited for as long as is wanted.
[[nodiscard]] inline Gathered gather(const Intensity& hours, double from, const Wanted& wanted) {
  Gathered sum{from + wanted.latest, 0, 0, 0};
  const auto take = [&](const WholeDay& day) {
    const double waited = sum.waited + sum.expected + wanted.rate * day.waited;
    if (waited >= wanted.price) return false;
    sum.waited = waited;
    sum.expected += wanted.rate * day.news;
    sum.intensity = day.news;
    return true;
  };
  const auto visit = [&](const Stretch& stretch) {
    const double days = stretch.seconds / seconds_a_day;
    const double coming = wanted.rate * stretch.intensity;  // a day
    const double waited = sum.waited + sum.expected * days + coming * days * days / 2;
    sum.intensity = stretch.intensity;
    const double to_earliest = from + wanted.earliest - stretch.start;
    if (waited < wanted.price || stretch.seconds <= to_earliest) {
      sum.waited = waited;
      sum.expected += coming * days;
      return Intensity::Walk::on;
    }
    // The root of coming·x²/2 + expected·x = missing, in the form that does not cancel.
    const double missing = std::max(0.0, wanted.price - sum.waited);
    const double root = std::sqrt(sum.expected * sum.expected + 2 * coming * missing);
    double x = missing > 0 ? 2 * missing / (sum.expected + root) : 0;
    x = std::clamp(x, std::min(days, to_earliest / seconds_a_day), days);
    sum.at = stretch.start + x * seconds_a_day;
    sum.waited += sum.expected * x + coming * x * x / 2;
    sum.expected += coming * x;
    return Intensity::Walk::stop;
  };
  hours.walk(from, from + wanted.latest, visit, take);
  return sum;
}

}  // namespace gazetted::crawler
