// Programs that read old office files, played by scripts: which is asked, and what becomes of a bad one.

#include "app/converter.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

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
  install("xls2csv", "exit 1");
  EXPECT_EQ(convert("Workbook")->error().message, "xls2csv could not read the file");
}

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
