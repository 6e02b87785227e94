// What looks like an amendment and is none: a template's lines, counters in words of their own, an old
// copy on another server, a page cut short, a redesign that states less. And what is one all the same.

#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using Told = std::vector<std::string>;

constexpr auto hours = [](int count) {
  return std::chrono::duration_cast<Duration>(std::chrono::hours{count});
};

class SecondLookStory : public Story {
 protected:
  void begin() {
    serve_all(all);
    EXPECT_EQ(pass().size(), 4U);
    clock.advance(hours(2));
  }
  /// The template puts a line under every text.
  void put_under_all(const std::string& line) {
    for (auto& decree : all) decree.paragraphs.push_back(line);
  }

  [[nodiscard]] std::ptrdiff_t told(const std::string& type) const {
    return std::ranges::count_if(events, [&](const Json& event) { return event.at("type") == type; });
  }

  /// One more decree is published.
  Decree& publish() {
    auto decree = all.back();
    const auto number = std::to_string(all.size() + 1);
    decree.path = "/zwgk/zcwj/t20260306_100" + number + ".html";
    decree.title = "青石市人民政府关于印发青石市户外广告设施管理办法的通知";
    decree.number = "青政发〔2026〕" + number + "号";
    for (auto& paragraph : decree.paragraphs)
      if (const auto at = paragraph.find("企业技术改造"); at != std::string::npos)
        paragraph.replace(at, std::string("企业技术改造").size(), "户外广告设施");
    all.push_back(std::move(decree));
    site.serve("/zwgk/zcwj/index.html", list_page(all));
    return all.back();
  }
  /// Of the newest event of that type.
  [[nodiscard]] Json policy_in(const std::string& type) const { return newest(type).at("data").at("policy"); }

  std::vector<Decree> all = decrees();
};

TEST_F(SecondLookStory, OneLineMoreOnEveryPageIsTheTemplate) {
  begin();
  put_under_all("政务服务咨询请拨打市民热线（工作日9时至17时）");
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(2));
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SecondLookStory, AnAmendmentUnderANewTemplateIsToldWithoutIt) {
  begin();
  put_under_all("政务服务咨询请拨打市民热线（工作日9时至17时）");
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(2));
  auto& clause = all[0].paragraphs[4];
  clause.replace(clause.find("75%"), 3, "100%");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  EXPECT_EQ(newest("policy.amended").at("data").at("change").at("hunks").size(), 1U);
}

TEST_F(SecondLookStory, OneLineMoreOnOnePageIsAnAmendment) {
  begin();
  all[0].paragraphs.emplace_back("本市老旧小区清单可向市住房和城乡建设局索取");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SecondLookStory, AServerThatTellsByEntityTagsSendsNothingTwice) {
  const auto serve_tagged = [&] {
    for (const auto& decree : all) {
      const auto html = article_page(decree, {});
      site.serve(decree.path, html, {.etag = "\"" + Digest::of(html).hex() + "\""});
    }
    site.serve("/zwgk/zcwj/index.html", list_page(all));
  };
  serve_tagged();
  EXPECT_EQ(pass().size(), 4U);
  clock.advance(hours(2));
  auto& clause = all[0].paragraphs[4];
  clause.replace(clause.find("75%"), 3, "100%");
  serve_tagged();
  const auto before = site.requests().size();
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  std::vector<std::string> tags;
  const auto requests = site.requests();
  for (auto i = before; i < requests.size(); ++i)
    if (requests[i].target == all[0].path) tags.push_back(requests[i].headers.at("if-none-match"));
  ASSERT_EQ(tags.size(), 2U);
  EXPECT_NE(tags[0], tags[1]);
  EXPECT_EQ(tags[1], "\"" + Digest::of(article_page(all[0], {})).hex() + "\"");
  EXPECT_EQ(pass(), Told{});
}

/// What the metadata block states of each.
class StatedStory : public SecondLookStory {
 protected:
  void state(std::size_t index, const std::string& validity) {
    auto html = article_page(all[index]);
    const std::string label = "<td><b>有效性：</b></td><td>";
    const auto at = html.find(label) + label.size();
    html.replace(at, html.find("</td>", at) - at, validity);
    site.serve(all[index].path, html);
  }
  std::size_t looks_at(std::size_t index, std::size_t since) const {
    const auto requests = site.requests();
    return static_cast<std::size_t>(
        std::count_if(requests.begin() + static_cast<std::ptrdiff_t>(since), requests.end(),
                      [&](const auto& request) { return request.target == all[index].path; }));
  }
};

TEST_F(StatedStory, WhatOnePageStatesAnewIsToldAtTheSecondLook) {
  begin();
  state(0, "失效");
  const auto before = site.requests().size();
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  EXPECT_GE(looks_at(0, before), 2U);
  EXPECT_EQ(newest("policy.amended").at("data").at("change").at("significance"), "metadata");
  clock.advance(hours(2));
  EXPECT_EQ(pass(), Told{});
}

TEST_F(StatedStory, WhatAllPagesStateAnewIsTheTemplates) {
  begin();
  for (std::size_t i = 0; i < all.size(); ++i) state(i, "失效");
  for (int visit = 0; visit < 4; ++visit) {
    EXPECT_EQ(pass(), Told{});
    clock.advance(hours(10));
  }
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
}

TEST_F(StatedStory, WhatSeveralStateAnewIsToldWhenItHoldsAndOneDeniesIt) {
  begin();
  for (std::size_t i = 0; i < 3; ++i) state(i, "失效");
  EXPECT_LE(pass().size(), 1U) << "the first to be seen may be told: no other had it then";
  for (int visit = 0; visit < 4; ++visit) {
    clock.advance(hours(13));
    std::ignore = pass();
  }
  EXPECT_EQ(told("policy.amended"), 3);
}

TEST_F(StatedStory, WhatAllPagesStateForAWeekIsTold) {
  begin();
  for (std::size_t i = 0; i < all.size(); ++i) state(i, "失效");
  for (int day = 0; day < 7; ++day) {
    EXPECT_EQ(pass(), Told{}) << day;
    clock.advance(hours(24));
  }
  std::ignore = pass();
  EXPECT_EQ(told("policy.amended"), 4);
}

TEST_F(SecondLookStory, AStampOnEveryPageIsNotBelievedNorLearned) {
  begin();
  auto stamped = all;
  for (auto& decree : stamped) decree.paragraphs.emplace_back("【本文件已失效】");
  serve_all(stamped);
  for (int visit = 0; visit < 3; ++visit) {
    EXPECT_EQ(pass(), Told{});
    clock.advance(hours(10));
  }
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(60));
  all[1].paragraphs.emplace_back("【本文件已失效】");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕2号"});
}

TEST_F(StatedStory, WhatATemplateSaysOfAllIsLeftOpenOfANewDocument) {
  begin();
  publish();
  for (std::size_t i = 0; i < all.size(); ++i) state(i, "失效");
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕5号"});
  EXPECT_EQ(policy_in("policy.published").at("status"), "in_force");
  for (int visit = 0; visit < 3; ++visit) {
    clock.advance(hours(10));
    EXPECT_EQ(pass(), Told{});
  }
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(60));
  state(4, "失效");
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕5号"});
  const auto fields = newest("policy.amended").at("data").at("change").at("fields");
  EXPECT_EQ(fields.at(0).at("before"), "有效") << "as it was stated in between";
}

TEST_F(StatedStory, WhatANewDocumentSaysAloneIsTakenAsItSays) {
  begin();
  publish();
  serve_all(all);
  state(4, "失效");
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕5号"});
  EXPECT_EQ(policy_in("policy.published").at("status"), "expired");
  clock.advance(hours(10));
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕5号"});
}

TEST_F(StatedStory, WhatWasLeftOpenIsToldWhenItHolds) {
  begin();
  publish();
  serve_all(all);
  for (const std::size_t i : {0, 1, 4}) state(i, "失效");
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕5号"});
  for (int visit = 0; visit < 4; ++visit) {
    clock.advance(hours(13));
    std::ignore = pass();
  }
  EXPECT_EQ(told("policy.amended"), 3);
  EXPECT_EQ(policy_in("policy.amended").at("status"), "expired");
}

TEST_F(StatedStory, DocumentsOutOfForceAreNoWitnesses) {
  for (const auto* subject : {"户外广告设施", "城市绿地养护", "餐厨废弃物"}) {
    publish().title = "青石市人民政府关于印发青石市" + std::string(subject) + "管理办法的通知";
    for (auto& paragraph : all.back().paragraphs)
      if (const auto at = paragraph.find("户外广告设施"); at != std::string::npos)
        paragraph.replace(at, std::string("户外广告设施").size(), subject);
  }
  serve_all(all);
  for (std::size_t i = 0; i < 4; ++i) state(i, "失效");
  EXPECT_EQ(pass().size(), all.size());
  clock.advance(hours(2));
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(2));
  for (std::size_t i = 4; i < all.size(); ++i) state(i, "失效");
  for (int visit = 0; visit < 3; ++visit) {
    EXPECT_EQ(pass(), Told{}) << visit;
    clock.advance(hours(10));
  }
}

TEST_F(SecondLookStory, AStampOnEveryPageIsNoPartOfANewDocument) {
  begin();
  publish();
  auto stamped = all;
  for (auto& decree : stamped) decree.paragraphs.insert(decree.paragraphs.begin(), "【本文件已失效】");
  serve_all(stamped);
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕5号"});
  EXPECT_EQ(policy_in("policy.published").at("status"), "in_force");
  for (int visit = 0; visit < 3; ++visit) {
    clock.advance(hours(10));
    EXPECT_EQ(pass(), Told{});
  }
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(2));
  serve_all(stamped);
  EXPECT_EQ(pass(), Told{}) << "wrong once more";
}

TEST_F(SecondLookStory, ALineOfTheTemplateIsOneWhileAnotherIsDoubted) {
  begin();
  auto stamped = all;
  for (auto& decree : stamped) decree.paragraphs.emplace_back("【本文件已失效】");
  serve_all(stamped);
  for (int visit = 0; visit < 3; ++visit) {
    EXPECT_EQ(pass(), Told{});
    clock.advance(hours(10));
  }
  put_under_all("欢迎对本文件执行情况进行满意度评价");
  serve_all(all);
  for (int visit = 0; visit < 2; ++visit) {
    EXPECT_EQ(pass(), Told{});
    clock.advance(hours(2));
  }
}

TEST_F(SecondLookStory, WhatTakesTurnsWithNoiseIsNoise) {
  put_under_all("诚信建设万里行，共建共享新青石");
  begin();
  for (auto& decree : all) decree.paragraphs.back() = "青石政务服务掌上办，随时随地好办事";
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(2));
  all[0].paragraphs.back() = "优化营商环境，服务群众企业";
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(2));
  all[0].paragraphs.back() = "本市老旧小区清单可向市住房和城乡建设局索取";
  all[0].paragraphs.emplace_back("诚信建设万里行，共建共享新青石");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"}) << "beside noise, not in its place";
}

TEST_F(SecondLookStory, AParagraphThatStandsTwiceIsAnAmendment) {
  begin();
  auto& paragraphs = all[2].paragraphs;
  const auto again = paragraphs[2];
  paragraphs.insert(paragraphs.begin() + 4, again);
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended " + all[2].number});
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SecondLookStory, AnotherOrderOfParagraphsIsSeenTwice) {
  begin();
  const auto before = site.requests().size();
  auto moved = all;
  std::swap(moved[0].paragraphs[2], moved[0].paragraphs[5]);
  serve_all(moved);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  const auto requests = site.requests();
  EXPECT_GE(std::count_if(requests.begin() + static_cast<std::ptrdiff_t>(before), requests.end(),
                          [&](const auto& request) { return request.target == all[0].path; }),
            2);
}

TEST_F(SecondLookStory, ACounterInWordsOfItsOwnIsLearned) {
  put_under_all("目前共有17位网友关注了这份文件");
  begin();
  for (int look = 0; look < 3; ++look) {
    for (auto& decree : all)
      decree.paragraphs.back() = "目前共有" + std::to_string(20 + look) + "位网友关注了这份文件";
    serve_all(all);
    EXPECT_EQ(pass(), Told{});
    clock.advance(hours(2));
  }
}

TEST_F(SecondLookStory, AnOldCopyOnAnotherServerTellsNothingAgain) {
  begin();
  const auto old = all;
  auto& clause = all[0].paragraphs[4];
  clause.replace(clause.find("75%"), 3, "100%");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  for (int look = 0; look < 4; ++look) {
    clock.advance(hours(1));
    serve_all(look % 2 == 0 ? old : all);
    EXPECT_EQ(pass(), Told{});
  }
}

TEST_F(SecondLookStory, AWordingPutBackIsToldOnceItHolds) {
  begin();
  const auto old = all;
  auto& clause = all[0].paragraphs[4];
  clause.replace(clause.find("75%"), 3, "100%");
  serve_all(all);
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  serve_all(old);
  for (int visit = 0; visit < 2; ++visit) {  // of four looks each
    clock.advance(hours(1));
    EXPECT_EQ(pass(), Told{});
  }
  clock.advance(hours(1));
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
}

TEST_F(SecondLookStory, APageCutShortIsNoAmendment) {
  begin();
  const auto whole = article_page(all[1]);
  site.serve(all[1].path, whole.substr(0, whole.find("第五条")));
  EXPECT_EQ(pass(), Told{});
  clock.advance(hours(1));
  serve_all(all);
  EXPECT_EQ(pass(), Told{});
}

TEST_F(SecondLookStory, ADocumentWithoutANumberIsFoundAgainByItsWords) {
  for (auto& decree : all) decree.number.clear();
  begin();
  auto redesigned = all;
  for (std::size_t i = 0; i < all.size(); ++i) {
    site.remove(all[i].path);
    redesigned[i].path = "/gongkai/wenjian/" + std::to_string(2000 + i) + ".shtml";
    redesigned[i].issuer.clear();
  }
  serve_all(redesigned);
  for (const auto& told : pass()) EXPECT_EQ(told.substr(0, 12), "policy.moved") << told;
}

}  // namespace
}  // namespace gazetted::test
