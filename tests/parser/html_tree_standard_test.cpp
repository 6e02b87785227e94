// What the HTML Standard says becomes of text, written out by hand: where it goes, what it loses, what
// its character references mean. The tree is written as head( … ) body( … ), text in quotation marks.

#include <string>

#include <gtest/gtest.h>

#include "parser/html_tree.h"

namespace gazetted::parser {
namespace {

using std::string_view_literals::operator""sv;

/// Text nodes side by side are one: where gumbo parts them nobody sees it.
std::string outline(Node node) {
  if (node.is_text()) return '"' + std::string(node.characters()) + '"';
  std::string inner;
  for (const Node child : node.children()) {
    const std::string part = outline(child);
    if (child.is_text() && inner.ends_with('"'))
      inner.replace(inner.size() - 1, 1, part.substr(1));
    else
      inner += (inner.empty() ? "" : " ") + part;
  }
  return std::string(node.tag_name()) + (inner.empty() ? "" : '(' + inner + ')');
}

std::string outline_of(std::string_view html) {
  const Result<HtmlTree> tree = HtmlTree::parse(std::string(html));
  if (!tree) return tree.error().message;
  std::string out;
  for (const Node child : tree->root().children()) out += (out.empty() ? "" : " ") + outline(child);
  return out;
}

struct Case {
  std::string_view html, tree;
};

template <std::size_t N>
void expect_trees(const Case (&cases)[N]) {
  for (const Case& each : cases) EXPECT_EQ(outline_of(each.html), each.tree) << each.html;
}

TEST(HtmlStandard, CharacterReferences) {  // 13.2.5.72 to 80
  expect_trees({
      {"甲&amp;乙", R"(head body("甲&乙"))"},
      {"甲&amp乙&lt&gt;", R"(head body("甲&乙<>"))"},
      {"甲&乙 & 丙&", R"(head body("甲&乙 & 丙&"))"},
      {"&notit;&notin;", "head body(\"¬it;∉\")"},
      {"&unknown;&;", R"(head body("&unknown;&;"))"},
      {"&#20013;&#x4e2D;&#20013文", R"(head body("中中中文"))"},
      {"&#;&#x;&#xg;", R"(head body("&#;&#x;&#xg;"))"},
      {"a&#0;b&#xD800;c&#x110000;d&#99999999999999;", "head body(\"a\uFFFDb\uFFFDc\uFFFDd\uFFFD\")"},
      {"&#x80;&#150;", "head body(\"€–\")"},
      {"&#xE000;&#xF8FF;\uE000", "head body(\"\uE000\uF8FF\uE000\")"},
      {"&nbsp;&emsp;甲", "head body(\"\u00A0\u2003甲\")"},
      {"<p>&amp;lt;b&amp;gt;", R"(head body(p("&lt;b&gt;")))"},
  });
}

TEST(HtmlStandard, ReferencesInAttributes) {  // an unended name before = or a letter stays (13.2.5.73)
  const auto href_of = [](std::string html) {
    const Result<HtmlTree> tree = HtmlTree::parse(std::move(html));
    return std::string(tree.value().elements(GUMBO_TAG_A).at(0).attribute("href"));
  };
  EXPECT_EQ(href_of("<a href='?a=1&amp;b=2&copy=3&lt=4&notin;'>"), "?a=1&b=2&copy=3&lt=4∉");
  EXPECT_EQ(href_of("<a href=?a&lt>"), "?a<");
  EXPECT_EQ(href_of("<a href=\"a\n\tb >< 'c'\">"), "a\n\tb >< 'c'");
  EXPECT_EQ(href_of("<a href=a/b/>"), "a/b/");
  EXPECT_EQ(href_of("<a href=first href=second>"), "first");
  EXPECT_EQ(href_of("<a HREF = 甲&#x4e59;>"), "甲乙");
}

TEST(HtmlStandard, LessThanSignsInText) {  // 13.2.5.6
  expect_trees({
      {"a < b <3 <", R"(head body("a < b <3 <"))"},
      {"a <</p>b", R"(head body("a <" p "b"))"},
      {"a </ b> c", R"(head body("a  c"))"},
      {"a </> b", R"(head body("a  b"))"},
      {"a <? b > c", R"(head body("a  c"))"},
      {"a <! b > c", R"(head body("a  c"))"},
      {"甲<b", R"(head body("甲"))"},
      {"甲<b c='", R"(head body("甲"))"},
      {"甲<一>乙", R"(head body("甲<一>乙"))"},
      {"甲<b一>乙", R"(head body("甲" b一("乙")))"},
  });
}

TEST(HtmlStandard, CommentsAndCdata) {  // 13.2.5.43 to 52
  expect_trees({
      {"甲<!-- <p>x</p> -->乙", R"(head body("甲乙"))"},
      {"甲<!-->乙", R"(head body("甲乙"))"},
      {"甲<!--->乙", R"(head body("甲乙"))"},
      {"甲<!-- x --!>乙", R"(head body("甲乙"))"},
      {"甲<!-- x -- y -->乙", R"(head body("甲乙"))"},
      {"甲<!-- x", R"(head body("甲"))"},
      {"<p>甲<![CDATA[x>乙]]>", R"(head body(p("甲乙]]>")))"},
      {"<svg><desc><![CDATA[x</desc>]]>", R"(head body(svg(desc("x</desc>"))))"},
      {"<svg><g><![CDATA[x<g>&amp;]]>y", R"(head body(svg(g("x<g>&amp;y"))))"},
  });
}

TEST(HtmlStandard, RawText) {  // 13.2.5.2 to 4 and the states of script data
  expect_trees({
      {"<title>甲&nbsp;<b>乙</b></title>丙", "head(title(\"甲\u00A0<b>乙</b>\")) body(\"丙\")"},
      {"<style>a > b &amp; <p></style>丙", R"(head(style("a > b &amp; <p>")) body("丙"))"},
      {"<script>a<b&&c '</scr' </script >丙", R"(head(script("a<b&&c '</scr' ")) body("丙"))"},
      {"<script><!-- <script>x</script> --></script>丙",
       R"(head(script("<!-- <script>x</script> -->")) body("丙"))"},
      {"<script><!-- x</script>丙", R"(head(script("<!-- x")) body("丙"))"},
      {"<script>never ended <p>丙", R"(head(script("never ended <p>丙")) body)"},
      {"<textarea>&lt;<b>\n</textarea>", "head body(textarea(\"<<b>\n\"))"},
      {"<textarea>never <p>", R"(head body(textarea("never <p>")))"},
      {"<p><xmp>a&amp;<b></xmp>", R"(head body(p xmp("a&amp;<b>")))"},
      {"<p>a<plaintext>b</plaintext><p>&lt;", R"(head body(p("a") plaintext("b</plaintext><p>&lt;")))"},
      {"<noscript><p>甲</noscript>", R"(head(noscript) body(p("甲")))"},
      {"甲<noscript><p>乙</noscript>", R"(head body("甲" noscript(p("乙"))))"},
      {"<iframe><p>&lt;</iframe>", R"(head body(iframe("<p>&lt;")))"},
  });
}

TEST(HtmlStandard, NewlinesAfterPreAndTextarea) {  // 13.1.2.5; \r\n is \n (13.2.3.5)
  expect_trees({
      {"<pre>\n甲\n</pre>", "head body(pre(\"甲\n\"))"},
      {"<pre>\r\n\r\n甲</pre>", "head body(pre(\"\n甲\"))"},
      {"<pre>\n</pre>", "head body(pre)"},
      {"<pre>&#10;甲</pre>", "head body(pre(\"甲\"))"},
      {"<pre><!-- -->\n甲</pre>", "head body(pre(\"\n甲\"))"},
      {"<listing>\n甲", "head body(listing(\"甲\"))"},
      {"<textarea>\n\n甲</textarea>", "head body(textarea(\"\n甲\"))"},
      {"<p>甲\r乙\r\n丙\n\r丁", "head body(p(\"甲\n乙\n丙\n\n丁\"))"},
      {"<p>甲&#13;乙", "head body(p(\"甲\r乙\"))"},
  });
}

TEST(HtmlStandard, TextInTablesIsFostered) {  // 13.2.6.1, 13.2.6.4.10
  expect_trees({
      {"<table>甲<tr><td>乙</table>丙", R"(head body("甲" table(tbody(tr(td("乙")))) "丙"))"},
      {"前<table> \n<tr>甲 乙<td>丙", "head body(\"前甲 乙\" table(\" \n\" tbody(tr(td(\"丙\")))))"},
      {"<table> 甲 <tr>", R"(head body(" 甲 " table(tbody(tr))))"},
      {"<table><tr>甲<!-- -->乙<td>", R"(head body("甲乙" table(tbody(tr(td)))))"},
      {"<table><b>甲</b>乙<tr>", R"(head body(b("甲") "乙" table(tbody(tr))))"},
      {"<!DOCTYPE html><p><table><td>甲</td> <td>乙",
       R"(head body(p table(tbody(tr(td("甲") " " td("乙"))))))"},
      {"<select>甲<p>乙<option>丙", R"(head body(select("甲乙" option("丙"))))"},
  });
}

TEST(HtmlStandard, WhiteSpaceBeforeAndAfterTheBody) {  // 13.2.6.4.1 to 6 and 19 to 22
  expect_trees({
      {" \n <p>甲", R"(head body(p("甲")))"},
      {"<html> <head> <title>甲</title> </head> <body> 乙", R"(head(" " title("甲") " ") " " body(" 乙"))"},
      {"<html><body>甲</body> </html> \n<p>乙", "head body(\"甲  \n\" p(\"乙\"))"},
      {"</html>甲</body>乙", R"(head body("甲乙"))"},
      {"甲</html><!-- x -->乙", R"(head body("甲乙"))"},
      {"<p>甲</html><b>乙", R"(head body(p("甲" b("乙"))))"},
      {"<head>甲", R"(head body("甲"))"},
  });
}

TEST(HtmlStandard, NullsAndReplacementCharacters) {  // 13.2.5.1, 13.2.6.4.7
  expect_trees({
      {"a\0b\uFFFDc"sv, "head body(\"ab\uFFFDc\")"},
      {"<title>a\0b</title>"sv, "head(title(\"a\uFFFDb\")) body"},
      {"<script>a\0b</script>"sv, "head(script(\"a\uFFFDb\")) body"},
      {"<table>\0甲"sv, "head body(\"甲\" table)"},
      {"<p>\xff甲", "head body(p(\"\uFFFD甲\"))"},
      {"<p>\uF0A7甲\U000F0000", "head body(p(\"\uF0A7甲\U000F0000\"))"},
      {"<p>甲\u000C乙", "head body(p(\"甲\u000C乙\"))"},
  });
  const Result<HtmlTree> tree = HtmlTree::parse(std::string("<p title='a\0b'>"sv));
  EXPECT_EQ(tree.value().elements(GUMBO_TAG_P).at(0).attribute("title"), "a\uFFFDb");
}

TEST(HtmlStandard, FramesetsAndTemplates) {  // 13.2.6.4.20, 22
  expect_trees({
      {"<frameset>甲<frame> 乙</frameset>丙", R"(head frameset(frame " "))"},
      {" <frameset>", R"(head frameset)"},
      {"甲<frameset>乙", R"(head body("甲乙"))"},
      {"<p>甲<template>乙<tr><td>丙</template>丁", R"(head body(p("甲" template("乙" tr(td("丙"))) "丁")))"},
      {"<p>甲<template>乙", R"(head body(p("甲" template("乙"))))"},
  });
}

TEST(HtmlStandard, MisnestedFormatting) {  // 13.2.6.4.7, the adoption agency
  expect_trees({
      {"<p>一<b>二<i>三</b>四</i>五", R"(head body(p("一" b("二" i("三")) i("四") "五")))"},
      {"<b>一<p>二</b>三", R"(head body(b("一") p(b("二") "三")))"},
      {"<a>一<a>二", R"(head body(a("一") a("二")))"},
      {"<p><b>一<p>二", R"(head body(p(b("一")) p(b("二"))))"},
      {"一</p>二</br>三", R"(head body("一" p "二" br "三"))"},
      {"<p>一<div>二</p>三", R"(head body(p("一") div("二" p "三")))"},
  });
}

}  // namespace
}  // namespace gazetted::parser
