#include "monitor/diary.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace gazetted::monitor {
namespace {

using Notes = std::vector<std::string>;
using std::chrono::hours;

const Timestamp begin = *parse_rfc3339("2026-03-02T00:00:00Z");

Visit at(int hour, const char* verdict, Notes notes = {}, int status = 200) {
  Visit visit;
  visit.first = visit.last = begin + hours{hour};
  visit.status = status;
  visit.verdict = verdict;
  visit.notes = std::move(notes);
  return visit;
}
Visit decision(int hour, const std::string& what) {
  auto visit = at(hour, "good", {what});
  visit.decided = true;
  return visit;
}
std::vector<Visit> diary_of(const std::vector<Visit>& visits) {
  std::vector<Visit> diary;
  for (const auto& visit : visits) diary = with_visit(std::move(diary), visit);
  return diary;
}

struct Pair {
  Notes one, other;
  bool are_alike;
};
class Alike : public testing::TestWithParam<Pair> {};
TEST_P(Alike, ButForFiguresAndQuotations) {
  const auto& [one, other, are_alike] = GetParam();
  EXPECT_EQ(say_alike(at(1, "good", one), at(2, "good", other)), are_alike);
  EXPECT_EQ(say_alike(at(1, "good", other), at(2, "good", one)), are_alike);
}
INSTANTIATE_TEST_SUITE_P(
    Notes, Alike,
    testing::Values(
        Pair{{}, {}, true}, Pair{{"HTTP 304"}, {}, false},
        Pair{{"list of 20 items"}, {"list of 7 items"}, true},
        Pair{{"list of 20 items"}, {"list of items"}, false},
        Pair{{"noise dropped: “浏览1次”"}, {"noise dropped: “今日访客88人，在线2人”"}, true},
        Pair{{"noise dropped: “浏览1次”"}, {"noise dropped: “浏览2次”", "noise dropped: “问候”"}, true},
        Pair{{"noise dropped: “浏览1次”"}, {"noise dropped: “浏览1次”", "title: two headings"}, false},
        Pair{{"to be seen again: “第三条”"}, {"perhaps the template's doing: “第三条”"}, false},
        Pair{{"never closed: “第三条"}, {"never closed: “"}, true}, Pair{{"ends in 7"}, {"ends in 12"}, true},
        Pair{{"ends in 7"}, {"ends in 7 "}, false}, Pair{{"a", "b"}, {"b", "a"}, true}));

TEST(Alike, NeverWithAnotherVerdictOrStatus) {
  EXPECT_FALSE(say_alike(at(1, "good"), at(1, "unchanged")));
  EXPECT_FALSE(say_alike(at(1, "failed", {}, 500), at(1, "failed", {}, 503)));
}

TEST(Diary, ACounterFillsOneLine) {
  std::vector<Visit> visits{decision(0, "policy.baseline")};
  for (int hour = 1; hour <= 200; ++hour)
    visits.push_back(at(hour, "good", {"noise dropped: “浏览" + std::to_string(hour) + "次”"}));
  const auto diary = diary_of(visits);
  ASSERT_EQ(diary.size(), 2U);
  EXPECT_EQ(diary[0], visits[0]);
  EXPECT_EQ(diary[1].first, begin + hours{1});
  EXPECT_EQ(diary[1].last, begin + hours{200});
  EXPECT_EQ(diary[1].times, 200U);
  EXPECT_EQ(diary[1].notes, Notes{"noise dropped: “浏览200次”"});
}

TEST(Diary, WhatTakesTurnsTakesALineEachInTheOrderOfTheLast) {
  const auto diary = diary_of({at(1, "good"), at(2, "unchanged", {"HTTP 304"}), at(3, "blocked", {"x"}, 403),
                               at(4, "unchanged", {"HTTP 304"}), at(5, "good")});
  ASSERT_EQ(diary.size(), 3U);
  EXPECT_EQ(diary[0].verdict, "blocked");
  EXPECT_EQ(diary[1].verdict, "unchanged");
  EXPECT_EQ(diary[1].times, 2U);
  EXPECT_EQ(diary[2].verdict, "good");
  EXPECT_EQ(diary[2].first, begin + hours{1});
  EXPECT_EQ(diary[2].last, begin + hours{5});
}

TEST(Diary, NothingFoldsIntoADecisionOrOverOne) {
  const auto amended = [](int hour) {
    return decision(hour, "amended: 75% → " + std::to_string(hour) + "%");
  };
  const auto diary = diary_of({at(1, "good"), amended(2), amended(3), at(4, "good"), at(5, "good")});
  ASSERT_EQ(diary.size(), 4U);
  EXPECT_EQ(diary[0].times, 1U);
  EXPECT_EQ(diary[3].times, 2U);
}

TEST(Diary, KeepsTheLastTwentyDecisionsAmongLinesOfAllKinds) {
  std::vector<Visit> visits;
  for (int i = 0; i < 30; ++i) visits.push_back(decision(i, "decision " + std::to_string(i)));
  for (int i = 0; i < 200; ++i) visits.push_back(at(100 + i, "good", {std::string(std::size_t(i + 1), 'x')}));
  const auto diary = diary_of(visits);
  EXPECT_EQ(diary.size(), 48U);
  EXPECT_EQ(std::ranges::count_if(diary, &Visit::decided), 20);
  EXPECT_EQ(diary[0].notes, Notes{"decision 10"});
  EXPECT_EQ(diary.back(), visits.back());

  visits.clear();
  for (int i = 0; i < 100; ++i) visits.push_back(decision(i, "decision " + std::to_string(i)));
  EXPECT_EQ(diary_of(visits).size(), 48U);
  EXPECT_EQ(diary_of(visits).front(), visits[52]);
}

}  // namespace
}  // namespace gazetted::monitor
