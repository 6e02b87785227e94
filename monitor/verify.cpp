#include "monitor/verify.h"

#include <optional>
#include <set>
#include <utility>

#include "monitor/apply.h"
#include "monitor/citing.h"
#include "monitor/cloud_event.h"
#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/names.h"
#include "monitor/view.h"

namespace gazetted::monitor {
namespace {

std::string version_name(const Url& page, int part, std::uint32_t number) {
  return "version " + std::to_string(number) + " of part " + std::to_string(part) + " of " + page.str();
}

class Verifier {
 public:
  Verifier(const lmdb::Transaction& transaction, const Databases& databases)
      : transaction_(transaction),
        databases_(databases),
        view_(transaction, databases),
        records_(view_.records()),
        by_name_(transaction, databases) {}

  std::vector<Damage> run() {
    section("events", [this] { events(); });
    section("bodies", [this] { bodies(); });
    section("versions", [this] { versions(); });
    section("pages", [this] { pages(); });
    section("addresses", [this] { addresses(); });
    section("policies", [this] { policies(); });
    section("names", [this] { names(); });
    section("words", [this] { words(); });
    section("learned numbers", [this] { learned(); });
    section("citations", [this] { citations(); });
    section("due dates", [this] { due_dates(); });
    section("samples", [this] { samples(); });
    section("sources", [this] { sources(); });
    section("hosts", [this] { hosts(); });
    return std::move(damages_);
  }

 private:
  void report(std::string where, std::string what) {
    damages_.push_back({std::move(where), std::move(what)});
  }

  /// What LMDB itself cannot read ends a section, not the whole.
  template <class Work>
  void section(const char* name, Work work) {
    try {
      work();
    } catch (const std::exception& error) {
      report(name, error.what());
    }
  }

  template <class Record>
  [[nodiscard]] Record decoded(std::string_view value) const {
    return decode<Record>(records_.unpacked(value));
  }

  /// Visits every entry of a database; damage of one is reported under `label` and its key.
  template <class Visit>
  void each(lmdb::Database database, const char* label, Visit visit) {
    lmdb::Cursor cursor(transaction_, database);
    std::uint64_t position = 0;
    for (auto entry = cursor.first(); entry; entry = cursor.next()) {
      ++position;
      try {
        visit(*entry);
      } catch (const Damaged& damage) {
        report(std::string(label) + ' ' + std::to_string(position), damage.what());
      }
    }
  }

  [[nodiscard]] bool has_page(const Url& url) const {
    const auto page = records_.find(url);
    return page && records_.is_known(*page);
  }
  [[nodiscard]] bool has_policy(const PolicyId& id) const {
    const auto number = records_.find(id);
    return number && records_.is_known(*number);
  }
  void require_policy(const std::string& where, const PolicyId& id) {
    if (!has_policy(id)) report(where, "names policy " + id.str() + ", which is not there");
  }
  void require_policy(const std::string& where, PolicyNumber number) {
    if (!records_.is_known(number))
      report(where, "leads to policy number " + std::to_string(static_cast<std::uint32_t>(number)) +
                        ", which is not there");
  }
  void require_key(const std::string& where, const lmdb::Entry& entry, const Key& key) {
    if (entry.key != key.view()) report(where, "stands under the key of another");
  }

  void events() {
    std::optional<EventSeq> before;
    Digest chain;
    each(databases_.events, "event", [&](const lmdb::Entry& entry) {
      const EventSeq sequence{read_number64(entry.key)};
      const auto name = "event " + std::to_string(sequence.value);
      if (before && sequence != before->next())
        report(name, "follows " + std::to_string(before->value) + ": the sequence has a gap");
      // Where older events were dropped, the chain is taken up at the oldest kept.
      const bool linked = before ? sequence == before->next() : sequence.value == 1;
      before = sequence;
      const auto link = std::exchange(chain, Digest{});
      const auto event = view_.event(entry);
      chain = event.chain;
      if (linked && chained(link, sequence, event.json) != event.chain)
        report(name, "is not what the chain says");
    });
  }

  void bodies() {
    each(databases_.bodies, "body", [&](const lmdb::Entry& entry) {
      const auto digest = Digest::from_bytes(entry.key);
      if (!digest) throw Damaged("its key is no digest");
      if (!view_.body(*digest)) throw Damaged("it cannot be found again");
    });
  }

  void versions() {
    PageNumber page_number{};
    int part = 0;
    std::uint32_t last = 0;
    each(databases_.wordings, "version", [&](const lmdb::Entry& entry) {
      const auto key = read_version_key(entry.key);
      const bool follows = key.page == page_number && key.part == part;
      const auto before = follows ? last : 0;
      page_number = key.page, part = key.part, last = key.number;
      const auto page = records_.find(key.page);
      if (!page) throw Damaged("it stands at a page that is not there");
      const auto version = records_.version(*page, key.part, key.number);
      if (!version) throw Damaged("it cannot be found again");
      const auto name = version_name(version->page, version->part, version->number);
      require_key(name, entry, version_key(key.page, version->part, version->number));
      if (version->number != before + 1) report(name, "follows version " + std::to_string(before));
      if (!records_.is_known(*page)) report(name, "stands at a page that is not known");
      require_policy(name, version->policy);
      if (!view_.has_body(version->text_sha256)) report(name, "its text is missing");
      if (version->snapshot && !view_.has_body(*version->snapshot)) report(name, "its snapshot is missing");
    });
  }

  void pages() {
    std::uint64_t known = 0;
    each(databases_.found, "page", [&](const lmdb::Entry& entry) {
      const auto found = records_.find(read_page(entry.key));
      if (!found) throw Damaged("it cannot be found again");
      const auto by_address = by_name_.find(found->base.url);
      const auto name = "page " + found->base.url.str();
      if (!by_address || by_address->number != found->number) report(name, "is not found by its address");
      const auto page = records_.page(*found);
      if (!page) return;  // its versions are reported
      ++known;
      if (page->url != found->base.url) report(name, "was known under another address");
      for (const auto& part : page->parts) {
        require_policy(name, part.policy);
        if (part.versions > 0 && !view_.version_head(page->url, part.part, part.versions))
          report(name, version_name(page->url, part.part, part.versions) + " is missing");
      }
      if (page->attachment_text && !view_.has_body(*page->attachment_text))
        report(name, "the text of the attachment is missing");
      const auto turn = turn_of(page->due, found->number);
      if (lmdb::SetCursor(transaction_, databases_.turns).at_or_after(turn.view()) != turn.view())
        report(name, "its next visit is not listed");
    });
    if (count(databases_.turns) != known) report("visits", "there are not as many as pages");
    each(databases_.states, "state", [&](const lmdb::Entry& entry) {
      if (!records_.find(read_page(entry.key))) throw Damaged("it is that of no page");
    });
  }

  /// Each page is found by its address; none of them is another's or of none.
  void addresses() {
    std::uint64_t pages = 0;
    each(databases_.found, "page", [&](const lmdb::Entry&) { ++pages; });
    if (count(databases_.addresses) != pages) report("addresses", "there are not as many as pages");
  }

  [[nodiscard]] std::uint64_t count(lmdb::Set set, std::string_view begin, std::size_t item_size) const {
    std::uint64_t items = 0;
    each_item(transaction_, set, begin, item_size, [&](std::string_view) { ++items; });
    return items;
  }
  [[nodiscard]] std::uint64_t count(lmdb::Set set) const {
    std::uint64_t items = 0;
    lmdb::SetCursor cursor(transaction_, set);
    for (auto item = cursor.first(); item; item = cursor.next()) ++items;
    return items;
  }

  void policies() {
    each(databases_.documents, "policy", [&](const lmdb::Entry& entry) {
      const auto number = read_policy(entry.key);
      const auto id = records_.id_of(number);
      const auto name = "policy " + id.str();
      if (by_name_.find(id) != number) report(name, "is not found by its id");
      const auto policy = records_.policy(number);
      if (!policy) return;  // who names it is reported
      if (policy->id != id) report(name, "says that it is another");
      for (const auto& place : policy->places)
        if (!has_page(place.page)) report(name, "stands at " + place.page.str() + ", which is not known");
      for (const auto& key : policy->names)
        if (!view_.named(key)) report(name, "is not found as " + key);
      for (const auto& affected : policy->affected) require_policy(name, affected.by);
      if (!policy->joined_into) return;
      require_policy(name, *policy->joined_into);
      const auto older = view_.policy(id);
      if (older && older->joined_into) report(name, "its joins lead to no policy");
    });
  }

  void names() {
    std::string before;
    lmdb::SetCursor cursor(transaction_, databases_.names);
    for (auto entry = cursor.first(); entry; entry = cursor.next()) {
      const auto item = read_name_item(*entry);
      if (item.has(NameIs::key)) {
        if (before == item.name) report("names", "one leads to two policies");
        before = item.name;
        require_policy("a name", item.policy);
      }
      if (item.has(NameIs::id) && name_of_id(records_.id_of(item.policy)) != item.name)
        report("names", "an id leads to policy " + records_.id_of(item.policy).str());
    }
  }

  void words() {
    lmdb::SetCursor cursor(transaction_, databases_.words);
    for (auto item = cursor.first(); item; item = cursor.next())
      require_policy("a fingerprint", read_policy(item->substr(word_item_size - number_size)));
  }

  void learned() {
    each(databases_.learned, "learned number", [&](const lmdb::Entry& entry) {
      const auto record = decoded<LearnedRecord>(entry.value);
      require_key("learned number of " + record.title_key, entry, text_key(record.title_key));
    });
  }

  /// Each item finds the way back, and each way back finds an item.
  void citations() {
    std::optional<PolicyNumber> known;
    lmdb::SetCursor ways_back(transaction_, databases_.cites);
    for (auto item = ways_back.first(); item; item = ways_back.next()) {
      const auto policy = read_policy(*item);
      if (known == policy) continue;
      known = policy;
      require_policy("a citation", policy);
      std::set<std::string> found;
      for (const auto& citation : citations_by(transaction_, databases_, policy))
        found.insert(way_back(citation));
      if (found.size() != count(databases_.cites, Key{}.number(policy).view(), cites_item_size))
        report("citations of policy " + records_.id_of(policy).str(), "one cannot be found by its target");
    }
    lmdb::SetCursor cursor(transaction_, databases_.citing);
    lmdb::SetCursor back(transaction_, databases_.cites);
    for (auto item = cursor.first(); item; item = cursor.next()) {
      const auto way = way_back(read_citation(*item));
      if (back.at_or_after(way) != way) report("citations", "one cannot be found by who makes it");
    }
  }

  void due_dates() {
    std::uint64_t forward = 0;
    each(databases_.dues, "due date", [&](const lmdb::Entry& entry) {
      ++forward;
      require_policy("due date " + read_day(entry.key).iso(), PolicyId(std::string(entry.value)));
    });
    std::uint64_t backward = 0;
    each(databases_.due_sets, "due dates of a policy", [&](const lmdb::Entry& entry) {
      for (const auto& due : read_due_entries(entry.value)) {
        if (due.done) continue;
        ++backward;
        const auto head = Key{}.day(due.day).byte(static_cast<std::uint8_t>(due.kind));
        if (!transaction_.get(databases_.dues, std::string(head.view()) + std::string(entry.key)))
          throw Damaged(due.day.iso() + " is missing");
      }
    });
    if (forward != backward) report("due dates", "the lists by day and by policy differ");
  }

  void samples() {
    each(databases_.kin, "kin", [&](const lmdb::Entry& entry) {
      if (!transaction_.get(databases_.samples, entry.value)) throw Damaged("its sample is missing");
    });
  }

  void hosts() {
    each(databases_.hosts, "host", [&](const lmdb::Entry& entry) {
      const auto host = decoded<HostEntry>(entry.value);
      require_key("host " + host.name, entry, text_key(host.name));
    });
  }

  void sources() {
    each(databases_.sources, "source", [&](const lmdb::Entry& entry) {
      const auto record = decoded<SourceRecord>(entry.value);
      require_key("source " + record.id.str(), entry, text_key(record.id.str()));
    });
  }

  const lmdb::Transaction& transaction_;
  const Databases& databases_;
  TransactionView view_;
  const RecordReader& records_;
  RecordReader by_name_;  ///< asked for nothing by its number, which it would remember
  std::vector<Damage> damages_;
};

}  // namespace

std::vector<Damage> verify(const lmdb::Transaction& transaction, const Databases& databases) {
  return Verifier(transaction, databases).run();
}

}  // namespace gazetted::monitor
