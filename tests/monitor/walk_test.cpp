// A policy that is gone from its address may stand elsewhere, on a page of its list that nobody would have
// read today: the list is read through before anything is told.

#include <gtest/gtest.h>

#include "monitor/judge.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

using std::chrono::hours;
using Told = std::vector<std::string>;

const Url list_url = *Url::parse("http://www.example.gov.cn/zcwj/index.html");
const Url second_url = *Url::parse("http://www.example.gov.cn/zcwj/index_1.html");
const Url old_url = *Url::parse("http://www.example.gov.cn/zcwj/t1.html");
const Url other_list_url = *Url::parse("http://www.other.gov.cn/index.html");
const Url other_url = *Url::parse("http://www.other.gov.cn/t1.html");
const Url new_url = *Url::parse("http://www.example.gov.cn/zcwj/t2.html");

ListItem item(const Url& url) { return {.url = url, .title = "关于供水的通知", .date = {}, .modified = {}}; }

class WalkTest : public testing::Test {
 protected:
  void SetUp() override {
    Source source;
    source.id = SourceId("example");
    source.entrances.push_back({.url = list_url, .pages = 3});
    source_ = std::make_shared<const Source>(std::move(source));
    Source other;
    other.id = SourceId("other");
    other.entrances.push_back({.url = other_list_url});
    other_ = std::make_shared<const Source>(std::move(other));
    read_list(1, {});
    read_list(2, {item(old_url)});
    read_article(old_url);
    now += hours{48};
    std::ignore = told();
  }

  void read_list(int page, std::vector<ListItem> items) {
    Parsed parsed;
    parsed.kind = PageKind::list;
    // A list that never held anything is none.
    items.push_back(
        {.url = *Url::parse("http://www.example.gov.cn/zcwj/t" + std::to_string(page) + "00.html"),
         .title = "另一件",
         .date = {},
         .modified = {}});
    parsed.items = std::move(items);
    if (page == 1) parsed.next = second_url;
    judge(page == 1 ? list_url : second_url, page, 200, parsed);
  }
  void read_article(const Url& url) {
    Parsed parsed;
    parsed.kind = PageKind::article;
    Document document;
    document.part = 1;
    document.kind = DocumentKind::policy;
    document.title = "关于供水的通知";
    document.doc_number = "青政发〔2026〕1号";
    for (int i = 0; i < 20; ++i) document.text += "供水单位应当保障水质，接受监督。\n";
    parsed.documents.push_back(document);
    judge(url, 1, 200, parsed);
  }
  void find_gone(const Url& url) { judge(url, 1, 404, {}); }

  /// Whether the last judgement asked for a look at `url` at once.
  [[nodiscard]] bool asks_for(const Url& url) const {
    return std::ranges::any_of(targets_,
                               [&](const Target& target) { return target.url == url && target.urgent; });
  }
  [[nodiscard]] std::vector<Url> witnesses() {
    std::vector<Url> urls;
    store_.read([&](const View& view) { urls = view.source(source_->id).witnesses; });
    return urls;
  }
  Told told() {
    Told types;
    store_.read([&](const View& view) {
      for (const auto& event : view.events(seen_, 100)) {
        seen_ = event.sequence;
        types.push_back(event.type);
      }
    });
    return types;
  }

  Timestamp now = *parse_rfc3339("2026-03-06T02:00:00Z");

 private:
  void judge(const Url& url, int page, int status, const Parsed& parsed) {
    now += std::chrono::minutes{1};
    Capture capture;
    capture.source = url == other_url ? other_ : source_;
    capture.target.url = capture.final_url = url;
    capture.target.source = capture.source->id;
    capture.target.entrance = capture.source->entrances.front().url;
    capture.target.kind = parsed.kind == PageKind::list ? PageKind::list : PageKind::article;
    capture.target.page = page;
    capture.status = status;
    capture.captured_at = now;
    capture.body = "bytes of " + url.str();
    const auto written = store_.write([&](Batch& batch) { targets_ = judge_.judge(batch, capture, parsed); });
    ASSERT_TRUE(written);
  }

  StoreFolder folder_;
  Store store_ = open_store(folder_.path());
  Judge judge_{{}, [](const PageRecord&, const Capture& capture, const VisitResult&) {
                 return VisitPlan{capture.captured_at + hours{24}, "a day later"};
               }};
  std::shared_ptr<const Source> source_, other_;
  std::vector<Target> targets_;
  EventSeq seen_;
};

TEST_F(WalkTest, WhatStandsElsewhereOnItsListHasMoved) {
  find_gone(old_url);
  EXPECT_FALSE(asks_for(list_url)) << "one visit may be the server's slip";
  now += hours{2};
  find_gone(old_url);
  EXPECT_TRUE(asks_for(list_url));
  read_list(1, {});
  EXPECT_TRUE(asks_for(second_url)) << "though the first page has no news";
  read_list(2, {item(new_url)});
  read_article(new_url);
  EXPECT_EQ(told(), Told{"policy.moved"});
  now += hours{48};
  find_gone(old_url);
  EXPECT_EQ(told(), Told{});
}

TEST_F(WalkTest, APageOfAnotherSourceDoesNotSayWhetherItMoved) {
  read_article(other_url);
  EXPECT_EQ(told(), Told{"policy.republished"});
  read_article(new_url);
  EXPECT_TRUE(asks_for(old_url));
  read_article(other_url);
  EXPECT_EQ(told(), Told{}) << "nobody has asked it";
  find_gone(old_url);
  find_gone(old_url);
  EXPECT_EQ(told(), Told{"policy.moved"});
}

TEST_F(WalkTest, AWitnessAnswersWhereItMovedTo) {
  ASSERT_EQ(witnesses(), std::vector{old_url});
  read_article(new_url);
  find_gone(old_url);
  find_gone(old_url);
  EXPECT_EQ(told(), Told{"policy.moved"});
  EXPECT_EQ(witnesses(), std::vector{new_url});
}

TEST_F(WalkTest, WhatIsNowhereIsWithdrawnOnceItsListWasRead) {
  for (int visit = 0; visit < 3; ++visit) {
    find_gone(old_url);
    now += hours{14};
  }
  EXPECT_EQ(told(), Told{}) << "the list was not read yet";
  read_list(1, {});
  read_list(2, {});
  EXPECT_FALSE(asks_for(second_url));
  find_gone(old_url);
  EXPECT_EQ(told(), Told{"policy.withdrawn"});
}

TEST_F(WalkTest, AListThatIsNeverReadIsNotWaitedForForEver) {
  for (int visit = 0; visit < 7; ++visit) {
    find_gone(old_url);
    now += hours{14};
  }
  EXPECT_EQ(told(), Told{"policy.withdrawn"});
}

}  // namespace
}  // namespace gazetted::monitor
