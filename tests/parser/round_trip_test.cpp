// A policy published on any system and read back is the same policy: the same text, character for
// character, and the same fields.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include "parser/parse.h"
#include "tests/parser/policy_files.h"
#include "tests/parser/policy_pages_more.h"
#include "tests/parser/random_policy.h"

namespace gazetted::parser {
namespace {

using namespace testing_policies;

std::vector<Policy> policies() { return {plan(), regulation(), short_notice(), joint_notice(), measures()}; }

std::string in_gb18030(const std::string& utf8) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out(utf8.size() * 2, '\0');
  const int32_t size = ucnv_convert("gb18030", "utf-8", out.data(), static_cast<int32_t>(out.size()),
                                    utf8.data(), static_cast<int32_t>(utf8.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

Parsed read(const std::string& bytes, const std::string& url) {
  Input input;
  input.bytes = bytes;
  input.url = Url::parse(url).value();
  return parse(input);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// The fields of a reading, named, as text; what it does not say is "-".
using Facts = std::vector<std::pair<std::string, std::string>>;

std::string shown(const std::optional<std::string>& value) { return value.value_or("-"); }
std::string shown(const std::optional<Date>& value) { return value ? value->iso() : "-"; }
std::string shown(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += value + ';';
  return out.empty() ? "-" : out;
}

Facts facts_of(const Document& document) {
  std::vector<std::string> files, repealed;
  for (const Attachment& attachment : document.attachments)
    if (!attachment.url.str().empty()) files.push_back(attachment.title);
  for (const Citation& citation : document.cites)
    if (citation.relation == Relation::repeals) repealed.push_back(shown(citation.doc_number));
  return {{"kind", std::string(to_string(document.kind))},
          {"title", shown(document.title)},
          {"issuers", shown(document.issuers)},
          {"doc_number", shown(document.doc_number)},
          {"index_number", shown(document.index_number)},
          {"signed", shown(document.signed_on)},
          {"published", shown(document.published)},
          {"subjects", shown(document.subjects)},
          {"validity", shown(document.validity)},
          {"effective", shown(document.effective)},
          {"expires", shown(document.expires)},
          {"repealed", shown(repealed)},
          {"attachments", shown(files)}};
}

Facts facts_of(const Policy& policy, const Family& family) {
  std::vector<std::string> files, repealed;
  for (const File& file : policy.files) files.push_back(file.title);
  if (policy.repealed) repealed.push_back(*policy.repealed);
  const bool block = family.states_block;
  return {{"kind", "policy"},
          {"title", policy.title},
          {"issuers", shown(policy.issuers)},
          {"doc_number", shown(policy.doc_number)},
          {"index_number", block ? policy.index_number : "-"},
          {"signed", policy.signed_on.iso()},
          {"published", policy.published.iso()},
          {"subjects", block ? policy.subject + ";" : "-"},
          {"validity", block ? shown(policy.validity) : "-"},
          {"effective", shown(policy.effective)},
          {"expires", shown(policy.expires)},
          {"repealed", shown(repealed)},
          {"attachments", shown(files)}};
}

std::string text_of(const Policy& policy, const Family& family) {
  std::string text = testing_policies::text_of(policy);
  if (family.files_in_text)
    for (const File& file : policy.files) text += '\n' + file.title;
  return text;
}

void expect_text(const std::string& got, const std::string& want) {
  if (got == want) return;
  const std::vector<std::string> have = lines_of(got), expected = lines_of(want);
  const auto [a, b] = std::ranges::mismatch(have, expected);
  ADD_FAILURE() << "text: line " << a - have.begin() + 1 << " of " << have.size() << " (want "
                << expected.size() << ")\n  got:  " << (a == have.end() ? "the end" : *a)
                << "\n  want: " << (b == expected.end() ? "the end" : *b);
}

void expect_policy(const Parsed& parsed, const Policy& policy, const Family& family) {
  ASSERT_EQ(parsed.documents.size(), 1U)
      << (parsed.error ? parsed.error->message : "no or several documents");
  const Facts got = facts_of(parsed.documents[0]), want = facts_of(policy, family);
  for (std::size_t i = 0; i < want.size(); ++i) EXPECT_EQ(got[i], want[i]);
  expect_text(parsed.documents[0].text, text_of(policy, family));
}

TEST(RoundTrip, EveryFamilyGivesThePolicyBack) {
  for (const Policy& policy : policies())
    for (const Family& family : families) {
      SCOPED_TRACE(std::string(family.name) + ": " + policy.title);
      const Page page = family.page(policy);
      expect_policy(read(page.html, page.url), policy, family);
    }
}

TEST(RoundTrip, InGb18030UnderTheNameOfGb2312) {
  for (const Policy& policy : policies())
    for (const Family& family : families) {
      SCOPED_TRACE(std::string(family.name) + ": " + policy.title);
      Page page = family.page(policy);
      page.html =
          replaced(replaced(page.html, "charset=utf-8", "charset=gb2312"), "charset=UTF-8", "charset=GB2312");
      expect_policy(read(in_gb18030(page.html), page.url), policy, family);
    }
}

TEST(RoundTrip, PoliciesBySeed) {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const Policy policy = PolicyMaker(seed).make();
    for (const Family& family : families) {
      SCOPED_TRACE(std::string(family.name) + ", seed " + std::to_string(seed) + ": " + policy.title);
      const Page page = family.page(policy);
      expect_policy(read(seed % 4 == 0 ? in_gb18030(page.html) : page.html, page.url), policy, family);
    }
  }
}

/// A file states what it prints: no index number, no links.
constexpr Family as_file{"file", nullptr, false, false};

void expect_policy_of_file(const std::string& bytes, Policy policy) {
  policy.files.clear();
  const Parsed parsed = read(bytes, "http://www.yunchuan.example.gov.cn/files/1");
  ASSERT_EQ(parsed.documents.size(), 1U)
      << (parsed.error ? parsed.error->message : "no or several documents");
  const Facts got = facts_of(parsed.documents[0]);
  Facts want = facts_of(policy, as_file);
  for (std::size_t i = 0; i < want.size(); ++i)
    if (want[i].first != "published") {
      EXPECT_EQ(got[i], want[i]);
    }
  expect_text(parsed.documents[0].text, testing_policies::text_of(policy));
}

TEST(RoundTrip, AsWordFile) {
  std::vector<Policy> set = policies();
  for (std::uint32_t seed = 1; seed <= 40; ++seed) set.push_back(PolicyMaker(seed).make());
  for (const Policy& policy : set) {
    SCOPED_TRACE(policy.title);
    expect_policy_of_file(docx_of(policy), policy);
  }
}

TEST(RoundTrip, AsPdf) {
  std::vector<Policy> set = policies();
  for (std::uint32_t seed = 1; seed <= 40; ++seed) set.push_back(PolicyMaker(seed).make());
  for (const Policy& policy : set) {
    SCOPED_TRACE(policy.title);
    expect_policy_of_file(pdf_of(policy), policy);
  }
}

TEST(RoundTrip, AsOfd) {
  std::vector<Policy> set = policies();
  for (std::uint32_t seed = 1; seed <= 40; ++seed) set.push_back(PolicyMaker(seed).make());
  for (const Policy& policy : set) {
    SCOPED_TRACE(policy.title);
    expect_policy_of_file(ofd_of(policy), policy);
  }
}

/// How much of a policy was read, from 0 to 1: its fields, and its text by lines.
struct Score {
  double fields = 0, text = 0;
};

Score score(const Parsed& parsed, const Policy& policy, const Family& family) {
  if (parsed.documents.size() != 1) return {};
  const Facts got = facts_of(parsed.documents[0]), want = facts_of(policy, family);
  double right = 0;
  for (std::size_t i = 0; i < want.size(); ++i) right += got[i] == want[i] ? 1 : 0;
  std::vector<std::string> have = lines_of(parsed.documents[0].text),
                           expected = lines_of(text_of(policy, family));
  std::ranges::sort(have);
  std::ranges::sort(expected);
  std::vector<std::string> shared;
  std::ranges::set_intersection(have, expected, std::back_inserter(shared));
  const auto bytes = [](const std::vector<std::string>& lines) {
    double sum = 0;
    for (const std::string& line : lines) sum += static_cast<double>(line.size());
    return sum;
  };
  return {right / static_cast<double>(want.size()), 2 * bytes(shared) / (bytes(have) + bytes(expected))};
}

/// The page without class and id attributes.
std::string nameless(const std::string& html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    const bool name = html.compare(at, 7, " class=") == 0 || html.compare(at, 4, " id=") == 0;
    if (!name) {
      out += html[at++];
      continue;
    }
    at = html.find('=', at) + 1;
    at = html[at] == '"' ? html.find('"', at + 1) + 1 : html.find_first_of(" >", at);
  }
  return out;
}

TEST(RoundTrip, WithoutNamesOfClassesLittleIsLost) {
  std::vector<Policy> set = policies();
  for (std::uint32_t seed = 1; seed <= 20; ++seed) set.push_back(PolicyMaker(seed).make());
  Score named, bare;
  for (const Policy& policy : set)
    for (const Family& family : families) {
      const Page page = family.page(policy);
      const Score with = score(read(page.html, page.url), policy, family);
      const Score without = score(read(nameless(page.html), page.url), policy, family);
      named.fields += with.fields, named.text += with.text;
      bare.fields += without.fields, bare.text += without.text;
    }
  EXPECT_GE(bare.fields, 0.98 * named.fields);
  EXPECT_GE(bare.text, 0.98 * named.text);
}

}  // namespace
}  // namespace gazetted::parser
