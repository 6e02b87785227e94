#include "parser/rule_proposal.h"

#include <gtest/gtest.h>

#include "parser/parse.h"

namespace gazetted::parser {
namespace {

std::optional<RuleProposal> propose(const std::string& html) {
  Input input;
  input.bytes = html;
  input.url = *Url::parse("http://www.example.gov.cn/zc/index.html");
  input.kind = PageKind::list;
  return propose_rules(input, parse(input));
}

std::string page(const std::string& body) {
  return "<html><body><div class=nav><ul><li><a href=/a>首页</a></li><li><a "
         "href=/b>政务公开</a></li></ul></div>" +
         body + "</body></html>";
}

std::string repeated(const std::string& entry) {
  std::string html;
  for (const char* name : {"甲", "乙", "丙", "丁"}) {
    std::string one = entry;
    for (auto at = one.find('X'); at != std::string::npos; at = one.find('X')) one.replace(at, 1, name);
    html += one;
  }
  return html;
}

/// Reads the page with what was proposed.
Parsed read_with(const std::string& html, const RuleProposal& proposal) {
  Input input;
  input.bytes = html;
  input.url = *Url::parse("http://www.example.gov.cn/zc/index.html");
  input.kind = PageKind::list;
  input.list = proposal.rules;
  return parse(input);
}

TEST(RuleProposal, NothingForAPageThatIsReadWell) {
  EXPECT_FALSE(propose(
      page("<ul>" + repeated("<li><a href=X.html>关于印发X办法的通知</a>2026-07-31</li>") + "</ul>")));
}

TEST(RuleProposal, WhatFindingByItselfMisses) {
  struct Case {
    std::string entry;
    std::string title;
  };
  const Case cases[] = {
      // The link says 详情, the title stands elsewhere.
      {"<div class=row><h5>关于印发X办法的通知</h5><a href=X.html>查看详情</a><i>2026-07-31</i></div>",
       "关于印发甲办法的通知"},
      // The address is no href.
      {"<div class=row data-url='/zc/X.html'><p class=t>关于印发X办法的通知</p><i>2026-07-31</i></div>",
       "关于印发甲办法的通知"},
      // The date is an attribute.
      {"<div class=row><a href=X.html>关于印发X办法的通知</a><time data-time='2026-07-31 "
       "08:00:00'>三天前</time></div>",
       "关于印发甲办法的通知"}};
  for (const auto& c : cases) {
    const auto html = page("<div id=main>" + repeated(c.entry) + "</div>");
    const auto proposal = propose(html);
    ASSERT_TRUE(proposal) << c.entry;
    EXPECT_EQ(proposal->rules.items, "div#main > div.row");
    EXPECT_EQ(proposal->items, 4U);
    EXPECT_EQ(proposal->dated, 4U);
    const auto parsed = read_with(html, *proposal);
    EXPECT_TRUE(parsed.doubts.empty());
    ASSERT_EQ(parsed.items.size(), 4U) << c.entry;
    EXPECT_EQ(parsed.items[0].title, c.title);
    EXPECT_EQ(parsed.items[0].date->iso(), "2026-07-31");
  }
}

TEST(RuleProposal, NothingWhereNothingBetterIsFound) {
  EXPECT_FALSE(propose(page("<p>" + repeated("关于X的一段话，没有链接，也没有日期。") +
                            "政府信息公开工作年度报告的编制和发布由各单位负责。</p><p>" +
                            std::string(600, 'x') + "</p>")));
}

TEST(RuleProposal, TheAddressThatAScriptAsks) {
  const auto proposal = propose(page("<ul id=list></ul><script>$.getJSON('./list.json', draw)</script>"));
  ASSERT_TRUE(proposal);
  EXPECT_EQ(proposal->kind, PageKind::json);
  EXPECT_EQ(toml_of(*proposal, *Url::parse("http://www.example.gov.cn/zc/index.html")),
            (std::vector<std::string>{"[[entrance]]", "url = \"http://www.example.gov.cn/zc/list.json\"",
                                      "kind = \"json\""}));
}

TEST(RuleProposal, AnEmptyTemplate) {
  const auto proposal =
      propose("<html><body><div id=app></div><script>createApp({}).mount('#app')</script></body></html>");
  ASSERT_TRUE(proposal);
  EXPECT_TRUE(proposal->is_template);
  EXPECT_EQ(proposal->reason, "no list was found");
}

TEST(RuleProposal, TomlIsQuoted) {
  RuleProposal proposal;
  proposal.rules.items = "ul[title=\"a\"] > li";
  proposal.rules.link = "a@data-url";
  EXPECT_EQ(toml_of(proposal, *Url::parse("http://h.cn/"))[3], "items = \"ul[title=\\\"a\\\"] > li\"");
  proposal.kind = PageKind::json;
  proposal.rules = {};
  proposal.rules.link = "/p/{id}.html";
  const auto lines = toml_of(proposal, *Url::parse("http://h.cn/"));
  EXPECT_EQ(lines[3], "[entrance.mapping]");
  EXPECT_EQ(lines[4], "url = \"/p/{id}.html\"");
}

TEST(RuleProposal, OddPagesTakeLinearTime) {
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<div><a href=1></a>";
  std::string wide;
  for (int i = 0; i < 20'000; ++i) wide += "<p><a href=" + std::to_string(i) + ">x</a></p>";
  static_cast<void>(propose(deep + wide));
}

}  // namespace
}  // namespace gazetted::parser
