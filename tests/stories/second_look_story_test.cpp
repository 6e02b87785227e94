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
