#include "parser/docx.h"

#include <gtest/gtest.h>

#include "parser/list_numbers.h"
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

TEST(Docx, NumbersThatWordCountsAreInTheText) {
  const std::string numbering =
      "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>"
      "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText "
      "w:val='第%1章'/></w:lvl>"
      "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText "
      "w:val='（%2）'/></w:lvl>"
      "<w:lvl w:ilvl='2'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText "
      "w:val='%1.%3'/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt "
      "w:val='bullet'/><w:lvlText w:val='x'/></w:lvl></w:abstractNum>"
      "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId "
      "w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='11'/></w:lvlOverride></w:num>"
      "<w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
  const std::string styles =
      "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='H'><w:pPr><w:numPr><w:numId "
      "w:val='1'/></w:numPr></w:pPr></w:style><w:style w:type='paragraph' w:styleId='I'><w:basedOn "
      "w:val='H'/></w:style></w:styles>";
  const auto numbered = [](const std::string& list, const std::string& level, const std::string& text) {
    return paragraph("<w:pPr><w:numPr><w:ilvl w:val='" + level + "'/><w:numId w:val='" + list +
                     "'/></w:numPr></w:pPr>" + run(text));
  };
  const auto text = read_docx(docx_of(
      numbered("1", "0", "总则") + numbered("1", "1", "目的") + numbered("1", "1", "范围") +
          paragraph("<w:pPr><w:pStyle w:val='I'/></w:pPr>" + run("附则")) + numbered("1", "1", "施行") +
          numbered("1", "2", "细则") + numbered("2", "0", "补充") + numbered("3", "0", "点") +
          paragraph("<w:pPr><w:pStyle w:val='H'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>" +
                    run("无")),
      {{"word/numbering.xml", numbering}, {"word/styles.xml", styles}}));
  ASSERT_TRUE(text);
  EXPECT_EQ(text->lines, (Lines{"第一章 总则", "（一）目的", "（二）范围", "第二章 附则", "（一）施行",
                                "2.3 细则", "第十一章 补充", "点", "无"}));
  EXPECT_TRUE(text->doubts.empty());
}

TEST(Docx, NotesSignsHiddenAndJoinedText) {
  const std::string notes =
      "<w:footnotes xmlns:w='w'><w:footnote w:id='-1'><w:p/></w:footnote><w:footnote w:id='2'>" +
      paragraph(run("见附件。")) + "</w:footnote></w:footnotes>";
  const auto text = read_docx(docx_of(
      paragraph(run("依据") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + run("办理")) +
          paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:sym w:font='Wingdings' "
                    "w:char='F0FE'/></w:r>" +
                    run("是")) +
          paragraph("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("上")) + paragraph(run("下")),
      {{"word/footnotes.xml", notes},
       {"docProps/core.xml",
        "<c:coreProperties xmlns:c='c' xmlns:dc='d'><dc:title>旧题</dc:title></c:coreProperties>"}}));
  ASSERT_TRUE(text);
  EXPECT_EQ(text->lines, (Lines{"依据[1]办理", "☑是", "上下", "[1] 见附件。"}));
  EXPECT_EQ(text->signals, (Lines{"title in the file's properties: 旧题"}));
}

TEST(Docx, AFrameMayHoldATable) {
  EXPECT_EQ(lines_of("<w:tbl><w:tr><w:tc>" + paragraph(run("题")) + "<w:tbl><w:tr>" + cell(run("甲")) +
                     cell(run("乙")) + "</w:tr></w:tbl></w:tc></w:tr></w:tbl>"),
            (Lines{"题", "甲 | 乙"}));
}

TEST(ListNumbers, AsOfficesCount) {
  const std::pair<std::pair<int, const char*>, const char*> cases[] = {
      {{12, "chineseCounting"}, "十二"},
      {{20, "chineseCounting"}, "二十"},
      {{105, "chineseCountingThousand"}, "一百零五"},
      {{110, "japaneseCounting"}, "一百一十"},
      {{25, "chineseLegalSimplified"}, "贰拾伍"},
      {{10, "ideographDigital"}, "一〇"},
      {{4, "upperRoman"}, "IV"},
      {{27, "lowerLetter"}, "aa"},
      {{3, "decimalEnclosedCircle"}, "③"},
      {{21, "decimalEnclosedCircle"}, "21"},
      {{11, "ideographTraditional"}, "甲"},
      {{5, "decimalZero"}, "05"},
      {{-3, "chineseCounting"}, "〇"},
      {{7, "nobody knows"}, "7"},
      {{7, "none"}, ""},
      {{12, "decimalFullWidth"}, "１２"},
  };
  for (const auto& [number, shown] : cases) EXPECT_EQ(format_number(number.first, number.second), shown);
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
