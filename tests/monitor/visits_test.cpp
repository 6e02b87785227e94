// The pages in the order of their next visits, as the store keeps them.

#include <gtest/gtest.h>

#include "monitor/cbor.h"
#include "monitor/codec.h"
#include "monitor/layout.h"
#include "monitor/lmdb.h"
#include "monitor/store.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

TEST(Visits, PagesComeInTheirTurn) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  const auto at = [](int minute) { return Timestamp(std::chrono::minutes(minute)); };
  const auto put = [&](const std::string& name, Timestamp due) {
    PageRecord page;
    page.url = *Url::parse("http://a.gov.cn/" + name);
    page.due = due;
    must_write(store, {PagePut{page}});
  };
  const auto turn = [&](Timestamp from, Timestamp until) {
    std::string names;
    store.read([&](const View& view) {
      view.each_due(from, until, [&](const PageRecord& page) {
        names += page.url.path().substr(1);
        return View::Walk::on;
      });
    });
    return names;
  };
  put("a", at(30));
  put("b", at(10));
  put("c", at(-5));  // before 1970
  put("d", Timestamp{});
  EXPECT_EQ(turn(Timestamp::min(), Timestamp::max()), "cdba");
  EXPECT_EQ(turn(at(10), at(30)), "b");
  put("b", at(40));
  put("b", at(40));
  put("d", at(20));
  EXPECT_EQ(turn(Timestamp::min(), Timestamp::max()), "cdab");
  EXPECT_TRUE(store.verify().empty());
}

TEST(Visits, AnOlderSchemaIsBroughtUpToDate) {
  const StoreFolder folder;
  PageRecord page;
  page.url = *Url::parse("http://a.gov.cn/a");
  page.due = Timestamp(std::chrono::minutes(5));
  {
    auto store = open_store(folder.path());
    must_write(store, {PagePut{page}});
  }
  {  // as schema 1 had it: no list of visits, the due time somewhere in the record
    lmdb::Environment environment(folder.path(), {});
    lmdb::WriteTransaction transaction(environment);
    auto fields = read_cbor(encode(page));
    fields.erase("d");
    fields["d"] = 300'000;
    std::string old;
    Json::to_cbor(fields, old);
    const auto key = text_key(page.url.str());
    transaction.put(transaction.find_database("pages").value(), key.view(), old);
    transaction.erase(transaction.find_database("visits").value(), visit_key(page.due, key).view());
    transaction.put(transaction.find_database("meta").value(), "schema", "1");
    transaction.commit();
  }
  auto store = open_store(folder.path());
  EXPECT_TRUE(store.verify().empty());
  must_write(store, {PagePut{page}});
  EXPECT_TRUE(store.verify().empty());
}

}  // namespace
}  // namespace gazetted::monitor
