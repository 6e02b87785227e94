#include "crawler/scheduler.h"

#include <array>
#include <cmath>
#include <map>
#include <random>

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;

const Timestamp start = *parse_rfc3339("2025-03-03T00:00:00+08:00");  // a Monday
constexpr auto day = std::chrono::hours{24};

static_assert(sizeof(Rhythm) <= 48);

/// Pages and their news, looked at as the scheduler says.
class Fleet {
 public:
  explicit Fleet(const Scheduler::Settings& settings = {}) : scheduler(settings) {}

  struct Page {
    std::vector<Timestamp> news{};  ///< in order
    Role role = Role::entrance;
    HostPrices::Host host = 0;
    std::optional<double> most_of_host{};
    Rhythm rhythm{};
    std::size_t told = 0;  ///< of the news
    std::vector<Timestamp> looks{};
    std::vector<Duration> delays{};
    NextLook next{};
  };

  void run(Timestamp from, Timestamp to) {
    std::multimap<Timestamp, Page*> queue;
    for (std::size_t i = 0; i < pages.size(); ++i)
      queue.emplace(pages[i].looks.empty() ? from + Duration(i * 997'000 % 3'600'000) : pages[i].next.due,
                    &pages[i]);
    while (!queue.empty() && queue.begin()->first < to) {
      auto [at, page] = *queue.begin();
      queue.erase(queue.begin());
      look(*page, at);
      ASSERT_GT(page->next.due, at);
      queue.emplace(page->next.due, page);
    }
  }

  void look(Page& page, Timestamp at) {
    Look look;
    look.role = page.role;
    look.at = at;
    look.first_seen = start;
    look.page = static_cast<std::uint64_t>(&page - pages.data());
    look.host = page.host;
    look.most_of_host = page.most_of_host;
    for (; page.told < page.news.size() && page.news[page.told] <= at; ++page.told) {
      ++look.news;
      if (!page.looks.empty()) page.delays.push_back(at - page.news[page.told]);
    }
    page.looks.push_back(at);
    page.next = scheduler.looked(page.rhythm, look);
    page.rhythm = page.next.rhythm;
  }

  Scheduler scheduler;
  std::vector<Page> pages;
};

/// At 09:31 local time on working days, `every` so many of them.
std::vector<Timestamp> mornings(Timestamp from, int days, int every) {
  std::vector<Timestamp> news;
  int working = 0;
  for (int i = 0; i < days; ++i) {
    const Timestamp midnight = from + i * day;
    if (Calendar::chinese().type_of(day_of(midnight, china_offset).sys_days()) != DayType::working) continue;
    if (working++ % every == 0) news.push_back(midnight + 9h + 31min);
  }
  return news;
}

std::vector<Timestamp> at_random(std::mt19937& random, Timestamp from, int days, double a_day) {
  std::vector<Timestamp> news;
  std::exponential_distribution<double> gap(a_day);
  for (double at = gap(random); at < days; at += gap(random))
    news.push_back(from + Duration(static_cast<Duration::rep>(at * 86'400'000)));
  return news;
}

Duration mean(const std::vector<Duration>& delays) {
  Duration sum{0};
  for (const Duration delay : delays) sum += delay;
  return sum / std::max<Duration::rep>(1, static_cast<Duration::rep>(delays.size()));
}

TEST(Scheduler, LearnsTheHourOfAPage) {
  Fleet fleet({.looks_a_day = {12, 0.2}});
  fleet.pages.resize(20);
  std::mt19937 random(1);
  for (auto& page : fleet.pages) page.news = at_random(random, start, 120, 1);
  fleet.pages[0].news = mornings(start, 120, 1);
  fleet.run(start, start + 90 * day);
  for (auto& page : fleet.pages) page.delays.clear();
  fleet.run(start + 90 * day, start + 120 * day);
  EXPECT_LT(mean(fleet.pages[0].delays), 20min);
  EXPECT_LT(2 * mean(fleet.pages[0].delays), mean(fleet.pages[1].delays));
  const auto forecast =
      fleet.scheduler.forecast(fleet.pages[0].rhythm, Role::entrance, start, start + 120 * day);
  ASSERT_FALSE(forecast.busiest_hours.empty());
  EXPECT_EQ(forecast.busiest_hours.front(), 9);
}

TEST(Scheduler, LearnsTheDayOfTheWeekOfAPage) {
  Fleet fleet({.looks_a_day = {12, 0.2}});
  fleet.pages.resize(20);
  std::mt19937 random(1);
  for (auto& page : fleet.pages) page.news = at_random(random, start, 360, 0.2);
  fleet.pages[0].news.clear();
  for (int week = 0; week < 50; ++week) fleet.pages[0].news.push_back(start + (7 * week + 3) * day + 15h);
  fleet.run(start, start + 350 * day);
  std::array<int, 7> looks{};
  for (const Timestamp look : fleet.pages[0].looks)
    if (look >= start + 175 * day) ++looks[static_cast<std::size_t>((look - start) / day % 7)];
  for (const std::size_t other : {0, 1, 2, 4}) EXPECT_GT(looks[3], looks[other] * 3 / 2) << other;
}

struct BudgetCase {
  double looks_a_day;
  int pages;
};
class Budget : public testing::TestWithParam<BudgetCase> {};

TEST_P(Budget, IsKept) {
  const auto [looks_a_day, count] = GetParam();
  Fleet fleet({.looks_a_day = {looks_a_day, 0.2}});
  std::mt19937 random(2);
  for (int i = 0; i < count; ++i)
    fleet.pages.push_back({at_random(random, start, 100, std::pow(10, i % 4 - 2.0))});
  fleet.run(start, start + 60 * day);
  for (auto& page : fleet.pages) page.looks.clear();
  for (auto& page : fleet.pages) page.looks.push_back(page.rhythm.last);
  fleet.run(start + 60 * day, start + 88 * day);
  double looks = 0;
  for (const auto& page : fleet.pages) looks += static_cast<double>(page.looks.size()) - 1;
  EXPECT_NEAR(looks / count / 28 / looks_a_day, 1, 0.1);
}

INSTANTIATE_TEST_SUITE_P(Fleets, Budget,
                         testing::Values(BudgetCase{6, 20}, BudgetCase{24, 20}, BudgetCase{96, 6},
                                         BudgetCase{12, 1}));

TEST(Scheduler, NeitherStarvesNorDropsAPage) {
  Fleet fleet;
  std::mt19937 random(3);
  fleet.pages.push_back({});  // never any news
  fleet.pages.push_back({{}, Role::document});
  for (int i = 0; i < 8; ++i) fleet.pages.push_back({at_random(random, start, 90, 50)});
  fleet.run(start, start + 90 * day);
  const Scheduler::Settings settings;
  for (const std::size_t quiet : {0U, 1U}) {
    const auto& page = fleet.pages[quiet];
    const auto longest = settings.longest[quiet];
    for (std::size_t i = 1; i < page.looks.size(); ++i)
      ASSERT_LE(page.looks[i] - page.looks[i - 1], longest + 1s) << quiet;
    ASSERT_LE(start + 90 * day - page.looks.back(), longest + 1s);
  }
}

TEST(Scheduler, KeepsToWhatAHostAllows) {
  Fleet fleet({.looks_a_day = {48, 0.2}});
  std::mt19937 random(4);
  for (int i = 0; i < 30; ++i)
    fleet.pages.push_back(
        {at_random(random, start, 100, 1), Role::entrance, i < 15 ? 1U : 2U, i < 15 ? 150.0 : 100'000.0});
  fleet.run(start, start + 60 * day);
  double bound = 0, free = 0;
  for (auto& page : fleet.pages)
    for (const Timestamp look : page.looks)
      if (look > start + 46 * day) (page.host == 1 ? bound : free) += 1;
  EXPECT_NEAR(bound / 14, 150, 25);
  EXPECT_GT(free / 14, 600);
}

TEST(Scheduler, LooksAgainSoonAtADocumentThatIsEdited) {
  Scheduler scheduler;
  Look look;
  look.role = Role::document;
  look.first_seen = look.at = start;
  Rhythm quiet = scheduler.looked({}, look).rhythm, edited = quiet;
  Duration wait_quiet{0}, wait_edited{0};
  for (int i = 1; i <= 10; ++i) {
    look.at = start + i * 3 * day;
    look.news = 0;
    auto next = scheduler.looked(quiet, look);
    wait_quiet = next.due - look.at;
    quiet = next.rhythm;
    look.news = 1;
    next = scheduler.looked(edited, look);
    wait_edited = next.due - look.at;
    edited = next.rhythm;
  }
  EXPECT_LT(wait_edited * 3 / 2, wait_quiet);
}

TEST(Scheduler, LooksLessOftenAtAnOlderDocument) {
  Scheduler scheduler({.longest = {24h, 365 * 24h}});
  Look look;
  look.role = Role::document;
  look.at = start;
  look.first_seen = start;
  const auto young = scheduler.looked({}, look).due - start;
  look.first_seen = start - 365 * day;
  const auto old = scheduler.looked({}, look).due - start;
  EXPECT_LT(2 * young, old);
}

TEST(Scheduler, SpreadsDocumentsFoundTogether) {
  Scheduler scheduler;
  Look look;
  look.role = Role::document;
  look.at = look.first_seen = start;
  look.page = 1;
  const auto one = scheduler.looked({}, look).due;
  look.page = 2;
  EXPECT_NE(scheduler.looked({}, look).due, one);
  look.page = 1;
  EXPECT_EQ(scheduler.looked({}, look).due, one);
}

TEST(Scheduler, TakesThePagesWordForWhenNewsAppeared) {
  Scheduler told, untold;
  Rhythm rhythm_told, rhythm_untold;
  for (int i = 0; i < 60; ++i) {
    Look look;
    look.at = start + i * day + 20h;
    look.news = i == 0 ? 0 : 1;
    rhythm_untold = untold.looked(rhythm_untold, look).rhythm;
    look.appeared = {start + i * day + 15h + 2min};
    rhythm_told = told.looked(rhythm_told, look).rhythm;
  }
  EXPECT_EQ(told.forecast(rhythm_told, Role::entrance, start, start + 60 * day).busiest_hours,
            std::vector<int>{15});
  EXPECT_GT(untold.forecast(rhythm_untold, Role::entrance, start, start + 60 * day).busiest_hours.size(), 1U);
}

TEST(Scheduler, GoesOnAfterARestartAsIfThereHadBeenNone) {
  Fleet fleet;
  std::mt19937 random(5);
  for (int i = 0; i < 20; ++i)
    fleet.pages.push_back(
        {at_random(random, start, 60, 2), i % 2 == 0 ? Role::entrance : Role::document, 7U, 50.0});
  fleet.run(start, start + 40 * day);
  Scheduler other;
  other.take_up(fleet.scheduler.packed());
  for (auto& page : fleet.pages) {
    Look look;
    look.role = page.role;
    look.at = page.next.due;
    look.news = 1;
    look.first_seen = start;
    look.host = 7;
    const auto here = fleet.scheduler.looked(page.rhythm, look);
    const auto there = other.looked(Rhythm::unpacked(page.rhythm.packed()), look);
    const auto apart = std::chrono::abs(here.due - there.due);
    EXPECT_LT(apart, (here.due - look.at) / 50 + 1s);
  }
}

TEST(Scheduler, PassesOverBytesThatItNeverGave) {
  Scheduler scheduler;
  const std::string fresh = scheduler.packed();
  std::mt19937 random(6);
  for (int round = 0; round < 300; ++round) {
    std::string bytes = fresh.substr(0, random() % (fresh.size() + 1));
    if (!bytes.empty())
      bytes[random() % std::min<std::size_t>(bytes.size(), 40)] ^= static_cast<char>(1 + random() % 255);
    scheduler.take_up(bytes);
    Look look;
    look.at = start;
    const auto due = scheduler.looked({}, look).due;
    ASSERT_GT(due, start);
    ASSERT_LE(due, start + 25h);
    (void)Rhythm::unpacked(bytes);
  }
}

TEST(Rhythm, IsTheSameAfterItWasKept) {
  Fleet fleet;
  std::mt19937 random(7);
  fleet.pages.push_back({at_random(random, start, 100, 5)});
  fleet.run(start, start + 60 * day);
  const Rhythm& rhythm = fleet.pages[0].rhythm;
  EXPECT_FALSE(rhythm.own.empty());
  EXPECT_EQ(Rhythm::unpacked(rhythm.packed()), rhythm);
  EXPECT_EQ(Rhythm::unpacked(""), Rhythm{});
  EXPECT_LE(Rhythm{.last = start}.packed().size(), 32U);
}

TEST(Scheduler, BearsAClockThatIsTurned) {
  Scheduler scheduler;
  Rhythm rhythm;
  for (const auto shift : {0h, 24h, -48h, 20'000h, -30'000h, 0h}) {
    Look look;
    look.at = start + shift;
    look.news = 3;
    auto next = scheduler.looked(rhythm, look);
    ASSERT_GT(next.due, look.at);
    ASSERT_LE(next.due, look.at + 25h);
    rhythm = std::move(next.rhythm);
  }
}

TEST(Scheduler, SaysWhy) {
  Scheduler scheduler;
  Look look;
  look.at = start;
  const auto reason = reason_of(scheduler.looked({}, look), Role::entrance);
  EXPECT_NE(reason.find("a day"), std::string::npos);
  EXPECT_EQ(reason.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace gazetted::crawler
