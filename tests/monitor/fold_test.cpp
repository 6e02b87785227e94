#include "monitor/fold.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::monitor {
namespace {

struct Equals {
  const char* name;
  std::string a, b;
};
void PrintTo(const Equals& pair, std::ostream* out) { *out << pair.name; }

class FoldsAlike : public testing::TestWithParam<Equals> {};
TEST_P(FoldsAlike, BothForms) {
  EXPECT_EQ(fold(GetParam().a), fold(GetParam().b));
  EXPECT_EQ(fold_editorial(GetParam().a), fold_editorial(GetParam().b));
}
INSTANTIATE_TEST_SUITE_P(
    Fold, FoldsAlike,
    testing::Values(Equals{"widths", "ＡＢＣ１２３，（甲）：％", "ABC123,(甲):%"},
                    Equals{"white space", "第 一 条　为 了\t规范\u00A0管理", "第一条为了规范管理"},
                    Equals{"zero width", "补\u200B贴\u200D比\uFEFF例\u00AD", "补贴比例"},
                    Equals{"variation selectors", "葛\U000E0100城\uFE00", "葛城"},
                    Equals{"watermark controls", "甲\u2060乙\u202E丙\u0007", "甲乙丙"},
                    Equals{"quotes", "“甲”「乙」『丙』„丁‟", "\"甲\"\"乙\"\"丙\"\"丁\""},
                    Equals{"single quotes", "‘甲’", "'甲'"}, Equals{"dashes", "甲——乙－丙–丁", "甲-乙-丙-丁"},
                    Equals{"ranges", "10～20", "10~20"}, Equals{"compatibility", "㎡ ℃ Ⅳ ﬁ ⼀", "m2°CIVfi一"},
                    Equals{"half-width kana", "ｶﾞ", "ガ"}, Equals{"ellipsis", "……", "......"},
                    Equals{"templates", "关于{{el.title}}的通知<?=a?>${b}", "关于的通知"},
                    Equals{"line ends", "甲\r\n乙", "甲\n乙"}));

class DiffersEditorially : public testing::TestWithParam<Equals> {};
TEST_P(DiffersEditorially, OnlyTheEditorialFormAgrees) {
  EXPECT_NE(fold(GetParam().a), fold(GetParam().b));
  EXPECT_EQ(fold_editorial(GetParam().a), fold_editorial(GetParam().b));
}
INSTANTIATE_TEST_SUITE_P(
    Fold, DiffersEditorially,
    testing::Values(Equals{"comma", "甲，乙", "甲、乙"}, Equals{"full stop", "甲。", "甲"},
                    Equals{"book title marks", "《办法》", "〈办法〉"},
                    Equals{"brackets", "〔2024〕", "[2024]"}, Equals{"numbering 1", "（一）甲", "一、甲"},
                    Equals{"numbering 2", "1.甲", "（1）甲"}, Equals{"numbering 3", "①甲", "1、甲"},
                    Equals{"digits of an article", "第十二条 甲", "第12条 甲"},
                    Equals{"numbering, second line", "甲\n（二）乙", "甲\n2.乙"}));

class DiffersInSubstance : public testing::TestWithParam<Equals> {};
TEST_P(DiffersInSubstance, NeitherFormAgrees) {
  EXPECT_NE(fold(GetParam().a), fold(GetParam().b));
  EXPECT_NE(fold_editorial(GetParam().a), fold_editorial(GetParam().b));
}
INSTANTIATE_TEST_SUITE_P(
    Fold, DiffersInSubstance,
    testing::Values(Equals{"word", "可以", "应当"}, Equals{"decimal point", "1.5万元", "15万元"},
                    Equals{"percent", "75%", "75"}, Equals{"permille", "5‰", "5%"},
                    Equals{"minus", "-5℃", "5℃"}, Equals{"range", "10-20天", "1020天"},
                    Equals{"date", "2024-1-11", "2024-11-1"}, Equals{"other number", "（一）甲", "（二）甲"},
                    Equals{"other article", "第三条 甲", "第四条 甲"},
                    Equals{"chapter, not article", "第三章 甲", "第三条 甲"}, Equals{"case", "A类", "a类"},
                    Equals{"cells", "12 | 3", "1 | 23"}, Equals{"sign", "≥5", "≤5"}));

TEST(Fold, BytesThatAreNoUtf8BecomeReplacementCharacters) {
  EXPECT_EQ(fold("甲\xFF\xE4\xB8乙"), "甲\uFFFD\uFFFD\uFFFD乙");
  EXPECT_EQ(fold("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Fold, BracesThatCloseNothingStay) {
  EXPECT_EQ(fold("{{甲"), "{{甲");
  EXPECT_EQ(fold("a<b ${"), "a<b${");
  EXPECT_EQ(fold("{{" + std::string(1000, 'x') + "}}").size(), 1004);
}

TEST(Fold, IsIdempotent) {
  for (const std::string text : {"“甲”——乙　（一）ＡＢ㎡", "１．５％ ﬁ…", "ｶﾞ·•"})
    EXPECT_EQ(fold(fold(text)), fold(text));
}

class Noise : public testing::TestWithParam<std::string> {};
TEST_P(Noise, IsFurniture) { EXPECT_TRUE(is_noise(GetParam())); }
INSTANTIATE_TEST_SUITE_P(
    Fold, Noise,
    testing::Values("", " \t　", "浏览次数：1024", "浏览次数： 1024 次", "（点击数：0）", "阅读 356",
                    "阅读：12,345", "【浏览：】", "已有1024人浏览", "您是第 88 位访问者", "点击率: {{hits}}",
                    "来源：某市政府 发布时间：2026-08-06 浏览次数：7", "页面生成时间：2026-08-06 09:11:02",
                    "Processed in 0.012 second(s)", "今天是2026年11月23日 星期一",
                    "今天是：2026年8月6日 星期四 农历六月廿四", "当前时间：2026-08-06 09:11",
                    "?t=20262528042547", "v=20262528042547", "分享到：微信 微博 QQ空间", "分享到：",
                    "【字体：大 中 小】", "【打印】【关闭】", "打印本页 关闭窗口", "关闭窗口", "[打印]",
                    "扫一扫在手机打开当前页", "上一篇：关于开展检查的通知", "下一篇：没有了", "上一条 下一条",
                    "下一篇>>", "相关链接", "相关链接：某办法解读", "【相关阅读】", "{{item.title}}",
                    "<?=el.link?>", "发布日期：{{el.date}}", "- 3 -", "— 12 —", "第3页", "第 3 页 共 10 页",
                    "共10页", "上一页 1 2 3 下一页"));

class Text : public testing::TestWithParam<std::string> {};
TEST_P(Text, IsNoFurniture) { EXPECT_FALSE(is_noise(GetParam())); }
INSTANTIATE_TEST_SUITE_P(Fold, Text,
                         testing::Values("浏览次数超过一万次的网站应当备案。", "点击", "阅读", "访问量",
                                         "阅读能力：3级以上", "今天是国家宪法日。",
                                         "今天是我国第三十个税收宣传月", "关闭", "关闭煤矿", "打印",
                                         "打印机 | 12", "大 中 小", "上一篇文章所列条件", "上篇",
                                         "相关信息应当公开", "相关链接由主管部门提供", "来源：财政拨款",
                                         "生成时间由系统记录。", "第3页所列金额", "第三页", "3", "-3", "2024",
                                         "附件", "微信", "更多", "字体应当统一", "收藏品 | 12",
                                         "分享到的收益归全体成员", "t=甲", "v=1.0", "本页无正文",
                                         "（此件公开发布）", "2026年8月6日", "第一条"));

TEST(Fold, ComparableKeepsTextAsItStands) {
  EXPECT_EQ(comparable("　第一条 甲 \n\n浏览次数：3\n“乙”——丙\n- 1 -\n"),
            (std::vector<std::string_view>{"第一条 甲", "“乙”——丙"}));
  EXPECT_TRUE(comparable("").empty());
}

}  // namespace
}  // namespace gazetted::monitor
