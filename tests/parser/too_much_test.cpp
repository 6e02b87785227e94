#include <gtest/gtest.h>

#include "parser/parse.h"
#include "tests/support/pdf_bombs.h"

namespace gazetted::parser {
namespace {

using testing_files::repeated;

Parsed read(const std::string& bytes, const char* ending) {
  Input input;
  input.bytes = bytes;
  input.url = *Url::parse("http://www.example.gov.cn/zc/a." + std::string(ending));
  return parse(input);
}

TEST(TooMuch, IsSaidBeforeItIsRead) {
  struct Case {
    const char* ending;
    std::string bytes, message;
  };
  const Case cases[] = {
      {"txt", repeated("字\n", 500'002), "a text of more than 16777216 bytes or 500000 lines"},
      {"txt", std::string((16U << 20U) + 1, 'a'), "a text of more than 16777216 bytes"},
      {"rtf", "{\\rtf1 " + repeated("x\\par ", 500'002), "a text of more than 16777216 bytes"},
      {"rtf", "{\\rtf1 " + std::string(17U << 20U, 'a'), "a text of more than 16777216 bytes"},
      {"json", "[" + repeated("{\"a\":\"b\"},", 500'000) + "{}]",
       "JSON of more than 100 levels or 1000000 values"},
      {"json", "{\"title\":\"" + std::string(16U << 20U, 'a') + "\"}", "JSON of more than 16777216 bytes"},
  };
  for (const auto& [ending, bytes, message] : cases) {
    const auto parsed = read(bytes, ending);
    ASSERT_TRUE(parsed.error) << message;
    EXPECT_EQ(parsed.error->kind, ErrorKind::too_large) << message;
    EXPECT_TRUE(parsed.error->message.starts_with(message)) << parsed.error->message;
  }
}

TEST(TooMuch, IsMoreThanAnyDocumentHas) {
  const auto text =
      read("青石市城市总体规划\n" + repeated("各级各部门要提高认识，加强领导。\n", 10'000), "txt");
  EXPECT_FALSE(text.error);
  ASSERT_EQ(text.documents.size(), 1U);
  const auto rtf = read("{\\rtf1\\uc0 " + repeated("\\u23383 \\par ", 10'000), "rtf");
  EXPECT_FALSE(rtf.error);
}

}  // namespace
}  // namespace gazetted::parser
