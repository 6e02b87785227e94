// The judge measured on a small history with a known truth: bench/judging, one seed.

#include <gtest/gtest.h>
#include <unistd.h>

#include "bench/judging/score.h"

namespace gazetted::bench {
namespace {

TEST(SlowJudging, TellsWhatHappenedAndNothingElse) {
  History history({.seed = 3, .sites = 3, .days = 22, .quiet_days = 8});
  Player player(history,
                std::filesystem::temp_directory_path() / ("gazetted-judging-" + std::to_string(::getpid())));
  player.play();
  auto scored = score(history.truths(), player.told(), Subject::policy);
  score_sources(scored, player.told(), player.troubles());
  EXPECT_GE(scored.total().right, 80U);
  for (const auto* wrong : scored.wrong)
    ADD_FAILURE() << wrong->type << ' ' << wrong->title << " did not happen";
  for (const auto* missed : scored.missed)
    ADD_FAILURE() << missed->type << ' ' << missed->title << " was not told";
}

}  // namespace
}  // namespace gazetted::bench
