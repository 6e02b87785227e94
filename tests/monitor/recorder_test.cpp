#include "monitor/recorder.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

using namespace std::chrono_literals;

/// Turns of an idle recorder's loop within a fifth of a second.
int turns_in_a_while(const Clock& clock) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  std::atomic<int> turns = 0;
  Recorder recorder(store, Judge({}, {}), clock,
                    {.learned = {}, .doorbell = {}, .stranger = {}, .turn = [&] { ++turns; }});
  std::thread recording([&] { EXPECT_TRUE(recorder.run()); });
  std::this_thread::sleep_for(200ms);
  recorder.close();
  recording.join();
  return turns;
}

TEST(Recorder, TurnsTwiceASecondByTheClockOfJudgement) {
  const Timestamp start = *parse_rfc3339("2026-11-23T08:00:00Z");
  EXPECT_LE(turns_in_a_while(FastClock(start, 1)), 2);
  EXPECT_GE(turns_in_a_while(FastClock(start, 100)), 4);
}

}  // namespace
}  // namespace gazetted::monitor
