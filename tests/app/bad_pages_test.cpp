// Pages that no site should serve: the pass goes on, what is right is kept, what is wrong is named.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/gov_site.h"
#include "tests/support/http_site.h"
#include "tests/support/workspace.h"

namespace gazetted::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto list_path = "/zwgk/zcwj/index.html";
constexpr auto bad_path = "/zwgk/zcwj/t20260305_1000.html";

std::string nested(int depth) {
  std::string open;
  std::string close;
  for (int i = 0; i < depth; ++i) {
    open += "<div><span>";
    close += "</span></div>";
  }
  return "<html><head><meta charset=\"utf-8\"></head><body>" + open + "文" + close + "</body></html>";
}

/// A site of four good pages and a bad one, which the list names first.
class BadPage : public testing::Test {
 protected:
  BadPage() {
    for (const auto& decree : all) site.serve(decree.path, article_page(decree));
    auto listed = all;
    listed.insert(listed.begin(), {.path = bad_path,
                                   .title = "青石市人民政府关于加强防汛工作的意见",
                                   .number = "青政发〔2026〕6号",
                                   .paragraphs = {}});
    site.serve(list_path, list_page(listed));
    workspace.watch("qingshi", site.url(list_path));
  }

  /// A pass brings the four good pages whatever the bad one is; the store stays whole.
  void expect_that_the_others_are_kept() const {
    Process pass(workspace.command({"run", "--once"}));
    const auto outcome = pass.wait(60s);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    std::vector<std::string> numbers;
    for (const auto& policy : workspace.lines({"policies"}))
      if (policy.at("doc_number").is_string()) numbers.push_back(policy.at("doc_number"));
    for (const auto& decree : all) EXPECT_THAT(numbers, testing::Contains(decree.number));
    EXPECT_EQ(workspace.run({"verify"}).status, 0);
  }

  /// What `why` says of the bad page, all lines.
  [[nodiscard]] std::string diary() const {
    const auto outcome = workspace.run({"why", site.url(bad_path).str()});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  [[nodiscard]] Outcome fetch() const {
    return Process(workspace.command({"fetch", site.url(bad_path).str()})).wait(60s);
  }

  std::vector<Decree> all = decrees();
  HttpSite site;
  Workspace workspace;
};

TEST_F(BadPage, OfAHundredMegabytesIsGivenUp) {
  site.stream(bad_path, 100'000'000);
  const auto fetched = fetch();
  EXPECT_EQ(fetched.status, 1);
  EXPECT_EQ(fetched.out, "");
  EXPECT_THAT(fetched.err, HasSubstr("max_body"));
  expect_that_the_others_are_kept();
  EXPECT_THAT(diary(), HasSubstr("max_body"));
}

TEST_F(BadPage, LargerThanIsParsedIsNamed) {
  std::string body = article_page(all[0]);
  body.insert(body.find("</body>"), std::string(5'000'000, 'x'));
  site.serve(bad_path, body);
  const auto fetched = fetch();
  EXPECT_EQ(fetched.status, 1);
  EXPECT_THAT(fetched.err, HasSubstr("at most 4194304"));
  expect_that_the_others_are_kept();
}

TEST_F(BadPage, OfTenThousandNestedTagsIsSurvived) {
  site.serve(bad_path, nested(10'000));
  const auto fetched = fetch();
  EXPECT_TRUE(fetched.status == 0 || fetched.status == 1) << fetched.status << fetched.err;
  EXPECT_NE(fetched.err, "");
  expect_that_the_others_are_kept();
}

TEST_F(BadPage, ThatRedirectsToItselfIsNamed) {
  site.redirect(bad_path, "/zwgk/zcwj/other.html");
  site.redirect("/zwgk/zcwj/other.html", bad_path);
  const auto fetched = fetch();
  EXPECT_EQ(fetched.status, 1);
  EXPECT_THAT(fetched.err, HasSubstr("redirect"));
  expect_that_the_others_are_kept();
  EXPECT_THAT(diary(), HasSubstr("redirect"));
  EXPECT_LT(site.hits(bad_path), 60);
}

TEST_F(BadPage, ThatLiesAboutItsCharsetIsReadRightly) {
  auto decree = all[0];
  decree.path = bad_path;
  decree.number = "青政发〔2026〕6号";
  decree.title = "青石市人民政府关于加强防汛工作的意见";
  for (const auto* claimed : {"gb2312", "iso-8859-1", "no-such-charset"}) {
    auto page = article_page(decree);
    page.replace(page.find("utf-8"), 5, claimed);
    site.serve(bad_path, page, {.content_type = std::string("text/html; charset=") + claimed});
    const auto fetched = fetch();
    ASSERT_EQ(fetched.status, 0) << claimed << ": " << fetched.err;
    const auto document = Json::parse(fetched.out);
    EXPECT_EQ(document.at("title"), decree.title) << claimed;
    EXPECT_EQ(document.at("doc_number"), decree.number) << claimed;
    EXPECT_THAT(document.at("text").get<std::string>(), HasSubstr("第三条　对符合条件的单位给予补助"))
        << claimed;
  }
  expect_that_the_others_are_kept();
}

TEST_F(BadPage, ThatBreaksOffIsNotTakenForTheWhole) {
  site.truncate(bad_path, article_page(all[0]));
  const auto fetched = fetch();
  EXPECT_EQ(fetched.status, 1);
  EXPECT_EQ(fetched.out, "");
  EXPECT_NE(fetched.err, "");
  expect_that_the_others_are_kept();
}

TEST_F(BadPage, OfZerosAndNoiseTellsNothing) {
  std::string noise(200'000, '\0');
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<char>(i * 2654435761U >> 13U);
  site.serve(bad_path, noise);
  EXPECT_EQ(fetch().status, 1);
  site.serve(bad_path, "");
  EXPECT_EQ(fetch().status, 1);
  expect_that_the_others_are_kept();
  EXPECT_EQ(workspace.lines({"events", "--type", "policy.baseline"}).size(), 4U);
}

}  // namespace
}  // namespace gazetted::test
