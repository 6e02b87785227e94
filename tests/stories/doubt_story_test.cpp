// What must not be believed, and what must not be forgotten: placeholders, log-in walls, errors in
// place of attachments, and relations that look like repeals and are none.

#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using Told = std::vector<std::string>;

constexpr auto hours = [](int count) {
  return std::chrono::duration_cast<Duration>(std::chrono::hours{count});
};

const Told four_baselines = {"policy.baseline 青政发〔2026〕1号", "policy.baseline 青政发〔2026〕2号",
                             "policy.baseline 青政发〔2026〕3号", "policy.baseline 青政发〔2026〕4号"};

class DoubtStory : public Story {
 protected:
  void begin() {
    serve_all(all);
    EXPECT_EQ(pass(), four_baselines);
    clock.advance(hours(1));
  }

  /// A notice of some paragraphs between the usual head and signature.
  static Decree notice(const std::string& path, const std::string& title, const std::string& number,
                       std::vector<std::string> paragraphs) {
    paragraphs.insert(paragraphs.begin(), "各县（区）人民政府，市政府各部门、各直属机构：");
    paragraphs.emplace_back("青石市人民政府");
    paragraphs.emplace_back("2026年3月6日");
    return {.path = path,
            .title = title,
            .number = number,
            .published = "2026-03-06",
            .paragraphs = std::move(paragraphs)};
  }

  void add(Decree decree) {
    all.insert(all.begin(), std::move(decree));
    serve_all(all);
  }

  std::vector<Decree> all = decrees();
};

TEST_F(DoubtStory, AFirstAnswerWithNothingInItIsNotTheBaseline) {
  for (const auto& decree : all) site.serve(decree.path, article_page(decree));
  site.serve("/zwgk/zcwj/index.html",
             "<html><body><div id=\"app\"></div><p>正在加载，请稍候</p></body></html>");
  EXPECT_EQ(pass(), Told{"source.failing"});
  serve_all(all);
  auto told = four_baselines;
  told.emplace_back("source.recovered");
  EXPECT_EQ(pass(), told);
}

TEST_F(DoubtStory, ARedirectToALoginPageWithdrawsNothing) {
  begin();
  site.serve("/login.html",
             "<html><head><title>用户登录</title></head><body><form><input name=\"u\">"
             "<input type=\"password\" name=\"p\"></form></body></html>");
  for (const auto& decree : all) site.redirect(decree.path, "/login.html", 302);
  EXPECT_EQ(pass(), Told{"source.failing"});
  for (int day = 0; day < 4; ++day) {
    clock.advance(hours(24));
    EXPECT_EQ(pass(), Told{"source.failing"}) << "once a day";
  }
  serve_all(all);
  EXPECT_EQ(pass(), Told{"source.recovered"});
}

TEST_F(DoubtStory, AForbiddenPageIsTheSourcesTrouble) {
  begin();
  site.fail(all[0].path, 403);
  EXPECT_EQ(pass(), Told{"source.failing"});
  site.remove(all[0].path);  // it answers again, if only to say no
  EXPECT_EQ(pass(), Told{"source.recovered"});
}

TEST_F(DoubtStory, AnArticleThatTurnsIntoAShellIsNotWithdrawn) {
  begin();
  site.serve(all[1].path,
             "<html><head><title>青石市人民政府</title></head><body><div id=\"app\"></div></body></html>");
  for (int day = 0; day < 6; ++day) {
    EXPECT_EQ(pass(), Told{});
    clock.advance(hours(24));
  }
}

TEST_F(DoubtStory, ARepealByNumberSparesTheReissueOfTheSameTitle) {
  begin();
  add(notice("/zwgk/zcwj/t20260306_3001.html", "青石市人民政府关于废止部分文件的决定", "青政发〔2026〕11号",
             {"经研究，决定废止以下行政规范性文件，自公布之日起施行：",
              "《" + all[1].title + "》（青政发〔2015〕2号）。"}));
  EXPECT_EQ(pass(), Told{"policy.published 青政发〔2026〕11号"});
}

TEST_F(DoubtStory, AReissueRepealsItsPredecessor) {
  begin();
  add(notice("/zwgk/zcwj/t20260306_3002.html", all[1].title, "青政发〔2026〕12号",
             {"现将修订后的《青石市公共停车场管理办法》印发给你们，请认真贯彻执行。",
              "《" + all[1].title + "》（青政发〔2026〕2号）同时废止。"}));
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕12号", "policy.related 青政发〔2026〕2号"}));
}

TEST_F(DoubtStory, ADraftRepealsNothing) {
  begin();
  add(notice("/zwgk/zcwj/t20260306_3003.html", "青石市公共停车场管理办法（征求意见稿）", "",
             {"为加强公共停车场管理，根据有关法律法规，结合本市实际，制定本办法，现向社会公开征求意见。",
              "第一条　本办法适用于本市行政区域内公共停车场的规划、建设、使用和管理活动。",
              "第二条　《" + all[1].title + "》（青政发〔2026〕2号）同时废止。"}));
  for (const auto& told : pass()) EXPECT_NE(told.substr(0, 14), "policy.related") << told;
}

TEST_F(DoubtStory, ARepealThatCameFirstWaitsForWhatItEnds) {
  const auto ended = all[3];
  all.pop_back();
  add(notice("/zwgk/zcwj/t20260306_3004.html", "青石市人民政府关于废止部分文件的决定", "青政发〔2026〕13号",
             {"经研究，决定废止以下行政规范性文件，自公布之日起施行：",
              "《" + ended.title + "》（" + ended.number + "）。"}));
  std::ignore = pass();
  clock.advance(hours(1));
  add(ended);
  EXPECT_EQ(pass(), (Told{"policy.published 青政发〔2026〕4号", "policy.related 青政发〔2026〕4号"}));
}

TEST_F(DoubtStory, AnInterpretationIsToldOfItsPolicy) {
  begin();
  add({.path = "/zwgk/zcjd/t20260306_3005.html",
       .title = "《" + all[0].title + "》政策解读",
       .number = "",
       .published = "2026-03-06",
       .paragraphs = {"近日，市政府印发了《" + all[0].title + "》（青政发〔2026〕1号），现解读如下。",
                      "一、出台背景。改造老旧小区是重要的民生工程，原有办法已经不能适应工作需要。",
                      "二、主要内容。办法明确了适用范围、补助标准、申请程序和法律责任。"}});
  EXPECT_EQ(pass(), Told{"policy.related 青政发〔2026〕1号"});
  EXPECT_EQ(newest("policy.related").at("data").at("related").at("relation"), "interprets");
}

class AttachmentStory : public DoubtStory {
 protected:
  static std::string table_text(const std::string& amount) {
    std::string text = "青石市老旧小区改造补助标准\n";
    for (int i = 1; i <= 12; ++i)
      text += "第" + std::to_string(i) + "类小区每平方米补助" + amount + "元，由市财政和县区财政共同承担。\n";
    return text;
  }
  void attach(const std::string& path, const std::string& amount) {
    site.serve(path, table_text(amount), {.content_type = "text/plain; charset=utf-8"});
    all[0].paragraphs.back() = "附件：<a href=\"" + path + "\">青石市老旧小区改造补助标准.txt</a>";
    serve_all(all);
  }
};

TEST_F(AttachmentStory, ItsWordsArePartOfThePolicy) {
  attach("/zwgk/zcwj/P001.txt", "300");
  EXPECT_EQ(pass(), four_baselines);
  EXPECT_EQ(pass(), Told{});
  attach("/zwgk/zcwj/P001.txt", "350");
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  EXPECT_EQ(newest("policy.amended").at("data").at("change").at("significance"), "attachment");
  EXPECT_EQ(pass(), Told{});
}

TEST_F(AttachmentStory, PutUpAgainUnderAnotherAddressItIsCompared) {
  attach("/zwgk/zcwj/P001.txt", "300");
  EXPECT_EQ(pass(), four_baselines);
  attach("/zwgk/zcwj/P002.txt", "300");
  EXPECT_EQ(pass(), Told{});
  attach("/zwgk/zcwj/P003.txt", "350");
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
}

TEST_F(AttachmentStory, AnErrorPageInItsPlaceIsNoAmendment) {
  attach("/zwgk/zcwj/P001.txt", "300");
  EXPECT_EQ(pass(), four_baselines);
  site.serve("/zwgk/zcwj/P001.txt", "<html><body><h1>文件下载失败</h1><p>请联系管理员</p></body></html>");
  EXPECT_EQ(pass(), Told{});
  attach("/zwgk/zcwj/P001.txt", "300");
  EXPECT_EQ(pass(), Told{});
}

TEST_F(AttachmentStory, APageOfSomeLengthInItsPlaceIsNeverBelieved) {
  attach("/zwgk/zcwj/P001.txt", "300");
  EXPECT_EQ(pass(), four_baselines);
  site.serve("/zwgk/zcwj/P001.txt",
             "<html><head><title>青石市人民政府</title></head><body><p>因机房搬迁，我们将于近期恢复开放，"
             "期间请移步政务服务大厅咨询。</p></body></html>");
  for (int visit = 0; visit < 5; ++visit) {
    EXPECT_EQ(pass(), Told{});
    clock.advance(hours(6));
  }
  attach("/zwgk/zcwj/P001.txt", "300");
  EXPECT_EQ(pass(), Told{});
}

}  // namespace
}  // namespace gazetted::test
