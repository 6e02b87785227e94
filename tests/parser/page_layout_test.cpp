#include "parser/page_layout.h"

#include <gtest/gtest.h>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Lines = std::vector<std::string>;

/// Words of `size` points, in full squares.
PrintedWord word(const std::string& text, double left, double top, double size = 10) {
  return {text, left, left + size * static_cast<double>(count_code_points(text)), top, top + size, false};
}

Lines texts(std::vector<PrintedWord> words) {
  Lines lines;
  for (const auto& line : arrange(std::move(words))) lines.push_back(line.text);
  return lines;
}

TEST(PageLayout, WordsSideBySideAreALineWhateverTheirOrder) {
  EXPECT_EQ(texts({word("乙", 60, 30), word("下", 50, 50), word("甲", 50, 30), word("上", 50, 10)}),
            (Lines{"上", "甲乙", "下"}));
}

TEST(PageLayout, AGapOfHalfASquareIsASpaceAndJustifiedLinesHaveNone) {
  EXPECT_EQ(texts({word("第一章", 50, 10), word("总则", 85, 10), word("为", 50, 30), word("了", 63, 30)}),
            (Lines{"第一章 总则", "为了"}));
  // One of a whole square is the full space.
  EXPECT_EQ(texts({word("第一章", 50, 10), word("总则", 90, 10)}), (Lines{"第一章　总则"}));
  EXPECT_EQ(texts({{"the", 50, 70, 10, 20, true}, {"city", 72, 95, 10, 20, false}}), (Lines{"the city"}));
}

TEST(PageLayout, ColumnsOfRunningTextAreReadOneAfterAnother) {
  std::vector<PrintedWord> words = {word("某某市人民政府公报", 150, 10, 16)};
  Lines expected = {"某某市人民政府公报"};
  Lines right;
  for (int i = 0; i < 6; ++i) {
    const std::string n(1, static_cast<char>('a' + i));
    words.push_back(word(n + "各级各部门要提高认识加强领导", 50, 40 + 18 * i));
    words.push_back(word(n + "市级财政安排专项资金予以支持", 230, 44 + 18 * i));
    expected.push_back(n + "各级各部门要提高认识加强领导");
    right.push_back(n + "市级财政安排专项资金予以支持");
  }
  expected.insert(expected.end(), right.begin(), right.end());
  words.push_back(word("本期责任编辑某某某某某某某某某某某某某", 60, 160));
  expected.emplace_back("本期责任编辑某某某某某某某某某某某某某");
  EXPECT_EQ(texts(words), expected);
}

TEST(PageLayout, LinesOfPiecesBelowOneAnotherAreRows) {
  EXPECT_EQ(texts({word("单位：万元", 300, 10), word("序号", 50, 40), word("项目", 120, 40),
                   word("金额", 300, 40), word("1", 55, 60), word("道路", 120, 60), word("100", 295, 60),
                   word("2", 55, 80), word("合计", 120, 100), word("100", 295, 100)}),
            (Lines{"单位：万元", "序号 | 项目 | 金额", "1 | 道路 | 100", "2 |  | ", " | 合计 | 100"}));
}

TEST(PageLayout, TheLinesOfACellAreOne) {
  EXPECT_EQ(texts({word("序号", 50, 40), word("项目", 120, 40), word("1", 55, 60),
                   word("道路工程建设和", 120, 60), word("养护", 120, 71), word("2", 55, 91),
                   word("桥梁工程建设和", 120, 91), word("养护", 120, 102)}),
            (Lines{"序号 | 项目", "1 | 道路工程建设和养护", "2 | 桥梁工程建设和养护"}));
}

TEST(PageLayout, OneSpacedLineIsNoTable) {
  EXPECT_EQ(texts({word("正文如下", 50, 10), word("某某局", 80, 40), word("2026年", 200, 40),
                   word("抄送", 50, 80)}),
            (Lines{"正文如下", "某某局 2026年", "抄送"}));
}

TEST(PageLayout, AHundredThousandWordsAreNoTrouble) {
  std::vector<PrintedWord> words;
  for (int i = 0; i < 100'000; ++i) words.push_back(word("甲", 40.0 * (i % 10), 12.0 * (i / 10)));
  EXPECT_EQ(texts(words).size(), 10'000U);
  words.clear();
  for (int i = 0; i < 100'000; ++i) words.push_back(word("甲", 40.0 * i, 12.0));
  EXPECT_EQ(texts(words).size(), 1U);
}

}  // namespace
}  // namespace gazetted::parser
