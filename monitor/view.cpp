#include "monitor/view.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "monitor/citing.h"
#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/names.h"
#include "monitor/prepared.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t digest_size = sizeof(Digest::bytes);

DueKind due_kind(unsigned char byte) {
  if (byte > static_cast<unsigned char>(DueKind::expired)) throw Damaged("a due date of an unknown kind");
  return static_cast<DueKind>(byte);
}

}  // namespace

template <class Record, class Named>
std::optional<Record> TransactionView::find(lmdb::Database database, std::string_view name,
                                            Named name_of) const {
  const auto value = transaction_.get(database, text_key(name).view());
  if (!value) return std::nullopt;
  auto record = decode<Record>(records_.unpacked(*value));
  if (name_of(record) != name) return std::nullopt;
  return record;
}

std::optional<PageRecord> TransactionView::page(const Url& url) const {
  const auto found = records_.find(url);
  return found ? records_.page(*found) : std::nullopt;
}

std::optional<PageRecord> TransactionView::page(PageNumber number) const {
  const auto found = records_.find(number);
  return found ? records_.page(*found) : std::nullopt;
}

std::optional<PageNumber> TransactionView::number(const Url& url) const {
  const auto found = records_.find(url);
  return found && records_.is_known(*found) ? std::optional(found->number) : std::nullopt;
}

std::optional<PolicyRecord> TransactionView::unjoined_policy(const PolicyId& id) const {
  const auto number = records_.find(id);
  return number ? records_.policy(*number) : std::nullopt;
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
  const auto named = policies_named(transaction_, databases_, set_name(key), NameIs::key);
  return named.empty() ? std::nullopt : std::optional(records_.id_of(named.front()));
}

std::vector<View::Alike> TransactionView::alike(const Fingerprint& words) const {
  std::vector<Alike> alike;
  for (const auto& [policy, bands] : policies_alike(transaction_, databases_, words))
    alike.push_back({records_.id_of(policy), bands});
  return alike;
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
  const auto found = records_.find(page);
  return found ? records_.version(*found, part, number) : std::nullopt;
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
  std::vector<CitedBy> citing;
  for (const auto& citation : citations_naming(transaction_, databases_, set_name(target_key)))
    citing.push_back({records_.id_of(citation.policy), citation.relation});
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
  if (last_source_ && last_source_->id == id) return *last_source_;
  last_source_ =
      find<SourceRecord>(databases_.sources, id.str(),
                         [](const SourceRecord& source) -> std::string_view { return source.id.str(); });
  if (!last_source_) last_source_.emplace().id = id;
  return *last_source_;
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
  lmdb::Cursor cursor(transaction_, databases_.found);
  for (auto entry = cursor.first(); entry; entry = cursor.next()) {
    const auto page = this->page(read_page(entry->key));
    if (page && visit(*page) == Walk::stop) return;
  }
}

void TransactionView::each_newest(
    const std::function<Walk(PageNumber page, std::string_view origin)>& visit) const {
  lmdb::Cursor cursor(transaction_, databases_.found);
  for (auto entry = cursor.last(); entry; entry = cursor.previous()) {
    const auto page = read_page(entry->key);
    if (visit(page, records_.origin(page, entry->value)) == Walk::stop) return;
  }
}

void TransactionView::each_turn(Timestamp from, Timestamp until,
                                const std::function<Walk(const Turn&)>& visit) const {
  const auto end = Key{}.second(until);
  const auto second_size = end.view().size();
  lmdb::SetCursor cursor(transaction_, databases_.turns);
  for (auto turn = cursor.at_or_after(turn_of(from, PageNumber{}).view());
       turn && turn->substr(0, second_size) < end.view(); turn = cursor.next()) {
    const auto page = read_page(turn->substr(second_size));
    if (visit({read_second(*turn), page, records_.origin(page)}) == Walk::stop) return;
  }
}

void TransactionView::each_host(
    const std::function<Walk(const std::string& name, const Opaque&)>& visit) const {
  lmdb::Cursor cursor(transaction_, databases_.hosts);
  for (auto entry = cursor.first(); entry; entry = cursor.next()) {
    const auto host = decode<HostEntry>(records_.unpacked(entry->value));
    if (visit(host.name, host.record) == Walk::stop) return;
  }
}

void TransactionView::each_policy(const std::function<Walk(const PolicyRecord&)>& visit) const {
  lmdb::Cursor cursor(transaction_, databases_.documents);
  for (auto entry = cursor.first(); entry; entry = cursor.next()) {
    const auto policy = records_.policy(read_policy(entry->key));
    if (policy && visit(*policy) == Walk::stop) return;
  }
}

Digest chain_of(const lmdb::Entry& event) {
  if (event.value.size() < digest_size) throw Damaged("an event is too short");
  return *Digest::from_bytes(event.value.substr(0, digest_size));
}

StoredEvent TransactionView::event(const lmdb::Entry& entry) const {
  const Digest chain = chain_of(entry);
  auto record = decode<EventRecord>(records_.unpacked(entry.value.substr(digest_size)));
  return {EventSeq{read_number64(entry.key)},
          std::move(record.type),
          std::move(record.source),
          std::move(record.topic),
          std::move(record.json),
          chain};
}

}  // namespace gazetted::monitor
