#include "app/agenda.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace gazetted::app {
namespace {

using std::chrono::hours;

const Timestamp noon = *parse_rfc3339("2026-03-06T04:00:00Z");

class AgendaTest : public testing::Test {
 protected:
  AgendaTest() {
    auto source = std::make_shared<Source>();
    source->id = SourceId("a");
    source->entrances.push_back({.url = url("list")});
    configuration.sources.push_back(std::move(source));
  }
  ~AgendaTest() override { std::filesystem::remove_all(folder_); }

  static Url url(const std::string& name) { return *Url::parse("http://a.gov.cn/" + name); }

  void put(const std::string& name, Duration from_noon, const std::string& source = "a") {
    monitor::PageRecord page;
    page.url = url(name);
    page.entrance = url("list");
    page.source = SourceId(source);
    page.due = noon + from_noon;
    const auto written = store.write([&](monitor::Batch& batch) { batch.apply({monitor::PagePut{page}}); });
    ASSERT_TRUE(written);
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

TEST_F(AgendaTest, WhatIsDueBeforeLongIsHeld) {
  put("late", -hours{40});
  put("soon", std::chrono::minutes{40});
  put("evening", hours{6});
  put("stranger", -hours{1}, "b");
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/late /soon /list ");
  EXPECT_EQ(names(agenda.go_on(configuration, noon + std::chrono::minutes{10})), "");
  EXPECT_EQ(names(agenda.go_on(configuration, noon + hours{5} + std::chrono::minutes{30})), "/evening ");
  EXPECT_EQ(names(agenda.go_on(configuration, noon + hours{8})), "");
}

TEST_F(AgendaTest, AKnownEntranceIsVisitedInItsTurn) {
  put("list", hours{6});
  Agenda agenda(store, crawler::Mode::daemon);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "");
  EXPECT_EQ(names(agenda.go_on(configuration, noon + hours{6})), "/list ");
}

TEST_F(AgendaTest, WhatIsLearnedBeyondTheHorizonIsLeftToTheStore) {
  Agenda agenda(store, crawler::Mode::daemon);
  static_cast<void>(agenda.begin(configuration, noon));
  crawler::Learned learned;
  for (const auto& [name, due] :
       {std::pair{"soon", noon + std::chrono::minutes{5}}, {"late", noon + hours{5}}}) {
    auto& target = learned.targets.emplace_back();
    target.url = url(name);
    target.due = due;
  }
  learned.targets.push_back(learned.targets.back());
  learned.targets.back().url = url("urgent");
  learned.targets.back().urgent = true;
  learned.acknowledged = 2;
  const auto held = agenda.narrowed(learned);
  EXPECT_EQ(held.acknowledged, 2U);
  EXPECT_EQ(names(held.targets), "/soon /urgent ");
  EXPECT_EQ(held.forgotten, std::vector{url("late")});
}

TEST_F(AgendaTest, ASinglePassHoldsAll) {
  put("evening", hours{6});
  Agenda agenda(store, crawler::Mode::once);
  EXPECT_EQ(names(agenda.begin(configuration, noon)), "/evening /list ");
  EXPECT_EQ(names(agenda.go_on(configuration, noon + hours{9})), "");
}

}  // namespace
}  // namespace gazetted::app
