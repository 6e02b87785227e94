#include "monitor/record_packing.h"

#include <gtest/gtest.h>

#include <random>

#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "tests/monitor/records_support.h"

namespace gazetted::monitor {
namespace {

TEST(RecordPacking, GivesBackWhatWasPacked) {
  RecordPacker packer;
  std::string random(3'000, plain_form);
  std::mt19937 chance(1);
  for (std::size_t i = 1; i < random.size(); ++i) random[i] = static_cast<char>(chance());
  for (const auto& record : {encode(PageRecord{}), encode(full_page()), encode(full_policy()),
                             encode(full_version()), random, std::string(1'000'000, plain_form)}) {
    const auto packed = packer.pack(record);
    EXPECT_LE(packed.size(), record.size());
    EXPECT_EQ(unpack_record(packed), record);
  }
}

TEST(RecordPacking, TakesHalfOfWhatIsSaidTwice) {
  RecordPacker packer;
  const auto policy = encode(full_policy());
  EXPECT_LT(packer.pack(policy).size(), policy.size() * 3 / 4);
}

TEST(RecordPacking, DamageIsReportedAsSuch) {
  RecordPacker packer;
  for (const std::string bytes : {"", "\x01", "\x01xxxxxxxxx", "\x02xxxxxxxxx", "\xff"})
    EXPECT_THROW((void)unpack_record(bytes), Damaged);
  const auto whole = packer.pack(encode(full_page()));
  std::mt19937 random(1);
  for (int i = 0; i < 3'000; ++i) {
    auto packed = whole;
    for (auto changes = random() % 4; changes < 4; ++changes)
      packed[random() % packed.size()] = static_cast<char>(random());
    if (random() % 4 == 0) packed.resize(random() % packed.size());
    try {
      (void)decode<PageRecord>(unpack_record(packed));
    } catch (const Damaged&) {
    }
  }
}

}  // namespace
}  // namespace gazetted::monitor
