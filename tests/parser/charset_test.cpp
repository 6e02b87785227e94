#include "parser/charset.h"

#include <gtest/gtest.h>

#include "parser/utf8_check.h"
#include "tests/parser/encoded.h"

namespace gazetted::parser {
namespace {

using testing_files::encoded;

constexpr std::string_view sentence = "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：";

std::string page(std::string_view head, std::string_view encoding) {
  const std::string text =
      "<html><head>" + std::string(head) + "</head><body>" + std::string(sentence) + "</body></html>";
  return encoding == "UTF-8" ? text : encoded(text, std::string(encoding).c_str());
}

struct Case {
  const char* name;
  std::string bytes;
  const char* content_type;
  const char* encoding;
  bool doubted;
};

TEST(Charset, FindsTheEncodingWhateverIsDeclared) {
  const std::string gb_meta = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">";
  const std::string utf8_meta = "<meta charset=utf-8>";
  const Case cases[] = {
      {"header", page("", "GB18030"), "text/html; charset=GBK", "GB18030", false},
      {"quoted header", page("", "GB18030"), "text/html; charset=\"gb2312\"", "GB18030", false},
      {"meta http-equiv", page(gb_meta, "GB18030"), "text/html", "GB18030", false},
      {"meta charset", page(utf8_meta, "UTF-8"), "", "UTF-8", false},
      {"UTF-8 under a label that lies", page(gb_meta, "UTF-8"), "text/html; charset=gbk", "UTF-8", true},
      {"GBK that says it is UTF-8", page(utf8_meta, "GB18030"), "", "GB18030", true},
      {"header lies, page is right", page(gb_meta, "GB18030"), "text/html; charset=utf-8", "GB18030", true},
      {"a label in a comment", page("<!-- <meta charset=big5> --><meta charset=gbk>", "GB18030"), "",
       "GB18030", false},
      {"XML declaration", encoded("<?xml version=\"1.0\" encoding=\"gb2312\"?><a>通知公告</a>", "GB18030"),
       "", "GB18030", false},
      {"Big5", encoded("<meta charset=big5><p>香港特別行政區政府憲報公告</p>", "Big5"), "", "Big5-HKSCS",
       false},
      {"byte order mark", "\xEF\xBB\xBF通知", "text/html; charset=gbk", "UTF-8", false},
      {"UTF-16", encoded("<p>通知</p>", "UTF-16"), "", "UTF-16LE", false},
      {"ASCII", "<p>plain</p>", "", "UTF-8", false},
      {"unknown label", page("<meta charset=nonsense>", "UTF-8"), "", "UTF-8", true},
      {"undeclared", page("", "GB18030"), "", "GB18030", true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Decoded decoded = decode(c.bytes, c.content_type);
    EXPECT_EQ(decoded.encoding, c.encoding);
    EXPECT_EQ(!decoded.doubts.empty(), c.doubted) << (decoded.doubts.empty() ? "" : decoded.doubts.front());
    EXPECT_EQ(decoded.text.find("\uFFFD"), std::string::npos);
  }
}

TEST(Charset, OnlyAMetaAboutTheCharsetSpeaksOfIt) {
  const auto encoding = [](const std::string& head) { return decode(page(head, "GB18030"), "").doubts; };
  EXPECT_TRUE(encoding("<meta content='text/html; charset=gbk' http-equiv = Content-Type>").empty());
  EXPECT_TRUE(encoding("<meta/charset = \"GBK\" >").empty());
  EXPECT_FALSE(encoding("<meta name=description content='charset=gbk'>").empty());
  EXPECT_FALSE(encoding("<metadata charset=gbk>").empty());
  EXPECT_TRUE(encoding("<meta name=a content='a > b'><meta charset=gbk>").empty());
  EXPECT_TRUE(encoding("<meta name=a content=\"a><meta charset=gbk>").empty());
  // In ASCII a page cannot be UTF-16, whatever it says.
  EXPECT_EQ(decode(page("<meta charset=utf-16>", "UTF-8"), "").encoding, "UTF-8");
  EXPECT_EQ(decode("<meta charset=utf-7>+ADw-script+AD4-", "").text, "<meta charset=utf-7>+ADw-script+AD4-");
}

TEST(Charset, APageOfTwoEncodingsIsReadByBoth) {
  const std::string include = encoded("<div>主办：某某市人民政府办公室 联系我们</div>", "GB18030");
  std::string bytes =
      "<meta charset=utf-8><p>" + std::string(sentence) + "</p>" + include + "<p>自印发之日起施行。";
  const Decoded decoded = decode(bytes, "text/html; charset=utf-8");
  EXPECT_EQ(decoded.encoding, "UTF-8");
  EXPECT_NE(decoded.text.find(sentence), std::string::npos);
  EXPECT_NE(decoded.text.find("主办：某某市人民政府办公室 联系我们"), std::string::npos);
  ASSERT_EQ(decoded.doubts.size(), 1U);
  EXPECT_EQ(decoded.doubts[0], "charset: 1 passages of GB18030 in a UTF-8 page");
  // Bytes that are neither are marked, and the rest stays.
  const Decoded broken = decode("<p>" + std::string(sentence) + "</p><p>通\xFF\xFE知</p>", "");
  EXPECT_NE(broken.text.find("<p>通\uFFFD\uFFFD知</p>"), std::string::npos);
  ASSERT_EQ(broken.doubts.size(), 1U);
}

TEST(Charset, Utf16IsKnownWithoutAMark) {
  for (const char* encoding : {"UTF-16LE", "UTF-16BE"}) {
    const Decoded decoded = decode(encoded("<html><p>各省、自治区</p>\n", encoding), "text/html");
    EXPECT_EQ(decoded.encoding, encoding);
    EXPECT_EQ(decoded.text, "<html><p>各省、自治区</p>\n");
    EXPECT_EQ(decoded.doubts.size(), 1U);
  }
  EXPECT_FALSE(wide_encoding(std::string("a\0\0\0b\0\0\0", 8)));
  EXPECT_FALSE(wide_encoding("通知"));
}

TEST(Charset, TheEuroSignOfOldWindows) {
  EXPECT_EQ(decode("<meta charset=gbk>\xCD\xA8\xD6\xAA \x80 5", "").text, "<meta charset=gbk>通知 € 5");
}

TEST(Utf8Check, TellsWhereTextIsWellFormed) {
  const std::pair<std::string, std::size_t> cases[] = {
      {"", 0},
      {"plain", 5},
      {"通知", 6},
      {"通知，𠮷é", 15},
      {"\xC0\x80", 0},
      {"a\xE0\x80\x80", 1},
      {"a\xED\xA0\x80", 1},
      {"a\xF4\x90\x80\x80", 1},
      {"通\xE7\x9F", 3},
      {std::string(40, 'a') + "\x80", 40},
  };
  for (const auto& [text, length] : cases) EXPECT_EQ(valid_utf8_prefix(text), length) << text;
  // At every offset of the fast paths.
  for (std::size_t before = 0; before < 70; ++before) {
    const std::string text = std::string(before, 'a') + "通知公告";
    EXPECT_EQ(valid_utf8_prefix(text), text.size());
    EXPECT_EQ(valid_utf8_prefix(text + "\xFF" + text), text.size());
  }
}

TEST(Charset, TextSurvivesEveryEncodingOfIt) {
  for (const char* encoding : {"GB18030", "UTF-8"}) {
    const Decoded decoded = decode(page("", encoding), std::string("text/html; charset=") + encoding);
    EXPECT_NE(decoded.text.find(sentence), std::string::npos) << encoding;
  }
  // Characters beyond gb2312, and beyond the basic plane, in a page that says gb2312.
  const std::string rare = encoded("<meta charset=gb2312>朱镕基 𠮷 喆 €", "GB18030");
  EXPECT_NE(decode(rare, "").text.find("朱镕基 𠮷 喆 €"), std::string::npos);
}

TEST(Charset, DamageIsMarkedAndNothingElseIsLost) {
  const std::string cut = "<p>" + std::string(sentence) + std::string("通").substr(0, 2);
  const Decoded decoded = decode(cut, "text/html; charset=utf-8");
  EXPECT_EQ(decoded.encoding, "UTF-8");
  EXPECT_EQ(decoded.text, "<p>" + std::string(sentence) + "\uFFFD");
  ASSERT_EQ(decoded.doubts.size(), 1U);
  EXPECT_NE(decoded.doubts[0].find("1 undecodable"), std::string::npos);

  // A lone lead byte must not swallow the tag after it.
  const std::string lead = encoded("<meta charset=gbk>通知公告办法规定", "GB18030") + "\x81</p>";
  EXPECT_NE(decode(lead, "").text.find("</p>"), std::string::npos);
}

TEST(Charset, WideSpaceOfOldEditorsIsOne) {
  const std::string bytes = "<meta charset=gbk>\xA3\xA0\xB1\xEA\xCC\xE2\xA3\xA0";
  EXPECT_EQ(decode(bytes, "").text, "<meta charset=gbk>\u3000标题\u3000");
}

TEST(Charset, TextEncodedTwiceIsDoubted) {
  const std::string text =
      "<p>各区县人民政府，市政府各部门：</p><p>现将《云川市城市供水管理办法》印发给你们，请认真贯彻执行。</"
      "p>";
  for (const char* encoding : {"GB18030", "windows-1252", "ISO-8859-1"}) {
    // Not all bytes make a character of the encoding; one before a tag loses it as often as not.
    const std::string twice = to_utf8(text, encoding);
    const Decoded decoded = decode(twice, "text/html; charset=utf-8");
    EXPECT_EQ(decoded.text, twice) << encoding;
    ASSERT_EQ(decoded.doubts.size(), 1U) << encoding;
    EXPECT_EQ(decoded.doubts[0].find("charset: the text is UTF-8 that was taken for "), 0U) << encoding;
  }
  // The least that is told: eight characters, which GB18030 takes for twelve.
  EXPECT_EQ(decode(to_utf8("<p>青石市人民政府办</p>", "GB18030"), "charset=utf-8").doubts.size(), 1U);
  for (const std::string& plain :
       {text, encoded(text, "GB18030"), std::string("<p>Café, Übersicht, naïve — “élan”, señor, Œuvre</p>"),
        std::string("<p>日本語のお知らせ、各位。한국어 공지 사항입니다。Постановление правительства</p>")})
    for (const auto& doubt : decode(plain, "").doubts)
      EXPECT_EQ(doubt.find("taken for"), std::string::npos) << doubt;
}

TEST(Charset, AnyBytesGiveText) {
  std::string all;
  for (int i = 0; i < 65536; ++i) all += static_cast<char>(i >> 8), all += static_cast<char>(i);
  for (const char* type : {"", "charset=gbk", "charset=utf-8", "charset=big5", "charset=shift_jis",
                           "charset=utf-16", "charset="})
    EXPECT_FALSE(decode(all, type).text.empty()) << type;
  EXPECT_EQ(decode("", "").text, "");
}

}  // namespace
}  // namespace gazetted::parser
