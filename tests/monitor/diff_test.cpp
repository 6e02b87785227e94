#include "monitor/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "monitor/align.h"
#include "monitor/fold.h"
#include "monitor/utf8.h"
#include "monitor/words.h"

namespace gazetted::monitor {
namespace {

using Op = Hunk::Op;

std::string side(const std::vector<Span>& spans, Span::Op left_out) {
  std::string text;
  for (const Span& span : spans)
    if (span.op != left_out) text += span.text;
  return text;
}

void expect_recreates(const std::vector<Span>& spans, std::string_view before, std::string_view after) {
  EXPECT_EQ(side(spans, Span::Op::insert), before);
  EXPECT_EQ(side(spans, Span::Op::erase), after);
}

/// `op where` of each hunk.
std::vector<std::string> outline(const Difference& difference) {
  static constexpr const char* names[] = {"insert", "erase", "replace", "renumber", "move"};
  std::vector<std::string> lines;
  for (const Hunk& hunk : difference.hunks)
    lines.push_back(std::string(names[static_cast<int>(hunk.op)]) + " " + hunk.where);
  return lines;
}

using Outline = std::vector<std::string>;

const std::string statute =
    "某市补贴办法\n第一章 总则\n第一条 为了规范补贴资金管理，制定本办法。\n第二条 "
    "本办法适用于本市行政区域。\n"
    "第二章 标准\n第三条 补贴比例为75%，期限为三年。\n第四条 "
    "有下列情形之一的，不予补贴：\n（一）弄虚作假的；\n"
    "（二）逾期申报的；\n（三）其他不符合条件的。\n逾期的时间自公告之日起计算。\n第五条 "
    "本办法自2024年1月1日起施行。";

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(Compare, FiguresThatChangedAreNamed) {
  const Difference difference = compare(statute, replaced(statute, "75%", "100%"));
  EXPECT_EQ(outline(difference), (Outline{"replace 第二章 第三条"}));
  EXPECT_EQ(difference.summary, "第三条：补贴比例 75% → 100%");
  EXPECT_EQ(difference.significance, Significance::substantive);
  EXPECT_EQ(difference.amended, 1);
  EXPECT_EQ(difference.unchanged, 4);
  EXPECT_EQ(difference.hunks[0].before, "第三条 补贴比例为75%，期限为三年。");
  expect_recreates(difference.hunks[0].spans, difference.hunks[0].before, difference.hunks[0].after);
}

TEST(Compare, DatesAndPeriodsAreFiguresToo) {
  EXPECT_EQ(compare(statute, replaced(statute, "2024年1月1日", "2025年7月1日")).summary,
            "第五条：本办法自 2024年1月1日 → 2025年7月1日");
  EXPECT_EQ(compare(statute, replaced(statute, "三年", "五年")).summary, "第三条：期限 三年 → 五年");
}

TEST(Compare, AnInsertedArticleRenumbersTheRest) {
  std::string after = replaced(statute, "第五条 本办法", "第六条 本办法");
  after = replaced(after, "第四条 有", "第五条 有");
  after = replaced(after, "第五条 有", "第四条 申报人应当提交申请材料，并对真实性负责。\n第五条 有");
  const Difference difference = compare(statute, after);
  EXPECT_EQ(outline(difference),
            (Outline{"insert 第二章 第四条", "renumber 第二章 第五条", "renumber 第二章 第六条"}));
  EXPECT_EQ(difference.hunks[1].before, "第四条");
  EXPECT_EQ(difference.hunks[1].after, "第五条");
  EXPECT_EQ(difference.renumbered, 2);
  EXPECT_EQ(difference.added, 1);
  EXPECT_EQ(difference.unchanged, 3);
  EXPECT_EQ(difference.removed + difference.amended, 0);
}

TEST(Compare, ChangesWithinAnArticleHaveTheirPlace) {
  std::string after = replaced(statute, "（二）逾期申报的；\n（三）", "（二）");
  after = replaced(after, "自公告之日", "自公告期满之日");
  EXPECT_EQ(outline(compare(statute, after)),
            (Outline{"erase 第二章 第四条 第一款 （二）", "renumber 第二章 第四条 第一款 （二）",
                     "replace 第二章 第四条 第二款"}));
}

TEST(Compare, AMovedArticleIsNoNewOne) {
  const std::string before =
      "第一条 甲地的申请由区级主管部门受理。\n第二条 乙地的申请由市级主管部门受理。\n"
      "第三条 丙地的材料应当真实完整。\n第四条 丁地的决定应当公开。";
  const std::string after =
      "第一条 乙地的申请由市级主管部门受理。\n第二条 丙地的材料应当真实完整。\n"
      "第三条 丁地的决定应当公开。\n第四条 甲地的申请由区级主管部门受理。";
  const Difference difference = compare(before, after);
  EXPECT_EQ(outline(difference),
            (Outline{"renumber 第一条", "renumber 第二条", "renumber 第三条", "move 第四条"}));
  EXPECT_EQ(difference.renumbered, 4);
  EXPECT_EQ(difference.added + difference.removed, 0);
}

TEST(Compare, AClosingLineDoesNotMoveWhenItFollowsAnotherArticle) {
  const std::string closing = "\n本办法由市财政局负责解释。";
  const std::string article =
      "\n第六条 审计机关应当对补贴资金的使用情况进行监督检查，发现弄虚作假的，依法追究责任。";
  EXPECT_EQ(outline(compare(statute + closing, statute + article + closing)),
            Outline{"insert 第二章 第六条"});
  const auto noted = statute + "\n（此件公开发布）";
  const auto difference = compare(noted, noted + "\n附件所列单位的名单由市财政局另行公布。");
  ASSERT_EQ(difference.hunks.size(), 1U);
  EXPECT_EQ(difference.hunks[0].op, Op::insert);
  EXPECT_EQ(difference.hunks[0].after, "附件所列单位的名单由市财政局另行公布。");
}

TEST(Compare, AParagraphThatLeftItsArticleMoved) {
  const std::string before =
      "第一条 甲地的申请由区级主管部门受理。\n逾期不申请的，视为自动放弃补贴资格。\n第二条 丁。";
  const std::string after =
      "第一条 甲地的申请由区级主管部门受理。\n第二条 逾期不申请的，视为自动放弃补贴资格。\n第三条 丁。";
  EXPECT_EQ(outline(compare(before, after)), (Outline{"move 第二条", "renumber 第三条"}));
}

TEST(Compare, ErasuresStandWhereTheyStood) {
  const std::string before =
      "一、总体要求\n甲段文字在此。\n二、主要任务\n乙段文字在此。\n三、保障措施\n丙段文字在此。";
  const std::string after = "一、总体要求\n甲段文字在此处。\n三、保障措施\n丙段文字在彼。";
  EXPECT_EQ(outline(compare(before, after)),
            (Outline{"replace 一、 第一段", "erase 二、", "erase 二、 第一段", "replace 三、 第一段"}));
}

TEST(Compare, CellsAreKnownByRowAndColumn) {
  const std::string before = "一、标准\n企业 | 比例 | 期限\n甲厂 | 75% | 3年\n乙厂 | 50% | 2年";
  const Difference difference =
      compare(before, replaced(replaced(before, "50%", "60%"), "甲厂", "丙厂 | 10% | 1年\n甲厂"));
  EXPECT_EQ(outline(difference), (Outline{"insert 一、 表 行“丙厂”", "replace 一、 表 行“乙厂” 列“比例”"}));
  EXPECT_NE(difference.summary.find("50% → 60%"), std::string::npos) << difference.summary;
}

TEST(Compare, RunningNumbersOfRowsAreNumbers) {
  const std::string before = "序号 | 名称 | 金额\n1 | 甲厂 | 100万元\n2 | 乙厂 | 200万元";
  const std::string after =
      "序号 | 名称 | 金额\n1 | 丙公司 | 300万元\n2 | 甲厂 | 100万元\n3 | 乙厂 | 200万元";
  EXPECT_EQ(outline(compare(before, after)),
            (Outline{"insert 表 行“丙公司”", "renumber 表 行“甲厂”", "renumber 表 行“乙厂”"}));
}

struct Case {
  const char* name;
  std::string before, after;
};
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class NoChange : public testing::TestWithParam<Case> {};
TEST_P(NoChange, HasNoHunks) {
  const Difference difference = compare(GetParam().before, GetParam().after);
  EXPECT_TRUE(difference.hunks.empty()) << outline(difference).front();
  EXPECT_EQ(difference.summary, "");
  EXPECT_EQ(difference.significance, Significance::editorial);
}
INSTANTIATE_TEST_SUITE_P(
    Compare, NoChange,
    testing::Values(Case{"same", statute, statute}, Case{"both empty", "", ""},
                    Case{"white space", "第一条 甲乙", "第 一 条　甲　乙"},
                    Case{"width", "(一)甲，乙", "（一）甲,乙"},
                    Case{"blank lines", "甲\n乙", "甲\n\n  \n乙\n"},
                    Case{"zero width", "甲乙", "甲\u200B乙\uFEFF"}, Case{"quotes", "“甲”", "「甲」"},
                    Case{"counter", "甲\n浏览次数：3", "甲\n浏览次数：4"},
                    Case{"clock", "今天是2026年1月1日\n甲", "今天是2026年1月2日\n甲"},
                    Case{"neighbour", "甲\n上一篇：乙", "甲\n上一篇：丙"},
                    Case{"paragraph cut in two", "第一条 甲乙。丙丁。", "第一条 甲乙。\n丙丁。"},
                    Case{"paragraphs joined", "甲乙。\n丙丁。\n戊", "甲乙。丙丁。\n戊"}));

class Editorial : public testing::TestWithParam<Case> {};
TEST_P(Editorial, IsToldAsSuch) {
  const Difference difference = compare(GetParam().before, GetParam().after);
  EXPECT_FALSE(difference.hunks.empty());
  EXPECT_EQ(difference.significance, Significance::editorial);
  EXPECT_TRUE(difference.summary.starts_with("仅标点")) << difference.summary;
}
INSTANTIATE_TEST_SUITE_P(Compare, Editorial,
                         testing::Values(Case{"comma", "甲，乙", "甲、乙"},
                                         Case{"numbering", "（一）甲\n（二）乙", "一、甲\n二、乙"},
                                         Case{"article digits", "第一条 甲\n第二条 乙", "第1条 甲\n第2条 乙"},
                                         Case{"full stop", "第一条 甲乙丙丁", "第一条 甲乙丙丁。"},
                                         Case{"cut in two with a comma less", "甲乙，丙丁。\n戊",
                                              "甲乙\n丙丁。\n戊"}));

class Substantive : public testing::TestWithParam<Case> {};
TEST_P(Substantive, IsToldAsSuch) {
  const Difference difference = compare(GetParam().before, GetParam().after);
  EXPECT_FALSE(difference.hunks.empty());
  EXPECT_EQ(difference.significance, Significance::substantive);
  EXPECT_FALSE(difference.summary.empty());
}
INSTANTIATE_TEST_SUITE_P(
    Compare, Substantive,
    testing::Values(Case{"word", "可以申请", "应当申请"}, Case{"decimal", "1.5万元", "15万元"},
                    Case{"number", "第一条 甲\n第二条 乙", "第一条 甲\n第三条 乙"},
                    Case{"order", "甲地由市主管\n乙地由区主管", "乙地由区主管\n甲地由市主管"},
                    Case{"all gone", "甲", ""}, Case{"all new", "", "甲"},
                    Case{"item number", "（一）甲", "（二）甲"}));

TEST(WordSpans, KeepFiguresAndWordsWhole) {
  using enum Span::Op;
  EXPECT_EQ(word_spans("比例为75%的", "比例为100%的"),
            (std::vector<Span>{{equal, "比例为"}, {erase, "75%"}, {insert, "100%"}, {equal, "的"}}));
  EXPECT_EQ(
      word_spans("自2024年1月1日起", "自2024年12月31日起"),
      (std::vector<Span>{{equal, "自"}, {erase, "2024年1月1日"}, {insert, "2024年12月31日"}, {equal, "起"}}));
  EXPECT_EQ(word_spans("主管部门", "主管部门"), (std::vector<Span>{{equal, "主管部门"}}));
  EXPECT_TRUE(word_spans("", "").empty());
}

TEST(Words, FiguresArePieces) {
  Words words;
  for (const std::string figure : {"75%", "100万元", "1,234.5元", "2024年1月1日", "15个工作日", "三十日",
                                   "百分之七十五", "３年", "十五个工作日"}) {
    const std::string text = "期限" + figure + "内";
    const auto pieces = words.cut(text);
    EXPECT_TRUE(std::ranges::find(pieces, figure) != pieces.end()) << figure;
    EXPECT_TRUE(is_figure(figure)) << figure;
  }
  for (const char* word : {"", "甲", "十分", "统一", "第", "万"}) EXPECT_FALSE(is_figure(word)) << word;
}

TEST(Similarity, IsTheShareInCommon) {
  EXPECT_EQ(similarity("", ""), 1);
  EXPECT_EQ(similarity("第一条　甲", "第一条 甲"), 1);
  EXPECT_EQ(similarity("甲乙丙丁戊己", ""), 0);
  EXPECT_EQ(similarity("甲乙丙丁戊己", "子丑寅卯辰巳"), 0);
  EXPECT_GT(similarity(statute, replaced(statute, "75%", "100%")), 0.9);
}

/// Chinese-like text from a seed, and random edits of it.
class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  std::string paragraph() {
    static constexpr const char* pieces[] = {
        "申请", "人民政府", "应当",     "的", "，", "。", "75%",          "（一）", "３年", " ",     "\u200B",
        "A",    "补贴",     "主管部门", "、", "“",  "”",  "2024年1月1日", "\xFF",   "𠮷",   "第三条"};
    std::string text;
    for (unsigned count = below(30); count > 0; --count) text += pieces[below(std::size(pieces))];
    return text;
  }
  std::string text(unsigned most) {
    std::string all;
    const unsigned count = below(most);
    for (unsigned i = 1; i <= count; ++i)
      all += (below(2) ? "第" + std::to_string(i) + "条 " : "") + paragraph() + "\n";
    return all;
  }
  std::string edited(std::string text) {
    for (unsigned count = below(6); count > 0; --count) {
      const std::size_t at = below(static_cast<unsigned>(text.size()) + 1);
      text = text.substr(0, at) + (below(2) ? paragraph() : "\n") +
             text.substr(std::min(text.size(), at + below(40)));
    }
    return text;
  }
  unsigned below(std::size_t bound) {
    return static_cast<unsigned>(random_() % std::max<std::size_t>(bound, 1));
  }

 private:
  std::mt19937 random_;
};

TEST(WordSpans, RecreateBothSidesOfAnyPair) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    RandomText random(seed);
    const std::string before = random.text(6), after = seed % 3 ? random.edited(before) : random.text(6);
    const auto spans = word_spans(before, after);
    ASSERT_NO_FATAL_FAILURE(expect_recreates(spans, before, after)) << seed;
    for (std::size_t i = 1; i < spans.size(); ++i) ASSERT_NE(spans[i].op, spans[i - 1].op) << seed;
  }
}

TEST(Compare, HoldsItsPromisesOnAnyPair) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    RandomText random(seed);
    const std::string before = random.text(25), after = random.edited(before);
    ASSERT_TRUE(compare(before, before).hunks.empty()) << seed;
    const Difference difference = compare(before, after);
    std::string old_folded, new_folded;
    for (const std::string_view paragraph : comparable(before)) old_folded += fold(paragraph);
    for (const std::string_view paragraph : comparable(after)) new_folded += fold(paragraph);
    ASSERT_EQ(difference.hunks.empty(), old_folded == new_folded) << seed;
    for (const Hunk& hunk : difference.hunks) {
      ASSERT_NO_FATAL_FAILURE(expect_recreates(hunk.spans, hunk.before, hunk.after)) << seed;
      for (const auto& [text, whole] : {std::pair(hunk.before, before), std::pair(hunk.after, after)}) {
        std::size_t lines = 0;
        each_line(text, [&](std::string_view line) { lines += whole.find(line.substr(0, 3)) != whole.npos; });
        ASSERT_EQ(lines, static_cast<std::size_t>(std::ranges::count(text, '\n')) + !text.empty()) << seed;
      }
    }
  }
}

TEST(Align, MatchesAscendAndAreEqual) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const auto sequence = [&] {
      std::vector<std::uint64_t> result(random() % 60);
      for (auto& element : result) element = random() % (round % 2 ? 4 : 40);
      return result;
    };
    const auto before = sequence(), after = sequence();
    std::vector<std::vector<std::size_t>> longest(before.size() + 1,
                                                  std::vector<std::size_t>(after.size() + 1));
    for (std::size_t i = 0; i < before.size(); ++i)
      for (std::size_t j = 0; j < after.size(); ++j)
        longest[i + 1][j + 1] =
            before[i] == after[j] ? longest[i][j] + 1 : std::max(longest[i][j + 1], longest[i + 1][j]);
    for (const auto& matches : {align(before, after), common_subsequence(before, after)})
      for (std::size_t n = 0; n < matches.size(); ++n) {
        ASSERT_EQ(before[matches[n].before], after[matches[n].after]);
        ASSERT_TRUE(n == 0 ||
                    (matches[n].before > matches[n - 1].before && matches[n].after > matches[n - 1].after));
      }
    ASSERT_EQ(common_subsequence(before, after).size(), longest.back().back()) << round;
  }
}

TEST(Compare, TimeIsBoundedWhateverTheTexts) {
  RandomText random(3);
  const auto lines = [&](auto&& line) {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += line(i) + "\n";
    return text;
  };
  const auto two = [&](int) { return std::string(random.below(2) ? "甲甲甲甲甲" : "乙乙乙乙乙"); };
  const auto any = [&](int i) { return random.paragraph() + std::to_string(i); };
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(compare(lines(two), lines(two)).hunks.empty());
  EXPECT_FALSE(compare(lines(any), lines(any)).hunks.empty());
  EXPECT_FALSE(compare(std::string(100'000, '1'), std::string(100'000, '2')).hunks.empty());
  EXPECT_FALSE(compare(std::string(100'000, '('), std::string(100'000, '{')).summary.empty());
  EXPECT_LT(std::chrono::steady_clock::now() - start,
            std::chrono::seconds(60));  // sanitized, on a busy machine
}

}  // namespace
}  // namespace gazetted::monitor
