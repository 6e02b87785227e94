#include "monitor/hourly_rhythm.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gazetted::monitor {
namespace {

using std::chrono::hours;

constexpr std::uint32_t hours_a_day = 24, hours_a_week = 7 * hours_a_day,
                        working_hours_a_week = 5 * hours_a_day;
/// Nothing is said of a list that was watched for less: four weeks.
constexpr std::uint32_t learned_hours = 4 * working_hours_a_week;
/// Beyond this many what was counted is halved: a year.
constexpr std::uint32_t most_weeks = 52;
/// Of a pause that nobody watched, so much is gone through.
constexpr std::uint32_t longest_gap = 13 * hours_a_week;
/// Two looks between which the hour of news is known well enough: those of an hourly pace, and some delay.
constexpr std::chrono::minutes watch{90};
constexpr double doubt = 0.5;
constexpr double thousandth = 1e-3;
/// A silence is so many times as long as the longest pause before.
constexpr std::uint32_t beyond_pauses = 3;

std::uint32_t hour_of(Timestamp time, std::chrono::minutes zone) {
  const auto hour = std::chrono::floor<hours>(time.time_since_epoch() + zone).count();
  return static_cast<std::uint32_t>(std::max<decltype(hour)>(hour, 0));
}

std::uint32_t hour_of_week(std::uint32_t hour) {
  constexpr std::uint32_t since_monday = 3 * hours_a_day;  // 1970 began on a Thursday
  return (hour + since_monday) % hours_a_week;
}

/// Whether offices work, asked once a day.
class Calendar {
 public:
  explicit Calendar(const WorkingDays& working) : working_(working) {}

  bool works_in(std::uint32_t hour) {
    const auto day = hour / hours_a_day;
    if (day != day_) {
      day_ = day;
      const Date date{std::chrono::sys_days{std::chrono::days{day}}};
      works_ = working_(date, date.plus_days(1)) > 0;
    }
    return works_;
  }

 private:
  const WorkingDays& working_;
  std::uint32_t day_ = std::numeric_limits<std::uint32_t>::max();  ///< that was asked last
  bool works_ = false;
};

void halve(Tally& weeks) {
  if (weeks.with + weeks.without <= most_weeks) return;
  weeks.with = (weeks.with + 1) / 2;
  weeks.without /= 2;
}

void count_quiet(NewsHours& list, std::uint32_t hour) {
  ++list.watched;
  const auto known = std::ranges::lower_bound(list.with_news, hour_of_week(hour), {}, &HourOfWeek::hour);
  if (known == list.with_news.end() || known->hour != hour_of_week(hour)) return;
  auto& weeks = known->weeks;
  const double all = weeks.with + weeks.without;
  list.surprise += static_cast<std::uint32_t>(std::log((all + doubt) / (weeks.without + doubt)) / thousandth);
  list.missed += static_cast<std::uint32_t>(weeks.with / all / thousandth);
  ++weeks.without;
  halve(weeks);
}

void count_news(NewsHours& list, std::uint32_t hour) {
  ++list.watched;
  const auto of_week = hour_of_week(hour);
  auto known = std::ranges::lower_bound(list.with_news, of_week, {}, &HourOfWeek::hour);
  if (known == list.with_news.end() || known->hour != of_week) {
    const auto weeks = std::min(list.watched / working_hours_a_week, most_weeks);
    known = list.with_news.insert(known, {of_week, {0, weeks}});
  }
  ++known->weeks.with;
  halve(known->weeks);
}

void end_pause(NewsHours& list) {
  if (!is_too_quiet(list)) list.longest = std::max(list.longest, list.missed);  // a silence is no rhythm
  list.surprise = list.missed = 0;
}

}  // namespace

NewsHours after_look(NewsHours list, const HourLook& look, const WorkingDays& working) {
  const auto hour = hour_of(look.at, look.zone);
  if (!list.looked) {
    list.newest = list.looked = look.at;
    list.next = hour + 1;
    return list;
  }
  if (look.at < *list.looked) return list;  // the clock was turned back
  Calendar calendar(working);
  const bool is_watched = !list.failed && look.at - *list.looked <= watch;
  if (look.news > 0) {
    end_pause(list);
    if (is_watched && hour >= list.next && calendar.works_in(hour)) count_news(list, hour);
    list.newest = look.at;
    list.next = std::max(list.next, hour + 1);
  } else if (list.failed) {
    list.next = std::max(list.next, hour + 1);
  } else {
    list.next = std::max(list.next, hour - std::min(hour, longest_gap));
    for (; list.next < hour; ++list.next)
      if (calendar.works_in(list.next) && !is_too_quiet(list)) count_quiet(list, list.next);
  }
  list.looked = look.at;
  list.failed = false;
  return list;
}

NewsHours after_failure(NewsHours list) {
  list.failed = list.looked.has_value();
  return list;
}

bool is_too_quiet(const NewsHours& list) {
  static const auto least = static_cast<std::uint32_t>(-std::log(improbable) / thousandth);
  return list.watched >= learned_hours && list.surprise > least && list.missed > beyond_pauses * list.longest;
}

}  // namespace gazetted::monitor
