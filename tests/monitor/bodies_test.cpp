#include "monitor/bodies.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "monitor/damaged.h"

namespace gazetted::monitor {
namespace {

class BodiesTest : public testing::Test {
 protected:
  Digest keep(const std::string& bytes, const std::optional<Digest>& previous = {}) {
    const auto digest = Digest::of(bytes);
    kept_[digest] = packer_.pack(bytes, previous, packed_);
    return digest;
  }
  std::optional<std::string> body(const Digest& digest) { return unpack_body(digest, packed_); }
  int depth(const Digest& digest) { return static_cast<unsigned char>(kept_.at(digest).front()); }

  std::map<Digest, std::string> kept_;
  PackedBodies packed_ = [this](const Digest& digest) -> std::optional<std::string_view> {
    const auto found = kept_.find(digest);
    if (found == kept_.end()) return std::nullopt;
    return found->second;
  };
  BodyPacker packer_;
};

std::string article(int paragraphs, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < paragraphs; ++i) {
    text += "第" + std::to_string(i + 1) + "条　各级人民政府应当";
    for (int k = 0; k < 12; ++k) text += std::to_string(random());
    text += "。\n";
  }
  return text;
}

TEST_F(BodiesTest, GivesBackWhatWasKept) {
  for (const std::string& bytes : {std::string{}, std::string("a"), std::string(100'000, 'x'), article(50, 1),
                                   std::string("\0\xff\0", 3)})
    EXPECT_EQ(body(keep(bytes)), bytes);
}

TEST_F(BodiesTest, WhatIsNotKeptIsAbsent) { EXPECT_EQ(body(Digest::of("no")), std::nullopt); }

TEST_F(BodiesTest, AChangeCostsLittle) {
  auto text = article(200, 2);
  const auto first = keep(text);
  text.insert(text.size() / 2, "增加一款。");
  const auto second = keep(text, first);
  EXPECT_EQ(body(second), text);
  EXPECT_LT(kept_[second].size(), 200U);
  EXPECT_GT(kept_[first].size(), 5'000U);
}

TEST_F(BodiesTest, ALargePredecessorIsWithinReach) {
  auto bytes = article(40'000, 3);
  const auto first = keep(bytes);
  bytes = "head" + bytes;
  const auto second = keep(bytes, first);
  EXPECT_EQ(body(second), bytes);
  EXPECT_LT(kept_[second].size(), kept_[first].size() / 20);
}

TEST_F(BodiesTest, EverySixteenthIsAKeyFrame) {
  std::optional<Digest> previous;
  for (int version = 0; version < 50; ++version) {
    const auto text = article(20, 4) + std::to_string(version);
    previous = keep(text, previous);
    EXPECT_EQ(depth(*previous), version % 16);
    EXPECT_EQ(body(*previous), text);
  }
}

TEST_F(BodiesTest, APredecessorThatIsNotKeptIsNone) {
  const auto digest = keep("text", Digest::of("never kept"));
  EXPECT_EQ(depth(digest), 0);
  EXPECT_EQ(body(digest), "text");
}

TEST_F(BodiesTest, DamageIsFound) {
  const auto first = keep(article(30, 5));
  const auto second = keep(article(30, 5) + "x", first);
  const auto whole = kept_;
  std::mt19937 random(6);
  for (int i = 0; i < 2'000; ++i) {
    kept_ = whole;
    auto& packed = kept_[i % 2 == 0 ? first : second];
    packed[random() % packed.size()] ^= static_cast<char>(1U << (random() % 8));
    try {
      EXPECT_EQ(body(second), article(30, 5) + "x") << "a flipped bit that does not matter";
    } catch (const Damaged&) {
    }
  }
  kept_ = whole;
  kept_.erase(first);
  EXPECT_THROW((void)body(second), Damaged);
  kept_ = whole;
  std::swap(kept_[first], kept_[second]);
  EXPECT_THROW((void)body(second), Damaged);
  kept_[first] = "";
  EXPECT_THROW((void)body(first), Damaged);
}

TEST_F(BodiesTest, AFrameThatPromisesTooMuchIsNotBelieved) {
  // Magic number, single segment with an 8-byte content size of 2^60, no blocks.
  const std::string frame("\0\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\0\0\x10", 14);
  const auto digest = Digest::of("bomb");
  kept_[digest] = frame;
  EXPECT_THROW((void)body(digest), Damaged);
}

}  // namespace
}  // namespace gazetted::monitor
