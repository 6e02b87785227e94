// Real list pages: how many entries each has, and what the first and last of them are like.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include <gtest/gtest.h>

#include "parser/parse.h"

namespace gazetted::parser {
namespace {

namespace fs = std::filesystem;

std::string page_numbered(const std::string& number) {
  const fs::path folder = fs::path(GAZETTED_SHARED_DATA) / "pages";
  if (!fs::is_directory(folder)) return {};
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!entry.path().filename().string().starts_with(number + "-")) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  return {};
}

struct RealList {
  std::string number, url;
  std::size_t items;
  std::string first_date, last_date;  ///< of the first unpinned item, and of the last
  std::size_t pinned;
  std::string next;  ///< the end of its address
  int pages;         ///< 0 where the page does not say
};

const RealList real_lists[] = {
    {"091", "http://hdzfxxgk.hd.gov.cn/zfwj/jinqixxgk/", 1, "2020-08-05", "2020-08-05", 0,
     "/jinqixxgk/index_1.html", 56},
    {"100", "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/", 25, "2026-07-31", "2024-06-19", 0,
     "/fzggwl/index_1.html", 9},
    {"101", "https://zrzy.hebei.gov.cn/heb/xinwen/stdt/", 20, "2026-09-07", "2026-02-02", 1,
     "/stdt/index_2.html", 5},
    {"102", "https://www.cac.gov.cn/yaowen/wxyw/A0937index_1.htm", 5, "2026-09-07", "2026-08-04", 0, "", 0},
    {"108", "http://zygh.tangshan.gov.cn/ts/xxgk/gggs/tdgycr/", 15, "2026-09-15", "2026-06-17", 1,
     "/tdgycr/index_2.html", 36},
    {"109", "http://dnr.shandong.gov.cn/zwgk_324/dzkc/kyqsc/", 20, "2025-12-23", "2025-11-17", 0,
     "/kyqsc/index_1.html", 26},
    {"112", "http://kjt.shandong.gov.cn/col/col103585/index.html", 2, "2026-09-04", "2026-08-21", 0,
     "unitid=764752", 0},
};

void check(const RealList& real, PageKind kind, const std::string& body) {
  SCOPED_TRACE(real.number + " as " + std::string(to_string(kind)));
  Input input;
  input.bytes = body;
  input.url = *Url::parse(real.url);
  input.kind = kind;
  const Parsed parsed = parse(input);
  ASSERT_FALSE(parsed.error);
  EXPECT_EQ(to_string(parsed.kind), "list");
  ASSERT_EQ(parsed.items.size(), real.items);
  std::size_t pinned = 0;
  for (std::size_t i = 0; i < parsed.items.size(); ++i) {
    const auto& item = parsed.items[i];
    EXPECT_TRUE(item.date) << item.title;
    EXPECT_GT(item.title.size(), 12U);
    EXPECT_FALSE(item.title.ends_with("…") || item.title.ends_with("...")) << item.title;
    if (!item.pinned) continue;
    ++pinned;
    EXPECT_LT(i, real.pinned);
  }
  EXPECT_EQ(pinned, real.pinned);
  EXPECT_EQ(parsed.items[pinned].date->iso(), real.first_date);
  EXPECT_EQ(parsed.items.back().date->iso(), real.last_date);
  EXPECT_EQ(parsed.next.has_value(), !real.next.empty());
  EXPECT_TRUE(!parsed.next || parsed.next->str().ends_with(real.next)) << parsed.next->str();
  EXPECT_EQ(parsed.pages.value_or(0), real.pages);
  EXPECT_TRUE(parsed.documents.empty());
}

TEST(SharedLists, EveryListPageIsRead) {
  for (const auto& real : real_lists) {
    const std::string body = page_numbered(real.number);
    if (body.empty()) GTEST_SKIP() << "no shared data";
    check(real, PageKind::list, body);
    // A list of one or two entries shows no shape of its own.
    if (real.items >= 5) check(real, PageKind::any, body);
  }
}

/// Names are a help, never a need: the same pages with their class and id attributes taken off.
std::string without_names(const std::string& html) {
  static const std::regex tag(R"(<[a-zA-Z][^<>]*>)");
  static const std::regex name(R"(\s(class|id)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))",
                               std::regex::icase | std::regex::optimize);
  std::string bare;
  auto from = html.cbegin();
  for (std::sregex_iterator at(html.begin(), html.end(), tag), end; at != end; ++at) {
    bare.append(from, at->prefix().second);
    bare += std::regex_replace(at->str(), name, "");
    from = html.cbegin() + at->position() + at->length();
  }
  return bare.append(from, html.cend());
}

TEST(SharedLists, EveryListPageIsReadWithoutItsNames) {
  for (const auto& real : real_lists) {
    const std::string body = page_numbered(real.number);
    if (body.empty()) GTEST_SKIP() << "no shared data";
    const std::string bare = without_names(body);
    EXPECT_EQ(bare.find(" class="), std::string::npos);
    check(real, PageKind::list, bare);
    if (real.items >= 5) check(real, PageKind::any, bare);
  }
}

TEST(SharedLists, AJsonAnswerNeedsARuleForAddressesOnly) {
  const std::string body = page_numbered("113");
  if (body.empty()) GTEST_SKIP() << "no shared data";
  Input input;
  input.bytes = body;
  input.url =
      *Url::parse("https://www.jinan.gov.cn/api-gateway/jpaas-jpolicy-web-server/front/info/do-search");
  input.kind = PageKind::json;
  input.list.link = "/policy/{infoid}.html";
  const Parsed parsed = parse(input);
  ASSERT_EQ(parsed.items.size(), 2U);
  EXPECT_EQ(parsed.items[0].date->iso(), "2026-09-09");
  EXPECT_EQ(parsed.items[0].url.str(),
            "https://www.jinan.gov.cn/policy/425296cff1094b02a69e01b82e92c051.html");
  EXPECT_GT(parsed.items[1].title.size(), 60U);
  EXPECT_EQ(parsed.pages, 49);
}

TEST(SharedLists, ArticlesAreNotTakenForLists) {
  const fs::path folder = fs::path(GAZETTED_SHARED_DATA) / "pages";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no shared data";
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool article = name < "090" || name.starts_with("104") || name.starts_with("106");
    if (!article || entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    Input input;
    input.bytes = body;
    input.url = *Url::parse("http://www.example.gov.cn/zc/content_1.htm");
    const Parsed parsed = parse(input);
    EXPECT_EQ(to_string(parsed.kind), "article") << name;
    EXPECT_TRUE(parsed.items.empty()) << name;
    EXPECT_FALSE(parsed.documents.empty()) << name;
    ++seen;
  }
  EXPECT_GT(seen, 20U);
}

}  // namespace
}  // namespace gazetted::parser
