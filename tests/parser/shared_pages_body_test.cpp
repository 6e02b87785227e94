// The bodies of real pages against what was counted on them by hand.

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "parser/article.h"
#include "parser/charset.h"
#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

const std::filesystem::path pages = std::filesystem::path(GAZETTED_SHARED_DATA) / "pages";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

ArticleParts read_page(const std::string& bytes, const Url& url) {
  const Result<HtmlTree> tree = HtmlTree::parse(decode(bytes, "").text);
  return tree ? read_article(*tree, url, {}) : ArticleParts();
}

/// The body without white space and without the marks between cells, as the counts were made.
std::string condensed(const std::vector<Paragraph>& body) {
  std::string out;
  for (const Paragraph& paragraph : body) out += squeezed(paragraph.text);
  std::erase(out, '|');
  return out;
}

class SharedPages : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(pages / "gold.json")) GTEST_SKIP() << "no shared data here";
    gold_ = nlohmann::json::parse(read_file(pages / "gold.json"));
  }
  nlohmann::json gold_;
};

TEST_F(SharedPages, BodiesAreWholeAndNothingElse) {
  for (const auto& [file, expected] : gold_.items()) {
    SCOPED_TRACE(file);
    const ArticleParts parts =
        read_page(read_file(pages / file), Url::parse(expected["url"].get<std::string>()).value());
    const std::string body = condensed(parts.body);
    const auto want = expected["body_chars"].get<double>();
    const auto got = static_cast<double>(count_characters(body));
    EXPECT_LE(std::abs(got - want), 0.02 * want) << "got " << got << ", want " << want;
    EXPECT_TRUE(body.starts_with(squeezed(expected["body_head"].get<std::string>())));
    EXPECT_TRUE(body.ends_with(squeezed(expected["body_tail"].get<std::string>())));
  }
}

TEST_F(SharedPages, BlocksGiveTheStatedFacts) {
  for (const auto& [file, expected] : gold_.items()) {
    SCOPED_TRACE(file);
    const ArticleParts parts =
        read_page(read_file(pages / file), Url::parse(expected["url"].get<std::string>()).value());
    const auto value = [&](std::string_view name) {
      for (const Label& label : parts.labels)
        if (label.name == name) return label.value;
      return std::string();
    };
    EXPECT_EQ(squeezed(value("标题")), squeezed(expected["title"].get<std::string>()));
    EXPECT_EQ(squeezed(value("索引号")), squeezed(expected["index_number"].get<std::string>()));
    EXPECT_EQ(squeezed(value("主题分类")), squeezed(expected["subjects"].get<std::string>()));
    EXPECT_FALSE(value("发文机关").empty());
    EXPECT_FALSE(value("发文字号").empty());
    EXPECT_FALSE(value("成文日期").empty());
    EXPECT_FALSE(value("发布日期").empty());
  }
}

/// A header include that closes the page before the article, as some templates have it.
TEST_F(SharedPages, PageThatEndsBeforeItsBodyLosesNothing) {
  for (const auto& [file, expected] : gold_.items()) {
    SCOPED_TRACE(file);
    const std::string page = read_file(pages / file);
    const Url url = Url::parse(expected["url"].get<std::string>()).value();
    const std::string broken = "<html><body><div>头部</div></body></html>" + page;
    EXPECT_EQ(condensed(read_page(broken, url).body), condensed(read_page(page, url).body));
  }
}

}  // namespace
}  // namespace gazetted::parser
