#include "monitor/upgrade.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "monitor/bodies.h"
#include "monitor/cbor_records.h"
#include "monitor/citing.h"
#include "monitor/damaged.h"
#include "monitor/names.h"
#include "monitor/older_layout.h"
#include "monitor/stored_records.h"

namespace gazetted::monitor {
namespace {

constexpr std::uint32_t first_without_cbor = 3;
constexpr std::uint32_t first_with_samples = 4;
constexpr std::size_t chain_size = sizeof(Digest::bytes);  // before an event

std::optional<std::string> first_key(const lmdb::Transaction& transaction, lmdb::Database database) {
  const auto entry = lmdb::Cursor(transaction, database).first();
  return entry ? std::optional(std::string(entry->key)) : std::nullopt;
}

std::optional<std::string> key_after(const lmdb::Transaction& transaction, lmdb::Database database,
                                     const std::string& key) {
  const auto entry = lmdb::Cursor(transaction, database).at_or_after(key + '\0');
  return entry ? std::optional(std::string(entry->key)) : std::nullopt;
}

/// Pages, versions and policies are read as the older schema had them and put as they are put now; what was
/// found by a digest of its name is bound anew. Sources, hosts, learned numbers and events lie as they did,
/// but for their form.
class Upgrade {
 public:
  Upgrade(lmdb::WriteTransaction& transaction, const Databases& databases, std::uint32_t schema)
      : transaction_(transaction), databases_(databases), schema_(schema) {}

  void run() {
    renew_what_stays();
    pages_with_their_versions();
    policies();
    names();
    citations();
    remove_what_was();
  }

 private:
  /// A record as that schema had it.
  template <class Record>
  [[nodiscard]] Record decoded(std::string_view value) const {
    return schema_ < first_without_cbor ? decode_cbor<Record>(value)
                                        : decode<Record>(reader_.unpacked(value));
  }
  [[nodiscard]] std::optional<lmdb::Database> database(const char* name) const {
    return transaction_.find_database(name);
  }

  /// Writes every record of a database anew, as `renew` makes it; `head` bytes before it stay as they are.
  template <class Record, class Renew>
  void renew_each(lmdb::Database database, Renew renew, std::size_t head = 0) {
    for (auto key = first_key(transaction_, database); key; key = key_after(transaction_, database, *key)) {
      const std::string value(*transaction_.get(database, *key));
      if (value.size() < head) throw Damaged("a record has no head");
      const auto record = decoded<Record>(std::string_view(value).substr(head));
      transaction_.put(database, *key, value.substr(0, head) + renew(record));
    }
  }

  void renew_what_stays() {
    const auto packed = [this](const auto& record) { return packer_.pack(encode(record)); };
    if (schema_ < first_without_cbor) {
      renew_each<SourceRecord>(databases_.sources, packed);
      renew_each<LearnedRecord>(databases_.learned, packed);
      renew_each<HostEntry>(databases_.hosts, packed);
    }
    if (schema_ < first_with_samples)
      renew_each<EventRecord>(
          databases_.events, [this](const EventRecord& event) { return writer_.samples().pack(event); },
          chain_size);
  }

  /// Hands over every entry of a database that is left as it is; of none where there is no such database.
  template <class Take>
  void each(const char* name, Take take) {
    const auto old = database(name);
    if (!old) return;
    lmdb::Cursor cursor(transaction_, *old);
    for (auto entry = cursor.first(); entry; entry = cursor.next())
      take(std::string(entry->key), std::string(entry->value));
  }
  template <class Take>
  void each_item(const char* name, Take take) {
    const auto old = transaction_.find_set(name);
    if (!old) return;
    lmdb::SetCursor cursor(transaction_, *old);
    for (auto item = cursor.first(); item; item = cursor.next()) take(std::string(*item));
  }

  void pages_with_their_versions() {
    std::uint64_t versions = 0, moved = 0;
    each(older::versions, [&](const std::string&, const std::string&) { ++versions; });
    each(older::pages, [&](const std::string& key, const std::string& value) {
      const auto page = decoded<PageRecord>(value);
      if (text_key(page.url.str()).view() != key) throw Damaged("a page stands under the key of another");
      writer_.put(page);
      moved += versions_of(page, key);
      for (const auto& part : page.parts) {
        // Beside its first page, on which it is written.
        const auto policy = older_policy(part.policy);
        if (policy && !policy->places.empty() && policy->places.front().page == page.url) put(*policy);
        if (policy && policy->kind == DocumentKind::policy) bind_words_of(page, part);
      }
    });
    if (moved != versions) throw Damaged("a version stands at a page that is not known");
  }

  std::uint64_t versions_of(const PageRecord& page, const std::string& key) {
    const auto old = database(older::versions);
    if (!old) return 0;
    std::uint64_t count = 0;
    lmdb::Cursor cursor(transaction_, *old);
    for (auto entry = cursor.at_or_after(key); entry && entry->key.starts_with(key); entry = cursor.next()) {
      auto version = decoded<VersionRecord>(std::string(entry->value));
      if (older::version_key(page.url.str(), version.part, version.number).view() != entry->key)
        throw Damaged("a version stands under the key of another");
      version.page = page.url;
      writer_.add(version);
      ++count;
    }
    return count;
  }

  void bind_words_of(const PageRecord& page, const PagePart& part) {
    const auto found = reader_.find(page.url);
    const auto version = reader_.version(*found, part.part, part.versions);
    if (!version) return;
    const auto text = unpack_body(version->text_sha256, [this](const Digest& digest) {
      return transaction_.get(databases_.bodies, digest.view());
    });
    const auto print = text ? fingerprint_of(*text) : std::nullopt;
    if (print) bind_words(transaction_, databases_, *print, writer_.number_of(part.policy));
  }

  [[nodiscard]] std::optional<PolicyRecord> older_policy(const PolicyId& id) const {
    const auto old = database(older::policies);
    const auto value = old ? transaction_.get(*old, text_key(id.str()).view()) : std::nullopt;
    return value ? std::optional(decoded<PolicyRecord>(*value)) : std::nullopt;
  }

  void put(const PolicyRecord& policy) {
    if (!reader_.is_known(writer_.number_of(policy.id))) writer_.put(policy);
  }

  void policies() {
    each(older::policies, [&](const std::string& key, const std::string& value) {
      const auto policy = decoded<PolicyRecord>(value);
      if (text_key(policy.id.str()).view() != key) throw Damaged("a policy stands under the key of another");
      put(policy);
      for (const auto& name : policy.names)
        if (const auto owner = older_owner(set_name(name))) bind(set_name(name), *owner);
    });
  }

  [[nodiscard]] std::optional<PolicyId> older_owner(const std::string& name) const {
    const auto old = transaction_.find_set(older::names);
    if (!old) return std::nullopt;
    lmdb::SetCursor cursor(transaction_, *old);
    const auto item = find_item(cursor, name, name_size + older::id_size);
    return item ? std::optional(older::read_set_id(item->substr(name_size))) : std::nullopt;
  }

  void bind(std::string_view name, const PolicyId& policy) {
    bind_name(transaction_, databases_, name, writer_.number_of(policy), NameIs::key);
  }

  void names() {
    each(older::name_records, [this](const std::string&, const std::string& value) {
      const auto record = decode_cbor<NameRecord>(value);
      if (!record.key.starts_with("words:")) bind(set_name(record.key), record.policy);
    });
  }

  void citations() {
    each(older::citation_records, [this](const std::string&, const std::string& value) {
      const auto record = decode_cbor<CitationRecord>(value);
      cite(record.policy, set_name(record.target), record.relation);
    });
    each_item(older::cites, [this](const std::string& item) {
      const auto id = older::read_set_id(item);
      cite(id, item.substr(older::id_size, name_size), relation_of(item.back()));
    });
  }

  void cite(const PolicyId& id, const std::string& target, Relation relation) {
    put_citation(transaction_, databases_, {target, writer_.number_of(id), relation});
  }

  void remove_what_was() {
    for (const char* name : {older::pages, older::policies, older::versions, older::name_records,
                             older::citation_records, older::visits, older::cited})
      if (const auto old = database(name)) transaction_.remove(*old);
    for (const char* name : {older::turns, older::names, older::citing, older::cites})
      if (const auto old = transaction_.find_set(name)) transaction_.remove(*old);
    remove_samples();
  }

  /// Of records that are packed against none of them any more.
  void remove_samples() {
    for (auto key = first_key(transaction_, databases_.kin); key;
         key = key_after(transaction_, databases_.kin, *key)) {
      if (static_cast<unsigned char>(key->back()) > last_older_kind || key->back() == event_kind) continue;
      transaction_.erase(databases_.samples, std::string(*transaction_.get(databases_.kin, *key)));
      transaction_.erase(databases_.kin, *key);
    }
  }

  lmdb::WriteTransaction& transaction_;
  const Databases& databases_;
  std::uint32_t schema_;
  RecordPacker packer_;
  RecordReader reader_{transaction_, databases_};
  RecordWriter writer_{transaction_, databases_, reader_, packer_};
};

}  // namespace

void upgrade(lmdb::WriteTransaction& transaction, const Databases& databases, std::uint32_t schema) {
  if (schema < newest_schema) Upgrade(transaction, databases, schema).run();
}

}  // namespace gazetted::monitor
