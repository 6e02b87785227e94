// The pages in the order of their next visits, as the store keeps them.

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace gazetted::monitor
