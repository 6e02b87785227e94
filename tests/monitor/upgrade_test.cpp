// Stores of older schemas are brought up to date when they are opened, and nothing is lost.

#include "monitor/upgrade.h"

#include <gtest/gtest.h>

#include <utility>

#include "monitor/codec.h"
#include "monitor/lmdb.h"
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

/// Writes what is in a store as an older schema had it.
class Backwards {
 public:
  explicit Backwards(const std::filesystem::path& folder)
      : environment_(folder, {}), transaction_(environment_) {}

  template <class R>
  void put(const char* database, std::string_view key, const R& record, std::string_view head = "") {
    transaction_.put(named(database), key, std::string(head) + CborWriter::encode(record));
  }
  void list_visit(const PageRecord& page) {
    transaction_.put(named("visits"), turn_of(page.due, text_key(page.url.str())).view(), "");
  }
  /// As it was without them and without the other sets, and of that schema.
  void end(const std::string& schema, const std::vector<std::string>& turns,
           const std::vector<std::string>& names) {
    for (const auto& turn : turns) transaction_.erase(transaction_.find_set("turns").value(), turn);
    for (const auto& name : names) transaction_.erase(transaction_.find_set("policy_names").value(), name);
    remove_samples();
    for (const char* set : {"citing", "cites"}) {
      const auto handle = transaction_.find_set(set).value();
      std::vector<std::string> items;
      {
        lmdb::SetCursor cursor(transaction_, handle);
        for (auto item = cursor.first(); item; item = cursor.next()) items.emplace_back(*item);
      }
      for (const auto& item : items) transaction_.erase(handle, item);
    }
    transaction_.put(named("meta"), "schema", schema);
    transaction_.commit();
  }
  /// Schema 3 had none, and all else as it is now; some records it did not pack.
  template <class R>
  void put_encoded(const char* database, std::string_view key, const R& record, std::string_view head = "") {
    put_bytes(database, key, std::string(head) + encode(record));
  }
  void put_bytes(const char* database, std::string_view key, std::string_view value) {
    transaction_.put(named(database), key, value);
  }
  void end_schema_3() {
    remove_samples();
    transaction_.put(named("meta"), "schema", "3");
    transaction_.commit();
  }

 private:
  void remove_samples() {
    for (const char* name : {"samples", "kin"}) transaction_.remove(named(name));
  }
  lmdb::Database named(const char* name) {
    const auto found = transaction_.find_database(name);
    return found ? *found : transaction_.make_database(name);
  }

  lmdb::Environment environment_;
  lmdb::WriteTransaction transaction_;
};

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
    old.put("pages", text_key(page().url.str()).view(), page());
    old.put("policies", text_key(policy().id.str()).view(), policy());
    old.put("versions", version_key(url_of(1), 1, 1).view(), version().version);
    old.put("sources", text_key(full_source().id.str()).view(), full_source());
    old.put("names", text_key("number:1").view(), NameRecord{"number:1", policy().id});
    old.put("learned", text_key("title:a").view(), LearnedRecord{"title:a", "1号"});
    old.put("hosts", text_key("h").view(), HostEntry{"h", {"\xff"}});
    old.put(
        "citations",
        text_key("title:b").text(policy().id.str()).byte(static_cast<std::uint8_t>(Relation::repeals)).view(),
        CitationRecord{"title:b", policy().id, Relation::repeals});
    old.put("events", Key{}.number(std::uint64_t{1}).view(),
            EventRecord{told.topic, told.type, told.source, told.json}, told.chain.view());
    if (GetParam() == "2") old.list_visit(page());
    old.end(GetParam(), {std::string(turn_of(page().due, text_key(page().url.str())).view())},
            {set_name("number:1") + set_id(policy().id)});
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
  EXPECT_EQ(look(store, [](const View& v) { return v.learned_number("title:a"); }), "1号");
  EXPECT_EQ(look(store, [](const View& v) { return v.host("h"); }), Opaque{"\xff"});
  EXPECT_EQ(look(store, [](const View& v) { return v.citing("title:b"); }),
            (std::vector<CitedBy>{{policy().id, Relation::repeals}}));
  EXPECT_EQ(look(store, [](const View& v) { return v.events({}, 9); }), std::vector<StoredEvent>{told});
  must_write(store, {PagePut{page()}, version()});  // is known, and no other
  EXPECT_TRUE(store.verify().empty());
}

INSTANTIATE_TEST_SUITE_P(Schemas, FromSchema, testing::Values("1", "2"));

/// As a store of schema 3 has it: pages and what belongs to them, on two hosts.
struct Kept {
  std::vector<PageRecord> pages;
  std::vector<PolicyRecord> policies;
  std::vector<VersionAdded> versions;
};

Kept kept() {
  Kept kept;
  for (int number = 1; number <= 6; ++number) {
    auto page = page_of(number);
    if (number > 3) page.url = Url::parse("http://other.example/" + std::to_string(number)).value();
    page.parts.front().versions = number == 6 ? 0 : 1;
    auto its_policy = policy();
    its_policy.id = page.parts.front().policy;
    its_policy.places = {{page.url, 1, true, false, instant(number)}};
    its_policy.names.clear();
    auto first = version();
    first.version.page = page.url;
    first.version.policy = its_policy.id;
    kept.policies.push_back(its_policy);
    if (number < 6) kept.versions.push_back(first);
    kept.pages.push_back(std::move(page));
  }
  return kept;
}

TEST(Upgrade, FromSchema3) {
  const StoreFolder folder;
  const auto all = kept();
  std::vector<StoredEvent> told;
  {
    auto store = open_store(folder.path());
    Facts facts;
    for (const auto& page : all.pages) facts.push_back(PagePut{page});
    for (const auto& policy : all.policies) facts.push_back(PolicyPut{policy});
    for (const auto& version : all.versions) facts.push_back(version);
    for (int i = 0; i < 3; ++i)
      facts.push_back(EventRaised{{"policy.published", SourceId("s"), "37", "p1", {}, {}}});
    must_write(store, facts);
    ASSERT_TRUE(store.verify().empty());
    told = look(store, [](const View& view) { return view.events({}, 9); });
  }
  {
    Backwards old(folder.path());
    for (const auto& page : all.pages) old.put_encoded("pages", text_key(page.url.str()).view(), page);
    old.put_bytes("pages", text_key(page_of(1).url.str()).view(), page_of_schema_3());
    for (const auto& policy : all.policies)
      old.put_encoded("policies", text_key(policy.id.str()).view(), policy);
    for (auto version : all.versions) {
      const auto page = std::exchange(version.version.page, Url{});
      old.put_encoded("versions", version_key(page, 1, 1).view(), version.version);
    }
    for (const auto& event : told)
      old.put_encoded("events", Key{}.number(event.sequence.value).view(),
                      EventRecord{event.topic, event.type, event.source, event.json}, event.chain.view());
    old.end_schema_3();
  }
  EXPECT_EQ(Store::open(folder.path(), {.access = StoreOptions::Access::read_only}).error().kind,
            ErrorKind::unsupported);
  auto store = open_store(folder.path());
  const auto damages = store.verify();
  EXPECT_TRUE(damages.empty()) << damages.front().where << ": " << damages.front().what;
  for (const auto& page : all.pages)
    EXPECT_EQ(look(store, [&](const View& v) { return v.page(page.url); }), page);
  for (const auto& policy : all.policies)
    EXPECT_EQ(look(store, [&](const View& v) { return v.policy(policy.id); }), policy);
  for (auto added : all.versions) {
    added.version.document.text = added.text;
    EXPECT_EQ(look(store, [&](const View& v) { return v.version(added.version.page, 1, 1); }), added.version);
  }
  EXPECT_EQ(look(store, [](const View& v) { return v.events({}, 9); }), told);
  must_write(store, Facts(all.versions.begin(), all.versions.end()));  // are known, and no others
  EXPECT_TRUE(store.verify().empty());
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
      old.put("pages", text_key(page.url.str()).view(), page);
    }
    old.end("1", {}, {});
  }
  auto store = open_store(folder.path(), {.initial_map = 1U << 20U});
  EXPECT_TRUE(store.verify().empty());
  int known = 0;
  store.read([&](const View& view) {
    view.each_due(Timestamp::min(), Timestamp::max(), [&](const PageRecord&) {
      ++known;
      return View::Walk::on;
    });
  });
  EXPECT_EQ(known, pages);
}

}  // namespace
}  // namespace gazetted::monitor
