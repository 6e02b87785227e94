#include "monitor/rhythm.h"

#include <chrono>
#include <set>

#include <gtest/gtest.h>

namespace gazetted::monitor {
namespace {

Date on(const char* day) { return Date::parse_iso(day).value(); }

bool is_weekend(Date day) {
  const std::chrono::weekday weekday{day.sys_days()};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

/// A list that is looked at each day, and its news.
class List {
 public:
  explicit List(Date first) : today_(first) { look(0); }

  void holiday(Date first, Date last) {
    for (Date day = first; day <= last; day = day.plus_days(1)) holidays_.insert(day);
  }
  /// News on the working days for which `has_news(number of the working day)` holds.
  template <class HasNews>
  void live(int count, HasNews has_news) {
    for (int i = 0; i < count; ++i) {
      pass();
      const bool works = working_(today_, today_.plus_days(1)) == 1;
      look(works && has_news(working_day_++) ? 3 : 0);
    }
  }
  void live_daily(int count) {
    live(count, [](int) { return true; });
  }
  void be_quiet(int count) {
    live(count, [](int) { return false; });
  }
  void fail(int count) {
    for (int i = 0; i < count; ++i) {
      pass();
      days_ = after_failure(days_);
    }
  }
  /// Nobody looks, and nothing is known of it.
  void sleep(int count) {
    for (int i = 0; i < count; ++i) pass();
  }
  void look(unsigned news) {
    days_ = after_look(days_, {today_, news}, working_);
    was_too_quiet_ = was_too_quiet_ || is_silent();
  }

  [[nodiscard]] bool is_silent() const { return is_too_quiet(days_, quiet_days(days_, working_)); }
  [[nodiscard]] bool was_ever_silent() const { return was_too_quiet_; }
  [[nodiscard]] const NewsDays& days() const { return days_; }

 private:
  void pass() { today_ = today_.plus_days(1); }

  Date today_;
  std::set<Date> holidays_;
  WorkingDays working_ = [this](Date from, Date until) {
    unsigned count = 0;
    for (Date day = from; day < until; day = day.plus_days(1))
      count += is_weekend(day) || holidays_.contains(day) ? 0 : 1;
    return count;
  };
  NewsDays days_;
  int working_day_ = 0;
  bool was_too_quiet_ = false;
};

const Date monday = on("2026-03-02");

TEST(Silence, OfADailyListIsToldWithinTwoWeeks) {
  List list(monday);
  list.live_daily(8 * 7);
  EXPECT_FALSE(list.was_ever_silent());
  list.be_quiet(3);
  EXPECT_FALSE(list.is_silent()) << "three days are nothing";
  list.be_quiet(7);
  EXPECT_TRUE(list.is_silent());
  list.live_daily(1);
  EXPECT_FALSE(list.is_silent());
}

TEST(Silence, AHolidayWeekIsNone) {
  List list(monday);
  list.holiday(on("2026-05-01"), on("2026-05-08"));
  list.live_daily(8 * 7 + 21);
  EXPECT_FALSE(list.was_ever_silent());
}

TEST(Silence, NothingIsSaidInTheFirstWeek) {
  List list(monday);
  list.live_daily(7);
  list.be_quiet(60);
  EXPECT_FALSE(list.was_ever_silent());
}

TEST(Silence, OfTwoItemsAYearIsNone) {
  List list(monday);
  list.live(3 * 365, [](int day) { return day % 125 == 60; });
  EXPECT_FALSE(list.was_ever_silent());
  list.be_quiet(365);
  EXPECT_FALSE(list.was_ever_silent());
}

TEST(Silence, IsJudgedByTheListsOwnRhythm) {
  List second_day(monday);
  second_day.live(12 * 7, [](int day) { return day % 2 == 0; });
  second_day.be_quiet(14);
  EXPECT_FALSE(second_day.is_silent()) << "two weeks may be, of a list with news on every second day";
  second_day.be_quiet(28);
  EXPECT_TRUE(second_day.is_silent());

  List bursts(monday);  // a day a fortnight, for a year
  bursts.live(365, [](int day) { return day % 10 == 0; });
  EXPECT_FALSE(bursts.was_ever_silent());
  bursts.be_quiet(5 * 7);
  EXPECT_FALSE(bursts.is_silent());
}

TEST(Silence, ThatWasIsNoRhythm) {
  List list(monday);
  list.live_daily(8 * 7);
  list.be_quiet(60);
  ASSERT_TRUE(list.is_silent());
  const auto before = list.days();
  list.live_daily(3);  // over a weekend
  EXPECT_EQ(list.days().longest, before.longest);
  EXPECT_EQ(list.days().days, before.days);
  list.live_daily(20);
  list.be_quiet(14);
  EXPECT_TRUE(list.is_silent());
}

TEST(Silence, AFailureIsNone) {
  List list(monday);
  list.live_daily(8 * 7);
  list.fail(30);
  list.look(0);
  EXPECT_FALSE(list.is_silent());
  list.be_quiet(3);
  EXPECT_FALSE(list.is_silent());
  list.be_quiet(11);
  EXPECT_TRUE(list.is_silent());
}

TEST(Silence, ADaemonThatSleptSaysNothingWhereThereIsNews) {
  List list(monday);
  list.live_daily(8 * 7);
  list.sleep(60);
  list.look(40);
  EXPECT_FALSE(list.was_ever_silent());
  EXPECT_EQ(list.days().longest, 0U) << "what came meanwhile came on days that nobody knows";
  list.be_quiet(3);
  EXPECT_FALSE(list.is_silent());
}

TEST(Silence, AClockTurnedBackChangesNothing) {
  List list(monday);
  list.live_daily(30);
  const auto before = list.days();
  const auto after = after_look(before, {monday, 4}, [](Date, Date) { return 1U; });
  EXPECT_EQ(after, before);
}

Habit learned(std::uint32_t with, std::uint32_t without) { return {"title", {with, without}, 0}; }
Habit without(Habit habit, int documents) {
  for (int i = 0; i < documents; ++i) habit = after_document(habit, States::no);
  return habit;
}

TEST(Field, IsLostWhereAllHadItAndTheLastHaveNot) {
  EXPECT_FALSE(is_lost(without(learned(60, 0), 4)));
  EXPECT_TRUE(is_lost(without(learned(60, 0), 5)));
  EXPECT_FALSE(is_lost(without(learned(10, 0), 40))) << "too few to know";
  EXPECT_FALSE(is_lost(without(learned(200, 1), 40))) << "some never had it";
}

TEST(Field, ComesBack) {
  auto habit = without(learned(60, 0), 8);
  ASSERT_TRUE(is_lost(habit));
  habit = after_document(habit, States::yes);
  EXPECT_FALSE(is_lost(habit));
  EXPECT_EQ(habit.documents.without, 0U) << "a failure is no habit";
  habit = after_document(without(habit, 2), States::yes);
  EXPECT_EQ(habit.documents.without, 2U);
}

TEST(Field, OfHistoryMakesNoRun) {
  auto habit = learned(100, 0);
  for (int i = 0; i < 50; ++i) habit = after_history(habit, States::no);
  EXPECT_FALSE(is_lost(habit));
}

TEST(Tallies, ForgetAndNeverForgetThatItWas) {
  Habit habit = learned(0, 1);
  for (int i = 0; i < 10'000; ++i) habit = after_document(habit, States::yes);
  EXPECT_LE(habit.documents.with + habit.documents.without, 250U);
  EXPECT_GE(habit.documents.without, 1U);
}

TEST(Items, AreFarFewerBelowHalfOfTheFewest) {
  EXPECT_TRUE(are_far_fewer(9, 20));
  EXPECT_FALSE(are_far_fewer(10, 20));
  EXPECT_FALSE(are_far_fewer(1, 5)) << "a short list";
}

}  // namespace
}  // namespace gazetted::monitor
