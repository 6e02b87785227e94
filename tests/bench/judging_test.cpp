// The judge measured on a small history with a known truth: bench/judging, one seed.

#include <gtest/gtest.h>
#include <unistd.h>

#include "bench/judging/score.h"

namespace gazetted::bench {
namespace {

TEST(SlowJudging, TellsWhatHappenedAndNothingElse) {
  History history({.seed = 3, .sites = 5, .days = 30});
  Player player(history,
                std::filesystem::temp_directory_path() / ("gazetted-judging-" + std::to_string(::getpid())));
  player.play();
  auto scored = score(history.truths(), player.told(), Subject::policy);
  score_sources(scored, player.told(), player.troubles());
  const auto total = scored.total();
  EXPECT_GE(total.right, 100U);
  EXPECT_GE(total.precision(), 0.995);
  EXPECT_GE(total.recall(), 0.99);
  for (const auto* wrong : scored.wrong)
    ADD_FAILURE() << wrong->type << ' ' << wrong->title << " did not happen";
  for (const auto* missed : scored.missed)
    ADD_FAILURE() << missed->type << ' ' << missed->title << " was not told";
}

}  // namespace
}  // namespace gazetted::bench
