// The same page in GB18030 and in UTF-16 is the same page, over the shared pages where they are there.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "parser/charset.h"
#include "parser/parse.h"
#include "tests/parser/encoded.h"

namespace gazetted::parser {
namespace {

namespace fs = std::filesystem;

Parsed read(const std::string& bytes, std::string_view type) {
  Input input;
  input.bytes = bytes;
  input.content_type = type;
  input.url = *Url::parse("http://www.example.gov.cn/zc/202607/t20260731_1.html");
  return parse(input);
}

void expect_same(const Parsed& parsed, const Parsed& other) {
  EXPECT_EQ(to_string(parsed.kind), to_string(other.kind));
  EXPECT_EQ(parsed.documents, other.documents);
  EXPECT_EQ(parsed.items, other.items);
  EXPECT_EQ(parsed.signs.title, other.signs.title);
}

TEST(SharedEncodings, APageIsTheSameInEach) {
  const fs::path folder = fs::path(GAZETTED_SHARED_DATA) / "pages";
  if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
  std::size_t read_pages = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    const std::string text = decode(bytes, "").text;
    SCOPED_TRACE(entry.path().filename());
    const Parsed expected = read(text, "text/html; charset=utf-8");
    // The label in the page says UTF-8 still: the bytes are believed.
    expect_same(read(testing_files::encoded(text, "GB18030"), "text/html"), expected);
    expect_same(read(testing_files::encoded(text, "GB18030"), "text/html; charset=gb2312"), expected);
    expect_same(read(testing_files::encoded(text, "UTF-16LE"), "text/html"), expected);
    ++read_pages;
  }
  EXPECT_GT(read_pages, 0U);
}

}  // namespace
}  // namespace gazetted::parser
