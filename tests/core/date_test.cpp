#include "core/date.h"

#include <gtest/gtest.h>

namespace gazetted {
namespace {

TEST(Date, OnlyDaysThatExist) {
  EXPECT_EQ(Date::of(2024, 2, 29)->iso(), "2024-02-29");
  EXPECT_FALSE(Date::of(2023, 2, 29));
  EXPECT_FALSE(Date::of(2023, 13, 1));
  EXPECT_FALSE(Date::of(0, 1, 1));
  EXPECT_EQ(Date::parse_iso("2026-11-23"), Date::of(2026, 11, 23));
  for (const auto* text : {"", "2026-11-3", "2026/11/23", "2026-11-23T00:00:00Z", "2026-11-31"})
    EXPECT_FALSE(Date::parse_iso(text)) << text;
}

TEST(Date, Arithmetic) {
  const Date day = *Date::of(2026, 1, 31);
  EXPECT_EQ(day.plus_days(1).iso(), "2026-02-01");
  EXPECT_EQ(day.plus_days(-31).iso(), "2025-12-31");
  EXPECT_EQ(day.plus_months(1).iso(), "2026-02-28");
  EXPECT_EQ(day.plus_months(60).iso(), "2031-01-31");
  EXPECT_EQ(Date::of(2026, 3, 1)->days_since(day), 29);
}

TEST(Timestamp, Rfc3339BothWays) {
  struct Case {
    const char *text, *utc;
  };
  const Case cases[] = {{"2026-11-23T03:35:36Z", "2026-11-23T03:35:36Z"},
                        {"2026-11-23T03:35:36.5Z", "2026-11-23T03:35:36.500Z"},
                        {"2026-11-23T11:35:36+08:00", "2026-11-23T03:35:36Z"},
                        {"2026-11-22T22:05:36-05:30", "2026-11-23T03:35:36Z"},
                        {"2026-11-23", "2026-11-23T00:00:00Z"}};
  for (const auto& c : cases) {
    const auto time = parse_rfc3339(c.text);
    ASSERT_TRUE(time) << c.text;
    EXPECT_EQ(to_rfc3339(*time), c.utc);
  }
  for (const auto* text :
       {"", "2026-11-23T03:35:36", "2026-11-23T25:00:00Z", "2026-11-23T03:35:36.Z", "23.11.2026"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

TEST(Timestamp, DaysBeginAtLocalMidnight) {
  const auto before = *parse_rfc3339("2026-03-31T15:59:59Z");
  EXPECT_EQ(day_of(before, china_offset).iso(), "2026-03-31");
  EXPECT_EQ(day_of(before + Duration{1000}, china_offset).iso(), "2026-04-01");
  EXPECT_EQ(to_rfc3339(start_of(*Date::of(2026, 4, 1), china_offset)), "2026-03-31T16:00:00Z");
}

TEST(Duration, Forms) {
  struct Case {
    const char* text;
    std::int64_t milliseconds;
  };
  for (const auto& c : {Case{"500ms", 500}, Case{"2s", 2000}, Case{"10m", 600'000}, Case{"24h", 86'400'000},
                        Case{"1d", 86'400'000}, Case{"0s", 0}})
    EXPECT_EQ(parse_duration(c.text), Duration{c.milliseconds}) << c.text;
  for (const auto* text : {"", "s", "10", "-1s", "1.5h", "1w", "99999999999999999999d"})
    EXPECT_FALSE(parse_duration(text)) << text;
  EXPECT_EQ(to_string(Duration{86'400'000}), "1d");
  EXPECT_EQ(to_string(Duration{90'000}), "90s");
}

}  // namespace
}  // namespace gazetted
