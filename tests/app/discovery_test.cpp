// How far the program goes on its own: pages that lead on without end, and addresses that are never twice the
// same.
#include <gtest/gtest.h>

#include "tests/support/http_site.h"
#include "tests/support/workspace.h"

namespace gazetted::app {
namespace {

using test::HttpSite;
using test::PageOptions;
using test::Workspace;

std::string title_of(int number) {
  return "示例市人民政府关于印发第" + std::to_string(number) + "号示例办法的通知";
}

std::string list(int first, const std::string& session, const std::string& next) {
  std::string rows;
  for (int i = first; i < first + 4; ++i)
    rows += "<li><a href=\"/zc/" + std::to_string(i) + ".html" + session + "\">" + title_of(i) +
            "</a><span>2026-11-20</span></li>";
  return "<!DOCTYPE html><html><body><ul class=\"list\">" + rows + "</ul>" +
         (next.empty() ? "" : "<div class=\"pages\"><a href=\"" + next + "\">下一页</a></div>") +
         "</body></html>";
}

void serve_articles(HttpSite& site, int first, int last, const std::string& session = "") {
  for (int i = first; i <= last; ++i)
    site.serve(
        "/zc/" + std::to_string(i) + ".html" + session,
        "<!DOCTYPE html><html><body><h1>" + title_of(i) + "</h1><p>示政发〔2026〕" + std::to_string(i) +
            "号</p><div class=\"content\"><p>各区县人民政府，市政府各部门：</p><p>现将第" +
            std::to_string(i) +
            "号示例办法印发给你们，请认真贯彻执行。本办法自2026年12月1日起施行。</p><p>示例市人民政府</p>"
            "<p>2026年11月20日</p></div></body></html>");
}

class Discovery : public testing::Test {
 protected:
  HttpSite site;
  Workspace workspace;

  void watch(const std::string& entrance) const {
    workspace.write(
        "sites/s.toml",
        "id = \"s\"\nprivate_addresses = true\n[pace]\ndelay = \"0s\"\n[[entrance]]\n" + entrance);
  }
  [[nodiscard]] std::string address(const std::string& path) const {
    return "url = \"" + site.url(path).str() + "\"\n";
  }
};

TEST_F(Discovery, AListWithoutEndIsFollowedAsFarAsItsPagesSay) {
  for (int page = 1; page <= 9; ++page)
    site.serve("/list.html" + (page == 1 ? "" : "?page=" + std::to_string(page)),
               list(4 * page, "", "/list.html?page=" + std::to_string(page + 1)));
  serve_articles(site, 4, 15);
  watch(address("/list.html") + "pages = 3\n");
  EXPECT_EQ(workspace.run({"run", "--once"}).status, 0);
  EXPECT_EQ(workspace.lines({"events"}).size(), 12U);
  EXPECT_EQ(site.hits("/list.html?page=3"), 1);
  EXPECT_EQ(site.hits("/list.html?page=4"), 0);
}

TEST_F(Discovery, IndexesOfSitemapsEnd) {
  const PageOptions xml{.content_type = "application/xml"};
  for (int i = 0; i < 9; ++i)
    site.serve("/map" + std::to_string(i) + ".xml",
               "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>" +
                   site.url("/map" + std::to_string(i + 1) + ".xml").str() +
                   "</loc></sitemap></sitemapindex>",
               xml);
  watch(address("/map0.xml") + "kind = \"sitemap\"\n");
  std::ignore = workspace.run({"run", "--once"});
  EXPECT_EQ(site.hits("/map1.xml"), 1);
  EXPECT_EQ(site.hits("/map2.xml"), 1);
  EXPECT_EQ(site.hits("/map3.xml"), 0);
}

TEST_F(Discovery, ASessionInTheAddressMakesNoOtherPage) {
  site.serve("/list.html", list(1, ";jsessionid=AAA1", ""));
  serve_articles(site, 1, 4);
  serve_articles(site, 1, 4, ";jsessionid=AAA1");
  watch(address("/list.html"));
  EXPECT_EQ(workspace.run({"run", "--once"}).status, 0);
  EXPECT_EQ(workspace.lines({"events"}).size(), 4U);
  site.serve("/list.html", list(1, ";jsessionid=BBB2?_=1764300000000", ""));
  EXPECT_EQ(workspace.run({"run", "--once"}).status, 0);
  EXPECT_EQ(workspace.lines({"events"}).size(), 4U);
}

TEST_F(Discovery, AJsonListIsMappedAndTurnedByItsPageParameter) {
  for (int page = 0; page < 4; ++page) {
    std::string rows;
    for (int i = 4 * page + 1; i <= 4 * page + 4; ++i)
      rows += (rows.empty() ? "" : ",") + std::string(R"({"docId":)") + std::to_string(i) + R"(,"name":")" +
              title_of(i) + R"(","when":"2026-11-20 08:00:00"})";
    site.serve("/api/find?page=" + std::to_string(page + 1) + "&size=4",
               R"({"result":{"totalPage":9,"docs":[)" + rows + "]}}", {.content_type = "application/json"});
  }
  serve_articles(site, 1, 12);
  watch(address("/api/find?page=1&size=4") +
        "kind = \"json\"\npages = 3\n[entrance.mapping]\nitems = \"result.docs\"\ntitle = \"name\"\n"
        "url = \"/zc/{docId}.html\"\ndate = \"when\"\n");
  EXPECT_EQ(workspace.run({"run", "--once"}).status, 0);
  EXPECT_EQ(workspace.lines({"events"}).size(), 12U);
  EXPECT_EQ(site.hits("/api/find?page=4&size=4"), 0);
}

}  // namespace
}  // namespace gazetted::app
