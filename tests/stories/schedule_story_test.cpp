// What the daemon learns of a site's rhythm, over restarts: each pass is a new pipeline over the store.

#include "crawler/host_record.h"
#include "crawler/scheduler.h"
#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

class ScheduleStory : public Story {
 protected:
  [[nodiscard]] monitor::PageRecord page(const std::string& path) const {
    std::optional<monitor::PageRecord> page;
    open().read([&](const monitor::View& view) { page = view.page(site.url(path).canonical()); });
    return page.value();
  }
  [[nodiscard]] std::string kept() const {
    std::string bytes;
    open().read([&](const monitor::View& view) { bytes = view.schedule().bytes; });
    return bytes;
  }

  const std::string list = "/zwgk/zcwj/index.html";
};

TEST_F(ScheduleStory, TheRhythmOfAListIsLearnedAndKept) {
  auto all = decrees();
  serve_all(all);
  pass();
  const auto first = page(list);
  EXPECT_EQ(first.due_reason.rfind("learned: ", 0), 0U) << first.due_reason;
  EXPECT_GT(first.due, clock.now());
  const auto learned_first = crawler::Rhythm::unpacked(first.rhythm.bytes);
  EXPECT_EQ(learned_first.last, clock.now());
  EXPECT_EQ(learned_first.news, 0) << "what the first look finds is no news";

  for (int i = 0; i < 4; ++i) {
    clock.advance(std::chrono::hours{3});
    auto decree = all.front();
    decree.path = "/zwgk/zcwj/t20260306_200" + std::to_string(i) + ".html";
    decree.number = "青政发〔2026〕" + std::to_string(20 + i) + "号";
    decree.title = "青石市人民政府关于第" + std::to_string(i + 1) + "批事项的通知";
    all.insert(all.begin(), decree);
    serve_all(all);
    pass();
  }
  const auto learned = crawler::Rhythm::unpacked(page(list).rhythm.bytes);
  EXPECT_EQ(learned.last, clock.now());
  EXPECT_NEAR(learned.news, 4, 0.1);
  EXPECT_FALSE(learned.own.empty());

  crawler::Scheduler scheduler;
  scheduler.take_up(kept());
  EXPECT_NE(scheduler.packed(), crawler::Scheduler().packed());
  const auto busy = scheduler.forecast(learned, crawler::Role::entrance, first.first_seen, clock.now());
  const auto unknown = scheduler.forecast({}, crawler::Role::entrance, first.first_seen, clock.now());
  EXPECT_GT(busy.news_a_day, 2 * unknown.news_a_day);
  EXPECT_GT(busy.looks_a_day, unknown.looks_a_day);
}

TEST_F(ScheduleStory, ADocumentIsPlannedByItsEdits) {
  auto all = decrees();
  serve_all(all);
  pass();
  for (int i = 0; i < 3; ++i) {
    clock.advance(std::chrono::hours{24});
    all.front().paragraphs.back() += "第" + std::to_string(i + 1) + "次修改。";
    serve_all(all);
    pass();
  }
  const auto edited = page(all.front().path), quiet = page(all.back().path);
  EXPECT_EQ(edited.due_reason.rfind("learned: ", 0), 0U) << edited.due_reason;
  EXPECT_GT(crawler::Rhythm::unpacked(edited.rhythm.bytes).news, 2);
  EXPECT_EQ(crawler::Rhythm::unpacked(quiet.rhythm.bytes).news, 0);
  EXPECT_LT(edited.due, quiet.due);
}

TEST_F(ScheduleStory, WhatAHostWasAskedIsKept) {
  const auto asked = [&] {
    std::uint64_t requests = 0, unanswered = 0;
    open().read([&](const monitor::View& view) {
      view.each_host([&](const std::string& name, const monitor::Opaque& kept) {
        EXPECT_EQ(name, "127.0.0.1:" + std::to_string(site.port()));
        for (const auto& [day, of_day] : crawler::unpacked_host(kept.bytes).days) {
          requests += of_day.requests;
          unanswered += of_day.unanswered;
        }
        return monitor::View::Walk::on;
      });
    });
    EXPECT_EQ(unanswered, 0U);
    return requests;
  };
  serve_all(decrees());
  pass();
  EXPECT_EQ(asked(), site.requests().size());
  clock.advance(std::chrono::hours{30});
  pass();
  EXPECT_EQ(asked(), site.requests().size());
}

TEST_F(ScheduleStory, AFailureLeavesWhatWasLearned) {
  serve_all(decrees());
  pass();
  const auto before = page(list);
  clock.advance(std::chrono::hours{1});
  site.fail(list, 404);
  pass();
  EXPECT_EQ(page(list).rhythm, before.rhythm);
  EXPECT_NE(page(list).due_reason.find("in a row"), std::string::npos) << page(list).due_reason;
}

}  // namespace
}  // namespace gazetted::test
