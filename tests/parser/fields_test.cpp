#include "parser/fields.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::parser {
namespace {

Url url(const char* text) { return Url::parse(text).value(); }
const Url page = url("http://www.example.gov.cn/art/2020/3/5/art_1_2.html");

Document one(const std::vector<std::string>& lines) {
  auto documents = read_plain_text(lines, page).documents;
  EXPECT_EQ(documents.size(), 1U);
  return documents.front();
}

ArticleParts with_body(std::initializer_list<const char*> lines) {
  ArticleParts parts;
  for (const char* line : lines) parts.body.push_back({Paragraph::Kind::text, line});
  return parts;
}

std::string iso(const std::optional<Date>& date) { return date ? date->iso() : "null"; }

TEST(PlainText, GivesANoticeAndThePlanItCarriesAsOne) {
  const Document document =
      one({"济南市人民政府关于印发济南市节水计划(2020—2022年)的通知", "济政发〔2020〕3号",
           "来源：市水务局 发布时间：2020-03-05 访问次数：", "", "各区县人民政府：",
           "现将《济南市节水计划》印发给你们。", "济南市人民政府", "2020年3月1日", "（此件公开发布）",
           "济南市节水计划", "本计划自2020年4月1日起施行，有效期5年。", "×"});
  EXPECT_EQ(document.kind, DocumentKind::policy);
  EXPECT_EQ(document.title, "济南市人民政府关于印发济南市节水计划(2020—2022年)的通知");
  EXPECT_EQ(document.issuers, std::vector<std::string>{"济南市人民政府"});
  EXPECT_EQ(document.doc_number, "济政发〔2020〕3号");
  EXPECT_EQ(document.genre, "通知");
  EXPECT_EQ(document.region, "370100");
  EXPECT_EQ(iso(document.signed_on), "2020-03-01");
  EXPECT_EQ(iso(document.published), "2020-03-05");
  EXPECT_EQ(iso(document.effective), "2020-04-01");
  EXPECT_EQ(iso(document.expires), "2025-03-31");
  EXPECT_EQ(document.original_source, "市水务局");
  EXPECT_TRUE(document.cites.empty());
  EXPECT_TRUE(document.repaired.empty());
  EXPECT_EQ(
      document.text,
      "各区县人民政府：\n现将《济南市节水计划》印发给你们。\n济南市人民政府\n2020年3月1日\n（此件公开发布）\n"
      "济南市节水计划\n本计划自2020年4月1日起施行，有效期5年。");
}

TEST(PlainText, MendsDamageAndMarksIt) {
  const Document document = one({"济南市人民政府关于某事的通知", "济政发〔20203号", "各区县人民政府：",
                                 "请落实。", "济南市人民政府", "2020年1114"});
  EXPECT_EQ(document.doc_number, "济政发〔2020〕3号");
  EXPECT_EQ(iso(document.signed_on), "2020-11-14");
  EXPECT_EQ(document.repaired, (std::vector<std::string>{"doc_number", "signed"}));
}

TEST(PlainText, JoinsATitleBrokenOverLines) {
  const Document document =
      one({"国务院关于在某领域全面推行", "部门联合某监管", "的意见", "国发〔2019〕5号",
           "各省、自治区、直辖市人民政府：", "现提出如下意见。", "国务院", "2019年1月27日"});
  EXPECT_EQ(document.title, "国务院关于在某领域全面推行部门联合某监管的意见");
  EXPECT_EQ(document.doc_number, "国发〔2019〕5号");
  EXPECT_EQ(document.region, std::nullopt);
  EXPECT_TRUE(document.text.starts_with("各省、自治区"));
}

TEST(PlainText, LeavesUnsaidWhatIsNotSaid) {
  const Document document =
      one({"为发展某产业，根据《某规划》（国发〔2017〕35号），结合眉山实际，制定本实施方案。", "一、总体要求",
           "发展到2025年。"});
  EXPECT_EQ(document.title, std::nullopt);
  EXPECT_EQ(document.described, "眉山实施方案");
  EXPECT_EQ(document.kind, DocumentKind::policy);
  EXPECT_TRUE(document.issuers.empty());
  EXPECT_EQ(document.doc_number, std::nullopt);
  EXPECT_EQ(document.signed_on, std::nullopt);
  EXPECT_EQ(document.published, std::nullopt);
  EXPECT_EQ(document.region, "511400");
  EXPECT_EQ(document.genre, "方案");
  ASSERT_EQ(document.cites.size(), 1U);
  EXPECT_EQ(document.cites[0].relation, Relation::implements);
}

TEST(PlainText, TakesACompilationApartAndDropsCopies) {
  const std::vector<std::string> first{"甲省人民政府关于甲事的意见", "各市人民政府：   提出意见。",
                                       "2018-05-29甲省政府    阅读: {{ h1}}"};
  const std::vector<std::string> second{"乙省人民政府关于乙事的通知", "各市人民政府：   发出通知。",
                                        "2018-06-01乙省政府    阅读: {{ h2}}"};
  std::vector<std::string> lines;
  for (const auto& part : {first, first, second, second}) {
    for (const auto& line : part) lines.insert(lines.end(), {line, ""});
  }
  lines.emplace_back("{{el.src}}    阅读: {{ el.hitcount}}");
  const auto documents = read_plain_text(lines, page).documents;
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].title, "甲省人民政府关于甲事的意见");
  EXPECT_EQ(iso(documents[0].published), "2018-05-29");
  EXPECT_EQ(documents[1].original_source, "乙省政府");
  EXPECT_EQ(documents[1].part, 2);
}

TEST(PlainText, TakesHeadedDocumentsApartToo) {
  const auto documents = read_plain_text({"甲市关于甲事的意见", "2018-05-29 甲市政府", "提出意见。",
                                          "乙市关于乙事的通知", "2018-06-01 乙市政府", "发出通知。"},
                                         page)
                             .documents;
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].text, "提出意见。");
  EXPECT_EQ(documents[1].text, "发出通知。");
  EXPECT_EQ(iso(documents[1].published), "2018-06-01");
}

TEST(PlainText, TellsPolicyAndInterpretationApart) {
  const auto documents =
      read_plain_text(
          {"某网 > 观点 > 政策", "某产业政策全文及解读", "某网 2020.08.07",
           "《山东省人民政府关于推进某某产业", "集群发展的指导意见》全文及解读", "2019年5月", "政策解读",
           "省政府印发《关于推进某某产业集群发展的指导意见》(鲁政字〔201984号,以下简称《意见》)"
           "，现解读如下。",
           "政策全文", "各市人民政府：", "制定本指导意见。", "来源山东省政府网", "观点", "推荐阅读"},
          page)
          .documents;
  ASSERT_EQ(documents.size(), 2U);
  const Document& policy = documents[0];
  EXPECT_EQ(policy.title, "山东省人民政府关于推进某某产业集群发展的指导意见");
  EXPECT_EQ(policy.doc_number, "鲁政字〔2019〕84号");
  EXPECT_EQ(policy.repaired, std::vector<std::string>{"doc_number"});
  EXPECT_EQ(policy.original_source, "山东省政府网");
  EXPECT_EQ(policy.text, "各市人民政府：\n制定本指导意见。");
  EXPECT_TRUE(policy.cites.empty());
  const Document& interpretation = documents[1];
  EXPECT_EQ(interpretation.kind, DocumentKind::interpretation);
  EXPECT_EQ(iso(interpretation.published), "2020-08-07");
  ASSERT_EQ(interpretation.cites.size(), 1U);
  EXPECT_EQ(interpretation.cites[0].relation, Relation::interprets);
}

TEST(PlainText, NamesAnOrderByWhatItCarries) {
  const Document document =
      one({"中华人民共和国国务院令", "第707号", "现公布修订后的《某税法实施条例》，自2019年1月1日起施行。",
           "总理　　某某", "2018年12月18日", "某税法实施条例", "第一条　为了某事，制定本条例。"});
  EXPECT_EQ(document.title, "某税法实施条例");
  EXPECT_EQ(document.doc_number, "中华人民共和国国务院令第707号");
  EXPECT_EQ(document.genre, "条例");
  EXPECT_EQ(iso(document.signed_on), "2018-12-18");
  EXPECT_EQ(iso(document.effective), "2019-01-01");
  EXPECT_TRUE(document.text.starts_with("现公布"));
}

TEST(Page, BelievesTheMetadataBlockFirst) {
  ArticleParts parts = with_body({"国务院、中央军委关于", "某事的批复", "国函〔1996〕95号", "某部：",
                                  "同意。", "国务院　中央军委", "一九九六年十一月五日"});
  parts.labels = {{"索引号", "000014349/1996-00073"},
                  {"主题分类", "国防\\国防建设"},
                  {"发文机关", "国务院、中央军委"},
                  {"成文日期", "1996年11月05日"},
                  {"标题", "国务院、中央军委关于某事的批复"},
                  {"发文字号", "国函〔1996〕95号"},
                  {"发布日期", "2018年12月03日"},
                  {"主题词", "国防　批复"},
                  {"有效性", "有效"}};
  parts.meta = {{"pubdate", "2022-04-24 10:00:43"}, {"articletitle", "别的标题"}};
  const auto documents = read_documents(parts, page).documents;
  ASSERT_EQ(documents.size(), 1U);
  const Document& document = documents.front();
  EXPECT_EQ(document.title, "国务院、中央军委关于某事的批复");
  EXPECT_EQ(document.issuers, (std::vector<std::string>{"国务院", "中央军委"}));
  EXPECT_EQ(document.doc_number, "国函〔1996〕95号");
  EXPECT_EQ(document.index_number, "000014349/1996-00073");
  EXPECT_EQ(document.subjects, std::vector<std::string>{"国防\\国防建设"});
  EXPECT_EQ(document.keywords, (std::vector<std::string>{"国防", "批复"}));
  EXPECT_EQ(document.validity, "有效");
  EXPECT_EQ(iso(document.signed_on), "1996-11-05");
  EXPECT_EQ(iso(document.published), "2018-12-03");
  EXPECT_EQ(iso(document.dates.url), "2020-03-05");
  EXPECT_EQ(iso(document.dates.meta), "2022-04-24");
  EXPECT_EQ(document.text, "某部：\n同意。\n国务院　中央军委\n一九九六年十一月五日");
}

TEST(Page, TakesAnEmptyLabelForNone) {
  ArticleParts parts = with_body({"各单位：", "请落实。"});
  parts.labels = {{"标题", "某部 某局印发《关于某事的意见》的通知"},
                  {"发文字号", "无"},
                  {"成文日期", ""},
                  {"发文机构", "某部 某局"}};
  const Document document = read_documents(parts, page).documents.front();
  EXPECT_EQ(document.doc_number, std::nullopt);
  EXPECT_EQ(document.signed_on, std::nullopt);
  EXPECT_EQ(document.issuers, (std::vector<std::string>{"某部", "某局"}));
  EXPECT_EQ(document.kind, DocumentKind::policy);
}

TEST(Page, DistrustsPubDate) {
  ArticleParts parts = with_body({"正文。"});
  parts.meta = {{"articletitle", "某县2015年统计公报"},
                {"pubdate", "2022-04-24 10:00:43"},
                {"others", "页面生成时间 2022-04-24 10:00:43"}};
  parts.heading = {"某县2015年统计公报", "发布时间：2017-05-15 来源：统计局"};
  Document document = read_documents(parts, page).documents.front();
  EXPECT_EQ(iso(document.published), "2017-05-15");
  EXPECT_EQ(document.dates.meta, std::nullopt);
  EXPECT_EQ(document.original_source, "统计局");
  EXPECT_EQ(document.kind, DocumentKind::other);

  parts.heading.clear();
  EXPECT_EQ(read_documents(parts, page).documents.front().published, std::nullopt);
  parts.meta = {{"pubdate", "2020-03-05 10:00"}};
  EXPECT_EQ(iso(read_documents(parts, page).documents.front().published), "2020-03-05")
      << "the address says the same day";
}

TEST(Page, KnowsInterpretationNewsAndDraft) {
  ArticleParts parts = with_body({"《某条例》是某事的依据。"});
  parts.meta = {{"articletitle", "一图读懂《某条例》"}, {"columntype", "政策解读"}};
  Document document = read_documents(parts, page).documents.front();
  EXPECT_EQ(document.kind, DocumentKind::interpretation);
  ASSERT_EQ(document.cites.size(), 1U);
  EXPECT_EQ(document.cites[0].title, "某条例");
  EXPECT_EQ(document.cites[0].relation, Relation::interprets);

  parts.meta = {{"articletitle", "市领导调研某园区"}};
  parts.breadcrumb = {"首页", "工作动态"};
  EXPECT_EQ(read_documents(parts, page).documents.front().kind, DocumentKind::news);

  parts.meta = {{"articletitle", "关于公开征求《某办法（征求意见稿）》意见的公告"}};
  EXPECT_TRUE(read_documents(parts, page).documents.front().is_draft);
}

TEST(Page, GivesAttachmentsToTheDocumentThatNamesThem) {
  ArticleParts parts = with_body({"某市政府关于某事的通知", "各县：", "请落实。", "附件：1.某表", "2.另表"});
  Attachment linked;
  linked.url = url("http://www.example.gov.cn/P1.pdf");
  linked.title = "某表.pdf";
  parts.attachments = {linked};
  const Document document = read_documents(parts, page).documents.front();
  ASSERT_EQ(document.attachments.size(), 2U);
  EXPECT_EQ(document.attachments[0].title, "另表");
  EXPECT_EQ(document.attachments[1], linked);
}

TEST(Page, SurvivesEmptinessAndSize) {
  EXPECT_EQ(read_documents({}, page).documents.size(), 1U);
  EXPECT_EQ(read_plain_text({}, page).documents.size(), 1U);
  const std::vector<std::string> lines(20000, "2019-01-01 某网");
  EXPECT_FALSE(read_plain_text(lines, page).documents.empty());
  const std::vector<std::string> titles(5000, "关于某事的通知");
  EXPECT_FALSE(read_plain_text(titles, page).documents.empty());
  EXPECT_FALSE(read_plain_text({std::string(100000, '\xE5')}, page).documents.empty());
}

}  // namespace
}  // namespace gazetted::parser
