#include <gtest/gtest.h>

#include "parser/list.h"

namespace gazetted::parser {
namespace {

const Url page = *Url::parse("http://www.example.gov.cn/zc/index.html");

ListPage read(const std::string& html) {
  const auto tree = HtmlTree::parse(html);
  return read_list(*tree, page, {});
}

TEST(ScriptList, JsonLiteralsAndHtml) {
  const std::vector<std::string> pages = {
      R"(<ul id=l></ul><script>var list = [{"title":"关于印发甲办法的通知","url":"1.html","date":"2026-07-31"},
{"title":"关于印发乙办法的通知","url":"2.html","date":"2026-07-30"}]; draw(list);</script>)",
      R"(<script type="application/json">{"nav":[],"rows":[{"title":"关于印发甲办法的通知","url":"1.html","date":"2026-07-31"},
{"title":"关于印发乙办法的通知","url":"2.html","date":"2026-07-30"}]}</script>)",
      R"(<script>show([{title:'关于印发甲办法的通知', url:'1.html', date:'2026-07-31'},
{title:'关于印发乙办法的通知', url:'2.html', date:'2026-07-30'}])</script>)",
      R"(<script>var html = "<li><a href=\"1.html\">关于印发甲办法的通知<\/a><span>2026-07-31<\/span><\/li>" +
"<li><a href=\"2.html\">关于印发乙办法的通知</a><span>2026-07-30</span></li>";</script>)"};
  for (const auto& html : pages) {
    const auto list = read(html);
    ASSERT_EQ(list.items.size(), 2U) << html;
    EXPECT_EQ(list.items[0].title, "关于印发甲办法的通知");
    EXPECT_EQ(list.items[1].url.str(), "http://www.example.gov.cn/zc/2.html");
    EXPECT_EQ(list.items[1].date->iso(), "2026-07-30");
  }
}

TEST(ScriptList, TemplatesAreNoItems) {
  for (
      const char* html :
      {R"(<script>for (i in l) s += '<li><a href="' + l[i].url + '">' + l[i].title + '</a><span>' + l[i].date + '</span></li>'</script>)",
       R"(<script>var t = '<li><a href="{{url}}">{{title}}</a></li>'; var config = {title: "政策文件", url: ""};</script>)",
       "<ul><li><a href='<?=el.link?>'><?=el.title?></a></li><li><a href='${url}'>${title}</a></li></ul>"})
    EXPECT_TRUE(read(html).items.empty()) << html;
}

TEST(ScriptList, APageThatShowsItsListKeepsIt) {
  const auto list = read(
      R"(<ul><li><a href=1.html>关于印发甲办法的通知</a>2026-07-31</li></ul>
<script>var hot = [{"title":"关于印发热门办法的通知","url":"9.html","date":"2020-07-31"}];</script>)");
  ASSERT_EQ(list.items.size(), 1U);
  EXPECT_EQ(list.items[0].title, "关于印发甲办法的通知");
}

TEST(ScriptList, RecordsOfADataProxy) {
  const auto proxy = *Url::parse(
      "http://www.example.gov.cn/module/web/jpage/"
      "dataproxy.jsp?startrecord=1&endrecord=30&perpage=15&unitid=7");
  const auto list = read_datastore_list(
      R"(<datastore><totalrecord>171</totalrecord><recordset>
<record><![CDATA[<li><a href="/art/1.html">关于印发甲办法的通知</a><span>2026-07-31</span></li>]]></record></recordset></datastore>)",
      proxy, {});
  ASSERT_TRUE(list);
  EXPECT_EQ(list->pages, 12);
  EXPECT_EQ(list->next->str(),
            "http://www.example.gov.cn/module/web/jpage/"
            "dataproxy.jsp?startrecord=31&endrecord=60&perpage=15&unitid=7");
}

TEST(ScriptList, RecordsInThePageAndTheirCount) {
  const auto list = read(
      R"(<div id=7><script type="text/xml"><datastore><recordset>
<record><![CDATA[<li><a href="/art/1.html">关于印发甲办法的通知</a><span>2026-07-31</span></li>]]></record></recordset></datastore></script></div>
<script>$('#7').jpage({dataStore:store, totalRecord:359, perPage:15})</script>)");
  ASSERT_EQ(list.items.size(), 1U);
  EXPECT_EQ(list.pages, 24);
}

}  // namespace
}  // namespace gazetted::parser
