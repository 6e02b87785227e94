#include "parser/sitemap.h"

#include <gtest/gtest.h>

namespace gazetted::parser {
namespace {

const Url base = *Url::parse("http://www.example.gov.cn/sitemap.xml");

TEST(Sitemap, Urlset) {
  const auto page = read_sitemap(R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n">
<url><loc> http://www.example.gov.cn/a?x=1&amp;y=2 </loc><lastmod>2026-11-20T10:00:00+08:00</lastmod></url>
<url><loc>/b.html</loc><lastmod>2026-11-20</lastmod><news:news><news:publication_date>2026-11-19</news:publication_date>
<news:title>关于己的通知</news:title></news:news></url>
<url><loc>/b.html</loc></url><url><loc></loc></url><url><loc>mailto:a@b</loc></url></urlset>)",
                                 base);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 2U);
  EXPECT_EQ(page->items[0].url.str(), "http://www.example.gov.cn/a?x=1&y=2");
  EXPECT_EQ(to_rfc3339(*page->items[0].modified), "2026-11-20T02:00:00Z");
  EXPECT_FALSE(page->items[0].date);
  EXPECT_EQ(page->items[1].title, "关于己的通知");
  EXPECT_EQ(page->items[1].date->iso(), "2026-11-19");
}

TEST(Sitemap, Index) {
  const auto page = read_sitemap(
      "<sitemapindex><sitemap><loc>/1.xml.gz</loc></sitemap><sitemap><loc>/2.xml</loc></sitemap></"
      "sitemapindex>",
      base);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->items.empty());
  ASSERT_EQ(page->sitemaps.size(), 2U);
  EXPECT_EQ(page->sitemaps[0].str(), "http://www.example.gov.cn/1.xml.gz");
}

TEST(Sitemap, StopsAtTheProtocolsLimit) {
  std::string text = "<urlset>";
  for (int i = 0; i < 50'010; ++i) text += "<url><loc>/" + std::to_string(i) + "</loc></url>";
  const auto page = read_sitemap(text + "</urlset>", base);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->items.size(), 50'000U);
  EXPECT_EQ(page->doubts.size(), 1U);
}

TEST(Sitemap, AnythingElseIsAnError) {
  EXPECT_EQ(read_sitemap("<rss/>", base).error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_sitemap("", base).error().kind, ErrorKind::malformed);
}

TEST(Sitemap, APlainOneIsAnAddressALine) {
  const auto page = read_text_sitemap(
      "http://www.example.gov.cn/1.html\r\n\nno address\nhttps://www.example.gov.cn/2.html\n"
      "http://www.example.gov.cn/1.html",
      base);
  ASSERT_EQ(page.items.size(), 2U);
  EXPECT_EQ(page.items[1].url.str(), "https://www.example.gov.cn/2.html");
}

}  // namespace
}  // namespace gazetted::parser
