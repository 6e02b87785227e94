#include "crawler/robots.h"

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

struct Case {
  std::string_view text, path;
  bool allowed;
};

class RobotsRules : public testing::TestWithParam<Case> {};

TEST_P(RobotsRules, Decide) {
  const auto& [text, path, allowed] = GetParam();
  EXPECT_EQ(Robots::parse(text, "gazetted").allows(path), allowed) << text << "\n" << path;
}

INSTANTIATE_TEST_SUITE_P(
    Matching, RobotsRules,
    testing::Values(Case{"", "/a", true}, Case{"User-agent: *\nDisallow:", "/a", true},
                    Case{"User-agent: *\nDisallow: /", "/a", false},
                    Case{"User-agent: *\nDisallow: /", "/robots.txt", true},
                    Case{"User-agent: *\nDisallow: /a", "/abc", false},
                    Case{"User-agent: *\nDisallow: /a/", "/abc", true},
                    Case{"User-agent: *\nDisallow: /a", "/A", true},
                    // The longest rule decides, wherever it stands; allow wins a tie.
                    Case{"User-agent: *\nDisallow: /\nAllow: /open/", "/open/1", true},
                    Case{"User-agent: *\nAllow: /open/\nDisallow: /", "/open/1", true},
                    Case{"User-agent: *\nAllow: /open\nDisallow: /open/1", "/open/1", false},
                    Case{"User-agent: *\nDisallow: /same\nAllow: /same", "/same", true},
                    // Wildcards and the end.
                    Case{"User-agent: *\nDisallow: *.gif$", "/a/b.gif", false},
                    Case{"User-agent: *\nDisallow: *.gif$", "/a/b.gif?x", true},
                    Case{"User-agent: *\nDisallow: /a*c*e", "/abcde", false},
                    Case{"User-agent: *\nDisallow: /a*c*e", "/aecd", true},
                    Case{"User-agent: *\nDisallow: /a***c", "/abc", false},
                    Case{"User-agent: *\nDisallow: /*ab$", "/aab", false},
                    Case{"User-agent: *\nDisallow: /ab$", "/ab", false},
                    Case{"User-agent: *\nDisallow: /ab$", "/abc", true},
                    Case{"User-agent: *\nDisallow: /*?id=", "/x?id=1", false},
                    Case{"User-agent: *\nDisallow: /a$b", "/a$bc", false},
                    // One spelling for equal octets.
                    Case{"User-agent: *\nDisallow: /政策", "/%E6%94%BF%e7%ad%96/1", false},
                    Case{"User-agent: *\nDisallow: /%7Ejoe", "/~joe/", false},
                    Case{"User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false},
                    Case{"User-agent: *\nDisallow: /a%2fb", "/a/b", true},
                    Case{"User-agent: *\nDisallow: /x%2Ay", "/x*y", false},
                    Case{"User-agent: *\nDisallow: /x%24", "/x$", false}));

INSTANTIATE_TEST_SUITE_P(
    Groups, RobotsRules,
    testing::Values(Case{"User-agent: other\nDisallow: /", "/a", true},
                    Case{"User-agent: *\nDisallow: /\n\nUser-agent: Gazetted\nDisallow: /b", "/a", true},
                    Case{"User-agent: *\nDisallow: /\n\nUser-agent: Gazetted\nDisallow: /b", "/b", false},
                    Case{"User-agent: gazetted/0.1\nDisallow: /", "/a", false},
                    Case{"User-agent: gazetted-other\nDisallow: /", "/a", true},
                    Case{"User-agent: one\nUser-agent: gazetted\nUser-agent: two\nDisallow: /", "/a", false},
                    // Groups of one name are one group.
                    Case{"User-agent: gazetted\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: "
                         "gazetted\nDisallow: /b",
                         "/a", false},
                    Case{"User-agent: gazetted\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: "
                         "gazetted\nDisallow: /b",
                         "/b", false},
                    Case{"User-agent: gazetted\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: "
                         "gazetted\nDisallow: /b",
                         "/c", true},
                    // A group of our own without rules allows everything.
                    Case{"User-agent: *\nDisallow: /\nUser-agent: gazetted\nDisallow:", "/a", true},
                    Case{"Disallow: /", "/a", true},
                    Case{"User-agent: a\nSitemap: http://x/s.xml\nUser-agent: gazetted\nDisallow: /", "/a",
                         false}));

INSTANTIATE_TEST_SUITE_P(Writing, RobotsRules,
                         testing::Values(Case{"\xEF\xBB\xBFuser-AGENT : *  # all\r\ndisALLOW:\t/a # b\r\n",
                                              "/a", false},
                                         Case{"User-agent: *\rDisallow: /a\r", "/a", false},
                                         Case{"User-agent: *\nDisallow /a", "/a", true},
                                         Case{"<html><body>Not found</body></html>", "/a", true}));

TEST(Robots, ReadsCrawlDelayOfItsGroup) {
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 10", "gazetted").crawl_delay(), Duration{10'000});
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 0.5", "gazetted").crawl_delay(), Duration{500});
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: soon", "gazetted").crawl_delay(), std::nullopt);
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: -1", "gazetted").crawl_delay(), std::nullopt);
  EXPECT_EQ(Robots::parse("User-agent: x\nCrawl-delay: 9\nUser-agent: gazetted\nAllow: /", "gazetted")
                .crawl_delay(),
            std::nullopt);
}

TEST(Robots, StopsReadingAtTheLimit) {
  std::string text = "User-agent: *\nDisallow: /a\n";
  text.resize(Robots::limit, '#');
  text += "\nDisallow: /b\n";
  const auto robots = Robots::parse(text, "gazetted");
  EXPECT_FALSE(robots.allows("/a"));
  EXPECT_TRUE(robots.allows("/b"));
}

TEST(Robots, AnyBytesAreReadAndManyStarsAreQuick) {
  std::string text = "User-agent: *\n";
  for (int i = 0; i < 256; ++i) text += static_cast<char>(i);
  text += "\nDisallow: /";
  for (int i = 0; i < 1'000; ++i) text += "*a";
  text += "b";
  const auto robots = Robots::parse(text, "gazetted");
  EXPECT_TRUE(robots.allows("/" + std::string(100'000, 'a')));
}

TEST(Robots, ProductTokenIsTheFirstWord) {
  EXPECT_EQ(product_token("gazetted/0.1 (+https://example.org)"), "gazetted");
  EXPECT_EQ(product_token("My-Bot_x 2"), "My-Bot_x");
  EXPECT_EQ(product_token(""), "");
}

}  // namespace
}  // namespace gazetted::crawler
