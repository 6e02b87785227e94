#include "parser/json_mapping.h"

#include <gtest/gtest.h>

namespace gazetted::parser {
namespace {

const Url service = Url::parse("http://a.example.gov.cn/api/search?page=1").value();

std::vector<ListItem> shown(const std::string& before, const std::string& after) {
  std::vector<ListItem> items;
  for (const std::string id : {"1801", "1802", "1803"}) {
    ListItem item;
    item.url = service.resolve(before + id + after).value();
    item.title = "关于印发第" + id + "号办法的通知";
    items.push_back(std::move(item));
  }
  return items;
}

std::string answer(const std::string& more) {
  std::string rows;
  for (const std::string id : {"1801", "1802", "1803"})
    rows += (rows.empty() ? "" : ",") + std::string(R"({"infoId":)") + id + R"(,"title":"关于印发第)" + id +
            R"(号办法的通知","publishTime":"2026-11-20")" +
            (more.empty() ? "" : ",\"href\":\"" + more + id + ".html\"") + "}";
  return R"({"code":0,"data":{"total":3,"rows":[)" + rows + "]}}";
}

TEST(JsonMapping, WhatIsFoundWithoutRulesNeedsNone) {
  EXPECT_EQ(map_json_list(answer("/zc/"), service, shown("/zc/", ".html")), ListRules{});
}

TEST(JsonMapping, AnAddressThatTheScriptMakesBecomesATemplate) {
  ListRules rules;
  rules.items = "data.rows";
  rules.link = "/policy/{infoId}.html";
  EXPECT_EQ(map_json_list(answer(""), service, shown("/policy/", ".html")), rules);
  rules.link = "http://b.example.gov.cn/show?id={infoId}";
  EXPECT_EQ(map_json_list(answer(""), service, shown("http://b.example.gov.cn/show?id=", "")), rules);
}

TEST(JsonMapping, AnotherListIsNone) {
  auto others = shown("/zc/", ".html");
  for (auto& item : others) item.title += "的解读";
  EXPECT_FALSE(map_json_list(answer("/news/"), service, others));
  EXPECT_FALSE(map_json_list("no JSON", service, shown("/zc/", ".html")));
  EXPECT_FALSE(map_json_list(R"({"data":[{"a":1}]})", service, shown("/zc/", ".html")));
  EXPECT_FALSE(map_json_list(answer("/zc/"), service, {}));
}

}  // namespace
}  // namespace gazetted::parser
