// What a general page calls its article and the day it states, without rules.

#include "parser/headline.h"

#include <gtest/gtest.h>

#include "parser/article.h"
#include "parser/declared.h"
#include "parser/english_dates.h"
#include "parser/fields.h"

namespace gazetted::parser {
namespace {

std::string iso(const std::optional<Date>& date) { return date ? date->iso() : "none"; }

TEST(EnglishDates, AreReadInEveryOrder) {
  const std::pair<const char*, const char*> table[] = {
      {"Published December 12, 2025 by A. Writer", "2025-12-12"},
      {"12 December 2025", "2025-12-12"},
      {"Dec. 12th, 2025", "2025-12-12"},
      {"2nd of nothing, 3rd Sept 2024", "2024-09-03"},
      {"Fri, 05 Jan 2024 10:00:00 GMT", "2024-01-05"},
      {"may 1 2024", "2024-05-01"},
      {"You may 1 day see 2024", "none"},
      {"May 2025", "none"},
      {"12.12.2025", "2025-12-12"},
      {"Posted: 25/12/2025", "2025-12-25"},
      {"12-25-2025 10:00", "2025-12-25"},
      {"3/4/2025", "none"},
      {"13/13/2025, 2.5.2025.1, 12/12", "none"},
      {"February 30, 2025", "none"},
      {"March 12345", "none"},
      {"Marchioness 1, 2024", "none"},
      {"", "none"},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(iso(find_english_date(text)), expected) << text;
  EXPECT_EQ(iso(first_day("2025-12-12T08:00:00+01:00")), "2025-12-12");
  EXPECT_EQ(iso(first_day("Dec 12, 2025")), "2025-12-12");
}

TEST(JsonLd, SaysTheArticleBeforeThePageAndNothingOfOthers) {
  struct Row {
    const char* script;
    const char* headline;
    const char* day;
  };
  const Row table[] = {
      {R"({"@type":"NewsArticle","headline":"A","datePublished":"2024-01-02T03:04:05Z"})", "A", "2024-01-02"},
      {R"({"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
           {"@type":["Article","BlogPosting"],"headline":"B","datePublished":"2024-01-02"}]})",
       "B", "2024-01-02"},
      {R"([{"@type":"Organization","name":"X"},{"@type":"WebPage","datePublished":"2020-01-01"}])", "",
       "2020-01-01"},
      {R"({"@type":"Product","review":{"@type":"Article","headline":"C","datePublished":"2024-01-02"}})", "",
       "none"},
      {R"({"@type":"ItemList","itemListElement":[{"@type":"Article","headline":"D","datePublished":"2024-01-02"}]})",
       "", "none"},
      {"{\"@type\":\"Article\",\"headline\":\"E\",\"datePublished\":\"2024-01-02\",\"text\":\"a\nb\"}", "E",
       "2024-01-02"},
      {R"({"@type":"Article","headline":"F","datePublished":"2024-01-02")", "F", "2024-01-02"},
      {R"("datePublished")", "", "none"},
      {"]]}{ \"headline\" : 7", "", "none"},
  };
  for (const auto& [script, headline, day] : table) {
    SCOPED_TRACE(script);
    const std::vector<std::string> scripts{script};
    const Declared declared = read_json_ld(scripts);
    EXPECT_EQ(declared.headline.value_or(""), headline);
    EXPECT_EQ(iso(declared.published), day);
  }
}

TEST(JsonLd, DeepNestingIsHarmless) {
  const std::vector<std::string> scripts{"\"headline\"" + std::string(200'000, '[')};
  EXPECT_FALSE(read_json_ld(scripts).headline);
  const std::vector<std::string> deep{std::string(200'000, '[') + "\"headline\""};
  EXPECT_FALSE(read_json_ld(deep).headline);
}

std::string headline_of(const std::string& html) {
  const HtmlTree tree = HtmlTree::parse(html).value();
  const ArticleParts parts = read_article(tree, Url::parse("http://www.example.com/news/1.html").value(), {});
  return parts.headline.value_or("none");
}

const std::string text =
    "<div class=x><p>The council met on Monday, and after a long debate, it agreed on the plan for the "
    "park.</p>"
    "<p>Work begins in spring, when the ground is dry, and will take, as the mayor said, about a "
    "year.</p></div>";

TEST(Headline, IsTheHeadingThatThePageItselfConfirms) {
  const std::pair<std::string, std::string> table[] = {
      {"<title>Park plan agreed | The Town Paper</title><h1>The Town Paper</h1><h2>Park plan agreed</h2>",
       "Park plan agreed"},
      {"<title>Park plan agreed - Town</title><h1><a href=/>Town and Country</a></h1><h1>Park Plan "
       "Agreed</h1>",
       "Park Plan Agreed"},
      {"<title>Five facts of the new park plan</title><h1>The park plan: five facts "
       "explained</h1><h2>Contents of it"
       "</h2>",
       "The park plan: five facts explained"},
      {"<title>公园规划获得通过_本地新闻_某某网</title><h1>某某网</h1>", "公园规划获得通过"},
      {"<title>公园规划获得通过-本地-某某网</title><h1>正文</h1>", "公园规划获得通过"},
      {"<title>某某网</title><meta property=og:title content='公园规划获得通过'><meta property=og:site_name "
       "content=某某网>",
       "公园规划获得通过"},
      {"<title>Site | Park plan agreed</title><meta property=og:site_name content=Site>", "Park plan agreed"},
      {"", "none"},
  };
  for (const auto& [head, expected] : table) EXPECT_EQ(headline_of(head + text), expected) << head;
}

TEST(Headline, AnHeadingBehindTheBodyIsNone) {
  EXPECT_EQ(headline_of("<title>Park plan agreed</title>" + text + "<h1>More stories of our town</h1>"),
            "Park plan agreed");
}

Document document_of(const std::string& html) {
  const HtmlTree tree = HtmlTree::parse(html).value();
  const Url url = Url::parse("http://www.example.com/2023/01/02/park").value();
  return read_documents(read_article(tree, url, {}), url).documents.front();
}

TEST(Headline, DayIsTheOneOfPublication) {
  const std::pair<std::string, std::string> table[] = {
      {"<h1>Park plan agreed</h1><p>Posted on March 4, 2024</p>", "2024-03-04"},
      {"<p>Last updated: April 5, 2024</p><h1>Park plan agreed</h1><p>March 4, 2024</p>", "2024-03-04"},
      {"<h1>Park plan agreed</h1><time datetime=2024-03-04T10:00>Monday</time>", "2024-03-04"},
      {"<h1>Park plan agreed</h1><span>Updated</span><time datetime=2024-04-05>x</time>"
       "<meta itemprop=datePublished content=2024-03-04>",
       "2024-03-04"},
      {"<meta property=article:published_time content=2024-03-04T10:00:00Z><h1>Park plan "
       "agreed</h1><p>Updated "
       "April 5, 2024</p>",
       "2024-03-04"},
      {"<h1>Park plan agreed</h1><span style='display:none'>May 6, 2021</span>", "2023-01-02"},
      {"<h1>Park plan agreed</h1>", "2023-01-02"},
  };
  for (const auto& [head, expected] : table) {
    const Document document = document_of("<title>Park plan agreed</title>" + head + text);
    EXPECT_EQ(iso(document.published), expected) << head;
    EXPECT_EQ(document.title, "Park plan agreed");
  }
}

TEST(Headline, HeadWithinTheBodyIsNoText) {
  const Document document = document_of(
      "<title>公园规划获得通过_某某网</title><div class=w><h1>公园规划获得通过</h1><div>2024年03月04日 "
      "10:00</div><div>来源：某某日报</"
      "div><p>市政府周一召开会议，审议并通过了新的公园规划，工程将于春季开始。</p>"
      "<p>市长表示，工程为期一年，预计投入资金三千万元，建成后将免费开放。</p></div>");
  EXPECT_EQ(document.title, "公园规划获得通过");
  EXPECT_TRUE(document.text.starts_with("市政府周一召开会议")) << document.text;
  EXPECT_EQ(iso(document.published), "2024-03-04");
}

}  // namespace
}  // namespace gazetted::parser
