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
      {"天津港保税区管委会", "120000"},
      {"义乌市人民政府", "330782"},
      {"浙江省义乌市市场监督管理局", "330782"},
      {"江阴市人民政府办公室", "320281"},
      {"石河子市人民政府", "659001"},
      {"济南市财政局", "370100"},
      {"山东省自然资源厅", "370000"},
      {"新疆维吾尔自治区党委", "650000"},
      {"内蒙古自治区人民政府", "150000"},
      {"延边州人民政府", "222400"},
      {"恩施州发展和改革委员会", "422800"},
      {"恩施土家族苗族自治州人民政府", "422800"},
      {"长阳土家族自治县人民政府", "420528"},
      {"长阳县人民政府", "420528"},
      {"双江拉祜族佤族布朗族傣族自治县人民政府", "530925"},
      {"鄂伦春自治旗人民政府", "150723"},
      {"锡林郭勒盟行政公署", "152500"},
      {"喀什地区行政公署", "653100"},
      {"北京海淀区人民政府", "110108"},
      {"上海浦东新区管理委员会", "310115"},
      {"重庆渝中区人民政府", "500103"},
      {"东莞市人民政府", "441900"},
      {"嘉峪关市人民政府", "620200"},
      {"莱西市姜山镇人民政府", "370285"},
      {"西安市长安区人民政府", "610116"},
      {"石家庄市长安区人民政府", "130102"},
      {"南京市鼓楼区人民政府", "320106"},
      {"徐州鼓楼区人民政府", "320302"},
      {"晋城市城区人民政府", "140502"},
      {"攀枝花市东区人民政府", "510402"},
      {"吉林省吉林市人民政府", "220200"},
      {"吉林省人民政府", "220000"},
      {"海南省人民政府", "460000"},
      {"海南藏族自治州人民政府", "632500"},
      {"河北雄安新区管理委员会", "130600"},
      {"雄安新区管委会", "130600"},
      {"重庆两江新区管理委员会", "500000"},
      {"天津滨海新区人民政府", "120116"},
      {"滨海新区人民政府", "120116"},
      {"青岛西海岸新区管委会", "370211"},
      {"浙江舟山群岛新区管委会", "330900"},
      {"四川天府新区管委会", "510100"},
      {"武汉东湖新技术开发区管理委员会", "420100"},
      {"苏州工业园区管理委员会", "320500"},
      {"河北沧州经济开发区管委会", "130900"},
      {"包头稀土高新技术产业开发区管委会", "150200"},
      {"威海火炬高技术产业开发区管委会", "371000"},
      {"西安曲江新区管委会", "610100"},
      {"吉林高新区管委会", "220200"},
      {"中国（山东）自由贸易试验区工作办公室", "370000"},
      {"北京经济技术开发区管委会", "110000"},
      {"国家能源局山东监管办公室", "370000"},
      {"国家统计局宜春调查队", "360900"},
      {"中国证券监督管理委员会广东监管局", "440000"},
      {"中华人民共和国济南海关", "370100"},
      {"中共山东省委办公厅", "370000"},
      {"鼓楼区人民政府", "none"},
      {"长安区人民政府", "none"},
      {"城关区人民政府", "none"},
      {"城区人民政府", "none"},
      {"东区管理委员会", "none"},
      {"市人民政府办公室", "none"},
      {"高新区管委会", "none"},
      {"吉林大学", "none"},
      {"中山大学科技园管委会", "none"},
      {"大同煤矿集团", "none"},
      {"黄河水利委员会", "none"},
      {"海关总署", "none"},
      {"财政部", "none"},
      {"国家税务总局", "none"},
      {"全国人民代表大会常务委员会", "none"},
      {"中央网络安全和信息化委员会办公室", "none"},
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

TEST(RegionOfIssuer, TellsNamesakesApartByWhatIsAround) {
  const struct {
    const char* issuer;
    std::vector<std::string> regions;
    const char* text;
    const char* region;
  } cases[] = {
      {"朝阳区人民政府", {"110000"}, "", "110105"},
      {"朝阳区人民政府", {"220100"}, "", "220104"},
      {"朝阳区人民政府", {"220104"}, "", "220104"},
      {"朝阳区人民政府", {"370000"}, "", "none"},
      {"朝阳区人民政府", {"370000", "110000"}, "", "110105"},
      {"鼓楼区人民政府", {"320000"}, "", "none"},
      {"鼓楼区人民政府", {"320000"}, "经南京市鼓楼区人民政府同意", "320106"},
      {"鼓楼区人民政府", {}, "福州鼓楼区各街道", "350102"},
      {"鼓楼区人民政府", {}, "与南京市鼓楼区和徐州市鼓楼区交流", "none"},
      {"城关区人民政府", {"620100"}, "", "620102"},
      {"城区人民政府", {"140500"}, "", "140502"},
      {"东区管理委员会", {"370100"}, "", "none"},
      {"东区管理委员会", {"510400"}, "", "510402"},
      {"济南市人民政府", {"110000"}, "长春市朝阳区", "370100"},
      {"市人民政府", {"370100"}, "", "none"},
  };
  for (const auto& each : cases)
    EXPECT_EQ(region_of_issuer(each.issuer, {each.regions, each.text}).value_or("none"), each.region)
        << each.issuer << ' ' << each.text;
}

TEST(RegionOfIssuer, IsQuickWhateverTheName) {
  std::string name;
  for (int i = 0; i < 5000; ++i) name += "吉林";
  EXPECT_FALSE(region_of_issuer(name));
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "鼓楼区";
  EXPECT_FALSE(region_of_issuer("鼓楼区人民政府", {{}, text}));
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
