// What one document does to others, and what the calendar makes of it.

#include "monitor/keys.h"
#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using Told = std::vector<std::string>;

constexpr auto hours = [](int count) {
  return std::chrono::duration_cast<Duration>(std::chrono::hours{count});
};

class RelationStory : public Story {
 protected:
  void begin() {
    serve_all(all);
    EXPECT_EQ(pass(), (Told{"policy.baseline 青政发〔2026〕1号", "policy.baseline 青政发〔2026〕2号",
                            "policy.baseline 青政发〔2026〕3号", "policy.baseline 青政发〔2026〕4号"}));
    clock.advance(hours(1));
  }

  static Decree notice(int serial, const std::string& title, const std::string& number,
                       std::vector<std::string> paragraphs) {
    paragraphs.insert(paragraphs.begin(), "各县（区）人民政府，市政府各部门、各直属机构：");
    paragraphs.emplace_back("青石市人民政府");
    paragraphs.emplace_back("2026年3月6日");
    return {.path = "/zwgk/zcwj/t20260306_" + std::to_string(serial) + ".html",
            .title = title,
            .number = number,
            .signed_on = "2026年3月6日",
            .published = "2026-03-06",
            .paragraphs = std::move(paragraphs)};
  }

  /// A passed rule of the city that holds from 1 April to 31 December.
  static Decree rule(const std::string& term) {
    return notice(4001, "青石市人民政府关于印发青石市夜间施工管理规定的通知", "青政发〔2026〕8号",
                  {"现将《青石市夜间施工管理规定》印发给你们，请认真贯彻执行。",
                   "第一条　在城市建成区内进行夜间施工的，应当取得证明并公告附近居民，减少噪声扰民。",
                   "第二条　" + term});
  }

  void add(Decree decree) {
    all.insert(all.begin(), std::move(decree));
    serve_all(all);
  }

  Told at(const char* time) {
    clock.set(*parse_rfc3339(time));
    return pass();
  }

  /// The policy with that number.
  [[nodiscard]] monitor::PolicyRecord known(const std::string& number) const {
    std::optional<monitor::PolicyRecord> found;
    open().read([&](const monitor::View& view) {
      if (const auto id = view.named(*monitor::number_key(number))) found = view.policy(*id);
    });
    return found.value_or(monitor::PolicyRecord{});
  }

  std::vector<Decree> all = decrees();
};

TEST_F(RelationStory, AnAmendedDayComesInPlaceOfTheOldOne) {
  begin();
  add(rule("本规定自2026年4月1日起施行，有效期至2026年12月31日。"));
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕8号"});
  clock.advance(hours(24));
  all.front() = rule("本规定自2026年5月1日起施行，有效期至2027年12月31日。");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕8号"});
  EXPECT_EQ(newest("policy.amended").at("data").at("change").at("summary"),
            "第二条：本规定自 2026年4月1日 → 2026年5月1日，有效期至 2026年12月31日 → 2027年12月31日");
  EXPECT_EQ(at("2026-04-02T00:00:00Z"), Told{});
  EXPECT_EQ(at("2026-05-01T00:00:00Z"), Told{"policy.effective 青政发〔2026〕8号"});
  EXPECT_EQ(at("2027-01-02T00:00:00Z"), Told{});
  EXPECT_EQ(at("2027-12-02T00:00:00Z"), Told{"policy.expiring 青政发〔2026〕8号"});
  EXPECT_EQ(at("2028-01-01T00:00:00Z"), Told{"policy.expired 青政发〔2026〕8号"});
  EXPECT_EQ(at("2028-01-02T00:00:00Z"), Told{});
}

TEST_F(RelationStory, ATermCountsFromPublication) {
  begin();
  add(rule("本规定自公布之日起施行，试行一年。"));
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕8号"});
  const auto policy = newest("policy.published").at("data").at("policy");
  EXPECT_EQ(policy.at("effective"), "2026-03-06");
  EXPECT_EQ(policy.at("expires"), "2027-03-05");
  EXPECT_EQ(at("2027-02-04T00:00:00Z"), Told{"policy.expiring 青政发〔2026〕8号"});
  EXPECT_EQ(at("2027-03-05T15:00:00Z"), Told{});
  EXPECT_EQ(at("2027-03-05T17:00:00Z"), Told{"policy.expired 青政发〔2026〕8号"});
}

TEST_F(RelationStory, AnExtensionMovesTheLastDay) {
  all.push_back(rule("本规定自2026年1月1日起施行，有效期至2026年12月31日。"));
  serve_all(all);
  std::ignore = pass();
  clock.advance(hours(1));
  add(notice(4002, "青石市人民政府关于延长《青石市夜间施工管理规定》有效期的通知", "青政发〔2026〕9号",
             {"经评估，决定将《青石市夜间施工管理规定》（青政发〔2026〕8号）有效期延长至2028年12月31日。"}));
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕9号", "policy.related 青政发〔2026〕8号"}));
  const auto data = newest("policy.related").at("data");
  EXPECT_EQ(data.at("related").at("relation"), "extends");
  EXPECT_EQ(data.at("policy").at("expires"), "2028-12-31");
  EXPECT_EQ(at("2027-01-02T00:00:00Z"), Told{});
  EXPECT_EQ(at("2028-12-02T00:00:00Z"), Told{"policy.expiring 青政发〔2026〕8号"});
  EXPECT_EQ(at("2029-01-01T00:00:00Z"), Told{"policy.expired 青政发〔2026〕8号"});
}

TEST_F(RelationStory, ARepealHoldsFromItsDay) {
  begin();
  add(notice(
      4003, "青石市人民政府关于印发青石市停车设施管理办法的通知", "青政发〔2026〕10号",
      {"现将《青石市停车设施管理办法》印发给你们，请认真贯彻执行。",
       "第一条　本办法自2026年7月1日起施行。《" + all[1].title + "》（青政发〔2026〕2号）同时废止。"}));
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕10号", "policy.related 青政发〔2026〕2号"}));
  EXPECT_EQ(newest("policy.related").at("data").at("policy").at("status"), "in_force");
  ASSERT_EQ(known("青政发〔2026〕2号").affected.size(), 1U);
  EXPECT_EQ(known("青政发〔2026〕2号").affected.front().since, Date::of(2026, 7, 1));
}

TEST_F(RelationStory, ADraftEndsWithItsCommentsAndIsFinalised) {
  begin();
  add({.path = "/zwgk/zcwj/t20260306_4004.html",
       .title = "青石市人民政府办公室关于公开征求《青石市电动自行车停放管理办法（征求意见稿）》意见的公告",
       .number = "",
       .issuer = "青石市人民政府办公室",
       .published = "2026-03-06",
       .paragraphs = {
           "为加强电动自行车停放管理，现将《青石市电动自行车停放管理办法（征求意见稿）》向社会公开征求意见。",
           "请于2026年4月5日前将意见反馈至市政府办公室。", "青石市人民政府办公室", "2026年3月6日"}});
  const auto published = pass();
  ASSERT_EQ(published.size(), 1U);
  const auto draft = newest("policy.published").at("data").at("policy");
  EXPECT_EQ(draft.at("status"), "draft");
  EXPECT_EQ(draft.at("expires"), "2026-04-05");
  EXPECT_EQ(at("2026-04-05T10:00:00Z"), Told{});
  EXPECT_EQ(at("2026-04-06T00:00:00Z").size(), 1U);
  EXPECT_EQ(newest("policy.expired").at("subject"), newest("policy.published").at("subject"));
  EXPECT_EQ(at("2026-04-07T00:00:00Z"), Told{});
  auto final_text =
      notice(4005, "青石市人民政府关于印发青石市电动自行车停放管理办法的通知", "青政发〔2026〕11号",
             {"现将《青石市电动自行车停放管理办法》印发给你们，请认真贯彻执行。",
              "第一条　电动自行车应当停放在划定的区域内，不得占用消防通道。"});
  final_text.published = "2026-04-07";
  add(final_text);
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕11号"});
  std::optional<monitor::PolicyRecord> kept;
  open().read(
      [&](const monitor::View& view) { kept = view.policy(PolicyId(draft.at("id").get<std::string>())); });
  ASSERT_EQ(kept->affected.size(), 1U);
  EXPECT_EQ(kept->affected.front().relation, Relation::finalises);
  EXPECT_EQ(kept->affected.front().by, known("青政发〔2026〕11号").id);
}

TEST_F(RelationStory, ADecisionMayHaveItsListInAnAttachment) {
  begin();
  std::string list = "附件\n决定废止的行政规范性文件目录\n";
  for (std::size_t i = 1; i < all.size(); ++i)
    list += std::to_string(i) + "．《" + all[i].title + "》（" + all[i].number + "）\n";
  for (int i = 1; i <= 40; ++i)
    list += std::to_string(i + 3) + "．《青石市人民政府关于第" + std::to_string(i) +
            "项工作的通知》（青政发〔2010〕" + std::to_string(i) + "号）\n";
  site.serve("/zwgk/zcwj/P001.txt", list, {.content_type = "text/plain; charset=utf-8"});
  add(notice(4006, "青石市人民政府关于公布规范性文件清理结果的决定", "青政发〔2026〕12号",
             {"经市政府研究，对附件所列的行政规范性文件作出清理决定，自公布之日起执行。",
              "附件：<a href=\"/zwgk/zcwj/P001.txt\">行政规范性文件目录.txt</a>"}));
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕12号", "policy.related 青政发〔2026〕2号",
                          "policy.related 青政发〔2026〕3号", "policy.related 青政发〔2026〕4号"}));
  EXPECT_EQ(newest("policy.related").at("data").at("related").at("relation"), "repeals");
  EXPECT_EQ(newest("policy.related").at("data").at("policy").at("status"), "repealed");
  EXPECT_EQ(pass(), Told{});
  // One of the forty comes to the site later: it was waited for.
  clock.advance(hours(1));
  auto old = all.back();
  old.path = "/zwgk/zcwj/t20260306_4007.html";
  old.title = "青石市人民政府关于第7项工作的通知";
  old.number = "青政发〔2010〕7号";
  old.signed_on = "2010年3月2日";
  add(old);
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2010〕7号", "policy.related 青政发〔2010〕7号"}));
}

TEST_F(RelationStory, OrdersOfTwoMinistriesWithOneNumberAreTwo) {
  begin();
  auto one = notice(4008, "某某产业发展管理办法第一号文本", "2026年第45号令",
                    {"第一条　产业发展应当遵循市场规律。"});
  one.issuer = "国家发展和改革委员会";
  one.title = "重点产业发展监督管理办法";
  auto other = one;
  other.path = "/zwgk/zcwj/t20260306_4009.html";
  other.issuer = "商务部";
  other.title = "重要商品进口监督管理办法";
  other.paragraphs[1] = "第一条　进口重要商品应当依法申报，接受监督管理。";
  add(one);
  add(other);
  EXPECT_EQ(pass(), (Told{"policy.published 2026年第45号令", "policy.published 2026年第45号令"}));
}

TEST_F(RelationStory, AMinistrysTextOnACitysSiteIsNotTheCitys) {
  region = "370100";
  begin();
  EXPECT_EQ(newest("policy.baseline").at("data").at("policy").at("region"), "370100");
  auto state = notice(4010, "财政部关于加强资金监督管理的通知", "财办〔2026〕3号",
                      {"为了加强资金监督管理，提高资金使用效益，现就有关事项通知如下。"});
  state.issuer = "财政部";
  add(state);
  EXPECT_EQ(pass(), Told{"policy.published 财办〔2026〕3号"});
  EXPECT_TRUE(newest("policy.published").at("data").at("policy").at("region").is_null());
}

TEST_F(RelationStory, TopicsOfEveryEventAreThoseConfiguredNow) {
  topics = {{"停车", {"停车场"}, {}, {}, {}}};
  begin();
  std::size_t carried = 0;
  for (const auto& event : events) carried += event.at("data").at("policy").at("topics").size();
  EXPECT_EQ(carried, 1U);
  topics = {{"stops", {"停车场"}, {"补助"}, {"农村"}, {}},
            {"by-title", {"停车场"}, {}, {}, {Topic::Where::title}},
            {"by-issuer", {"青石市"}, {}, {}, {Topic::Where::issuer}},
            {"elsewhere", {"停车场"}, {}, {}, {Topic::Where::issuer}}};
  add(notice(4011, "青石市人民政府关于废止部分文件的决定", "青政发〔2026〕13号",
             {"经研究，决定废止以下行政规范性文件，自公布之日起施行：",
              "《" + all[1].title + "》（青政发〔2026〕2号）。"}));
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕13号", "policy.related 青政发〔2026〕2号"}));
  EXPECT_EQ(newest("policy.related").at("data").at("policy").at("topics"),
            Json({"stops", "by-title", "by-issuer"}));
}

}  // namespace
}  // namespace gazetted::test
