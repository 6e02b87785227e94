#include "parser/rtf.h"

#include <gtest/gtest.h>

#include "tests/support/office_files.h"

namespace gazetted::parser {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& inside, const std::string& head = "\\ansi\\ansicpg936") {
  const auto text = read_rtf("{\\rtf1" + head + " " + inside + "}");
  return text ? text->lines : Lines{text.error().message};
}

TEST(Rtf, WhatWasWrittenIsRead) {
  const Lines lines = {"关于印发甲办法的通知", "第一条 {a} \\ 𠮷", "项目 | 金额", "道路 | 100",
                       "此件公开发布"};
  const auto text = read_rtf(testing_files::rtf_of_lines(lines));
  ASSERT_TRUE(text);
  EXPECT_EQ(text->lines, lines);
}

TEST(Rtf, BytesAreReadByTheirFontOrCodePage) {
  EXPECT_EQ(lines_of("\\'cd\\'a8\\'d6\\'aa\\par"), (Lines{"通知"}));
  EXPECT_EQ(lines_of("{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset134 B;}{\\f2\\fcharset136 C;}}\\f1 "
                     "\\'cd\\'a8\\'d6\\'aa\\f2 \\'b3\\'71\\f0 caf\\'e9\\par",
                     "\\ansi\\ansicpg1252"),
            (Lines{"通知通café"}));
  // The second byte of a character may be written as it is.
  EXPECT_EQ(lines_of("\\'81@\\par"), (Lines{"丂"}));
}

TEST(Rtf, UnicodeSkipsWhatStandsForOlderReaders) {
  EXPECT_EQ(lines_of("\\uc2\\u36890\\'cd\\'a8\\uc1\\u30693?{\\uc0\\u20844}\\u21578 ?\\par"),
            (Lines{"通知公告"}));
  EXPECT_EQ(lines_of("\\u-10180?\\u-8261?\\par"), (Lines{"🎻"}));
}

TEST(Rtf, OnlyTheTextIsRead) {
  EXPECT_EQ(
      lines_of("{\\info{\\title x}}{\\stylesheet{\\s0 Normal;}}{\\*\\generator x;}{\\header y\\par}"
               "{\\field{\\*\\fldinst HYPERLINK \"http://x\"}{\\fldrslt link}} a{\\v hidden}{\\deleted old}b"
               "{\\pict\\wmetafile8 0102}{\\*\\shppict{\\pict 00}}{\\listtext 1.\\tab}c\\line d\\par"),
      (Lines{"link ab1.\tc", "d"}));
  EXPECT_EQ(lines_of("a{\\pict\\bin5 }}}}}}b\\par"), (Lines{"ab"}));
}

TEST(Rtf, NotesStandAtTheEnd) {
  EXPECT_EQ(lines_of("a{\\super\\chftn}{\\footnote\\pard\\plain  note}b\\par c\\par"),
            (Lines{"a[1]b", "c", "[1] note"}));
}

TEST(Rtf, CellsHoldParagraphs) {
  EXPECT_EQ(lines_of("\\trowd\\pard\\intbl a\\par b\\cell c\\cell\\row\\pard d\\par"),
            (Lines{"a b | c", "d"}));
}

TEST(Rtf, DeepAndBrokenGroupsAreBounded) {
  EXPECT_EQ(read_rtf("{\\rtf1 " + std::string(5'000'000, '{')).error().kind, ErrorKind::too_large);
  EXPECT_EQ(lines_of(std::string(1'000'000, '}') + "a\\par"), (Lines{"a"}));
  EXPECT_EQ(read_rtf("rtf").error().kind, ErrorKind::malformed);
  const std::string whole = testing_files::rtf_of_lines({"关于印发甲办法的通知", "项目 | 金额"});
  for (std::size_t size = 0; size < whole.size(); ++size) static_cast<void>(read_rtf(whole.substr(0, size)));
}

}  // namespace
}  // namespace gazetted::parser
