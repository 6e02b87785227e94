// Pages made to hurt: whatever comes, a document or an error that says why comes back. How long it takes, and
// how that grows, is measured by bench/hostile.cpp.

#include <array>
#include <cstdint>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "parser/parse.h"
#include "tests/parser/hostile_pages.h"
#include "tests/parser/html_pieces.h"
#include "tests/parser/policy_files.h"
#include "tests/parser/policy_pages_more.h"

namespace gazetted::parser {
namespace {

using namespace testing_hostile;

constexpr std::size_t kib = 1024, mib = 1024 * kib;

Parsed read(const std::string& bytes, PageKind kind = PageKind::article, std::string_view type = "") {
  Input input;
  input.bytes = bytes;
  input.content_type = type;
  input.kind = kind;
  input.url = *Url::parse("http://www.example.gov.cn/zc/202601/t20260101_1.html");
  return parse(input);
}

/// Reading gives something, or says why not.
void expect_answer(const Parsed& parsed) {
  if (parsed.error)
    EXPECT_FALSE(parsed.error->message.empty());
  else
    EXPECT_NE(parsed.kind, PageKind::any);
}

struct Job {
  std::string name;
  Hostile page;
  PageKind kind = PageKind::article;
  std::string_view type;
};

std::vector<Job> of_markup() {
  std::vector<Job> out;
  for (const Hostile& page : markup) {
    out.push_back({std::string(page.name), page, PageKind::article, ""});
    out.push_back({std::string(page.name) + ", as a list", page, PageKind::list, ""});
  }
  return out;
}

template <std::size_t N>
std::vector<Job> of_articles(const std::array<std::string_view, N>& units) {
  std::vector<Job> out;
  for (const std::string_view unit : units)
    out.push_back({std::string(unit), {"", article, unit, article_end}, PageKind::article, ""});
  return out;
}

/// The same words where else they may stand.
std::vector<Job> of_words_elsewhere() {
  std::vector<Job> out;
  for (const std::string_view unit : words) {
    const std::string name(unit);
    out.push_back({name + " without markup",
                   {"", "关于印发办法的通知\n", unit, "\n2026年1月1日"},
                   PageKind::article,
                   "text/plain"});
    out.push_back({name + " in a title",
                   {"", "<h1>", unit, "</h1><div id=zoom><p>各部门要提高认识，加强领导。</div>"},
                   PageKind::article,
                   ""});
    out.push_back(
        {name + " in a list", {"", "<ul><li><a href=x.html>", unit, "</a></ul>"}, PageKind::list, ""});
  }
  return out;
}

TEST(Hostile, EveryKindIsAnswered) {
  for (const std::vector<Job>& jobs :
       {of_markup(), of_articles(words), of_articles(line_starts), of_words_elsewhere()})
    for (const Job& job : jobs) {
      SCOPED_TRACE(job.name);
      expect_answer(read(job.page.page(8 * kib), job.kind, job.type));
    }
}

TEST(Hostile, DeepNestingIsRefused) {
  for (const std::string_view unit :
       {"<div>", "<i>", "<font color=red>", "<span>", "<svg>", "<table><tr><td>", "<ul><li>", "<dl><dd>",
        "<div><b><table><td><font>"}) {
    const Parsed parsed = read(Hostile{"", "<body>", unit, "x"}.page(50 * kib));
    ASSERT_TRUE(parsed.error) << unit;
    EXPECT_EQ(parsed.error->kind, ErrorKind::malformed) << unit;
    EXPECT_NE(parsed.error->message.find("deep"), std::string::npos) << unit << parsed.error->message;
  }
  // What the standard does not let nest may pass.
  for (const std::string_view unit :
       {"<select>", "<option>", "<p>", "<a href=x>", "<button>", "<form>", "<h1>", "<math><mi>"})
    expect_answer(read(Hostile{"", "<body>", unit, "x"}.page(50 * kib)));
}

TEST(Hostile, AttributesWithoutEndAreRefused) {
  std::string page = "<p";
  for (int i = 0; i < 100'000; ++i) page += " a" + std::to_string(i) + "=1";
  const Parsed parsed = read(page + ">x</p>");
  ASSERT_TRUE(parsed.error);
  EXPECT_NE(parsed.error->message.find("attributes"), std::string::npos);
}

TEST(Hostile, APageBeyondItsLimitIsNamedWithIt) {
  const Parsed parsed = read("<html><body>" + std::string(5 * mib, 'x'));
  ASSERT_TRUE(parsed.error);
  EXPECT_EQ(parsed.error->kind, ErrorKind::too_large);
  EXPECT_NE(parsed.error->message.find(std::to_string(4 * mib)), std::string::npos);
  EXPECT_TRUE(parsed.documents.empty() && parsed.items.empty());
}

TEST(Hostile, NestedDataIsAnswered) {
  for (const std::string_view unit : {"[", "{\"a\":", "[{\"a\":["}) {
    expect_answer(read(Hostile{"", "", unit, ""}.page(mib), PageKind::json, "application/json"));
    expect_answer(read(Hostile{"", "{\"data\":", unit, ""}.page(mib), PageKind::any, ""));
  }
  for (const std::string_view unit :
       {"<a>", "<item>", "<item><title>x</title></item>", "<![CDATA[", "&lt;"}) {
    expect_answer(
        read(Hostile{"", "<?xml version='1.0'?><rss><channel>", unit, ""}.page(mib), PageKind::feed, ""));
    expect_answer(read(Hostile{"", "<urlset>", unit, "</urlset>"}.page(mib), PageKind::sitemap, ""));
  }
  expect_answer(read(testing_files::gzip_of(std::string(80 * mib, ' '))));
}

std::vector<std::string> seeds_of_mutants() {
  using namespace testing_policies;
  std::vector<std::string> out{testing_html::article};
  for (const Family& family : families) {
    out.push_back(family.page(plan()).html);
    out.push_back(family.page(measures()).html);
  }
  return out;
}

void expect_answers_to_mutants(std::uint32_t seed, int times) {
  std::mt19937 random(seed);
  const std::vector<std::string> pages = seeds_of_mutants();
  for (int i = 0; i < times; ++i) {
    SCOPED_TRACE(i);
    const std::string page = testing_html::mutated(pages[random() % pages.size()], random);
    constexpr PageKind kinds[] = {PageKind::any, PageKind::article, PageKind::list, PageKind::attachment};
    constexpr std::string_view types[] = {"", "text/html; charset=gb2312", "text/html; charset=utf-16",
                                          "text/plain"};
    expect_answer(read(page, kinds[random() % 4], types[random() % 8 < 5 ? 0 : random() % 4]));
  }
}

TEST(Hostile, MutatedPagesAreAnswered) { expect_answers_to_mutants(20260306, 500); }
TEST(SlowHostile, ManyMutatedPagesAreAnswered) { expect_answers_to_mutants(1, 2'000); }

TEST(Hostile, MutatedFilesAreAnswered) {
  std::mt19937 random(7);
  const std::string files[] = {testing_policies::pdf_of(testing_policies::measures()),
                               testing_policies::docx_of(testing_policies::measures())};
  testing::internal::CaptureStderr();
  for (int i = 0; i < 400; ++i)
    expect_answer(read(testing_html::mutated(files[random() % 2], random), PageKind::attachment));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Hostile, RandomBytesAreAnswered) {
  std::mt19937 random(1);
  for (int i = 0; i < 1'000; ++i) {
    std::string bytes(random() % 2'000, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    constexpr std::string_view fronts[] = {"",         "<html>", "%PDF-1.7\n", "PK\3\4",
                                           "\x1f\x8b", "{",      "<?xml ",     "\xd0\xcf\x11\xe0"};
    expect_answer(read(std::string(fronts[random() % 8]) + bytes, PageKind::any));
  }
}

}  // namespace
}  // namespace gazetted::parser
