#include "crawler/schedule.h"

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;

const Timestamp now = *parse_rfc3339("2026-11-23T08:00:00Z");
constexpr auto failed = Failure::Kind::failed;
constexpr auto gone = Failure::Kind::gone;

struct Case {
  const char* what;
  Failure failure;
  Duration wait;
};

class AfterFailure : public testing::TestWithParam<Case> {};

TEST_P(AfterFailure, IsDueAfter) {
  const auto& [what, failure, wait] = GetParam();
  const Plan plan = after_failure(failure, now);
  EXPECT_EQ(plan.due - now, wait) << what;
  EXPECT_FALSE(plan.reason.empty());
  EXPECT_EQ(plan.reason.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Failing, AfterFailure,
                         testing::Values(Case{"once", {failed, 1, {}, {}}, 15min},
                                         Case{"thrice", {failed, 3, {}, {}}, 1h},
                                         Case{"for ever", {failed, 1'000'000, {}, {}}, 24h},
                                         Case{"asked", {failed, 1, {}, 2h}, 2h},
                                         Case{"asked for less", {failed, 1, {}, 1min}, 15min},
                                         Case{"fixed pace", {failed, 1, 2min, {}}, 2min},
                                         Case{"fixed pace, long", {failed, 99, 2min, {}}, 32min},
                                         Case{"slow pace", {failed, 1, 24h, {}}, 15min},
                                         Case{"gone", {gone, 1, {}, {}}, 1h},
                                         Case{"gone, third check", {gone, 3, {}, {}}, 4h}));

TEST(AfterFailure, ConfirmsRemovalWithinTwoDays) {
  Timestamp time = now;
  int checks = 1;
  for (; time - now < 24h; ++checks) time = after_failure({gone, checks, {}, {}}, time).due;
  EXPECT_GE(checks, 3);
  EXPECT_LT(time - now, 48h);
}

Duration after_doubts(int in_a_row, std::optional<Duration> pace = {}, std::optional<Duration> asked = {}) {
  const auto plan = after_doubt({in_a_row, pace, asked}, now);
  EXPECT_EQ(plan.reason.find('\n'), std::string::npos);
  return plan.due - now;
}

TEST(AfterDoubt, LooksWhenTheHourIsOver) {
  EXPECT_EQ(after_doubts(1), 10min);
  EXPECT_EQ(after_doubts(1) + after_doubts(2) + after_doubts(3), 1h);
}

TEST(AfterDoubt, ThenWithGrowingPausesOfADayAtMost) {
  EXPECT_EQ(after_doubts(4), 1h);
  EXPECT_EQ(after_doubts(5), 2h);
  for (int in_a_row = 2; in_a_row < 40; ++in_a_row)
    EXPECT_GE(after_doubts(in_a_row), after_doubts(in_a_row - 1)) << in_a_row;
  EXPECT_EQ(after_doubts(1'000'000), 24h);
}

TEST(AfterDoubt, KeepsWhatIsConfiguredAndAskedFor) {
  EXPECT_EQ(after_doubts(99, Duration{2min}), 32min);
  EXPECT_EQ(after_doubts(1, Duration{24h}), 10min);
  EXPECT_EQ(after_doubts(1, {}, Duration{3h}), 3h);
  EXPECT_EQ(after_doubts(6, {}, Duration{1min}), 4h);
}

TEST(AtPace, IsDueAfterIt) {
  for (const Duration pace : {Duration{2min}, Duration{24h}}) {
    const Plan plan = at_pace(pace, now);
    EXPECT_EQ(plan.due - now, pace);
    EXPECT_EQ(plan.reason, "configured: every " + to_string(pace));
  }
}

}  // namespace
}  // namespace gazetted::crawler
