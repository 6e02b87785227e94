// Numbers as pages print them: every form met or to be expected, and what only looks like one.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/doc_number.h"

namespace gazetted {
namespace {

struct Read {
  const char* text;
  const char* number;  ///< "" for none
  bool repaired = false;
};

class DocNumberForms : public ::testing::TestWithParam<Read> {};

TEST_P(DocNumberForms, AsAWhole) {
  const auto match = doc_number::read(GetParam().text);
  EXPECT_EQ(match ? match->number : "", GetParam().number) << GetParam().text;
  EXPECT_EQ(match && match->repaired, GetParam().repaired) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Brackets, DocNumberForms,
                         ::testing::Values(Read{"苏政办发<2021>15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发＜2021＞15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发〈2021〉15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发﹝2021﹞15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发『2021』15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发「2021」15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发{2021}15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发〔2021)15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发〔2021〕15 号 ", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发〔 2021 〕15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发〔2021年〕15号", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发〔2021〕15号文", "苏政办发〔2021〕15号"},
                                           Read{"苏政办发〔2021〕15号文件", "苏政办发〔2021〕15号"},
                                           Read{"文号：苏政办发〔2021〕15号", "苏政办发〔2021〕15号"},
                                           Read{"发文字号: 苏政办发〔2021〕15号", "苏政办发〔2021〕15号"}));

INSTANTIATE_TEST_SUITE_P(Unbracketed, DocNumberForms,
                         ::testing::Values(Read{"国发2019年5号", "国发〔2019〕5号", true},
                                           Read{"国发 2019 5号", "国发〔2019〕5号", true},
                                           Read{"国发2019-5号", "国发〔2019〕5号", true},
                                           Read{"国发2019第5号", "国发〔2019〕5号", true},
                                           Read{"国发20195号", ""}, Read{"2019年5号", ""},
                                           Read{"国办发〔二〇一九〕五号", "国办发〔2019〕5号"},
                                           Read{"国办发〔二○一九〕十五号", "国办发〔2019〕15号"},
                                           Read{"国办发〔一九九六〕二十五号", "国办发〔1996〕25号"},
                                           Read{"国办发〔1996〕一百零三号", "国办发〔1996〕103号"}));

INSTANTIATE_TEST_SUITE_P(
    AgencyWords, DocNumberForms,
    ::testing::Values(Read{"川府函〔2018〕151号", "川府函〔2018〕151号"},
                      Read{"国办发明电〔2018〕15号", "国办发明电〔2018〕15号"},
                      Read{"（1988）国税地字第28号", "〔1988〕国税地字第28号"},
                      Read{"[88]财税字第255号", "〔88〕财税字第255号"},
                      Read{"财税〔2016〕36号", "财税〔2016〕36号"},
                      Read{"国科发火〔2016〕32号", "国科发火〔2016〕32号"},
                      Read{"发改价格规〔2023〕1号", "发改价格规〔2023〕1号"},
                      Read{"银发〔2022〕第11号", "银发〔2022〕11号"}, Read{"粤府令第299号", "粤府令第299号"},
                      Read{"沪府规〔2021〕7号", "沪府规〔2021〕7号"}, Read{"X政办〔2020〕3号", ""},
                      Read{"国家发展改革委2026年第45号令", "国家发展改革委2026年第45号令"},
                      Read{"地字第28号", ""}, Read{"(89)国税地字第106号", "〔89〕国税地字第106号"},
                      Read{"京人社养发〔2019〕67号", "京人社养发〔2019〕67号"}));

INSTANTIATE_TEST_SUITE_P(
    OrdersAndAnnouncements, DocNumberForms,
    ::testing::Values(Read{"国令第707号", "国令第707号"},
                      Read{"中华人民共和国国务院令（第707号）", "中华人民共和国国务院令第707号"},
                      Read{"中华人民共和国主席令（十三届）第四十九号", ""},
                      Read{"商务部令二〇二六年第1号", "商务部令二〇二六年第1号"},
                      Read{"商务部令 2026年 第1号", "商务部令2026年第1号"},
                      Read{"商务部公告2026年第20号", "商务部公告2026年第20号"},
                      Read{"财政部 税务总局公告2023年第12号", "财政部税务总局公告2023年第12号"},
                      Read{"国家税务总局公告2026年第19号", "国家税务总局公告2026年第19号"},
                      Read{"海关总署公告〔2021〕第30号", "海关总署公告〔2021〕30号"},
                      Read{"2026年第45号令", "2026年第45号令"}, Read{"2026年第45号公告", "2026年第45号公告"},
                      Read{"第45号令", ""}, Read{"上海市人民政府令第52号", "上海市人民政府令第52号"},
                      Read{"山东省人民代表大会常务委员会公告第225号",
                           "山东省人民代表大会常务委员会公告第225号"},
                      Read{"令第45号", ""}, Read{"公告第3号", ""}, Read{"第45号", ""}));

INSTANTIATE_TEST_SUITE_P(Damage, DocNumberForms,
                         ::testing::Values(Read{"鲁政字〔201984号", "鲁政字〔2019〕84号", true},
                                           Read{"鲁政字〔2019 84号", "鲁政字〔2019〕84号", true},
                                           Read{"鲁政字2019〕84号", "鲁政字〔2019〕84号", true},
                                           Read{"鲁政字〔2019〕84", "鲁政字〔2019〕84号", true},
                                           Read{"鲁政字〔2019〕", ""}, Read{"鲁政字〔201904号", ""},
                                           Read{"鲁政字〔〕84号", ""}, Read{"〔2019〕84号", ""}));

INSTANTIATE_TEST_SUITE_P(Nothing, DocNumberForms,
                         ::testing::Values(Read{"无", ""}, Read{"暂无", ""}, Read{"-", ""}, Read{"/", ""},
                                           Read{"解放路（2018）3号楼", ""}, Read{"国道（2018）3号线", ""},
                                           Read{"京ICP备05070218号", ""},
                                           Read{"京公网安备11010202000001号", ""},
                                           Read{"鲁ICP备2021012345号", ""}, Read{"2019年5月4号", ""},
                                           Read{"二〇一九年五月四号", ""}, Read{"中山东路2019号", ""},
                                           Read{"工业大道1999第5号", ""}, Read{"会议室2号", ""},
                                           Read{"92号汽油", ""},
                                           Read{"项目编号2021-370100-04-01-123456号", ""}));

std::string numbers_in(std::string_view text) {
  std::string all;
  for (const auto& match : doc_number::find_all(text)) {
    if (!all.empty()) all += "; ";
    all += match.number;
  }
  return all;
}

TEST(DocNumberForms, AmongWords) {
  const struct {
    const char* text;
    const char* numbers;
  } cases[] = {
      {"根据《财政部 税务总局公告2023年第12号》规定", "财政部税务总局公告2023年第12号"},
      {"现转发苏政办发<2021>15号，请执行", "苏政办发〔2021〕15号"},
      {"（国发〔2019〕5号，以下简称《意见》）", "国发〔2019〕5号"},
      {"国发〔2019〕5号、6号文件", "国发〔2019〕5号"},
      {"自2019年5月4号起，2号线开通", ""},
      {"备案号：鲁ICP备2021012345号", ""},
      {"位于中山路（2018）12号楼", ""},
      {"中华人民共和国国务院令第707号公布", "中华人民共和国国务院令第707号"},
      {"原《办法》（商务部令2012年第5号）同时废止", "商务部令2012年第5号"},
      {"2018年12月18日国务院令第707号修订", "国务院令第707号"},
      {"依照国办发〔2018〕128号和国办函〔2004〕57号", "国办发〔2018〕128号; 国办函〔2004〕57号"},
      {"（1999年6月28日财政部令第3号发布，2011年财政部令第65号修改）", "财政部令第3号; 财政部令第65号"},
      {"房产证〔2019〕12号库房", ""},
      {"会议纪要〔2021〕3号", "会议纪要〔2021〕3号"},
      {"产量从2019年5号机组的30万吨", ""},
  };
  for (const auto& each : cases) EXPECT_EQ(numbers_in(each.text), each.numbers) << each.text;
}

}  // namespace
}  // namespace gazetted
