#include "parser/pptx.h"

#include <gtest/gtest.h>

#include "tests/support/office_files.h"

namespace gazetted::parser {
namespace {

using testing_files::pptx_of;
using Lines = std::vector<std::string>;

std::string paragraph(const std::string& text) { return "<a:p><a:r><a:t>" + text + "</a:t></a:r></a:p>"; }
std::string shape(const std::string& inside, const std::string& placeholder = "") {
  return "<p:sp><p:nvSpPr><p:nvPr>" + placeholder + "</p:nvPr></p:nvSpPr><p:txBody>" + inside +
         "</p:txBody></p:sp>";
}

TEST(Pptx, SlidesInTheOrderShownWithoutTheirFurniture) {
  const std::string table = "<a:tbl><a:tr><a:tc><a:txBody>" + paragraph("项目") + "</a:txBody></a:tc><a:tc>" +
                            paragraph("金额") + paragraph("万元") + "</a:tc></a:tr></a:tbl>";
  const auto text =
      read_pptx(pptx_of({shape(paragraph("政策解读")) + shape(paragraph("1"), "<p:ph type='sldNum'/>"),
                         shape("<a:p><a:r><a:t>上</a:t></a:r><a:br/><a:r><a:t>下</a:t></a:r></a:p>") +
                             "<p:graphicFrame>" + table + "</p:graphicFrame>"}));
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(text->lines, (Lines{"政策解读", "上", "下", "项目 | 金额 万元"}));
}

TEST(Pptx, DamageIsAnError) {
  EXPECT_EQ(read_pptx(testing_files::zip_of({{"a", "b"}})).error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_pptx(pptx_of({})).error().kind, ErrorKind::malformed);
}

}  // namespace
}  // namespace gazetted::parser
