#pragma once
// One of each kind of record, with every field set.

#include <string>
#include <string_view>

#include "tests/monitor/store_support.h"

namespace gazetted::monitor {

inline Document full_document() {
  Document document;
  document.kind = DocumentKind::interpretation;
  document.part = 3;
  document.title = "城市供水条例";
  document.described = "条例";
  document.issuers = {"市人民政府", "市水务局"};
  document.doc_number = "鲁政字〔2019〕84号";
  document.index_number = "11370000MB/2019-00084";
  document.genre = "条例";
  document.region = "370000";
  document.subjects = {"城乡建设"};
  document.keywords = {"供水", "管理"};
  document.signed_on = Date::of(2019, 4, 1);
  document.published = Date::of(2019, 4, 3);
  document.effective = Date::of(2019, 4, 3);
  document.expires = Date::of(2024, 4, 30);
  document.effective_on_publication = true;
  document.validity = "有效";
  document.dates = {Date::of(2019, 4, 4), Date::of(1969, 12, 31), Date::of(2019, 4, 6),
                    Date::of(2019, 4, 7), Date::of(2019, 4, 1),   Date::of(2019, 4, 3)};
  document.original_source = "市水务局";
  document.original_url = url_of(7);
  document.is_draft = true;
  document.comments_until = Date::of(2019, 5, 1);
  document.cites = {{"国发〔2018〕1号", std::nullopt, Relation::implements},
                    {std::nullopt, "供水办法", Relation::repeals},
                    {std::nullopt, "节水办法", Relation::extends, Date::of(2025, 12, 31), 24}};
  document.attachments = {
      {url_of(8), "附件", "application/pdf", 1ULL << 40U, Digest::of("pdf"), 12, std::nullopt},
      {Url{}, "", std::nullopt, std::nullopt, std::nullopt, std::nullopt, "not linked"}};
  document.repaired = {"doc_number"};
  document.language = "en";
  return document;
}

inline PageRecord full_page() {
  auto page = page_of(1);
  page.page = 0;
  page.history = true;
  page.failures = 4'000'000'000U;
  page.withdrawn = true;
  page.doubt =
      Doubt{"blocked", Digest::of("x"), 2, instant(-5), {{ChangedLine::Side::after, -2, "另一行"}}, 7};
  page.absence = Absence{3, instant(1), "404"};
  page.baseline_complete = true;
  page.awaited = {url_of(2), url_of(3)};
  page.known_items = 20;
  page.fewest_items = 12;
  page.few_since = instant(8);
  page.news_days = {Date::of(2019, 4, 1), Date::of(2019, 4, 9), {40, 2}, 3, 1, true};
  page.news_hours = {instant(9), instant(10), 490'000, 800, {{9, {40, 2}}, {167, {1, 7}}}, 5, 6, 7, true};
  page.reading = page.layout = ~0ULL;
  page.attachment = full_document().attachments.front();
  page.attachment_text = Digest::of("text");
  page.attachment_cites = full_document().cites;
  return page;
}

inline VersionRecord full_version() {
  return {url_of(1),
          2,
          9,
          PolicyId("p9"),
          instant(77),
          full_document(),
          Digest::of("t"),
          Digest::of("s"),
          "text/html",
          true,
          {{ChangedLine::Side::stated, 0, "validity"}}};
}

inline PolicyRecord full_policy() {
  PolicyRecord policy;
  policy.id = PolicyId("p1");
  policy.kind = DocumentKind::news;
  policy.document = full_document();
  policy.places = {{url_of(1), 2, false, true, instant(5)}, {url_of(2), 1, true, false, {}}};
  policy.names = {"n:鲁政字201984", ""};
  policy.affected = {{Relation::repeals, PolicyId("p2"), true}, {Relation::cites, PolicyId("p3"), false}};
  policy.topics = {"ai"};
  policy.first_seen = instant(9);
  policy.told = policy.withdrawn = true;
  policy.joined_into = PolicyId("p0");
  return policy;
}

inline SourceRecord full_source() {
  SourceRecord source{SourceId("jinan"), {{"a", "b"}, {"", "空"}},
                      instant(3),        instant(4),
                      {"已有#人看过"},   {{url_of(1), instant(5), {{ChangedLine::Side::before, 1, "旧"}}}},
                      {url_of(2)}};
  source.relaid = {url_of(3)};
  source.relaid_since = instant(6);
  source.silences = {{"c", "d"}};
  source.silent_since = instant(7);
  source.failing_told = instant(8);
  source.silent_told = instant(9);
  source.acknowledged = true;
  source.habits = {{"title", {20, 3}, 4}, {"text", {}, 0}};
  source.usual_length = 1'500;
  return source;
}

/// page_of(1) as a program of schema 3 packed it.
inline std::string page_of_schema_3() {
  constexpr std::string_view hex =
      "016016019d0900a40d000280e0808ffd6305386578616d706c656172742f323032342f352f31322f6172745f"
      "32363634345f312e68746d6c070708050b312f0d11369f8ee5b882e4be9be6b0b4129eb602174c0309223566"
      "332d36316122051d3132303820474d5407206b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e"
      "52ddb7875b4b18808ca5bced631a80dcd1affc631c1f210401ff0080231c6420302074696d32342d09080502"
      "70310600080133593902040890030b04676f6f640d20113c6d6574613e0d237a6f6f6d1e028090d49bee6304"
      "061708e0040b091d00c166316e6f28d33331876793aa7111cca87ee7dcf6ce63cf9d03bb891e562a78db054e"
      "a394cf6e941bae5316028e483bb59c83122ebc88063e6bc0ad0607a1190ea07057d74ac82c20d81248e55e63"
      "f14cd8582001";
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  return bytes;
}

}  // namespace gazetted::monitor
