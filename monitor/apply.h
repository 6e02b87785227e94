#pragma once
// The writing side of one transaction: facts in, records out.

#include <string>

#include "monitor/codec.h"
#include "monitor/record_packing.h"
#include "monitor/stored_records.h"
#include "monitor/view.h"

namespace gazetted::monitor {

/// Of whoever has the write transaction.
struct Packers {
  BodyPacker bodies;
  RecordPacker records;
};

/// Writes through a transaction that it does not own, and neither commits nor aborts it. Throws
/// Damaged; std::logic_error for facts that contradict each other or the store.
class TransactionBatch final : public Batch {
 public:
  TransactionBatch(lmdb::WriteTransaction& transaction, const Databases& databases, std::string store_id,
                   Packers& packers)
      : transaction_(transaction),
        databases_(databases),
        store_id_(std::move(store_id)),
        packers_(packers),
        view_(transaction, databases),
        records_(transaction, databases, view_.records(), packers.records) {}

  [[nodiscard]] const View& view() const override { return view_; }
  void apply(const Facts& facts) override;
  void take(const Prepared& prepared) override;

 private:
  void apply_one(const PagePut& fact);
  void apply_one(const PolicyPut& fact);
  void apply_one(const SourcePut& fact);
  void apply_one(const VersionAdded& fact);
  void apply_one(const BodyKept& fact);
  void apply_one(const NameBound& fact);
  void apply_one(const WordsBound& fact);
  void apply_one(const NumberLearned& fact);
  void apply_one(const CitationsSet& fact);
  void apply_one(const DueDatesSet& fact);
  void apply_one(const DueDateDone& fact);
  void apply_one(const EventRaised& fact);
  void apply_one(const ScheduleKept& fact);
  void apply_one(const HostKept& fact);

  [[nodiscard]] const std::string* find_packed(const Digest& digest) const;
  template <class Record>
  [[nodiscard]] std::string packed(const Record& record) {
    return packers_.records.pack(encode(record));
  }
  void keep_body(const Digest& digest, std::string_view bytes, const std::optional<Digest>& previous);

  lmdb::WriteTransaction& transaction_;
  const Databases& databases_;
  std::string store_id_;
  Packers& packers_;
  TransactionView view_;
  RecordWriter records_;
  const Prepared* prepared_ = nullptr;
};

/// The due dates of one policy as they stand in due_sets: each its day, its kind, and whether it was
/// done. One that was done stays, so that it is not set again.
struct DueEntry {
  Date day;
  DueKind kind;
  bool done;
  friend bool operator==(const DueEntry&, const DueEntry&) = default;
};
[[nodiscard]] std::vector<DueEntry> read_due_entries(std::string_view bytes);
[[nodiscard]] std::string write_due_entries(const std::vector<DueEntry>& entries);

}  // namespace gazetted::monitor
