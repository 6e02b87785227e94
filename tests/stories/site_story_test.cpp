// What happens on a site, and exactly what is told of it.

#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using testing::Test;
using Told = std::vector<std::string>;

constexpr auto hours = [](int count) {
  return std::chrono::duration_cast<Duration>(std::chrono::hours{count});
};

class SiteStory : public Story {
 protected:
  /// The site as it is when the watching begins, and its baseline told.
  void begin() {
    all = decrees();
    serve_all(all);
    EXPECT_EQ(pass(), (Told{"policy.baseline 青政发〔2026〕1号", "policy.baseline 青政发〔2026〕2号",
                            "policy.baseline 青政发〔2026〕3号", "policy.baseline 青政发〔2026〕4号"}));
    clock.advance(hours(1));
  }

  std::vector<Decree> all;
};

TEST_F(SiteStory, APageThatStaysTheSameTellsNothing) {
  begin();
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SiteStory, ANewPolicyIsPublishedOnce) {
  begin();
  all.insert(all.begin(), {.path = "/zwgk/zcwj/t20260306_1005.html",
                           .title = "青石市人民政府关于加强电动自行车管理的意见",
                           .number = "青政发〔2026〕5号",
                           .published = "2026-03-06",
                           .paragraphs = all.front().paragraphs});
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕5号"});
  EXPECT_EQ(newest("policy.published").at("data").at("late"), false);
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SiteStory, AnOldPolicyPutOnlineTodayIsLate) {
  begin();
  all.push_back({.path = "/zwgk/zcwj/t20260306_1006.html",
                 .title = "青石市人民政府关于设立城区绿化保护区的公告",
                 .number = "青政发〔2001〕16号",
                 .signed_on = "2001年4月3日",
                 .published = "2001-04-05",
                 .paragraphs = all.front().paragraphs});
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2001〕16号"});
  EXPECT_EQ(newest("policy.published").at("data").at("late"), true);
}

TEST_F(SiteStory, AnAmendedClauseIsToldWordForWord) {
  begin();
  auto& clause = all[0].paragraphs[4];
  clause.replace(clause.find("75%"), 3, "100%");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  const auto amended = newest("policy.amended");
  const auto& change = amended.at("data").at("change");
  EXPECT_EQ(change.at("significance"), "substantive");
  ASSERT_EQ(change.at("hunks").size(), 1U);
  const auto& hunk = change.at("hunks").at(0);
  EXPECT_EQ(hunk.at("op"), "replace");
  EXPECT_EQ(hunk.at("where"), "第三条");
  EXPECT_NE(hunk.at("before").get<std::string>().find("75%"), std::string::npos);
  EXPECT_NE(hunk.at("after").get<std::string>().find("100%"), std::string::npos);
  EXPECT_EQ(amended.at("data").at("version").at("number"), 2);
  EXPECT_EQ(amended.at("data").at("previous").at("number"), 1);
}

TEST_F(SiteStory, FurnitureThatChangesTellsNothing) {
  begin();
  serve_all(all,
            {.hits = 4711, .generated = "2026-03-06 11:22:33", .neighbour = "青石市人民政府关于任免的通知"});
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SiteStory, ARepealNamesEachPolicyItEnds) {
  begin();
  all.insert(
      all.begin(),
      {.path = "/zwgk/zcwj/t20260306_1007.html",
       .title = "青石市人民政府关于废止部分行政规范性文件的决定",
       .number = "青政发〔2026〕7号",
       .published = "2026-03-06",
       .paragraphs = {"各县（区）人民政府，市政府各部门、各直属机构：",
                      "经市政府研究，决定废止以下行政规范性文件：",
                      "一、《青石市人民政府关于印发青石市公共停车场管理办法的通知》（青政发〔2026〕2号）",
                      "二、《青石市人民政府关于印发青石市农村饮水安全管理办法的通知》（青政发〔2026〕3号）",
                      "本决定自公布之日起施行。", "青石市人民政府", "2026年3月6日"}});
  serve_all(all);
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕7号", "policy.related 青政发〔2026〕2号",
                          "policy.related 青政发〔2026〕3号"}));
  const auto related = newest("policy.related");
  EXPECT_EQ(related.at("data").at("related").at("relation"), "repeals");
  EXPECT_EQ(related.at("data").at("policy").at("status"), "repealed");
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SiteStory, APageGoneIsWithdrawnOnlyWhenConfirmed) {
  begin();
  site.remove(all[2].path);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(13));
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(13));
  EXPECT_EQ(pass(), Told{"policy.withdrawn 青政发〔2026〕3号"});
  clock.advance(hours(13));
  EXPECT_EQ(pass(), Told{});
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.restored 青政发〔2026〕3号"});
}

TEST_F(SiteStory, AnItemThatLeavesTheListIsNotWithdrawn) {
  begin();
  site.serve("/zwgk/zcwj/index.html", list_page({all[0], all[1], all[2]}));
  for (int day = 0; day < 4; ++day) {
    clock.advance(hours(24));
    EXPECT_EQ(pass(), Told{});
  }
}

TEST_F(SiteStory, ABlockPageIsNoAmendment) {
  begin();
  for (const auto& decree : all) site.serve(decree.path, block_page());
  site.serve("/zwgk/zcwj/index.html", block_page());
  EXPECT_EQ(pass(), Told{"source.failing"});
  clock.advance(hours(20));
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(10));
  EXPECT_EQ(pass(), Told{"source.failing"}) << "told again each day";
  serve_all(all);
  EXPECT_EQ(pass(), Told{"source.recovered"});
}

TEST_F(SiteStory, AListThatTurnsEmptyIsAFailureOfTheSource) {
  begin();
  site.serve("/zwgk/zcwj/index.html", list_page({}));
  EXPECT_EQ(pass(), Told{"source.failing"});
  serve_all(all);
  EXPECT_EQ(pass(), Told{"source.recovered"});
}

TEST_F(SiteStory, ARedesignMovesAndPublishesNothing) {
  begin();
  auto redesigned = all;
  for (std::size_t i = 0; i < redesigned.size(); ++i) {
    site.remove(all[i].path);
    redesigned[i].path = "/gongkai/wenjian/" + std::to_string(2000 + i) + ".shtml";
  }
  serve_all(redesigned);
  EXPECT_EQ(pass(), (Told{"policy.moved 青政发〔2026〕1号", "policy.moved 青政发〔2026〕2号",
                          "policy.moved 青政发〔2026〕3号", "policy.moved 青政发〔2026〕4号"}));
  for (int day = 0; day < 4; ++day) {
    clock.advance(hours(24));
    EXPECT_EQ(pass(), Told{});
  }
}

TEST_F(SiteStory, ARedesignByRedirectsMoves) {
  begin();
  auto redesigned = all;
  for (std::size_t i = 0; i < redesigned.size(); ++i) {
    redesigned[i].path = "/gongkai/wenjian/" + std::to_string(2000 + i) + ".shtml";
    site.redirect(all[i].path, redesigned[i].path, 301);
  }
  serve_all(redesigned);
  EXPECT_EQ(pass(), (Told{"policy.moved 青政发〔2026〕1号", "policy.moved 青政发〔2026〕2号",
                          "policy.moved 青政发〔2026〕3号", "policy.moved 青政发〔2026〕4号"}));
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SiteStory, AFurtherCopyIsRepublished) {
  begin();
  auto copy = all[0];
  copy.path = "/zwgk/tzgg/t20260306_2001.html";
  all.push_back(copy);
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.republished 青政发〔2026〕1号"});
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SiteStory, APageThatTurnsIntoAnotherPolicyEndsOneAndBeginsOne) {
  begin();
  all[3].title = "青石市人民政府关于实施城市内涝治理的意见";
  all[3].number = "青政发〔2026〕9号";
  all[3].paragraphs = {"各县（区）人民政府，市政府各部门、各直属机构：",
                       "为提升城市排水防涝能力，保障人民群众生命财产安全，现提出以下意见。",
                       "一、总体要求。坚持系统治理、源头减排、蓄排结合，用三年时间基本消除易涝积水点。",
                       "二、重点任务。改造雨水管网120公里，新建调蓄池6座，疏浚河道35公里。",
                       "青石市人民政府",
                       "2026年3月2日"};
  serve_all(all);
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕9号", "policy.withdrawn 青政发〔2026〕4号"}));
}

TEST_F(SiteStory, DatesInTheTextComeByThemselves) {
  begin();
  all.push_back({.path = "/zwgk/zcwj/t20260306_1008.html",
                 .title = "青石市人民政府关于印发青石市夜间施工管理规定的通知",
                 .number = "青政发〔2026〕8号",
                 .published = "2026-03-06",
                 .paragraphs = {"各县（区）人民政府，市政府各部门、各直属机构：",
                                "现将《青石市夜间施工管理规定》印发给你们，请认真贯彻执行。",
                                "第一条　在城市建成区内进行夜间施工的，应当取得证明并公告附近居民。",
                                "第二条　本规定自2026年4月1日起施行，有效期至2026年12月31日。",
                                "青石市人民政府", "2026年3月6日"}});
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕8号"});
  EXPECT_EQ(newest("policy.published").at("data").at("policy").at("status"), "pending");
  clock.set(*parse_rfc3339("2026-03-31T15:59:00Z"));
  EXPECT_EQ(pass(), Told{});
  clock.set(*parse_rfc3339("2026-03-31T16:01:00Z"));  // 1 April in China
  EXPECT_EQ(pass(), Told{"policy.effective 青政发〔2026〕8号"});
  clock.set(*parse_rfc3339("2026-12-02T00:00:00Z"));
  EXPECT_EQ(pass(), Told{"policy.expiring 青政发〔2026〕8号"});
  clock.set(*parse_rfc3339("2026-12-31T15:00:00Z"));
  EXPECT_EQ(pass(), Told{});
  clock.set(*parse_rfc3339("2026-12-31T17:00:00Z"));
  EXPECT_EQ(pass(), Told{"policy.expired 青政发〔2026〕8号"});
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SiteStory, MostOfATextGoneIsNotBelievedAtOnce) {
  begin();
  const auto whole = all[1].paragraphs;
  all[1].paragraphs.resize(2);
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(1));
  all[1].paragraphs = whole;
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
}

}  // namespace
}  // namespace gazetted::test
