// Stories of the whole crawler: a site on loopback, a pass, what was brought.
#include "crawler/crawler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "tests/support/http_site.h"

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using test::HttpSite;

/// A crawler and a recorder that acknowledges each capture and answers it as a test likes.
class CrawlerTest : public testing::Test {
 protected:
  CrawlerTest() {
    settings.retry_base = 20ms;
    settings.retry_cap = 200ms;
    settings.timeout = 5s;
    source.id = SourceId("s");
    source.private_addresses = true;
    source.pace.delay = 0ms;
  }

  Target page(const std::string& path) const { return page_at(site.url(path)); }
  Target page_at(const Url& url) const {
    Target target;
    target.url = url;
    target.source = source.id;
    target.kind = PageKind::article;
    target.entrance = site.url("/list");
    target.due = clock.now();
    return target;
  }

  std::unique_ptr<Crawler> crawler(Mode mode) {
    auto made = std::make_unique<Crawler>(settings, clock, mode, [this](Capture capture) {
      Learned learned = answer ? answer(capture) : Learned{};
      {
        const std::lock_guard lock(mutex);
        brought.push_back(std::move(capture));
      }
      learned.acknowledged = 1;
      if (acknowledges) running->post(std::move(learned));
    });
    made->post(Sources{{std::make_shared<const Source>(source)}});
    running = made.get();
    return made;
  }

  /// A pass over the targets; what it brought, in order.
  std::vector<Capture> pass(std::vector<Target> targets) {
    brought.clear();
    const auto pass = crawler(Mode::once);
    pass->post(Learned{.targets = std::move(targets)});
    pass->run({});
    stats = pass->stats();
    return std::move(brought);
  }
  Capture visit(Target target) {
    auto captures = pass({std::move(target)});
    EXPECT_EQ(captures.size(), 1U);
    return captures.empty() ? Capture{} : std::move(captures.front());
  }
  Capture visit(const std::string& path) { return visit(page(path)); }

  std::vector<std::string> brought_paths(const std::vector<Capture>& captures) const {
    std::vector<std::string> paths;
    for (const auto& capture : captures) paths.emplace_back(capture.target.url.path_and_query());
    return paths;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return brought.size();
  }
  /// Waits for a daemon's work, at most five seconds.
  bool eventually(const std::function<bool()>& holds) {
    const auto deadline = steady_clock::now() + 5s;
    while (!holds() && steady_clock::now() < deadline) std::this_thread::sleep_for(1ms);
    return holds();
  }

  HttpSite site{"0.0.0.0"};
  ManualClock clock{*parse_rfc3339("2026-11-23T08:00:00Z")};
  Settings settings;
  Source source;
  std::function<Learned(const Capture&)> answer;
  std::atomic<bool> acknowledges = true;
  Crawler* running = nullptr;
  std::mutex mutex;
  std::vector<Capture> brought;
  Stats stats;
};

using Paths = std::vector<std::string>;

TEST_F(CrawlerTest, APassVisitsWhatItKnowsAndWhatItLearnsOnceEach) {
  for (const char* path : {"/list", "/1", "/2", "/3"}) site.serve(path, std::string("text of ") + path);
  answer = [&](const Capture& capture) {
    Learned learned;
    if (capture.target.url == site.url("/list")) learned.targets = {page("/2"), page("/3"), page("/list")};
    return learned;
  };
  Target later = page("/1");
  later.due += 24h;
  Target list = page("/list");
  const auto captures = pass({later, list});
  EXPECT_EQ(brought_paths(captures), (Paths{"/list", "/1", "/2", "/3"}));
  for (const auto& capture : captures) {
    const auto path = std::string(capture.target.url.path());
    EXPECT_EQ(capture.body, "text of " + path);
    EXPECT_EQ(capture.status, 200);
    EXPECT_EQ(capture.final_url, capture.target.url);
    EXPECT_EQ(capture.validators.body, Digest::of(capture.body));
    EXPECT_EQ(capture.captured_at, clock.now());
    EXPECT_EQ(capture.source->id, source.id);
    EXPECT_FALSE(capture.unchanged || capture.error);
    EXPECT_EQ(site.hits(path), 1);
  }
  EXPECT_EQ(stats.captures, 4U);
  EXPECT_EQ(stats.requests, 5U);  // and robots.txt
  EXPECT_EQ(stats.waiting + stats.active + stats.unacknowledged, 0U);
}

TEST_F(CrawlerTest, AnUnchangedPageComesWithoutItsBody) {
  site.serve("/etag", "text", {.etag = "\"1\""});
  site.serve("/modified", "text", {.last_modified = "Mon, 23 Nov 2026 08:00:00 GMT"});
  site.serve("/neither", "text");
  for (const char* path : {"/etag", "/modified", "/neither"}) {
    Target target = page(path);
    target.validators = visit(path).validators;
    const auto again = visit(target);
    EXPECT_TRUE(again.unchanged) << path;
    EXPECT_EQ(again.body, "") << path;
    EXPECT_EQ(again.status, std::string_view(path) == "/neither" ? 200 : 304);
    EXPECT_EQ(again.validators, target.validators) << path;

    site.serve(path, "other text", {.etag = "\"2\""});
    const auto changed = visit(target);
    EXPECT_FALSE(changed.unchanged) << path;
    EXPECT_EQ(changed.body, "other text") << path;
    EXPECT_EQ(changed.validators.etag, "\"2\"") << path;
  }
}

TEST_F(CrawlerTest, FailuresThatPassAreTriedAgain) {
  site.serve("/a", "text");
  site.fail_times("/a", 2, 503);
  const auto capture = visit("/a");
  EXPECT_EQ(capture.status, 200);
  EXPECT_FALSE(capture.error);
  EXPECT_EQ(site.hits("/a"), 3);
  EXPECT_EQ(stats.retries, 2U);
}

TEST_F(CrawlerTest, FailuresThatStayAreTold) {
  site.fail("/a", 500);
  const auto capture = visit("/a");
  EXPECT_EQ(capture.status, 500);
  EXPECT_EQ(capture.error->kind, ErrorKind::http_status);
  EXPECT_EQ(site.hits("/a"), settings.attempts);
  EXPECT_EQ(stats.errors[static_cast<std::size_t>(ErrorKind::http_status)], 1U);
}

TEST_F(CrawlerTest, AStatusAboutThePageIsNotTriedAgain) {
  site.fail("/403", 403);
  const auto captures = pass({page("/404"), page("/403")});
  EXPECT_EQ(captures[0].status, 404);
  EXPECT_FALSE(captures[0].error);
  EXPECT_EQ(captures[1].status, 403);
  EXPECT_EQ(captures[1].error->kind, ErrorKind::http_status);
  EXPECT_NE(captures[1].body, "");  // it may be a block page
  EXPECT_EQ(site.hits("/404") + site.hits("/403"), 2);
}

TEST_F(CrawlerTest, RetryAfterIsWaitedForAndHandedOn) {
  site.serve("/a", "text");
  site.fail_times("/a", 1, 429, {{"Retry-After", "1"}});
  const auto start = steady_clock::now();
  EXPECT_EQ(visit("/a").status, 200);
  EXPECT_GE(steady_clock::now() - start, 1s);

  site.fail("/b", 503, {{"Retry-After", "7200"}});
  const auto capture = visit("/b");
  EXPECT_EQ(capture.status, 503);
  EXPECT_EQ(capture.retry_after, 2h);
  EXPECT_EQ(site.hits("/b"), 1);
}

TEST_F(CrawlerTest, ADeadHostDoesNotMakeAPassEndless) {
  settings.timeout = 100ms;
  source.pace.delay = 1ms;
  std::vector<Target> targets;
  for (int i = 0; i < 200; ++i) {
    const auto path = "/" + std::to_string(i);
    site.hang(path);
    targets.push_back(page(path));
  }
  site.serve("/alive", "text");
  targets.push_back(page_at(site.url("/alive", "127.0.0.2")));
  const auto start = steady_clock::now();
  const auto captures = pass(targets);
  EXPECT_LT(steady_clock::now() - start, 5s);
  ASSERT_EQ(captures.size(), targets.size());
  EXPECT_EQ(std::count_if(captures.begin(), captures.end(),
                          [](const Capture& c) { return c.error && c.error->kind == ErrorKind::timed_out; }),
            200);
  EXPECT_LT(site.requests().size(), 20U);
}

TEST_F(CrawlerTest, AFewBrokenPagesDoNotCostTheOthersTheirVisit) {
  std::vector<Target> targets;
  for (int i = 0; i < 8; ++i) {
    site.fail("/bad" + std::to_string(i), 500);
    targets.push_back(page("/bad" + std::to_string(i)));
  }
  site.serve("/good", "text");
  targets.push_back(page("/good"));
  EXPECT_EQ(pass(targets).back().status, 200);
  EXPECT_EQ(site.hits("/bad7"), 1);  // the host has shown that trying again is no use
}

TEST_F(CrawlerTest, AnswersThatBreakOffAreErrorsOfTheirPages) {
  std::vector<Target> targets;
  for (int i = 0; i < 8; ++i) {
    site.truncate("/half" + std::to_string(i), "<html><body>half of it");
    targets.push_back(page("/half" + std::to_string(i)));
  }
  site.serve("/whole", "text");
  targets.push_back(page("/whole"));
  const auto captures = pass(targets);
  EXPECT_EQ(captures.front().error->kind, ErrorKind::refused);
  EXPECT_EQ(captures.front().body, "");
  EXPECT_EQ(captures.back().body, "text");
}

TEST_F(CrawlerTest, RedirectsAreFollowedAndNamed) {
  site.redirect("/moved", "/new", 301);
  site.redirect("/new", site.url("/newest", "127.0.0.2").str(), 308);
  site.serve("/newest", "text");
  site.redirect("/found", "/newest", 302);
  const auto moved = visit("/moved");
  EXPECT_EQ(moved.status, 200);
  EXPECT_EQ(moved.body, "text");
  EXPECT_EQ(moved.final_url, site.url("/newest", "127.0.0.2"));
  EXPECT_TRUE(moved.moved_permanently);
  const auto found = visit("/found");
  EXPECT_EQ(found.final_url, site.url("/newest"));
  EXPECT_FALSE(found.moved_permanently);
}

TEST_F(CrawlerTest, RedirectsThatLeadNowhereAreClearErrors) {
  site.redirect("/a", "/b");
  site.redirect("/b", "/a");
  for (int i = 0; i < 20; ++i) site.redirect("/n" + std::to_string(i), "/n" + std::to_string(i + 1));
  site.redirect("/file", "file:///etc/passwd");
  site.redirect("/script", "javascript:alert(1)");
  EXPECT_EQ(visit("/a").error->kind, ErrorKind::redirect_loop);
  EXPECT_EQ(visit("/n0").error->kind, ErrorKind::redirect_loop);
  EXPECT_EQ(site.hits("/n10"), 1);
  EXPECT_EQ(site.hits("/n11"), 0);
  EXPECT_EQ(visit("/file").error->kind, ErrorKind::unsupported);
  EXPECT_TRUE(visit("/script").error);
}

TEST_F(CrawlerTest, RobotsTxtIsFetchedOnceAndObeyed) {
  site.serve("/robots.txt", "User-agent: *\nDisallow: /private\n");
  site.serve("/open", "text");
  site.redirect("/way", "/private/in");
  const auto captures = pass({page("/private/1"), page("/open"), page("/way")});
  EXPECT_EQ(captures[0].error->kind, ErrorKind::disallowed);
  EXPECT_EQ(captures[1].status, 200);
  EXPECT_EQ(captures[2].error->kind, ErrorKind::disallowed);
  EXPECT_EQ(site.hits("/robots.txt"), 1);
  EXPECT_EQ(site.hits("/private/1") + site.hits("/private/in"), 0);
}

TEST_F(CrawlerTest, RobotsTxtBehindARedirectCounts) {
  site.redirect("/robots.txt", "/real-robots.txt", 301);
  site.serve("/real-robots.txt", "User-agent: gazetted\nDisallow: /\n");
  EXPECT_EQ(visit("/a").error->kind, ErrorKind::disallowed);
}

TEST_F(CrawlerTest, WithoutAnAnswerOnRobotsTxtNothingIsVisited) {
  site.fail("/robots.txt", 500);
  site.serve("/a", "text");
  const auto captures = pass({page("/a"), page("/b")});
  EXPECT_EQ(captures[0].error->kind, ErrorKind::disallowed);
  EXPECT_EQ(captures[1].error->kind, ErrorKind::disallowed);
  EXPECT_EQ(site.hits("/a"), 0);
  EXPECT_EQ(site.hits("/robots.txt"), settings.attempts);
}

TEST_F(CrawlerTest, AHostsDelayLiesBetweenItsRequests) {
  source.pace.delay = 100ms;
  site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n");
  site.redirect("/1", "/2");
  pass({page("/1"), page("/3"), page_at(site.url("/4", "127.0.0.2"))});
  std::optional<steady_clock::time_point> last;
  int gaps = 0;
  for (const auto& seen : site.requests()) {
    if (seen.host != "127.0.0.1") continue;
    if (last) {
      EXPECT_GE(seen.at - *last, 190ms);
      ++gaps;
    }
    last = seen.at;
  }
  EXPECT_EQ(gaps, 3);
}

TEST_F(CrawlerTest, RedirectsFromManyHostsDoNotCrowdOne) {
  source.pace.delay = 100ms;
  site.redirect("/a", site.url("/b", "127.0.0.9").str());
  std::vector<Target> targets;
  for (int i = 1; i <= 4; ++i) targets.push_back(page_at(site.url("/a", "127.0.0." + std::to_string(i))));
  pass(targets);
  std::vector<steady_clock::time_point> visits;
  for (const auto& seen : site.requests())
    if (seen.host == "127.0.0.9" && seen.target == "/b") visits.push_back(seen.at);
  ASSERT_EQ(visits.size(), 4U);
  for (std::size_t i = 1; i < visits.size(); ++i) EXPECT_GE(visits[i] - visits[i - 1], 90ms);
}

TEST_F(CrawlerTest, AHostThatIsDownHasItsPagesFailByItsError) {
  const auto captures = pass({page_at(Url::parse("http://127.0.0.1:1/a").value())});
  ASSERT_EQ(captures.size(), 1U);
  EXPECT_EQ(captures[0].error->kind, ErrorKind::refused);
  EXPECT_EQ(captures[0].status, 0);
  EXPECT_EQ(stats.requests, 3U);
}

TEST_F(CrawlerTest, TheDaemonComesBackToAHostThatIsDown) {
  settings.retry_base = 1ms;
  settings.attempts = 1;
  answer = [](const Capture& capture) { return Learned{.targets = {capture.target}}; };
  const auto daemon = crawler(Mode::daemon);
  std::jthread thread([&](const std::stop_token& stop) { daemon->run(stop); });
  daemon->post(Learned{.targets = {page_at(Url::parse("http://127.0.0.1:1/down").value())}});
  EXPECT_TRUE(eventually([&] { return count() >= 4; }));
}

TEST_F(CrawlerTest, ABodyBeyondTheLimitIsRefused) {
  settings.max_body = 1 << 20;
  site.stream("/big", 100u << 20);
  const auto capture = visit("/big");
  EXPECT_EQ(capture.error->kind, ErrorKind::too_large);
  EXPECT_EQ(capture.body, "");
  EXPECT_EQ(site.hits("/big"), 1);
}

TEST_F(CrawlerTest, PrivateAddressesAreRefusedAlsoAfterARedirect) {
  source.private_addresses = false;
  site.serve("/a", "secret");
  EXPECT_EQ(visit("/a").error->kind, ErrorKind::forbidden_address);
  EXPECT_EQ(visit(page_at(site.url("/a", "localhost"))).error->kind, ErrorKind::forbidden_address);
  EXPECT_TRUE(site.requests().empty());

  // A proxy stands in for the public internet.
  HttpSite internet;
  internet.redirect("http://site.example/a", site.url("/a").str());
  source.proxy = "http://127.0.0.1:" + std::to_string(internet.port());
  EXPECT_EQ(visit(page_at(Url::parse("http://site.example/a").value())).error->kind,
            ErrorKind::forbidden_address);
  EXPECT_TRUE(site.requests().empty());
}

TEST_F(CrawlerTest, AnUrgentTargetIsVisitedAgainInThePass) {
  site.serve("/a", "text");
  int asked = 0;
  answer = [&](const Capture&) {
    Learned learned;
    if (asked++ < 1) {
      learned.targets = {page("/a")};
      learned.targets.back().urgent = true;
    }
    return learned;
  };
  EXPECT_EQ(pass({page("/a")}).size(), 2U);
}

TEST_F(CrawlerTest, TargetsOfUnknownSourcesAreDropped) {
  Target stranger = page("/a");
  stranger.source = SourceId("gone");
  EXPECT_TRUE(pass({stranger}).empty());
  EXPECT_TRUE(site.requests().empty());
}

TEST_F(CrawlerTest, NothingStartsWhileTooMuchIsUnderWayDownstream) {
  settings.connections = 1;
  settings.in_flight_downstream = 3;
  acknowledges = false;
  std::vector<Target> targets;
  for (int i = 0; i < 10; ++i) targets.push_back(page("/" + std::to_string(i)));
  const auto daemon = crawler(Mode::daemon);
  daemon->post(Learned{.targets = targets});
  std::jthread thread([&](const std::stop_token& stop) { daemon->run(stop); });
  EXPECT_TRUE(eventually([&] { return daemon->stats().unacknowledged == 3; }));
  std::this_thread::sleep_for(30ms);
  EXPECT_EQ(count(), 3U);
  daemon->post(Learned{.acknowledged = 1});
  EXPECT_TRUE(eventually([&] { return count() == 4; }));
  acknowledges = true;
  daemon->post(Learned{.acknowledged = 3});
  EXPECT_TRUE(eventually([&] { return count() == 10; }));
}

TEST_F(CrawlerTest, BodiesUnderWayDownstreamAreBoundedByTheirSize) {
  settings.connections = 1;
  settings.bytes_downstream = 1;
  site.serve("/1", "text");
  site.serve("/2", "text");
  acknowledges = false;
  const auto daemon = crawler(Mode::daemon);
  daemon->post(Learned{.targets = {page("/1"), page("/2")}});
  std::jthread thread([&](const std::stop_token& stop) { daemon->run(stop); });
  EXPECT_TRUE(eventually([&] { return daemon->stats().unacknowledged == 1; }));
  std::this_thread::sleep_for(30ms);
  EXPECT_EQ(count(), 1U);
  daemon->post(Learned{.acknowledged = 1});
  EXPECT_TRUE(eventually([&] { return count() == 2; }));
}

TEST_F(CrawlerTest, TheDaemonVisitsWhenTheClockOfJudgementSaysSo) {
  site.serve("/a", "text");
  site.serve("/now", "text");
  Target later = page("/a");
  later.due += 1h;
  Target urgent = page("/now");
  urgent.due += 24h;
  urgent.urgent = true;
  const auto daemon = crawler(Mode::daemon);
  std::jthread thread([&](const std::stop_token& stop) { daemon->run(stop); });
  daemon->post(Learned{.targets = {later}});
  daemon->post(Learned{.targets = {urgent}});
  EXPECT_TRUE(eventually([&] { return count() == 1; }));
  EXPECT_EQ(site.hits("/a"), 0);
  clock.advance(1h);
  daemon->post(Learned{});  // a post wakes it
  EXPECT_TRUE(eventually([&] { return count() == 2; }));
  EXPECT_EQ(site.hits("/a"), 1);
}

TEST_F(CrawlerTest, StopsAtOnceWhileBusy) {
  settings.timeout = 60s;
  site.hang("/a");
  const auto daemon = crawler(Mode::daemon);
  daemon->post(Learned{.targets = {page("/a")}});
  std::jthread thread([&](const std::stop_token& stop) { daemon->run(stop); });
  EXPECT_TRUE(eventually([&] { return site.hits("/a") == 1; }));
  const auto start = steady_clock::now();
  thread.request_stop();
  thread.join();
  EXPECT_LT(steady_clock::now() - start, 1s);
  EXPECT_EQ(count(), 0U);
}

TEST_F(CrawlerTest, FetchOnceBringsOnePageWithoutAsking) {
  site.serve("/robots.txt", "User-agent: *\nDisallow: /\n");
  site.redirect("/a", "/b");
  site.serve("/b", "text");
  source.pace.delay = 1h;
  const auto given = std::make_shared<const Source>(source);
  const auto capture = fetch_once(page("/a"), given, settings, clock, RobotsPolicy::ignore);
  EXPECT_EQ(capture.body, "text");
  EXPECT_EQ(capture.final_url, site.url("/b"));
  EXPECT_EQ(capture.source, given);
  EXPECT_EQ(site.hits("/robots.txt"), 0);
  EXPECT_EQ(fetch_once(page("/a"), given, settings, clock, RobotsPolicy::obey).error->kind,
            ErrorKind::disallowed);

  std::stop_source interrupted;
  interrupted.request_stop();
  EXPECT_EQ(fetch_once(page("/a"), given, settings, clock, RobotsPolicy::ignore, interrupted.get_token())
                .error->kind,
            ErrorKind::shut_down);
}

}  // namespace
}  // namespace gazetted::crawler
