// What a list asks to be visited.

#include <gtest/gtest.h>

#include <algorithm>

#include "monitor/judge.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

class JudgeListTest : public testing::Test {
 protected:
  JudgeListTest() {
    Source source;
    source.id = SourceId("example");
    source.entrances.push_back({.url = list_url_});
    source_ = std::make_shared<const Source>(std::move(source));
  }

  /// What is asked for, the list itself left out, in order. The pages stand at their numbers and `moved`.
  std::vector<Target> read_list(const std::vector<int>& items, int moved = 0) {
    now_ += std::chrono::hours{1};
    Parsed parsed;
    parsed.kind = PageKind::list;
    for (const int item : items)
      parsed.items.push_back({.url = url_of(item + moved),
                              .title = "关于第" + std::to_string(item) + "次供水检查的通知",
                              .date = {},
                              .modified = {}});
    Capture capture;
    capture.target.url = capture.target.entrance = capture.final_url = list_url_;
    capture.target.source = source_->id;
    capture.source = source_;
    capture.status = 200;
    capture.captured_at = now_;
    std::vector<Target> targets;
    const auto written = store_.write([&](Batch& batch) { targets = judge_.judge(batch, capture, parsed); });
    EXPECT_TRUE(written);
    std::erase_if(targets, [&](const Target& target) { return target.url == list_url_; });
    return targets;
  }

  std::string newest_verdict() {
    std::string verdict;
    store_.read([&](const View& view) { verdict = view.page(list_url_).value().diary.back().verdict; });
    return verdict;
  }

 private:
  Url list_url_ = *Url::parse("http://www.example.gov.cn/zcwj/index.html");
  StoreFolder folder_;
  Store store_ = open_store(folder_.path());
  Judge judge_{{}, [](const PageRecord&, const Capture& capture, const VisitResult&) {
                 return VisitPlan{capture.captured_at + std::chrono::hours{1}, "", {}};
               }};
  Timestamp now_ = instant(1'717'500'000'000);
  std::shared_ptr<const Source> source_;
};

TEST_F(JudgeListTest, NewsIsUrgentAndHistoryIsNot) {
  const auto history = read_list({1, 2});
  ASSERT_EQ(history.size(), 2U);
  EXPECT_TRUE(std::ranges::none_of(history, &Target::urgent));
  const auto news = read_list({3, 1, 2});
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news.front().url, url_of(3));
  EXPECT_TRUE(news.front().urgent);
}

TEST_F(JudgeListTest, ARedesignIsToldByTheNewestTitles) {
  // More than are remembered at once have been on the list; the newest five move.
  std::vector<int> items;
  for (int item = 1; item <= 150; ++item) items.push_back(item);
  read_list(items);
  EXPECT_EQ(newest_verdict(), "good");
  EXPECT_EQ(read_list({150, 149, 148, 147, 146}, 10'000).size(), 5U);
  EXPECT_EQ(newest_verdict(), "redesign");
}

}  // namespace
}  // namespace gazetted::monitor
