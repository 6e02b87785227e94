// The three forms of one change: what a person is told, and the contract's JSON.

#include "app/change_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gazetted::app {
namespace {

using testing::HasSubstr;

Document worded(const std::string& text) {
  Document document;
  document.title = "某市扶持办法";
  document.text = text;
  return document;
}

const std::string before =
    "第一章 总则\n第一条 为了规范扶持资金的管理，提高资金使用效益，制定本办法。\n"
    "第二条 扶持资金按照实际投资额的75%给予补助，最高不超过500万元。\n"
    "第二章 监督\n第三条 市财政部门负责资金的拨付，市工业部门负责项目的审核，审计部门负责监督资金的使用。\n"
    "第四条 企业应当对申请材料的真实性、完整性负责。\n第五条 弄虚作假的，追回资金，三年内不再受理其申请。\n"
    "类别 | 金额\n装备 | 100万元\n软件 | 60万元";
// 75% → 100%; 第四条 went to the first chapter; 第三条 was split; a cell changed; what is behind has other
// numbers.
const std::string after =
    "第一章 总则\n第一条 为了规范扶持资金的管理，提高资金使用效益，制定本办法。\n"
    "第二条 扶持资金按照实际投资额的100%给予补助，最高不超过500万元。\n"
    "第三条 企业应当对申请材料的真实性、完整性负责。\n"
    "第二章 监督\n第四条 市财政部门负责资金的拨付，市工业部门负责项目的审核。\n"
    "第五条 审计部门负责监督资金的使用。\n第六条 弄虚作假的，追回资金，三年内不再受理其申请。\n"
    "类别 | 金额\n装备 | 120万元\n软件 | 60万元";

monitor::Change change() { return *monitor::change_between(worded(before), worded(after)); }

TEST(ChangeView, TextSaysWhatHappenedWhere) {
  const std::string text = change_text(change(), "某市扶持办法 <一>", Marks::brackets);
  EXPECT_THAT(text, testing::StartsWith("某市扶持办法 <一>\n"));
  EXPECT_THAT(text, HasSubstr("75% → 100%"));
  EXPECT_THAT(text, HasSubstr("第一章 第二条〔修改〕\n"));
  EXPECT_THAT(text, HasSubstr("[-75%-]{+100%+}"));
  EXPECT_THAT(text, HasSubstr("第一章 第三条〔由第二章 第四条移来〕\n"));
  EXPECT_THAT(text, HasSubstr("（由第三条拆分）〔拆分〕\n"));
  EXPECT_THAT(text, HasSubstr("第二章 第六条〔序号变动〕\n第五条 → 第六条\n"));
  EXPECT_THAT(text, HasSubstr("行“装备” 列“金额”〔修改〕\n"));
  EXPECT_THAT(change_text(change(), "", Marks::colour), HasSubstr("\x1b[31;9m75%\x1b[0m\x1b[32m100%\x1b[0m"));
}

TEST(ChangeView, HtmlIsAnArticleOfSections) {
  const std::string html = change_html(change(), "某市扶持办法 <一>");
  EXPECT_THAT(html,
              testing::StartsWith("<article class=\"change substantive\"><h2>某市扶持办法 &lt;一&gt;</h2>"));
  EXPECT_THAT(html, HasSubstr("<section class=\"replace\"><h3>第一章 第二条 <small>修改</small></h3>"));
  EXPECT_THAT(html, HasSubstr("<del>75%</del><ins>100%</ins>"));
  EXPECT_THAT(html,
              HasSubstr("<section class=\"move\"><h3>第一章 第三条 <small>由第二章 第四条移来</small>"));
  EXPECT_THAT(html, HasSubstr("<section class=\"renumber\"><h3>第二章 第六条 "));
}

TEST(ChangeView, JsonHasTheContractsKeysAndNoOthers) {
  const Json json = monitor::to_json(change());
  EXPECT_EQ(json.size(), 4U);
  for (const auto& hunk : json.at("hunks")) {
    EXPECT_EQ(hunk.size(), 5U);
    for (const auto* key : {"op", "where", "before", "after", "spans"})
      EXPECT_TRUE(hunk.contains(key)) << key;
    std::string old_text, new_text;
    for (const auto& span : hunk.at("spans")) {
      if (span.at(0) != "+") old_text += span.at(1).get<std::string>();
      if (span.at(0) != "-") new_text += span.at(1).get<std::string>();
    }
    EXPECT_EQ(old_text, hunk.at("before"));
    EXPECT_EQ(new_text, hunk.at("after"));
  }
}

}  // namespace
}  // namespace gazetted::app
