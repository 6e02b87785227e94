#include "parser/charset.h"

#include <memory>

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

namespace gazetted::parser {
namespace {

std::string encoded(std::string_view utf8, const char* encoding) {
  std::string out(utf8.size() * 4 + 8, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &status),
                                                                     &ucnv_close);
  const int32_t length =
      ucnv_fromAlgorithmic(converter.get(), UCNV_UTF8, out.data(), static_cast<int32_t>(out.size()),
                           utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
  return out;
}

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
