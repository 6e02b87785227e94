// Real pairs of versions of laws, against a rough count made by other means (greedy matching of
// articles, equal or with a character ratio of at least 0.5).

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "monitor/diff.h"

namespace gazetted::monitor {
namespace {

const std::filesystem::path laws = std::filesystem::path(GAZETTED_SHARED_DATA) / "laws";

struct Counts {
  int unchanged = 0, renumbered = 0, amended = 0, added = 0, removed = 0;
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

TEST_F(Laws, ArticlesAreCountedAsByOthers) {
  Counts total, expected;
  for (const Version& version : read_table()) {
    const Difference found = compare(read_law(version, version.before), read_law(version, version.after));
    const Counts& counts = version.counts;
    std::cout << version.name << ": " << found.unchanged << '/' << counts.unchanged << " unchanged, "
              << found.renumbered << '/' << counts.renumbered << " renumbered, " << found.amended << '/'
              << counts.amended << " amended, " << found.added << '/' << counts.added << " added, "
              << found.removed << '/' << counts.removed << " removed\n";
    EXPECT_EQ(found.unchanged + found.renumbered + found.amended + found.added, version.articles_after)
        << version.name;
    EXPECT_EQ(found.unchanged + found.renumbered + found.amended + found.removed, version.articles_before)
        << version.name;
    EXPECT_LE(std::abs(found.unchanged - counts.unchanged), 1) << version.name;
    EXPECT_LE(std::abs(found.renumbered - counts.renumbered), 1) << version.name;
    total.amended += found.amended;
    expected.amended += counts.amended;
    for (const Hunk& hunk : found.hunks) {
      EXPECT_TRUE(side(hunk.spans, Span::Op::insert) == hunk.before) << version.name << ' ' << hunk.where;
      EXPECT_TRUE(side(hunk.spans, Span::Op::erase) == hunk.after) << version.name << ' ' << hunk.where;
    }
  }
  // Which rewritten articles are amended and which replaced is a matter of threshold.
  EXPECT_NEAR(total.amended, expected.amended, expected.amended * 0.25);
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
