// Whole texts in the layout of GB/T 9704-2012, and what is around them on pages: what each line is, how many
// documents there are, and what is not to be taken for a fact.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "parser/fields.h"
#include "tests/parser/facts_of_page.h"

namespace gazetted::parser {
namespace {

const Url page = Url::parse("https://www.example.gov.cn/zw/content.html").value();

struct Case {
  const char* name;
  std::vector<std::string> lines;
  std::map<std::string, std::string> facts;
};

const std::vector<Case> one_document{
    {"the red head",
     {"济南市人民政府文件", "济政发〔2024〕8号", "济南市人民政府", "关于加强城市供水管理的通知",
      "各区县人民政府，市政府各部门：", "为加强供水管理，现通知如下。", "附件：供水安全检查表",
      "济南市人民政府", "2024年3月1日", "（此件公开发布）", "抄送：市委各部门，市人大常委会办公厅。",
      "济南市人民政府办公厅　2024年3月2日印发"},
     {{"title", "济南市人民政府关于加强城市供水管理的通知"},
      {"doc_number", "济政发〔2024〕8号"},
      {"issuers", "济南市人民政府"},
      {"signed", "2024-03-01"},
      {"region", "370100"},
      {"genre", "通知"},
      {"kind", "policy"},
      {"published", "null"}}},
    {"number above, title below, no issuer in the title",
     {"某财发〔2024〕3号", "关于做好某项工作的通知", "各县（市、区）财政局：", "请做好工作。", "某市财政局",
      "2024年3月1日"},
     {{"title", "关于做好某项工作的通知"},
      {"doc_number", "某财发〔2024〕3号"},
      {"issuers", "某市财政局"},
      {"signed", "2024-03-01"}}},
    {"number in brackets below the title",
     {"关于做好某项工作的通知", "（某财发〔2024〕3号）", "各县（市、区）财政局：", "请做好工作。"},
     {{"title", "关于做好某项工作的通知"}, {"doc_number", "某财发〔2024〕3号"}}},
    {"number at the end of the title",
     {"关于做好某项工作的通知（某财发〔2024〕3号）", "各县（市、区）财政局：", "请做好工作。"},
     {{"title", "关于做好某项工作的通知"}, {"doc_number", "某财发〔2024〕3号"}}},
    {"a joint document",
     {"财政部 税务总局关于延续实施某项税收政策的公告", "财政部 税务总局公告2023年第12号",
      "为支持小微企业发展，现公告如下：", "一、免征某税。", "特此公告。", "财政部 税务总局", "2023年8月1日"},
     {{"title", "财政部 税务总局关于延续实施某项税收政策的公告"},
      {"doc_number", "财政部税务总局公告2023年第12号"},
      {"issuers", "财政部; 税务总局"},
      {"signed", "2023-08-01"},
      {"region", "null"}}},
    {"a ministry's announcement",
     {"国家税务总局公告", "2026年第19号", "国家税务总局关于某事的公告", "现公告如下：", "一、某事。",
      "本公告自2026年3月1日起施行。", "国家税务总局", "2026年2月3日"},
     {{"title", "国家税务总局关于某事的公告"},
      {"doc_number", "国家税务总局公告2026年第19号"},
      {"effective", "2026-03-01"}}},
    {"an order and its regulation",
     {"上海市人民政府令", "第52号",
      "《上海市供水管理办法》已经2024年2月5日市政府第40次常务会议通过，现予公布，自2024年5月1日起施行。",
      "市长　张某", "2024年3月1日", "上海市供水管理办法", "（2024年3月1日上海市人民政府令第52号公布）",
      "第一章　总则", "第一条　为了加强供水管理，制定本办法。",
      "第二条　本办法自2024年5月1日起施行。2010年3月1日上海市人民政府令第9号公布的《上海市供水管理规定》同时"
      "废止。"},
     {{"title", "上海市供水管理办法"},
      {"doc_number", "上海市人民政府令第52号"},
      {"signed", "2024-03-01"},
      {"effective", "2024-05-01"},
      {"genre", "办法"},
      {"region", "310000"},
      {"kind", "policy"}}},
    {"an order with its number in brackets",
     {"中华人民共和国国务院令（第707号）", "现公布《某条例》，自2019年1月1日起施行。", "总理 张某",
      "2018年12月18日", "某条例", "第一条　某事。"},
     {{"title", "某条例"}, {"doc_number", "中华人民共和国国务院令第707号"}, {"signed", "2018-12-18"}}},
    {"a repeal note's number is not the page's",
     {"国家税务总局关于某事的公告",
      "注释：根据《国家税务总局关于另一事的公告》（国家税务总局公告2022年第15号）规定，自2022年7月1日起，本文"
      "全文废止。",
      "现公告如下：", "一、某事。", "国家税务总局", "2016年2月3日"},
     {{"title", "国家税务总局关于某事的公告"},
      {"doc_number", "null"},
      {"signed", "2016-02-03"},
      {"effective", "null"}}},
    {"a banner tells that it is repealed",
     {"国家税务总局关于某事的公告", "国家税务总局公告2016年第19号", "全文废止", "现公告如下：", "一、某事。",
      "国家税务总局", "2016年2月3日"},
     {{"doc_number", "国家税务总局公告2016年第19号"}, {"validity", "全文废止"}}},
    {"a banner of tax pages",
     {"国家税务总局关于某事的公告", "国家税务总局公告2016年第19号", "【条款失效】", "现公告如下：",
      "一、某事。"},
     {{"validity", "条款失效"}}},
    {"a banner with a name",
     {"关于某事的通知", "时效性：现行有效", "各县：", "请执行。"},
     {{"validity", "现行有效"}}},
    {"words of the text are no banner",
     {"关于某事的通知", "各县：", "一、失效文件目录", "废止", "二、有效文件目录"},
     {{"validity", "null"}}},
    {"a citation's number is not the page's",
     {"关于转发某事的通知", "各县：", "现将《国务院关于某事的通知》（国发〔2019〕5号）转发给你们。",
      "某市财政局", "2024年3月1日"},
     {{"doc_number", "null"}, {"cites", "国发〔2019〕5号 国务院关于某事的通知 republishes"}}},
    {"a notice, the plan it carries and annexes are one",
     {"某市人民政府办公室关于印发某市供水方案的通知", "某政办发〔2024〕3号", "各县：", "现印发给你们。",
      "某市人民政府办公室", "2024年3月1日", "某市供水方案", "为做好供水，制定本方案。", "附件1",
      "某市供水任务分工表", "附件2", "某市供水检查办法", "第一条　某事。"},
     {{"title", "某市人民政府办公室关于印发某市供水方案的通知"},
      {"doc_number", "某政办发〔2024〕3号"},
      {"genre", "通知"},
      {"signed", "2024-03-01"}}},
    {"the printer's day is no signature",
     {"关于某事的通知", "各县：", "请执行。", "某市人民政府办公室　　2024年3月2日印发"},
     {{"signed", "null"}}},
    {"the day under a title",
     {"某市2023年国民经济和社会发展统计公报", "某市统计局", "2024年3月1日", "2023年，全市经济平稳运行。"},
     {{"issuers", "某市统计局"}, {"signed", "2024-03-01"}}},
    {"history below the title",
     {"某市供水条例",
      "（2010年1月15日某市人民代表大会常务委员会第3次会议通过　根据2020年3月1日《关于修改部分地方性法规的决定"
      "》修正）",
      "第一条　为了某事，制定本条例。", "第二条　本条例自2010年3月1日起施行。"},
     {{"title", "某市供水条例"}, {"signed", "null"}, {"kind", "policy"}, {"genre", "条例"}}},
    {"a draft",
     {"关于公开征求《某市供水办法（征求意见稿）》意见的公告", "为了广泛听取意见，现公开征求意见。",
      "某市水务局", "2024年3月1日"},
     {{"is_draft", "true"}}},
    {"news",
     {"市领导调研供水工作", "3月1日，市领导到某水厂调研供水工作。"},
     {{"kind", "other"}, {"doc_number", "null"}, {"signed", "null"}, {"region", "null"}}},
    {"a source line in the text's tail",
     {"关于某事的通知", "各县：", "请执行。", "来源：某省人民政府网站"},
     {{"original_source", "某省人民政府网站"}}},
    {"the original's address in the tail",
     {"关于某事的通知", "各县：", "请执行。", "原文链接：https://www.other.gov.cn/zc/1.html"},
     {{"original_url", "https://www.other.gov.cn/zc/1.html"}, {"text", "各县：\n请执行。"}}},
    {"English",
     {"Notice on the Administration of Water Supply",
      "The following provisions on the water supply of cities apply to all enterprises."},
     {{"language", "en"}, {"doc_number", "null"}}},
};

TEST(StatedLayout, OfOneDocument) {
  for (const Case& each : one_document) {
    SCOPED_TRACE(each.name);
    const auto read = read_plain_text(each.lines, page);
    EXPECT_EQ(read.documents.size(), 1U);
    for (const auto& [name, value] : each.facts) EXPECT_EQ(fact(read.documents.front(), name), value) << name;
  }
}

TEST(StatedLayout, SaysWhereEachFactWasFound) {
  ArticleParts parts;
  parts.labels = {{"发文字号", "济政发〔2024〕8号"}, {"索引号", "A/1"}};
  parts.meta = {{"articletitle", "济南市人民政府关于某事的通知"}};
  for (const char* line : {"各县：", "本通知自2024年4月1日起施行。", "济南市人民政府", "2024年3月1日"})
    parts.body.push_back({Paragraph::Kind::text, line});
  const auto read = read_documents(parts, page);
  for (const char* signal : {"doc_number: metadata block 发文字号", "index_number: metadata block 索引号",
                             "title: meta articletitle", "issuers: title", "signed: signature",
                             "effective: text", "region: issuer 济南市人民政府", "genre: title"})
    EXPECT_EQ(std::count(read.signals.begin(), read.signals.end(), signal), 1) << signal;
  for (const std::string& signal : read.signals) {
    const std::string field = signal.substr(0, signal.find(':'));
    EXPECT_EQ(std::count_if(read.signals.begin(), read.signals.end(),
                            [&](const std::string& other) { return other.starts_with(field + ":"); }),
              1)
        << field;
    EXPECT_NE(fact(read.documents.front(), field), "null") << signal;
  }
}

TEST(StatedLayout, OfSeveralDocuments) {
  const auto count = [](const std::vector<std::string>& lines) {
    return read_plain_text(lines, page).documents.size();
  };
  EXPECT_EQ(count({"甲省人民政府关于甲事的意见", "甲政发〔2018〕1号", "各市：", "提出意见。", "甲省人民政府",
                   "2018年5月1日", "乙省人民政府关于乙事的通知", "乙政发〔2018〕2号", "各市：", "发出通知。",
                   "乙省人民政府", "2018年6月1日"}),
            2U)
      << "each has its number, its addressee and its signature";
  EXPECT_EQ(count({"某市人民政府关于印发某办法的通知", "某政发〔2018〕1号", "各县：", "现印发给你们。",
                   "某市人民政府", "2018年5月1日", "某市供水办法", "第一条　某事。", "某市供水细则",
                   "第一条　某事。"}),
            1U)
      << "what a notice carries";
  EXPECT_EQ(count({"某市人民政府办公室关于转发市水务局某意见的通知", "某政办发〔2018〕1号", "各县：",
                   "现转发给你们。", "某市人民政府办公室", "2018年5月1日", "关于某事的意见", "市人民政府：",
                   "提出意见。", "市水务局", "2018年4月1日"}),
            1U)
      << "a forwarded document has no number of its own";
  EXPECT_EQ(count({"关于甲事的通知", "甲政发〔2018〕1号", "各市：", "请对照下列文件执行。", "关于乙事的意见",
                   "乙政发〔2017〕2号", "关于丙事的意见", "丙政发〔2017〕3号"}),
            1U)
      << "a list of titles with their numbers";
  EXPECT_EQ(count({"关于甲事的通知", "各市：", "依据《国务院关于乙事的意见》（国发〔2018〕1号）。",
                   "关于乙事的意见", "国发〔2018〕1号文附件"}),
            1U);
}

}  // namespace
}  // namespace gazetted::parser
