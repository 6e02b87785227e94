#include "app/agenda.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace gazetted::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Timestamp noon = *parse_rfc3339("2026-03-06T04:00:00Z");

class AgendaTest : public testing::Test {
 protected:
  AgendaTest() { configure("list"); }
  ~AgendaTest() override { std::filesystem::remove_all(folder_); }

  static Url url(const std::string& name) { return *Url::parse("http://a.gov.cn/" + name); }

  void configure(const std::string& entrance) {
    auto source = std::make_shared<Source>();
    source->id = SourceId("a");
    source->entrances.push_back({.url = url(entrance)});
    configuration.sources = {std::move(source)};
  }

  void put(const std::string& name, Duration from_noon, const std::string& source = "a",
           Timestamp visited = {}) {
    monitor::PageRecord page;
    page.url = url(name);
    page.entrance = url("list");
    page.source = SourceId(source);
    page.last_visit = visited;
    page.due = noon + from_noon;
    const auto written = store.write([&](monitor::Batch& batch) { batch.apply({monitor::PagePut{page}}); });
    ASSERT_TRUE(written);
  }

  static Target target(const std::string& name, Duration from_noon) {
    Target target;
    target.url = url(name);
    target.source = SourceId("a");
    target.entrance = url("list");
    target.due = noon + from_noon;
    return target;
  }

  static monitor::Lesson lesson(const std::string& name, std::vector<Target> targets) {
    return {url(name), std::move(targets)};
  }

  static std::string names(const std::vector<Target>& targets) {
    std::string all;
    for (const auto& target : targets) all += std::string(target.url.path()) + ' ';
    return all;
  }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("gazetted-agenda-" + std::to_string(::getpid()));

 protected:
  monitor::Store store = *monitor::Store::open(folder_);
  config::Configuration configuration;
};

TEST_F(AgendaTest, WhatIsDueIsHeldAndTheRestWaits) {
  put("late", -hours{40});
  put("soon", minutes{40});
  put("evening", hours{6});
  put("stranger", -hours{1}, "b");
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/list /late ");
  EXPECT_EQ(agenda.waiting(), 1U);
  EXPECT_EQ(names(agenda.go_on(noon + minutes{10})), "");
  EXPECT_EQ(names(agenda.go_on(noon + minutes{36})), "/soon ");
  EXPECT_EQ(names(agenda.go_on(noon + hours{5} + minutes{30})), "");
  EXPECT_EQ(names(agenda.go_on(noon + hours{6})), "/evening ");
  EXPECT_EQ(names(agenda.go_on(noon + hours{8})), "");
  EXPECT_EQ(agenda.waiting(), 0U);
}

TEST_F(AgendaTest, AKnownEntranceIsVisitedInItsTurn) {
  put("list", hours{6});
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "");
  EXPECT_EQ(names(agenda.go_on(noon + hours{6})), "/list ");
}

TEST_F(AgendaTest, AnEntranceVisitedForTheFirstTimeIsOneFromThenOn) {
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/list ");
  put("list", hours{6});
  EXPECT_EQ(names(agenda.take_in({lesson("list", {target("list", hours{6})})}, noon).targets), "");
  EXPECT_EQ(names(agenda.go_on(noon + hours{5} + minutes{30})), "/list ");  // before documents are given
}

TEST_F(AgendaTest, WhatIsLearnedBeyondTheHorizonIsLeftToTheStore) {
  put("now", -hours{1});
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/list /now ");
  put("now", hours{5});
  auto urgent = target("urgent", hours{5});
  urgent.urgent = true;
  const auto held = agenda.take_in(
      {lesson("list", {target("now", hours{5}), urgent}), lesson("soon", {target("soon", minutes{2})})},
      noon);
  EXPECT_EQ(held.acknowledged, 2U);
  EXPECT_EQ(names(held.targets), "/urgent /soon ");
  EXPECT_EQ(held.forgotten, std::vector{url("now")});
}

TEST_F(AgendaTest, WhatIsLearnedWithinTheHorizonWaits) {
  Agenda agenda(store, crawler::Mode::daemon);
  static_cast<void>(agenda.begin(configuration, noon));
  put("soon", minutes{20});
  EXPECT_EQ(names(agenda.take_in({lesson("soon", {target("soon", minutes{20})})}, noon).targets), "");
  EXPECT_EQ(agenda.waiting(), 1U);
  EXPECT_EQ(names(agenda.go_on(noon + minutes{16})), "/soon ");
}

TEST_F(AgendaTest, WhatWasPutOffMeanwhileIsNotVisited) {
  put("a", minutes{20});
  put("b", minutes{20});
  Agenda agenda(store, crawler::Mode::daemon);
  static_cast<void>(agenda.begin(configuration, noon));
  put("a", minutes{40});
  put("b", hours{9});
  EXPECT_EQ(names(agenda.go_on(noon + minutes{20})), "");
  EXPECT_EQ(names(agenda.go_on(noon + minutes{40})), "/a ");
  EXPECT_EQ(agenda.waiting(), 0U);
}

TEST_F(AgendaTest, AHostIsGivenSoManyAsKeepItBusyAndThenOneForEachThatWasVisited) {
  constexpr auto most = Backlog::held_at_most;
  for (std::size_t page = 0; page < most + 3; ++page) put(std::to_string(page), -hours{2});
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(agenda.begin(configuration, noon).size(), 1 + most);
  EXPECT_EQ(agenda.waiting(), 3U);
  EXPECT_EQ(names(agenda.go_on(noon)), "");
  // News is held all the same, and what is to be looked at again waits.
  put("news", Duration{0});
  put("again", -hours{3});
  auto news = target("news", Duration{0});
  news.urgent = true;
  put("0", hours{9});
  EXPECT_EQ(names(agenda.take_in({lesson("list", {news, target("again", -hours{3})})}, noon).targets),
            "/news ");
  EXPECT_EQ(agenda.waiting(), 4U);
  EXPECT_EQ(names(agenda.take_in({lesson("0", {target("0", hours{9})})}, noon).targets), "/again ");
  EXPECT_EQ(names(agenda.take_in({lesson("1", {}), lesson("2", {})}, noon).targets),
            "/" + std::to_string(most) + " /" + std::to_string(most + 1) + " ");
}

TEST_F(AgendaTest, WhatIsGivenOnceMoreWhileItIsVisitedIsNotVisitedTwice) {
  put("page", -hours{1});
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/list /page ");
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/list /page ");  // what it brought is not recorded yet
  put("page", hours{5});
  const auto first = agenda.take_in({lesson("page", {target("page", hours{5})})}, noon);
  EXPECT_EQ(first.forgotten, std::vector{url("page")});
  EXPECT_EQ(names(first.targets), "");

  put("page", Duration{0});
  EXPECT_EQ(names(agenda.take_in({lesson("list", {target("page", Duration{0})})}, noon).targets), "/page ");
  put("page", hours{5});
  const auto second = agenda.take_in({lesson("page", {target("page", hours{5})})}, noon);
  EXPECT_EQ(second.forgotten, std::vector{url("page")});
}

TEST_F(AgendaTest, WhatASourceThatIsConfiguredNoMoreFindsTakesNobodysRoom) {
  put("waits", -hours{1});
  Agenda agenda(store, crawler::Mode::daemon);
  static_cast<void>(agenda.begin(configuration, noon));
  std::vector<Target> found;
  for (std::size_t page = 0; page < Backlog::held_at_most; ++page) {
    found.push_back(target(std::to_string(page), Duration{0}));
    found.back().source = SourceId("b");
  }
  EXPECT_EQ(names(agenda.take_in({lesson("b", std::move(found))}, noon).targets), "");
  put("late", -hours{1});
  EXPECT_EQ(names(agenda.take_in({lesson("list", {target("late", -hours{1})})}, noon).targets), "/late ");
}

TEST_F(AgendaTest, APageThatIsDueAgainSoonComesAfterThoseThatWaited) {
  constexpr auto most = Backlog::held_at_most;
  for (std::size_t page = 0; page < most + 1; ++page) put(std::to_string(page), -hours{2});
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(agenda.begin(configuration, noon).size(), 1 + most);
  put("0", minutes{1});
  EXPECT_EQ(names(agenda.take_in({lesson("0", {target("0", minutes{1})})}, noon).targets),
            "/" + std::to_string(most) + " ");
  EXPECT_EQ(agenda.waiting(), 1U);
}

TEST_F(AgendaTest, WhatMayBePutOffTakesNoRoomOfAnotherSource) {
  auto thrifty = std::make_shared<Source>();
  thrifty->id = SourceId("b");
  thrifty->budget = 10;
  configuration.sources.push_back(std::move(thrifty));
  constexpr auto most = Backlog::held_at_most;
  for (std::size_t page = 0; page < most; ++page) put(std::to_string(page), -hours{2}, "b");
  put("other", -hours{1});
  Agenda agenda(store, crawler::Mode::once);
  const auto given = agenda.begin(configuration, noon);
  EXPECT_EQ(given.size(), 1 + most + 1);
  EXPECT_EQ(given.back().url, url("other"));
}

TEST_F(AgendaTest, AnEntranceThatIsConfiguredNoMoreIsNotVisited) {
  put("list", -hours{1});
  put("page", -hours{1});
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/list /page ");
  configure("other");
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/other /page ");
  const auto learned = agenda.take_in({lesson("list", {target("list", Duration{0})})}, noon);
  EXPECT_EQ(names(learned.targets), "");
  EXPECT_EQ(learned.forgotten, std::vector{url("list")});
}

TEST_F(AgendaTest, ASinglePassVisitsAllAndEachOnce) {
  put("evening", hours{6});
  Agenda agenda(store, crawler::Mode::once);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/list /evening ");
  EXPECT_EQ(names(agenda.go_on(noon + hours{9})), "");
  // It waits with the crawler still: what is known of it now replaces what was.
  EXPECT_EQ(names(agenda.take_in({lesson("list", {target("evening", minutes{2})})}, noon).targets),
            "/evening ");
  put("found", Duration{0});
  const auto learned =
      agenda.take_in({lesson("evening", {target("evening", hours{30})}),
                      lesson("list", {target("evening", minutes{2}), target("found", Duration{0})}),
                      lesson("found", {}), lesson("list", {target("found", Duration{0})})},
                     noon);
  EXPECT_EQ(learned.acknowledged, 4U);
  EXPECT_EQ(names(learned.targets), "/found ");
}

TEST_F(AgendaTest, ASinglePassIsBoundedToo) {
  constexpr auto most = Backlog::held_at_most;
  for (std::size_t page = 0; page < most; ++page) put(std::to_string(page), hours{2});
  Agenda agenda(store, crawler::Mode::once);
  EXPECT_EQ(agenda.begin(configuration, noon).size(), 1 + most);
  put("found", Duration{0});
  EXPECT_EQ(names(agenda.take_in({lesson("list", {target("found", Duration{0})})}, noon).targets), "");
  EXPECT_EQ(names(agenda.take_in({lesson("7", {target("7", hours{3})})}, noon).targets), "/found ");
}

}  // namespace
}  // namespace gazetted::app
