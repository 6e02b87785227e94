// Stories of the whole crawler: what it visits when, and what a visit brings.
#include "tests/crawler/crawler_story.h"

namespace gazetted::crawler {
namespace {

using CrawlerTest = CrawlerStory;
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

TEST_F(CrawlerTest, TheDaemonWaitsForTheEndOfQuietHours) {
  source.quiet = {{15h, 20h}};  // it is four in the afternoon there
  site.serve("/a", "text");
  Target urgent = page("/a");
  urgent.urgent = true;
  const auto daemon = crawler(Mode::daemon);
  std::jthread thread([&](const std::stop_token& stop) { daemon->run(stop); });
  daemon->post(Learned{.targets = {urgent, page("/b")}});
  EXPECT_TRUE(eventually([&] { return daemon->stats().waiting == 2; }));
  clock.advance(3h);
  daemon->post(Learned{});
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(site.requests().size(), 0U);
  clock.advance(1h);
  daemon->post(Learned{});
  EXPECT_TRUE(eventually([&] { return count() == 2; }));
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
