#include "core/doc_number.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gazetted {
namespace {

TEST(DocNumberRead, PrintsOneForm) {
  const struct {
    const char* text;
    const char* number;
  } cases[] = {
      {"鲁政字〔2019〕84号", "鲁政字〔2019〕84号"},
      {"鲁政字[2019]84号", "鲁政字〔2019〕84号"},
      {"鲁政字［2019］84号", "鲁政字〔2019〕84号"},
      {"鲁政字（2019）84号", "鲁政字〔2019〕84号"},
      {"鲁政字(2019)84号", "鲁政字〔2019〕84号"},
      {"鲁政字【2019】84号", "鲁政字〔2019〕84号"},
      {"鲁政字〔２０１９〕８４号", "鲁政字〔2019〕84号"},
      {"鲁政字〔2019〕084号", "鲁政字〔2019〕84号"},
      {"鲁政字 〔2019〕 84 号", "鲁政字〔2019〕84号"},
      {"　鲁政字〔2019〕第84号　", "鲁政字〔2019〕84号"},
      {"（鲁政字〔2019〕84号）", "鲁政字〔2019〕84号"},
      {"国办发明电〔2018〕15号", "国办发明电〔2018〕15号"},
      {"济阳政字〔2026〕53号", "济阳政字〔2026〕53号"},
      {"工信部联通信〔2017〕234号", "工信部联通信〔2017〕234号"},
      {"国令第707号", "国令第707号"},
      {"中华人民共和国国务院令第707号", "中华人民共和国国务院令第707号"},
      {"中华人民共和国主席令第四十九号", "中华人民共和国主席令第四十九号"},
      {"商务部公告2026年第20号", "商务部公告2026年第20号"},
      {"商务部令二〇二六年第1号", "商务部令二〇二六年第1号"},
      {"国家税务总局公告2026年第19号", "国家税务总局公告2026年第19号"},
      {"2026年第45号令", "2026年第45号令"},
      {"省政府第45号令", "省政府第45号令"},
      {"（1988）国税地字第28号", "〔1988〕国税地字第28号"},
      {"〔1996〕武司字第82号", "〔1996〕武司字第82号"},
  };
  for (const auto& each : cases) {
    const auto match = doc_number::read(each.text);
    ASSERT_TRUE(match) << each.text;
    EXPECT_EQ(match->number, each.number);
    EXPECT_FALSE(match->repaired) << each.text;
  }
}

TEST(DocNumberRead, RefusesWhatIsNone) {
  for (const char* text :
       {"", "无", "暂无", "号", "第5号", "〔2019〕号", "〔2019〕84号", "鲁政字〔3019〕84号",
        "鲁政字〔19〕84号", "000014349/2019-00007", "（责任单位：市科技局）",
        "见鲁政字〔2019〕84号和其他文件", "令第5号", "解放路（2018）3号楼"}) {
    EXPECT_FALSE(doc_number::read(text)) << text;
  }
}

TEST(DocNumberRead, MendsEvidentDamageAndSaysSo) {
  const struct {
    const char* text;
    const char* number;
  } cases[] = {
      {"鲁政字〔201984号", "鲁政字〔2019〕84号"},
      {"国办发[2018128号", "国办发〔2018〕128号"},
      {"鲁政字2019〕84号", "鲁政字〔2019〕84号"},
  };
  for (const auto& each : cases) {
    const auto match = doc_number::read(each.text);
    ASSERT_TRUE(match) << each.text;
    EXPECT_EQ(match->number, each.number);
    EXPECT_TRUE(match->repaired) << each.text;
  }
  EXPECT_FALSE(doc_number::read("鲁政字〔201904号")) << "a number has no leading zero";
  EXPECT_FALSE(doc_number::read("鲁政字〔2019号"));
}

std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> numbers;
  for (const auto& match : doc_number::find_all(text)) numbers.push_back(match.number);
  return numbers;
}

TEST(DocNumberFindAll, CutsThemOutOfRunningText) {
  using Numbers = std::vector<std::string>;
  EXPECT_EQ(numbers_in("根据国发〔2015〕41号和国办发〔2016〕2号文件精神"),
            (Numbers{"国发〔2015〕41号", "国办发〔2016〕2号"}));
  EXPECT_EQ(numbers_in("按照《通知》（工信部联通信〔2017〕234号）、青海省人民政府青政〔2013〕71号"),
            (Numbers{"工信部联通信〔2017〕234号", "青政〔2013〕71号"}));
  EXPECT_EQ(numbers_in("（1994年1月28日中华人民共和国国务院令第142号发布，国务院令第707号修订）"),
            (Numbers{"中华人民共和国国务院令第142号", "国务院令第707号"}));
  EXPECT_EQ(numbers_in("〔责任单位：市科技局〕第84号、省道〔2018〕9号线"), Numbers{});
  EXPECT_EQ(numbers_in("我厅印发的鲁工信〔2018〕9号"), (Numbers{"鲁工信〔2018〕9号"}));
}

TEST(DocNumberFindAll, NamesTheBytes) {
  const std::string text = "见鲁政字（2019）84号。";
  const auto found = doc_number::find_all(text);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "鲁政字（2019）84号");
}

TEST(DocNumberFindAll, SurvivesAnyBytes) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += i % 3 == 0 ? "号" : i % 3 == 1 ? "〔2019" : "\xE5\x8F";
  for (const auto& match : doc_number::find_all(text)) {
    EXPECT_LT(match.begin, match.end);
    EXPECT_LE(match.end, text.size());
  }
}

TEST(DocNumberKey, FoldsSpellings) {
  EXPECT_EQ(doc_number::key("鲁政字（2019）84号"), doc_number::key("鲁政字〔2019〕84号"));
  EXPECT_EQ(doc_number::key("中华人民共和国国务院令第707号"), doc_number::key("国令第707号"));
  EXPECT_EQ(doc_number::key("商务部令二〇二六年第1号"), doc_number::key("商务部令2026年第1号"));
  EXPECT_NE(doc_number::key("国发〔2019〕5号"), doc_number::key("国办发〔2019〕5号"));
}

}  // namespace
}  // namespace gazetted
