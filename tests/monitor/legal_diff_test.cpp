// What a lawyer would say of two wordings: hard cases by hand, and what holds of any two.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "monitor/diff.h"

namespace gazetted::monitor {
namespace {

const std::string decree =
    "某市扶持办法\n（2020年3月1日市人民政府令第10号公布）\n第一章 总则\n"
    "第一条 为了规范扶持资金的管理，提高资金使用效益，制定本办法。\n"
    "第二条 本办法适用于本市行政区域内扶持资金的申请、审核、拨付和监督管理。\n"
    "第三条 市财政部门负责扶持资金的预算安排和拨付，市工业部门负责项目的组织申报和审核，审计部门负责"
    "对资金使用情况实施审计监督，并向社会公开审计结果。\n"
    "第二章 申请\n第四条 申请扶持资金的企业应当具备下列条件：\n（一）依法登记并正常经营满两年；\n"
    "（二）上一年度研发投入不低于100万元；\n（三）近三年未发生重大安全事故。\n"
    "第五条 企业应当在每年6月30日前提交申请材料，区工业部门应当在15个工作日内完成初审。\n"
    "第六条 对符合本办法第四条规定条件的企业，按照实际投资额的10%给予扶持，最高不超过500万元。\n"
    "第三章 监督\n第七条 企业应当对申请材料的真实性负责。\n"
    "第八条 企业弄虚作假骗取扶持资金的，由市财政部门追回资金，三年内不再受理其申请。\n"
    "第九条 本办法自2020年5月1日起施行，有效期五年。\n附件1\n扶持标准\n类别 | 等级 | 金额 | 期限\n"
    "装备 | 一级 | 100万元 | 3年\n装备 | 二级 | 80万元 | 2年\n软件 | 一级 | 60万元 | 1年";

const std::string two_decrees =
    "关于印发两个办法的通知\n各区财政局：\n现将两个办法印发给你们，请遵照执行。\n2024年1月1日\n"
    "甲管理办法\n第一条 为了规范甲资金的使用管理，制定本办法。\n第二条 甲资金每户补助1000元。\n"
    "第三条 本办法自发布之日起施行。\n乙管理办法\n第一条 为了规范乙资金的使用管理，制定本办法。\n"
    "第二条 乙资金每户补助1000元。\n第三条 本办法自发布之日起施行。";

const std::string plan =
    "某市行动方案\n一、总体要求\n坚持创新驱动。\n二、主要任务\n（一）培育企业\n1."
    "到2025年，培育龙头企业10家。\n"
    "2.新增规上企业100家。\n（二）建设园区\n建设园区3个。\n三、保障措施\n加强组织领导。";

struct Edit {
  std::string what, with;
};

/// `text` with each `what` replaced once.
std::string edited(std::string text, const std::vector<Edit>& edits) {
  for (const auto& [what, with] : edits) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, text.npos) << what;
    if (at != text.npos) text.replace(at, what.size(), with);
  }
  return text;
}

struct LegalCase {
  const char* name;
  std::string before;
  std::vector<Edit> edits;
  std::vector<std::string> outline;
  std::string summary;
};
void PrintTo(const LegalCase& one, std::ostream* out) { *out << one.name; }

std::vector<std::string> outline(const Difference& difference) {
  static constexpr const char* names[] = {"insert", "erase", "replace", "renumber", "move"};
  std::vector<std::string> lines;
  for (const Hunk& hunk : difference.hunks)
    lines.push_back(std::string(names[static_cast<int>(hunk.op)]) + " " + hunk.where);
  return lines;
}

class LegalDiff : public testing::TestWithParam<LegalCase> {};
TEST_P(LegalDiff, SaysWhatHappened) {
  const LegalCase& one = GetParam();
  const Difference difference = compare(one.before, edited(one.before, one.edits));
  EXPECT_EQ(outline(difference), one.outline);
  EXPECT_EQ(difference.summary, one.summary);
  EXPECT_EQ(difference.significance, Significance::substantive);
}

/// All articles from 第四条 on one up.
std::vector<Edit> shifted(std::vector<Edit> others) {
  std::vector<Edit> edits = {{"第九条 ", "第十条 "}, {"第八条 ", "第九条 "}, {"第七条 ", "第八条 "},
                             {"第六条 ", "第七条 "}, {"第五条 ", "第六条 "}, {"第四条 ", "第五条 "}};
  edits.insert(edits.end(), others.begin(), others.end());
  return edits;
}

INSTANTIATE_TEST_SUITE_P(
    Articles, LegalDiff,
    testing::Values(
        LegalCase{
            "one inserted, those behind it renumbered, a reference following",
            decree,
            shifted({{"第五条 申请", "第四条 扶持资金遵循公开、公平、公正的原则。\n第五条 申请"},
                     {"本办法第四条", "本办法第五条"}}),
            {"insert 第二章 第四条", "renumber 第二章 第五条", "renumber 第二章 第六条",
             "replace 第二章 第七条", "renumber 第三章 第八条", "renumber 第三章 第九条",
             "renumber 第三章 第十条"},
            "新增第四条：扶持资金遵循公开、公平、公正的原则；第七条（原第六条）：援引的条文序号随之调整；"
            "原第四条至第九条改为第五条至第十条"},
        LegalCase{"one put between without a number of its own",
                  decree,
                  {{"第六条 对", "第五条之一 逾期未完成初审的，企业可以直接申请。\n第六条 对"}},
                  {"insert 第二章 第五条之一"},
                  "新增第五条之一：逾期未完成初审的，企业可以直接申请"},
        LegalCase{"moved to another chapter",
                  decree,
                  {{"第七条 企业应当对申请材料的真实性负责。\n", ""},
                   {"第三章 监督\n", "第七条 企业应当对申请材料的真实性负责。\n第三章 监督\n"}},
                  {"move 第二章 第七条"},
                  "第七条由第三章移至第二章"},
        LegalCase{"split",
                  decree,
                  shifted({{"审核，审计", "审核。\n第四条 审计"}, {"本办法第四条", "本办法第五条"}}),
                  {"replace 第一章 第三条、第四条（由第三条拆分）", "renumber 第二章 第五条",
                   "renumber 第二章 第六条", "replace 第二章 第七条", "renumber 第三章 第八条",
                   "renumber 第三章 第九条", "renumber 第三章 第十条"},
                  "原第三条拆分为第三条、第四条；第七条（原第六条）：援引的条文序号随之调整；"
                  "原第四条至第九条改为第五条至第十条"},
        LegalCase{"merged",
                  decree,
                  {{"初审。\n第六条 对", "初审。对"},
                   {"第七条 ", "第六条 "},
                   {"第八条 ", "第七条 "},
                   {"第九条 ", "第八条 "}},
                  {"replace 第二章 第五条（由第五条、第六条合并）", "renumber 第三章 第六条",
                   "renumber 第三章 第七条", "renumber 第三章 第八条"},
                  "原第五条、第六条合并为第五条；原第七条至第九条改为第六条至第八条"},
        LegalCase{"an item inserted into a paragraph",
                  decree,
                  {{"（三）近", "（四）近"}, {"（四）近", "（三）未被列入失信名单；\n（四）近"}},
                  {"insert 第二章 第四条 （三）", "renumber 第二章 第四条 （四）"},
                  "新增第四条（三）：未被列入失信名单；第四条原（三）改为（四）"},
        LegalCase{"deadline, rate, amount, date and term",
                  decree,
                  {{"15个工作日", "10个工作日"}, {"10%", "15%"}, {"500万元", "800万元"}},
                  {"replace 第二章 第五条", "replace 第二章 第六条"},
                  "第五条：区工业部门应当在 15个工作日 → 10个工作日；"
                  "第六条：按照实际投资额的 10% → 15%，最高不超过 500万元 → 800万元"},
        LegalCase{"commencement and term",
                  decree,
                  {{"2020年5月1日", "2021年1月1日"}, {"五年", "三年"}},
                  {"replace 第三章 第九条"},
                  "第九条：本办法自 2020年5月1日 → 2021年1月1日，有效期 五年 → 三年"}));

INSTANTIATE_TEST_SUITE_P(
    Frame, LegalDiff,
    testing::Values(
        LegalCase{"a chapter's title in other words",
                  decree,
                  {{"第三章 监督", "第三章 罚则"}},
                  {"replace 第三章"},
                  "第三章：“监督” → “罚则”"},
        LegalCase{"the note of history",
                  decree,
                  {{"公布）", "公布 根据2023年7月1日市人民政府令第25号修订）"}},
                  {"replace 题注"},
                  "题注：增加“根据2023年7月1日市人民政府令第25号修订”"},
        LegalCase{"a chapter named in the contents",
                  "某办法\n目 录\n第一章 总则\n第二章 监督\n第一章 总则\n第一条 甲方应当申请。\n第二章 监督\n"
                  "第二条 乙方应当监督。",
                  {{"第二章 监督\n第一章", "第二章 罚则\n第一章"}},
                  {"replace 目录 第二章"},
                  "目录第二章：“监督” → “罚则”"}));

INSTANTIATE_TEST_SUITE_P(
    Annexes, LegalDiff,
    testing::Values(
        LegalCase{
            "replaced",
            decree,
            {{"扶持标准\n类别 | 等级 | 金额 | 期限\n装备 | 一级 | 100万元 | 3年\n装备 | 二级 | 80万元 | 2年\n"
              "软件 | 一级 | 60万元 | 1年",
              "申报材料清单\n一、营业执照复印件；\n二、上一年度审计报告。"}},
            {"replace 附件1"},
            "附件1整体替换"},
        LegalCase{"put before another",
                  decree,
                  {{"附件1\n", "附件1\n申报材料清单\n一、营业执照复印件。\n附件2\n"}},
                  {"insert 附件1", "renumber 附件2"},
                  "新增附件1：申报材料清单 一、营业执照复印件；原附件1改为附件2"},
        LegalCase{"the same article of two texts that a notice carries",
                  two_decrees,
                  {{"乙资金每户补助1000元", "乙资金每户补助1500元"}},
                  {"replace 《乙管理办法》 第二条"},
                  "《乙管理办法》第二条：乙资金每户补助 1000元 → 1500元"}));

INSTANTIATE_TEST_SUITE_P(
    Tables, LegalDiff,
    testing::Values(LegalCase{"a cell by row and column",
                              decree,
                              {{"80万元", "90万元"}},
                              {"replace 附件1 表 行“装备·二级” 列“金额”"},
                              "附件1表行“装备·二级”列“金额”：80万元 → 90万元"},
                    LegalCase{"two cells of a row",
                              decree,
                              {{"80万元 | 2年", "90万元 | 3年"}},
                              {"replace 附件1 表 行“装备·二级” 列“金额”、“期限”"},
                              "附件1表行“装备·二级”列“金额”、“期限”：80万元 → 90万元，2年 → 3年"},
                    LegalCase{"a row",
                              decree,
                              {{"软件 | 一级", "软件 | 特级 | 90万元 | 2年\n软件 | 一级"}},
                              {"insert 附件1 表 行“软件·特级”"},
                              "新增附件1表行“软件·特级”：软件 | 特级 | 90万元 | 2年"},
                    LegalCase{
                        "a column",
                        "企业 | 金额 | 期限\n甲厂 | 100万元 | 3年\n乙厂 | 80万元 | 2年",
                        {{"金额 | ", "金额 | 上限 | "},
                         {"万元 | 3", "万元 | 1000万元 | 3"},
                         {"80万元 | ", "80万元 | 800万元 | "}},
                        {"replace 表头", "replace 表 行“甲厂” 列“上限”", "replace 表 行“乙厂” 列“上限”"},
                        "表头：增加“上限”；表行“甲厂”列“上限”：增加“1000万元”；"
                        "表行“乙厂”列“上限”：增加“800万元”"}));

INSTANTIATE_TEST_SUITE_P(
    Plans, LegalDiff,
    testing::Values(LegalCase{
        "aims and an inserted task",
        plan,
        {{"10家", "15家"},
         {"（二）建设", "（三）建设"},
         {"（三）建设", "（二）引进高层次人才，给予安家补贴。\n（三）建设"}},
        {"replace 二、 （一） 1.", "insert 二、 （二）", "renumber 二、 （三）"},
        "二、（一）1.：培育龙头企业 10家 → 15家；新增二、（二）：引进高层次人才，给予安家补贴；"
        "二、原（二）改为（三）"}));

/// The text before made into the text after by what the hunks say, whole paragraphs at a time: every
/// hunk's pieces are in the texts, and what no hunk names stays.
class AnyTwo : public testing::Test {
 protected:
  explicit AnyTwo(unsigned seed = 11) : random_(seed) {}

  std::string sentence() {
    static constexpr const char* words[] = {
        "申请人",  "主管部门", "应当", "材料", "补贴", "审核", "公示",     "期限", "不超过", "30日",
        "100万元", "75%",      "企业", "监督", "责任", "依法", "真实有效", "提交", "作出",   "决定"};
    std::string text;
    for (unsigned count = 8 + below(12); count > 0; --count) text += words[below(std::size(words))];
    return text + "。";
  }
  std::vector<std::string> articles() {
    std::vector<std::string> all;
    for (unsigned count = 5 + below(20); count > 0; --count) all.push_back(sentence());
    return all;
  }
  std::vector<std::string> amended(std::vector<std::string> all) {
    for (unsigned count = 1 + below(4); count > 0 && all.size() > 2; --count) {
      const auto at = all.begin() + below(static_cast<unsigned>(all.size()));
      switch (below(4)) {
        case 0: all.insert(at, sentence()); break;
        case 1: all.erase(at); break;
        case 2: at->insert(at->rfind("。"), "，并" + sentence().substr(0, 9)); break;
        default: std::iter_swap(at, all.begin()); break;
      }
    }
    return all;
  }
  static std::string numbered(const std::vector<std::string>& articles) {
    std::string text;
    for (std::size_t i = 0; i < articles.size(); ++i)
      text += "第" + std::to_string(i + 1) + "条 " + articles[i] + "\n";
    return text;
  }
  unsigned below(std::size_t bound) { return static_cast<unsigned>(random_() % bound); }

 private:
  std::mt19937 random_;
};

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) all.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

/// Takes each line of `some` out of `all`; what is not there fails.
void take_out(std::vector<std::string>& all, const std::string& some) {
  for (const std::string& line : lines(some)) {
    const auto found = std::ranges::find(all, line);
    ASSERT_NE(found, all.end()) << line;
    all.erase(found);
  }
}

TEST_F(AnyTwo, HunksAccountForEveryParagraph) {
  for (int round = 0; round < 60; ++round) {
    const auto olds = articles(), news = amended(olds);
    const std::string before = numbered(olds), after = numbered(news);
    std::vector<std::string> old_rest = lines(before), new_rest = lines(after);
    for (const Hunk& hunk : compare(before, after).hunks) {
      if (hunk.op == Hunk::Op::renumber) {
        const auto is = [](const std::string& label) {
          return [&label](const std::string& line) { return line.starts_with(label + " "); };
        };
        const auto from = std::ranges::find_if(old_rest, is(hunk.before)),
                   to = std::ranges::find_if(new_rest, is(hunk.after));
        ASSERT_TRUE(from != old_rest.end() && to != new_rest.end()) << hunk.before << hunk.after;
        ASSERT_EQ(from->substr(hunk.before.size()), to->substr(hunk.after.size()));
        old_rest.erase(from);
        new_rest.erase(to);
        continue;
      }
      ASSERT_NO_FATAL_FAILURE(take_out(old_rest, hunk.before)) << round;
      ASSERT_NO_FATAL_FAILURE(take_out(new_rest, hunk.after)) << round;
    }
    ASSERT_EQ(old_rest, new_rest) << round;
  }
}

TEST_F(AnyTwo, BackwardsInsertionsAreErasures) {
  for (int round = 0; round < 40; ++round) {
    const auto olds = articles();
    auto news = olds;
    for (unsigned count = 1 + below(4); count > 0; --count)
      news.insert(news.begin() + below(news.size()), sentence());
    const Difference there = compare(numbered(olds), numbered(news)),
                     back = compare(numbered(news), numbered(olds));
    ASSERT_EQ(there.added, back.removed) << round;
    ASSERT_EQ(there.removed, back.added) << round;
    ASSERT_EQ(there.amended, back.amended) << round;
    ASSERT_EQ(there.renumbered, back.renumbered) << round;
    std::vector<std::string> inserted, erased;
    for (const Hunk& hunk : there.hunks)
      if (hunk.op == Hunk::Op::insert) inserted.push_back(hunk.where + hunk.after);
    for (const Hunk& hunk : back.hunks)
      if (hunk.op == Hunk::Op::erase) erased.push_back(hunk.where + hunk.before);
    ASSERT_EQ(inserted, erased) << round;
  }
}

TEST_F(AnyTwo, PunctuationSpacingAndStyleOfNumbersAreEditorial) {
  for (int round = 0; round < 40; ++round) {
    const auto olds = articles();
    auto news = olds;
    for (std::string& article : news)
      if (below(2)) article.insert(article.size() - 3, "，");
    news[0].insert(0, "、");
    const Difference difference = compare(numbered(olds), numbered(news));
    ASSERT_EQ(difference.significance, Significance::editorial) << difference.summary;
    ASSERT_FALSE(difference.hunks.empty());
    ASSERT_EQ(difference.added + difference.removed, 0) << round;
  }
}

}  // namespace
}  // namespace gazetted::monitor
