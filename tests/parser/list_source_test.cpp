#include "parser/list_source.h"

#include <gtest/gtest.h>

#include "parser/list.h"
#include "parser/page_query.h"
#include "parser/parse.h"
#include "parser/script_text.h"

namespace gazetted::parser {
namespace {

const Url page = *Url::parse("http://www.example.gov.cn/zc/index.html");

std::string source_of(const std::string& html, const Url& address = page) {
  const auto tree = HtmlTree::parse(html);
  const auto source = find_list_source(*tree, address, address);
  return source ? source->url.str() : "";
}

TEST(ListSource, WhatAScriptFillsTheListFrom) {
  struct Case {
    std::string html, url;
  };
  const std::vector<Case> cases = {
      {R"(<ul></ul><script parseType="bulidstatic" url="/api-gateway/jpaas-publish-server/front/page/build/unit"
 querydata="{'parseType':'bulidstatic','webId':'12','tagId':'当前栏目_list','pageId':'ab12'}"></script>)",
       "http://www.example.gov.cn/api-gateway/jpaas-publish-server/front/page/build/"
       "unit?parseType=bulidstatic&"
       "webId=12&tagId=%E5%BD%93%E5%89%8D%E6%A0%8F%E7%9B%AE_list&pageId=ab12"},
      {R"(<ul id="list" data="datasource:0123456789abcdef0123456789abcdef" datatype="ds" preview="ds_"></ul>)",
       "http://www.example.gov.cn/zc/ds_0123456789abcdef0123456789abcdef.json"},
      {R"(<ul data="datasource:0123abcd"></ul>)", "http://www.example.gov.cn/zc/ds_0123abcd.json"},
      {R"(<ul data="datasource:../../etc"></ul>)", ""},
      {R"(<div id="7"></div><script>$('#7').jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp',perPage:15,groupSize:3,
barPosition:'bottom',ajaxParam:{col:1,webid:"73",columnid:5,unitid:7}});</script>)",
       "http://www.example.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&col=1&"
       "webid=73&columnid=5&unitid=7"},
      {R"(<ul id="list-1-ajax-id"></ul><script>$.ajax({url: "./ZUIXINZHENGCE.json", type: "get"})</script>)",
       "http://www.example.gov.cn/zc/ZUIXINZHENGCE.json"},
      {R"(<script>var channelId = 'ab12', size = 18;
function load(pageNo){ $.get('/searchList/' + channelId + '?_isAgg=true&_isJson=true&_pageSize=' + size + '&page=' + pageNo, draw) }</script>)",
       "http://www.example.gov.cn/searchList/ab12?_isAgg=true&_isJson=true&_pageSize=18&page=1"},
      {R"(<script>fetch('/api/policy/list?page=1').then(show)</script>)",
       "http://www.example.gov.cn/api/policy/list?page=1"},
      {R"(<script>var x = new XMLHttpRequest(); x.open("GET", "/data/news.json", true)</script>)",
       "http://www.example.gov.cn/data/news.json"},
      {R"(<script>x.open("POST", "/data/news.json", true)</script>)", ""},
      {R"(<script>$.ajax({url: "/data/news.json", type: "POST"})</script>)", ""},
      {R"(<script>$.get('/api/hit/count?id=5')</script>)", ""},
      {R"(<script src="/js/list.json"></script><script>var url = "/style/list.css"; url = "/zc/list.html"</script>)",
       ""},
      {R"(<script>$.get('/api/list/' + unknown.thing + '.json')</script>)", ""},
      {"<p>no script</p>", ""}};
  for (const auto& c : cases) EXPECT_EQ(source_of(c.html), c.url) << c.html;
  const auto catalogue = *Url::parse("http://www.example.gov.cn/dept/gkmlpt/index");
  EXPECT_EQ(source_of("<script>window._CONFIG = { SID: '755031', TREE: [] }</script>", catalogue),
            "http://www.example.gov.cn/dept/gkmlpt/api/all/0?page=1&sid=755031");
}

TEST(ListSource, OddScriptsTakeLinearTime) {
  std::string html = "<script>";
  for (int i = 0; i < 50'000; ++i) html += "url('a'+b+'c";
  EXPECT_EQ(source_of(html + "</script>"), "");
  EXPECT_EQ(source_of("<script>" + std::string(200'000, '{') + "</script>"), "");
  EXPECT_EQ(source_of("<p querydata=\"" + std::string(100'000, '[') + "\" url=x>"), "");
}

TEST(ListSource, IsToldWhereThePageHasNoListOfItsOwn) {
  const std::string script = R"(<script>$.getJSON("./list.json", draw)</script>)";
  const auto filled =
      HtmlTree::parse("<ul id=a></ul><div class=menu><a href=/a>关于我们的全部服务指南</a></div>" + script);
  const auto list = read_list(*filled, page, {});
  ASSERT_TRUE(list.data);
  EXPECT_EQ(list.data->str(), "http://www.example.gov.cn/zc/list.json");
  const auto full =
      HtmlTree::parse("<ul><li><a href=1.html>关于印发甲办法的通知</a>2026-07-31</li></ul>" + script);
  EXPECT_FALSE(read_list(*full, page, {}).data);
}

TEST(ListSource, TheAnswerFillsTheList) {
  Input input;
  const std::string html =
      R"(<html><body><h1>政策文件</h1><ul id="list"></ul><script>$.getJSON("./list.json", draw)</script></body></html>)";
  input.bytes = html;
  input.url = page;
  const auto next = find_continuation(input);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->str(), "http://www.example.gov.cn/zc/list.json");
  input.further.push_back(
      {R"([{"TITLE":"关于印发甲办法的通知","URL":"./202607/t1.html","DOCRELPUBTIME":"2026-07-31"}])",
       "application/json", *next});
  const auto parsed = parse(input);
  EXPECT_EQ(parsed.kind, PageKind::list);
  ASSERT_EQ(parsed.items.size(), 1U);
  EXPECT_EQ(parsed.items[0].url.str(), "http://www.example.gov.cn/zc/202607/t1.html");
  EXPECT_FALSE(find_continuation(input));
}

TEST(ScriptText, Values) {
  const std::string script = "var base='/a/'; let n = 3; o.c = \"x\\/y\"; if (base == 'z') {}";
  struct Case {
    std::string expression;
    std::optional<std::string> value;
  };
  const Case cases[] = {{"'/a/' + 'b'", "/a/b"},
                        {"base + n + '.json'", "/a/3.json"},
                        {"c", "x/y"},
                        {"self.base", "/a/"},
                        {"'p=' + pageIndex", "p=1"},
                        {"unknown", std::nullopt},
                        {"'open", std::nullopt},
                        {"", std::nullopt},
                        {"'a' +", std::nullopt},
                        {"`t` + base", "t/a/"}};
  for (const auto& c : cases) EXPECT_EQ(value_of(c.expression, script), c.value) << c.expression;
  EXPECT_EQ(members_of("{a: 1, 'b': \"x\", f: function(){ return {c: 2}; }, d:'y'}").size(), 3U);
  EXPECT_EQ(bracketed("[1,\"]\",{}] tail"), "[1,\"]\",{}]");
  EXPECT_EQ(bracketed("[1"), "");
}

TEST(PageQuery, CountsOn) {
  struct Case {
    std::string address;
    ListExtent extent;
    std::string next;
  };
  const std::string unit = "/api/front/page/build/unit?webId=1";
  const std::vector<Case> cases = {
      {"/list.aspx?id=5&page=1", {3, 0}, "/list.aspx?id=5&page=2"},
      {"/list.aspx?id=5&page=3", {3, 0}, ""},
      {"/l?pageIndex=2&id=9", {9, 0}, "/l?pageIndex=3&id=9"},
      {"/l?p=0", {2, 0}, "/l?p=1"},
      {"/l?homepage=1", {9, 0}, ""},
      {"/l?page=x1", {9, 0}, ""},
      {"/l", {9, 20}, ""},
      {unit, {3, 24}, unit + "&paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A24%7D"},
      {unit, {1, 24}, ""},
      {unit + "&paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A24%7D",
       {3, 24},
       unit + "&paramJson=%7B%22pageNo%22%3A3%2C%22pageSize%22%3A24%7D"},
      {unit + "&paramJson=%7B%22pageNo%22%3A3%2C%22pageSize%22%3A24%7D", {3, 24}, ""},
      {"/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&unitid=7",
       {12, 0},
       "/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15&unitid=7"},
      {"/dataproxy.jsp?startrecord=136&endrecord=180&perpage=15", {12, 0}, ""},
      {"/dataproxy.jsp?startrecord=9&endrecord=1&perpage=15", {12, 0}, ""},
      {"/dataproxy.jsp?startrecord=1&endrecord=1000000&perpage=1000000", {1000000, 0}, ""}};
  const std::string host = "http://www.example.gov.cn";
  for (const auto& c : cases) {
    const auto next = next_by_query(*Url::parse(host + c.address), c.extent);
    EXPECT_EQ(next ? next->str() : "", c.next.empty() ? "" : host + c.next) << c.address;
  }
}

}  // namespace
}  // namespace gazetted::parser
