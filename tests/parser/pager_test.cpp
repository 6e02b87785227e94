#include "parser/pager.h"

#include <gtest/gtest.h>

namespace gazetted::parser {
namespace {

const Url page = *Url::parse("http://www.example.gov.cn/zc/index.html");

struct Expected {
  std::string next;
  int pages = 0;
};

Expected read(const std::string& html, const Url& address = page) {
  const auto tree = HtmlTree::parse(html);
  const Pager pager = read_pager(*tree, address, address);
  return {pager.next ? pager.next->str() : "", pager.pages.value_or(0)};
}

std::string file(std::string_view url) { return std::string(url.substr(url.rfind('/') + 1)); }

TEST(Pager, ScriptsThatCountFromZeroAndFromOne) {
  struct Case {
    std::string script, next;
    int pages;
  };
  const std::vector<Case> cases = {
      {"createPageHTML(9, 0, \"index\", \"html\");", "index_1.html", 9},
      {"<!--\ncreatePageHTML(9,3,'index','shtml');\n//-->", "index_4.shtml", 9},
      {"createPageHTML(9, 8, \"index\", \"html\");", "", 9},
      {"createPageHTML(1, 0, \"index\", \"html\");", "", 1},
      {"createPageHTML('page_div',12, 1,'list','shtml',171);", "list_2.shtml", 12},
      {"createPageHTML('page_div',12, 12,'list','shtml',171);", "", 12},
      {"function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){} "
       "createPageHTML(3,1,\"a\",\"htm\")",
       "a_2.htm", 3},
      {"var currentPage = 0; var countPage = 56\nif(countPage==1) document.write('index.html')",
       "index_1.html", 56},
      {"var currentPage=55, countPage=56; document.write('.html')", "", 56},
      {"createPageHTML(n, 0, 'index', 'html')", "", 0},
      {"createPageHTML(", "", 0},
      {"createPageHTML(99999999999, 0, 'index', 'html')", "", 0},
  };
  for (const auto& c : cases) {
    const auto got = read("<ul></ul><script>" + c.script + "</script>");
    EXPECT_EQ(file(got.next), c.next) << c.script;
    EXPECT_EQ(got.pages, c.pages) << c.script;
  }
}

TEST(Pager, LinksInWords) {
  for (const char* words : {"下一页", " 下 一 页 >", "下页", "[下一页]", "Next »", "&gt;", "›"}) {
    const auto got = read(std::string("<a href=index_1.html>") + words + "</a>");
    EXPECT_EQ(file(got.next), "index_1.html") << words;
  }
  for (const char* html :
       {"<a href='#'>下一页</a>", "<a href='javascript:go(2)'>下一页</a>", "<a href=''>下一页</a>",
        "<a href=index.html>下一页</a>", "<a href=t2.html>下一篇</a>", "<a href=x.html>下5页</a>",
        "<a href='http://other.example.cn/index_1.html'>下一页</a>", "<a href='{{next}}'>下一页</a>"})
    EXPECT_EQ(read(html).next, "") << html;
}

TEST(Pager, NumberedLinksCountFromZeroOrOne) {
  const auto zero = read(
      "<span>1</span><a href=index_1.html>2</a><a href=index_2.html>3</a><a href=index_25.html>尾页</a>");
  EXPECT_EQ(file(zero.next), "index_1.html");
  EXPECT_EQ(zero.pages, 26);
  const auto one =
      read("<a href=index_1.html>1</a><a href=index_2.html>2</a><a href=/cms/zc/index_36.html>末页</a>");
  EXPECT_EQ(file(one.next), "index_2.html");
  EXPECT_EQ(one.pages, 36);
  const auto third = read(
      "<a href=list_1.html>1</a><a href=list_2.html>2</a><a href=list_3.html>3</a><a href=list_4.html>4</a>",
      *Url::parse("http://www.example.gov.cn/zc/list_3.html"));
  EXPECT_EQ(file(third.next), "list_4.html");
  EXPECT_EQ(third.pages, 4);
  EXPECT_EQ(read("<a href=/2019/>2019</a><a href=/2020/5.html>2020</a>").next, "");
}

TEST(Pager, NumbersThatCountDown) {
  const std::string links =
      "<span>1</span><a href=zcwj/35.htm>2</a><a href=zcwj/34.htm>3</a><a href=zcwj/33.htm>4</a><a "
      "href=zcwj/1.htm>尾页</a>";
  const auto first = read(links, *Url::parse("http://www.example.gov.cn/zcwj.htm"));
  EXPECT_EQ(first.next, "http://www.example.gov.cn/zcwj/35.htm");
  EXPECT_EQ(first.pages, 36);
  const auto third = read(
      "<a href=../zcwj.htm>1</a><a href=35.htm>2</a><span>3</span><a href=33.htm>4</a><a href=32.htm>5</a>",
      *Url::parse("http://www.example.gov.cn/zcwj/34.htm"));
  EXPECT_EQ(file(third.next), "33.htm");
  EXPECT_EQ(third.pages, 36);
  const auto by_word = read("<td>共171条 &nbsp;1/12&nbsp;</td><a href=zcwj/11.htm class=Next>下页</a>",
                            *Url::parse("http://www.example.gov.cn/zcwj.htm"));
  EXPECT_EQ(file(by_word.next), "11.htm");
  EXPECT_EQ(by_word.pages, 12);
}

TEST(Pager, AddressesOutsideTheHref) {
  for (const char* html :
       {"<a tagname='/zc/index.html?pageNum=2' href='javascript:void(0)'>下一页</a>",
        "<a href='#' data-href='index.html?pageNum=2'>下一页</a>",
        "<a href='javascript:;' onclick=\"window.location.href='index.html?pageNum=2'\">下一页</a>",
        "<a href='index.html?pageNum=2' title='下一页'></a>",
        "<a href='index.html?pageNum=2'><img src=a.png alt='下一页'></a>"})
    EXPECT_EQ(file(read(html).next), "index.html?pageNum=2") << html;
  EXPECT_EQ(read("<a href='javascript:;' onclick=\"location.reload('\">下一页</a>").next, "");
}

TEST(Pager, TheAddressCountsWhereOnlyANumberIsStated) {
  const auto counted = read("<div>第2页/共36页</div><a href='javascript:go()'>下一页</a>",
                            *Url::parse("http://www.example.gov.cn/list.aspx?id=5&page=2"));
  EXPECT_EQ(counted.next, "http://www.example.gov.cn/list.aspx?id=5&page=3");
  const auto unit = read("<ul></ul><div class=pagination rows=24 count=49 pageno=1></div>",
                         *Url::parse("http://www.example.gov.cn/front/page/build/unit?webId=1"));
  EXPECT_EQ(unit.pages, 3);
  EXPECT_NE(unit.next, "");
}

TEST(Pager, CountsInWords) {
  struct Case {
    const char* html;
    int pages;
  };
  for (const auto& c : {Case{"<div>总页数：36</div>", 36}, Case{"<div>第 1/36 页</div>", 36},
                        Case{"<div>当前第1页，共有36页</div>", 36}, Case{"<i>共 171 条</i><i>1/12</i>", 12},
                        Case{"<div>共同建设2/3的道路</div>", 0}, Case{"<div>第1条 共3章</div>", 0}})
    EXPECT_EQ(read(c.html).pages, c.pages) << c.html;

  EXPECT_EQ(read("<div>第1页 共 <em>36</em> 页</div>").pages, 36);
  EXPECT_EQ(read("<div>共36页</div>").pages, 36);
  EXPECT_EQ(read("<div>共有36条</div><p>共产党员</p>").pages, 0);
}

TEST(Pager, RelNextWins) {
  EXPECT_EQ(file(read("<link rel=next href=p2.html><a href=p3.html>下一页</a>").next), "p2.html");
}

TEST(Pager, UnpacksBase64) {
  // base64 of encodeURIComponent('<a href="index_2.html">下一页</a>')
  const std::string packed =
      "JTNDYSUyMGhyZWYlM0QlMjJpbmRleF8yLmh0bWwlMjIlM0UlRTQlQjglOEIlRTQlQjglODAlRTklQTElQjUlM0MlMkZhJTNF";
  EXPECT_EQ(file(read("<div id=pager></div><script>show(\"" + packed + "\")</script>").next), "index_2.html");
  EXPECT_EQ(read("<script>var a = \"JTND!\"</script>").next, "");
}

}  // namespace
}  // namespace gazetted::parser
