#include "parser/citations.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::parser {
namespace {

/// 国发〔2017〕35号:implements 《…》 …
std::string shown(const std::vector<Citation>& cites) {
  std::string out;
  for (const Citation& each : cites) {
    if (!out.empty()) out += "; ";
    out += each.doc_number.value_or("-") + " " + each.title.value_or("-") + " " +
           std::string(to_string(each.relation));
  }
  return out;
}

std::string read(std::string_view text, const Speaker& speaker = {}) {
  return shown(read_citations(text, speaker));
}

TEST(Citations, TakeTitleAndNumberTogether) {
  EXPECT_EQ(
      read("根据《国务院关于某事的意见》（国发〔2015〕41号）和《某部通知》(工信部联通信〔2017〕234号)"
           "等要求，结合实际制定。"),
      "国发〔2015〕41号 国务院关于某事的意见 implements; 工信部联通信〔2017〕234号 某部通知 implements");
  EXPECT_EQ(read("参照国发〔2015〕41号执行。"), "国发〔2015〕41号 - cites");
  EXPECT_EQ(read("依照《某法》规定处理。"), "") << "a bare title is cited only where something is done to it";
  EXPECT_EQ(read("〔责任单位：市科技局〕"), "");
}

TEST(Citations, CountEachDocumentOnce) {
  EXPECT_EQ(read("参照《甲办法》（某政发〔2015〕4号）。根据《甲办法》（某政发[2015]4号），制定本办法。"),
            "某政发〔2015〕4号 甲办法 implements");
  EXPECT_EQ(
      read("本文某政发〔2019〕1号自发布起施行。", {"某政发〔2019〕1号", std::nullopt, DocumentKind::policy}),
      "");
}

TEST(Citations, SayWhatIsDone) {
  const struct {
    const char* text;
    const char* cites;
  } cases[] = {
      {"本办法自2019年1月1日起施行。《旧办法》（某政发〔2010〕3号）同时废止。",
       "某政发〔2010〕3号 旧办法 repeals"},
      {"《旧办法》（某政发〔2010〕3号），自本办法施行之日起同时废止。", "某政发〔2010〕3号 旧办法 repeals"},
      {"《甲办法》（某政发〔2010〕3号）、《乙办法》（某政发〔2011〕4号）停止执行。",
       "某政发〔2010〕3号 甲办法 repeals; 某政发〔2011〕4号 乙办法 repeals"},
      {"根据《甲办法》（某政发〔2010〕3号），《乙办法》（某政发〔2011〕4号）同时废止。",
       "某政发〔2010〕3号 甲办法 implements; 某政发〔2011〕4号 乙办法 repeals"},
      {"现决定废止《甲规定》。", "- 甲规定 repeals"},
      {"决定对《甲规定》作如下修改：", "- 甲规定 amends"},
      {"《甲办法》（某政发〔2010〕3号）有效期延长至2025年12月31日。", "某政发〔2010〕3号 甲办法 extends"},
      {"经评估，《甲办法》（某政发〔2010〕3号）继续有效。", "某政发〔2010〕3号 甲办法 extends"},
      {"现将《甲通知》（国办发〔2019〕1号）转发给你们。", "国办发〔2019〕1号 甲通知 republishes"},
  };
  for (const auto& each : cases) EXPECT_EQ(read(each.text), each.cites) << each.text;
}

TEST(Citations, BeginWithTheTitle) {
  const auto titled = [](const char* title, DocumentKind kind) { return Speaker{std::nullopt, title, kind}; };
  EXPECT_EQ(
      read("《某市养犬条例》作如下修改。", titled("关于修改《某市养犬条例》的决定", DocumentKind::policy)),
      "- 某市养犬条例 amends");
  EXPECT_EQ(read("", titled("关于延长《某办法》有效期的通知", DocumentKind::policy)), "- 某办法 extends");
  EXPECT_EQ(read("", titled("关于废止《某办法》的决定", DocumentKind::policy)), "- 某办法 repeals");
  EXPECT_EQ(read("", titled("关于印发《某办法》的通知", DocumentKind::policy)), "");
  EXPECT_EQ(read("《关于某事的意见》（鲁政字〔2019〕8号）已印发。根据国发〔2017〕3号制定。",
                 titled("《关于某事的意见》解读", DocumentKind::interpretation)),
            "鲁政字〔2019〕8号 关于某事的意见 interprets; 国发〔2017〕3号 - implements");
}

TEST(Citations, FollowTheHeadingsOfADecisionsLists) {
  const char* text =
      "一、下列文件予以废止：\n1．《甲办法》（某政发〔2010〕3号）\n2．某政发〔2011〕4号\n"
      "二、下列文件予以修改：\n1．《乙办法》（某政发〔2012〕5号）\n根据《丙法》（某发〔2000〕1号）制定。";
  EXPECT_EQ(read(text, {std::nullopt, "关于废止和修改部分行政规范性文件的决定", DocumentKind::policy}),
            "某政发〔2010〕3号 甲办法 repeals; 某政发〔2011〕4号 - repeals; 某政发〔2012〕5号 乙办法 amends; "
            "某发〔2000〕1号 丙法 implements");
}

TEST(Citations, TellHistoryAndCorrectionsFromWhatIsCarriedOut) {
  const struct {
    const char* text;
    const char* cites;
  } cases[] = {
      {"（1994年2月1日国务院令第142号发布　根据2013年12月7日《国务院关于修改部分行政法规的决定》（国务院令第6"
       "45号）"
       "第一次修订）",
       "国务院令第142号 - cites; 国务院令第645号 国务院关于修改部分行政法规的决定 cites"},
      {"《甲办法》（某政发〔2020〕3号）第二条中的“三日”有误，现更正为“五日”。",
       "某政发〔2020〕3号 甲办法 corrects"},
      {"现对《甲办法》（某政发〔2020〕3号）更正如下：", "某政发〔2020〕3号 甲办法 corrects"},
      {"根据《某省某条例》（某令第3号），制定本办法。", "某令第3号 某省某条例 implements"},
      {"本办法由《甲办法（征求意见稿）》修改而成。", "- 甲办法（征求意见稿） finalises"},
  };
  for (const auto& each : cases) EXPECT_EQ(read(each.text), each.cites) << each.text;
}

/// 某政发〔2020〕3号 until 2028-12-31, + 24 months.
std::string extended(std::string_view text, const Speaker& speaker = {}) {
  std::string out;
  for (const Citation& each : read_citations(text, speaker)) {
    if (!out.empty()) out += "; ";
    out += each.doc_number.value_or(each.title.value_or("-"));
    if (each.until) out += " until " + each.until->iso();
    if (each.longer_months > 0) out += " + " + std::to_string(each.longer_months);
  }
  return out;
}

TEST(Citations, KnowTheLastDayOfWhatIsExtendedOrRepealed) {
  const Speaker list{std::nullopt, "关于延长部分行政规范性文件有效期的通知", DocumentKind::policy};
  const Speaker one{std::nullopt, "关于延长《甲办法》有效期的通知", DocumentKind::policy};
  EXPECT_EQ(extended("《甲办法》（某政发〔2020〕3号）有效期延长至2028年12月31日。"),
            "某政发〔2020〕3号 until 2028-12-31");
  EXPECT_EQ(extended("《甲办法》（某政发〔2020〕3号）有效期由2023年6月30日延长至2028年6月30日。"),
            "某政发〔2020〕3号 until 2028-06-30");
  EXPECT_EQ(extended("《甲办法》（某政发〔2020〕3号）有效期延长两年。"), "某政发〔2020〕3号 + 24");
  EXPECT_EQ(extended("《甲办法》（某政发〔2020〕3号）自2026年7月1日起废止。"),
            "某政发〔2020〕3号 until 2026-06-30");
  EXPECT_EQ(extended("本办法自2026年7月1日起施行。《甲办法》（某政发〔2020〕3号）同时废止。"),
            "某政发〔2020〕3号");
  EXPECT_EQ(extended("经评估，决定将《甲办法》（某政发〔2020〕3号）有效期延长至2028年12月31日。", one),
            "某政发〔2020〕3号 until 2028-12-31");
  EXPECT_EQ(extended("下列文件有效期延长至2028年12月31日：\n1．《甲办法》（某政发〔2020〕3号）\n"
                     "2．某市某事管理办法\n3．《乙办法》（某政发〔2021〕4号），有效期延长至2027年6月30日",
                     list),
            "某政发〔2020〕3号 until 2028-12-31; 某市某事管理办法 until 2028-12-31; "
            "某政发〔2021〕4号 until 2027-06-30");
}

TEST(Citations, FollowListsInTablesAndByTitleAlone) {
  const Speaker decision{std::nullopt, "某市人民政府关于公布规范性文件清理结果的决定", DocumentKind::policy};
  EXPECT_EQ(
      read("附件1\n废止的规范性文件目录\n序号 | 文件名称 | 文号\n"
           "1 | 关于修改某办法的通知 | 某政发〔2010〕3号\n2 | 某市养犬管理办法 | \n"
           "附件2\n继续有效的规范性文件目录\n序号 | 文件名称 | 文号\n1 | 关于丙事的意见 | 某政发〔2012〕5号",
           decision),
      "某政发〔2010〕3号 关于修改某办法的通知 repeals; - 某市养犬管理办法 repeals; "
      "某政发〔2012〕5号 关于丙事的意见 extends");
  EXPECT_EQ(
      read("序号 | 文件名称 | 文号 | 清理结果\n1 | 关于甲事的通知 | 某政发〔2010〕3号 | 废止\n"
           "2 | 关于乙事的通知 | 某政发〔2011〕4号 | 修改\n3 | 关于丙事的通知 | 某政发〔2012〕5号 | 继续有效",
           decision),
      "某政发〔2010〕3号 关于甲事的通知 repeals; 某政发〔2011〕4号 关于乙事的通知 amends; "
      "某政发〔2012〕5号 关于丙事的通知 extends");
  EXPECT_EQ(
      read("根据《某法》，经研究，决定废止下列文件：\n一、某市甲事管理办法；\n二、《某市乙事管理规定》。\n"
           "本决定自公布之日起施行。",
           {std::nullopt, "关于废止部分规章的决定", DocumentKind::policy}),
      "- 某市甲事管理办法 repeals; - 某市乙事管理规定 repeals");
}

TEST(Citations, OfAListThatStandsAlone) {
  EXPECT_EQ(
      shown(read_listed("附件\n决定废止的行政规范性文件目录\n序号 | 文件名称 | 文号\n"
                        "1 | 关于甲事的通知 | 某政发〔2010〕3号\n2 | 关于乙事的意见 | 某政发〔2011〕4号")),
      "某政发〔2010〕3号 关于甲事的通知 repeals; 某政发〔2011〕4号 关于乙事的意见 repeals");
  EXPECT_EQ(shown(read_listed("序号 | 文件名称 | 文号\n1 | 关于甲事的通知 | 某政发〔2010〕3号")),
            "某政发〔2010〕3号 - cites");
}

TEST(SameTitle, ToleratesTheMissingIssuer) {
  EXPECT_TRUE(is_same_title("某省人民政府关于大力推进“某产业”的指导意见", "关于大力推进某产业的指导意见"));
  EXPECT_TRUE(is_same_title("某 办法（试行）", "某办法(试行)"));
  EXPECT_FALSE(is_same_title("甲市关于做好某事工作的通知", "乙市关于做好某事工作的通知"));
  EXPECT_FALSE(is_same_title("某市某事的意见", "意见"));
}

TEST(Citations, AreReadInLinearTime) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "《《甲办法》（某政发〔2010〕" + std::to_string(i + 1) + "号）";
  EXPECT_EQ(read_citations(text, {}).size(), 3000U);
}

}  // namespace
}  // namespace gazetted::parser
