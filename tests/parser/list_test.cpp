#include "parser/list.h"

#include <gtest/gtest.h>

#include "parser/list_date.h"
#include "parser/list_finder.h"
#include "parser/list_items.h"

namespace gazetted::parser {
namespace {

const Url page = *Url::parse("http://www.example.gov.cn/zc/index.html");

ListPage read(const std::string& html, const ListRules& rules = {}) {
  const auto tree = HtmlTree::parse(html);
  return read_list(*tree, page, rules);
}

/// `date title` of every item, a star before pinned ones.
std::vector<std::string> shown(const ListPage& list) {
  std::vector<std::string> lines;
  for (const auto& item : list.items)
    lines.push_back((item.pinned ? "*" : "") + (item.date ? item.date->iso() : "-") + " " + item.title);
  return lines;
}

using Lines = std::vector<std::string>;

TEST(ListDate, WholeTexts) {
  struct Case {
    std::string_view text, date;
  };
  const Case cases[] = {{"2026-07-31", "2026-07-31"},
                        {"[2026/7/1]", "2026-07-01"},
                        {"（2026.07.31）", "2026-07-31"},
                        {"2026年7月31日", "2026-07-31"},
                        {"2026 年 7 月 31 日", "2026-07-31"},
                        {"发布时间：2026-07-31 09:11", "2026-07-31"},
                        {"发布日期: 2026-07-31 09:11:08", "2026-07-31"},
                        {"31 2026-07", "2026-07-31"},
                        {"31 2026.07", "2026-07-31"},
                        {"07-31 2026", "2026-07-31"},
                        {"20260731", "2026-07-31"},
                        {"07-31", "2025-07-31"},
                        {"7月31日", "2025-07-31"},
                        {"2026-02-30", ""},
                        {"2026年第5次 1", ""},
                        {"关于2026年7月31日", ""},
                        {"2026年7月31日公告", ""},
                        {"0371-6590", ""},
                        {"13-45", ""},
                        {"3/8页", ""},
                        {"2026-07", ""},
                        {"", ""}};
  for (const auto& c : cases) {
    const auto date = read_list_date(c.text, 2025);
    EXPECT_EQ(date ? date->iso() : "", c.date) << c.text;
  }
  EXPECT_FALSE(read_list_date("07-31", std::nullopt));
}

TEST(ListDate, YearsOfAddresses) {
  const auto year = [](std::string_view path) {
    return year_of(*Url::parse("http://h.cn" + std::string(path)));
  };
  EXPECT_EQ(year("/202607/t20260731_140.html"), 2026);
  EXPECT_EQ(year("/art/2019/1/4/art_1_2.html"), 2019);
  EXPECT_EQ(year("/a/t20180731_1.html"), 2018);
  EXPECT_FALSE(year("/a/101034447238812680192.html"));
  EXPECT_FALSE(year("/a/209913.html"));
}

TEST(ListDate, TitlesWithDates) {
  EXPECT_EQ(split_dated_title("关于甲的通知 [2026-07-31]").title, "关于甲的通知");
  EXPECT_EQ(split_dated_title("关于甲（试行）的通知（2026-07-31）").title, "关于甲（试行）的通知");
  EXPECT_EQ(split_dated_title("2026-07-31 关于甲的通知").title, "关于甲的通知");
  EXPECT_EQ(split_dated_title("2026年7月31日公告").title, "2026年7月31日公告");
  EXPECT_FALSE(split_dated_title("2026年7月31日公告").date);
}

TEST(List, ItemsBesideMenusAndFooters) {
  const auto list =
      read(R"(<div class="nav"><ul><li><a href="/a">首页</a></li><li><a href="/b">政务公开</a></li></ul></div>
<ul class="news"><li><a href="1.html">关于印发甲办法的通知</a><span>2026-07-31</span></li>
<li><a href="2.html">关于印发乙办法的通知</a><span>2026/7/30</span></li>
<li class="line"></li>
<li><a href="javascript:;">关于印发无处办法的通知</a><span>2026-07-30</span></li>
<li><a href="{{url}}">关于印发模板办法的通知</a><span>2026-07-30</span></li>
<li><a href="1.html">关于印发甲办法的通知</a><span>2026-07-31</span></li></ul>
<div class="footer"><ul><li><a href="/x">国家发展和改革委员会门户网站</a></li><li><a href="/y">中华人民共和国工业和信息化部</a></li>
<li><a href="/z">中华人民共和国人力资源和社会保障部</a></li></ul></div>)");
  EXPECT_EQ(shown(list), (Lines{"2026-07-31 关于印发甲办法的通知", "2026-07-30 关于印发乙办法的通知"}));
  EXPECT_EQ(list.items[0].url.str(), "http://www.example.gov.cn/zc/1.html");
}

TEST(List, ALoneEntryBesideAMenuOfItsShape) {
  const auto list = read(R"(<html><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li></ul></div>
<div class="list"><h2>政策解读</h2><ul class="news-list">
<li><a href="/zcjd/t20250321_1.html">《青石镇农村供水管理办法》政策解读</a><span>2025-03-21</span></li></ul></div>
<div class="footer"><p>页面生成时间：2026-11-23 04:56:57</p></div></body></html>)");
  EXPECT_EQ(shown(list), Lines{"2025-03-21 《青石镇农村供水管理办法》政策解读"});
}

TEST(List, AMenuAloneIsNoList) {
  EXPECT_TRUE(
      read(
          "<ul><li><a href=/a>首页</a></li><li><a href=/b>政务公开</a></li><li><a href=/c>互动</a></li></ul>")
          .items.empty());
  EXPECT_TRUE(read("<p>正在加载</p>").items.empty());
}

TEST(List, RelatedLinksInAnEntryAreNotEntries) {
  std::string html = "<ul>";
  for (int i = 1; i <= 5; ++i) {
    const std::string n = std::to_string(i);
    html += "<li><a href=" + n + ".html>关于第" + n + "号甲办法的通知</a><p class=jd><a href=j" + n +
            ".html>政策解读：关于第" + n + "号甲办法制定背景和主要内容的解读</a></p><span>2026-07-0" + n +
            "</span></li>";
  }
  const auto list = read(html + "</ul>");
  ASSERT_EQ(list.items.size(), 5U);
  EXPECT_EQ(list.items[0].url.str(), "http://www.example.gov.cn/zc/1.html");
}

TEST(List, ACategoryBeforeTheTitleIsNotTheTitle) {
  const auto list =
      read(R"(<ul><li>[<a href="/tz/">通知</a>] <a href="1.html">关于印发甲办法的通知</a> 2026-07-31</li>
<li>[<a href="/gg/">公告</a>] <a href="2.html">关于印发乙办法的公告</a> 2026-07-30</li></ul>)");
  EXPECT_EQ(shown(list), (Lines{"2026-07-31 关于印发甲办法的通知", "2026-07-30 关于印发乙办法的公告"}));
}

TEST(List, TitlesThatAreCutShort) {
  const auto list = read(
      R"(<ul><li><a href="1.html" title="关于印发甲市乙区丙办法的通知">关于印发甲市乙区…</a><i>2026-07-31</i></li>
<li><a href="2.html" title="点击打开">· 关于印发丁办法的通知</a><i>2026-07-30</i></li>
<li><a href="3.html" title="关于印发戊办法的通知"><img src="a.png"></a><i>2026-07-29</i></li></ul>)");
  EXPECT_EQ(shown(list), (Lines{"2026-07-31 关于印发甲市乙区丙办法的通知", "2026-07-30 关于印发丁办法的通知",
                                "2026-07-29 关于印发戊办法的通知"}));
}

TEST(List, TablesAreRows) {
  const auto list = read(R"(<table><tr><th>标题</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr>
<tr><td><a href="1.html">关于印发甲办法的通知</a></td><td>甲政发〔2026〕1号</td><td>2026-07-01</td><td>2026-07-05</td></tr>
<tr><td><a href="2.html">关于印发乙办法的通知</a></td><td>甲政发〔2026〕2号</td><td>2026-07-02</td><td>2026-07-04</td></tr></table>)");
  EXPECT_EQ(shown(list), (Lines{"2026-07-05 关于印发甲办法的通知", "2026-07-04 关于印发乙办法的通知"}));
}

TEST(List, DatesOfManyShapes) {
  EXPECT_EQ(
      shown(read("<ul><li><div><b>31</b><i>2026-07</i></div><a href=1.html>关于印发甲办法的通知</a></li>"
                 "<li><div><b>02</b><i>2026-07</i></div><a href=2.html>关于印发乙办法的通知</a></li></ul>")),
      (Lines{"2026-07-31 关于印发甲办法的通知", "2026-07-02 关于印发乙办法的通知"}));
  EXPECT_EQ(shown(read("<ul><li><a href=202507/t20250731_1.html>关于印发甲办法的通知</a>07-31</li>"
                       "<li><a href=x/2.html>关于印发乙办法的通知</a>07-30</li></ul>")),
            (Lines{"2025-07-31 关于印发甲办法的通知", "- 关于印发乙办法的通知"}));
  EXPECT_EQ(
      shown(read(
          "<div><a href=1.html><h3 class=tit>关于印发甲办法的通知</h3><p>摘要摘要</p><em>2026-07-31</em></a>"
          "<a href=2.html><h3 "
          "class=tit>关于印发乙办法的通知</h3><p>摘要摘要</p><em>2026-07-30</em></a></div>")),
      (Lines{"2026-07-31 关于印发甲办法的通知", "2026-07-30 关于印发乙办法的通知"}));
}

TEST(List, EntriesWithoutAnElementOfTheirOwn) {
  const Lines expected = {"2026-07-31 关于印发甲办法的通知", "2026-07-30 关于印发乙办法的通知",
                          "2026-07-29 关于印发丙办法的通知"};
  EXPECT_EQ(shown(read("<div><a href=1.html>关于印发甲办法的通知</a><span>2026-07-31</span><br>"
                       "<a href=2.html>关于印发乙办法的通知</a><span>2026-07-30</span><br>"
                       "<a href=3.html>关于印发丙办法的通知</a><span>2026-07-29</span></div>")),
            expected);
  EXPECT_EQ(shown(read("<div><span>2026-07-31</span><a href=1.html>关于印发甲办法的通知</a><br>"
                       "<span>2026-07-30</span><a href=2.html>关于印发乙办法的通知</a><br>"
                       "<span>2026-07-29</span><a href=3.html>关于印发丙办法的通知</a></div>")),
            expected);
  EXPECT_EQ(shown(read("<dl><dt><a href=1.html>关于印发甲办法的通知</a></dt><dd>2026-07-31</dd>"
                       "<dt><a href=2.html>关于印发乙办法的通知</a></dt><dd>2026-07-30</dd>"
                       "<dt><a href=3.html>关于印发丙办法的通知</a></dt><dd>2026-07-29</dd></dl>")),
            expected);
}

TEST(List, OneListInSeveralPieces) {
  EXPECT_EQ(shown(read("<div><ul><li><a href=1.html>关于印发甲办法的通知</a>2026-07-31</li>"
                       "<li><a href=2.html>关于印发乙办法的通知</a>2026-07-30</li></ul>"
                       "<ul><li><a href=3.html>关于印发丙办法的通知</a>2026-07-29</li></ul></div>"))
                .size(),
            3U);
}

TEST(List, PinnedByMarkOrByDate) {
  EXPECT_EQ(shown(read("<ul><li class=top><a href=1.html>[置顶] 关于印发甲办法的通知</a>2026-07-31</li>"
                       "<li><a href=2.html>关于印发乙办法的通知</a>2026-07-30</li></ul>")),
            (Lines{"*2026-07-31 关于印发甲办法的通知", "2026-07-30 关于印发乙办法的通知"}));
  std::vector<ListItem> items;
  for (const char* day :
       {"2026-01-05", "2025-03-01", "2026-07-20", "2026-07-18", "2026-07-15", "2026-07-10", "2026-07-02"})
    items.push_back({page, "x", Date::parse_iso(day), false, std::nullopt});
  std::vector<bool> pins;
  for (const auto& item : with_pins(items)) pins.push_back(item.pinned);
  EXPECT_EQ(pins, (std::vector<bool>{true, true, false, false, false, false, false}));
  // A slip of an editor by a day pins nothing.
  items.erase(items.begin() + 1);
  items[0].date = Date::parse_iso("2026-07-19");
  for (const auto& item : with_pins(items)) EXPECT_FALSE(item.pinned);
}

TEST(List, TheListItselfAndUnfilledTemplatesAreNoItems) {
  EXPECT_EQ(shown(read("<ul><li><a href=./>关于印发甲办法的通知</a>2026-07-31</li>"
                       "<li><a href='/zc/index.html'>关于印发乙办法的通知</a>2026-07-31</li>"
                       "<li><a href=2.html>关于印发丙办法的通知</a>2026-07-30</li>"
                       "<li><a href='<?=el.link?>'>关于印发丁办法的通知</a>2026-07-30</li>"
                       "<li><a href='${el.link}'>关于印发戊办法的通知</a>2026-07-30</li></ul>")),
            (Lines{"2026-07-30 关于印发丙办法的通知"}));
}

TEST(List, RecordsInAScript) {
  const auto list = read(
      R"(<div><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/proxy.jsp?page=1&unitid=7"></a>]]></nextgroup>
<totalpage>12</totalpage><recordset><record><![CDATA[<li><a href="/art/1.html">关于印发甲办法的通知</a><span>2026-07-31</span></li>]]></record>
<record><![CDATA[<li><a href="/art/2.html">关于印发乙办法的通知</a><span>2026-07-30</span></li>]]></record></recordset></datastore></script></div>)");
  EXPECT_EQ(shown(list), (Lines{"2026-07-31 关于印发甲办法的通知", "2026-07-30 关于印发乙办法的通知"}));
  EXPECT_EQ(list.next->str(), "http://www.example.gov.cn/proxy.jsp?page=1&unitid=7");
  EXPECT_EQ(list.pages, 12);
}

TEST(List, RulesComeFirst) {
  const std::string html =
      R"(<base href="http://static.example.gov.cn/"><div class="row"><h5 data-t="关于甲的通知">甲</h5><a href="p/1.html">打开</a><i>二〇二六 2026-07-31 公开</i></div>
<div class="row"><h5 data-t="关于乙的通知">乙</h5><a href="p/2.html">打开</a><i>2026-07-30</i></div><b class="more" data-url="?p=2">更多</b>)";
  ListRules rules;
  rules.items = "div.row";
  rules.link = "a";
  rules.title = "h5@data-t";
  rules.date = "i";
  rules.next = ".more@data-url";
  const auto list = read(html, rules);
  EXPECT_EQ(shown(list), (Lines{"2026-07-31 关于甲的通知", "2026-07-30 关于乙的通知"}));
  EXPECT_EQ(list.items[0].url.str(), "http://static.example.gov.cn/p/1.html");
  EXPECT_EQ(list.next->str(), "http://static.example.gov.cn/?p=2");
}

TEST(List, RulesThatFailAreToldAndStructureHelps) {
  ListRules rules;
  rules.items = "table.gone tr";
  rules.date = "][";
  const auto list = read(
      "<ul><li><a href=1.html>关于印发甲办法的通知</a>2026-07-31</li>"
      "<li><a href=2.html>关于印发乙办法的通知</a>2026-07-30</li></ul>",
      rules);
  EXPECT_EQ(list.items.size(), 2U);
  EXPECT_EQ(list.doubts.size(), 2U);
}

TEST(List, LargeAndOddPagesTakeLinearTime) {
  std::string flat;
  std::string nested;
  for (int i = 0; i < 20'000; ++i) {
    flat += "<a href=" + std::to_string(i) + ">x</a>";
    nested += "<t" + std::to_string(i) + "><a href=1>关于印发甲办法的通知</a><a href=2>乙</a></t" +
              std::to_string(i) + ">";
  }
  static_cast<void>(read("<div>" + flat + "</div>"));
  static_cast<void>(read(nested));
  std::string deep;
  for (int i = 0; i < 150; ++i) deep += "<ul><li>";
  for (int i = 0; i < 20'000; ++i) deep += "<br>x";
  static_cast<void>(read(deep + "<a href=1>关于印发甲办法的通知</a>2026-01-01"));
}

}  // namespace
}  // namespace gazetted::parser
