#include "monitor/apply.h"

#include <algorithm>
#include <stdexcept>
#include <variant>

#include "monitor/citing.h"
#include "monitor/cloud_event.h"
#include "monitor/damaged.h"
#include "monitor/names.h"
#include "monitor/prepared.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t due_entry_size = 6;

Key due_key(const DueEntry& entry, const PolicyId& policy) {
  return Key{}.day(entry.day).byte(static_cast<std::uint8_t>(entry.kind)).text(policy.str());
}

bool is_done(const DueEntry& entry) { return entry.done; }

}  // namespace

std::vector<DueEntry> read_due_entries(std::string_view bytes) {
  std::vector<DueEntry> entries;
  if (bytes.size() % due_entry_size != 0) throw Damaged("the due dates of a policy are cut short");
  for (; !bytes.empty(); bytes.remove_prefix(due_entry_size))
    entries.push_back({read_day(bytes), static_cast<DueKind>(bytes[4]), bytes[5] != 0});
  return entries;
}

std::string write_due_entries(const std::vector<DueEntry>& entries) {
  std::string bytes;
  for (const auto& entry : entries)
    bytes += Key{}.day(entry.day).byte(static_cast<std::uint8_t>(entry.kind)).byte(entry.done ? 1 : 0).view();
  return bytes;
}

void TransactionBatch::apply(const Facts& facts) {
  for (const auto& fact : facts) std::visit([this](const auto& one) { apply_one(one); }, fact);
}

void TransactionBatch::take(const Prepared& prepared) {
  prepared_ = &prepared;
  view_.take(prepared);
}

void TransactionBatch::apply_one(const PagePut& fact) { records_.put(fact.page); }

void TransactionBatch::apply_one(const PolicyPut& fact) { records_.put(fact.policy); }

void TransactionBatch::apply_one(const SourcePut& fact) {
  view_.forget_source();
  transaction_.put(databases_.sources, text_key(fact.source.id.str()).view(), packed(fact.source));
}

void TransactionBatch::apply_one(const VersionAdded& fact) {
  const auto& version = fact.version;
  // What was packed under this digest was digested where it was packed.
  if (find_packed(version.text_sha256) == nullptr && Digest::of(fact.text) != version.text_sha256)
    throw std::logic_error("a version's text is not what its digest says: " + version.page.str());
  if (records_.add(version)) keep_body(version.text_sha256, fact.text, fact.previous);
}

void TransactionBatch::apply_one(const BodyKept& fact) { keep_body(fact.digest, fact.bytes, fact.previous); }

const std::string* TransactionBatch::find_packed(const Digest& digest) const {
  return prepared_ == nullptr ? nullptr : prepared_->find_packed(digest);
}

void TransactionBatch::keep_body(const Digest& digest, std::string_view bytes,
                                 const std::optional<Digest>& previous) {
  if (view_.has_body(digest)) return;
  if (const auto* const packed = find_packed(digest);
      packed != nullptr && fits(*packed, view_.packed_bodies()))
    return transaction_.put(databases_.bodies, digest.view(), *packed);
  transaction_.put(databases_.bodies, digest.view(),
                   packers_.bodies.pack(bytes, previous, view_.packed_bodies()));
}

void TransactionBatch::apply_one(const NameBound& fact) {
  bind_name(transaction_, databases_, set_name(fact.key), records_.number_of(fact.policy), NameIs::key);
}

void TransactionBatch::apply_one(const WordsBound& fact) {
  bind_words(transaction_, databases_, fact.words, records_.number_of(fact.policy));
}

void TransactionBatch::apply_one(const NumberLearned& fact) {
  transaction_.put(databases_.learned, text_key(fact.title_key).view(),
                   packed(LearnedRecord{fact.title_key, fact.number}));
}

void TransactionBatch::apply_one(const CitationsSet& fact) {
  const auto policy = records_.number_of(fact.policy);
  const auto before = citations_by(transaction_, databases_, policy);
  std::vector<StoredCitation> after;
  for (const auto& [target, relation] : fact.targets) after.push_back({set_name(target), policy, relation});
  bool is_any_gone = false;
  for (const auto& citation : before) {
    if (std::ranges::find(after, citation) != after.end()) continue;
    erase_citation(transaction_, databases_, citation);
    is_any_gone = true;
  }
  for (const auto& citation : after)
    if (is_any_gone || std::ranges::find(before, citation) == before.end())
      put_citation(transaction_, databases_, citation);
}

void TransactionBatch::apply_one(const DueDatesSet& fact) {
  const auto policy = text_key(fact.policy.str());
  auto entries = read_due_entries(transaction_.get(databases_.due_sets, policy.view()).value_or(""));
  for (const auto& entry : entries)
    if (!entry.done) transaction_.erase(databases_.dues, due_key(entry, fact.policy).view());
  std::erase_if(entries, std::not_fn(is_done));
  for (const auto& date : fact.dates) {
    const auto same = [&](const DueEntry& entry) { return entry.day == date.day && entry.kind == date.kind; };
    if (std::any_of(entries.begin(), entries.end(), same)) continue;
    entries.push_back({date.day, date.kind, false});
    transaction_.put(databases_.dues, due_key(entries.back(), fact.policy).view(), fact.policy.str());
  }
  if (entries.empty())
    transaction_.erase(databases_.due_sets, policy.view());
  else
    transaction_.put(databases_.due_sets, policy.view(), write_due_entries(entries));
}

void TransactionBatch::apply_one(const DueDateDone& fact) {
  const auto& [day, kind, id] = fact.date;
  const auto policy = text_key(id.str());
  auto entries = read_due_entries(transaction_.get(databases_.due_sets, policy.view()).value_or(""));
  const DueEntry done{day, kind, true};
  std::erase_if(entries,
                [&](const DueEntry& entry) { return entry.day == done.day && entry.kind == done.kind; });
  entries.push_back(done);
  transaction_.erase(databases_.dues, due_key(done, id).view());
  transaction_.put(databases_.due_sets, policy.view(), write_due_entries(entries));
}

void TransactionBatch::apply_one(const HostKept& fact) {
  transaction_.put(databases_.hosts, text_key(fact.name).view(), packed(HostEntry{fact.name, fact.record}));
}

void TransactionBatch::apply_one(const ScheduleKept& fact) {
  transaction_.put(databases_.meta, "schedule", fact.schedule.bytes);
}

void TransactionBatch::apply_one(const EventRaised& fact) {
  EventSeq newest;
  Digest chain;
  {
    lmdb::Cursor cursor(transaction_, databases_.events);
    if (const auto last = cursor.last()) {
      newest = EventSeq{read_number64(last->key)};
      chain = chain_of(*last);
    }
  }
  StoredEvent event;
  event.sequence = newest.next();
  event.type = fact.event.type;
  event.source = fact.event.source;
  event.topic = topic_of(fact.event);
  event.json = cloud_event(store_id_, event.sequence, fact.event);
  event.chain = chained(chain, event.sequence, event.json);
  transaction_.put(databases_.events, Key{}.number(event.sequence.value).view(),
                   std::string(event.chain.view()) + records_.samples().pack(EventRecord{
                                                         event.topic, event.type, event.source, event.json}));
}

}  // namespace gazetted::monitor
