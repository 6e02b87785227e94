#include "monitor/hourly_rhythm.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace gazetted::monitor {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Timestamp monday = *parse_rfc3339("2026-03-01T16:00:00Z");  // midnight by Beijing
constexpr minutes beijing = china_offset;

/// 0 is Monday.
int weekday_of(Date day) { return static_cast<int>(std::chrono::weekday{day.sys_days()}.iso_encoding()) - 1; }

struct Hour {
  int week, weekday, hour;
};

/// A list that is looked at every so often, and what it brings by the hour.
class List {
 public:
  explicit List(minutes every = minutes{30}) : every_(every) { look(0); }

  void holiday(Date day) { holidays_.push_back(day); }
  template <class HasNews>
  void live(hours span, HasNews has_news) {
    for (const auto until = now_ + span; now_ < until;) {
      const auto before = now_;
      now_ += every_;
      unsigned news = 0;
      for (auto at = before + minutes{1}; at <= now_; at += minutes{30})
        news += is_half_past(at) && works(at) && has_news(hour_at(at)) ? 2 : 0;
      look(news);
    }
  }
  void be_quiet(hours span) {
    live(span, [](const Hour&) { return false; });
  }
  void fail(hours span) {
    for (const auto until = now_ + span; now_ < until; now_ += every_) list_ = after_failure(list_);
  }
  /// Nobody looks, and then there is this.
  void sleep(hours span, unsigned news) {
    now_ += span;
    look(news);
  }
  void look(unsigned news) {
    list_ = after_look(list_, {now_, beijing, news}, working_);
    was_silent_ = was_silent_ || is_too_quiet(list_);
  }

  [[nodiscard]] bool is_silent() const { return is_too_quiet(list_); }
  [[nodiscard]] bool was_ever_silent() const { return was_silent_; }
  [[nodiscard]] const NewsHours& hours_known() const { return list_; }

 private:
  static bool is_half_past(Timestamp at) {
    return std::chrono::floor<minutes>(at.time_since_epoch()) % hours{1} < minutes{30};
  }
  [[nodiscard]] bool works(Timestamp at) const {
    const auto day = day_of(at, beijing);
    return working_(day, day.plus_days(1)) > 0;
  }
  [[nodiscard]] static Hour hour_at(Timestamp at) {
    const auto past = std::chrono::floor<hours>(at - monday).count();
    return {static_cast<int>(past / 168), static_cast<int>(past / 24 % 7), static_cast<int>(past % 24)};
  }

  minutes every_;
  Timestamp now_ = monday;
  std::vector<Date> holidays_;
  WorkingDays working_ = [this](Date from, Date until) {
    unsigned count = 0;
    for (Date day = from; day < until; day = day.plus_days(1))
      count += weekday_of(day) < 5 && std::ranges::find(holidays_, day) == holidays_.end() ? 1 : 0;
    return count;
  };
  NewsHours list_;
  bool was_silent_ = false;
};

constexpr hours week{168}, day{24};
bool in_office(const Hour& at) { return (at.hour >= 9 && at.hour < 12) || (at.hour >= 14 && at.hour < 18); }
/// One in `bound`, the same each time.
bool by_chance(const Hour& at, unsigned bound) {
  auto mixed =
      static_cast<std::uint64_t>(at.week * 168 + at.weekday * 24 + at.hour + 1) * 0x9E3779B97F4A7C15ULL;
  mixed = (mixed ^ mixed >> 29U) * 0xff51afd7ed558ccdULL;
  return (mixed ^ mixed >> 32U) % bound == 0;
}

struct Rhythm {
  const char* name;
  bool (*has_news)(const Hour&);
  hours may_be_quiet;  ///< from Wednesday noon on
  hours is_told_by;
};
class Silence : public testing::TestWithParam<Rhythm> {};

TEST_P(Silence, IsJudgedByTheHoursOfTheList) {
  const auto& rhythm = GetParam();
  List list;
  list.live(20 * week + 2 * day + hours{12}, rhythm.has_news);
  EXPECT_FALSE(list.was_ever_silent());
  list.be_quiet(rhythm.may_be_quiet);
  EXPECT_FALSE(list.is_silent());
  list.be_quiet(rhythm.is_told_by - rhythm.may_be_quiet);
  EXPECT_TRUE(list.is_silent());
  list.live(2 * week, rhythm.has_news);
  EXPECT_FALSE(list.is_silent());
}

INSTANTIATE_TEST_SUITE_P(
    Lists, Silence,
    testing::Values(
        Rhythm{"an afternoon, where each hour had news", in_office, hours{3}, hours{6}},
        Rhythm{"some days, where every second hour had",
               [](const Hour& at) { return in_office(at) && by_chance(at, 2); }, hours{21}, 8 * day},
        Rhythm{"weeks, where one hour in twenty had",
               [](const Hour& at) { return in_office(at) && by_chance(at, 20); }, 10 * day, 16 * week},
        Rhythm{"a few Mondays, where each Monday at ten had",
               [](const Hour& at) { return at.weekday == 0 && at.hour == 10; }, 2 * week, 8 * week}),
    [](const auto& rhythm) { return "List" + std::to_string(rhythm.index); });

TEST(SilenceOfHours, IsNoneAtNightNorOnDaysOff) {
  List list;
  const auto day_of_week = [](int weeks, int days) {
    return day_of(monday, beijing).plus_days(7 * weeks + days);
  };
  for (int off = 0; off < 5; ++off) list.holiday(day_of_week(14, off));
  list.holiday(day_of_week(17, 2));
  list.live(20 * week, in_office);
  EXPECT_FALSE(list.was_ever_silent());
}

TEST(SilenceOfHours, IsNoneWhereTheOfficeIsAlwaysOutThen) {
  List list;
  list.live(30 * week, [](const Hour& at) { return in_office(at) && !(at.weekday == 4 && at.hour >= 12); });
  EXPECT_FALSE(list.was_ever_silent());
}

TEST(SilenceOfHours, IsNoneThatIsHardlyLongerThanOneBefore) {
  List list;
  list.live(10 * week, [](const Hour& at) { return in_office(at) && !(at.week == 2 && at.weekday == 1); });
  list.be_quiet(2 * day);
  EXPECT_FALSE(list.is_silent()) << "it was out for a day before";
  list.be_quiet(2 * day);
  EXPECT_TRUE(list.is_silent());
}

TEST(SilenceOfHours, IsNotJudgedInTheFirstWeeks) {
  List list;
  list.live(3 * week, in_office);
  list.be_quiet(4 * day);
  EXPECT_FALSE(list.was_ever_silent());
}

TEST(SilenceOfHours, IsNotKnownOfAListThatIsSeldomLookedAt) {
  List list(hours{6});
  list.live(30 * week, in_office);
  EXPECT_TRUE(list.hours_known().with_news.empty());
  list.be_quiet(6 * week);
  EXPECT_FALSE(list.is_silent());
}

TEST(SilenceOfHours, IsNoneWhileTheListFailedOrNobodyLooked) {
  List list;
  list.live(20 * week + 9 * hours{1}, in_office);
  list.fail(5 * day);
  list.look(0);
  EXPECT_FALSE(list.is_silent());
  list.live(2 * week, in_office);
  list.sleep(30 * day, 40);
  EXPECT_FALSE(list.was_ever_silent());
  EXPECT_LT(list.hours_known().longest, 1000U);
}

TEST(SilenceOfHours, AClockTurnedBackChangesNothing) {
  List list;
  list.live(week, in_office);
  const auto before = list.hours_known();
  EXPECT_EQ(after_look(before, {monday, beijing, 4}, [](Date, Date) { return 1U; }), before);
}

TEST(SilenceOfHours, HoursOfTheWeekAreBoundedAndForget) {
  List list;
  list.live(120 * week, [](const Hour&) { return true; });
  EXPECT_EQ(list.hours_known().with_news.size(), 120U);
  for (const auto& each : list.hours_known().with_news) EXPECT_LE(each.weeks.with + each.weeks.without, 52U);
}

}  // namespace
}  // namespace gazetted::monitor
