#include "monitor/store.h"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

#include "core/document_json.h"
#include "monitor/damaged.h"
#include "monitor/lmdb.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

Event event_of(const std::string& type, const Json& data = Json::object()) {
  return {type, SourceId("jinan"), "370100", "p1", instant(1'700'000'000'123), JsonLine(data)};
}

VersionAdded version_of(int page, std::uint32_t number, const std::string& text) {
  VersionRecord version;
  version.page = url_of(page);
  version.number = number;
  version.policy = PolicyId("p" + std::to_string(page));
  version.text_sha256 = Digest::of(text);
  return {version, text, {}};
}

PolicyRecord policy_of(const std::string& id) {
  PolicyRecord policy;
  policy.id = PolicyId(id);
  return policy;
}

/// A page with a policy and its versions, as the recorder would leave them.
Facts whole_page(int page, const std::vector<std::string>& texts) {
  auto record = page_of(page);
  record.parts.front().versions = static_cast<std::uint32_t>(texts.size());
  auto policy = policy_of("p" + std::to_string(page));
  policy.places = {{record.url, 1, true, false, {}}};
  Facts facts{PagePut{record}, PolicyPut{policy}};
  std::optional<Digest> previous;
  for (std::uint32_t number = 1; number <= texts.size(); ++number) {
    auto version = version_of(page, number, texts[number - 1]);
    version.previous = std::exchange(previous, version.version.text_sha256);
    facts.push_back(version);
  }
  return facts;
}

template <class Read>
auto look(const Store& store, Read read) {
  std::optional<decltype(read(std::declval<const View&>()))> seen;
  store.read([&](const View& view) { seen = read(view); });
  return *seen;
}

TEST(Store, IsMadeWithAnIdThatStays) {
  const StoreFolder folder;
  std::string id;
  {
    const auto store = open_store(folder.path() / "made" / "here");
    id = store.id();
    EXPECT_EQ(id.size(), 16U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_TRUE(store.verify().empty());
  }
  EXPECT_EQ(open_store(folder.path() / "made" / "here").id(), id);
  EXPECT_EQ(open_store(folder.path() / "made" / "here", {.access = StoreOptions::Access::read_only}).id(),
            id);
}

TEST(Store, ReadingMakesNone) {
  const StoreFolder folder;
  const auto missing = Store::open(folder.path(), {.access = StoreOptions::Access::read_only});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
  const auto nowhere = Store::open(folder.path() / "no", {.access = StoreOptions::Access::read_only});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().kind, ErrorKind::not_found);
}

TEST(Store, ANewerSchemaIsLeftAlone) {
  const StoreFolder folder;
  { (void)open_store(folder.path()); }
  {
    lmdb::Environment environment(folder.path(), {});
    lmdb::WriteTransaction transaction(environment);
    transaction.put(transaction.find_database("meta").value(), "schema", "999");
    transaction.commit();
  }
  for (const auto access : {StoreOptions::Access::read_write, StoreOptions::Access::read_only}) {
    const auto newer = Store::open(folder.path(), {.access = access});
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().kind, ErrorKind::store_newer);
    EXPECT_NE(newer.error().message.find("schema 999"), std::string::npos) << newer.error().message;
  }
}

TEST(Store, GarbageIsDamage) {
  const StoreFolder folder;
  for (const std::size_t size : {1U, 100U, 100'000U}) {
    std::ofstream(folder.path() / "data.mdb", std::ios::binary) << std::string(size, 'g');
    const auto store = Store::open(folder.path());
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().kind, ErrorKind::store_damaged) << store.error().message;
  }
}

TEST(Store, AFileCutShortIsDamageAndNoCrash) {
  const StoreFolder folder;
  {
    auto store = open_store(folder.path());
    for (int i = 0; i < 50; ++i)
      must_write(store, whole_page(i, {std::to_string(i) + std::string(3'000, 'x')}));
  }
  const auto file = folder.path() / "data.mdb";
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2 / 4096 * 4096);
  const auto store = Store::open(folder.path());
  if (store)
    EXPECT_FALSE(store->verify().empty());
  else
    EXPECT_EQ(store.error().kind, ErrorKind::store_damaged);
}

/// Without root's right to write anywhere, for the life of the object.
class AsNobody {
 public:
  AsNobody() : before_(::geteuid()) {
    if (before_ == 0 && ::seteuid(65534) != 0) throw std::runtime_error("root cannot be given up");
  }
  ~AsNobody() {
    if (::geteuid() != before_ && ::seteuid(before_) != 0) std::abort();
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  uid_t before_;
};

TEST(Store, AFolderThatMayNotBeWrittenSaysWhatToDo) {
  const StoreFolder folder;
  std::ofstream(folder.path() / "file") << "in the way";
  const auto store = Store::open(folder.path() / "file" / "store");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::io);
  std::filesystem::permissions(folder.path(),
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const AsNobody nobody;
  const auto locked = Store::open(folder.path());
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().kind, ErrorKind::io);
  EXPECT_NE(locked.error().message.find("must be writable"), std::string::npos) << locked.error().message;
}

TEST(Store, VersionsComeBackWithTheirTexts) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  std::vector<std::string> texts;
  for (int i = 0; i < 40; ++i) texts.push_back("第一条\n" + std::string(2'000, 'a') + std::to_string(i));
  must_write(store, whole_page(1, texts));
  for (std::uint32_t number = 1; number <= texts.size(); ++number) {
    const auto version = look(store, [&](const View& view) { return view.version(url_of(1), 1, number); });
    ASSERT_TRUE(version);
    EXPECT_EQ(version->document.text, texts[number - 1]);
  }
  EXPECT_FALSE(look(store, [](const View& view) { return view.version(url_of(1), 1, 41); }));
  EXPECT_FALSE(look(store, [](const View& view) { return view.version(url_of(1), 2, 1); }));
  EXPECT_TRUE(store.verify().empty());
}

TEST(Store, AVersionIsNeverOverwritten) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  must_write(store, whole_page(1, {"one"}));
  must_write(store, {version_of(1, 1, "one")});
  EXPECT_THROW((void)store.write([](Batch& batch) { batch.apply({version_of(1, 1, "two")}); }),
               std::logic_error);
  auto wrong = version_of(1, 2, "two");
  wrong.text = "another text";
  EXPECT_THROW((void)store.write([&](Batch& batch) { batch.apply({wrong}); }), std::logic_error);
  EXPECT_EQ(look(store, [](const View& view) { return view.version(url_of(1), 1, 1); })->document.text,
            "one");
}

TEST(Store, JoinsAreFollowedAndACircleEnds) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  auto young = policy_of("young");
  auto middle = policy_of("middle");
  young.joined_into = middle.id;
  middle.joined_into = PolicyId("old");
  must_write(store, {PolicyPut{young}, PolicyPut{middle}, PolicyPut{policy_of("old")}});
  const auto answer = [&] { return look(store, [](const View& v) { return v.policy(PolicyId("young")); }); };
  EXPECT_EQ(answer()->id, PolicyId("old"));
  EXPECT_TRUE(store.verify().empty());
  auto old = policy_of("old");
  old.joined_into = PolicyId("young");
  must_write(store, {PolicyPut{old}});
  EXPECT_TRUE(answer());
  EXPECT_FALSE(store.verify().empty());
}

TEST(Store, ADueDateThatWasDoneDoesNotComeBack) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  const PolicyId id("p1");
  const auto day = Date::of(2024, 5, 1).value();
  const DueDate effective{day, DueKind::effective, id};
  const DueDate expired{day, DueKind::expired, id};
  const DueDate before_1970{Date::of(1969, 1, 1).value(), DueKind::expiring, id};
  const auto due = [&] {
    return look(store, [](const View& v) { return v.due_dates(Date::of(2024, 5, 1).value()); });
  };
  must_write(store, {PolicyPut{policy_of("p1")}, DueDatesSet{id, {expired, effective, before_1970}}});
  EXPECT_EQ(due(), (std::vector{before_1970, effective, expired}));
  must_write(store, {DueDateDone{effective}});
  EXPECT_EQ(due(), (std::vector{before_1970, expired}));
  must_write(store, {DueDatesSet{id, {effective}}});
  EXPECT_TRUE(due().empty());
  const DueDate later{day.plus_days(1), DueKind::effective, id};
  must_write(store, {DueDatesSet{id, {effective, later}}});
  EXPECT_TRUE(due().empty());
  EXPECT_EQ(look(store, [&](const View& v) { return v.due_dates(later.day); }), std::vector{later});
  EXPECT_TRUE(store.verify().empty());
}

TEST(Store, EventsAreNumberedWithoutGapsAndChained) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  EXPECT_EQ(look(store, [](const View& v) { return v.newest_event(); }), EventSeq{0});
  must_write(store, {EventRaised{event_of("policy.published", {{"b", 1}, {"a", "文"}})}});
  EXPECT_THROW((void)store.write([](Batch& batch) {
    batch.apply({EventRaised{event_of("policy.amended")}});
    throw std::runtime_error("the work fails");
  }),
               std::runtime_error);
  auto silent = event_of("source.silent");
  silent.region = silent.subject = "";
  must_write(store, {EventRaised{silent}});
  const auto events = look(store, [](const View& v) { return v.events(EventSeq{0}, 10); });
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].topic, "policy.published/jinan/370100");
  EXPECT_EQ(events[1].topic, "source.silent/jinan/-");
  EXPECT_EQ(events[0].json,
            R"({"specversion":"1.0","id":")" + store.id() +
                R"(/1","sequence":"00000000000000000001","source":"/sources/jinan",)"
                R"("type":"policy.published","subject":"p1","time":"2023-11-14T22:13:20.123Z",)"
                R"("datacontenttype":"application/json","data":{"b":1,"a":"文"}})");
  const auto told = Json::parse(events[1].json);
  EXPECT_EQ(told["id"], store.id() + "/2");
  EXPECT_FALSE(told.contains("subject"));
  const auto link = [](const Digest& before, char number, const std::string& json) {
    return Digest::of(std::string(before.view()) + std::string(7, '\0') + number + json);
  };
  EXPECT_EQ(events[0].chain, link(Digest{}, 1, events[0].json));
  EXPECT_EQ(events[1].chain, link(events[0].chain, 2, events[1].json));
  EXPECT_EQ(look(store, [](const View& v) { return v.events(EventSeq{1}, 1); }), std::vector{events[1]});
  EXPECT_TRUE(look(store, [](const View& v) { return v.events(EventSeq{~0ULL}, 1); }).empty());
}

/// A page may hold any bytes; subscribers read a line an event, and JSON.
TEST(Store, AnEventIsOneLineOfJsonWhateverItQuotes) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  must_write(store, {EventRaised{event_of("policy.published", {{"a", "1\n2\r\xff"}, {"b\"", nullptr}})}});
  const auto events = look(store, [](const View& v) { return v.events(EventSeq{0}, 1); });
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].json.find_first_of("\r\n"), std::string::npos);
  const auto told = Json::parse(events[0].json);
  EXPECT_EQ(told["data"], Json({{"a", "1\n2\r\uFFFD"}, {"b\"", nullptr}}));
}

TEST(Store, NamesAndTargetsOfAnyLength) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  const std::string name(100'000, 'n');
  must_write(store,
             {PolicyPut{policy_of("p1")}, PolicyPut{policy_of("p2")}, NameBound{name, PolicyId("p1")},
              NameBound{"", PolicyId("p2")}, CitationsSet{PolicyId("p1"), {{name, Relation::repeals}}}});
  EXPECT_EQ(look(store, [&](const View& v) { return v.named(name); }), PolicyId("p1"));
  EXPECT_EQ(look(store, [&](const View& v) { return v.named(""); }), PolicyId("p2"));
  EXPECT_EQ(look(store, [&](const View& v) { return v.citing(name); }),
            (std::vector<CitedBy>{{PolicyId("p1"), Relation::repeals}}));
  must_write(store, {NameBound{name, PolicyId("p2")}});
  EXPECT_EQ(look(store, [&](const View& v) { return v.named(name); }), PolicyId("p2"));
}

TEST(Store, AWalkStopsWhenToldTo) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  for (int i = 0; i < 5; ++i) must_write(store, whole_page(i, {}));
  int seen = 0;
  store.read([&](const View& view) {
    view.each_page([&](const PageRecord&) { return ++seen == 3 ? View::Walk::stop : View::Walk::on; });
  });
  EXPECT_EQ(seen, 3);
}

TEST(Store, VerifyFindsWhatPointsNowhere) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  must_write(store, whole_page(1, {"text"}));
  ASSERT_TRUE(store.verify().empty());
  const std::vector<Facts> faults = {
      {NameBound{"name", PolicyId("nobody")}},
      {CitationsSet{PolicyId("nobody"), {{"target", Relation::cites}}}},
      {DueDatesSet{PolicyId("nobody"),
                   {{Date::of(2024, 1, 1).value(), DueKind::expired, PolicyId("nobody")}}}},
      {version_of(1, 3, "a version was left out")},
      {version_of(2, 1, "at a page that is not known")},
  };
  std::size_t before = 0;
  for (const auto& fault : faults) {
    must_write(store, fault);
    const auto found = store.verify().size();
    EXPECT_GT(found, before);
    before = found;
  }
}

TEST(Store, VerifyFindsFlippedBits) {
  const StoreFolder folder;
  {
    auto store = open_store(folder.path());
    must_write(store, whole_page(1, {"text"}));
    must_write(store, {EventRaised{event_of("a")}, EventRaised{event_of("b")}, EventRaised{event_of("c")}});
  }
  for (const char* database : {"bodies", "events"}) {
    std::string whole, name;
    const auto change = [&](auto edit) {
      lmdb::Environment environment(folder.path(), {});
      lmdb::WriteTransaction transaction(environment);
      const auto handle = transaction.find_database(database).value();
      edit(transaction, handle);
      transaction.commit();
    };
    change([&](lmdb::WriteTransaction& transaction, lmdb::Database handle) {
      const auto entry = lmdb::Cursor(transaction, handle).first().value();
      name = entry.key;
      whole = entry.value;
      auto broken = whole;
      broken.back() ^= 1;
      transaction.put(handle, name, broken);
    });
    EXPECT_FALSE(open_store(folder.path()).verify().empty()) << database;
    change([&](lmdb::WriteTransaction& transaction, lmdb::Database handle) {
      transaction.put(handle, name, whole);
    });
    EXPECT_TRUE(open_store(folder.path()).verify().empty()) << database;
  }
  {
    lmdb::Environment environment(folder.path(), {});
    lmdb::WriteTransaction transaction(environment);
    transaction.erase(transaction.find_database("events").value(), std::string("\0\0\0\0\0\0\0\2", 8));
    transaction.commit();
  }
  EXPECT_FALSE(open_store(folder.path()).verify().empty()) << "a gap";
}

/// A disk with `size` bytes for the life of the object; not mounted where that is not allowed.
class SmallDisk {
 public:
  SmallDisk(const std::filesystem::path& path, const std::string& size)
      : path_(path), mounted_(::mount("none", path.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0) {}
  ~SmallDisk() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool mounted() const { return mounted_; }

 private:
  std::filesystem::path path_;
  bool mounted_;
};

/// No file may grow beyond `size` bytes for the life of the object.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t size) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

/// Writes until it fails, and returns how many batches are kept and the failure.
std::pair<int, Error> fill(Store& store) {
  for (int i = 0;; ++i) {
    std::string noise(20'000, '\0');
    std::mt19937 random(static_cast<unsigned>(i));
    for (auto& byte : noise) byte = static_cast<char>(random());
    auto facts = whole_page(i, {noise});
    facts.push_back(EventRaised{event_of("e")});
    const auto written = store.write([&](Batch& batch) { batch.apply(facts); });
    if (!written) return {i, written.error()};
  }
}

TEST(Store, AFullDiskLosesNothing) {
  const StoreFolder folder;
  const SmallDisk disk(folder.path(), "3m");
  if (!disk.mounted()) GTEST_SKIP() << "no small disk can be mounted here";
  auto store = open_store(folder.path());
  const auto [kept, error] = fill(store);
  EXPECT_EQ(error.kind, ErrorKind::no_space) << error.message;
  EXPECT_GT(kept, 50);
  EXPECT_TRUE(store.verify().empty());
  EXPECT_EQ(look(store, [](const View& v) { return v.newest_event(); }),
            EventSeq{static_cast<std::uint64_t>(kept)});
}

TEST(Store, AFileThatMayNotGrowLosesNothing) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  int kept = 0;
  {
    const FileSizeLimit limit(2U << 20U);
    const auto [batches, error] = fill(store);
    kept = batches;
    EXPECT_TRUE(error.kind == ErrorKind::no_space || error.kind == ErrorKind::io) << error.message;
    EXPECT_TRUE(store.verify().empty());
  }
  EXPECT_EQ(look(store, [](const View& v) { return v.newest_event(); }),
            EventSeq{static_cast<std::uint64_t>(kept)});
  must_write(store, {EventRaised{event_of("after")}});
  EXPECT_TRUE(store.verify().empty());
}

}  // namespace
}  // namespace gazetted::monitor
