// The pages in the order of their next visits, as the store keeps them.

#include <gtest/gtest.h>

#include <set>
#include <string>

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
  const auto in_turn = [&](Timestamp from, Timestamp until) {
    std::string names;
    store.read([&](const View& view) {
      view.each_turn(from, until, [&](const View::Turn& turn) {
        const std::string origin(turn.origin);
        const auto page = view.page(turn.page).value();
        EXPECT_EQ(turn.due, std::chrono::floor<std::chrono::seconds>(page.due));
        EXPECT_EQ(origin, page.url.origin());
        EXPECT_EQ(view.number(page.url), turn.page);
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
  EXPECT_EQ(in_turn(Timestamp::min(), Timestamp::max()), "cdba");
  EXPECT_EQ(in_turn(at(10), at(30)), "b");
  put("b", at(40));
  put("b", at(40));
  put("d", at(20));
  EXPECT_EQ(in_turn(Timestamp::min(), Timestamp::max()), "cdab");
  EXPECT_TRUE(store.verify().empty());
}

TEST(Visits, ATurnNamesTheOriginOfItsPage) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  for (int number = 0; number < 6; ++number) {
    auto page = page_of(number);
    if (number % 2 == 1) page.url = *Url::parse("https://b.gov.cn:8443" + std::string(page.url.path()));
    if (number == 5) page.entrance = page.url;
    must_write(store, {PagePut{page}});
  }
  std::multiset<std::string> origins;
  store.read([&](const View& view) {
    view.each_turn(Timestamp::min(), Timestamp::max(), [&](const View::Turn& turn) {
      const std::string origin(turn.origin);
      EXPECT_EQ(origin, view.page(turn.page).value().url.origin());
      origins.insert(origin);
      return View::Walk::on;
    });
  });
  EXPECT_EQ(origins.count("http://www.example.gov.cn"), 3U);
  EXPECT_EQ(origins.count("https://b.gov.cn:8443"), 3U);
}

}  // namespace
}  // namespace gazetted::monitor
