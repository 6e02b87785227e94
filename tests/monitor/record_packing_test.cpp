#include "monitor/record_packing.h"

#include <gtest/gtest.h>

#include <random>

#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "tests/monitor/records_support.h"

namespace gazetted::monitor {
namespace {

/// There is one: "one\0".
const std::string name("one\0", sample_name_size);
const std::string one = encode(page_of(1));
std::optional<std::string_view> samples(std::string_view wanted) {
  return wanted == name ? std::optional<std::string_view>(one) : std::nullopt;
}

TEST(RecordPacking, GivesBackWhatWasPacked) {
  RecordPacker packer;
  std::string random(3'000, plain_form);
  std::mt19937 chance(1);
  for (std::size_t i = 1; i < random.size(); ++i) random[i] = static_cast<char>(chance());
  for (const auto& record : {encode(PageRecord{}), encode(full_page()), encode(full_policy()),
                             encode(full_version()), random, std::string(1'000'000, plain_form)}) {
    const auto packed = packer.pack(record);
    EXPECT_LE(packed.size(), record.size());
    EXPECT_EQ(unpack_record(packed, samples), record);
    const auto like_one = packer.pack(record, Sample{name, one});
    EXPECT_LE(like_one.size(), record.size());
    EXPECT_EQ(unpack_record(like_one, samples), record);
  }
}

TEST(RecordPacking, TakesHalfOfWhatIsSaidTwice) {
  RecordPacker packer;
  const auto policy = encode(full_policy());
  EXPECT_LT(packer.pack(policy).size(), policy.size() * 3 / 4);
}

TEST(RecordPacking, TakesLittleOfWhatIsLikeASample) {
  RecordPacker packer;
  const auto other = encode(page_of(2));
  const auto alone = packer.pack(other).size();
  EXPECT_LT(packer.pack(other, Sample{name, one}).size(), alone / 3);
}

TEST(RecordPacking, WhatSchema3PackedIsRead) {
  EXPECT_EQ(decode<PageRecord>(unpack_record(page_of_schema_3(), samples)), page_of(1));
}

TEST(RecordPacking, DamageIsReportedAsSuch) {
  RecordPacker packer;
  for (const std::string bytes :
       {"", "\x01", "\x01xxxxxxxxx", "\x02xxxxxxxxx", "\x03", "\x03xxxxxxxxx", "\x04xxxxxxxxx", "\xff"})
    EXPECT_THROW((void)unpack_record(bytes, samples), Damaged);
  std::mt19937 random(1);
  for (const auto& whole :
       {packer.pack(encode(full_page())), packer.pack(encode(full_page()), Sample{name, one})})
    for (int i = 0; i < 3'000; ++i) {
      auto packed = whole;
      for (auto changes = random() % 4; changes < 4; ++changes)
        packed[random() % packed.size()] = static_cast<char>(random());
      if (random() % 4 == 0) packed.resize(random() % packed.size());
      try {
        (void)decode<PageRecord>(unpack_record(packed, samples));
      } catch (const Damaged&) {
      }
    }
}

}  // namespace
}  // namespace gazetted::monitor
