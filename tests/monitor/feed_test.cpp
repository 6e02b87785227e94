// Stories of the feed over real sockets: who was away, who was killed, what is delivered.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/monitor/feed_parties.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

using testing::ElementsAre;

const std::string published = "policy.published/jinan/370100";
const std::string amended = "policy.amended/jinan/370100";
const std::string failing = "source.failing/qingdao/-";

void append(MemoryLog& log, int count, const std::string& topic = published) {
  for (int i = 0; i < count; ++i) log.append(topic);
}

TEST(Feed, WithoutSinceStartsWithWhatComes) {
  MemoryLog log;
  append(log, 20);
  Daemon daemon(log);
  FeedReader reader(reading(daemon.addresses(), std::nullopt));
  // When the reader is there is not known: tell something until it has heard of it.
  for (int i = 0; i < 1000 && reader.got().empty(); ++i) {
    append(log, 1);
    std::this_thread::sleep_for(5ms);
  }
  append(log, 10);
  const std::uint64_t last = log.newest().value;
  ASSERT_TRUE(reader.has(11));
  // Counted and compared at one moment: the last may come between two.
  for (auto got = reader.numbers(); got.back() < last; got = reader.numbers())
    ASSERT_TRUE(reader.has(got.size() + 1));
  const auto got = reader.numbers();
  EXPECT_GT(got.front(), 20U);
  EXPECT_EQ(got, numbers(got.front(), last));
}

TEST(Feed, DeliversTopicAndJsonAsStored) {
  MemoryLog log;
  append(log, 1, amended);
  Daemon daemon(log);
  FeedReader reader(reading(daemon.addresses(), EventSeq{0}));
  ASSERT_TRUE(reader.has(1));
  const auto stored = log.after(EventSeq{0}, 1).front();
  EXPECT_EQ(reader.got().front().topic, stored.topic);
  EXPECT_EQ(reader.got().front().json, stored.json);
}

TEST(Feed, AwayWhilePublishedAndResumed) {
  MemoryLog log;
  Daemon daemon(log);
  append(log, 50);
  {
    FeedReader reader(reading(daemon.addresses(), EventSeq{0}));
    ASSERT_TRUE(reader.has(50));
    append(log, 10);  // told live
    ASSERT_TRUE(reader.has(60));
    EXPECT_EQ(reader.numbers(), numbers(1, 60));
  }
  append(log, 40);
  FeedReader resumed(reading(daemon.addresses(), EventSeq{60}));
  ASSERT_TRUE(resumed.has(40));
  append(log, 1);
  ASSERT_TRUE(resumed.has(41));
  EXPECT_EQ(resumed.numbers(), numbers(61, 101));
}

TEST(Feed, KilledAgainAndAgainWhileEventsCome) {
  MemoryLog log;
  Daemon daemon(log);
  std::jthread recorder([&](std::stop_token) {
    for (int i = 0; i < 600; ++i) {
      append(log, 1);
      if (i % 20 == 0) std::this_thread::sleep_for(2ms);
    }
  });
  std::vector<std::uint64_t> all;
  for (const std::size_t lifetime : {1U, 7U, 64U, 65U, 100U, 3U, 360U}) {
    FeedReader reader(reading(daemon.addresses(), EventSeq{all.size()}), lifetime);
    ASSERT_TRUE(reader.has(lifetime));
    reader.stop();
    for (const std::uint64_t number : reader.numbers()) all.push_back(number);
  }
  EXPECT_EQ(all, numbers(1, 600));
}

TEST(Feed, APrefixSkipsNumbersAndMissesNothing) {
  MemoryLog log;
  Daemon daemon(log);
  FeedReader reader(reading(daemon.addresses(), EventSeq{0}, {"policy.amended/"}));
  std::vector<std::uint64_t> expected;
  for (int i = 1; i <= 300; ++i) {
    const bool wanted = i % 7 == 0;
    log.append(wanted ? amended : published);
    if (wanted) expected.push_back(static_cast<std::uint64_t>(i));
    if (i % 50 == 0) std::this_thread::sleep_for(20ms);
  }
  ASSERT_TRUE(reader.has(expected.size()));
  append(log, 3);
  const std::uint64_t last = log.append(amended).value;
  expected.push_back(last);
  ASSERT_TRUE(reader.has(expected.size()));
  EXPECT_EQ(reader.numbers(), expected);
}

TEST(Feed, SeveralPrefixesComeInOneOrder) {
  MemoryLog log;
  Daemon daemon(log);
  for (const std::string& topic : {published, failing, amended, published, failing, amended, published})
    log.append(topic);
  FeedReader reader(
      reading(daemon.addresses(), EventSeq{0}, {"policy.amended", "source.", "policy.amended/jinan"}));
  ASSERT_TRUE(reader.has(4));
  log.append(failing);
  ASSERT_TRUE(reader.has(5));
  EXPECT_THAT(reader.numbers(), ElementsAre(2, 3, 5, 6, 8));
}

TEST(Feed, TheDaemonIsRestartedUnderASubscriber) {
  MemoryLog log;
  auto daemon = std::make_unique<Daemon>(log);
  const auto addresses = daemon->addresses();
  FeedReader all(reading(addresses, EventSeq{0}));
  FeedReader some(reading(addresses, EventSeq{0}, {"policy.amended"}));
  append(log, 10);
  append(log, 1, amended);
  ASSERT_TRUE(all.has(11));
  ASSERT_TRUE(some.has(1));

  daemon.reset();
  append(log, 5);
  append(log, 1, amended);
  daemon = std::make_unique<Daemon>(log, addresses);
  ASSERT_TRUE(all.has(17));
  ASSERT_TRUE(some.has(2));
  append(log, 1, amended);
  ASSERT_TRUE(all.has(18));
  ASSERT_TRUE(some.has(3));
  EXPECT_EQ(all.numbers(), numbers(1, 18));
  EXPECT_THAT(some.numbers(), ElementsAre(11, 17, 18));
}

TEST(Feed, TheSubscriberIsThereBeforeTheDaemon) {
  MemoryLog log;
  append(log, 5);
  const auto addresses = Daemon(log).addresses();
  FeedReader reader(reading(addresses, EventSeq{2}));
  std::this_thread::sleep_for(400ms);  // longer than its patience: it asks again
  Daemon daemon(log, addresses);
  ASSERT_TRUE(reader.has(3));
  EXPECT_EQ(reader.numbers(), numbers(3, 5));
}

TEST(Feed, ABurstBeyondEveryQueueIsDeliveredWhole) {
  MemoryLog log;
  Daemon daemon(log);
  FeedReader reader(reading(daemon.addresses(), EventSeq{0}));
  append(log, 1);
  ASSERT_TRUE(reader.has(1));
  append(log, 20'000);
  ASSERT_TRUE(reader.has(20'001));
  EXPECT_EQ(reader.numbers(), numbers(1, 20'001));
}

TEST(Feed, SaysThatOlderEventsAreGone) {
  MemoryLog log;
  append(log, 30);
  log.keep_from(EventSeq{21});
  Daemon daemon(log);
  FeedReader reader(reading(daemon.addresses(), EventSeq{5}));
  ASSERT_TRUE(reader.heard_of_fresh());
  ASSERT_TRUE(reader.has(10));
  EXPECT_THAT(reader.fresh(), ElementsAre(EventSeq{21}));
  EXPECT_EQ(reader.numbers(), numbers(21, 30));
  EXPECT_TRUE(FeedReader(reading(daemon.addresses(), EventSeq{20})).fresh().empty());
}

TEST(Feed, NotifyTellsAtOnce) {
  MemoryLog log;
  auto options = quick_feed();
  options.look = options.heartbeat = 1h;
  Daemon daemon(log, options);
  RawPeer subscriber(zmq::socket_type::sub, daemon.addresses().publish);
  // What is told before the subscription has reached the publisher is lost: tell it until it is heard.
  wire::Frames heard;
  for (int i = 0; i < 1000 && heard.empty(); ++i) {
    append(log, 1);
    daemon.publisher().notify();
    heard = subscriber.hear(10ms);
  }
  ASSERT_EQ(heard.size(), 3U);
  EXPECT_EQ(heard[0], published);
}

TEST(Feed, AReplayThatIsNotAnsweredIsAskedForAgainOnAFreshSocket) {
  RawPeer pub(zmq::socket_type::pub, "tcp://127.0.0.1:*");
  RawPeer router(zmq::socket_type::router, "tcp://127.0.0.1:*");
  auto options = quick_feed();
  options.publish = pub.address();
  options.replay = router.address();
  FeedReader reader(reading(options, EventSeq{6}, {"policy.a", "policy.p"}));

  const auto first = router.hear();
  ASSERT_EQ(first.size(), 4U);
  EXPECT_EQ(wire::Frames(first.begin() + 1, first.end()), request(7, "policy."));
  router.say({first[0], "event", wire::encode(EventSeq{7}), amended, "{}"});
  ASSERT_TRUE(reader.has(1));

  const auto second = router.hear();  // after its patience
  ASSERT_EQ(second.size(), 4U);
  EXPECT_NE(second[0], first[0]);
  EXPECT_EQ(wire::Frames(second.begin() + 1, second.end()), request(8, "policy."));
  router.say({second[0], "event", wire::encode(EventSeq{7}), amended, "{}"});  // again: dropped
  router.say({second[0], "event", wire::encode(EventSeq{8}), failing, "{}"});  // not asked for
  router.say({second[0], "event", wire::encode(EventSeq{9}), published, "{}"});
  router.say({second[0], "nonsense"});
  router.say({second[0], "event", "short", published, "{}"});
  router.say({second[0], "end", wire::encode(EventSeq{12})});
  ASSERT_TRUE(reader.has(2));

  // Heartbeats of what is checked ask for nothing; one ahead does, from what was checked.
  wire::Frames third;
  for (int i = 0; i < 100 && third.empty(); ++i) {
    pub.say({"heartbeat", wire::encode(EventSeq{i < 3 ? 12U : 15U}), "{}"});
    third = router.hear(50ms);
    EXPECT_TRUE(i >= 3 || third.empty());
  }
  ASSERT_EQ(third.size(), 4U);
  EXPECT_EQ(wire::Frames(third.begin() + 1, third.end()), request(13, "policy."));
  EXPECT_THAT(reader.numbers(), ElementsAre(7, 9));
}

TEST(Feed, TellsWhatTheStoreHasCommittedAndNothingElse) {
  const StoreFolder folder;
  Store store = open_store(folder.path());
  const StoreEventLog log(store);
  EXPECT_EQ(log.newest(), EventSeq{0});
  Daemon daemon(log);
  FeedReader reader(reading(daemon.addresses(), EventSeq{0}));
  const Event event{.type = "policy.published",
                    .source = SourceId("jinan"),
                    .region = "370100",
                    .subject = "p1",
                    .time = instant(1'715'500'000'000),
                    .data = {}};
  ASSERT_TRUE(store.write([&](Batch& batch) {
    batch.apply({EventRaised{event}, EventRaised{event}});
    EXPECT_TRUE(reader.got().empty());
  }));
  daemon.publisher().notify();
  ASSERT_TRUE(reader.has(2));
  EXPECT_EQ(reader.numbers(), numbers(1, 2));
  EXPECT_EQ(reader.got().front().topic, published);
  EXPECT_EQ(reader.got().front().json, log.after(EventSeq{0}, 1).front().json);
  EXPECT_EQ(log.oldest(), EventSeq{1});
}

}  // namespace
}  // namespace gazetted::monitor
