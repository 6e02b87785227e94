#include "parser/docx.h"

#include <gtest/gtest.h>

#include "tests/parser/parser_files.h"

namespace gazetted::parser {
namespace {

using testing_files::docx_of;
using testing_files::zip_of;
using Lines = std::vector<std::string>;

std::string run(const std::string& text) {
  return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}
std::string paragraph(const std::string& inner) { return "<w:p>" + inner + "</w:p>"; }
std::string cell(const std::string& inner) { return "<w:tc>" + paragraph(inner) + "</w:tc>"; }

Lines lines_of(const std::string& body) {
  const auto text = read_docx(docx_of(body));
  return text ? text->lines : Lines{text.error().message};
}

TEST(Docx, ParagraphsOfRunsTabsAndBreaks) {
  EXPECT_EQ(lines_of(paragraph(run("各区人民") + run("政府：")) + paragraph("") +
                     paragraph("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("甲") +
                               "<w:r><w:tab/></w:r>" + run("乙")) +
                     paragraph(run("上") + "<w:r><w:br/></w:r>" + run("下"))),
            (Lines{"各区人民政府：", "甲\t乙", "上", "下"}));
}

TEST(Docx, TablesAreRowsAndFramesAreNot) {
  const std::string row = "<w:tr>" + cell(run("项目")) + "<w:tc>" + paragraph(run("金额")) +
                          paragraph(run("（万元）")) + "</w:tc>" + "</w:tr>";
  const std::string frame = "<w:tr><w:tc>" + paragraph(run("一")) + paragraph(run("二")) + "</w:tc></w:tr>";
  EXPECT_EQ(lines_of("<w:tbl>" + row + "<w:tr>" + cell("") + cell("") + "</w:tr></w:tbl><w:tbl>" + frame +
                     "</w:tbl>"),
            (Lines{"项目 | 金额 （万元）", "一", "二"}));
}

TEST(Docx, KeepsInsertionsAndDropsDeletionsAndSecondRenderings) {
  EXPECT_EQ(lines_of(paragraph("<w:ins>" + run("新") +
                               "</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" +
                               "<mc:AlternateContent><mc:Choice>" + run("图") + "</mc:Choice><mc:Fallback>" +
                               run("图") + "</mc:Fallback></mc:AlternateContent>") +
                     "<w:sdt><w:sdtContent>" + paragraph(run("框")) + "</w:sdtContent></w:sdt>"),
            (Lines{"新图", "框"}));
}

TEST(Docx, TellsOfNumbersThatOnlyWordKnows) {
  const auto text = read_docx(docx_of(paragraph("<w:pPr><w:numPr/></w:pPr>" + run("总则"))));
  ASSERT_TRUE(text);
  EXPECT_EQ(text->doubts.size(), 1U);
}

TEST(Docx, DamageIsAnError) {
  EXPECT_EQ(read_docx("PK\x03\x04 and no more").error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_docx(zip_of({{"a", "b"}})).error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_docx(zip_of({{"word/document.xml", "no xml"}})).error().kind, ErrorKind::malformed);
  std::string whole = docx_of(paragraph(run("甲")));
  for (std::size_t size = 0; size < whole.size(); size += 7)
    static_cast<void>(read_docx(whole.substr(0, size)));
}

TEST(Docx, DeepNestingAndBombsAreBounded) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<w:tbl><w:tr><w:tc>";
  static_cast<void>(read_docx(docx_of(deep)));
  EXPECT_EQ(read_docx(docx_of(std::string(40 * 1024 * 1024, ' '))).error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace gazetted::parser
