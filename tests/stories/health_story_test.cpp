// A source falls silent, fails, is made anew or read by other rules; and what looks like that and is not.

#include "app/planner.h"
#include "monitor/health.h"
#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using Told = std::vector<std::string>;
using std::chrono::hours;

class HealthStory : public Story {
 protected:
  void begin() {
    serve_all(all);
    EXPECT_EQ(pass().size(), all.size());
  }

  Decree add() {
    auto decree = all.back();
    const auto number = std::to_string(++added_);
    decree.path = "/zwgk/zcwj/t20260309_2" + number + ".html";
    decree.number = "青政发〔2026〕" + std::to_string(20 + added_) + "号";
    decree.title = "青石市人民政府关于做好第" + number + "批重点事项的通知";
    decree.paragraphs[1] = "现将第" + number + "批重点事项的办理要求通知如下。";
    decree.published = decree.signed_on = day_of(clock.now(), china_offset).iso();
    all.insert(all.begin(), decree);
    serve_all(all);
    return decree;
  }

  [[nodiscard]] bool is_working_day() const {
    const Date today = day_of(clock.now(), china_offset);
    return app::working_days()(today, today.plus_days(1)) == 1;
  }

  /// So many days, each with a look, and on working days with news before it. What is told but for that.
  Told live(int days) {
    Told told;
    for (int i = 0; i < days; ++i) {
      clock.advance(hours{24});
      if (is_working_day()) add();
      for (auto& each : pass())
        if (!each.starts_with("policy.published")) told.push_back(std::move(each));
    }
    return told;
  }
  Told wait(int days) {
    Told told;
    for (int i = 0; i < days; ++i) {
      clock.advance(hours{24});
      for (auto& each : pass()) told.push_back(std::move(each));
    }
    return told;
  }

  /// As after twelve weeks in which each hour from nine to six had news.
  void learn_busy_hours() {
    auto known = page(list);
    auto& hours_known = known.news_hours;
    hours_known.watched = 12 * 5 * 24;
    for (std::uint32_t weekday = 0; weekday < 5; ++weekday)
      for (std::uint32_t hour = 9; hour < 18; ++hour)
        hours_known.with_news.push_back({24 * weekday + hour, {12, 0}});
    auto store = open();
    ASSERT_TRUE(store.write([&](monitor::Batch& batch) { batch.apply({monitor::PagePut{known}}); }));
  }

  [[nodiscard]] monitor::PageRecord page(const std::string& path) const {
    std::optional<monitor::PageRecord> page;
    open().read([&](const monitor::View& view) { page = view.page(site.url(path).canonical()); });
    return page.value();
  }

  std::vector<Decree> all = decrees();
  const std::string list = "/zwgk/zcwj/index.html";

 private:
  int added_ = 0;
};

TEST_F(HealthStory, AListThatFallsSilentIsToldEachDayUntilItSpeaks) {
  begin();
  EXPECT_EQ(live(35), Told{});
  const auto last = day_of(clock.now(), china_offset);
  // Over the holidays of Tomb Sweeping, which are no silence.
  Told told;
  int days = 0;
  while (told.empty() && days++ < 21) told = wait(1);
  ASSERT_EQ(told, Told{"source.silent"});
  EXPECT_GE(days, 5);
  EXPECT_LE(days, 14);
  const auto data = newest("source.silent").at("data");
  EXPECT_EQ(data.at("troubles").at(0).at("url"), site.url(list).str());
  const auto reason = data.at("troubles").at(0).at("reason").get<std::string>();
  EXPECT_TRUE(reason.starts_with("nothing new since " + page(list).news_days.newest->iso())) << reason;
  EXPECT_EQ(data.at("since"), to_rfc3339(start_of(page(list).news_days.newest->plus_days(1), china_offset)));
  EXPECT_LE(*page(list).news_days.newest, last);
  EXPECT_EQ(data.size(), 4U);
  EXPECT_EQ(wait(2), (Told{"source.silent", "source.silent"}));
  add();
  EXPECT_EQ(pass().back(), "source.recovered");
  EXPECT_EQ(wait(2), Told{});
}

TEST_F(HealthStory, AWorkingDayWithoutNewsIsToldWhereEachHourHadSomeAndAWeekendIsNot) {
  begin();
  learn_busy_hours();
  const auto pass_at = [&](const char* time) {
    clock.set(*parse_rfc3339(time));
    return pass();
  };
  // From Friday noon to Monday morning; 02:00 in UTC is ten o'clock.
  for (const auto* time : {"2026-03-06T03:10:00Z", "2026-03-06T04:10:00Z"}) {
    add();
    EXPECT_EQ(pass_at(time).size(), 1U);
  }
  for (const auto* time : {"2026-03-06T05:10:00Z", "2026-03-06T06:10:00Z", "2026-03-06T07:10:00Z"})
    EXPECT_EQ(pass_at(time), Told{});
  add();
  EXPECT_EQ(pass_at("2026-03-06T08:05:00Z").size(), 1U) << "two hours were nothing";
  for (const auto* time : {"2026-03-06T16:00:00Z", "2026-03-07T05:00:00Z", "2026-03-08T07:00:00Z",
                           "2026-03-08T23:00:00Z", "2026-03-09T03:30:00Z", "2026-03-09T05:10:00Z"})
    EXPECT_EQ(pass_at(time), Told{}) << time;
  EXPECT_EQ(pass_at("2026-03-09T09:10:00Z"), Told{"source.silent"});
  const auto reason = newest("source.silent").at("data").at("troubles").at(0).at("reason").get<std::string>();
  EXPECT_TRUE(reason.starts_with("nothing new since 2026-03-06T08:05:00Z, ")) << reason;
  add();
  EXPECT_EQ(pass_at("2026-03-09T10:10:00Z").back(), "source.recovered");
}

TEST_F(HealthStory, WhatIsAcknowledgedIsToldNoMoreUntilItIsBack) {
  begin();
  site.fail(list, 500);
  EXPECT_EQ(wait(1), Told{"source.failing"});
  EXPECT_EQ(wait(2), (Told{"source.failing", "source.failing"}));
  {
    auto store = open();
    ASSERT_TRUE(store.write([](monitor::Batch& batch) {
      batch.apply(monitor::acknowledge(batch.view().source(SourceId("qingshi"))));
    }));
  }
  EXPECT_EQ(wait(3), Told{});
  serve_all(all);
  EXPECT_EQ(wait(1), Told{"source.recovered"});
  site.fail(list, 500);
  EXPECT_EQ(wait(2), (Told{"source.failing", "source.failing"})) << "that was another trouble";
}

TEST_F(HealthStory, ATroubleIsToldOnceADayHoweverOftenItIsSeen) {
  begin();
  site.fail(list, 500);
  Told told;
  for (int hour = 0; hour < 30; hour += 6) {
    clock.advance(hours{6});
    for (auto& each : pass()) told.push_back(std::move(each));
  }
  EXPECT_EQ(told, (Told{"source.failing", "source.failing"}));
}

TEST_F(HealthStory, AListThatShowsFarFewerItemsIsInTrouble) {
  for (int i = 0; i < 16; ++i) add();
  begin();
  EXPECT_EQ(wait(1), Told{});
  site.serve(list, list_page({all.begin(), all.begin() + 4}));
  EXPECT_EQ(wait(1), Told{}) << "it may be one look";
  EXPECT_EQ(wait(1), Told{"source.failing"});
  const auto reason =
      newest("source.failing").at("data").at("troubles").at(0).at("reason").get<std::string>();
  EXPECT_NE(reason.find("shows 4 items, and never showed fewer than 20"), std::string::npos) << reason;
  serve_all(all);
  EXPECT_EQ(wait(1), Told{"source.recovered"});
}

TEST_F(HealthStory, ANewYearsListIsShortAndWell) {
  for (int i = 0; i < 16; ++i) add();
  begin();
  const auto decree = add();
  site.serve(list, list_page({decree}));
  clock.advance(hours{24});
  EXPECT_EQ(pass(), Told{"policy.published " + decree.number});
  EXPECT_EQ(wait(3), Told{});
}

TEST_F(HealthStory, DocumentsThatLackWhatAllHadAreTheSourcesTrouble) {
  for (int i = 0; i < 36; ++i) add();
  begin();
  Told failing;
  for (int i = 0; i < 8; ++i) {
    clock.advance(hours{3});
    auto decree = add();
    auto bare = article_page(decree);
    // The block of metadata is filled by a script from now on: no number, no index number, no day of signing.
    const auto from = bare.find("<table class=\"xxgk\">");
    bare.replace(from, bare.find("</table>") + 8 - from, "<div id=\"xxgk\"></div>");
    site.serve(decree.path, bare);
    for (auto& each : pass())
      if (each.starts_with("source.")) failing.push_back(std::move(each));
  }
  EXPECT_EQ(failing, Told{"source.failing"});
  const auto troubles = newest("source.failing").at("data").at("troubles").dump();
  EXPECT_NE(troubles.find("index_number"), std::string::npos) << troubles;
}

TEST_F(HealthStory, ARedesignIsSaidByWhy) {
  begin();
  clock.advance(hours{24});
  for (const auto& decree : all) site.remove(decree.path);
  for (auto& decree : all) decree.path.replace(0, 11, "/gongkai/wj");
  serve_all(all);
  Told told = pass();
  for (const auto& each : told) EXPECT_EQ(each.substr(0, 12), "policy.moved") << each;
  EXPECT_EQ(told.size(), 4U);
  const auto list_page = page(list);
  EXPECT_TRUE(std::ranges::any_of(list_page.diary,
                                  [](const monitor::Visit& visit) { return visit.verdict == "redesign"; }));
}

class RulesStory : public HealthStory {
 protected:
  /// A pass by the rules that the site file has now.
  Told pass_by(const ArticleRules& rules) {
    auto configured = configuration();
    auto changed = *configured.sources.front();
    changed.article = rules;
    configured.sources.front() = std::make_shared<const Source>(std::move(changed));
    auto store = open();
    app::Pipeline pipeline(std::move(configured), store, clock, crawler::Mode::once);
    EXPECT_TRUE(pipeline.open());
    EXPECT_TRUE(pipeline.run({}));
    return news(store);
  }
  const ArticleRules less{.body = {}, .title = {}, .remove = {".TRS_Editor p:nth-child(8)"}};

  [[nodiscard]] monitor::VersionRecord version(std::uint32_t number) const {
    std::optional<monitor::VersionRecord> version;
    open().read([&](const monitor::View& view) {
      version = view.version(site.url(all[0].path).canonical(), 1, number);
    });
    return version.value();
  }
};

TEST_F(RulesStory, OtherRulesMakeAReadingAndNoAmendment) {
  serve_all(all);
  EXPECT_EQ(pass_by({}).size(), 4U);
  clock.advance(hours{24});
  EXPECT_EQ(pass_by(less), Told{});
  ASSERT_EQ(page(all[0].path).parts.at(0).versions, 2U);
  EXPECT_TRUE(version(2).reread);
  EXPECT_FALSE(version(1).reread);
  EXPECT_LT(version(2).document.text.size(), version(1).document.text.size());
  // What is amended after that is amended alone.
  clock.advance(hours{24});
  auto& paragraph = all[0].paragraphs[4];
  paragraph.replace(paragraph.find("75%"), 3, "80%");
  serve_all(all);
  EXPECT_EQ(pass_by(less), Told{"policy.amended " + all[0].number});
  const auto hunks = newest("policy.amended").at("data").at("change").at("hunks");
  ASSERT_EQ(hunks.size(), 1U);
  EXPECT_NE(hunks.at(0).at("after").get<std::string>().find("80%"), std::string::npos);
  EXPECT_FALSE(version(3).reread);
}

TEST_F(RulesStory, ARuleAndAnAmendmentAtOnceAreToldApart) {
  serve_all(all);
  EXPECT_EQ(pass_by({}).size(), 4U);
  clock.advance(hours{24});
  auto& paragraph = all[0].paragraphs[4];
  paragraph.replace(paragraph.find("75%"), 3, "80%");
  serve_all(all);
  EXPECT_EQ(pass_by(less), Told{"policy.amended " + all[0].number});
  EXPECT_EQ(newest("policy.amended").at("data").at("change").at("hunks").size(), 1U);
  EXPECT_TRUE(version(2).reread);
  EXPECT_EQ(page(all[0].path).parts.at(0).versions, 3U);
}

TEST_F(RulesStory, ARuleThatFindsNothingAnyMoreIsTheSourcesTrouble) {
  const ArticleRules rules{.body = ".TRS_Editor", .title = {}, .remove = {}};
  for (int i = 0; i < 36; ++i) add();
  serve_all(all);
  EXPECT_EQ(pass_by(rules).size(), all.size());
  Told failing;
  for (int i = 0; i < 8; ++i) {
    clock.advance(hours{1});
    const auto decree = add();
    auto changed = article_page(decree);
    changed.replace(changed.find("TRS_Editor"), 10, "trs_editor_view");
    site.serve(decree.path, changed);
    for (auto& each : pass_by(rules))
      if (each.starts_with("source.")) failing.push_back(std::move(each));
    all.erase(all.begin());  // looked at once
    serve_all(all);
  }
  EXPECT_EQ(failing, Told{"source.failing"});
  const auto troubles = newest("source.failing").at("data").at("troubles").dump();
  EXPECT_NE(troubles.find("#article.body"), std::string::npos) << troubles;
  EXPECT_NE(troubles.find(R"(proposed for the site file:\n[article]\nbody = \"div.trs_editor_view\")"),
            std::string::npos)
      << troubles;
}

}  // namespace
}  // namespace gazetted::test
