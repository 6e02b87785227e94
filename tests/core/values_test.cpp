// Digests, inboxes and the JSON of documents.

#include <thread>

#include <gtest/gtest.h>

#include "core/digest.h"
#include "core/document_json.h"
#include "core/inbox.h"

namespace gazetted {
namespace {

TEST(Digest, IsSha256) {
  // FIPS 180-4's example.
  const auto digest = Digest::of("abc");
  EXPECT_EQ(digest.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Digest::parse_hex(digest.hex()), digest);
  EXPECT_EQ(Digest::from_bytes(digest.view()), digest);
  EXPECT_FALSE(Digest::parse_hex("abc"));
  EXPECT_FALSE(Digest::parse_hex(std::string(64, 'g')));
}

TEST(Inbox, KeepsOrderAndEnds) {
  Inbox<int> inbox;
  std::thread poster([&] {
    for (int i = 0; i < 1000; ++i) inbox.post(i);
    inbox.close();
  });
  int expected = 0;
  while (const auto message = inbox.wait()) EXPECT_EQ(*message, expected++);
  poster.join();
  EXPECT_EQ(expected, 1000);
  EXPECT_TRUE(inbox.finished());
  EXPECT_FALSE(inbox.post(1));
}

TEST(Inbox, DrainsAtMost) {
  int woken = 0;
  Inbox<int> inbox([&] { ++woken; });
  for (int i = 0; i < 5; ++i) inbox.post(i);
  EXPECT_EQ(woken, 5);
  EXPECT_EQ(inbox.drain(3), (std::vector{0, 1, 2}));
  EXPECT_EQ(inbox.drain(), (std::vector{3, 4}));
}

Document full_document() {
  Document document;
  document.kind = DocumentKind::policy;
  document.part = 2;
  document.title = "青石市人民政府关于加强供水管理的通知";
  document.issuers = {"青石市人民政府"};
  document.doc_number = "青政发〔2026〕1号";
  document.genre = "通知";
  document.signed_on = Date::of(2026, 3, 2);
  document.published = Date::of(2026, 3, 5);
  document.expires = Date::of(2031, 3, 4);
  document.dates.displayed = Date::of(2026, 3, 5);
  document.cites = {{"国发〔2017〕35号", "某规划", Relation::implements}};
  document.attachments.emplace_back().title = "附件1";
  document.repaired = {"signed"};
  document.text = "第一条　为了……\n第二条　……";
  return document;
}

TEST(DocumentJson, ComesBackAsItWas) {
  const auto document = full_document();
  EXPECT_EQ(document_from_json(to_json(document)), document);
  EXPECT_EQ(document_from_json(to_json(Document{})), Document{});
}

TEST(DocumentJson, AbsentIsNull) {
  const auto json = to_json(Document{});
  for (const auto* key : {"title", "doc_number", "signed", "published", "effective", "expires", "region"})
    EXPECT_TRUE(json.at(key).is_null()) << key;
  EXPECT_EQ(json.at("issuers"), Json::array());
}

TEST(DocumentJson, EffectiveOnPublication) {
  auto document = full_document();
  document.effective_on_publication = true;
  EXPECT_EQ(to_json(document).at("effective"), "2026-03-05");
  document.signed_on = Date::of(1996, 11, 5);
  EXPECT_EQ(to_json(document).at("effective"), "1996-11-05") << "published on paper, put online long after";
  EXPECT_EQ(document_from_json(to_json(document)), document);
  document.published.reset();
  EXPECT_EQ(to_json(document).at("effective"), "on publication");
}

}  // namespace
}  // namespace gazetted
