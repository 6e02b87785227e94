#include "parser/html_tree.h"

#include <gtest/gtest.h>

#include "parser/page_signs.h"

namespace gazetted::parser {
namespace {

HtmlTree parse(std::string html) { return HtmlTree::parse(std::move(html)).value(); }

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(HtmlTree, StandsInDocumentOrderAndKnowsItsSubtrees) {
  const HtmlTree tree = parse("<body><div id=a>一<b>二</b></div><!-- no --><p>三</p></body>");
  const Node div = tree.elements(GUMBO_TAG_DIV).at(0);
  const Node bold = tree.elements(GUMBO_TAG_B).at(0);
  const Node p = tree.elements(GUMBO_TAG_P).at(0);
  EXPECT_TRUE(div.contains(bold) && div.contains(div) && !div.contains(p));
  EXPECT_EQ(bold.parent(), div);
  EXPECT_EQ(div.next_sibling(), p);
  EXPECT_EQ(p.previous_sibling(), div);
  EXPECT_EQ(div.first_child().characters(), "一");
  EXPECT_EQ(div.next_element(), p);
  EXPECT_EQ(p.previous_element(), div);
  EXPECT_FALSE(p.next_sibling());
  EXPECT_FALSE(tree.root().parent());
  EXPECT_EQ(p.place(), 2U);
  EXPECT_EQ(tree.root().end(), tree.size());

  std::string order;
  for (const Node node : tree.body().descendants())
    order += node.is_text() ? node.characters() : node.tag_name();
  EXPECT_EQ(order, "div一b二p三");
  int children = 0;
  for (const Node child : tree.body().children()) children += child.is_element() ? 1 : 0;
  EXPECT_EQ(children, 2);
}

TEST(HtmlTree, GivesAttributesClassesAndUnknownTags) {
  const HtmlTree tree =
      parse("<UcapContent CLASS='a  b-c' Data-X=\"1&amp;2\" hidden></UcapContent><x-y></x-y>");
  const std::vector<Node> unknown = tree.elements(GUMBO_TAG_UNKNOWN);
  ASSERT_EQ(unknown.size(), 2U);
  EXPECT_EQ(unknown[0].tag_name(), "ucapcontent");
  EXPECT_EQ(unknown[1].tag_name(), "x-y");
  EXPECT_TRUE(unknown[0].has_class("a") && unknown[0].has_class("b-c"));
  EXPECT_FALSE(unknown[0].has_class("b") || unknown[0].has_class(""));
  EXPECT_EQ(unknown[0].attribute("data-x"), "1&2");
  EXPECT_EQ(unknown[0].find_attribute("hidden"), "");
  EXPECT_EQ(unknown[0].find_attribute("title"), std::nullopt);
}

TEST(HtmlTree, TextIsOneLineWithoutScripts) {
  const HtmlTree tree = parse(
      "<div> 第一\n段<p>第<b>二</b>段</p>三<br>四<script>x()</script><span style='display: "
      "none'>x</span></div>");
  EXPECT_EQ(tree.elements(GUMBO_TAG_DIV)[0].text(), "第一 段 第二段 三 四");
}

TEST(HtmlTree, EndTagsBeforeTheBodyLoseNothing) {
  const HtmlTree tree = parse("<html><body>头</body></html>\n<div id=b>正文</div></html>");
  EXPECT_EQ(tree.root().text(), "头 正文");
}

TEST(HtmlTree, AnyOfSortedRootsIsFound) {
  const HtmlTree tree = parse("<p>a<b>x</b></p><p>b</p><div><b>y</b></div>");
  const std::vector<Node> roots = tree.elements(GUMBO_TAG_P), inner = tree.elements(GUMBO_TAG_B);
  EXPECT_TRUE(any_contains(roots, inner[0]));
  EXPECT_FALSE(any_contains(roots, inner[1]));
  EXPECT_FALSE(any_contains({}, inner[0]));
}

struct Danger {
  const char* name;
  std::string html;
};

TEST(HtmlGuard, RefusesWhatWouldNotBeCheap) {
  std::string fonts, misnested;
  for (int i = 0; i < 600; ++i) fonts += "<p><font color=" + std::to_string(i) + ">x</p>";
  for (int i = 0; i < 30'000; ++i) misnested += "<b><p>x</b></p>";
  std::string attributes;
  for (int i = 0; i < 399; ++i) attributes += " a" + std::to_string(i);
  const Danger dangers[] = {
      {"ten thousand nested", repeated("<div>", 10'000)},
      {"inline", repeated("<i>", 1'000)},
      {"tables", repeated("<table><tr><td>", 300)},
      {"attributes", "<p " + repeated("a=1 ", 500) + ">"},
      {"attributes of an end tag", "</p " + repeated("a ", 500) + ">"},
      {"attributes all over", repeated("<p a b c d e f g h>", 80'000)},
      {"attributes of end tags all over", repeated("</p a b c d e f g h>", 80'000)},
      {"attributes opened anew", "<p><b" + attributes + "></p>" + repeated("<p>x</p>", 2'000)},
      {"fonts left open", fonts},
      {"misnested", misnested},
      {"behind a title that never ends", "<title>" + repeated("<div>", 600)},
      {"behind an empty comment", "<!-->" + repeated("<div>", 600)},
      {"within svg", "<svg><title>" + repeated("<g>", 600)},
      {"behind a quoted >", "<p title='<!-- >'>" + repeated("<div>", 600)},
  };
  for (const Danger& danger : dangers) {
    const Result<HtmlTree> tree = HtmlTree::parse(danger.html);
    ASSERT_FALSE(tree) << danger.name;
    EXPECT_EQ(tree.error().kind, ErrorKind::malformed) << danger.name;
  }
  EXPECT_NE(HtmlTree::parse(repeated("<div>", 10'000)).error().message.find("512"), std::string::npos);
  EXPECT_EQ(HtmlTree::parse("<p>123456", {.bytes = 8}).error().kind, ErrorKind::too_large);
}

/// gumbo's own assertion fails on it, which would end the program.
TEST(HtmlTree, APageThatTheBuilderCannotBearIsAnError) {
  const Result<HtmlTree> tree = HtmlTree::parse("<table><svg><title/2><![CDATA[\u00A7]]>2");
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().kind, ErrorKind::malformed);
  EXPECT_TRUE(HtmlTree::parse("<p>一</p>"));
}

/// End tags that are passed over, elements that no start of another ends, formatting opened anew: what
/// looks closed and is not.
TEST(HtmlGuard, RefusesWhatOnlyLooksClosed) {
  for (const char* unit : {"<blockquote><p>", "<span><div></span>", "<div><table><tr><td></div>",
                           "<form><div></form>", "<p><listing>", "<li><blockquote>", "<mi><td>",
                           "<option><b>", "<b><table><td></b>", "<table><table></table><mi><td>",
                           "<li><td><svg><desc>", "<div><b></div>x", "<i>x<a href=x>y", "<nobr><i><br>"}) {
    const Result<HtmlTree> tree = HtmlTree::parse(repeated(unit, 3'000));
    ASSERT_FALSE(tree) << unit;
    EXPECT_EQ(tree.error().kind, ErrorKind::malformed) << unit;
  }
}

TEST(HtmlGuard, CommentsAreReadOnce) {
  for (const char* unit : {"<!-- a --!>", "<!-- a -->", "<!-->", "<!-- a "})
    EXPECT_TRUE(HtmlTree::parse(repeated(unit, 200'000))) << unit;
}

TEST(HtmlGuard, LetsSloppyPagesThrough) {
  const Danger pages[] = {
      {"paragraphs left open", repeated("<p>x", 5'000)},
      {"items left open", "<ul>" + repeated("<li><a href=x>y</a>", 5'000)},
      {"cells left open", "<table>" + repeated("<tr><td>x<td>y", 5'000)},
      {"links left open", repeated("<a href=x>y", 5'000)},
      {"the same font left open", repeated("<p><font color=red>x</p>", 5'000)},
      {"void elements", repeated("<br><img src=x><input>", 5'000)},
      {"markup in a script", "<script>" + repeated("document.write('<div>');", 5'000) + "</script>"},
      {"markup in a comment", "<!--" + repeated("<div>", 5'000) + "-->"},
      {"end tags without start", repeated("</div></html>", 5'000)},
      {"less-than signs", repeated("a < b ", 5'000)},
      {"500 deep", repeated("<div>", 500)},
  };
  for (const Danger& page : pages) EXPECT_TRUE(HtmlTree::parse(page.html).has_value()) << page.name;
}

TEST(HtmlTree, AnyBytesGiveATree) {
  for (const char* html : {"", "<", "</", "<!", "<!--", "<a", "<a b", "<a b=", "<a b='", "<script>", "\0x",
                           "<?php", "<![CDATA[", "&#xFFFFFFFF;"})
    EXPECT_TRUE(HtmlTree::parse(html).has_value()) << html;
}

TEST(PageSigns, TellAWholePageFromABrokenOne) {
  const std::string whole =
      "<html><head><title> 通知 </title><script>var a=1;</script></head><body><p>正文 一</p>"
      "<span style='display:none'>隐</span><input type=password></body></html>";
  const PageSigns signs = read_signs(parse(whole), whole);
  EXPECT_EQ(signs.title, "通知");
  EXPECT_EQ(signs.excerpt, "正文 一");
  EXPECT_EQ(signs.visible_chars, 3U);
  EXPECT_EQ(signs.script_bytes, 8U);
  EXPECT_TRUE(signs.has_password_field);
  EXPECT_TRUE(signs.ends_properly);

  const std::string broken = whole.substr(0, whole.find("<span"));
  EXPECT_FALSE(read_signs(parse(broken), broken).ends_properly);
  const std::string fragment = "<div>片段</div>";
  EXPECT_TRUE(read_signs(parse(fragment), fragment).ends_properly);
  const std::string lengthy = "<p>" + repeated("字", 5'000) + "</p>";
  const PageSigns long_signs = read_signs(parse(lengthy), lengthy);
  EXPECT_LE(long_signs.excerpt.size(), 2000U);
  EXPECT_EQ(long_signs.excerpt.size() % 3, 0U);
  EXPECT_EQ(long_signs.visible_chars, 5'000U);
}

}  // namespace
}  // namespace gazetted::parser
