#include "parser/word_places.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace gazetted::parser {
namespace {

using Places = std::vector<std::size_t>;

Places places(const WordSet& words, std::string_view text, std::string_view word) {
  const WordPlaces found(words, text);
  return {found.of(word).begin(), found.of(word).end()};
}

TEST(WordPlaces, EachWordFromTheFrontOn) {
  const WordSet words({"起", "起施行", "有效期"});
  const std::string_view text = "a自6月1日起施行，有效期5年；起";
  EXPECT_EQ(places(words, text, "起"), (Places{text.find("起"), text.rfind("起")}));
  EXPECT_EQ(places(words, text, "起施行"), Places{text.find("起")});
  EXPECT_EQ(places(words, text, "有效期"), Places{text.find("有效期")});
  EXPECT_EQ(places(words, "", "起"), Places{});
}

TEST(WordPlaces, BytesThatAreNoCharacter) {
  const WordSet words({"起", "有效期"});
  EXPECT_EQ(places(words, "\xE8\xB5", "起"), Places{});
  EXPECT_EQ(places(words, "\xE6\x9C\x89\xE6\x95", "有效期"), Places{});
  EXPECT_EQ(places(words, "\xB7起\xE8", "起"), Places{1});
}

TEST(WordPlaces, AsLookedForOneByOne) {
  const WordSet words({"期", "期限", "限期", "日"});
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i)
      text += std::array{"期", "限", "日", "x", "é", "\xF0\xA0\x80\x80", "，"}[random() % 7];
    for (const std::string word : {"期", "期限", "限期", "日"}) {
      Places expected;
      for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        expected.push_back(at);
      ASSERT_EQ(places(words, text, word), expected) << text;
    }
  }
}

}  // namespace
}  // namespace gazetted::parser
