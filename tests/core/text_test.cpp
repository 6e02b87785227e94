#include "core/text.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted {
namespace {

TEST(CountCharacters, AtAnyLengthAndPlace) {
  const std::string character[] = {"a", "é", "条", "\xF0\xA0\x80\x80"};
  for (std::size_t first = 0; first < 4; ++first)
    for (std::size_t length = 0; length < 40; ++length) {
      std::string text;
      for (std::size_t i = 0; i < length; ++i) text += character[(first + i * i) % 4];
      EXPECT_EQ(count_characters(text), length) << text;
    }
}

}  // namespace
}  // namespace gazetted
