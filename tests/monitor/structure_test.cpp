#include "monitor/structure.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "monitor/numeral.h"
#include "monitor/table.h"

namespace gazetted::monitor {
namespace {

std::vector<std::string> paths(const std::vector<std::string_view>& paragraphs) {
  const auto clauses = read_structure(read_labels(paragraphs));
  std::vector<std::string> result;
  for (std::size_t i = 0; i < clauses.size(); ++i) result.push_back(path_of(clauses, i));
  return result;
}

/// Whatever two texts have in common, the one reads the same with and without the other.
TEST(Structure, LabelsTakenFromALikeTextAreItsOwn) {
  const std::vector<std::string_view> lines = {"第一条 甲", "（一）乙", "丙", "二、丁", "", "1.戊", "1 | 2"};
  std::mt19937 random(7);
  const auto text = [&] {
    std::vector<std::string_view> some(random() % 12);
    for (auto& line : some) line = lines[random() % lines.size()];
    return some;
  };
  for (int i = 0; i < 500; ++i) {
    const auto before = text();
    auto after = random() % 2 == 0 ? before : text();
    if (!after.empty()) after[random() % after.size()] = lines[random() % lines.size()];
    const auto clauses = read_structure(read_labels(after, read_labels(before)));
    std::vector<std::string> found;
    for (std::size_t c = 0; c < clauses.size(); ++c) found.push_back(path_of(clauses, c));
    ASSERT_EQ(found, paths(after));
  }
}

TEST(Numeral, ReadsWhatDocumentsWrite) {
  const std::pair<const char*, int> cases[] = {
      {"一", 1},           {"十", 10},          {"十二", 12},       {"二十", 20},
      {"一百零五", 105},   {"一百二十三", 123}, {"一千零一", 1001}, {"廿三", 23},
      {"两百", 200},       {"二〇二四", 2024},  {"12", 12},         {"１２", 12},
      {"三万五千", 35000}, {"10万", 100000},    {"○", 0},           {"零", 0}};
  for (const auto& [text, value] : cases) EXPECT_EQ(parse_numeral(text), value) << text;
  for (const char* text : {"", "甲", "十年", "999999999", "一亿"}) EXPECT_FALSE(parse_numeral(text)) << text;
}

TEST(Numeral, WritesAndReadsBack) {
  EXPECT_EQ(to_chinese(10), "十");
  EXPECT_EQ(to_chinese(110), "一百一十");
  EXPECT_EQ(to_chinese(1005), "一千零五");
  for (int number = 1; number <= 9999; ++number) ASSERT_EQ(parse_numeral(to_chinese(number)), number);
}

struct LabelCase {
  const char* line;
  Level level;
  int value;
  int inserted;
  const char* label;
  const char* text;
};
void PrintTo(const LabelCase& label, std::ostream* out) { *out << label.line; }

class ReadsLabel : public testing::TestWithParam<LabelCase> {};
TEST_P(ReadsLabel, WithNumberAndText) {
  const std::string line = GetParam().line;
  const auto label = read_label(line);
  ASSERT_TRUE(label);
  EXPECT_EQ(label->level, GetParam().level);
  EXPECT_EQ(label->number, (Ordinal{GetParam().value, GetParam().inserted}));
  EXPECT_EQ(label->text, GetParam().label);
  EXPECT_EQ(line.substr(label->end), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(
    Structure, ReadsLabel,
    testing::Values(LabelCase{"第一条 为了规范", Level::article, 1, 0, "第一条", "为了规范"},
                    LabelCase{"第一条为了规范", Level::article, 1, 0, "第一条", "为了规范"},
                    LabelCase{"　第 十 二 条　甲", Level::article, 12, 0, "第十二条", "甲"},
                    LabelCase{"第12条：甲", Level::article, 12, 0, "第12条：", "甲"},
                    LabelCase{"第十二条之一 甲", Level::article, 12, 1, "第十二条之一", "甲"},
                    LabelCase{"第三条（目的）甲", Level::article, 3, 0, "第三条", "（目的）甲"},
                    LabelCase{"第三条 第二审人民法院", Level::article, 3, 0, "第三条", "第二审人民法院"},
                    LabelCase{"第一编 总则", Level::part, 1, 0, "第一编", "总则"},
                    LabelCase{"第二部分 任务", Level::part, 2, 0, "第二部分", "任务"},
                    LabelCase{"第三章　总 则", Level::chapter, 3, 0, "第三章", "总 则"},
                    LabelCase{"第一节 客 运", Level::section, 1, 0, "第一节", "客 运"},
                    LabelCase{"一、总体要求", Level::ordinal, 1, 0, "一、", "总体要求"},
                    LabelCase{"十二、 附则", Level::ordinal, 12, 0, "十二、", "附则"},
                    LabelCase{"（三）其他", Level::item, 3, 0, "（三）", "其他"},
                    LabelCase{"(三)其他", Level::item, 3, 0, "(三)", "其他"},
                    LabelCase{"㈢其他", Level::item, 3, 0, "㈢", "其他"},
                    LabelCase{"1.范围", Level::point, 1, 0, "1.", "范围"},
                    LabelCase{"１．范围", Level::point, 1, 0, "１．", "范围"},
                    LabelCase{"2、2024年底前", Level::point, 2, 0, "2、", "2024年底前"},
                    LabelCase{"（1）甲", Level::subpoint, 1, 0, "（1）", "甲"},
                    LabelCase{"1）甲", Level::subpoint, 1, 0, "1）", "甲"},
                    LabelCase{"⑵甲", Level::subpoint, 2, 0, "⑵", "甲"},
                    LabelCase{"③甲", Level::circled, 3, 0, "③", "甲"},
                    LabelCase{"附件2：", Level::annex, 2, 0, "附件2：", ""}));

TEST(Structure, ReferencesAndFiguresAreNoLabels) {
  for (const char* line : {"第三条第二款规定的情形",
                           "第三条、第四条",
                           "第三条至第五条",
                           "第三条 第二款规定的",
                           "第三条规定的",
                           "第三条所称",
                           "第三章规定的情形，依照本条处理。",
                           "（一）至（三）项",
                           "（一）、（二）项",
                           "（2024）鲁01号",
                           "一、二级医院",
                           "3、4日",
                           "1.5万元",
                           "2024.1.1",
                           "2024年",
                           "十分重要",
                           "一是加强",
                           "附件2：名单",
                           "第三",
                           "第条",
                           "（）",
                           "、",
                           "",
                           "（甲）",
                           "1234.甲"})
    EXPECT_FALSE(read_label(line)) << line;
}

TEST(Structure, PathsOfAStatute) {
  EXPECT_EQ(paths({"某某条例", "第一章 总则", "第一条 甲。", "第二条 乙：", "（一）丙；", "1.丁；",
                   "（二）戊。", "前款己。", "第二章 附则", "第一节 其他", "第三条 庚。"}),
            (std::vector<std::string>{"第一段", "第一章", "第一章 第一条", "第一章 第二条 第一款",
                                      "第一章 第二条 第一款 （一）", "第一章 第二条 第一款 （一） 1.",
                                      "第一章 第二条 第一款 （二）", "第一章 第二条 第二款", "第二章",
                                      "第二章 第一节", "第二章 第一节 第三条"}));
}

TEST(Structure, ItemsBelongToTheParagraphBeforeThem) {
  EXPECT_EQ(paths({"第二条 乙。", "下列情形：", "（一）丙；", "第三条 丁：", "（一）戊。"}),
            (std::vector<std::string>{"第二条 第一款", "第二条 第二款", "第二条 第二款 （一）", "第三条",
                                      "第三条 （一）"}));
}

TEST(Structure, WhatClosesATextBelongsToNoArticle) {
  EXPECT_EQ(paths({"第一条 甲应当申请。", "第二条 本办法自2026年5月1日起施行。", "某市财政局", "某市工业局",
                   "2026年3月6日", "（此件公开发布）", "附件1", "第一条 乙。"}),
            (std::vector<std::string>{"第一条", "第二条", "署名", "署名", "成文日期", "附注", "附件1",
                                      "附件1 第一条"}));
  EXPECT_EQ(paths({"某市公告", "2026年3月6日", "第一条 甲。"}),
            (std::vector<std::string>{"第一段", "第二段", "第一条"}))
      << "a day below the title closes nothing";
}

TEST(Structure, PathsOfANotice) {
  EXPECT_EQ(paths({"各区人民政府：", "一、总体要求", "说明。", "（一）原则", "1.甲", "（1）乙", "①丙", "2.丁",
                   "二、任务", "附件", "一、名单"}),
            (std::vector<std::string>{"第一段", "一、", "一、 第一段", "一、 （一）", "一、 （一） 1.",
                                      "一、 （一） 1. （1）", "一、 （一） 1. （1） ①", "一、 （一） 2.",
                                      "二、", "附件", "附件 一、"}));
}

TEST(Structure, RowsKnowTheirKeyAndHead) {
  const auto clauses =
      read_structure(read_labels({"一、标准", "序号 | 企业 | 比例", "1 | 甲厂 | 75%", "2 | 乙厂 | 50%"}));
  ASSERT_EQ(clauses.size(), 4);
  EXPECT_EQ(path_of(clauses, 3), "一、 表 行“乙厂”");
  EXPECT_EQ(clauses[3].table_head, 1);
  EXPECT_EQ(clauses[3].label, "2");
  EXPECT_EQ(clauses[3].text, "乙厂 | 50%");
  EXPECT_EQ(row_key("2024 | 75%"), "2024");
  EXPECT_EQ(cells("甲 | 乙 |  | 丙"), (std::vector<std::string>{"甲", "乙", "", "丙"}));
}

TEST(Structure, ArticlesOwnTheirLines) {
  const auto clauses =
      read_structure(read_labels({"第一章 总则", "第一条 甲", "（一）乙", "丙", "第二章 其他", "丁"}));
  EXPECT_FALSE(clauses[0].article);
  for (const std::size_t i : {1U, 2U, 3U}) EXPECT_EQ(clauses[i].article, 1);
  EXPECT_FALSE(clauses[5].article);
  EXPECT_EQ(scope_of(clauses, 1), "第一章 第一条");
  EXPECT_EQ(path_of(clauses, 1), "第一章 第一条 第一款");
}

TEST(Structure, LongAndBrokenTextsAreReadInOneGo) {
  std::vector<std::string_view> lines;
  for (int i = 0; i < 50'000; ++i) lines.push_back(i % 2 ? "（一）\xFF" : "第一条第");
  EXPECT_EQ(read_structure(read_labels(lines)).size(), lines.size());
  const std::string brackets(1'000'000, '('), digits(1'000'000, '1');
  EXPECT_EQ(read_structure(read_labels({brackets, digits})).size(), 2);
}

}  // namespace
}  // namespace gazetted::monitor
