#include "parser/page_text.h"

#include <gtest/gtest.h>

namespace gazetted::parser {
namespace {

/// The paragraphs with their kinds: `#` heading, `=` row.
std::vector<std::string> lines(std::string html) {
  const HtmlTree tree = HtmlTree::parse(std::move(html)).value();
  std::vector<std::string> out;
  for (const Paragraph& paragraph : read_paragraphs(tree.body())) {
    const char* mark = paragraph.kind == Paragraph::Kind::heading ? "#"
                       : paragraph.kind == Paragraph::Kind::row   ? "="
                                                                  : "";
    out.push_back(mark + paragraph.text);
  }
  return out;
}

struct Case {
  const char* name;
  const char* html;
  std::vector<std::string> expected;
};

TEST(PageText, LaysOutLinesAsABrowserDoes) {
  const Case cases[] = {
      {"blocks and <br>", "<div>一<p>二</p>三<br>四</div>五", {"一", "二", "三", "四", "五"}},
      {"inline tags neither lose nor glue",
       "<p>国发<span>〔2019</span><b>〕</b>5<i>号</i> <u>通</u>知</p>",
       {"国发〔2019〕5号 通知"}},
      {"sup and sub", "<p>100km<sup>2</sup>，CO<sub>2</sub></p>", {"100km2，CO2"}},
      {"white space collapses", "<p>\n  a \t b\n<span> c</span> </p>", {"a b c"}},
      {"wide spaces stay inside, not outside", "<p>　　第一条　总则&nbsp;甲　</p>", {"第一条　总则\u00A0甲"}},
      {"entities", "<p>a &lt;b&gt; &amp;amp; &#12304;</p>", {"a <b> &amp; 【"}},
      {"headings", "<h2>一、<br>总则</h2><p>x</p>", {"#一、", "#总则", "x"}},
      {"invisible",
       "<p>a<script>x</script><style>x</style><noscript>x</noscript><template>x</template><!--x--></p>"
       "<p style='Display : NONE'>x</p><p hidden>x</p><select><option>x</select>",
       {"a"}},
      {"templates", "<p>{{el.hits}}</p><p>共{{n}}次<?=t?></p><p>${x}</p><p>{{open</p>", {"共次", "{{open"}},
      {"ordered list", "<ol><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol>", {"1. 甲", "2. 乙", "丙"}},
      {"start, value, type",
       "<ol start=3><li>a</li><li value=9>b</li></ol><ol type=a><li>c</li></ol>",
       {"3. a", "9. b", "a. c"}},
      {"items that count themselves",
       "<ol><li>1. 甲</li></ol><ol style='list-style:none'><li>乙</li></ol>",
       {"1. 甲", "乙"}},
      {"preformatted", "<pre>a\nb</pre>", {"a", "b"}},
      {"data table",
       "<table><tr><th>产品<th>产量<tr><td><p>水<br>泥</p><td>9.3</table>后",
       {"=产品 | 产量", "=水 泥 | 9.3", "后"}},
      {"empty cells", "<table><tr><td>a<td><td>c<tr><td><td></table>", {"=a |  | c"}},
      {"caption", "<table><caption>表1</caption><tr><td>a<td>b</table>", {"表1", "=a | b"}},
      {"layout table", "<table><tr><td><table><tr><td>a<td>b</table></table>", {"=a | b"}},
      {"one column", "<table><tr><td><p>甲</p><p>乙</p><tr><td>丙</table>", {"甲", "乙", "丙"}},
  };
  for (const Case& c : cases) EXPECT_EQ(lines(c.html), c.expected) << c.name;
}

TEST(PageText, TableThatHoldsTheArticleIsTransparent) {
  std::string article;
  for (int i = 0; i < 5; ++i)
    article +=
        "<p>"
        "各地区、各部门要充分认识做好这项工作的重要意义，切实加强组织领导，确保各项任务落到实处、取得实效，并"
        "及时总结经验。</p>";
  const std::vector<std::string> found =
      lines("<table><tr><td>" + article + "</td><td>栏目</td></tr></table>");
  ASSERT_EQ(found.size(), 6U);
  EXPECT_TRUE(found[0].starts_with("各地区"));
  EXPECT_EQ(found[5], "栏目");
}

TEST(PageText, SkipsWhatItIsTold) {
  const HtmlTree tree = HtmlTree::parse("<p>a<b>x</b>c</p><div>x<p>x</p></div><p>d</p>").value();
  NodeSet skipped(tree);
  skipped.insert(tree.elements(GUMBO_TAG_B)[0]);
  skipped.insert(tree.elements(GUMBO_TAG_DIV)[0]);
  const std::vector<Paragraph> found = read_paragraphs(tree.body(), skipped);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text, "ac");
  EXPECT_EQ(found[1].text, "d");
}

TEST(PageText, LosesNoCharacterOfAnyInlineNesting) {
  // Whatever tags are put between them, the characters come out in their order.
  const std::vector<std::string> characters = {"国", "务", "院", "〔", "2", "0",
                                               "〕", "号", "，", "a",  "é", "𠮷"};
  const std::vector<std::string> tags = {"<b>",        "</b>",    "<span x=1>",  "</span>",
                                         "<font>",     "</font>", "<o:p></o:p>", "<wbr>",
                                         "<a href=x>", "</a>",    "<!-- -->",    "</p1>"};
  unsigned state = 7;
  for (int round = 0; round < 200; ++round) {
    std::string html = "<p>", plain;
    for (int i = 0; i < 40; ++i) {
      state = state * 1103515245U + 12345U;
      const std::string& tag = tags[(state >> 16) % tags.size()];
      const std::string& character = characters[(state >> 8) % characters.size()];
      html += tag + character;
      plain += character;
    }
    EXPECT_EQ(lines(html), std::vector{plain}) << html;
  }
}

TEST(PageText, TrimsAndCountsEveryKindOfWhiteSpace) {
  EXPECT_EQ(trimmed(" \u3000\u00A0\u200B一 二\uFEFF\n"), "一 二");
  EXPECT_EQ(trimmed("\u3000"), "");
  EXPECT_EQ(trimmed("。"), "。");
  EXPECT_EQ(squeezed("索 引\u3000号\u00A0："), "索引号：");
  EXPECT_EQ(count_characters("索 引\u3000号a𠮷"), 5U);
  EXPECT_EQ(count_characters("\xE4"), 1U);
}

}  // namespace
}  // namespace gazetted::parser
