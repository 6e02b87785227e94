// Programs that read old office files, played by scripts: which is asked, and what becomes of a bad one.

#include "app/converter.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "parser/parse.h"

namespace gazetted::app {
namespace {

namespace fs = std::filesystem;

/// A compound file with one stream of that name (parser/ole.h).
std::string compound(std::string_view stream) {
  std::string bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  bytes.resize(512 * 3, '\0');
  bytes[30] = 9;
  bytes[48] = 1;
  bytes.replace(512 + 4, 4, "\xFE\xFF\xFF\xFF");
  for (std::size_t i = 0; i < stream.size(); ++i) bytes[1024 + 128 + 2 * i] = stream[i];
  bytes[1024 + 128 + 64] = static_cast<char>(2 * stream.size() + 2);
  return bytes;
}

class Converters : public testing::Test {
 protected:
  void install(const std::string& name, const std::string& script) {
    std::ofstream(folder_.path() / name) << "#!/bin/sh\n" << script << '\n';
    fs::permissions(folder_.path() / name, fs::perms::owner_all);
  }
  [[nodiscard]] std::optional<Result<Converted>> convert(std::string_view stream = "WordDocument") const {
    return convert_legacy(compound(stream), "relative:" + folder_.path().string());
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(Converters, WhatIsNotInstalledOrNotNeededIsLeftToTheParser) {
  EXPECT_FALSE(convert());
  install("catdoc", "echo text");
  EXPECT_FALSE(convert("EncryptedPackage"));
  EXPECT_FALSE(convert_legacy("<html>", "/usr/bin"));
}

TEST_F(Converters, TheFirstThatSucceedsIsTaken) {
  install("catdoc", "echo \"$1 $2 $3\"; cat input.doc | head -c 1 >/dev/null");
  ASSERT_TRUE(convert() && *convert());
  EXPECT_EQ((*convert())->bytes, "-d utf-8 -w\n");
  EXPECT_EQ((*convert())->program, "catdoc");
  EXPECT_EQ((*convert())->content_type, "text/plain; charset=utf-8");
  install("antiword", "echo '项目'; echo '|甲  |乙 |'");
  EXPECT_EQ((*convert())->bytes, "项目\n甲 | 乙\n");
  install("soffice", "test \"$HOME\" = \"$PWD\" && test \"$(pwd)\" != / && printf docx > input.docx");
  EXPECT_EQ((*convert())->bytes, "docx");
  EXPECT_EQ((*convert())->program, "soffice");
  install("soffice", "exit 1");
  install("antiword", "true");
  EXPECT_EQ((*convert())->program, "catdoc");
}

TEST_F(Converters, AFailureSaysWhose) {
  install("catdoc", "exit 3");
  EXPECT_EQ(convert()->error().message, "catdoc could not read the file");
  install("catdoc", "true");
  EXPECT_EQ(convert()->error().message, "catdoc found no text in the file");
  install("catppt", "exit 1");
  EXPECT_EQ(convert("PowerPoint Document")->error().message, "catppt could not read the file");
  install("xls2csv", "echo text");
  EXPECT_FALSE(convert("Workbook"));
  EXPECT_FALSE(convert("Book"));
}

/// The notice of tests/files/notice.doc, saved by LibreOffice as Word 97, through a program alone.
void expect_notice_by(const std::string& name) {
  const auto program = find_program(name, program_path());
  if (!program) GTEST_SKIP() << name << " is not installed: scripts/setup installs antiword and catdoc";
  const TemporaryFolder folder;
  fs::create_symlink(*program, folder.path() / name);
  std::ifstream file(GAZETTED_SOURCE_DIR "/tests/files/notice.doc", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(bytes.empty());
  const auto converted = convert_legacy(bytes, folder.path().string());
  ASSERT_TRUE(converted);
  ASSERT_TRUE(*converted) << converted->error().message;
  EXPECT_EQ((*converted)->program, name);
  parser::Input input;
  input.bytes = (*converted)->bytes;
  input.content_type = (*converted)->content_type;
  input.url = *Url::parse("http://www.example.gov.cn/zc/P020260302.doc");
  const Parsed parsed = parser::parse(input);
  ASSERT_EQ(parsed.documents.size(), 1U);
  const Document& notice = parsed.documents[0];
  EXPECT_EQ(notice.title, "云川市财政局关于印发云川市科技创新券管理办法的通知");
  EXPECT_EQ(notice.doc_number, "云财规〔2026〕3号");
  EXPECT_EQ(notice.signed_on, Date::of(2026, 3, 2));
  EXPECT_EQ(notice.expires, Date::of(2031, 3, 31));
  EXPECT_EQ(
      notice.text,
      "各县（市、区）财政局，各有关单位：\n"
      "现将《云川市科技创新券管理办法》印发给你们，请遵照执行。申请额度不超过20万元，兑付比例≥40%，联系电"
      "话：0999-8123456。\n"
      "第一条　为规范科技创新券的发放和使用，降低科技型中小企业研发成本，制定本办法。\n"
      "服务类别 | 兑付比例 | 上限（万元）\n"
      "检验检测 | 50% | 10\n"
      "研发设计 | 40% | 20\n"
      "第二条　本办法自2026年4月1日起施行，有效期至2031年3月31日。《云川市科技创新券管理办法》（云财规〔2021"
      "〕5号）同时废止。\n"
      "云川市财政局\n"
      "2026年3月2日");
}

TEST(RealWordFile, IsReadThroughAntiword) { expect_notice_by("antiword"); }
TEST(RealWordFile, IsReadThroughCatdoc) { expect_notice_by("catdoc"); }
TEST(RealWordFile, IsReadThroughLibreOffice) { expect_notice_by("soffice"); }

TEST(ChildProgram, IsKeptWithinItsBounds) {
  const TemporaryFolder folder;
  const std::string shell = "/bin/sh";
  const auto run = [&](const std::string& script, const ProgramBounds& bounds) {
    return run_program({shell, "-c", script}, folder.path(), bounds);
  };
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run("sleep 60 & sleep 60", {std::chrono::seconds{1}}).error().kind, ErrorKind::timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{20});
  EXPECT_FALSE(run("head -c 2000000 /dev/zero > big", {std::chrono::seconds{20}, 512ULL << 20U, 1'000'000}));
  EXPECT_LE(fs::file_size(folder.path() / "big"), 1'000'000U);
  EXPECT_TRUE(run("test -z \"$SECRET\" && test ! -e /proc/self/fd/9", {}));
  EXPECT_EQ(run_program({"/nonexistent"}, folder.path(), {}).error().kind, ErrorKind::io);
}

TEST(ChildProgram, ATemporaryFolderGoes) {
  fs::path path;
  {
    const TemporaryFolder folder;
    path = folder.path();
    std::ofstream(path / "a") << "x";
    EXPECT_TRUE(fs::exists(path / "a"));
  }
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace gazetted::app
