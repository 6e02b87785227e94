#include "crawler/schedule.h"

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;

const Timestamp now = *parse_rfc3339("2026-11-23T08:00:00Z");

struct Case {
  const char* what;
  Visit visit;
  Duration wait;      ///< until due; adaptive ones within a tenth
  Duration interval;  ///< exactly
};

class NextVisit : public testing::TestWithParam<Case> {};

TEST_P(NextVisit, IsDueAfter) {
  const auto& [what, visit, wait, interval] = GetParam();
  for (const std::uint64_t seed : {0u, 1u, 12345u, 0xffffffffu}) {
    const Plan plan = next_visit(visit, now, seed);
    const Duration leeway = visit.fixed || visit.failures > 0 ? Duration{0} : wait / 10 + Duration{1};
    EXPECT_LE(plan.due - now, wait + leeway) << what;
    EXPECT_GE(plan.due - now, wait - leeway) << what;
    EXPECT_EQ(plan.interval, interval) << what;
    EXPECT_FALSE(plan.reason.empty());
    EXPECT_EQ(plan.reason.find('\n'), std::string::npos);
  }
}

constexpr auto entrance = Role::entrance;
constexpr auto document = Role::document;

INSTANTIATE_TEST_SUITE_P(
    Configured, NextVisit,
    testing::Values(Case{"first", {entrance, 10min, 0ms, Outcome::changed, 0, {}}, 10min, 10min},
                    Case{"same", {entrance, 10min, 10min, Outcome::unchanged, 0, {}}, 10min, 10min},
                    Case{"document", {document, 24h, 24h, Outcome::changed, 0, {}}, 24h, 24h},
                    Case{"new pace", {document, 24h, 2h, Outcome::unchanged, 0, {}}, 24h, 24h}));

INSTANTIATE_TEST_SUITE_P(
    Adaptive, NextVisit,
    testing::Values(Case{"first", {entrance, {}, 0ms, Outcome::changed, 0, {}}, 30min, 30min},
                    Case{"grew", {entrance, {}, 30min, Outcome::changed, 0, {}}, 18min, 18min},
                    Case{"not below", {entrance, {}, 6min, Outcome::changed, 0, {}}, 5min, 5min},
                    Case{"same", {entrance, {}, 40min, Outcome::unchanged, 0, {}}, 50min, 50min},
                    Case{"not above", {entrance, {}, 6h, Outcome::unchanged, 0, {}}, 6h, 6h},
                    Case{"new document", {document, {}, 0ms, Outcome::changed, 0, {}}, 1h, 1h},
                    Case{"settles", {document, {}, 1h, Outcome::unchanged, 0, {}}, 2h, 2h},
                    Case{"settled", {document, {}, 6 * 24h, Outcome::unchanged, 0, {}}, 7 * 24h, 7 * 24h},
                    Case{"corrected", {document, {}, 10h, Outcome::changed, 0, {}}, 4h, 4h}));

INSTANTIATE_TEST_SUITE_P(
    Failing, NextVisit,
    testing::Values(Case{"once", {entrance, {}, 30min, Outcome::failed, 1, {}}, 15min, 30min},
                    Case{"thrice", {entrance, {}, 30min, Outcome::failed, 3, {}}, 1h, 30min},
                    Case{"for ever", {entrance, {}, 30min, Outcome::failed, 1'000'000, {}}, 24h, 30min},
                    Case{"asked", {entrance, {}, 30min, Outcome::failed, 1, 2h}, 2h, 30min},
                    Case{"asked for less", {entrance, {}, 30min, Outcome::failed, 1, 1min}, 15min, 30min},
                    Case{"fixed pace", {entrance, 2min, 2min, Outcome::failed, 1, {}}, 2min, 2min},
                    Case{"fixed pace, long", {entrance, 2min, 2min, Outcome::failed, 99, {}}, 32min, 2min},
                    Case{"gone", {document, {}, 7 * 24h, Outcome::gone, 1, {}}, 1h, 7 * 24h},
                    Case{"gone, third check", {document, {}, 7 * 24h, Outcome::gone, 3, {}}, 4h, 7 * 24h}));

TEST(NextVisit, SpreadsPagesFoundTogether) {
  const Visit visit{entrance, {}, 30min, Outcome::unchanged, 0, {}};
  EXPECT_NE(next_visit(visit, now, 1).due, next_visit(visit, now, 2).due);
  EXPECT_EQ(next_visit(visit, now, 1).due, next_visit(visit, now, 1).due);
}

TEST(NextVisit, ConfirmsRemovalWithinTwoDays) {
  Timestamp time = now;
  int checks = 1;
  for (; time - now < 24h; ++checks)
    time = next_visit({document, {}, 7 * 24h, Outcome::gone, checks, {}}, time, 7).due;
  EXPECT_GE(checks, 3);
  EXPECT_LT(time - now, 48h);
}

}  // namespace
}  // namespace gazetted::crawler
