#include "parser/ofd.h"

#include <gtest/gtest.h>

#include "tests/support/office_files.h"

namespace gazetted::parser {
namespace {

using testing_files::ofd_of;
using testing_files::ofd_of_lines;
using testing_files::zip_of;
using Lines = std::vector<std::string>;

std::string page_of(const std::string& objects) {
  return "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>" + objects +
         "</ofd:Layer></ofd:Content></ofd:Page>";
}

std::string text_object(const std::string& boundary, const std::string& code, const std::string& more = "") {
  return "<ofd:TextObject Boundary=\"" + boundary + "\" Size=\"5\" " + more + ">" + code +
         "</ofd:TextObject>";
}

Lines lines_of(const std::string& bytes) {
  const auto text = read_ofd(bytes);
  return text ? text->lines : Lines{text.error().message};
}

TEST(Ofd, PagesAreHealedIntoParagraphs) {
  Lines lines = {"关于印发甲办法的通知", "各区人民政府："};
  for (int i = 0; i < 12; ++i)
    lines.push_back(
        "第" + std::to_string(i + 1) +
        "条 各级各部门要提高认识，加强领导，明确责任，抓好落实，确保2026年各项工作按期完成。具体办法由主管"
        "部门另行制定，The e-government platform included，自印发之日起施行。");
  lines.emplace_back("序号 | 项目 | 金额");
  lines.emplace_back("1 | 道路 | 100");
  EXPECT_EQ(lines_of(ofd_of_lines(lines)), lines);
}

TEST(Ofd, AdvancesSayWhereCharactersStand) {
  const auto read = [](const std::string& code) {
    return lines_of(ofd_of({page_of(text_object("20 20 100 6", code))}));
  };
  EXPECT_EQ(read("<ofd:TextCode X='0' Y='4' DeltaX='g 2 5 5'>各区政府</ofd:TextCode>"), (Lines{"各区政府"}));
  EXPECT_EQ(read("<ofd:TextCode X='0' Y='4' DeltaX='5 20 5'>甲乙丙丁</ofd:TextCode>"), (Lines{"甲乙 丙丁"}));
  EXPECT_EQ(read("<ofd:TextCode X='0' Y='4' DeltaX='g 999999999 5'>甲乙</ofd:TextCode>"), (Lines{"甲乙"}));
  EXPECT_EQ(read("<ofd:TextCode X='0' Y='4' DeltaX='g x'>甲乙</ofd:TextCode>"), (Lines{"甲乙"}));
  EXPECT_EQ(read("<ofd:TextCode X='0' Y='4'>甲乙</ofd:TextCode><ofd:TextCode X='0' Y='40'>丙</ofd:TextCode>"),
            (Lines{"甲乙", "丙"}));
}

TEST(Ofd, TheBoundaryAndTheMatrixPlaceAnObject) {
  EXPECT_EQ(
      lines_of(ofd_of({page_of(
          text_object("20 60 9 9", "<ofd:TextCode X='0' Y='0'>下</ofd:TextCode>") +
          text_object("20 20 9 9", "<ofd:TextCode X='0' Y='0'>中</ofd:TextCode>", "CTM='2 0 0 2 0 10'") +
          text_object("20 20 9 9", "<ofd:TextCode X='0' Y='0'>上</ofd:TextCode>") +
          text_object("20 20 9 9", "<ofd:TextCode X='0' Y='0'>无</ofd:TextCode>", "Visible='false'"))})),
      (Lines{"上", "中", "下"}));
}

TEST(Ofd, BoldTypePrintedTwiceIsReadOnce) {
  const std::string code = "<ofd:TextCode X='0' Y='4'>通知</ofd:TextCode>";
  EXPECT_EQ(lines_of(ofd_of({page_of(text_object("20 20 9 9", code) + text_object("20.2 20 9 9", code))})),
            (Lines{"通知"}));
}

TEST(Ofd, ScansEncryptionAndDamageAreSaid) {
  const std::string image = page_of("<ofd:ImageObject ResourceID='9'/>");
  const std::string text = page_of(text_object("20 20 9 9", "<ofd:TextCode>通知</ofd:TextCode>"));
  EXPECT_EQ(read_ofd(ofd_of({image, image})).error().message, "OFD: pages 1–2 are images without text");
  EXPECT_EQ(read_ofd(ofd_of({text, image}))->doubts, (Lines{"page 2 of 2 is images without text"}));
  EXPECT_EQ(read_ofd(ofd_of({text}, {{"Encryptions.xml", "<a/>"}})).error().kind, ErrorKind::unsupported);
  EXPECT_EQ(read_ofd(zip_of({{"OFD.xml", "<ofd:OFD/>"}})).error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_ofd(zip_of({{"OFD.xml", "no xml"}})).error().kind, ErrorKind::malformed);
  const std::string whole = ofd_of_lines({"关于印发甲办法的通知"});
  for (std::size_t size = 0; size < whole.size(); size += 17)
    static_cast<void>(read_ofd(whole.substr(0, size)));
}

TEST(Ofd, ManyPagesThatAreOnePageEnd) {
  std::string document = "<ofd:Document><ofd:CommonData/><ofd:Pages>";
  for (int i = 0; i < 300'000; ++i) document += "<ofd:Page BaseLoc='/p.xml'/>";
  document += "</ofd:Pages></ofd:Document>";
  std::string objects;
  for (int i = 0; i < 2000; ++i)
    objects += text_object("20 " + std::to_string(i) + " 9 9", "<ofd:TextCode>通知</ofd:TextCode>");
  const auto text = read_ofd(
      zip_of({{"OFD.xml", "<ofd:OFD><ofd:DocBody><ofd:DocRoot>d.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"},
              {"d.xml", document},
              {"p.xml", page_of(objects + "<ofd:Template TemplateID='1'/>")}}));
  ASSERT_TRUE(text);
  ASSERT_EQ(text->doubts.size(), 1U);
  EXPECT_NE(text->doubts[0].find("of 300000 pages"), std::string::npos);
}

}  // namespace
}  // namespace gazetted::parser
