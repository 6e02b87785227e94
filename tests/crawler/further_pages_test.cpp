// Pages that go on at further addresses: fetched in one visit, seen as one page.
#include "tests/crawler/crawler_story.h"

namespace gazetted::crawler {
namespace {

using Bodies = std::vector<std::string>;

class FurtherPagesTest : public CrawlerStory {
 protected:
  /// A page goes on where its last body says `next <path>`.
  FurtherPagesTest() {
    settings.goes_on = [this](const Capture& capture) -> std::optional<Url> {
      const auto& last = capture.further.empty() ? capture.body : capture.further.back().body;
      const auto at = last.find("next ");
      if (at == std::string::npos) return std::nullopt;
      return site.url(last.substr(at + 5));
    };
    site.serve("/a", "one next /a_1", {.etag = "\"1\""});
    site.serve("/a_1", "two next /a_2");
    site.serve("/a_2", "three");
  }
  static Bodies bodies(const Capture& capture) {
    Bodies all{capture.body};
    for (const auto& further : capture.further) all.push_back(further.body);
    return all;
  }
};

TEST_F(FurtherPagesTest, AreFetchedInTheSameVisit) {
  const auto capture = visit("/a");
  EXPECT_FALSE(capture.error);
  EXPECT_EQ(bodies(capture), (Bodies{"one next /a_1", "two next /a_2", "three"}));
  EXPECT_EQ(capture.final_url, site.url("/a"));
  EXPECT_EQ(capture.further.back().url, site.url("/a_2"));
  EXPECT_EQ(stats.captures, 1U);
  EXPECT_EQ(capture.validators.etag, "");
  EXPECT_EQ(capture.validators.body, Digest::of("one next /a_1two next /a_2three"));
}

TEST_F(FurtherPagesTest, AChangeOnAnyOfThemIsSeen) {
  Target target = page("/a");
  target.validators = visit("/a").validators;
  const auto again = visit(target);
  EXPECT_TRUE(again.unchanged);
  EXPECT_EQ(bodies(again), Bodies{""});
  site.serve("/a_2", "three, amended");
  const auto changed = visit(target);
  EXPECT_FALSE(changed.unchanged);
  EXPECT_EQ(bodies(changed).back(), "three, amended");
}

TEST_F(FurtherPagesTest, ThePoliteDelayIsKeptBetweenThem) {
  source.pace.delay = 60ms;
  ASSERT_FALSE(visit("/a").error);
  const auto requests = site.requests();
  ASSERT_EQ(requests.size(), 4U);  // and robots.txt
  for (std::size_t i = 1; i < requests.size(); ++i) EXPECT_GE(requests[i].at - requests[i - 1].at, 55ms);
}

TEST_F(FurtherPagesTest, APartThatCannotBeHadMakesTheVisitFail) {
  settings.attempts = 1;
  site.fail("/a_1", 503);
  const auto capture = visit("/a");
  ASSERT_TRUE(capture.error);
  EXPECT_EQ(bodies(capture), Bodies{""});
  EXPECT_EQ(capture.validators, Validators{});
  settings.attempts = 3;
  site.serve("/a_1", "two next /a_2");
  site.fail_times("/a_1", 1, 503);
  EXPECT_EQ(bodies(visit("/a")).size(), 3U);
}

TEST_F(FurtherPagesTest, ADeadLinkEndsThePageAPartThatWentDoesNot) {
  site.remove("/a_2");
  const auto cut = visit("/a");
  EXPECT_FALSE(cut.error);
  EXPECT_EQ(bodies(cut).size(), 2U);
  site.serve("/a_2", "three");
  Target target = page("/a");
  target.validators = visit("/a").validators;
  site.remove("/a_2");
  EXPECT_TRUE(visit(target).error);
}

TEST_F(FurtherPagesTest, CirclesOtherHostsAndTooManyEndIt) {
  site.serve("/a_2", "three next /a_1");
  EXPECT_EQ(bodies(visit("/a")).size(), 3U);
  settings.max_further = 1;
  EXPECT_EQ(bodies(visit("/a")).size(), 2U);
  settings.goes_on = [this](const Capture&) { return site.url("/a_1", "127.0.0.2"); };
  EXPECT_EQ(bodies(visit("/a")).size(), 1U);
}

TEST_F(FurtherPagesTest, TogetherTheyAreNoLargerThanABody) {
  settings.max_body = 30;
  const auto capture = visit("/a");
  ASSERT_TRUE(capture.error);
  EXPECT_EQ(capture.error->kind, ErrorKind::too_large);
  settings.max_body = 31;
  EXPECT_FALSE(visit("/a").error);
}

TEST_F(FurtherPagesTest, RobotsTxtHoldsForThem) {
  site.serve("/robots.txt", "User-agent: *\nDisallow: /a_2\n");
  const auto capture = visit("/a");
  EXPECT_FALSE(capture.error);
  EXPECT_EQ(bodies(capture).size(), 2U);
  EXPECT_EQ(site.hits("/a_2"), 0);
}

}  // namespace
}  // namespace gazetted::crawler
