// The feed of a running daemon: whoever is killed when, each event arrives once and in order.

#include <algorithm>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>

#include "tests/monitor/feed_parties.h"
#include "tests/stories/running_daemon.h"
#include "tests/stories/story.h"
#include "tests/support/process.h"
#include "tests/support/workspace.h"

namespace gazetted::test {
namespace {

using namespace std::chrono_literals;
using monitor::Delivered;
using monitor::FeedReader;

constexpr auto list_path = "/zwgk/zcwj/index.html";

class FeedStory : public Story {
 protected:
  FeedStory() {
    serve_all(all);
    publish = "tcp://127.0.0.1:" + std::to_string(free_port());
    replay = "tcp://127.0.0.1:" + std::to_string(free_port());
  }

  void start() {
    auto quick = configuration();
    quick.publish = publish;
    quick.replay = replay;
    auto source = *quick.sources.front();
    source.pace.every = source.pace.revisit = Duration{200};
    quick.sources.front() = std::make_shared<const Source>(std::move(source));
    daemon = std::make_unique<RunningDaemon>(std::move(quick), system_clock);
  }

  /// A reader that goes on after what the readers before it got.
  void resume() {
    const auto since = got.empty() ? EventSeq{0} : got.back().sequence;
    reader = std::make_unique<FeedReader>(
        monitor::SubscriberOptions{.publish = publish, .replay = replay, .since = since, .patience = 300ms});
  }

  /// Ends the reader wherever it is; what it was given before counts.
  void kill_reader() {
    reader->stop();
    const auto last = reader->got();
    got.insert(got.end(), last.begin(), last.end());
    reader.reset();
  }

  /// Changes one figure of that decree: one amendment.
  void amend(std::size_t index) {
    auto& clause = all[index].paragraphs[4];
    const auto figure =
        clause.find("20万元") == std::string::npos ? clause.find("30万元") : clause.find("20万元");
    clause[figure] = clause[figure] == '2' ? '3' : '2';
    site.serve(all[index].path, article_page(all[index]));
  }

  void publish_new(int serial) {
    auto fresh = all.front();
    fresh.path = "/zwgk/zcwj/t20260306_" + std::to_string(serial) + ".html";
    fresh.title = "青石市人民政府关于做好第" + std::to_string(serial) + "号区域防汛工作的意见";
    fresh.number = "青政发〔2026〕" + std::to_string(serial) + "号";
    all.insert(all.begin(), std::move(fresh));
    serve_all(all);
  }

  /// Waits until the daemon has stored so many events.
  [[nodiscard]] bool stored(std::size_t count) const {
    for (const auto end = std::chrono::steady_clock::now() + 20s; std::chrono::steady_clock::now() < end;
         std::this_thread::sleep_for(10ms)) {
      EventSeq newest;
      daemon->store().read([&](const monitor::View& view) { newest = view.newest_event(); });
      if (newest.value >= count) return true;
    }
    return false;
  }

  void expect_all_stored_events_once() const {
    std::vector<monitor::StoredEvent> stored;
    const auto store = open();
    store.read([&](const monitor::View& view) { stored = view.events(EventSeq{}, 10'000); });
    ASSERT_EQ(got.size(), stored.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_EQ(got[i].sequence.value, i + 1);
      EXPECT_EQ(got[i].sequence, stored[i].sequence);
      EXPECT_EQ(got[i].json, stored[i].json);
      EXPECT_TRUE(got[i].topic.starts_with(stored[i].type + "/qingshi/")) << got[i].topic;
    }
  }

  std::vector<Decree> all = decrees();
  SystemClock system_clock;
  std::string publish, replay;
  std::unique_ptr<RunningDaemon> daemon;
  std::unique_ptr<FeedReader> reader;
  std::vector<Delivered> got;  ///< by the readers that ended
};

TEST_F(FeedStory, EventsArriveWhilePagesChange) {
  start();
  resume();
  ASSERT_TRUE(reader->has(4));
  amend(0);
  ASSERT_TRUE(reader->has(5));
  publish_new(11);
  ASSERT_TRUE(reader->has(6));
  kill_reader();
  daemon.reset();
  EXPECT_TRUE(got[3].topic.starts_with("policy.baseline/"));
  EXPECT_TRUE(got[4].topic.starts_with("policy.amended/"));
  EXPECT_TRUE(got[5].topic.starts_with("policy.published/"));
  expect_all_stored_events_once();
}

TEST_F(FeedStory, AReaderThatWasAwayMissesNothingAndSeesNothingTwice) {
  start();
  resume();
  ASSERT_TRUE(reader->has(4));
  kill_reader();
  amend(1);
  ASSERT_TRUE(stored(5));
  publish_new(12);
  ASSERT_TRUE(stored(6));
  resume();
  ASSERT_TRUE(reader->has(2));
  amend(2);
  ASSERT_TRUE(reader->has(3));
  kill_reader();
  daemon.reset();
  expect_all_stored_events_once();
}

TEST_F(FeedStory, AReaderOutlivesTheDaemon) {
  start();
  resume();
  ASSERT_TRUE(reader->has(4));
  daemon.reset();
  amend(0);
  publish_new(13);
  start();
  ASSERT_TRUE(reader->has(6));
  kill_reader();
  daemon.reset();
  expect_all_stored_events_once();
}

TEST_F(FeedStory, BothStopAndStartAtAnyMoment) {
  start();
  std::size_t expected = 4;
  ASSERT_TRUE(stored(expected));
  for (int round = 0; round < 6; ++round) {
    resume();
    amend(static_cast<std::size_t>(round) % 4);
    publish_new(20 + round);
    std::this_thread::sleep_for(std::chrono::milliseconds{70 * (round % 3)});
    kill_reader();
    if (round % 2 == 1) {
      daemon.reset();
      start();
    }
    ASSERT_TRUE(stored(expected += 2)) << "round " << round;
  }
  resume();
  amend(0);
  ASSERT_TRUE(reader->has(expected + 1 - got.size()));
  kill_reader();
  daemon.reset();
  expect_all_stored_events_once();
}

/// The same by the program itself.
class FeedProgramStory : public testing::Test {
 protected:
  FeedProgramStory() {
    for (const auto& decree : all) site.serve(decree.path, article_page(decree));
    site.serve(list_path, list_page(all));
    workspace.watch("qingshi", site.url(list_path));
  }

  std::vector<Decree> all = decrees();
  HttpSite site;
  Workspace workspace;
};

TEST_F(FeedProgramStory, SubscribeSinceZeroPrintsAllEventsAndEndsOnSigint) {
  Process daemon(workspace.command({"run"}));
  Process subscriber(workspace.command({"subscribe", "--since", "0"}));
  ASSERT_TRUE(subscriber.has_printed(4, 30s));
  all[0].paragraphs[4].replace(all[0].paragraphs[4].find("75%"), 3, "90%");
  site.serve(all[0].path, article_page(all[0]));
  ASSERT_TRUE(subscriber.has_printed(5, 30s));
  subscriber.signal(SIGINT);
  const auto heard = subscriber.wait(20s);
  EXPECT_EQ(heard.status, 0) << heard.err;
  daemon.signal(SIGTERM);
  const auto ended = daemon.wait(20s);
  EXPECT_EQ(ended.status, 0) << ended.err;
  const auto stored = workspace.run({"events"});
  EXPECT_EQ(heard.out, stored.out);
  const auto events = Workspace::json_lines(heard.out);
  ASSERT_EQ(events.size(), 5U);
  EXPECT_EQ(events.back().at("type"), "policy.amended");
}

TEST_F(FeedProgramStory, ASubscriberKeepsToWhatItAskedFor) {
  Process daemon(workspace.command({"run"}));
  Process amended(workspace.command({"subscribe", "policy.amended", "--since", "0"}));
  Process later(workspace.command({"subscribe", "--since", "3"}));
  ASSERT_TRUE(later.has_printed(1, 30s));
  all[0].paragraphs[4].replace(all[0].paragraphs[4].find("75%"), 3, "90%");
  site.serve(all[0].path, article_page(all[0]));
  ASSERT_TRUE(amended.has_printed(1, 30s));
  ASSERT_TRUE(later.has_printed(2, 30s));
  for (auto* subscriber : {&amended, &later}) subscriber->signal(SIGINT);
  const auto only = Workspace::json_lines(amended.wait(20s).out);
  ASSERT_EQ(only.size(), 1U);
  EXPECT_EQ(only[0].at("sequence"), "00000000000000000005");
  const auto rest = Workspace::json_lines(later.wait(20s).out);
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_EQ(rest[0].at("sequence"), "00000000000000000004");
}

}  // namespace
}  // namespace gazetted::test
