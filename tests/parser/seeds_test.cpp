// Hand-made answers to texts found in the wild, where their folder is present.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "parser/fields.h"

namespace gazetted::parser {
namespace {

const std::filesystem::path seeds = std::filesystem::path(GAZETTED_SHARED_DATA) / "seeds";

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string shown(const std::optional<std::string>& text) { return text.value_or("null"); }
std::string shown(const std::optional<Date>& date) { return date ? date->iso() : "null"; }
std::string shown(const nlohmann::json& value) { return value.is_null() ? "null" : value.get<std::string>(); }

std::string effective_of(const Document& document) {
  return document.effective_on_publication ? "on publication" : shown(document.effective);
}

void expect_as_read_by_hand(const Document& read, const nlohmann::json& gold) {
  EXPECT_EQ(shown(read.title), shown(gold["title"]));
  EXPECT_EQ(read.issuers.empty() ? "null" : read.issuers.front(), shown(gold["issuer"]));
  EXPECT_LE(read.issuers.size(), 1U);
  EXPECT_EQ(shown(read.doc_number), shown(gold["doc_number"]));
  EXPECT_EQ(shown(read.signed_on), shown(gold["signed"]));
  EXPECT_EQ(shown(read.published), shown(gold["published"]));
  EXPECT_EQ(effective_of(read), shown(gold["effective"]));
  EXPECT_EQ(shown(read.expires), shown(gold["expires"]));
  EXPECT_EQ(shown(read.region), shown(gold["region"]));
  EXPECT_EQ(shown(read.genre), shown(gold["genre"]));
  EXPECT_EQ(shown(read.original_source), shown(gold["original_source"]));
  EXPECT_EQ(read.kind, DocumentKind::policy);
  std::vector<std::string> cites;
  for (const Citation& each : read.cites) {
    EXPECT_TRUE(each.doc_number) << each.title.value_or("") << " is no citation that the answers know";
    cites.push_back(each.doc_number.value_or("-"));
  }
  EXPECT_EQ(cites, gold["cites"].get<std::vector<std::string>>());
  std::vector<std::string> repaired;
  if (gold.value("doc_number_repaired", false)) repaired.emplace_back("doc_number");
  if (gold.value("signed_repaired", false)) repaired.emplace_back("signed");
  EXPECT_EQ(read.repaired, repaired);
}

TEST(Seeds, AreReadAsByHand) {
  if (!std::filesystem::exists(seeds / "gold.json")) GTEST_SKIP() << "no seeds at " << seeds;
  const auto gold = nlohmann::json::parse(std::ifstream(seeds / "gold.json"));
  std::map<std::string, std::vector<nlohmann::json>> by_seed;
  for (const auto& each : gold["documents"]) by_seed[each["seed"]].push_back(each);
  std::size_t compared = 0;
  for (const auto& [seed, answers] : by_seed) {
    SCOPED_TRACE(seed);
    std::vector<Document> policies;
    for (Document& each : read_plain_text(lines_of(seeds / seed), Url::from_path(seeds / seed)).documents) {
      if (each.kind == DocumentKind::policy) policies.push_back(std::move(each));
    }
    ASSERT_EQ(policies.size(), answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i, ++compared) {
      SCOPED_TRACE("part " + std::to_string(i + 1));
      EXPECT_EQ(policies[i].part, answers[i]["part"].get<int>());
      expect_as_read_by_hand(policies[i], answers[i]);
    }
  }
  EXPECT_EQ(compared, gold["documents"].size());
}

TEST(Seeds, GiveBodiesWithoutFurniture) {
  if (!std::filesystem::exists(seeds)) GTEST_SKIP() << "no seeds at " << seeds;
  for (const auto& entry : std::filesystem::directory_iterator(seeds)) {
    if (entry.path().extension() != ".txt") continue;
    SCOPED_TRACE(entry.path());
    for (const Document& each :
         read_plain_text(lines_of(entry.path()), Url::from_path(entry.path())).documents) {
      EXPECT_FALSE(each.text.empty());
      for (const char* furniture : {"{{", "访问次数", "推荐阅读", "×", "阅读:", "\n\n"}) {
        EXPECT_EQ(each.text.find(furniture), std::string::npos) << furniture;
      }
      EXPECT_EQ(each.text.find("\n来源"), std::string::npos);
      EXPECT_FALSE(each.title && each.text.starts_with(*each.title + "\n"));
    }
  }
}

}  // namespace
}  // namespace gazetted::parser
