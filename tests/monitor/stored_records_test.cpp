// Pages, versions and policies under their numbers.

#include "monitor/stored_records.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "monitor/bases.h"
#include "monitor/citing.h"
#include "monitor/damaged.h"
#include "monitor/names.h"
#include "tests/monitor/records_support.h"

namespace gazetted::monitor {
namespace {

/// Two pages with a policy each.
Facts whole() {
  Facts facts;
  for (int number = 1; number <= 2; ++number) {
    auto page = page_of(number);
    PolicyRecord policy = full_policy();
    policy.id = page.parts.front().policy;
    policy.places = {{page.url, 1, true, false, {}}};
    policy.names = {"number:" + std::to_string(number)};
    policy.affected.clear();
    policy.joined_into.reset();
    VersionRecord version;
    version.page = page.url;
    version.policy = policy.id;
    const auto text = "第" + std::to_string(number) + "条";
    version.text_sha256 = Digest::of(text);
    facts.insert(facts.end(), {PagePut{page}, VersionAdded{version, text, {}}, PolicyPut{policy},
                               NameBound{policy.names.front(), policy.id},
                               CitationsSet{policy.id, {{"title:x", Relation::repeals}}}});
  }
  return facts;
}

/// Work on a store beneath it.
template <class Work>
void beneath(const std::filesystem::path& folder, Work work) {
  lmdb::Environment environment(folder, {});
  lmdb::WriteTransaction transaction(environment);
  work(transaction);
  transaction.commit();
}

TEST(StoredRecords, WhatIsMissingIsFound) {
  for (const char* name : {"found", "states", "wordings", "documents"}) {
    const StoreFolder folder;
    {
      auto store = open_store(folder.path());
      must_write(store, whole());
      ASSERT_TRUE(store.verify().empty());
    }
    beneath(folder.path(), [&](lmdb::WriteTransaction& transaction) {
      const auto database = transaction.find_database(name).value();
      transaction.erase(database, std::string(lmdb::Cursor(transaction, database).last().value().key));
    });
    EXPECT_FALSE(open_store(folder.path()).verify().empty()) << name;
  }
  for (const char* name : {"addresses", "named", "next_visits", "cited_by", "citations_of"}) {
    const StoreFolder folder;
    {
      auto store = open_store(folder.path());
      must_write(store, whole());
    }
    beneath(folder.path(), [&](lmdb::WriteTransaction& transaction) {
      const auto set = transaction.find_set(name).value();
      std::string item;
      { item = lmdb::SetCursor(transaction, set).first().value(); }
      transaction.erase(set, item);
    });
    EXPECT_FALSE(open_store(folder.path()).verify().empty()) << name;
  }
}

TEST(StoredRecords, NoDamageDoesMoreThanThrow) {
  std::mt19937 random(1);
  for (int round = 0; round < 40; ++round) {
    const StoreFolder folder;
    {
      auto store = open_store(folder.path());
      must_write(store, whole());
    }
    beneath(folder.path(), [&](lmdb::WriteTransaction& transaction) {
      for (const char* name : {"found", "states", "wordings", "documents"}) {
        const auto database = transaction.find_database(name).value();
        const auto entry = lmdb::Cursor(transaction, database).first().value();
        const std::string key(entry.key);
        std::string value(entry.value);
        for (int i = 0; i < 3; ++i) value[random() % value.size()] = static_cast<char>(random());
        if (random() % 4 == 0) value.resize(random() % value.size());
        transaction.put(database, key, value);
      }
    });
    const auto store = open_store(folder.path());
    (void)store.verify();
    try {
      store.read([&](const View& view) {
        (void)view.page(url_of(1));
        (void)view.version(url_of(1), 1, 1);
        (void)view.policy(PolicyId("p1"));
      });
    } catch (const Damaged&) {
    }
  }
}

TEST(StoredRecords, ThePolicyOfAFirstWordingIsHardlyWritten) {
  VersionRecord version;
  version.page = url_of(1);
  version.captured_at = instant(5);
  version.document = full_document();
  const auto base = policy_base(PolicyId("p1"), version);
  EXPECT_EQ(base.names.size(), 3U);
  EXPECT_EQ(base.names.front(), "number:" + *version.document.doc_number);
  EXPECT_EQ(base.places.front().page, version.page);
  EXPECT_EQ(encode(base, base).size(), 1U);
}

TEST(StoredRecords, WhatWasVisitedLastAndWhatNeverWasChangePlaces) {
  for (const auto success : {instant(0), instant(5), instant(7)}) {
    PageRecord page;
    page.last_visit = instant(7);
    page.last_success = success;
    const auto before = page;
    fold_last_success(page);
    fold_last_success(page);
    EXPECT_EQ(page, before);
  }
}

TEST(StoredRecords, KeysOfVersionsKeepTheirOrder) {
  std::string before;
  for (const int part : {1, 2, 247, 248, 255, 256, 70'000})
    for (const std::uint32_t number : {1U, 2U, 247U, 248U, 65'536U}) {
      const auto key = version_key(PageNumber{7}, part, number);
      EXPECT_LT(before, key.view());
      before = key.view();
      const auto read = read_version_key(key.view());
      EXPECT_EQ(read.page, PageNumber{7});
      EXPECT_EQ(read.part, part);
      EXPECT_EQ(read.number, number);
    }
}

TEST(StoredRecords, AnIdAndItsFirstKeyAreOneItem) {
  const StoreFolder folder;
  const PolicyId younger("p" + Digest::of("number:1").hex().substr(0, 20)), older("p1");
  {
    auto store = open_store(folder.path());
    must_write(store, {NameBound{"number:1", younger}});
    must_write(store, {NameBound{"number:1", older}});
    store.read([&](const View& view) { EXPECT_EQ(view.named("number:1"), older); });
    must_write(store, {NameBound{"number:1", younger}});
    store.read([&](const View& view) { EXPECT_EQ(view.named("number:1"), younger); });
  }
  EXPECT_EQ(name_of_id(younger), set_name("number:1"));
}

}  // namespace
}  // namespace gazetted::monitor
