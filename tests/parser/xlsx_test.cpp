#include "parser/xlsx.h"

#include <gtest/gtest.h>

#include "parser/cell_format.h"
#include "tests/support/office_files.h"

namespace gazetted::parser {
namespace {

using testing_files::xlsx_of;
using testing_files::zip_of;
using Lines = std::vector<std::string>;

Lines lines_of(const std::string& bytes) {
  const auto text = read_xlsx(bytes);
  return text ? text->lines : Lines{text.error().message};
}

TEST(CellFormat, ShowsNumbersAsTheSheetDoes) {
  struct Case {
    double value;
    const char* format;
    const char* shown;
  };
  const Case cases[] = {
      {46234, "yyyy/m/d", "2026/7/31"},
      {46234, "yyyy\"年\"m\"月\"d\"日\"", "2026年7月31日"},
      {46234, "[$-804]yyyy年mm月dd日;@", "2026年07月31日"},
      {46234.75, "yyyy-mm-dd hh:mm:ss", "2026-07-31 18:00:00"},
      {0.5, "h:mm", "12:00"},
      {1, "yyyy-m-d", "1900-1-1"},
      {61, "yyyy-m-d", "1900-3-1"},
      {36525, "yy-m-d", "99-12-31"},
      {1234567.891, "#,##0.00", "1,234,567.89"},
      {-1234.5, "#,##0.0", "-1,234.5"},
      {0.125, "0.0%", "12.5%"},
      {7, "\"第\"0\"条\"", "第7条"},
      {7, "000", "007"},
      {2.50, "0.##", "2.5"},
      {3, "0.##", "3"},
      {0.1 + 0.2, "", "0.3"},
      {123456789012.0, "General", "123456789012"},
      {5, "@", "5"},
      {-5, "yyyy-m-d", "-5"},
      {1e300, "0.00", "1e+300"},
  };
  for (const auto& [value, format, shown] : cases)
    EXPECT_EQ(shown_number(value, format, Epoch::y1900), shown) << format;
  EXPECT_EQ(shown_number(44772, "yyyy/m/d", Epoch::y1904), "2026/7/31");
  EXPECT_EQ(builtin_format(31), "yyyy年m月d日");
  EXPECT_EQ(builtin_format(0), "");
}

TEST(Xlsx, RowsOfSharedInlineAndStyledCells) {
  const std::string strings =
      "<sst><si><t>项目</t></si><si><r><t>金</t></r><r><t>额</t></r><rPh sb='0'><t>x</t></rPh></si></sst>";
  const std::string styles =
      "<styleSheet><numFmts><numFmt numFmtId='176' "
      "formatCode='0.00&quot;万元&quot;'/></numFmts><cellStyleXfs>"
      "<xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='31'/><xf numFmtId='176'/>"
      "</cellXfs></styleSheet>";
  EXPECT_EQ(
      lines_of(xlsx_of(
          {{"Sheet1",
            "<row r='2'><c r='B2' t='s'><v>0</v></c><c r='C2' t='s'><v>1</v></c><c r='D2' "
            "t='inlineStr'><is><t>日期</t></is></c></row><row><c r='B3' t='str'><v>道路&amp;\n桥梁</v></c>"
            "<c r='C3' s='2'><f>A1</f><v>12.5</v></c><c r='D3' s='1'><v>46234</v></c></row>"
            "<row r='4'><c r='D4' t='b'><v>1</v></c></row><row r='5'><c r='B5' s='1'/></row>"}},
          {{"xl/sharedStrings.xml", strings}, {"xl/styles.xml", styles}})),
      (Lines{"项目 | 金额 | 日期", "道路& 桥梁 | 12.50万元 | 2026年7月31日", "|  | TRUE"}));
}

TEST(Xlsx, SheetsHaveTheirNamesWhereThereAreSeveral) {
  const std::string row = "<row><c t='inlineStr'><is><t>甲</t></is></c></row>";
  EXPECT_EQ(lines_of(xlsx_of({{"一", row}, {"二", "<row><c/></row>"}})), (Lines{"甲"}));
  EXPECT_EQ(lines_of(xlsx_of({{"一", row}, {"二", row}})), (Lines{"一", "甲", "二", "甲"}));
}

TEST(Xlsx, AMillionEmptyCellsAndFarColumnsAreNoTrouble) {
  std::string rows;
  for (int i = 0; i < 10'000; ++i) {
    rows += "<row>";
    for (int j = 0; j < 100; ++j) rows += "<c s=\"1\"/>";
    rows += "</row>";
  }
  rows +=
      "<row><c t='inlineStr'><is><t>甲</t></is></c><c r='XFD9' t='inlineStr'><is><t>乙</t></is></c></row>";
  const auto lines = lines_of(xlsx_of({{"一", rows}}));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_LT(lines[0].size(), 300U);
}

TEST(Xlsx, RowsBeyondTheBoundAreADoubt) {
  std::string rows;
  for (int i = 0; i < 200'010; ++i) rows += "<row><c><v>1</v></c></row>";
  const auto text = read_xlsx(xlsx_of({{"一", rows}}));
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(text->lines.size(), 200'000U);
  EXPECT_EQ(text->doubts.size(), 1U);
}

TEST(Xlsx, DamageIsAnError) {
  EXPECT_EQ(read_xlsx(zip_of({{"xl/workbook.xml", "no xml"}})).error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_xlsx(zip_of({{"a", "b"}})).error().kind, ErrorKind::malformed);
  const std::string whole = xlsx_of({{"一", "<row><c><v>1</v></c></row>"}});
  for (std::size_t size = 0; size < whole.size(); size += 13)
    static_cast<void>(read_xlsx(whole.substr(0, size)));
}

}  // namespace
}  // namespace gazetted::parser
