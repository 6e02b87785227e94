// Pages in the manner of the content systems that government sites run on.

#include "parser/article.h"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include "parser/charset.h"
#include "parser/furniture.h"

namespace gazetted::parser {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string prose =
    "<p>各县（市、区）人民政府，市政府各部门：</p>"
    "<p>为深入推进湿地保护修复，根据有关法律法规，结合本市实际，现就有关事项通知如下，请认真贯彻执行。</p>"
    "<p>一、严格落实责任。各级各部门要建立台账，明确时限，逐项销号，确保各项措施落到实处。</p>"
    "<p>二、本通知自2024年5月1日起施行，有效期5年。</p>"
    "<p>示例市人民政府</p><p>2024年4月8日</p>";
const std::vector<std::string> prose_lines = {
    "各县（市、区）人民政府，市政府各部门：",
    "为深入推进湿地保护修复，根据有关法律法规，结合本市实际，现就有关事项通知如下，请认真贯彻执行。",
    "一、严格落实责任。各级各部门要建立台账，明确时限，逐项销号，确保各项措施落到实处。",
    "二、本通知自2024年5月1日起施行，有效期5年。",
    "示例市人民政府",
    "2024年4月8日"};

ArticleParts read(const std::string& html, const ArticleRules& rules = {}) {
  const HtmlTree tree = HtmlTree::parse(html).value();
  return read_article(tree, Url::parse("http://www.example.gov.cn/zw/202404/t20240408_1.html").value(),
                      rules);
}

std::vector<std::string> body_of(const ArticleParts& parts) {
  std::vector<std::string> out;
  for (const Paragraph& paragraph : parts.body) out.push_back(paragraph.text);
  return out;
}

std::string label(const ArticleParts& parts, std::string_view name) {
  for (const Label& pair : parts.labels)
    if (pair.name == name) return pair.value;
  return "none";
}

const std::string share = "<div class='share'>分享到：<a href='#'>微信</a><a href='#'>微博</a></div>";
const std::string tools =
    "<p>【字体：<a href='#'>大</a> <a href='#'>中</a> <a href='#'>小</a>】</p><p>【打印】【关闭】</p>";
const std::string footer =
    "<div "
    "class=footer><p>主办：示例市人民政府　承办：示例市人民政府办公室，版权所有，未经许可不得转载</p></div>";

struct Family {
  const char* name;
  std::string html;
  const char* signal;
};

std::vector<Family> families() {
  const std::string nav =
      "<ul class=nav><li><a href=/>首页</a><li><a href=/a>政务公开</a><li><a href=/b>政务服务</a></ul>";
  return {
      {"TRS",
       nav +
           "<div class=xl><h1>关于湿地保护的通知</h1><div class=TRS_Editor></div><div class='trs_editor_view "
           "TRS_UEDITOR'>" +
           prose + "</div>" + share + "</div>" + footer,
       "container trs_editor_view"},
      {"TRS with an outer container",
       nav + "<div id=zoom>" + tools + "<div class=TRS_Editor>" + prose + "</div>" + share + "</div>" +
           footer,
       "container zoom"},
      {"markers",
       nav + "<div id=c><p>栏目说明，请勿理会。</p><meta name='ContentStart'><div>" + prose +
           "</div><meta name='ContentEnd'><p>其他内容，也不是正文。</p></div>" + footer,
       "ContentStart"},
      {"ucap",
       nav + "<div class=content><h1><ucaptitle>关于湿地保护的通知</ucaptitle></h1><ucapcontent>" + prose +
           "</ucapcontent></div>" + footer,
       "container ucapcontent"},
      {"ucap of old",
       "<table><tr><td>" + nav + "</td></tr><tr><td class=b12c id=UCAP-CONTENT>" + prose +
           "</td></tr></table>" + footer,
       "container UCAP-CONTENT"},
      {"Hanweb",
       nav + "<div id=zoom><!--<$[信息内容]>begin-->" + prose + "<!--<$[信息内容]>end--></div>" + footer,
       "container zoom"},
      {"JPaaS", nav + "<div class='ccontent center' id=con_con>" + prose + "</div>" + footer,
       "container con_con"},
      {"gkmlpt",
       nav + "<div class=article-content><div class=news_cont_d_wrap>" + prose + "</div></div>" + footer,
       "container"},
      {"vsb", nav + "<div id=vsb_content><div class=v_news_content>" + prose + "</div></div>" + footer,
       "container vsb_content"},
      {"unknown system",
       nav +
           "<div class=w><div class=l><ul><li><a href=/1>甲</a><li><a href=/2>乙</a></ul></div><div "
           "class=r>" +
           prose + share + "</div></div>" + footer,
       "by its text"},
      {"in layout tables",
       "<table><tr><td>" + nav + "</td></tr><tr><td><table><tr><td>" + prose +
           "</td></tr></table></td></tr></table>" + footer,
       "by its text"},
      {"after a stray end",
       "<html><body>" + nav + "</body></html><div class=pages_content>" + prose + "</div>" + footer,
       "container pages_content"},
  };
}

TEST(Article, FindsTheBodyInEverySystem) {
  for (const Family& family : families()) {
    SCOPED_TRACE(family.name);
    const ArticleParts parts = read(family.html);
    EXPECT_EQ(body_of(parts), prose_lines);
    EXPECT_THAT(parts.signals, Contains(HasSubstr(family.signal)));
  }
}

TEST(Article, ReadsTheSamePageInAnyEncoding) {
  for (const Family& family : families()) {
    SCOPED_TRACE(family.name);
    const std::string html = "<meta charset=gb2312>" + family.html;
    std::string bytes(html.size() * 2, '\0');
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("GB18030", &status),
                                                                       &ucnv_close);
    bytes.resize(static_cast<std::size_t>(
        ucnv_fromAlgorithmic(converter.get(), UCNV_UTF8, bytes.data(), static_cast<int32_t>(bytes.size()),
                             html.data(), static_cast<int32_t>(html.size()), &status)));
    ASSERT_TRUE(U_SUCCESS(status));
    EXPECT_EQ(body_of(read(decode(bytes, "").text)), prose_lines);
  }
}

TEST(Article, RulesComeFirstAndAreDoubtedWhereTheyFail) {
  const std::string html =
      "<h1>栏目</h1><div class=t>真标题</div><div id=zoom><p>不是这里，虽然有人这样标记。</p></div><div "
      "class=x>" +
      prose + "<div class=y>多余。</div></div>";
  const ArticleParts ruled = read(html, {.body = ".x", .title = ".t", .remove = {".y"}});
  EXPECT_EQ(body_of(ruled), prose_lines);
  ASSERT_FALSE(ruled.heading.empty());
  EXPECT_EQ(ruled.heading[0], "真标题");
  EXPECT_THAT(ruled.signals, Contains("body: rule .x"));
  EXPECT_THAT(ruled.doubts, IsEmpty());

  const ArticleParts failed = read(html, {.body = ".none", .title = "h1:hover", .remove = {"["}});
  EXPECT_EQ(failed.doubts.size(), 3U);
  EXPECT_FALSE(failed.body.empty());
}

TEST(Article, BodyOfImagesAloneStaysEmpty) {
  const ArticleParts parts = read("<h1>一图读懂</h1><div id=zoom><p><img src=1.png></p></div>" + footer);
  EXPECT_THAT(parts.body, IsEmpty());
  EXPECT_THAT(parts.signals, Contains("body: container zoom"));
  EXPECT_THAT(parts.doubts, Contains(HasSubstr("no text")));
}

TEST(Article, FurnitureWithinTheBodyGoes) {
  const ArticleParts parts =
      read("<div id=zoom>" + tools + prose + share +
           "<p>上一篇：<a href=1.html>关于森林的通知</a></p><p>下一篇：没有了</p><p>浏览次数：{{hits}}次</p>"
           "<div>扫一扫在手机打开当前页</div><div>相关链接</div><ul><li><a href=2.html>解读一</a><li><a "
           "href=3.html>解读二</a>"
           "<li><a href=4.html>解读三</a></ul><p>责任编辑：张三</p></div>");
  EXPECT_EQ(body_of(parts), prose_lines);
}

TEST(Article, TeasersOfOtherArticlesAreNoBody) {
  std::string teasers;
  for (int i = 0; i < 8; ++i)
    teasers += "<li><h3><a href=" + std::to_string(i) +
               ".html>某地发布新的城市公园建设规划</a></"
               "h3><p>新的规划提出，到明年年底，全市将新建公园十二座，改造老旧公"
               "园三十座，方便群众就近休闲，提升城市品质……</p></li>";
  const ArticleParts parts =
      read("<div class=w><div class=r>" + prose + "</div><ul>" + teasers + "</ul></div>");
  EXPECT_EQ(body_of(parts), prose_lines);
}

TEST(Article, WhatStandsBeforeTheHeartOfABodyBelongsToIt) {
  std::string heart;
  std::vector<std::string> expected = prose_lines;
  for (int i = 0; i < 12; ++i) {
    const std::string line =
        "第" + std::to_string(i) +
        "项工作由主管部门负责，各有关单位配合，按照时间节点，逐项抓好落实，确保取得实效。";
    heart += "<p>" + line + "</p>";
    expected.push_back(line);
  }
  const ArticleParts parts = read("<div class=a><div class=b>" + prose +
                                  "</div><ul><li><a href=1>某专题</a><li><a href=2>另一个专题</a><li><a "
                                  "href=3>第三个专题</a></ul><div class=c>" +
                                  heart + "</div><div class=d><a href=4>更多</a></div></div>");
  EXPECT_EQ(body_of(parts), expected);
}

TEST(Article, PollsAndWordsOfTheSiteItselfGo) {
  const ArticleParts parts =
      read("<div id=zoom>" + prose +
           "<table><tr><td><input type=radio><td>非常支持<tr><td><input type=radio><td>一般<tr><td><input "
           "type=radio><td>不支持</table><p>欢迎关注本站微信公众号，我们每天发布最新消息。</"
           "p><p>（未经授权，不得转载）</p></div>");
  EXPECT_EQ(body_of(parts), prose_lines);
}

TEST(Article, PiecesOfAPageBuilderAreNoBoxesOfASidebar) {
  const std::pair<std::string_view, Role> names[] = {
      {"widget", Role::furniture},
      {"widget_recent_entries", Role::furniture},
      {"so-panel widget widget_text", Role::furniture},
      {"elementor-element elementor-widget elementor-widget-heading", Role::unknown},
      {"elementor-widget-theme-post-content", Role::article}};
  for (const auto& [name, role] : names) {
    const auto tree = HtmlTree::parse("<body><div class='" + std::string(name) + "'>x</div></body>");
    ASSERT_TRUE(tree);
    EXPECT_EQ(role_of(tree->elements(GUMBO_TAG_DIV).front()), role) << name;
  }
}

TEST(Article, AuthorsMaySpeakOfSuchThings) {
  const std::string line = "欢迎关注本网微信公众号，我们将及时发布。";
  const ArticleParts parts = read("<div id=zoom><p>" + line + "</p>" + prose + "</div>");
  EXPECT_EQ(body_of(parts).front(), line);
}

TEST(Article, DeclarationsAreKeptInOrder) {
  const ArticleParts parts = read(
      "<head><title>通知 - 示例市</title><meta name=ArticleTitle content=' 通知 '><meta property=og:type "
      "content=article>"
      "<script type='application/ld+json'>{\"a\":1}</script></head><div id=zoom>" +
      prose + "</div>");
  EXPECT_EQ(parts.page_title, "通知 - 示例市");
  ASSERT_EQ(parts.meta.size(), 2U);
  EXPECT_EQ(parts.meta[0], (std::pair<std::string, std::string>("articletitle", "通知")));
  EXPECT_EQ(parts.meta[1].first, "og:type");
  EXPECT_THAT(parts.json_ld, ElementsAre("{\"a\":1}"));
}

TEST(Article, HeadingAndWayStandAboveTheBody) {
  const ArticleParts parts = read(
      "<title>关于做好湿地保护修复工作的通知_示例市人民政府</title><div class=top>示例市人民政府</div>"
      "<div class=wz>您现在的位置：<a href=/>首页</a> &gt; <a href=/a>政务公开</a> &gt; 政策文件</div>"
      "<h1>关于做好湿地保护修复<br>工作的通知</h1><p>示政发〔2024〕3号</"
      "p><div>来源：市府办　发布时间：2024-04-09　浏览次数：3</div>" +
      share + "<div id=zoom>" + prose + "</div>");
  EXPECT_THAT(parts.heading, ElementsAre("关于做好湿地保护修复", "工作的通知", "示政发〔2024〕3号",
                                         "来源：市府办　发布时间：2024-04-09　浏览次数：3"));
  EXPECT_THAT(parts.breadcrumb, ElementsAre("首页", "政务公开", "政策文件"));
  EXPECT_EQ(label(parts, "发布时间"), "2024-04-09");
  EXPECT_EQ(label(parts, "来源"), "市府办");
}

TEST(Article, TitleWithinTheBodyStaysThere) {
  const ArticleParts parts = read(
      "<title>示例市人民政府</title><div>示例市人民政府</div><div "
      "id=zoom><p>关于湿地的通知</p><p>示政发〔2024〕3号</p>" +
      prose + "</div>");
  EXPECT_EQ(parts.body[0].text, "关于湿地的通知");
  EXPECT_EQ(parts.body[1].text, "示政发〔2024〕3号");
}

struct Block {
  const char* name;
  const char* html;
};

TEST(MetaBlock, EveryShapeGivesThePairs) {
  const Block shapes[] = {
      {"td > b",
       "<table class=bd1><tr><td><b>索 引 "
       "号：</b></td><td>0001/2024-7</td><td><b>发文机关：</b></td><td>市政府</td></tr>"
       "<tr><td><b>标　　题：</b></td><td "
       "colspan=3>关于<br>湿地的通知</td></tr><tr><td><b>发文字号：</b></td><td>示政发〔2024〕3号</td></tr></"
       "table>"},
      {"td > div.bolder",
       "<table><tr><td><div class=bolder>索引号:</div></td><td>0001/2024-7</td></tr><tr><td><div "
       "class=bolder>发文机关:</div></td><td>市政府</td></tr>"
       "<tr><td><div class=bolder>标题:</div></td><td>关于 湿地的通知</td></tr><tr><td><div "
       "class=bolder>发文字号:</div></td><td>示政发〔2024〕3号</td></tr></table>"},
      {"th / td",
       "<table><tr><th>索引号<td>0001/2024-7<th>发文机关<td>市政府<tr><th>标题<td>关于 "
       "湿地的通知<th>发文字号<td>示政发〔2024〕3号</table>"},
      {"dt / dd",
       "<dl><dt>索引号</dt><dd>0001/2024-7</dd><dt>发文机关</dt><dd>市政府</dd><dt>标题</dt><dd>关于 "
       "湿地的通知</dd><dt>发文字号</dt><dd>示政发〔2024〕3号</dd></dl>"},
      {"dl > dd > label + div",
       "<div class=meta-data><dl><dd><label>索 引 "
       "号：</label><div>0001/2024-7</div></dd><dd><label>发文机关：</label><div>市政府</div></dd>"
       "<dd><label>标题：</label><div>关于 "
       "湿地的通知</div></dd><dd><label>发文字号：</label><div>示政发〔2024〕3号</div></dd></dl></div>"},
      {"p > strong + text",
       "<p><strong>索引号</strong>：0001/2024-7</p><p><strong>发文机关</strong>：市政府</p><p><strong>标题</"
       "strong>：关于 湿地的通知</p>"
       "<p><strong>发文字号</strong>：示政发〔2024〕3号</p><!--<p><strong>主题词</strong>：不算</p>-->"},
      {"span with colon",
       "<div><span>索引号：0001/2024-7</span><span>发文机关：市政府</span><br><span>标题：</span><span>关于 "
       "湿地的通知</span><br><span>发文字号：示政发〔2024〕3号</span></div>"},
      {"ul / li",
       "<ul><li><span>索引号：</span>0001/2024-7</li><li>发文机关：<em>市政府</em></li><li><b>【标题】</"
       "b>关于 湿地的通知</li><li>发文字号：示政发〔2024〕3号</li></ul>"},
      {"one run of text",
       "<div>索引号：0001/2024-7　　发文机关：市政府  标题：关于 湿地的通知 "
       "发文字号：示政发〔2024〕3号</div>"},
  };
  for (const Block& shape : shapes) {
    SCOPED_TRACE(shape.name);
    for (const std::string& html : {shape.html + std::string("<div id=zoom>") + prose + "</div>",
                                    std::string("<div id=zoom>") + shape.html + prose + "</div>"}) {
      const ArticleParts parts = read(html);
      EXPECT_EQ(label(parts, "索引号"), "0001/2024-7");
      EXPECT_EQ(label(parts, "发文机关"), "市政府");
      EXPECT_EQ(label(parts, "标题"), "关于 湿地的通知");
      EXPECT_EQ(label(parts, "发文字号"), "示政发〔2024〕3号");
      EXPECT_EQ(label(parts, "主题词"), "none");
      EXPECT_EQ(body_of(parts), prose_lines);
    }
  }
}

TEST(MetaBlock, EmptyValuesAndProseGiveNoPairs) {
  const ArticleParts parts = read(
      "<table><tr><td>发文字号：</td><td></td><td>有效性：</td><td>有效</td></tr><tr><td>主题词：</"
      "td><td>成文日期：</td></tr></table>"
      "<div id=zoom>" +
      prose +
      "<p>来源：本市统计年鉴</p><table><tr><td>名称</td><td>来源</td></tr><tr><td>湿地</td><td>调查</td></"
      "tr></table></div>");
  EXPECT_EQ(label(parts, "发文字号"), "none");
  EXPECT_EQ(label(parts, "有效性"), "有效");
  EXPECT_EQ(label(parts, "主题词"), "none");
  EXPECT_EQ(label(parts, "来源"), "none");
  EXPECT_EQ(parts.body.back().text, "湿地 | 调查");
}

TEST(Attachments, AreFoundInAndBesideTheBodyOnce) {
  const ArticleParts parts =
      read("<nav><a href=/help.pdf>帮助</a></nav><div class=w><div id=zoom>" + prose +
           "<p><a href='./P020240408.pdf'>附件1：实施方案</a></p><p><a "
           "href='P020240408.pdf'>附件1：实施方案</a></p>"
           "<p><a href='/view/77'>附件2.清单</a></p><p><a href='http://x.gov.cn/a.html'>某规定</a></p><p><a "
           "href='javascript:void(0)'>附件</a></p></div>"
           "<ul class=fj><li><a "
           "href='/module/download/downfile.jsp?classid=0&amp;filename=ab.doc'>附件3</a><li><a "
           "href='b/%E8%A1%A8.XLSX' title='申报表'>下载</a>"
           "<li><a href='b/%E8%A1%A8.ofd'>下载</a></ul></div>");
  std::vector<std::string> found;
  for (const Attachment& a : parts.attachments) found.push_back(a.title + " " + a.url.str());
  EXPECT_THAT(
      found,
      ElementsAre("附件1：实施方案 http://www.example.gov.cn/zw/202404/P020240408.pdf",
                  "附件2.清单 http://www.example.gov.cn/view/77",
                  "附件3 http://www.example.gov.cn/module/download/downfile.jsp?classid=0&filename=ab.doc",
                  "申报表 http://www.example.gov.cn/zw/202404/b/%E8%A1%A8.XLSX",
                  "表.ofd http://www.example.gov.cn/zw/202404/b/%E8%A1%A8.ofd"));
}

TEST(Attachments, ListedInTheBodyStayItsText) {
  const ArticleParts parts = read("<div id=zoom>" + prose +
                                  "<ul><li><a href=1.doc>附件1：甲表</a><li><a "
                                  "href=2.doc>附件2：乙表</a><li><a href=3.doc>附件3：丙表</a></ul></div>");
  EXPECT_EQ(parts.attachments.size(), 3U);
  EXPECT_EQ(parts.body.back().text, "附件3：丙表");
}

TEST(Attachments, ResolveAgainstTheBaseOfThePage) {
  const ArticleParts parts = read("<base href='http://files.example.gov.cn/d/'><div id=zoom>" + prose +
                                  "<a href=a.doc>附件</a></div>");
  ASSERT_EQ(parts.attachments.size(), 1U);
  EXPECT_EQ(parts.attachments[0].url.str(), "http://files.example.gov.cn/d/a.doc");
}

TEST(Article, EnglishPageIsReadByItsText) {
  std::string article;
  for (int i = 0; i < 6; ++i)
    article +=
        "<p>The council approved the plan on Monday, and officials said that work would begin in spring, "
        "weather permitting.</p>";
  const ArticleParts parts =
      read("<header><a href=/>Home</a></header><main><article><h1>Council approves plan</h1>" + article +
           "</article><aside><p>Sign up for our newsletter, and never miss a story again from our local "
           "team.</p></aside></main>"
           "<footer><p>Copyright 2024, all rights reserved, do not copy.</p></footer>");
  std::size_t paragraphs = 0;
  for (const Paragraph& paragraph : parts.body)
    paragraphs += paragraph.text.starts_with("The council") ? 1 : 0;
  EXPECT_EQ(paragraphs, 6U);
  EXPECT_LE(parts.body.size(), 7U);
}

TEST(Article, PageWithoutTextSaysSo) {
  for (const char* html : {"", "<p></p>", "<ul><li><a href=1>甲</a><li><a href=2>乙</a></ul>"}) {
    const ArticleParts parts = read(html);
    EXPECT_THAT(parts.body, IsEmpty()) << html;
    EXPECT_THAT(parts.doubts, Contains(HasSubstr("no text"))) << html;
  }
}

}  // namespace
}  // namespace gazetted::parser
