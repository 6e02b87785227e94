#include "monitor/upgrade.h"

#include <optional>
#include <string>
#include <string_view>

#include "monitor/cbor_records.h"
#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/record_packing.h"
#include "monitor/samples.h"

namespace gazetted::monitor {
namespace {

std::optional<std::string> first_key(const lmdb::Transaction& transaction, lmdb::Database database) {
  const auto entry = lmdb::Cursor(transaction, database).first();
  return entry ? std::optional(std::string(entry->key)) : std::nullopt;
}

std::optional<std::string> key_after(const lmdb::Transaction& transaction, lmdb::Database database,
                                     const std::string& key) {
  const auto entry = lmdb::Cursor(transaction, database).at_or_after(key + '\0');
  return entry ? std::optional(std::string(entry->key)) : std::nullopt;
}

/// Writes every record of a database anew, as `renew` makes it of key and value; `head` bytes before it stay
/// as they are.
template <class Renew>
void renew_each(lmdb::WriteTransaction& transaction, lmdb::Database database, Renew renew,
                std::size_t head = 0) {
  for (auto key = first_key(transaction, database); key; key = key_after(transaction, database, *key)) {
    const std::string value(*transaction.get(database, *key));
    if (value.size() < head) throw Damaged("a record has no head");
    const auto record = renew(*key, std::string_view(value).substr(head));
    transaction.put(database, *key, value.substr(0, head) + record);
  }
}

constexpr std::size_t chain_size = sizeof(Digest::bytes);  // before an event

/// Schema 3 has records in a form of their own where there was CBOR, and names and turns in sets. Schema 1
/// had no list of turns; it is made anew in any case.
class ToSchema3 {
 public:
  ToSchema3(lmdb::WriteTransaction& transaction, const Databases& databases)
      : transaction_(transaction), databases_(databases) {}

  void run() {
    each<PageRecord>(databases_.pages, [this](const std::string& key, PageRecord& page) {
      if (text_key(page.url.str()).view() != key) throw Damaged("a page stands under the key of another");
      transaction_.put(databases_.turns, turn_of(page.due, text_key(page.url.str())).view());
    });
    each<PolicyRecord>(databases_.policies, keep);
    // Its key says of which page it is.
    each<VersionRecord>(databases_.versions,
                        [](const std::string&, VersionRecord& version) { version.page = {}; });
    each<SourceRecord>(databases_.sources, keep);
    each<LearnedRecord>(databases_.learned, keep);
    each<HostEntry>(databases_.hosts, keep);
    each<EventRecord>(databases_.events, keep, chain_size);
    move<NameRecord>("names", [this](const NameRecord& name) {
      transaction_.put(databases_.names, set_name(name.key) + set_id(name.policy));
    });
    move<CitationRecord>("citations", [this](const CitationRecord& citation) {
      const auto name = set_name(citation.target), id = set_id(citation.policy);
      const auto relation = static_cast<char>(citation.relation);
      transaction_.put(databases_.cites, id + name + relation);
      transaction_.put(databases_.citing, name + id + relation);
    });
    for (const char* gone : {"visits", "cited"})
      if (const auto database = transaction_.find_database(gone)) transaction_.remove(*database);
  }

 private:
  static constexpr auto keep = [](const std::string&, const auto&) {};

  /// Of every record as `change` leaves it.
  template <class Record, class Change>
  void each(lmdb::Database database, Change change, std::size_t head = 0) {
    renew_each(
        transaction_, database,
        [&](const std::string& key, std::string_view cbor) {
          auto record = decode_cbor<Record>(cbor);
          change(key, record);
          return packer_.pack(encode(record));
        },
        head);
  }

  /// Hands over every record of a database, which is gone then.
  template <class Record, class Take>
  void move(const char* name, Take take) {
    const auto old = transaction_.find_database(name);
    if (!old) return;
    for (auto key = first_key(transaction_, *old); key; key = key_after(transaction_, *old, *key))
      take(decode_cbor<Record>(std::string(*transaction_.get(*old, *key))));
    transaction_.remove(*old);
  }

  lmdb::WriteTransaction& transaction_;
  const Databases& databases_;
  RecordPacker packer_;
};

/// Schema 4 has samples, against which records are packed (samples.h).
class ToSchema4 {
 public:
  ToSchema4(lmdb::WriteTransaction& transaction, const Databases& databases)
      : transaction_(transaction), databases_(databases) {}

  void run() {
    each<PageRecord>(databases_.pages);
    each<PolicyRecord>(databases_.policies);
    each<EventRecord>(databases_.events, chain_size);
    std::string last;
    Url page;
    renew_each(transaction_, databases_.versions, [&](const std::string& key, std::string_view packed) {
      const auto its_page = key.substr(0, text_key_size);
      if (its_page != last) page = page_under(its_page);
      last = its_page;
      return samples_.pack_version(page, unpacked(packed));
    });
  }

 private:
  template <class Record>
  void each(lmdb::Database database, std::size_t head = 0) {
    renew_each(
        transaction_, database,
        [&](const std::string&, std::string_view packed) {
          return samples_.pack(decode<Record>(unpacked(packed)));
        },
        head);
  }

  [[nodiscard]] std::string unpacked(std::string_view packed) const {
    return unpack_record(transaction_, databases_, packed);
  }
  [[nodiscard]] Url page_under(const std::string& key) const {
    const auto page = transaction_.get(databases_.pages, key);
    return page ? decode<PageRecord>(unpacked(*page)).url : Url{};
  }

  lmdb::WriteTransaction& transaction_;
  const Databases& databases_;
  RecordPacker packer_;
  SamplePacker samples_{transaction_, databases_, packer_};
};

}  // namespace

void upgrade(lmdb::WriteTransaction& transaction, const Databases& databases, std::uint32_t schema) {
  if (schema < 3) ToSchema3(transaction, databases).run();
  if (schema < 4) ToSchema4(transaction, databases).run();
}

}  // namespace gazetted::monitor
