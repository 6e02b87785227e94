// Stories of the crawler's manners: failures, patience, robots.txt, delays.
#include <algorithm>
#include <optional>

#include "tests/crawler/crawler_story.h"

namespace gazetted::crawler {
namespace {

using MannersTest = CrawlerStory;

TEST_F(MannersTest, FailuresThatPassAreTriedAgain) {
  site.serve("/a", "text");
  site.fail_times("/a", 2, 503);
  const auto capture = visit("/a");
  EXPECT_EQ(capture.status, 200);
  EXPECT_FALSE(capture.error);
  EXPECT_EQ(site.hits("/a"), 3);
  EXPECT_EQ(stats.retries, 2U);
}

TEST_F(MannersTest, FailuresThatStayAreTold) {
  site.fail("/a", 500);
  const auto capture = visit("/a");
  EXPECT_EQ(capture.status, 500);
  EXPECT_EQ(capture.error->kind, ErrorKind::http_status);
  EXPECT_EQ(site.hits("/a"), settings.attempts);
  EXPECT_EQ(stats.errors[static_cast<std::size_t>(ErrorKind::http_status)], 1U);
}

TEST_F(MannersTest, AStatusAboutThePageIsNotTriedAgain) {
  site.fail("/403", 403);
  const auto captures = pass({page("/404"), page("/403")});
  EXPECT_EQ(captures[0].status, 404);
  EXPECT_FALSE(captures[0].error);
  EXPECT_EQ(captures[1].status, 403);
  EXPECT_EQ(captures[1].error->kind, ErrorKind::http_status);
  EXPECT_NE(captures[1].body, "");  // it may be a block page
  EXPECT_EQ(site.hits("/404") + site.hits("/403"), 2);
}

TEST_F(MannersTest, RetryAfterIsWaitedForAndHandedOn) {
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

TEST_F(MannersTest, ADeadHostDoesNotMakeAPassEndless) {
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

TEST_F(MannersTest, AFewBrokenPagesDoNotCostTheOthersTheirVisit) {
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

TEST_F(MannersTest, AnswersThatBreakOffAreErrorsOfTheirPages) {
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

TEST_F(MannersTest, RobotsTxtIsFetchedOnceAndObeyed) {
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

TEST_F(MannersTest, RobotsTxtBehindARedirectCounts) {
  site.redirect("/robots.txt", "/real-robots.txt", 301);
  site.serve("/real-robots.txt", "User-agent: gazetted\nDisallow: /\n");
  EXPECT_EQ(visit("/a").error->kind, ErrorKind::disallowed);
}

TEST_F(MannersTest, WithoutAnAnswerOnRobotsTxtNothingIsVisited) {
  site.fail("/robots.txt", 500);
  site.serve("/a", "text");
  const auto captures = pass({page("/a"), page("/b")});
  EXPECT_EQ(captures[0].error->kind, ErrorKind::disallowed);
  EXPECT_EQ(captures[1].error->kind, ErrorKind::disallowed);
  EXPECT_EQ(site.hits("/a"), 0);
  EXPECT_EQ(site.hits("/robots.txt"), settings.attempts);
}

TEST_F(MannersTest, AHostsDelayLiesBetweenItsRequests) {
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

TEST_F(MannersTest, RedirectsFromManyHostsDoNotCrowdOne) {
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

TEST_F(MannersTest, HostsOnOneAddressAreNoFasterThanOne) {
  source.pace.delay = 100ms;
  // Two names that loopback answers to, one address.
  const auto other = [&](const std::string& path) {
    return *Url::parse("http://localhost:" + std::to_string(site.port()) + path);
  };
  std::vector<Target> targets;
  for (const auto* path : {"/1", "/2", "/3"}) {
    targets.push_back(page(path));
    targets.push_back(page_at(other(path)));
  }
  pass(targets);
  std::vector<steady_clock::time_point> visits;
  for (const auto& seen : site.requests()) visits.push_back(seen.at);
  ASSERT_EQ(visits.size(), 8U);  // two robots.txt
  // The address is known from the first answer of each name on.
  for (std::size_t i = 3; i < visits.size(); ++i) EXPECT_GE(visits[i] - visits[i - 1], 90ms);
}

TEST_F(MannersTest, APassEndsWithItsBudget) {
  source.budget = 3;  // robots.txt counts
  EXPECT_EQ(pass({page("/1"), page("/2"), page("/3"), page("/4")}).size(), 2U);
  EXPECT_EQ(site.requests().size(), 3U);
}

TEST_F(MannersTest, AHostThatIsDownHasItsPagesFailByItsError) {
  const auto captures = pass({page_at(Url::parse("http://127.0.0.1:1/a").value())});
  ASSERT_EQ(captures.size(), 1U);
  EXPECT_EQ(captures[0].error->kind, ErrorKind::refused);
  EXPECT_EQ(captures[0].status, 0);
  EXPECT_EQ(stats.requests, 3U);
}

TEST_F(MannersTest, TheDaemonComesBackToAHostThatIsDown) {
  settings.retry_base = 1ms;
  settings.attempts = 1;
  answer = [](const Capture& capture) { return Learned{.targets = {capture.target}}; };
  const auto daemon = crawler(Mode::daemon);
  std::jthread thread([&](const std::stop_token& stop) { daemon->run(stop); });
  daemon->post(Learned{.targets = {page_at(Url::parse("http://127.0.0.1:1/down").value())}});
  EXPECT_TRUE(eventually([&] { return count() >= 4; }));
}

}  // namespace
}  // namespace gazetted::crawler
