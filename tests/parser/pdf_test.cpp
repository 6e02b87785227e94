#include "parser/pdf.h"

#include <gtest/gtest.h>

#include <zlib.h>

#include "parser/pdf_streams.h"
#include "parser/printed_text.h"
#include "tests/parser/parser_files.h"

namespace gazetted::parser {
namespace {

using testing_files::pdf_of;
using testing_files::PdfText;
using Lines = std::vector<std::string>;

PrintedLine line(std::string text, double left, double right, double top) {
  return {std::move(text), left, right, top, top + 16, 0, false};
}

TEST(PdfLayout, LinesThatReachTheMarginRunOn) {
  const std::vector<PrintedPage> pages = {
      {{line("关于某事的通知", 200, 400, 80), line("各区人民政府：", 80, 200, 120),
        line("现将有关事项通知如下，请认真", 112, 520, 148), line("贯彻执行。", 80, 170, 176),
        line("一、提高认识，各级各部门要把", 112, 520, 204)},
       842},
      {{line("工作抓实抓细抓好落到实处。", 80, 520, 80), line("二、加强领导。", 112, 300, 108)}, 842}};
  EXPECT_EQ(heal_paragraphs(pages),
            (Lines{"关于某事的通知", "各区人民政府：", "现将有关事项通知如下，请认真贯彻执行。",
                   "一、提高认识，各级各部门要把工作抓实抓细抓好落到实处。", "二、加强领导。"}));
}

TEST(PdfLayout, ASignatureStandsByItself) {
  const std::vector<PrintedPage> pages = {
      {{line("现印发给你们，请认真贯彻执行抓好落实。", 112, 520, 80), line("某市人民政府", 390, 490, 108),
        line("2026年7月17日", 390, 490, 136), line("附件", 80, 112, 164)},
       842}};
  EXPECT_EQ(heal_paragraphs(pages),
            (Lines{"现印发给你们，请认真贯彻执行抓好落实。", "某市人民政府", "2026年7月17日", "附件"}));
}

TEST(PdfLayout, LatinWordsKeepTheirSpaceAndLoseTheirHyphen) {
  const std::vector<PrintedPage> pages = {{{line("the people's govern-", 80, 520, 80),
                                            line("ment of the city", 80, 520, 108), line("AI", 80, 100, 136)},
                                           842,
                                           false}};
  EXPECT_EQ(heal_paragraphs(pages), (Lines{"the people's government of the city AI"}));
}

TEST(PdfLayout, HeadsFeetAndNumbersGo) {
  std::vector<PrintedPage> pages;
  for (int i = 1; i <= 4; ++i)
    pages.push_back(
        {{line("某某市人民政府公报 2026年第" + std::to_string(i) + "期", 80, 300, 40),
          line("正文" + std::string(static_cast<std::size_t>(i), 'x'), 80, i == 4 ? 520 : 300, 200),
          line("— " + std::to_string(i) + " —", 280, 320, 800)},
         842,
         false});
  EXPECT_EQ(heal_paragraphs(without_running_heads(pages)), (Lines{"正文x", "正文xx", "正文xxx", "正文xxxx"}));
}

TEST(PdfLayout, ASmallHeadGoesFromAnOnlyPageToo) {
  PrintedLine head = line("云川市规范性文件", 80, 200, 30);
  head.bottom = 40;
  const std::vector<PrintedLine> text = {line("关于某事的通知", 200, 400, 100),
                                         line("各区人民政府：", 80, 200, 130),
                                         line("现将有关事项通知如下，请认真贯彻。", 112, 520, 160)};
  const auto read = [&](std::vector<PrintedLine> lines) {
    lines.insert(lines.end(), text.begin(), text.end());
    return heal_paragraphs(without_running_heads({{lines, 842, false}}));
  };
  EXPECT_EQ(read({head}), (Lines{"关于某事的通知", "各区人民政府：", "现将有关事项通知如下，请认真贯彻。"}));
  // In the text's own type, or where the text begins, it is the text's.
  EXPECT_EQ(read({line("云川市人民政府文件", 80, 200, 30)}).size(), 4U);
  head.top = 70, head.bottom = 80;
  EXPECT_EQ(read({head}).size(), 4U);
}

TEST(PdfLayout, ANumberInTheMiddleOfAPageStays) {
  const std::vector<PrintedPage> pages = {{{line("2026", 80, 120, 400)}, 842}};
  EXPECT_EQ(heal_paragraphs(without_running_heads(pages)), (Lines{"2026"}));
}

TEST(Pdf, ReadsChineseTextAsParagraphs) {
  const std::vector<PdfText> page = {{200, 740, u"关于某事的通知", 22},
                                     {80, 700, u"各区人民政府："},
                                     {112, 672, u"现将有关事项通知如下，请认真贯彻执行抓好落"},
                                     {80, 644, u"实。"},
                                     {280, 40, u"— 1 —", 12}};
  const auto text = read_pdf(pdf_of({page}));
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(text->lines,
            (Lines{"关于某事的通知", "各区人民政府：", "现将有关事项通知如下，请认真贯彻执行抓好落实。"}));
  EXPECT_TRUE(text->doubts.empty());
}

TEST(Pdf, ScansAreToldOf) {
  const auto text = read_pdf(pdf_of({{}, {{80, 700, u"各区人民政府："}}}));
  ASSERT_TRUE(text);
  ASSERT_EQ(text->doubts.size(), 1U);
  EXPECT_EQ(text->doubts[0], "page 1 of 2 is without text");
}

TEST(Pdf, TablesAndColumnsAreRead) {
  std::vector<PdfText> page = {{80, 780, u"收费标准表"}, {80, 750, u"序号"}, {200, 750, u"项目"},
                               {400, 750, u"标准"},      {80, 722, u"1"},    {200, 722, u"道路"},
                               {400, 722, u"免费"}};
  const auto text = read_pdf(pdf_of({page}));
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(text->lines, (Lines{"收费标准表", "序号 | 项目 | 标准", "1 | 道路 | 免费"}));
}

TEST(Pdf, AScanAltogetherIsAnErrorThatNamesItsPages) {
  const auto text = read_pdf(pdf_of({{}, {}, {}}));
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(text.error().message, "PDF: pages 1–3 are without text");
  std::string scan = pdf_of({{}, {}});
  scan.replace(scan.find("%PDF-1.4\n") + 9, 0, "% << /Subtype /Image >>\n");
  EXPECT_EQ(read_pdf(scan).error().message, "PDF: pages 1–2 are images without text");
}

TEST(Pdf, AHundredThousandPagesEnd) {
  std::string kids;
  for (int i = 0; i < 100'000; ++i) kids += "6 0 R ";
  std::string pdf = pdf_of({{{80, 700, u"各区人民政府："}}});
  const auto at = pdf.find("/Kids [6 0 R ] /Count 1");
  ASSERT_NE(at, std::string::npos);
  pdf.replace(at, 23, "/Kids [" + kids + "] /Count 100000");
  const auto text = read_pdf(pdf);
  if (text) {
    EXPECT_FALSE(text->doubts.empty());
  }
}

TEST(PdfStreams, BombsAreKnownBeforeTheyGoOff) {
  const auto stream = [](const std::string& dictionary, std::size_t size) {
    const std::string zeros(size, '0');
    std::string packed(compressBound(zeros.size()), '\0');
    uLongf length = packed.size();
    compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(zeros.data()),
             zeros.size());
    packed.resize(length);
    return "1 0 obj\n<< " + dictionary + " >>\nstream\r\n" + packed + "\nendstream\nendobj\n";
  };
  const std::string text = stream("/Filter /FlateDecode", 1'000'000);
  const std::string picture = stream("/Subtype /Image /Filter /FlateDecode", 1'000'000);
  EXPECT_FALSE(unpacks_beyond(text, 1'000'000, 1'000'000));
  EXPECT_TRUE(unpacks_beyond(text, 900'000, 10'000'000));
  EXPECT_TRUE(unpacks_beyond(picture + text + text, 1'000'000, 1'900'000));
  EXPECT_FALSE(unpacks_beyond(picture + picture, 1000, 1000));
  EXPECT_FALSE(unpacks_beyond("stream\nstream\r\n/FlateDecode stream\nstream", 1000, 1000));
}

TEST(Pdf, DamageIsAnErrorAndSilent) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(read_pdf("%PDF-1.4\nnothing").error().kind, ErrorKind::malformed);
  EXPECT_EQ(read_pdf("").error().kind, ErrorKind::malformed);
  const std::string whole = pdf_of({{{80, 700, u"各区人民政府："}}});
  for (std::size_t size = 0; size < whole.size(); size += 97)
    static_cast<void>(read_pdf(whole.substr(0, size)));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace gazetted::parser
