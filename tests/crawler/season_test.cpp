#include "crawler/season.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "crawler/seasonal_index.h"

namespace gazetted::crawler {
namespace {

constexpr std::chrono::minutes utc{0};
constexpr double monday = 4 * seconds_a_day;  // 1970-01-05
constexpr double hour = 3600;

int bin_at_hour(double of_day, DayType type = DayType::working) {
  return bin_of(type, static_cast<int>(of_day * 12));
}

double mean_of_week(const Season& season) {
  double sum = 0;
  for (int bin = 0; bin < bins; ++bin)
    sum += static_cast<double>(season.intensity(bin)) * (bin < bins_a_day ? 5 : 1);
  return sum / (7 * bins_a_day);
}

std::vector<Share> random_news(std::mt19937& random, std::size_t count) {
  std::vector<Share> news;
  for (std::size_t i = 0; i < count; ++i)
    news.push_back({static_cast<int>(random() % bins), static_cast<double>(random() % 1000) / 250});
  return news;
}

TEST(Season, StartsAsOfficeHours) {
  const Season season;
  EXPECT_GT(season.intensity(bin_at_hour(10)), 4 * season.intensity(bin_at_hour(20)));
  EXPECT_GT(season.intensity(bin_at_hour(20)), season.intensity(bin_at_hour(10, DayType::saturday)));
  EXPECT_EQ(season.intensity(bin_at_hour(10, DayType::saturday)),
            season.intensity(bin_at_hour(3, DayType::holiday)));
  EXPECT_NEAR(mean_of_week(season), 1, 1e-4);
}

TEST(Season, FollowsTheNewsAndGivesNoHourUp) {
  Season season;
  const std::vector<Share> news{{bin_at_hour(9.5), 10'000}};
  season.add(news);
  EXPECT_GT(season.intensity(bin_at_hour(9.5)), 300);
  EXPECT_LT(season.intensity(bin_at_hour(10)), 0.2F);
  EXPECT_NEAR(mean_of_week(season), 1, 1e-3);
  for (int bin = 0; bin < bins; ++bin) EXPECT_GT(season.intensity(bin), 0.001F);
}

TEST(Season, IsTheSameAfterItWasKept) {
  std::mt19937 random(1);
  Season season;
  for (int i = 0; i < 500; ++i) season.add(random_news(random, 200));
  const auto again = Season::unpacked(season.packed());
  ASSERT_TRUE(again);
  EXPECT_NEAR(mean_of_week(*again), 1, 1e-3);
  for (int bin = 0; bin < bins; ++bin)
    EXPECT_NEAR(again->intensity(bin), season.intensity(bin),
                0.02 * static_cast<double>(season.intensity(bin)));
}

TEST(Season, RefusesOtherBytes) {
  const std::string packed = Season().packed();
  EXPECT_FALSE(Season::unpacked(""));
  EXPECT_FALSE(Season::unpacked(packed.substr(1)));
  EXPECT_FALSE(Season::unpacked(packed + "x"));
  EXPECT_FALSE(Season::unpacked(std::string(packed.size(), '\0')));
  EXPECT_FALSE(Season::unpacked(std::string(packed.size(), '\xff')));
}

TEST(OwnSeason, BendsTowardsItsNewsAndKeepsTheWhole) {
  const Season shared;
  OwnSeason own;
  EXPECT_EQ(own.bend(0, shared), 1);
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    own.add(random_news(random, 1 + random() % 40));
    double whole = 0;
    for (int quarter = 0; quarter < quarters; ++quarter) {
      const double bend = own.bend(quarter, shared);
      ASSERT_GT(bend, 0);
      whole += bend * static_cast<double>(shared.part_of_week(quarter));
    }
    ASSERT_NEAR(whole, 1, 1e-3) << round;
  }
  OwnSeason morning;
  const std::vector<Share> news{{bin_at_hour(9.5), 20}};
  morning.add(news);
  EXPECT_GT(morning.bend(bin_at_hour(9.5) / bins_a_quarter, shared), 20);
  EXPECT_LT(morning.bend(bin_at_hour(15) / bins_a_quarter, shared), 0.5);
}

TEST(OwnSeason, IsTheSameAfterItWasKept) {
  std::mt19937 random(3);
  OwnSeason own;
  for (int round = 0; round < 500; ++round) {
    const auto again = OwnSeason::unpacked(own.packed());
    ASSERT_TRUE(again);
    ASSERT_EQ(*again, own);
    own.add(random_news(random, 1 + random() % 3));
  }
  EXPECT_LT(own.packed().size(), 900U);
}

TEST(OwnSeason, LearnsADayOfTheWeek) {
  OwnSeason own;
  EXPECT_EQ(own.bend_of_day(3), 1);
  const std::vector<Share> thursday{{bin_at_hour(9.5), 1, 3}};
  for (int week = 0; week < 500; ++week) {  // more than are remembered
    own.add(thursday);
    double whole = 0;
    for (int day = 0; day < weekdays; ++day) whole += own.bend_of_day(day);
    ASSERT_NEAR(whole, weekdays, 1e-9) << week;
    ASSERT_EQ(OwnSeason::unpacked(own.packed()), own) << week;
    if (week == 23) {
      EXPECT_NEAR(own.bend_of_day(3), 3, 0.01);
    }
  }
  EXPECT_GT(own.bend_of_day(3), 4);
  EXPECT_LT(own.bend_of_day(4), 0.3);
}

TEST(OwnSeason, NewsOnDaysOffSayNothingOfWeekdays) {
  OwnSeason own;
  const std::vector<Share> weekend{{bin_at_hour(9.5, DayType::saturday), 20}};
  own.add(weekend);
  for (int day = 0; day < weekdays; ++day) EXPECT_EQ(own.bend_of_day(day), 1);
}

/// What was kept before there were days of the week reads as a page that has shown none.
TEST(OwnSeason, TakesUpWhatHadNoWeekdays) {
  const auto own = OwnSeason::unpacked(std::string("\x26\x80\x02", 3));  // a piece at half past nine
  ASSERT_TRUE(own);
  EXPECT_GT(own->bend(38, Season()), 1);
  EXPECT_EQ(own->bend_of_day(0), 1);
}

TEST(OwnSeason, RefusesOtherBytes) {
  std::mt19937 random(4);
  int taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(1 + random() % 12, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % 256);
    const auto own = OwnSeason::unpacked(bytes);
    if (!own) continue;
    ++taken;
    EXPECT_EQ(OwnSeason::unpacked(own->packed()), own);
  }
  EXPECT_GT(taken, 0);
  EXPECT_FALSE(OwnSeason::unpacked(std::string("\x00\x00", 2)));  // nothing came in the first quarter
}

struct EvenCase {
  double rate, price;
};

/// A season without one: the same at all times.
Season even_season() {
  Season season;
  std::vector<Share> news;
  for (int bin = 0; bin < bins; ++bin) news.push_back({bin, bin < bins_a_day ? 5000.0 : 1000.0});
  season.add(news);
  return season;
}

class EvenNews : public testing::TestWithParam<EvenCase> {};

TEST_P(EvenNews, AreLookedAtByTheRootLaw) {
  const auto [rate, price] = GetParam();
  const Season season = even_season();
  const OwnSeason own;
  const Calendar calendar;
  const Intensity hours(season, own, calendar, utc);
  const double days = std::sqrt(2 * price / rate);
  for (const double from : {monday, monday + 11.37 * hour, monday + 23.99 * hour}) {
    const auto gathered = gather(hours, from, {rate, price, 1, 30 * seconds_a_day});
    EXPECT_NEAR((gathered.at - from) / seconds_a_day, days, 0.03 * days);
    EXPECT_NEAR(gathered.waited, price, 1e-6 * price);
    EXPECT_NEAR(gathered.expected, rate * days, 0.03 * rate * days);
  }
}

INSTANTIATE_TEST_SUITE_P(Prices, EvenNews,
                         testing::Values(EvenCase{1, 0.001}, EvenCase{0.01, 0.01}, EvenCase{20, 0.0005},
                                         EvenCase{200, 0.001}, EvenCase{3, 1}, EvenCase{500, 0.0001}));

TEST(Gather, WaitsForTheMorning) {
  const Season season;
  const OwnSeason own;
  const Calendar calendar;
  const Intensity hours(season, own, calendar, utc);
  const Wanted wanted{0.5, 0.01, 30, 7 * seconds_a_day};
  const double by_day = gather(hours, monday + 10 * hour, wanted).at - (monday + 10 * hour);
  const double friday_night = monday + 4 * seconds_a_day + 21 * hour;
  const double by_night = gather(hours, friday_night, wanted).at - friday_night;
  EXPECT_LT(by_day * 3, by_night);
}

TEST(Gather, IsNeverSoonerOrLaterThanWanted) {
  const Season season;
  const OwnSeason own;
  const Calendar calendar;
  const Intensity hours(season, own, calendar, utc);
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    const double from = monday + static_cast<double>(random() % 604'800'000) / 1000;
    const double earliest = static_cast<double>(random() % 5000),
                 latest = earliest + static_cast<double>(random() % 500'000);
    const Wanted wanted{std::pow(10, static_cast<double>(random() % 80) / 10 - 4),
                        std::pow(10, static_cast<double>(random() % 80) / 10 - 6), earliest, latest};
    const auto gathered = gather(hours, from, wanted);
    ASSERT_GE(gathered.at, from + earliest - 1e-3);
    ASSERT_LE(gathered.at, from + latest + 1e-3);
    // A higher price never hurries, a higher rate never delays.
    ASSERT_GE(gather(hours, from, {wanted.rate, wanted.price * 2, earliest, latest}).at, gathered.at - 1e-3);
    ASSERT_LE(gather(hours, from, {wanted.rate * 2, wanted.price, earliest, latest}).at, gathered.at + 1e-3);
  }
}

TEST(Intensity, KnowsHolidays) {
  const Season season;
  const OwnSeason own;
  // The eve of a holiday; offices open again on Thursday of the next week.
  const auto eve = *parse_rfc3339("2025-09-30T19:00:00+08:00");
  const auto due = [&](const Calendar& calendar) {
    const Intensity hours(season, own, calendar, china_offset);
    return hours.instant(gather(hours, hours.local(eve), {0.5, 0.1, 30, 30 * seconds_a_day}).at);
  };
  EXPECT_GT(due(Calendar::chinese()), due(Calendar{}) + std::chrono::hours{8});
}

TEST(Intensity, WholeDaysAreAsTheirBins) {
  std::mt19937 random(5);
  Season season;
  season.add(random_news(random, 3000));
  const OwnSeason none;
  const Calendar calendar;
  const Intensity hours(season, none, calendar, std::chrono::hours{8});
  std::uniform_real_distribution<double> some(0, 1);
  for (int round = 0; round < 200; ++round) {
    const double from = (20'000 + some(random) * 400) * seconds_a_day;
    const Wanted wanted{0.01 + some(random), 0.01 + 20 * some(random), 3600 * some(random),
                        40 * seconds_a_day};
    const auto gathered = gather(hours, from, wanted);
    double news = 0, waited = 0;
    hours.walk(from, gathered.at, [&](const Stretch& stretch) {
      const double days = stretch.seconds / seconds_a_day, coming = wanted.rate * stretch.intensity * days;
      waited += (news + coming / 2) * days;
      news += coming;
      return Intensity::Walk::on;
    });
    ASSERT_NEAR(gathered.expected, news, 1e-6 * news) << round;
    ASSERT_NEAR(gathered.waited, waited, 1e-6 * waited) << round;
    if (gathered.at < from + wanted.latest) {
      ASSERT_NEAR(waited, wanted.price, 1e-6 * wanted.price) << round;
    }
  }
}

}  // namespace
}  // namespace gazetted::crawler
