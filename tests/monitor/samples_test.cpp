#include "monitor/samples.h"

#include <gtest/gtest.h>

#include "monitor/damaged.h"
#include "tests/monitor/records_support.h"

namespace gazetted::monitor {
namespace {

/// Work on a store beneath it.
template <class Work>
auto beneath(const std::filesystem::path& folder, Work work) {
  lmdb::Environment environment(folder, {});
  lmdb::WriteTransaction transaction(environment);
  const auto samples = transaction.find_database("samples").value();
  auto result = work(transaction, samples);
  transaction.commit();
  return result;
}

std::size_t count_samples(const std::filesystem::path& folder) {
  return beneath(folder, [](const lmdb::WriteTransaction& transaction, lmdb::Database samples) {
    std::size_t count = 0;
    lmdb::Cursor cursor(transaction, samples);
    for (auto entry = cursor.first(); entry; entry = cursor.next()) ++count;
    return count;
  });
}

PageRecord page_at(const std::string& address) {
  auto page = page_of(1);
  page.url = Url::parse(address).value();
  return page;
}

std::size_t samples_of(const Facts& facts) {
  const StoreFolder folder;
  {
    auto store = open_store(folder.path());
    must_write(store, facts);
  }
  return count_samples(folder.path());
}

TEST(Samples, OneOfAKindAndHost) {
  // Of pages as they became known, and of what they say now.
  EXPECT_EQ(samples_of({PagePut{page_at("http://a.example/1")}, PagePut{page_at("http://a.example/2")}}), 2U);
  EXPECT_EQ(samples_of({PagePut{page_at("http://a.example/1")}, PagePut{page_at("http://b.example/2")}}), 4U);
  EXPECT_EQ(samples_of({PagePut{page_at("http://a.example/1")}, PolicyPut{full_policy()}}), 2U);
}

TEST(Samples, NoneOfWhatIsUnlikeTheMany) {
  auto entrance = page_at("http://a.example/1");
  entrance.entrance = entrance.url;
  entrance.parts.clear();
  auto long_one = page_at("http://b.example/1");
  long_one.list_title = long_one.due_reason = std::string(5'000, 'x');
  EXPECT_EQ(samples_of({PagePut{entrance}, PagePut{long_one},
                        EventRaised{{"source.failing", SourceId("s"), "", "", instant(1), {}}}}),
            0U);
}

TEST(Samples, RecordsAreReadAgainWhateverTheirOrder) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  auto found = page_at("http://a.example/0");
  found.parts.clear();
  std::vector<PageRecord> pages = {found};
  for (int number = 1; number < 5; ++number)
    pages.push_back(page_at("http://a.example/" + std::to_string(number)));
  for (const auto& page : pages) must_write(store, {PagePut{page}});
  must_write(store, {PagePut{found}, PagePut{pages[1]}});
  store.read([&](const View& view) {
    for (const auto& page : pages) EXPECT_EQ(view.page(page.url), page);
  });
}

TEST(Samples, AMissingOneIsDamage) {
  const StoreFolder folder;
  const auto page = page_at("http://a.example/1");
  {
    auto store = open_store(folder.path());
    must_write(store, {PagePut{page}});
  }
  beneath(folder.path(), [](lmdb::WriteTransaction& transaction, lmdb::Database samples) {
    const std::string name(lmdb::Cursor(transaction, samples).first().value().key);
    transaction.erase(samples, name);
    return 0;
  });
  auto store = open_store(folder.path());
  EXPECT_THROW(store.read([&](const View& view) { (void)view.page(page.url); }), Damaged);
  const auto written = store.write([&](Batch& batch) { batch.apply({PagePut{page}}); });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::store_damaged);
  EXPECT_GE(store.verify().size(), 2U) << "the page, and its kin";
}

}  // namespace
}  // namespace gazetted::monitor
