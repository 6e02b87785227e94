#include "crawler/frontier.h"

#include <gtest/gtest.h>

#include <map>

#include "core/clock.h"

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;

Url url(const std::string& text) { return Url::parse("http://" + text).value(); }

/// A frontier in a world whose two clocks the test turns.
class FrontierTest : public testing::Test {
 protected:
  Target page(const std::string& address, Duration in = 0ms) const {
    Target target;
    target.url = url(address);
    target.source = SourceId("s");
    target.entrance = url("a/list");
    target.due = clock.now() + in;
    return target;
  }
  Target entrance(const std::string& address, Duration in = 0ms) const {
    Target target = page(address, in);
    target.entrance = target.url;
    return target;
  }
  Target urgent(const std::string& address) const {
    Target target = page(address, 1h);
    target.urgent = true;
    return target;
  }
  Frontier::Now now() const { return {clock.now(), tick}; }
  void pass_time(Duration time) {
    clock.advance(time);
    tick += time;
  }
  /// The address of the next target, its host released at once; "" for none.
  std::string next(Frontier& frontier) const {
    const auto taken = frontier.take(now());
    if (!taken) return "";
    frontier.release(taken->host);
    return taken->target.url.str().substr(7);
  }
  std::vector<std::string> all(Frontier& frontier) const {
    std::vector<std::string> order;
    for (auto address = next(frontier); !address.empty(); address = next(frontier)) order.push_back(address);
    return order;
  }

  ManualClock clock{*parse_rfc3339("2026-11-23T08:00:00Z")};
  Frontier::Instant tick{1h};
  Frontier daemon{Mode::daemon};
  Frontier once{Mode::once};
};

using Order = std::vector<std::string>;

TEST_F(FrontierTest, GivesTargetsWhenTheyAreDue) {
  daemon.put(page("a/2", 20min));
  daemon.put(page("a/1", 10min));
  EXPECT_EQ(next(daemon), "");
  EXPECT_EQ(daemon.wait(now(), 1h), 10min);
  pass_time(10min);
  EXPECT_EQ(daemon.wait(now(), 1h), 0ms);
  EXPECT_EQ(all(daemon), Order{"a/1"});
  EXPECT_EQ(daemon.wait(now(), 1h), 10min);
  EXPECT_EQ(daemon.wait(now(), 1s), 1s);
  pass_time(10min);
  EXPECT_EQ(all(daemon), Order{"a/2"});
  EXPECT_EQ(daemon.size(), 0U);
  EXPECT_EQ(daemon.wait(now(), 1h), 1h);
}

TEST_F(FrontierTest, WaitsSoMuchShorterForAClockThatRunsFast) {
  daemon.put(page("a/1", 10min));
  auto moment = now();
  moment.speed = 600;
  EXPECT_EQ(daemon.wait(moment, 1h), 1s);
  EXPECT_EQ(daemon.wait(moment, 500ms), 500ms);
  // A host's rest runs by ticks.
  const auto taken = daemon.take({clock.now() + 10min, tick, 600});
  daemon.hold(taken->host, tick + 2s);
  daemon.release(taken->host);
  daemon.put(page("a/2"));
  EXPECT_FALSE(daemon.take(now()));
  EXPECT_EQ(daemon.wait(moment, 1h), 2s);
}

TEST_F(FrontierTest, APassGivesEverythingOnceWhateverItsDueTime) {
  once.put(page("a/1", 24h));
  once.put(page("b/1", -24h));
  EXPECT_EQ(all(once), (Order{"a/1", "b/1"}));
  once.put(page("a/1"));
  EXPECT_EQ(all(once), Order{});
}

TEST_F(FrontierTest, APassRevisitsWhatIsUrgentButNotForEver) {
  once.put(page("a/1"));
  EXPECT_EQ(next(once), "a/1");
  int again = 0;
  for (int i = 0; i < 10; ++i) {
    once.put(urgent("a/1"));
    if (!next(once).empty()) ++again;
  }
  EXPECT_EQ(again, Frontier::urgent_visits);
}

TEST_F(FrontierTest, UrgentGoesFirstAndStaysUrgent) {
  daemon.put(page("a/1"));
  daemon.put(urgent("a/2"));
  daemon.put(page("a/2", 1h));
  EXPECT_EQ(all(daemon), (Order{"a/2", "a/1"}));
}

TEST_F(FrontierTest, ALaterTargetReplacesTheOneWaiting) {
  daemon.put(page("a/1"));
  Target later = page("a/1", 1h);
  later.validators.etag = "\"2\"";
  later.parent = url("a/parent");
  later.page = 3;
  later.kind = PageKind::list;
  daemon.put(later);
  EXPECT_EQ(daemon.size(), 1U);
  EXPECT_EQ(next(daemon), "");
  pass_time(1h);
  const auto taken = daemon.take(now());
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->target.url, later.url);
  EXPECT_EQ(taken->target.source, later.source);
  EXPECT_EQ(taken->target.entrance, later.entrance);
  EXPECT_EQ(taken->target.parent, later.parent);
  EXPECT_EQ(taken->target.validators, later.validators);
  EXPECT_EQ(taken->target.page, 3);
  EXPECT_EQ(taken->target.kind, PageKind::list);
  EXPECT_EQ(taken->target.due, later.due);
}

TEST_F(FrontierTest, ForgetsAlsoWhatIsInLine) {
  daemon.put(page("a/1"));
  daemon.put(page("b/1"));
  daemon.put(page("b/2"));
  EXPECT_EQ(next(daemon), "a/1");  // b stands in line now
  daemon.forget(url("b/1"));
  daemon.forget(url("b/never"));
  EXPECT_EQ(all(daemon), Order{"b/2"});
  daemon.put(page("a/1"));
  daemon.forget(url("a/1"));
  EXPECT_EQ(daemon.size(), 0U);
  EXPECT_EQ(next(daemon), "");
}

TEST_F(FrontierTest, EntrancesGoBeforeDocumentsOfTheirHost) {
  once.put(page("a/1"));
  once.put(page("a/2"));
  once.put(entrance("a/list"));
  EXPECT_EQ(all(once), (Order{"a/list", "a/1", "a/2"}));
}

TEST_F(FrontierTest, ManyEntrancesDoNotStarveDocuments) {
  daemon.put(page("a/1"));
  for (int i = 0; i < 100; ++i) daemon.put(entrance("a/list" + std::to_string(i)));
  int taken = 0;
  while (next(daemon) != "a/1") ++taken;
  EXPECT_EQ(taken, Frontier::entrances_in_a_row);
}

TEST_F(FrontierTest, HostsTakeTurns) {
  for (const char* address : {"a/1", "a/2", "a/3", "b/1", "b/2", "c/1"}) once.put(page(address));
  EXPECT_EQ(all(once), (Order{"a/1", "b/1", "c/1", "a/2", "b/2", "a/3"}));
}

TEST_F(FrontierTest, ABusyHostGivesNothing) {
  once.put(page("a/1"));
  once.put(page("a/2"));
  const auto first = once.take(now());
  ASSERT_TRUE(first);
  EXPECT_FALSE(once.take(now()));
  EXPECT_EQ(once.wait(now(), 1h), 1h);
  once.release(first->host);
  EXPECT_EQ(next(once), "a/2");
}

TEST_F(FrontierTest, AHeldHostWaitsForItsDelayAndOthersDoNot) {
  once.put(page("a/1"));
  once.put(page("a/2"));
  const auto first = once.take(now());
  ASSERT_TRUE(first);
  once.hold(first->host, tick + 2s);
  once.hold(first->host, tick + 1s);
  once.release(first->host);
  once.put(page("b/1"));
  EXPECT_EQ(next(once), "b/1");
  EXPECT_EQ(next(once), "");
  EXPECT_EQ(once.wait(now(), 1h), 2s);
  clock.advance(1h);  // the clock of judgement has no say in it
  EXPECT_EQ(next(once), "");
  tick += 2s;
  EXPECT_EQ(next(once), "a/2");
}

TEST_F(FrontierTest, AHoldSetWhileInLineCounts) {
  once.put(page("a/1"));
  once.put(page("b/1"));
  EXPECT_EQ(next(once), "a/1");
  once.hold(once.host(url("b/")), tick + 1s);
  EXPECT_EQ(next(once), "");
  tick += 1s;
  EXPECT_EQ(next(once), "b/1");
}

TEST_F(FrontierTest, HttpAndHttpsAreOneHostAndPortsAreNot) {
  const auto host = [&](const char* text) { return once.host(Url::parse(text).value()); };
  EXPECT_EQ(host("http://a.example/1"), host("https://a.example/2"));
  EXPECT_EQ(host("http://a.example/1"), host("http://A.example:80/"));
  EXPECT_NE(host("http://a.example/1"), host("http://a.example:8080/"));
  EXPECT_NE(host("http://a.example/1"), host("http://b.example/"));
}

TEST_F(FrontierTest, ManyTargetsAreEachGivenOnceAndEvenly) {
  constexpr int hosts = 20, pages = 100;
  for (int i = 0; i < pages; ++i)
    for (int h = 0; h < hosts; ++h) once.put(page("h" + std::to_string(h) + "/" + std::to_string(i)));
  EXPECT_EQ(once.size(), static_cast<std::size_t>(hosts * pages));
  std::map<Frontier::HostId, int> visits;
  for (int i = 0; i < hosts * pages; ++i) {
    const auto taken = once.take(now());
    ASSERT_TRUE(taken);
    once.release(taken->host);
    EXPECT_EQ(visits[taken->host]++, i / hosts);
  }
  EXPECT_FALSE(once.take(now()));
}

}  // namespace
}  // namespace gazetted::crawler
