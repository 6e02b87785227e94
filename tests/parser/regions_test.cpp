#include "parser/regions.h"

#include <gtest/gtest.h>

#include "parser/genre.h"
#include "parser/issuers.h"

namespace gazetted::parser {
namespace {

TEST(RegionOfIssuer, ReadsNamesOfPlaces) {
  const struct {
    const char* issuer;
    const char* region;
  } cases[] = {
      {"济南市人民政府", "370100"},
      {"山东省人民政府办公厅", "370000"},
      {"广西壮族自治区人民政府", "450000"},
      {"北京市海淀区人民政府", "110108"},
      {"上海市浦东新区人民政府", "310115"},
      {"山东省济南市历下区人民政府", "370102"},
      {"万载县人民政府", "360922"},
      {"济源市人民政府", "419001"},
      {"延边朝鲜族自治州人民政府", "222400"},
      {"中共济南市委", "370100"},
      {"国家税务总局山东省税务局", "370000"},
      {"淄博高新技术产业开发区", "370300"},
      {"济南高新区管委会", "370100"},
      {"天津港保税区管委会", "none"},
      {"国务院", "none"},
      {"国务院办公厅", "none"},
      {"工业和信息化部", "none"},
      {"中国气象局", "none"},
      {"朝阳区人民政府", "none"},
      {"省人民政府", "none"},
      {"", "none"},
  };
  for (const auto& each : cases)
    EXPECT_EQ(region_of_issuer(each.issuer).value_or("none"), each.region) << each.issuer;
}

TEST(SelfReference, IsWhatTheTextFitsItselfTo) {
  const auto prefecture = find_self_reference("为加快发展，结合眉山实际，制定本方案。");
  ASSERT_TRUE(prefecture);
  EXPECT_EQ(prefecture->region, "511400");
  EXPECT_EQ(prefecture->place, "眉山");
  const auto zone = find_self_reference("结合各地实际；结合淄博高新区实际，提出意见");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->region, "370300");
  EXPECT_EQ(zone->place, "淄博高新区");
  EXPECT_FALSE(find_self_reference("结合我市实际，在眉山推广"));
  EXPECT_FALSE(find_self_reference("结合"));
}

TEST(Genre, IsTheLastWordOfTheTitle) {
  const struct {
    const char* title;
    const char* genre;
  } cases[] = {
      {"关于印发某规划的通知", "通知"},
      {"关于推进某事的指导意见", "意见"},
      {"某市排水管理办法（试行）", "办法"},
      {"某市行动计划(2020—2022年)", "计划"},
      {"《关于某事的实施意见》", "意见"},
      {"中华人民共和国某法实施条例", "条例"},
      {"关于同意某事的复函", "函"},
      {"关于同意某事的批复〔修订〕", "批复"},
      {"市领导调研某园区", "none"},
      {"（试行）", "none"},
      {"", "none"},
  };
  for (const auto& each : cases)
    EXPECT_EQ(genre_of_title(each.title).value_or("none"), each.genre) << each.title;
}

TEST(SelfName, IsWhatAnUntitledTextCallsItself) {
  EXPECT_EQ(self_name("本市高度重视。制定本实施方案。"), "实施方案");
  EXPECT_EQ(self_name("本办法自公布之日起施行"), "办法");
  EXPECT_FALSE(self_name("本市规划建设一批项目"));
}

TEST(Issuers, OpenTheTitle) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(issuers_of_title("济南市人民政府关于某事的通知"), (Names{"济南市人民政府"}));
  EXPECT_EQ(issuers_of_title("国务院、中央军委关于某事的批复"), (Names{"国务院", "中央军委"}));
  EXPECT_EQ(issuers_of_title("科技部 金融监管总局 工业和信息化部印发《关于某事的意见》的通知"),
            (Names{"科技部", "金融监管总局", "工业和信息化部"}));
  EXPECT_EQ(issuers_of_title("国务院办公厅转发国家地震局关于某事的通知"), (Names{"国务院办公厅"}));
  EXPECT_EQ(issuers_of_title("国务院办公厅对十届全国人大某建议的答复"), (Names{"国务院办公厅"}));
  EXPECT_EQ(issuers_of_title("住房城乡建设部等7部门关于某事的意见"), (Names{"住房城乡建设部"}));
  EXPECT_EQ(issuers_of_title("对外贸易经济合作部关于某事的通知"), (Names{"对外贸易经济合作部"}));
  EXPECT_EQ(issuers_of_title("关于某事的通知"), Names{});
  EXPECT_EQ(issuers_of_title("某条例实施细则"), Names{});
}

TEST(Issuers, AreNamesOrNothing) {
  EXPECT_EQ(organisations("国务院办公厅　中央军委办公厅").size(), 2U);
  EXPECT_TRUE(organisations("请各部门认真落实，不得有误").empty());
  EXPECT_FALSE(is_organisation("2019年市科技局"));
  EXPECT_FALSE(is_organisation("局"));
}

}  // namespace
}  // namespace gazetted::parser
