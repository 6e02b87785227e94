#include "parser/selector.h"

#include <gtest/gtest.h>

namespace gazetted::parser {
namespace {

const char* const page = R"(<body>
<div id=main class="list wide"><ul class=news>
 <li id=1><a href="/a/1.pdf" title="甲">甲</a><span>2024</span></li>
 <li id=2 class=top><a href="/a/2.html">乙</a></li>
 <li id=3><p id=4><a href="http://x/3.html" class="k1 k2">丙</a></p></li>
</ul></div><div id=side class=list><a id=5 data-k="a b">丁</a><h2 id=6>h</h2><p id=7>x</p><p id=8>y</p></div></body>)";

std::string ids(const HtmlTree& tree, std::string_view selector) {
  const Result<Selector> compiled = Selector::compile(selector);
  if (!compiled) return "error";
  std::string out;
  for (const Node node : compiled->select(tree.root())) {
    if (!out.empty()) out += ' ';
    const std::string_view id = node.attribute("id");
    out += id.empty() ? node.tag_name() : id;
  }
  return out;
}

struct Case {
  const char *selector, *found;
};

TEST(Selector, SelectsAsCssSays) {
  const HtmlTree tree = HtmlTree::parse(page).value();
  const Case cases[] = {
      {"li", "1 2 3"},
      {"#main", "main"},
      {"div.list", "main side"},
      {".list.wide", "main"},
      {"DIV.wide", "main"},
      {"li > a", "a a"},
      {"li a", "a a a"},
      {"ul.news > li > p > a", "a"},
      {"body ul li p", "4"},
      {"[id]", "main 1 2 3 4 side 5 6 7 8"},
      {"a[href$=\".pdf\"]", "a"},
      {"a[href^='/a/']", "a a"},
      {"a[href*=html]", "a a"},
      {"a[class~=k2]", "a"},
      {"[data-k=\"a b\"]", "5"},
      {"[data-k~=b]", "5"},
      {"li:not(.top)", "1 3"},
      {"li:not(#2):not(:first-child)", "3"},
      {"li:first-child", "1"},
      {"li:last-child", "3"},
      {"li:nth-child(2)", "2"},
      {"li:nth-child(odd)", "1 3"},
      {"li:nth-child(2n)", "2"},
      {"li:nth-child(-n+2)", "1 2"},
      {"li:nth-child(n+2)", "2 3"},
      {"h2 + p", "7"},
      {"h2 ~ p", "7 8"},
      {"a ~ p", "7 8"},
      {"a+h2", "6"},
      {"#side>h2,li.top , #4", "2 4 6"},
      {"div div a", ""},
      {"div.list ul a", "a a a"},
      {"*#side", "side"},
  };
  for (const Case& c : cases) EXPECT_EQ(ids(tree, c.selector), c.found) << c.selector;
}

TEST(Selector, FindsAnotherWayWhereTheNearestFails) {
  const HtmlTree tree =
      HtmlTree::parse("<div class=a><section><div><p id=x>x</p></div></section></div>").value();
  EXPECT_EQ(ids(tree, ".a > section p"), "x");
  EXPECT_EQ(ids(tree, ".a div p"), "x");
  EXPECT_EQ(ids(tree, "section > div p"), "x");
  EXPECT_EQ(ids(tree, ".a > div p"), "");
}

TEST(Selector, NamesTheFaultOfWhatItCannotRead) {
  for (const char* wrong : {"",
                            " ",
                            ",",
                            "li,",
                            "li >",
                            "> li",
                            "li >> a",
                            "#",
                            ".",
                            "[",
                            "[a",
                            "[a=",
                            "[a='x]",
                            "a:hover",
                            ":not()",
                            ":not(a b)",
                            ":not(:not(a))",
                            ":nth-child(x)",
                            ":nth-child(",
                            "a b)",
                            "a{",
                            "p$"}) {
    const Result<Selector> compiled = Selector::compile(wrong);
    ASSERT_FALSE(compiled) << wrong;
    EXPECT_EQ(compiled.error().kind, ErrorKind::invalid_argument);
    EXPECT_NE(compiled.error().message.find("at character"), std::string::npos) << compiled.error().message;
  }
}

TEST(SelectorRule, SplitsOffItsAttribute) {
  const HtmlTree tree = HtmlTree::parse(page).value();
  const auto value = [&](std::string_view rule) {
    const SelectorRule compiled = SelectorRule::compile(rule).value();
    const Node node = compiled.first(tree.root());
    return node ? compiled.value(node) : std::string("none");
  };
  EXPECT_EQ(value("li a@title"), "甲");
  EXPECT_EQ(value("li a"), "甲");
  EXPECT_EQ(value("a[href*='html']@href"), "/a/2.html");
  EXPECT_EQ(value("h1"), "none");
  const SelectorRule itself = SelectorRule::compile("@id").value();
  EXPECT_EQ(itself.value(itself.first(Selector::compile("#main").value().first(tree.root()))), "main");
  EXPECT_FALSE(SelectorRule::compile("a@").has_value());
  EXPECT_FALSE(SelectorRule::compile("a >@href").has_value());
}

TEST(Selector, LongChainsOverDeepPagesEnd) {
  std::string html;
  for (int i = 0; i < 400; ++i) html += "<div>";
  const HtmlTree tree = HtmlTree::parse(html).value();
  EXPECT_EQ(ids(tree, "p div div div div div div div div div div div div div div div div"), "");
}

}  // namespace
}  // namespace gazetted::parser
