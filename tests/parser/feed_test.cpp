#include "parser/feed.h"

#include <gtest/gtest.h>

#include "parser/feed_time.h"

namespace gazetted::parser {
namespace {

const Url base = *Url::parse("http://www.example.gov.cn/rss/zc.xml");

TEST(FeedTime, ReadsEveryDialect) {
  struct Case {
    std::string_view text, time, day;
  };
  const Case cases[] = {
      {"2026-11-23T03:51:12Z", "2026-11-23T03:51:12Z", "2026-11-23"},
      {"2026-11-22T20:00:00Z", "2026-11-22T20:00:00Z", "2026-11-23"},
      {"2026-11-23T00:30:00.250+08:00", "2026-11-22T16:30:00Z", "2026-11-23"},
      {"2026-11-23T00:30:00-05:00", "2026-11-23T05:30:00Z", "2026-11-23"},
      {"2026-11-23 09:00", "2026-11-23T01:00:00Z", "2026-11-23"},
      {"2026-11-23", "2026-11-22T16:00:00Z", "2026-11-23"},
      {"2026/1/3 8:05:06", "2026-01-03T00:05:06Z", "2026-01-03"},
      {"2026-11", "2026-10-31T16:00:00Z", "2026-11-01"},
      {"Mon, 23 Nov 2026 03:51:12 +0800", "2026-11-22T19:51:12Z", "2026-11-23"},
      {"Sun, 22 Nov 2026 16:00:00 GMT", "2026-11-22T16:00:00Z", "2026-11-23"},
      {"23 Nov 26 10:00 CST", "2026-11-23T02:00:00Z", "2026-11-23"},
      {"Mon, 23 November 2026 10:00:00 GMT+8", "2026-11-23T02:00:00Z", "2026-11-23"},
      {"1788966672", "2026-09-09T15:11:12Z", "2026-09-09"},
      {"1788966672000", "2026-09-09T15:11:12Z", "2026-09-09"},
  };
  for (const auto& c : cases) {
    const auto read = read_feed_time(c.text);
    ASSERT_TRUE(read) << c.text;
    EXPECT_EQ(to_rfc3339(read->time), c.time) << c.text;
    EXPECT_EQ(read->day.iso(), c.day) << c.text;
  }
}

TEST(FeedTime, RefusesWhatIsNone) {
  for (const char* text : {"", "today", "2026-13-01", "2026-02-30", "20260", "2026-11-23T25:00:00Z", "Mon,",
                           "2026-11-23T10:00:00 Mars", "99999999999999999999", "23 Foo 2026"})
    EXPECT_FALSE(read_feed_time(text)) << text;
}

TEST(Feed, Rss2) {
  const auto page = read_feed(R"(<?xml version="1.0" encoding="gb2312"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>政策</title><link>/</link>
<atom:link rel="next" href="zc_2.xml"/>
<item><title><![CDATA[关于印发<b>甲</b>办法的通知]]></title><link>/zc/1.html</link>
  <pubDate>Fri, 20 Nov 2026 09:00:00 +0800</pubDate></item>
<item><title>乙 &amp; 丙</title><guid>http://www.example.gov.cn/zc/2.html</guid></item>
<item><title>again</title><link>/zc/1.html</link></item>
<item><title>no address</title></item>
</channel></rss>)",
                              base);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 2U);
  EXPECT_EQ(page->items[0].title, "关于印发甲办法的通知");
  EXPECT_EQ(page->items[0].url.str(), "http://www.example.gov.cn/zc/1.html");
  EXPECT_EQ(page->items[0].date->iso(), "2026-11-20");
  EXPECT_FALSE(page->items[0].modified);
  EXPECT_EQ(page->items[1].title, "乙 & 丙");
  EXPECT_FALSE(page->items[1].date);
  EXPECT_EQ(page->next->str(), "http://www.example.gov.cn/rss/zc_2.xml");
}

TEST(Feed, AguidOfItsOwnNamespaceIsNoAddress) {
  const auto page = read_feed(
      "<rss><channel><item><title>a</title><guid isPermaLink=\"false\">http://x/1</guid></item>"
      "</channel></rss>",
      base);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->items.empty());
}

TEST(Feed, Rss1AndDublinCore) {
  const auto page = read_feed(R"(<rdf:RDF xmlns:rdf="r" xmlns:dc="d"><channel><title>x</title></channel>
<item rdf:about="http://www.example.gov.cn/3.html"><title>关于丁的意见</title><dc:date>2026-11-01T08:00:00+08:00</dc:date></item>
</rdf:RDF>)",
                              base);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items[0].url.str(), "http://www.example.gov.cn/3.html");
  EXPECT_EQ(page->items[0].date->iso(), "2026-11-01");
}

TEST(Feed, Atom) {
  const auto page =
      read_feed(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://other.example.cn/a/">
<link rel="self" href="x"/><link rel="next" href="?page=2"/>
<entry><title type="html">&lt;em&gt;关于&lt;/em&gt;戊</title><link rel="edit" href="e"/><link href="5.html"/>
<published>2026-11-02T23:00:00Z</published><updated>2026-11-05T00:00:00Z</updated></entry></feed>)",
                base);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items[0].title, "关于戊");
  EXPECT_EQ(page->items[0].url.str(), "http://other.example.cn/a/5.html");
  EXPECT_EQ(page->items[0].date->iso(), "2026-11-03");
  EXPECT_EQ(to_rfc3339(*page->items[0].modified), "2026-11-05T00:00:00Z");
  EXPECT_EQ(page->next->str(), "http://other.example.cn/a/?page=2");
}

TEST(Feed, BrokenOnesGiveWhatIsThereOrAnError) {
  const auto cut = read_feed("<rss><channel><item><title>a</title><link>/1</link></item><item><ti", base);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->items.size(), 1U);
  EXPECT_EQ(read_feed("<html></html>", base).error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_feed("nothing", base).error().kind, ErrorKind::malformed);
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  EXPECT_FALSE(read_feed(deep, base));
}

}  // namespace
}  // namespace gazetted::parser
