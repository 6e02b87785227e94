// Real pairs of versions of laws, against counts checked by eye (docs/law-alignment.md) and a rough count
// made by other means (greedy matching of articles, equal or with a character ratio of at least 0.5).

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "monitor/diff.h"

namespace gazetted::monitor {
namespace {

const std::filesystem::path laws = std::filesystem::path(GAZETTED_SHARED_DATA) / "laws";

struct Counts {
  int unchanged = 0, renumbered = 0, amended = 0, added = 0, removed = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
  friend void PrintTo(const Counts& counts, std::ostream* out) {
    *out << counts.unchanged << " unchanged, " << counts.renumbered << " renumbered, " << counts.amended
         << " amended, " << counts.added << " added, " << counts.removed << " removed";
  }
};

struct Version {
  std::string name, before, after;
  int articles_before = 0, articles_after = 0;
  Counts counts;
};

std::vector<Version> read_table() {
  std::ifstream file(laws / "align.tsv");
  std::string line;
  std::getline(file, line);
  std::vector<Version> versions;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    Version version;
    std::string folder;
    std::getline(fields, folder, '\t');
    for (std::string* field : {&version.name, &version.before, &version.after})
      std::getline(fields, *field, '\t');
    Counts& counts = version.counts;
    fields >> version.articles_before >> version.articles_after >> counts.unchanged >> counts.renumbered >>
        counts.amended >> counts.added >> counts.removed;
    versions.push_back(version);
  }
  return versions;
}

/// The text of a file of Markdown, without its marks of headings and comments.
std::string read_law(const Version& version, const std::string& date) {
  std::ifstream file(laws / (version.name + "(" + date + ").md"));
  std::string text, line;
  while (std::getline(file, line)) {
    if (line.starts_with("<!--")) continue;
    if (line.starts_with('#')) line.erase(0, line.find_first_not_of("# "));
    text += line + "\n";
  }
  return text;
}

std::string side(const std::vector<Span>& spans, Span::Op left_out) {
  std::string text;
  for (const Span& span : spans)
    if (span.op != left_out) text += span.text;
  return text;
}

class Laws : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(laws / "align.tsv")) GTEST_SKIP() << "no laws at " << laws;
  }
};

TEST_F(Laws, WordsOfWholeFilesRecreateBothSides) {
  for (const Version& version : read_table()) {
    const std::string before = read_law(version, version.before), after = read_law(version, version.after);
    ASSERT_FALSE(before.empty() || after.empty()) << version.name;
    const auto spans = word_spans(before, after);
    EXPECT_TRUE(side(spans, Span::Op::insert) == before) << version.name;
    EXPECT_TRUE(side(spans, Span::Op::erase) == after) << version.name;
  }
}

/// As read by eye; why they are not those of the table: docs/law-alignment.md.
const std::map<std::string, Counts> checked = {
    {"上海市人民代表大会常务委员会规范性文件备案审查条例", {3, 19, 16, 4, 0}},
    {"上海市住宅物业管理规定", {81, 0, 14, 0, 0}},
    {"上海市实施《义务教育法》办法", {23, 0, 29, 0, 0}},
    {"上海市科学技术进步条例", {0, 0, 7, 40, 42}},
    {"北京市优化营商环境条例", {0, 18, 61, 15, 4}},
    {"北京市各级人民代表大会常务委员会规范性文件备案审查条例", {0, 0, 21, 24, 13}},
    {"北京市审计条例", {2, 7, 26, 2, 9}},
    {"专利法实施细则", {4, 44, 71, 30, 4}},
    {"中国人民解放军文职人员条例", {0, 2, 43, 31, 17}},
    {"互联网上网服务营业场所管理条例", {30, 6, 1, 1, 0}},
    {"保安服务管理条例", {46, 0, 6, 0, 0}},
    {"全国年节及纪念日放假办法", {4, 1, 2, 1, 0}},
    {"农药管理条例", {65, 0, 1, 0, 0}},
    {"商用密码管理条例", {0, 0, 6, 61, 21}},
    {"国务院关于经营者集中申报标准的规定", {2, 1, 2, 2, 0}},
    {"国家自然科学基金条例", {0, 1, 38, 6, 4}},
    {"工业产品生产许可证管理条例", {66, 0, 4, 0, 0}},
    {"征兵工作条例", {0, 0, 36, 38, 19}},
    {"海洋观测预报管理条例", {38, 0, 2, 0, 0}},
    {"烈士褒扬条例", {0, 0, 41, 29, 2}},
    {"船员条例", {49, 14, 3, 0, 1}},
    {"认证认可条例", {76, 0, 1, 0, 0}},
    {"进出口商品检验法实施条例", {3, 0, 0, 0, 0}},
    {"道路运输条例", {65, 12, 5, 0, 1}}};

TEST_F(Laws, ArticlesAreCountedAsALawyerWould) {
  const std::vector<Version> versions = read_table();
  EXPECT_EQ(versions.size(), checked.size());
  for (const Version& version : versions) {
    const Difference found = compare(read_law(version, version.before), read_law(version, version.after));
    const Counts counts{found.unchanged, found.renumbered, found.amended, found.added, found.removed};
    const auto known = checked.find(version.name);
    ASSERT_NE(known, checked.end()) << version.name;
    EXPECT_EQ(counts, known->second) << version.name;
    EXPECT_EQ(found.unchanged + found.renumbered + found.amended + found.added, version.articles_after)
        << version.name;
    EXPECT_EQ(found.unchanged + found.renumbered + found.amended + found.removed, version.articles_before)
        << version.name;
    EXPECT_LE(std::abs(found.unchanged - version.counts.unchanged), 1) << version.name;
    EXPECT_LE(std::abs(found.renumbered - version.counts.renumbered), 1) << version.name;
    for (const Hunk& hunk : found.hunks) {
      EXPECT_TRUE(side(hunk.spans, Span::Op::insert) == hunk.before) << version.name << ' ' << hunk.where;
      EXPECT_TRUE(side(hunk.spans, Span::Op::erase) == hunk.after) << version.name << ' ' << hunk.where;
    }
  }
}

TEST_F(Laws, AVersionDoesNotDifferFromItself) {
  for (const Version& version : read_table()) {
    const std::string text = read_law(version, version.after);
    const Difference difference = compare(text, text);
    EXPECT_TRUE(difference.hunks.empty()) << version.name;
    EXPECT_EQ(difference.unchanged, version.articles_after) << version.name;
  }
}

}  // namespace
}  // namespace gazetted::monitor
