#include "parser/archive.h"

#include <gtest/gtest.h>

#include "parser/parse.h"
#include "tests/parser/encoded.h"
#include "tests/parser/parser_files.h"

namespace gazetted::parser {
namespace {

using testing_files::docx_of_lines;
using testing_files::encoded;
using testing_files::ofd_of_lines;
using testing_files::zip_of;

/// Replaces a name in an archive by one of the same length without the sign of UTF-8.
std::string with_old_name(std::string archive, const std::string& name, const std::string& old) {
  for (auto at = archive.find(name); at != std::string::npos; at = archive.find(name, at + old.size())) {
    archive.replace(at, name.size(), old);
    const bool central = at >= 46 && archive.compare(at - 46, 4, "PK\x01\x02") == 0;
    const std::size_t flags = central ? at - 46 + 8 : at - 30 + 6;
    archive[flags + 1] = static_cast<char>(archive[flags + 1] & ~0x08);
  }
  return archive;
}

Parsed read(const std::string& bytes, PageKind kind = PageKind::attachment) {
  Input input;
  input.bytes = bytes;
  input.url = *Url::parse("http://www.example.gov.cn/files/1.zip");
  input.kind = kind;
  return parse(input);
}

TEST(Archive, NamesOfOldProgramsAreRead) {
  const std::string name = encoded("附件/通知.txt", "GB18030");
  const std::string bytes =
      with_old_name(zip_of({{std::string(name.size(), 'x'), "text"}}), std::string(name.size(), 'x'), name);
  const auto files = unpack(bytes, 1000);
  ASSERT_TRUE(files) << files.error().message;
  ASSERT_EQ(files->entries.size(), 1U) << (files->doubts.empty() ? "" : files->doubts[0]);
  EXPECT_EQ(files->entries[0].name, "附件/通知.txt");
  EXPECT_EQ(files->entries[0].bytes, "text");
}

TEST(Archive, FilesAreReadEachByItsFormat) {
  const Parsed parsed = read(zip_of({{"附件1.docx", docx_of_lines({"甲", "项目 | 金额"})},
                                     {"__MACOSX/._附件1.docx", "x"},
                                     {"folder/附件2.ofd", ofd_of_lines({"乙"})},
                                     {"说明.txt", encoded("各区人民政府", "GB18030")},
                                     {"inner.zip", zip_of({{"丙.txt", "丙"}})},
                                     {"图.png", "\x89PNG\r\n"}}));
  ASSERT_FALSE(parsed.error) << parsed.error->message;
  EXPECT_EQ(
      parsed.text,
      "附件1.docx\n甲\n项目 | 金额\nfolder/附件2.ofd\n乙\n说明.txt\n各区人民政府\ninner.zip\n丙.txt\n丙");
  ASSERT_FALSE(parsed.doubts.empty());
  EXPECT_EQ(parsed.doubts.back(), "图.png is not read: not a format that is read: image");
}

TEST(Archive, AsAPageItGivesTheDocumentsOfItsFiles) {
  const Parsed parsed =
      read(zip_of({{"a.docx", docx_of_lines({"关于印发甲办法的通知", "各区人民政府：", "请照办。"})},
                   {"b.docx", docx_of_lines({"关于印发乙办法的通知", "各区人民政府：", "请照办。"})}}),
           PageKind::any);
  ASSERT_EQ(parsed.documents.size(), 2U);
  EXPECT_EQ(parsed.documents[0].title, "关于印发甲办法的通知");
  EXPECT_EQ(parsed.documents[1].title, "关于印发乙办法的通知");
  EXPECT_EQ(parsed.documents[1].part, 2);
}

TEST(Archive, BombsAreErrors) {
  const std::string zeros(60 * 1024 * 1024, ' ');
  EXPECT_EQ(unpack(zip_of({{"a", zeros}, {"b", zeros}}), 64 * 1024 * 1024).error().kind,
            ErrorKind::too_large);
  // By its ratio.
  const Parsed one = read(zip_of({{"a.txt", zeros}}));
  ASSERT_TRUE(one.error);
  EXPECT_NE(one.error->message.find("times its size"), std::string::npos) << one.error->message;
  // Archives in archives, and a great many entries.
  std::string nested = zip_of({{"a.txt", "x"}});
  for (int i = 0; i < 6; ++i) nested = zip_of({{"a.zip", nested}, {"b.zip", nested}});
  EXPECT_TRUE(read(nested).error);
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 0; i < 20'000; ++i) many.emplace_back(std::to_string(i) + ".txt", "x");
  const Parsed parsed = read(zip_of(many));
  EXPECT_FALSE(parsed.error);
  EXPECT_FALSE(parsed.doubts.empty());
}

TEST(Archive, WhatIsNotUnpackedIsSaid) {
  EXPECT_EQ(read("Rar!\x1A\x07\x01").error->message, "a RAR archive; only ZIP is unpacked");
  EXPECT_EQ(read("7z\xBC\xAF\x27\x1C").error->message, "a 7z archive; only ZIP is unpacked");
  EXPECT_TRUE(read(zip_of({{"图.png", "\x89PNG\r\n"}})).error);
}

}  // namespace
}  // namespace gazetted::parser
