// The store against a model of plain maps: the same facts must read the same, also after opening
// anew, after work that failed, and while the map grows.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "monitor/cloud_event.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

struct Model {
  std::map<Url, PageRecord> pages;
  std::map<PolicyId, PolicyRecord> policies;
  std::map<std::string, PolicyId> names;
  std::map<std::uint32_t, std::set<PolicyId>> bands;  // of fingerprints
  std::map<std::string, std::string> learned;
  std::map<std::pair<Url, int>, std::vector<VersionRecord>> versions;  // with their texts
  std::map<Digest, std::string> bodies;
  std::map<PolicyId, std::set<std::pair<std::string, Relation>>> citations;
  std::set<std::string> targets;  // of whichever citation ever
  std::map<SourceId, SourceRecord> sources;
  std::map<PolicyId, std::set<std::pair<Date, DueKind>>> dues, done;
  std::vector<Event> events;
  Opaque schedule;
  std::map<std::string, Opaque> hosts;

  void apply(const PagePut& fact) { pages[fact.page.url] = fact.page; }
  void apply(const PolicyPut& fact) { policies[fact.policy.id] = fact.policy; }
  void apply(const SourcePut& fact) { sources[fact.source.id] = fact.source; }
  void apply(const VersionAdded& fact) {
    auto version = fact.version;
    version.document.text = fact.text;
    versions[{version.page, version.part}].push_back(version);
    bodies[version.text_sha256] = fact.text;
  }
  void apply(const BodyKept& fact) { bodies[Digest::of(fact.bytes)] = fact.bytes; }
  void apply(const NameBound& fact) { names[fact.key] = fact.policy; }
  void apply(const WordsBound& fact) {
    constexpr std::size_t most = 8;
    for (const auto band : fact.words)
      if (auto& bound = bands[band]; bound.size() < most) bound.insert(fact.policy);
  }
  void apply(const NumberLearned& fact) { learned[fact.title_key] = fact.number; }
  void apply(const CitationsSet& fact) {
    for (const auto& [target, ignored] : fact.targets) targets.insert(target);
    citations[fact.policy] = {fact.targets.begin(), fact.targets.end()};
  }
  void apply(const DueDatesSet& fact) {
    auto& set = dues[fact.policy];
    set.clear();
    for (const auto& date : fact.dates)
      if (!done[fact.policy].contains({date.day, date.kind})) set.insert({date.day, date.kind});
  }
  void apply(const DueDateDone& fact) {
    dues[fact.date.policy].erase({fact.date.day, fact.date.kind});
    done[fact.date.policy].insert({fact.date.day, fact.date.kind});
  }
  void apply(const EventRaised& fact) { events.push_back(fact.event); }
  void apply(const ScheduleKept& fact) { schedule = fact.schedule; }
  void apply(const HostKept& fact) { hosts[fact.name] = fact.record; }

  [[nodiscard]] std::optional<PolicyRecord> policy(const PolicyId& id) const {
    auto found = policies.find(id);
    if (found == policies.end()) return std::nullopt;
    while (found->second.joined_into) {
      const auto older = policies.find(*found->second.joined_into);
      if (older == policies.end()) break;
      found = older;
    }
    return found->second;
  }
};

constexpr int universe = 12;  // of each kind of thing: small, so that facts meet

class ChanceFacts {
 public:
  explicit ChanceFacts(unsigned seed) : random_(seed) {}

  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

  Fact next(const Model& model) {
    switch (below(14)) {
      case 0: return page();
      case 1: return policy();
      case 2:
        return SourcePut{{source(), {{"http://a/", text(20)}}, std::nullopt, time(), {text(9)}, {}, {}}};
      case 3: return version(model);
      case 4: {
        std::string bytes = text(30'000);
        return BodyKept{Digest::of(bytes), bytes,
                        below(2) == 0 ? std::optional(any_body(model)) : std::nullopt};
      }
      case 5: return NameBound{name(), id()};
      case 6: return NumberLearned{name(), text(10)};
      case 7: return citations();
      case 8: return due_dates();
      case 9: return DueDateDone{due(id())};
      case 10: return ScheduleKept{{text(30) + '\xff'}};
      case 11: return HostKept{name(), {text(30) + '\xff'}};
      case 12: return WordsBound{words(), id()};
      default: return EventRaised{{"type", source(), below(2) == 0 ? "" : "37", id().str(), time(), {}}};
    }
  }

  Fingerprint words() {
    Fingerprint words;
    for (auto& band : words) band = static_cast<std::uint32_t>(below(universe));
    return words;
  }

 private:
  PolicyId id() { return policy_id(below(universe)); }
  static PolicyId policy_id(int number) { return PolicyId("p" + std::to_string(number)); }
  SourceId source() { return SourceId("s" + std::to_string(below(universe))); }
  Timestamp time() { return instant(static_cast<std::int64_t>(random_())); }
  std::string name() {
    return std::string(static_cast<std::size_t>(below(3) * 300), 'n') + std::to_string(below(universe));
  }
  std::string text(int longest) {
    std::string bytes(static_cast<std::size_t>(below(longest)), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random_());
    return bytes;
  }
  DueDate due(const PolicyId& policy) {
    return {Date::of(2024, 1, 1)->plus_days(below(6)), static_cast<DueKind>(below(3)), policy};
  }
  static Digest any_body(const Model& model) {
    return model.bodies.empty() ? Digest::of("none") : model.bodies.begin()->first;
  }
  PagePut page() {
    auto page = page_of(below(universe));
    page.failures = static_cast<std::uint32_t>(below(5));
    page.due_reason = text(100);
    return {page};
  }
  PolicyPut policy() {
    const int number = below(universe);
    PolicyRecord policy;
    policy.id = policy_id(number);
    policy.names = {name()};
    if (number > 0 && below(3) == 0) policy.joined_into = policy_id(below(number));  // no circles
    return {policy};
  }
  VersionAdded version(const Model& model) {
    VersionRecord version;
    version.page = url_of(below(universe));
    version.part = 1 + below(2);
    version.policy = id();
    version.document.title = text(50);
    const auto known = model.versions.find({version.page, version.part});
    const auto count = known == model.versions.end() ? 0 : known->second.size();
    version.number = static_cast<std::uint32_t>(count + 1);
    auto words = count == 0 ? text(20'000) : known->second.back().document.text + "增加一款。";
    version.text_sha256 = Digest::of(words);
    std::optional<Digest> previous;
    if (count > 0) previous = known->second.back().text_sha256;
    return {version, std::move(words), previous};
  }
  CitationsSet citations() {
    CitationsSet set{id(), {}};
    for (int i = below(4); i > 0; --i) set.targets.emplace_back(name(), static_cast<Relation>(below(9)));
    return set;
  }
  DueDatesSet due_dates() {
    DueDatesSet set{id(), {}};
    for (int i = below(4); i > 0; --i) set.dates.push_back(due(set.policy));
    return set;
  }

  std::mt19937 random_;
};

void expect_same_records(const View& view, const Model& model) {
  std::map<Url, PageRecord> pages;
  view.each_page([&](const PageRecord& page) { return pages[page.url] = page, View::Walk::on; });
  EXPECT_EQ(pages, model.pages);
  std::map<PolicyId, PolicyRecord> policies;
  view.each_policy([&](const PolicyRecord& policy) { return policies[policy.id] = policy, View::Walk::on; });
  EXPECT_EQ(policies, model.policies);
  for (const auto& [id, ignored] : model.policies) EXPECT_EQ(view.policy(id), model.policy(id));
  for (int i = 0; i < universe; ++i) {
    const auto found = model.pages.find(url_of(i));
    EXPECT_EQ(view.page(url_of(i)), found == model.pages.end() ? std::nullopt : std::optional(found->second));
  }
  for (const auto& [key, id] : model.names) EXPECT_EQ(view.named(key), id);
  for (const auto& [title, number] : model.learned) EXPECT_EQ(view.learned_number(title), number);
  for (const auto& [id, source] : model.sources) EXPECT_EQ(view.source(id), source);
  EXPECT_EQ(view.source(SourceId("none")).id, SourceId("none"));
  EXPECT_FALSE(view.named("none"));
}

/// A few of those that have most in common, and no others.
void expect_alike(const View& view, const Model& model, const Fingerprint& words) {
  std::map<PolicyId, unsigned> expected;
  for (const auto band : words)
    if (const auto found = model.bands.find(band); found != model.bands.end())
      for (const auto& policy : found->second) ++expected[policy];
  const auto alike = view.alike(words);
  EXPECT_EQ(alike.size(), std::min<std::size_t>(4, expected.size()));
  unsigned before = ~0U;
  for (const auto& [policy, bands] : alike) {
    EXPECT_LE(bands, before);
    before = bands;
    EXPECT_EQ(expected[policy], bands);
    expected.erase(policy);
  }
  for (const auto& [policy, bands] : expected) EXPECT_LE(bands, before) << "left out";
}

void expect_same_bodies(const View& view, const Model& model) {
  for (const auto& [digest, bytes] : model.bodies) EXPECT_EQ(view.body(digest), bytes);
  for (const auto& [place, versions] : model.versions) {
    for (const auto& version : versions)
      EXPECT_EQ(view.version(place.first, place.second, version.number), version);
    EXPECT_FALSE(view.version(place.first, place.second, static_cast<std::uint32_t>(versions.size() + 1)));
  }
}

void expect_same_lists(const View& view, const Model& model) {
  EXPECT_EQ(view.schedule(), model.schedule);
  std::map<std::string, Opaque> hosts;
  view.each_host([&](const std::string& name, const Opaque& record) {
    hosts.emplace(name, record);
    EXPECT_EQ(view.host(name), record);
    return View::Walk::on;
  });
  EXPECT_EQ(hosts, model.hosts);
  std::map<std::string, std::vector<CitedBy>> citing;
  for (const auto& [id, targets] : model.citations)
    for (const auto& [target, relation] : targets) citing[target].push_back({id, relation});
  for (auto& [target, by] : citing) std::sort(by.begin(), by.end());
  for (const auto& target : model.targets) EXPECT_EQ(view.citing(target), citing[target]);

  const auto last = Date::of(2024, 1, 4).value();
  std::set<std::tuple<Date, DueKind, PolicyId>> due, expected;
  for (const auto& [id, dates] : model.dues)
    for (const auto& [day, kind] : dates)
      if (day <= last) expected.insert({day, kind, id});
  Date before = Date::of(1970, 1, 1).value();
  for (const auto& date : view.due_dates(last)) {
    EXPECT_LE(before, date.day);
    before = date.day;
    due.insert({date.day, date.kind, date.policy});
  }
  EXPECT_EQ(due, expected);
}

void expect_same_events(const View& view, const Model& model, const std::string& store_id) {
  const auto events = view.events(EventSeq{0}, 1'000'000);
  ASSERT_EQ(events.size(), model.events.size());
  EXPECT_EQ(view.newest_event().value, events.size());
  EXPECT_EQ(view.oldest_event().value, events.empty() ? 0U : 1U);
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(events[i].sequence.value, i + 1);
    EXPECT_EQ(events[i].json, cloud_event(store_id, events[i].sequence, model.events[i]));
    EXPECT_EQ(events[i].topic, topic_of(model.events[i]));
  }
}

void expect_same(const View& view, const Model& model, const std::string& store_id) {
  expect_same_records(view, model);
  expect_same_bodies(view, model);
  expect_same_lists(view, model);
  expect_same_events(view, model, store_id);
}

class StoreModel : public testing::TestWithParam<unsigned> {};

TEST_P(StoreModel, ReadsTheSame) {
  const StoreFolder folder;
  const StoreOptions options{.initial_map = 1U << 20U};
  auto store = std::make_unique<Store>(open_store(folder.path(), options));
  Model model;
  ChanceFacts chance(GetParam());
  for (int round = 0; round < 60 && !HasFailure(); ++round) {
    const bool fails = chance.below(5) == 0;
    auto after = model;
    Facts facts;
    for (int i = chance.below(25); i >= 0; --i) {
      facts.push_back(chance.next(after));
      std::visit([&](const auto& fact) { after.apply(fact); }, facts.back());
    }
    const auto work = [&](Batch& batch) {
      batch.apply(facts);
      if (round % 10 == 0) expect_same(batch.view(), after, store->id());
      if (fails) throw std::domain_error("the work fails");
    };
    if (fails) {
      EXPECT_THROW((void)store->write(work), std::domain_error);
    } else {
      const auto written = store->write(work);
      ASSERT_TRUE(written) << written.error().message;
      model = std::move(after);
    }
    if (chance.below(10) == 0) {
      store.reset();
      store = std::make_unique<Store>(open_store(folder.path(), options));
    }
    if (round % 5 == 4)
      store->read([&](const View& view) {
        expect_same(view, model, store->id());
        expect_alike(view, model, chance.words());
      });
  }
  EXPECT_GT(std::filesystem::file_size(folder.path() / "data.mdb"), options.initial_map)
      << "the map did not grow";
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreModel, testing::Values(1U, 2U, 3U, 4U, 5U));

}  // namespace
}  // namespace gazetted::monitor
