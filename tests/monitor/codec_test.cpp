#include "monitor/codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "monitor/damaged.h"
#include "tests/monitor/cbor_writer.h"
#include "tests/monitor/records_support.h"

namespace gazetted::monitor {
namespace {

template <class Record>
Record round_trip(const Record& record) {
  return decode<Record>(encode(record));
}

TEST(Codec, GivesBackEveryFieldOfEveryRecord) {
  EXPECT_EQ(round_trip(full_page()), full_page());
  EXPECT_EQ(round_trip(full_version()), full_version());
  EXPECT_EQ(round_trip(full_policy()), full_policy());
  EXPECT_EQ(round_trip(full_source()), full_source());
}

TEST(Codec, GivesBackEmptyRecords) {
  EXPECT_EQ(round_trip(PageRecord{}), PageRecord{});
  EXPECT_EQ(round_trip(VersionRecord{}), VersionRecord{});
  EXPECT_EQ(round_trip(PolicyRecord{}), PolicyRecord{});
  EXPECT_EQ(round_trip(SourceRecord{}), SourceRecord{});
  EXPECT_EQ(encode(PageRecord{}).size(), 1U) << "what has its default is left out";
}

TEST(Codec, LeavesTheTextOfADocumentOut) {
  VersionRecord version;
  version.document.text = "第一条";
  EXPECT_EQ(round_trip(version).document.text, "");
}

TEST(Codec, KeepsBytesThatAreNoUtf8) {
  PageRecord page;
  page.list_title = "\xff\xfe\x80 cut \xe4\xb8";
  EXPECT_EQ(round_trip(page), page);
}

TEST(Codec, KeepsAddressesAsTheyAre) {
  for (const std::string text :
       {"http://h/", "https://h:8443/a%20b?x=%E4%B8%AD&y=1", "http://h/%7Ea/../b;c=1", "http://[::1]:8080/?q",
        "http://1.2.3.4/a//b", "https://xn--fiq228c.example/%zz", "http://u:p@h/a"}) {
    PageRecord page;
    page.url = Url::parse(text).value();
    EXPECT_EQ(round_trip(page), page) << text;
  }
  PageRecord file;
  file.url = Url::from_path("/tmp/附件 1#2?3%.pdf");
  EXPECT_EQ(round_trip(file), file);
}

TEST(Codec, APageIsCompact) { EXPECT_LT(encode(page_of(1)).size(), 560U); }

TEST(Codec, NumbersOfEverySizeAreKept) {
  for (const std::int64_t time :
       {0LL, 1LL, -1LL, 63LL, 64LL, -64LL, -65LL, 1LL << 40, std::numeric_limits<long long>::max(),
        std::numeric_limits<long long>::min()}) {
    PageRecord page;
    page.due = instant(time);
    page.reading = static_cast<std::uint64_t>(time);
    EXPECT_EQ(round_trip(page), page) << time;
    std::string moment;
    put_moment(moment, page.due);
    moment += "rest";
    std::string_view rest = moment;
    EXPECT_EQ(take_moment(rest), page.due);
    EXPECT_EQ(rest, "rest");
  }
  std::string_view cut = "\xff";
  EXPECT_THROW((void)take_number(cut), Damaged);
}

TEST(Codec, WhatABaseSaysIsLeftOut) {
  const auto base = full_page();
  EXPECT_EQ(encode(base, base).size(), 1U);
  auto page = base;
  page.last_visit = instant(99);
  page.validators.etag = "\"new\"";
  EXPECT_LT(encode(page, base).size(), 24U) << "of the validators the entity tag alone";
  EXPECT_EQ(decode(encode(page, base), base), page);
}

TEST(Codec, WhatIsNoMoreAsInTheBaseIsSaid) {
  EXPECT_EQ(decode(encode(PageRecord{}, full_page()), full_page()), PageRecord{});
  EXPECT_EQ(decode(encode(full_page(), PageRecord{}), PageRecord{}), full_page());
  auto version = full_version();
  version.document = {};
  version.snapshot.reset();
  EXPECT_EQ(decode(encode(version, full_version()), full_version()), version);
  auto policy = full_policy();
  policy.joined_into.reset();
  policy.document.dates.url.reset();
  policy.document.title.reset();
  policy.told = false;
  EXPECT_EQ(decode(encode(policy, full_policy()), full_policy()), policy);
}

TEST(Codec, HalfADigestIsKeptAsThat) {
  VersionRecord version;
  version.text_sha256 = Digest::of("x");
  const auto whole = encode(version).size();
  std::fill(version.text_sha256.bytes.begin() + 16, version.text_sha256.bytes.end(), std::uint8_t{0});
  EXPECT_EQ(encode(version).size(), whole - 16);
  EXPECT_EQ(round_trip(version), version);
}

TEST(Codec, AnIdIsKeptInFewBytesOrAsItIs) {
  for (const auto& [text, size] :
       std::vector<std::pair<std::string, std::size_t>>{{"p0123456789abcdef0000", 11},
                                                        {"p00000000000000000000", 11},
                                                        {"p1", 2},
                                                        {"", 0},
                                                        {"p0123456789ABCDEF0000", 21},
                                                        {"q0123456789abcdef0000", 21},
                                                        {"p0123456789abcdef000", 20}}) {
    EXPECT_EQ(packed_id(PolicyId(text)).size(), size) << text;
    EXPECT_EQ(unpacked_id(packed_id(PolicyId(text))), PolicyId(text));
  }
}

TEST(Codec, DamageIsReportedAsSuch) {
  using namespace std::string_literals;
  for (const std::string& record :
       {""s, "x"s, "\0\x05\x01x"s /* no address */, "\0\x05\x09http"s /* cut short */,
        "\0\x08\x63"s /* no kind */, "\0\x02"s, "\0\x80"s,
        "\0\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s,
        "\0\x24\xff\xff\xff\xff\xff\x01"s /* 32 bits */, "\0\x17\x04\x07\x02xx"s /* a digest of two bytes */})
    EXPECT_THROW((void)decode<PageRecord>(record), Damaged) << testing::PrintToString(record);
  EXPECT_THROW((void)decode<PageRecord>(std::string(1'000'000, '\x81')), Damaged);
}

TEST(Codec, NoDamageDoesMoreThanThrow) {
  std::mt19937 random(1);
  const auto whole = encode(full_page());
  for (int i = 0; i < 3'000; ++i) {
    auto cbor = whole;
    for (auto changes = random() % 4; changes < 4; ++changes)
      cbor[random() % cbor.size()] = static_cast<char>(random());
    if (random() % 4 == 0) cbor.resize(random() % cbor.size());
    try {
      (void)decode<PageRecord>(cbor);
    } catch (const Damaged&) {
    }
  }
}

TEST(Codec, WhatIsNotKnownIsPassedOver) {
  SourceRecord source;
  source.id = SourceId("xy");
  auto record = encode(source);
  record += "\xfc\x07\x63";     // field 510, a number
  record += "\xfd\x07\x03new";  // and bytes
  EXPECT_EQ(decode<SourceRecord>(record), source);
}

TEST(CborRecords, GiveBackEveryField) {
  EXPECT_EQ(decode_cbor<PageRecord>(CborWriter::encode(full_page())), full_page());
  EXPECT_EQ(decode_cbor<VersionRecord>(CborWriter::encode(full_version())), full_version());
  EXPECT_EQ(decode_cbor<PolicyRecord>(CborWriter::encode(full_policy())), full_policy());
  EXPECT_EQ(decode_cbor<SourceRecord>(CborWriter::encode(full_source())), full_source());
}

TEST(CborRecords, DamageIsReportedAsSuch) {
  for (const std::string cbor :
       {"", "x", "\xa1", "\xa1\x61u\x01", "\xa1\x61u\x63non", "\xa1\x61k\x18\xff", "\x80",
        "\xa1\x61v\xa1\x61"
        "b\x42xx"})
    EXPECT_THROW((void)decode_cbor<PageRecord>(cbor), Damaged);
  EXPECT_THROW((void)decode_cbor<PageRecord>(std::string(1'000'000, '\x81')), Damaged)
      << "nesting is bounded";
}

TEST(DueKind, HasAWord) {
  EXPECT_EQ(to_string(DueKind::effective), "effective");
  EXPECT_EQ(to_string(DueKind::expiring), "expiring");
  EXPECT_EQ(to_string(DueKind::expired), "expired");
}

}  // namespace
}  // namespace gazetted::monitor
