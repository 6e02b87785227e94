#include "parser/dates.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::parser {
namespace {

std::string iso(const std::optional<DateMatch>& match) { return match ? match->date.iso() : "none"; }
std::string iso(const std::optional<Date>& date) { return date ? date->iso() : "none"; }

TEST(ReadDate, KnowsTheForms) {
  const struct {
    const char* text;
    const char* date;
  } cases[] = {
      {"2019年11月14日", "2019-11-14"},
      {"2019年1月4日", "2019-01-04"},
      {"２０１９年１１月１４日", "2019-11-14"},
      {"2019 年 11 月 14 日", "2019-11-14"},
      {"二〇一九年十一月十四日", "2019-11-14"},
      {"二○○四年八月十二日", "2004-08-12"},
      {"一九九六年六月二十九日", "1996-06-29"},
      {"二〇〇六年十月三十日", "2006-10-30"},
      {"2019-11-21", "2019-11-21"},
      {"2020.08.07", "2020-08-07"},
      {"2019/1/4", "2019-01-04"},
      {"2026-03-02 04:58", "2026-03-02"},
      {"2026-08-10 14:41:39", "2026-08-10"},
      {"2019-02-15-12:30:00", "2019-02-15"},
      {"2026-08-10T14:41:39+08:00", "2026-08-10"},
      {"　2026年02月23日　", "2026-02-23"},
      {"2019年11月14日 星期四", "2019-11-14"},
      {"2019年2月30日", "none"},
      {"2019年5月", "none"},
      {"517日", "none"},
      {"2019-13-01", "none"},
      {"2019-11/21", "none"},
      {"2018-2022年", "none"},
      {"2019年11月14日印发", "none"},
      {"1019年11月14日", "none"},
      {"", "none"},
      {"无", "none"},
  };
  for (const auto& each : cases) {
    const auto match = read_date(each.text);
    EXPECT_EQ(iso(match), each.date) << each.text;
    EXPECT_FALSE(match && match->repaired) << each.text;
  }
}

TEST(ReadDate, MendsWhereThereIsOneWay) {
  const auto mended = read_date("2019年1114");
  ASSERT_TRUE(mended);
  EXPECT_EQ(mended->date.iso(), "2019-11-14");
  EXPECT_TRUE(mended->repaired);
  EXPECT_EQ(iso(read_date("2019年517日")), "2019-05-17");
  EXPECT_EQ(iso(read_date("2019年111")), "none") << "1月11日 or 11月1日";
  EXPECT_EQ(iso(read_date("2019年99")), "2019-09-09");
  EXPECT_EQ(iso(read_date("2019年1399")), "none");
  EXPECT_EQ(iso(read_date("2019年5")), "none");
}

TEST(FindDates, FindsAllInOrderAndWhere) {
  const std::string text = "自2018年6月14日起施行，有效期至二〇二三年六月十三日；2018—2020年不算。";
  const auto found = find_dates(text);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].date.iso(), "2018-06-14");
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "2018年6月14日");
  EXPECT_EQ(found[1].date.iso(), "2023-06-13");
  EXPECT_TRUE(find_dates("0002019-11-21").empty()) << "the tail of a longer number is no year";
}

TEST(DateLine, AlsoTakesMonths) {
  EXPECT_TRUE(is_date_line("2019年5月"));
  EXPECT_TRUE(is_date_line("（2019年5月1日）"));
  EXPECT_TRUE(is_date_line("二〇一九年五月"));
  EXPECT_FALSE(is_date_line("2019年"));
  EXPECT_FALSE(is_date_line("2019年5月，省政府"));
  EXPECT_FALSE(is_date_line("("));
}

TEST(DateOfAddress, ReadsTheCommonPatterns) {
  const struct {
    const char* path;
    const char* date;
  } cases[] = {
      {"/xxgk/202602/t20260228_195992.html", "2026-02-28"},
      {"/zhengce/content/2019-02/15/content_5365945.htm", "2019-02-15"},
      {"/art/2026/2/3/art_1_2.html", "2026-02-03"},
      {"/20260716/0123456789abcdef0123456789abcdef/c.html", "2026-07-16"},
      {"/zhengce/content/202609/content_1.htm", "none"},
      {"/art/2026/art_ef24128ee7304a63b6777d7023631e94.html", "none"},
      {"/a/t20261399_1.html", "none"},
      {"/", "none"},
  };
  for (const auto& each : cases) EXPECT_EQ(iso(date_of_address(each.path)), each.date) << each.path;
}

}  // namespace
}  // namespace gazetted::parser
