#include "monitor/upgrade.h"

#include <string>
#include <vector>

#include "monitor/cbor_records.h"
#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/record_packing.h"

namespace gazetted::monitor {
namespace {

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
    each<EventRecord>(databases_.events, keep, sizeof(Digest::bytes));  // behind its chain
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

  /// Writes every record of a database anew, as `change` leaves it; `head` bytes before it stay as they are.
  template <class Record, class Change>
  void each(lmdb::Database database, Change change, std::size_t head = 0) {
    for (auto key = first_key(database); key; key = key_after(database, *key)) {
      const std::string value(*transaction_.get(database, *key));
      if (value.size() < head) throw Damaged("a record has no head");
      auto record = decode_cbor<Record>(std::string_view(value).substr(head));
      change(*key, record);
      transaction_.put(database, *key, value.substr(0, head) + packer_.pack(encode(record)));
    }
  }

  [[nodiscard]] std::optional<std::string> first_key(lmdb::Database database) const {
    const auto entry = lmdb::Cursor(transaction_, database).first();
    return entry ? std::optional(std::string(entry->key)) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::string> key_after(lmdb::Database database, const std::string& key) const {
    const auto entry = lmdb::Cursor(transaction_, database).at_or_after(key + '\0');
    return entry ? std::optional(std::string(entry->key)) : std::nullopt;
  }

  /// Hands over every record of a database, which is gone then.
  template <class Record, class Take>
  void move(const char* name, Take take) {
    const auto old = transaction_.find_database(name);
    if (!old) return;
    for (auto key = first_key(*old); key; key = key_after(*old, *key))
      take(decode_cbor<Record>(std::string(*transaction_.get(*old, *key))));
    transaction_.remove(*old);
  }

  lmdb::WriteTransaction& transaction_;
  const Databases& databases_;
  RecordPacker packer_;
};

}  // namespace

void upgrade(lmdb::WriteTransaction& transaction, const Databases& databases, std::uint32_t schema) {
  if (schema < 3) ToSchema3(transaction, databases).run();
}

}  // namespace gazetted::monitor
