#include "monitor/fingerprint.h"

#include <gtest/gtest.h>

#include <random>

#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

std::u32string random_text(std::mt19937& random, std::size_t characters) {
  std::u32string text;
  for (std::size_t i = 0; i < characters; ++i) text += static_cast<char32_t>(0x4E00 + random() % 3000);
  return text;
}

std::string bytes(const std::u32string& points) {
  std::string text;
  for (const auto point : points) text += utf8(point);
  return text;
}

int bands_in_common(const std::string& a, const std::string& b) {
  const auto one = fingerprint_of(a);
  const auto other = fingerprint_of(b);
  if (!one || !other) return 0;
  int common = 0;
  for (std::size_t i = 0; i < one->size(); ++i) common += (*one)[i] == (*other)[i] ? 1 : 0;
  return common;
}

TEST(Fingerprint, ACopyWithErrorsIsFoundAndAnotherTextIsNot) {
  std::mt19937 random(7);
  int found = 0;
  int mistaken = 0;
  constexpr int texts = 300;
  for (int i = 0; i < texts; ++i) {
    auto text = random_text(random, 150 + random() % 3000);
    const auto original = bytes(text);
    // One character in two hundred wrong, and a part that stands twice.
    for (std::size_t errors = 0; errors < 1 + text.size() / 200; ++errors)
      text[random() % text.size()] = U'错';
    text.insert(text.size() / 2, text.substr(text.size() / 4, text.size() / 8));
    found += bands_in_common(original, bytes(text)) > 0 ? 1 : 0;
    mistaken += bands_in_common(original, bytes(random_text(random, 1000))) > 0 ? 1 : 0;
  }
  EXPECT_GE(found, texts - 1);
  EXPECT_EQ(mistaken, 0);
}

TEST(Fingerprint, WhatFoldsAlikeHasOneFingerprint) {
  std::mt19937 random(1);
  const auto text = bytes(random_text(random, 400));
  EXPECT_EQ(fingerprint_of(text), fingerprint_of("　" + text + "\n \u200B"));
}

TEST(Fingerprint, AShortTextHasNone) {
  EXPECT_EQ(fingerprint_of(""), std::nullopt);
  EXPECT_EQ(fingerprint_of("同意。"), std::nullopt);
}

/// Nine tenths of the 5-grams of either are in common: the least that two texts of one title share to be one.
TEST(Fingerprint, OneOfAHundredCopiesThatAreHardlyCopiesIsMissed) {
  std::mt19937 random(11);
  int found = 0, mistaken = 0;
  constexpr int texts = 1'000;
  for (int i = 0; i < texts; ++i) {
    const auto text = random_text(random, 1'000);
    auto other = text;
    for (int error = 0; error < 20; ++error) other[random() % other.size()] = U'错';
    found += bands_in_common(bytes(text), bytes(other)) > 0 ? 1 : 0;
    // A form letter: a third of the words are the same.
    auto letter = random_text(random, 1'000);
    letter.replace(0, 333, text, 0, 333);
    mistaken += bands_in_common(bytes(text), bytes(letter));
  }
  EXPECT_GE(found, texts * 98 / 100);
  EXPECT_LE(mistaken, texts * 6 / 50) << "of six bands each";
}

TEST(Fingerprint, TheSameHashesInAnotherBandAreAnother) {
  std::mt19937 random(3);
  const auto print = fingerprint_of(bytes(random_text(random, 400))).value();
  for (std::size_t i = 0; i < print.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(print[i], print[j]);
}

}  // namespace
}  // namespace gazetted::monitor
