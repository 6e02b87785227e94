#include "monitor/view.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/prepared.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t digest_size = sizeof(Digest::bytes);

DueKind due_kind(unsigned char byte) {
  if (byte > static_cast<unsigned char>(DueKind::expired)) throw Damaged("a due date of an unknown kind");
  return static_cast<DueKind>(byte);
}

Relation relation_of(char byte) {
  const auto number = static_cast<unsigned char>(byte);
  if (number > static_cast<unsigned char>(Relation::republishes))
    throw Damaged("a citation of an unknown kind");
  return static_cast<Relation>(number);
}

}  // namespace

template <class Record>
void TransactionView::walk(lmdb::Database database, const std::function<Walk(const Record&)>& visit) const {
  lmdb::Cursor cursor(transaction_, database);
  for (auto entry = cursor.first(); entry; entry = cursor.next())
    if (visit(decode<Record>(unpacked(entry->value))) == Walk::stop) return;
}

template <class Record, class Named>
std::optional<Record> TransactionView::find(lmdb::Database database, std::string_view name,
                                            Named name_of) const {
  const auto value = transaction_.get(database, text_key(name).view());
  if (!value) return std::nullopt;
  auto record = decode<Record>(unpacked(*value));
  if (name_of(record) != name) return std::nullopt;
  return record;
}

std::optional<PageRecord> TransactionView::page(const Url& url) const {
  return find<PageRecord>(databases_.pages, url.str(),
                          [](const PageRecord& page) -> std::string_view { return page.url.str(); });
}

std::optional<PolicyRecord> TransactionView::unjoined_policy(const PolicyId& id) const {
  return find<PolicyRecord>(databases_.policies, id.str(),
                            [](const PolicyRecord& policy) -> std::string_view { return policy.id.str(); });
}

std::optional<PolicyRecord> TransactionView::policy(const PolicyId& id) const {
  constexpr int most_joins = 32;  // also the end of a circle
  auto policy = unjoined_policy(id);
  for (int joins = 0; policy && policy->joined_into && joins < most_joins; ++joins) {
    auto older = unjoined_policy(*policy->joined_into);
    if (!older) break;
    policy = std::move(older);
  }
  return policy;
}

std::optional<PolicyId> TransactionView::named(std::string_view key) const {
  lmdb::SetCursor cursor(transaction_, databases_.names);
  const auto item = find_item(cursor, set_name(key), name_item_size);
  return item ? std::optional(read_set_id(item->substr(name_size))) : std::nullopt;
}

std::optional<std::string> TransactionView::learned_number(std::string_view title_key) const {
  auto found =
      find<LearnedRecord>(databases_.learned, title_key,
                          [](const LearnedRecord& learned) -> std::string_view { return learned.title_key; });
  if (!found) return std::nullopt;
  return std::move(found->number);
}

std::optional<VersionRecord> TransactionView::version_head(const Url& page, int part,
                                                           std::uint32_t number) const {
  const auto value = transaction_.get(databases_.versions, version_key(page, part, number).view());
  if (!value) return std::nullopt;
  auto version = decode<VersionRecord>(unpacked(*value));
  version.page = page;
  return version;
}

std::optional<VersionRecord> TransactionView::version(const Url& page, int part, std::uint32_t number) const {
  auto version = version_head(page, part, number);
  if (!version) return std::nullopt;
  auto text = body(version->text_sha256);
  if (!text)
    throw Damaged("the text of version " + std::to_string(number) + " of " + page.str() + " is missing");
  version->document.text = std::move(*text);
  return version;
}

PackedBodies TransactionView::packed_bodies() const {
  return [this](const Digest& digest) { return transaction_.get(databases_.bodies, digest.view()); };
}

std::optional<std::string> TransactionView::body(const Digest& digest) const {
  if (prepared_ != nullptr)
    if (const auto* const known = prepared_->find_unpacked(digest)) return *known;
  return unpack_body(digest, packed_bodies());
}

std::optional<Predecessor> TransactionView::kept_body(const Digest& digest, const Predecessor* known) const {
  return unpack_predecessor(digest, packed_bodies(), known);
}

bool TransactionView::has_body(const Digest& digest) const {
  return transaction_.get(databases_.bodies, digest.view()).has_value();
}

std::vector<CitedBy> TransactionView::citing(std::string_view target_key) const {
  const auto name = set_name(target_key);
  std::vector<CitedBy> citing;
  lmdb::SetCursor cursor(transaction_, databases_.citing);
  for (auto item = find_item(cursor, name, citation_item_size); item && item->starts_with(name);
       item = cursor.next())
    citing.push_back({read_set_id(item->substr(name_size)), relation_of(item->back())});
  std::sort(citing.begin(), citing.end());
  return citing;
}

Opaque TransactionView::schedule() const {
  const auto bytes = transaction_.get(databases_.meta, "schedule");
  return {std::string(bytes.value_or(""))};
}

Opaque TransactionView::host(std::string_view name) const {
  auto found = find<HostEntry>(databases_.hosts, name,
                               [](const HostEntry& host) -> std::string_view { return host.name; });
  return found ? std::move(found->record) : Opaque{};
}

SourceRecord TransactionView::source(const SourceId& id) const {
  auto found =
      find<SourceRecord>(databases_.sources, id.str(),
                         [](const SourceRecord& source) -> std::string_view { return source.id.str(); });
  if (found) return std::move(*found);
  SourceRecord unknown;
  unknown.id = id;
  return unknown;
}

std::vector<DueDate> TransactionView::due_dates(Date last) const {
  std::vector<DueDate> dates;
  lmdb::Cursor cursor(transaction_, databases_.dues);
  for (auto entry = cursor.first(); entry; entry = cursor.next()) {
    const auto day = read_day(entry->key);
    if (day > last) break;
    const auto kind = due_kind(static_cast<unsigned char>(entry->key.at(sizeof(std::uint32_t))));
    dates.push_back({day, kind, PolicyId(std::string(entry->value))});
  }
  return dates;
}

std::vector<StoredEvent> TransactionView::events(EventSeq after, std::size_t limit) const {
  std::vector<StoredEvent> events;
  if (after.value == std::numeric_limits<std::uint64_t>::max()) return events;
  lmdb::Cursor cursor(transaction_, databases_.events);
  for (auto entry = cursor.at_or_after(Key{}.number(after.next().value).view());
       entry && events.size() < limit; entry = cursor.next())
    events.push_back(event(*entry));
  return events;
}

EventSeq TransactionView::newest_event() const {
  const auto entry = lmdb::Cursor(transaction_, databases_.events).last();
  return entry ? EventSeq{read_number64(entry->key)} : EventSeq{};
}

EventSeq TransactionView::oldest_event() const {
  const auto entry = lmdb::Cursor(transaction_, databases_.events).first();
  return entry ? EventSeq{read_number64(entry->key)} : EventSeq{};
}

void TransactionView::each_page(const std::function<Walk(const PageRecord&)>& visit) const {
  walk(databases_.pages, visit);
}

void TransactionView::each_due(Timestamp from, Timestamp until,
                               const std::function<Walk(const PageRecord&)>& visit) const {
  lmdb::SetCursor cursor(transaction_, databases_.turns);
  for (auto turn = cursor.at_or_after(first_turn(from).view()); turn && read_moment(*turn) < until;
       turn = cursor.next()) {
    const auto page = transaction_.get(databases_.pages, turn->substr(sizeof(std::uint64_t)));
    if (!page) throw Damaged("a visit is due to a page that is not known");
    if (visit(decode<PageRecord>(unpacked(*page))) == Walk::stop) return;
  }
}

void TransactionView::each_host(
    const std::function<Walk(const std::string& name, const Opaque&)>& visit) const {
  walk<HostEntry>(databases_.hosts, [&](const HostEntry& host) { return visit(host.name, host.record); });
}

void TransactionView::each_policy(const std::function<Walk(const PolicyRecord&)>& visit) const {
  walk(databases_.policies, visit);
}

Digest chain_of(const lmdb::Entry& event) {
  if (event.value.size() < digest_size) throw Damaged("an event is too short");
  return *Digest::from_bytes(event.value.substr(0, digest_size));
}

StoredEvent TransactionView::event(const lmdb::Entry& entry) const {
  const Digest chain = chain_of(entry);
  auto record = decode<EventRecord>(unpacked(entry.value.substr(digest_size)));
  return {EventSeq{read_number64(entry.key)},
          std::move(record.type),
          std::move(record.source),
          std::move(record.topic),
          std::move(record.json),
          chain};
}

}  // namespace gazetted::monitor
