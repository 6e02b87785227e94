#include "core/clock.h"

#include <thread>

#include <gtest/gtest.h>

namespace gazetted {
namespace {

TEST(FastClockTest, RunsOnFromItsStartSoManyTimesAsFast) {
  using std::chrono::steady_clock;
  const Timestamp start = *parse_rfc3339("2026-11-23T08:00:00Z");
  const auto before = steady_clock::now();
  const FastClock clock(start, 3600);
  const auto made = steady_clock::now();
  std::this_thread::sleep_for(std::chrono::milliseconds{20});
  const auto asked = steady_clock::now();
  const Duration passed = clock.now() - start;
  EXPECT_GE(passed, std::chrono::floor<Duration>(asked - made) * 3600);
  EXPECT_LE(passed, std::chrono::ceil<Duration>(steady_clock::now() - before) * 3600);
  EXPECT_EQ(clock.speed(), 3600);
  EXPECT_EQ(SystemClock().speed(), 1);
}

}  // namespace
}  // namespace gazetted
