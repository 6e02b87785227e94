// Sets of the store: items of one size, in their order.

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <set>

#include "monitor/lmdb.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor::lmdb {
namespace {

std::string item_of(std::uint64_t number) {
  std::string item(6, '\0');
  for (std::size_t i = 0; i < 4; ++i) item[i] = static_cast<char>(number >> (24 - 8 * i));
  return item;
}

std::vector<std::string> walked(const Transaction& transaction, Set set) {
  std::vector<std::string> items;
  SetCursor cursor(transaction, set);
  for (auto item = cursor.first(); item; item = cursor.next()) items.emplace_back(*item);
  return items;
}

TEST(LmdbSet, IsAsASetOfStrings) {
  const StoreFolder folder;
  Environment environment(folder.path(), {});
  Set set;
  {
    WriteTransaction transaction(environment);
    set = transaction.make_set("items");
    transaction.commit();
  }
  std::set<std::string> expected;
  std::mt19937 random(1);
  for (const unsigned size : {0U, 1U, 2U, 5U, 300U, 5'000U, 20U, 1U, 0U, 3U}) {
    WriteTransaction transaction(environment);
    while (expected.size() < size) {
      const auto item = item_of(static_cast<unsigned>(random() % 100'000));
      expected.insert(item);
      transaction.put(set, item);
      transaction.put(set, item);  // is in there
    }
    while (expected.size() > size) {
      auto gone = expected.lower_bound(item_of(static_cast<unsigned>(random() % 100'000)));
      if (gone == expected.end()) gone = expected.begin();
      transaction.erase(set, *gone);
      transaction.erase(set, *gone);  // is not
      expected.erase(gone);
    }
    ASSERT_EQ(walked(transaction, set), std::vector<std::string>(expected.begin(), expected.end())) << size;
    for (int i = 0; i < 200; ++i) {
      const auto item = item_of(static_cast<unsigned>(random() % 100'000));
      const auto next = expected.lower_bound(item);
      SetCursor cursor(transaction, set);
      const auto found = cursor.at_or_after(item);
      ASSERT_EQ(found.has_value(), next != expected.end()) << size;
      if (found) {
        ASSERT_EQ(*found, *next);
      }
    }
    transaction.commit();
  }
  ReadTransaction transaction(environment);
  EXPECT_EQ(transaction.find_set("items").value().handle, set.handle);
  EXPECT_FALSE(transaction.find_set("others"));
}

}  // namespace
}  // namespace gazetted::monitor::lmdb
