#include "monitor/learned_noise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gazetted::monitor {
namespace {

using testing::ElementsAre;
using Side = ChangedLine::Side;

const Noise none({}, std::nullopt);
const Noise counter({"已有#人看过"}, std::nullopt);

bool knows(const std::string& form, const std::string& line) {
  const Noise noise({form}, std::nullopt);
  return is_known_noise(line_form(line, noise), noise);
}

TEST(LearnedNoise, ALineIsKnownByItsForm) {
  EXPECT_EQ(line_form("　目前共有１７位网友，在线 3 人", none), "目前共有#位网友,在线#人");
  EXPECT_TRUE(knows("已有#人看过", "已有5人看过"));
  EXPECT_FALSE(knows("已有#人看过", "已有五人看过"));
  EXPECT_TRUE(knows("为您推荐:*", "为您推荐：另一条"));
  EXPECT_FALSE(knows("为您推荐:*", "为您推荐"));
}

TEST(LearnedNoise, TheTitleOfTheDocumentIsNoPartOfAForm) {
  const Noise noise({"本文标题:@"}, "青石市养犬管理办法（试行）");
  EXPECT_EQ(line_form("本文标题：青石市养犬管理办法(试行)", noise), "本文标题:@");
  EXPECT_TRUE(is_known_noise(line_form("本文标题：青石市养犬管理办法(试行)", noise), noise));
  EXPECT_FALSE(is_known_noise(line_form("本文标题：青石市供水管理办法", noise), noise));
}

TEST(LearnedNoise, WhatSaysSomethingOfADocumentIsNoTemplates) {
  for (const auto* line :
       {"第三条　补贴比例为75%", "（二）材料", "一、总则", "3.其他", "2026年3月2日", "15:30",
        "本办法由市财政局负责解释。", "（此件公开发布）", "本文件已废止", "有效期五年", "附件：清单", "短"})
    EXPECT_FALSE(may_be_noise(line_form(line, none))) << line;
  for (const auto* line :
       {"政策咨询电话：12345（工作日9:00至17:00）", "当前在线17人，今日来访204人", "责任编辑：王小明"})
    EXPECT_TRUE(may_be_noise(line_form(line, none))) << line;
}

TEST(LearnedNoise, LabelsAreWhatTwoLinesBeginWith) {
  EXPECT_EQ(common_label("为您推荐:甲的报道", "为您推荐:乙的报道"), "为您推荐:*");
  EXPECT_EQ(common_label("青石市人民政府关于甲", "青石市人民政府关于乙"), "");
  EXPECT_EQ(common_label("注:甲", "注:乙"), "") << "too short to stand for all that begins so";
  EXPECT_EQ(common_label("", ""), "");
}

const std::string text =
    "页首\n第一条　甲\n第二条　乙\n第三条　丙\n第四条　丁\n第五条　戊\n第六条　己\n第七条　庚\n第八条　辛\n"
    "第九条　壬\n第十条　癸\n落款";

std::string replaced(std::string words, const std::string& from, const std::string& to) {
  words.replace(words.find(from), from.size(), to);
  return words;
}

TEST(LearnedNoise, ChangedLinesKnowTheirPlace) {
  const auto changed = changed_lines(text, replaced(text, "第六条　己", "第六条　子") + "\n多一行", none);
  EXPECT_THAT(changed,
              ElementsAre(ChangedLine{Side::before, 0, "第六条己"}, ChangedLine{Side::after, -1, "多一行"},
                          ChangedLine{Side::after, 0, "第六条子"}));
  EXPECT_THAT(changed_lines("新头\n" + text, text, none), ElementsAre(ChangedLine{Side::before, 1, "新头"}));
}

TEST(LearnedNoise, FurnitureNoiseWidthAndOrderAreNoChangedLines) {
  EXPECT_THAT(changed_lines(text, text + "\n浏览次数：17\n已有5人看过", counter), ElementsAre());
  EXPECT_THAT(changed_lines(text, replaced(text, "第六条　己", "第六条 己"), none), ElementsAre());
  EXPECT_THAT(changed_lines("甲\n乙", "乙\n甲", none), ElementsAre());
  EXPECT_THAT(changed_lines("", "", none), ElementsAre());
}

TEST(LearnedNoise, ALineOnceMoreIsAChangedLine) {
  EXPECT_THAT(changed_lines("甲\n乙\n丙", "甲\n丙\n丙", none),
              ElementsAre(ChangedLine{Side::before, 2, "乙"}, ChangedLine{Side::after, 2, "丙"}));
}

/// A slogan that is not known yet, and one that is, by turns in one place.
TEST(LearnedNoise, WhatStandsWhereNoiseStoodIsNoiseToo) {
  const Noise slogan({"为人民服务"}, std::nullopt);
  const auto turn = [&](const std::string& old_line, const std::string& new_line) {
    return forms_in_turn(replaced(text, "第六条　己", "第六条　己\n" + old_line),
                         replaced(text, "第六条　己", "第六条　己\n" + new_line), slogan);
  };
  EXPECT_THAT(turn("优化营商环境", "为人民服务"), ElementsAre("优化营商环境"));
  EXPECT_THAT(turn("为人民服务", "优化营商环境"), ElementsAre("优化营商环境"));
  EXPECT_THAT(turn("优化营商环境", "诚信建设万里行"), ElementsAre()) << "neither is known";
  EXPECT_THAT(turn("优化营商环境", ""), ElementsAre()) << "nothing took its place";
  EXPECT_THAT(turn("本办法由财政局负责解释。", "为人民服务"), ElementsAre()) << "a sentence";
  EXPECT_THAT(turn("本文件已废止", "为人民服务"), ElementsAre()) << "it speaks of the document";
  EXPECT_THAT(forms_in_turn(text + "\n优化营商环境", "为人民服务\n" + text, slogan), ElementsAre())
      << "another place";
}

TEST(LearnedNoise, OnlyNoiseThatDiffersIsDropped) {
  const auto cleaned = without_noise("甲\n已有5人看过", "甲\n已有6人看过\n乙", counter);
  EXPECT_EQ(cleaned.before, "甲");
  EXPECT_EQ(cleaned.after, "甲\n乙");
  EXPECT_THAT(cleaned.dropped, ElementsAre("已有6人看过"));
  EXPECT_FALSE(without_noise("甲\n已有5人看过", "乙\n已有5人看过", counter).is_changed);
}

/// Of two of a source's headlines one is gone, and the other stands in both places.
TEST(LearnedNoise, NoiseThatMovedIsDropped) {
  const Noise headlines({"召开会议", "检查工作"}, std::nullopt);
  const auto cleaned = without_noise("召开会议\n甲\n检查工作\n乙", "检查工作\n甲\n检查工作\n乙", headlines);
  EXPECT_EQ(cleaned.before, "甲\n检查工作\n乙");
  EXPECT_EQ(cleaned.after, "甲\n检查工作\n乙");
  const auto moved = without_noise("召开会议\n甲\n检查工作", "检查工作\n甲\n召开会议", headlines);
  EXPECT_EQ(moved.before, "甲");
  EXPECT_EQ(moved.after, "甲");
}

}  // namespace
}  // namespace gazetted::monitor
