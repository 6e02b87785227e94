#include "crawler/calendar.h"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

struct Day {
  const char* date;
  DayType type;
};

class ChineseDay : public testing::TestWithParam<Day> {};

TEST_P(ChineseDay, IsOfType) {
  EXPECT_EQ(Calendar::chinese().type_of(Date::parse_iso(GetParam().date)->sys_days()), GetParam().type);
}

INSTANTIATE_TEST_SUITE_P(
    Notices, ChineseDay,
    testing::Values(Day{"2024-02-09", DayType::working}, Day{"2024-02-10", DayType::holiday},
                    Day{"2024-02-17", DayType::holiday}, Day{"2024-02-18", DayType::working},
                    Day{"2024-10-12", DayType::working}, Day{"2025-01-26", DayType::working},
                    Day{"2025-01-28", DayType::holiday}, Day{"2025-02-05", DayType::working},
                    Day{"2025-10-08", DayType::holiday}, Day{"2026-01-04", DayType::working},
                    Day{"2026-02-14", DayType::working}, Day{"2026-02-23", DayType::holiday},
                    Day{"2026-09-25", DayType::holiday}, Day{"2026-10-10", DayType::working}));

INSTANTIATE_TEST_SUITE_P(Weeks, ChineseDay,
                         testing::Values(Day{"2025-06-16", DayType::working},
                                         Day{"2025-06-20", DayType::working},
                                         Day{"2025-06-21", DayType::saturday},
                                         Day{"2025-06-22", DayType::holiday},
                                         Day{"2035-10-01", DayType::working}));

TEST(Calendar, CountsTheDaysOfTheNotices) {
  // As the years' calendars of working days have it.
  const auto working_days = [](int year) {
    int days = 0;
    for (Date day = *Date::of(year, 1, 1); day.year() == year; day = day.plus_days(1))
      days += Calendar::chinese().type_of(day.sys_days()) == DayType::working ? 1 : 0;
    return days;
  };
  EXPECT_EQ(working_days(2024), 251);
  EXPECT_EQ(working_days(2025), 248);
  EXPECT_EQ(working_days(2026), 248);
}

TEST(Calendar, CountsTheWorkingDaysThatAreCertain) {
  const auto days = [](const char* from, const char* until) {
    return Calendar::chinese().certain_working_days(Date::parse_iso(from)->sys_days(),
                                                    Date::parse_iso(until)->sys_days());
  };
  EXPECT_EQ(days("2026-02-09", "2026-03-02"), 11U) << "with two worked Saturdays";
  EXPECT_EQ(days("2026-03-02", "2026-03-02"), 0U);
  EXPECT_EQ(days("2026-03-02", "2026-02-02"), 0U);
  // Nobody knows yet when the Spring Festival of 2035 is, but that October has a week off.
  EXPECT_EQ(days("2035-02-01", "2035-02-28"), 0U);
  EXPECT_EQ(days("2035-10-01", "2035-10-09"), 0U);
  EXPECT_EQ(days("2035-10-15", "2035-10-22"), 5U);
}

TEST(Calendar, ReadsATable) {
  const Calendar calendar("# nothing\n\noff 2030-03-05 2030-03-06 # both\nwork\t2030-03-09 2030-03-10");
  const auto type = [&](const char* day) { return calendar.type_of(Date::parse_iso(day)->sys_days()); };
  EXPECT_EQ(type("2030-03-04"), DayType::working);
  EXPECT_EQ(type("2030-03-05"), DayType::holiday);
  EXPECT_EQ(type("2030-03-06"), DayType::holiday);
  EXPECT_EQ(type("2030-03-07"), DayType::working);
  EXPECT_EQ(type("2030-03-09"), DayType::working);
  EXPECT_EQ(type("2030-03-10"), DayType::working);
  EXPECT_EQ(type("2030-03-17"), DayType::holiday);
}

class BadTable : public testing::TestWithParam<const char*> {};

TEST_P(BadTable, IsRefusedWithItsLine) {
  try {
    const Calendar calendar(GetParam());
    FAIL() << GetParam();
  } catch (const std::invalid_argument& fault) {
    EXPECT_EQ(std::string(fault.what()).rfind("line 2: ", 0), 0U) << fault.what();
  }
}

INSTANTIATE_TEST_SUITE_P(Lines, BadTable,
                         testing::Values("\noff", "\noff 2030-02-30", "\noff 2030-03-06 2030-03-05",
                                         "\noff 2030-03-06 2031-03-05",
                                         "\noff 2030-03-05 2030-03-06 2030-03-07", "\nrest 2030-03-05",
                                         "\nwork", "\nwork 2030-03-05 x"));

}  // namespace
}  // namespace gazetted::crawler
