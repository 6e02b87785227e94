#include "parser/article_rule_proposal.h"

#include <gtest/gtest.h>

namespace gazetted::parser {
namespace {

constexpr const char* title = "青石市人民政府关于印发农村饮水安全管理办法的通知";

Input input_of(const std::string& html) {
  Input input;
  input.bytes = html;
  input.url = *Url::parse("http://www.example.gov.cn/zc/t20260301_1.html");
  input.kind = PageKind::article;
  return input;
}

Document known() {
  Document document;
  document.title = title;
  document.text =
      "各区人民政府，市政府各部门：\n现将《青石市农村饮水安全管理办法》印发给你们，请认真贯彻执行。\n"
      "第一条　为了加强农村饮水安全管理，保障农村居民饮水安全，制定本办法。\n"
      "第二条　本市行政区域内农村饮水工程的规划、建设、运行和监督管理，适用本办法。\n"
      "第三条　农村饮水安全管理坚持政府主导、部门协作、社会参与的原则。";
  return document;
}

std::string paragraphs(const Document& document) {
  std::string html;
  std::string_view text = document.text;
  while (!text.empty()) {
    const auto end = text.find('\n');
    html += "<p>" + std::string(text.substr(0, end)) + "</p>";
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return html;
}

std::string page(const std::string& content) {
  return "<html><head><title>青石市人民政府</title></head><body><div class=nav><ul><li><a "
         "href=/a>首页</a></li>"
         "<li><a href=/b>政务公开</a></li></ul></div>" +
         content + "<div class=footer>主办：青石市人民政府办公室</div></body></html>";
}

TEST(ArticleRuleProposal, NamesTheElementsOfBodyAndTitle) {
  struct Case {
    std::string content;
    ArticleRules rules;
  };
  const auto body = paragraphs(known());
  const auto heading = std::string(title);
  const Case cases[] = {
      {"<h1>" + heading + "</h1><div id=words>" + body + "</div>", {"div#words", "h1", {}, {}}},
      {"<div class='tt big'>" + heading + "</div><div class='zw font-16'><div>" + body + "</div></div>",
       {"div.zw > div", "div.tt", {}, {}}},
      // The way there names the title too; a link is no title.
      {"<div class=way><a class=here href=#>" + heading + "</a></div><p class=name>" + heading +
           "</p><section class=words>" + body + "</section>",
       {"section.words", "p.name", {}, {}}},
      // A copy for another screen, which is not shown.
      {"<div class=small style='display:none'>" + body + "</div><h2>" + heading + "</h2><div class=wide>" +
           body + "</div>",
       {"div.wide", "h2", {}, {}}},
  };
  for (const auto& [content, rules] : cases) {
    const auto proposed = propose_article_rules(input_of(page(content)), known());
    ASSERT_TRUE(proposed) << content;
    EXPECT_EQ(proposed->body, rules.body);
    EXPECT_EQ(proposed->title, rules.title);
  }
}

TEST(ArticleRuleProposal, NothingWhereThePageHasNotTheText) {
  EXPECT_FALSE(propose_article_rules(
      input_of(page("<h1>" + std::string(title) + "</h1><div class=zw><p>正在加载</p></div>")), known()));
  EXPECT_FALSE(propose_article_rules(input_of(""), known()));
  EXPECT_FALSE(
      propose_article_rules(input_of(page("<div class=zw>" + paragraphs(known()) + "</div>")), Document{}));
}

TEST(ArticleRuleProposal, IsWrittenAsTheSiteFileHasIt) {
  EXPECT_EQ(toml_of(ArticleRules{"div.zw", "h1", {}, {}}),
            (std::vector<std::string>{"[article]", "body = \"div.zw\"", "title = \"h1\""}));
  EXPECT_EQ(toml_of(ArticleRules{"div.zw", "", {}, {}}),
            (std::vector<std::string>{"[article]", "body = \"div.zw\""}));
}

}  // namespace
}  // namespace gazetted::parser
