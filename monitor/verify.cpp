#include "monitor/verify.h"

#include <optional>
#include <utility>

#include "monitor/apply.h"
#include "monitor/cloud_event.h"
#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/view.h"

namespace gazetted::monitor {
namespace {

std::string version_name(const Url& page, int part, std::uint32_t number) {
  return "version " + std::to_string(number) + " of part " + std::to_string(part) + " of " + page.str();
}

class Verifier {
 public:
  Verifier(const lmdb::Transaction& transaction, const Databases& databases)
      : transaction_(transaction), databases_(databases), view_(transaction, databases) {}

  std::vector<Damage> run() {
    section("events", [this] { events(); });
    section("bodies", [this] { bodies(); });
    section("versions", [this] { versions(); });
    section("pages", [this] { pages(); });
    section("policies", [this] { policies(); });
    section("names", [this] { names(); });
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
    return decode<Record>(view_.unpacked(value));
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
    return transaction_.get(databases_.pages, text_key(url.str()).view()).has_value();
  }
  [[nodiscard]] bool has_policy(const PolicyId& id) const {
    return transaction_.get(databases_.policies, text_key(id.str()).view()).has_value();
  }
  void require_policy(const std::string& where, const PolicyId& id) {
    if (!has_policy(id)) report(where, "names policy " + id.str() + ", which is not there");
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
    std::string series;
    std::uint32_t last = 0;
    each(databases_.versions, "version", [&](const lmdb::Entry& entry) {
      auto version = decoded<VersionRecord>(entry.value);
      const auto page = transaction_.get(databases_.pages, entry.key.substr(0, text_key_size));
      if (page) version.page = decoded<PageRecord>(*page).url;
      const auto name = version_name(version.page, version.part, version.number);
      if (page) require_key(name, entry, version_key(version.page, version.part, version.number));
      const auto its_series = entry.key.substr(0, text_key_size + sizeof(std::uint32_t));
      if (series != its_series) last = 0;
      series = its_series;
      if (version.number != last + 1) report(name, "follows version " + std::to_string(last));
      last = version.number;
      if (!page) report(name, "stands at a page that is not known");
      require_policy(name, version.policy);
      if (!view_.has_body(version.text_sha256)) report(name, "its text is missing");
      if (version.snapshot && !view_.has_body(*version.snapshot)) report(name, "its snapshot is missing");
    });
  }

  void pages() {
    std::uint64_t count = 0;
    each(databases_.pages, "page", [&](const lmdb::Entry& entry) {
      ++count;
      const auto page = decoded<PageRecord>(entry.value);
      const auto name = "page " + page.url.str();
      require_key(name, entry, text_key(page.url.str()));
      for (const auto& part : page.parts) {
        require_policy(name, part.policy);
        if (part.versions > 0 && !view_.version_head(page.url, part.part, part.versions))
          report(name, version_name(page.url, part.part, part.versions) + " is missing");
      }
      if (page.attachment_text && !view_.has_body(*page.attachment_text))
        report(name, "the text of the attachment is missing");
      const auto turn = turn_of(page.due, text_key(page.url.str()));
      if (lmdb::SetCursor(transaction_, databases_.turns).at_or_after(turn.view()) != turn.view())
        report(name, "its next visit is not listed");
    });
    lmdb::SetCursor turns(transaction_, databases_.turns);
    for (auto turn = turns.first(); turn; turn = turns.next()) --count;
    if (count != 0) report("visits", "there are not as many as pages");
  }

  void policies() {
    each(databases_.policies, "policy", [&](const lmdb::Entry& entry) {
      const auto policy = decoded<PolicyRecord>(entry.value);
      const auto name = "policy " + policy.id.str();
      require_key(name, entry, text_key(policy.id.str()));
      for (const auto& place : policy.places)
        if (!has_page(place.page)) report(name, "stands at " + place.page.str() + ", which is not known");
      for (const auto& key : policy.names)
        if (!view_.named(key)) report(name, "is not found as " + key);
      for (const auto& affected : policy.affected) require_policy(name, affected.by);
      if (!policy.joined_into) return;
      require_policy(name, *policy.joined_into);
      const auto older = view_.policy(policy.id);
      if (older && older->joined_into) report(name, "its joins lead to no policy");
    });
  }

  void names() {
    std::string_view before;
    lmdb::SetCursor cursor(transaction_, databases_.names);
    for (auto item = cursor.first(); item; item = cursor.next()) {
      if (!before.empty() && before.substr(0, name_size) == item->substr(0, name_size))
        report("names", "one leads to two policies");
      before = *item;
      require_policy("a name", read_set_id(item->substr(name_size)));
    }
  }

  void learned() {
    each(databases_.learned, "learned number", [&](const lmdb::Entry& entry) {
      const auto record = decoded<LearnedRecord>(entry.value);
      require_key("learned number of " + record.title_key, entry, text_key(record.title_key));
    });
  }

  void citations() {
    std::uint64_t backward = 0;
    lmdb::SetCursor cursor(transaction_, databases_.citing);
    for (auto item = cursor.first(); item; item = cursor.next()) ++backward;
    std::uint64_t forward = 0;
    std::optional<PolicyId> known;
    lmdb::SetCursor citations(transaction_, databases_.cites);
    for (auto item = citations.first(); item; item = citations.next()) {
      ++forward;
      const auto id = read_set_id(*item);
      if (known != id) require_policy("a citation", id);
      known = id;
      const auto name = item->substr(id_size, name_size);
      const auto way_back = std::string(name) + set_id(id) + item->back();
      if (cursor.at_or_after(way_back) != way_back)
        report("citations of policy " + id.str(), "one cannot be found by its target");
    }
    if (forward != backward) report("citations", "the lists by target and by policy differ");
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
  std::vector<Damage> damages_;
};

}  // namespace

std::vector<Damage> verify(const lmdb::Transaction& transaction, const Databases& databases) {
  return Verifier(transaction, databases).run();
}

}  // namespace gazetted::monitor
