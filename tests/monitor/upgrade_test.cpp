// Stores of older schemas are brought up to date when they are opened, and nothing is lost.

#include "monitor/upgrade.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <algorithm>
#include <utility>

#include "monitor/codec.h"
#include "monitor/lmdb.h"
#include "monitor/older_layout.h"
#include "monitor/store.h"
#include "tests/monitor/cbor_writer.h"
#include "tests/monitor/records_support.h"

namespace gazetted::monitor {
namespace {

template <class Look>
auto look(const Store& store, Look what) {
  decltype(what(std::declval<const View&>())) seen;
  store.read([&](const View& view) { seen = what(view); });
  return seen;
}

/// As schemas 3 and 4 wrote what was packed against a sample.
std::string packed_as_schema_4(const std::string& encoded, std::string_view name, const std::string& sample) {
  auto* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, -1);
  ZSTD_CCtx_refPrefix(context, sample.data(), sample.size());
  std::string frame(ZSTD_compressBound(encoded.size()), '\0');
  frame.resize(ZSTD_compress2(context, frame.data(), frame.size(), encoded.data(), encoded.size()));
  ZSTD_freeCCtx(context);
  return std::string(1, '\3').append(name).append(frame, 4);
}

/// Writes what is in a store as an older schema had it.
class Backwards {
 public:
  explicit Backwards(const std::filesystem::path& folder)
      : environment_(folder, {}), transaction_(environment_) {
    for (const char* name : {"found", "states", "wordings", "documents", "samples", "kin"})
      transaction_.remove(named(name));
    for (const char* name : {"addresses", "named", "words", "next_visits", "cited_by", "citations_of"})
      transaction_.remove(transaction_.find_set(name).value());
  }

  /// As schemas 1 and 2 had it.
  template <class R>
  void put(const char* database, std::string_view key, const R& record, std::string_view head = "") {
    put_bytes(database, key, std::string(head) + CborWriter::encode(record));
  }
  /// As schemas 3 and 4 had what they did not pack.
  template <class R>
  void put_encoded(const char* database, std::string_view key, const R& record, std::string_view head = "") {
    put_bytes(database, key, std::string(head) + encode(record));
  }
  /// As schema 4 had it: against the first of its kind and origin.
  template <class R>
  void put_like_a_sample(const char* database, std::string_view key, const R& record,
                         const std::string& origin, std::uint8_t kind) {
    const auto kin = std::string(text_key(origin).view()) + static_cast<char>(kind);
    if (!transaction_.get(named("kin"), kin)) {
      const std::string name(Key{}.number(++samples_).view());
      put_bytes("samples", name, encode(record));
      put_bytes("kin", kin, name);
    }
    const std::string name(*transaction_.get(named("kin"), kin));
    const std::string sample(*transaction_.get(named("samples"), name));
    put_bytes(database, key, packed_as_schema_4(encode(record), name, sample));
  }
  void put_bytes(const char* database, std::string_view key, std::string_view value) {
    transaction_.put(named(database), key, value);
  }
  void put_item(const char* set, std::string_view item) {
    const auto found = transaction_.find_set(set);
    transaction_.put(found ? *found : transaction_.make_set(set), item);
  }
  void end(const std::string& schema) {
    transaction_.put(named("meta"), "schema", schema);
    transaction_.commit();
  }

 private:
  lmdb::Database named(const char* name) {
    const auto found = transaction_.find_database(name);
    return found ? *found : transaction_.make_database(name);
  }

  lmdb::Environment environment_;
  lmdb::WriteTransaction transaction_;
  std::uint32_t samples_ = 0;
};

std::string key_of(const Url& page) { return std::string(text_key(page.str()).view()); }
std::string key_of(const PolicyId& policy) { return std::string(text_key(policy.str()).view()); }
std::string key_of(const VersionRecord& version) {
  return std::string(older::version_key(version.page.str(), version.part, version.number).view());
}
VersionRecord without_page(VersionRecord version) {
  version.page = {};
  return version;
}

PolicyRecord policy() {
  PolicyRecord policy = full_policy();
  policy.places = {{url_of(1), 1, true, false, instant(5)}};
  policy.names = {"number:1"};
  policy.affected.clear();
  policy.joined_into.reset();
  return policy;
}

PageRecord page() {
  auto page = full_page();
  page.attachment_text.reset();
  page.parts = {{1, policy().id, DocumentKind::policy, 1}};
  return page;
}

VersionAdded version() {
  VersionAdded added{full_version(), "第一条", std::nullopt};
  added.version.part = 1;
  added.version.number = 1;
  added.version.policy = policy().id;
  added.version.text_sha256 = Digest::of(added.text);
  added.version.snapshot.reset();
  return added;
}

class FromSchema : public testing::TestWithParam<std::string> {};

TEST_P(FromSchema, NothingIsLost) {
  const StoreFolder folder;
  const Event event{"policy.published", SourceId("s"), "37", policy().id.str(), instant(7), {}};
  StoredEvent told;
  {
    auto store = open_store(folder.path());
    must_write(store,
               {PagePut{page()}, PolicyPut{policy()}, version(), SourcePut{full_source()},
                NameBound{"number:1", policy().id}, NumberLearned{"title:a", "1号"}, HostKept{"h", {"\xff"}},
                CitationsSet{policy().id, {{"title:b", Relation::repeals}}}, EventRaised{event}});
    ASSERT_TRUE(store.verify().empty());
    told = look(store, [](const View& view) { return view.events({}, 9); }).at(0);
  }
  {
    Backwards old(folder.path());
    old.put("pages", key_of(page().url), page());
    old.put("policies", key_of(policy().id), policy());
    old.put("versions", key_of(version().version), version().version);
    old.put("sources", text_key(full_source().id.str()).view(), full_source());
    for (const std::string name : {"number:1", "words:0:1"})
      old.put("names", text_key(name).view(), NameRecord{name, policy().id});
    old.put("learned", text_key("title:a").view(), LearnedRecord{"title:a", "1号"});
    old.put("hosts", text_key("h").view(), HostEntry{"h", {"\xff"}});
    old.put(
        "citations",
        text_key("title:b").text(policy().id.str()).byte(static_cast<std::uint8_t>(Relation::repeals)).view(),
        CitationRecord{"title:b", policy().id, Relation::repeals});
    old.put("events", Key{}.number(std::uint64_t{1}).view(),
            EventRecord{told.topic, told.type, told.source, told.json}, told.chain.view());
    if (GetParam() == "2") old.put_bytes("visits", "due" + key_of(page().url), "");
    old.put_bytes("cited", "a list that schema 1 had", "");
    old.end(GetParam());
  }
  auto store = open_store(folder.path());
  const auto damages = store.verify();
  EXPECT_TRUE(damages.empty()) << damages.front().where << ": " << damages.front().what;
  EXPECT_EQ(look(store, [](const View& v) { return v.page(url_of(1)); }), page());
  EXPECT_EQ(look(store, [](const View& v) { return v.policy(policy().id); }), policy());
  auto kept = version().version;
  kept.document.text = version().text;
  EXPECT_EQ(look(store, [](const View& v) { return v.version(url_of(1), 1, 1); }), kept);
  EXPECT_EQ(look(store, [](const View& v) { return v.source(full_source().id); }), full_source());
  EXPECT_EQ(look(store, [](const View& v) { return v.named("number:1"); }), policy().id);
  EXPECT_EQ(look(store, [](const View& v) { return v.named("words:0:1"); }), std::nullopt);
  EXPECT_EQ(look(store, [](const View& v) { return v.learned_number("title:a"); }), "1号");
  EXPECT_EQ(look(store, [](const View& v) { return v.host("h"); }), Opaque{"\xff"});
  EXPECT_EQ(look(store, [](const View& v) { return v.citing("title:b"); }),
            (std::vector<CitedBy>{{policy().id, Relation::repeals}}));
  EXPECT_EQ(look(store, [](const View& v) { return v.events({}, 9); }), std::vector<StoredEvent>{told});
  must_write(store, {PagePut{page()}, version()});  // is known, and no other
  EXPECT_TRUE(store.verify().empty());
}

INSTANTIATE_TEST_SUITE_P(Schemas, FromSchema, testing::Values("1", "2"));

/// Pages and what belongs to them, on two hosts.
struct Kept {
  std::vector<PageRecord> pages;
  std::vector<PolicyRecord> policies;
  std::vector<VersionAdded> versions;
};

/// Long enough to have a fingerprint.
std::string words_of(int number) {
  std::string words;
  for (int i = 0; i < 60; ++i) words += "第" + std::to_string(number * 1'000 + i * i) + "条";
  return words;
}

Kept kept() {
  Kept kept;
  for (int number = 1; number <= 6; ++number) {
    auto page = page_of(number);
    if (number > 3) page.url = Url::parse("http://other.example/" + std::to_string(number)).value();
    page.parts.front().versions = number == 6 ? 0 : 1;
    auto its_policy = policy();
    its_policy.kind = DocumentKind::policy;
    its_policy.id = number == 2 ? PolicyId("p0123456789abcdef0000") : page.parts.front().policy;
    page.parts.front().policy = its_policy.id;
    its_policy.places = {{page.url, 1, true, false, instant(number)}};
    its_policy.names = {"number:" + std::to_string(number)};
    if (number == 4) its_policy.joined_into = PolicyId("p5");
    VersionAdded first = version();
    first.text = words_of(number);
    first.version.text_sha256 = Digest::of(first.text);
    first.version.page = page.url;
    first.version.policy = its_policy.id;
    kept.policies.push_back(its_policy);
    if (number < 6) kept.versions.push_back(first);
    if (number == 3) {
      first.version.number = page.parts.front().versions = 2;
      first.previous = first.version.text_sha256;
      first.text += "增加一条";
      first.version.text_sha256 = Digest::of(first.text);
      kept.versions.push_back(first);
    }
    kept.pages.push_back(std::move(page));
  }
  return kept;
}

/// The younger of two that were joined is found as the older.
PolicyId owner_of(const PolicyRecord& policy) { return policy.joined_into.value_or(policy.id); }

class FromPacked : public testing::TestWithParam<std::string> {};

TEST_P(FromPacked, NothingIsLost) {
  const StoreFolder folder;
  const auto all = kept();
  std::vector<StoredEvent> told;
  {
    auto store = open_store(folder.path());
    Facts facts;
    for (const auto& page : all.pages) facts.push_back(PagePut{page});
    for (const auto& policy : all.policies) facts.push_back(PolicyPut{policy});
    for (const auto& version : all.versions) facts.push_back(version);
    for (const auto& policy : all.policies)
      facts.push_back(NameBound{policy.names.front(), owner_of(policy)});
    for (int i = 0; i < 3; ++i)
      facts.push_back(EventRaised{{"policy.published", SourceId("s"), "37", "p1", {}, {}}});
    must_write(store, facts);
    ASSERT_TRUE(store.verify().empty());
    told = look(store, [](const View& view) { return view.events({}, 9); });
  }
  {
    Backwards old(folder.path());
    const bool has_samples = GetParam() == "4";
    const auto put = [&](const char* database, const std::string& key, const auto& record, const Url& page,
                         std::uint8_t kind) {
      if (has_samples)
        old.put_like_a_sample(database, key, record, std::string(page.origin()), kind);
      else
        old.put_encoded(database, key, record);
    };
    for (const auto& page : all.pages) {
      put("pages", key_of(page.url), page, page.url, 0);
      old.put_item("turns", std::string(8, '\1') + key_of(page.url));
    }
    if (!has_samples) old.put_bytes("pages", key_of(page_of(1).url), page_of_schema_3());
    for (const auto& policy : all.policies) {
      put("policies", key_of(policy.id), policy, policy.places.front().page, 1);
      for (const auto& name : {policy.names.front(), "words:0:" + policy.id.str()})
        old.put_item("policy_names", set_name(name) + older::set_id(owner_of(policy)));
    }
    for (const auto& [version, text, previous] : all.versions)
      put("versions", key_of(version), without_page(version), version.page, 3);
    for (const auto& event : told)
      old.put_encoded("events", Key{}.number(event.sequence.value).view(),
                      EventRecord{event.topic, event.type, event.source, event.json}, event.chain.view());
    const auto citing = older::set_id(PolicyId("p1")), target = set_name("title:b");
    old.put_item("cites", citing + target + static_cast<char>(Relation::repeals));
    old.put_item("citing", target + citing + static_cast<char>(Relation::repeals));
    old.end(GetParam());
  }
  EXPECT_EQ(Store::open(folder.path(), {.access = StoreOptions::Access::read_only}).error().kind,
            ErrorKind::unsupported);
  auto store = open_store(folder.path());
  const auto damages = store.verify();
  EXPECT_TRUE(damages.empty()) << damages.front().where << ": " << damages.front().what;
  for (const auto& page : all.pages)
    EXPECT_EQ(look(store, [&](const View& v) { return v.page(page.url); }), page);
  std::vector<PolicyRecord> policies;
  store.read([&](const View& view) {
    view.each_policy([&](const PolicyRecord& policy) { return policies.push_back(policy), View::Walk::on; });
  });
  EXPECT_TRUE(std::ranges::is_permutation(policies, all.policies));
  for (const auto& policy : all.policies)
    EXPECT_EQ(look(store, [&](const View& v) { return v.named(policy.names.front()); }), owner_of(policy));
  for (auto added : all.versions) {
    added.version.document.text = added.text;
    EXPECT_EQ(
        look(store, [&](const View& v) { return v.version(added.version.page, 1, added.version.number); }),
        added.version);
    const auto alike =
        look(store, [&](const View& v) { return v.alike(fingerprint_of(added.text).value()); });
    ASSERT_FALSE(alike.empty());
    EXPECT_EQ(alike.front().policy, added.version.policy);
  }
  EXPECT_EQ(look(store, [](const View& v) { return v.citing("title:b"); }),
            (std::vector<CitedBy>{{PolicyId("p1"), Relation::repeals}}));
  EXPECT_EQ(look(store, [](const View& v) { return v.events({}, 9); }), told);
  must_write(store, Facts(all.versions.begin(), all.versions.end()));  // are known, and no others
  EXPECT_TRUE(store.verify().empty());
}

INSTANTIATE_TEST_SUITE_P(Schemas, FromPacked, testing::Values("3", "4"));

TEST(Upgrade, AVersionOfNoPageIsDamageAndNothingIsWritten) {
  const StoreFolder folder;
  { must_write(*std::make_unique<Store>(open_store(folder.path())), {}); }
  {
    Backwards old(folder.path());
    old.put_encoded("versions", key_of(version().version), without_page(version().version));
    old.end("4");
  }
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto store = Store::open(folder.path());
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().kind, ErrorKind::store_damaged) << store.error().message;
  }
}

TEST(Upgrade, TheMapGrowsForIt) {
  const StoreFolder folder;
  constexpr int pages = 400;
  {
    auto store = open_store(folder.path(), {.initial_map = 1U << 20U});
    must_write(store, {});
  }
  {
    Backwards old(folder.path());
    for (int number = 0; number < pages; ++number) {
      auto page = page_of(number);
      page.due_reason = std::string(1'000, static_cast<char>('a' + number % 26));
      page.parts.clear();
      old.put("pages", key_of(page.url), page);
    }
    old.end("1");
  }
  auto store = open_store(folder.path(), {.initial_map = 1U << 20U});
  EXPECT_TRUE(store.verify().empty());
  int known = 0;
  store.read([&](const View& view) {
    view.each_turn(Timestamp::min(), Timestamp::max(), [&](const View::Turn&) {
      ++known;
      return View::Walk::on;
    });
  });
  EXPECT_EQ(known, pages);
}

}  // namespace
}  // namespace gazetted::monitor
