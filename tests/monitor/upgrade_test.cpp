// Stores of older schemas are brought up to date when they are opened, and nothing is lost.

#include "monitor/upgrade.h"

#include <gtest/gtest.h>

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
  lmdb::WriteTransaction& transaction() { return transaction_; }

 private:
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
