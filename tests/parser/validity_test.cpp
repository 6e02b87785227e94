#include "parser/validity.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::parser {
namespace {

const KnownDays known{Date::parse_iso("2018-05-15"), Date::parse_iso("2018-05-29")};

std::string iso(const std::optional<Date>& date) { return date ? date->iso() : "none"; }

TEST(Validity, ReadsTheDayOfEffect) {
  const struct {
    const char* text;
    const char* effective;
    bool on_publication;
  } cases[] = {
      {"本《通知》自2018年6月14日起施行。", "2018-06-14", false},
      {"第三十六条　本条例自2019年1月1日起施行。", "2019-01-01", false},
      {"现将《某办法》印发给你们，自2018年7月1日起实施。", "2018-07-01", false},
      {"本办法自二〇一八年七月一日起正式施行。", "2018-07-01", false},
      {"本实施意见自公布之日起施行,有效期至2025年12月31日。", "none", true},
      {"本预案自印发之日起实施。", "none", true},
      {"本规定自发布之日起30日后施行。", "2018-06-14", false},
      {"《某某法》自2019年1月1日起施行。", "none", false},
      {"本办法自2017年1月1日起施行。", "none", false},
      {"本办法自2024年1月1日起施行。", "none", false},
      {"自本办法施行之日起，旧办法不再执行。", "none", false},
      {"从2019年1月1日起，实施三年行动计划。", "none", false},
      {"自2019年1月1日起实施三年行动计划。", "none", false},
      {"自2019年1月1日起施行的办法。", "none", false},
      {"产业处于起步阶段，一起实施。", "none", false},
      {"", "none", false},
  };
  for (const auto& each : cases) {
    const Validity validity = read_validity(each.text, known);
    EXPECT_EQ(iso(validity.effective), each.effective) << each.text;
    EXPECT_EQ(validity.effective_on_publication, each.on_publication) << each.text;
  }
}

TEST(Validity, ReadsTheLastDay) {
  const struct {
    const char* text;
    const char* expires;
  } cases[] = {
      {"本意见自公布之日起施行，有效期至2025年12月31日。", "2025-12-31"},
      {"本办法自2018年7月1日起施行，有效期5年。", "2023-06-30"},
      {"本办法自2018年7月1日起施行，有效期为五年。", "2023-06-30"},
      {"本办法自2018年7月1日起施行，试行两年。", "2020-06-30"},
      {"本办法自2018年7月1日起试行，试行期1年。", "2019-06-30"},
      {"本通知自2018年7月1日起执行，至2020年12月31日止。", "2020-12-31"},
      {"本办法有效期自2018年7月1日至2023年6月30日。", "2023-06-30"},
      {"本办法自印发之日起施行，有效期3年。", "2021-05-14"},
      {"本办法自2018年7月1日起施行，有效期至2023年6月30日止。", "2023-06-30"},
      {"本办法自发布之日起30日后施行，有效期五年。", "2023-06-13"},
      {"本通知自印发之日起执行，执行期限2年。", "2020-05-14"},
      {"本规定自2018年7月1日起试行，试行期限为二年。", "2020-06-30"},
      {"本措施有效期为2018年7月1日至2019年12月31日。", "2019-12-31"},
      {"本政策自2018年7月1日起实施，实施期限3年。", "2021-06-30"},
      {"本办法自公布之日起施行，有效期截至2022年12月31日。", "2022-12-31"},
      {"本通知自2018年7月1日起施行，2022年12月31日废止。", "2022-12-31"},
      {"许可证有效期5年。", "none"},
      {"延长《某办法》有效期至2025年12月31日。", "none"},
      {"本办法自2018年7月1日起施行。", "none"},
  };
  for (const auto& each : cases)
    EXPECT_EQ(iso(read_validity(each.text, known).expires), each.expires) << each.text;
}

TEST(Validity, GuessesNoDayForATermWithoutBeginning) {
  EXPECT_EQ(iso(read_validity("本办法自公布之日起施行，有效期5年。", {}).expires), "none");
  EXPECT_TRUE(read_validity("本办法自公布之日起施行，有效期5年。", {}).effective_on_publication);
}

TEST(CommentDeadline, IsTheLastDayForComments) {
  const struct {
    const char* text;
    const char* deadline;
  } cases[] = {
      {"意见反馈截止时间为2018年6月28日。", "2018-06-28"},
      {"征求意见时间：2018年5月29日至2018年6月28日。", "2018-06-28"},
      {"请于2018年6月28日前将意见反馈至某局。", "2018-06-28"},
      {"欢迎社会各界提出意见，截止日期：2018年6月28日", "2018-06-28"},
      {"公开征求意见自公告发布之日起30日内，可以通过邮件提出意见。", "2018-06-28"},
      {"公众可在2018年6月28日之前提出意见和建议。", "2018-06-28"},
      {"企业应当在2018年6月28日前缴纳保证金。", "none"},
      {"自受理之日起15日内作出决定。", "none"},
  };
  for (const auto& each : cases)
    EXPECT_EQ(iso(read_comment_deadline(each.text, known)), each.deadline) << each.text;
}

TEST(Validity, IsLinear) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "自起有效期试行止";
  EXPECT_FALSE(read_validity(text, known).effective);
}

}  // namespace
}  // namespace gazetted::parser
