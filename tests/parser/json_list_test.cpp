#include "parser/json_list.h"

#include <gtest/gtest.h>

namespace gazetted::parser {
namespace {

const Url base = *Url::parse("http://www.example.gov.cn/api/list?page=1");

ListPage read(std::string_view text, const ListRules& rules = {}) {
  auto list = read_json_list(text, base, rules);
  return list ? std::move(list->page) : ListPage{};
}

TEST(JsonList, FindsTheArrayAndItsKeys) {
  const auto page = read(R"({"code":200,"nav":[{"name":"首页","url":"/"},{"name":"公开","url":"/gk/"}],
"data":{"total":41,"pageSize":20,"list":[
 {"id":1,"DOCTITLE":"关于印发《甲办法》的通知","puburl":"./202611/t1.html","imgurl":"/a.png","crtime":"2026-11-01 08:00:00","pubtime":"2026-11-20 08:00:00"},
 {"id":2,"DOCTITLE":"关于<em>乙</em>的意见","puburl":"./202611/t2.html","imgurl":"/b.png","crtime":"2026-11-01 08:00:00","pubtime":"2026-11-19 08:00:00"}]}})");
  ASSERT_EQ(page.items.size(), 2U);
  EXPECT_EQ(page.items[0].url.str(), "http://www.example.gov.cn/api/202611/t1.html");
  EXPECT_EQ(page.items[0].title, "关于印发《甲办法》的通知");
  EXPECT_EQ(page.items[0].date->iso(), "2026-11-20");
  EXPECT_EQ(page.items[1].title, "关于乙的意见");
  EXPECT_EQ(page.pages, 3);
}

TEST(JsonList, TakesMillisecondsAndCalls) {
  const auto page = read(
      R"(jsonp_1({"articles":[{"title":"关于丙的公告","url":"http://x.example.cn/1","publishedTime":1788966672000}]});)");
  ASSERT_EQ(page.items.size(), 1U);
  EXPECT_EQ(page.items[0].date->iso(), "2026-09-09");
}

TEST(JsonList, RulesSayWhatTheValuesDoNot) {
  const std::string_view answer =
      R"({"data":{"bean":{"results":[{"infoid":"ab12","name":{"full":"关于丁的通知"},"day":"2026-09-09"},{"name":{"full":"无号"}}]},"more":"/api/list?page=2"}})";
  ListRules rules;
  rules.items = "data.bean.results";
  rules.link = "/policy/{infoid}.html?d={day}";
  rules.title = "name.full";
  rules.date = "day";
  rules.next = "data.more";
  const auto page = read(answer, rules);
  ASSERT_EQ(page.items.size(), 1U);
  EXPECT_EQ(page.items[0].url.str(), "http://www.example.gov.cn/policy/ab12.html?d=2026-09-09");
  EXPECT_EQ(page.items[0].title, "关于丁的通知");
  EXPECT_EQ(page.items[0].date->iso(), "2026-09-09");
  EXPECT_EQ(page.next->str(), "http://www.example.gov.cn/api/list?page=2");
}

TEST(JsonList, SaysSoWhereARuleLeadsNowhere) {
  ListRules rules;
  rules.items = "data.rows";
  EXPECT_EQ(read(R"({"data":{"list":[]}})", rules).doubts.size(), 1U);
}

TEST(JsonList, ItemsWithoutAddressAreNoItems) {
  const auto page = read(R"([{"title":"关于戊的通知","infoid":"1"}])");
  EXPECT_TRUE(page.items.empty());
  EXPECT_EQ(page.doubts.size(), 1U);
}

TEST(JsonList, GivesTheHtmlThatAnAnswerCarries) {
  const auto list = read_json_list(
      R"({"success":true,"data":{"html":"<ul><li><a href='/1.html'>关于己的通知<\/a><\/li><\/ul>"}})", base,
      {});
  ASSERT_TRUE(list);
  EXPECT_EQ(list->html, "<ul><li><a href='/1.html'>关于己的通知</a></li></ul>");
}

TEST(JsonList, CountsOnInItsAddress) {
  struct Case {
    std::string url, answer, next;
    int pages;
  };
  const Case cases[] = {
      {"http://h.cn/gkmlpt/api/all/0?page=1&sid=2",
       R"({"total":5,"articles":[{"title":"关于甲的通知","url":"http://h.cn/1.html","create_time":1785456000},
{"title":"关于乙的通知","url":"http://h.cn/2.html","create_time":1785369600}]})",
       "http://h.cn/gkmlpt/api/all/0?page=2&sid=2", 3},
      {"http://h.cn/searchList/ab?_isAgg=true&page=2",
       R"({"data":{"page":2,"rows":2,"total":"5","results":[{"title":"关于甲的通知","url":"/1.html","publishedTime":1785456000000}]}})",
       "http://h.cn/searchList/ab?_isAgg=true&page=3", 3},
      {"http://h.cn/ds_1.json",
       R"({"datasource":[{"title":"<a href='x'>关于甲的通知</a>","showTitle":"关于甲的通知","publishUrl":"/20260731/ab/c.html","publishTime":"2026-07-31 08:00:00"}]})",
       "", 0}};
  for (const auto& c : cases) {
    const auto list = read_json_list(c.answer, *Url::parse(c.url), {});
    ASSERT_TRUE(list) << c.url;
    ASSERT_FALSE(list->page.items.empty()) << c.url;
    EXPECT_EQ(list->page.items[0].title, "关于甲的通知");
    EXPECT_EQ(list->page.items[0].date->iso(), "2026-07-31") << c.url;
    EXPECT_EQ(list->page.next ? list->page.next->str() : "", c.next);
    EXPECT_EQ(list->page.pages.value_or(0), c.pages) << c.url;
  }
}

TEST(JsonList, JsonFeed) {
  const auto page = read(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"政策","home_page_url":"http://www.example.gov.cn/",
"next_url":"http://www.example.gov.cn/feed2.json","items":[{"id":"1","url":"/7.html","title":"关于庚的通知","date_published":"2026-11-20T00:00:00+08:00"}]})");
  ASSERT_EQ(page.items.size(), 1U);
  EXPECT_EQ(page.items[0].date->iso(), "2026-11-20");
  EXPECT_EQ(page.next->str(), "http://www.example.gov.cn/feed2.json");
}

TEST(JsonList, BoundsDepthAndRefusesTheRest) {
  EXPECT_EQ(read_json_list(std::string(100'000, '['), base, {}).error().kind, ErrorKind::too_large);
  EXPECT_EQ(read_json_list("{\"a\":", base, {}).error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_json_list("<html>", base, {}).error().kind, ErrorKind::malformed);
  EXPECT_TRUE(read_json_list("\"text\"", base, {}));
  EXPECT_TRUE(read_json_list("[1,2,[3,null]]", base, {}));
}

}  // namespace
}  // namespace gazetted::parser
