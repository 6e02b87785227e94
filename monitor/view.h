#pragma once
// The reading side of one transaction.

#include "monitor/bodies.h"
#include "monitor/layout.h"
#include "monitor/store.h"
#include "monitor/stored_records.h"

namespace gazetted::monitor {

/// The link of the chain that an event's value begins with. Throws Damaged.
[[nodiscard]] Digest chain_of(const lmdb::Entry& event);

/// Reads through a transaction that it does not own and that must outlive it. Throws Damaged.
class TransactionView final : public View {
 public:
  TransactionView(const lmdb::Transaction& transaction, const Databases& databases)
      : transaction_(transaction), databases_(databases), records_(transaction, databases) {}

  [[nodiscard]] std::optional<PageRecord> page(const Url& url) const override;
  [[nodiscard]] std::optional<PageRecord> page(PageNumber number) const override;
  [[nodiscard]] std::optional<PageNumber> number(const Url& url) const override;
  [[nodiscard]] std::optional<PolicyRecord> policy(const PolicyId& id) const override;
  [[nodiscard]] std::optional<PolicyId> named(std::string_view key) const override;
  [[nodiscard]] std::vector<Alike> alike(const Fingerprint& words) const override;
  [[nodiscard]] std::optional<std::string> learned_number(std::string_view title_key) const override;
  [[nodiscard]] std::optional<VersionRecord> version(const Url& page, int part,
                                                     std::uint32_t number) const override;
  [[nodiscard]] std::optional<VersionRecord> version_head(const Url& page, int part,
                                                          std::uint32_t number) const override;
  [[nodiscard]] std::optional<std::string> body(const Digest& digest) const override;
  [[nodiscard]] std::optional<Predecessor> kept_body(const Digest& digest,
                                                     const Predecessor* known) const override;
  [[nodiscard]] std::vector<CitedBy> citing(std::string_view target_key) const override;
  [[nodiscard]] SourceRecord source(const SourceId& id) const override;
  [[nodiscard]] Opaque schedule() const override;
  [[nodiscard]] Opaque host(std::string_view name) const override;
  [[nodiscard]] std::vector<DueDate> due_dates(Date last) const override;
  [[nodiscard]] std::vector<StoredEvent> events(EventSeq after, std::size_t limit) const override;
  [[nodiscard]] EventSeq newest_event() const override;
  [[nodiscard]] EventSeq oldest_event() const override;
  void each_page(const std::function<Walk(const PageRecord&)>& visit) const override;
  void each_newest(const std::function<Walk(PageNumber page, std::string_view origin)>& visit) const override;
  void each_turn(Timestamp from, Timestamp until,
                 const std::function<Walk(const Turn&)>& visit) const override;
  void each_host(const std::function<Walk(const std::string& name, const Opaque&)>& visit) const override;
  void each_policy(const std::function<Walk(const PolicyRecord&)>& visit) const override;

  // What only the store itself asks for.

  /// The policy with just this id, joined or not.
  [[nodiscard]] std::optional<PolicyRecord> unjoined_policy(const PolicyId& id) const;
  [[nodiscard]] bool has_body(const Digest& digest) const;
  [[nodiscard]] const RecordReader& records() const { return records_; }
  /// An event from its key and value.
  [[nodiscard]] StoredEvent event(const lmdb::Entry& entry) const;
  /// A source was written: what was read of it is not to be answered any more.
  void forget_source() { last_source_.reset(); }
  /// Bodies that need not be unpacked; must outlive what is asked for next.
  void take(const Prepared& prepared) { prepared_ = &prepared; }
  /// Where the packed bodies lie.
  [[nodiscard]] PackedBodies packed_bodies() const;

 private:
  /// The record under the key of `name`, where it is of that name and not of one with its digest.
  template <class Record, class Named>
  [[nodiscard]] std::optional<Record> find(lmdb::Database database, std::string_view name,
                                           Named name_of) const;
  const lmdb::Transaction& transaction_;
  const Databases& databases_;
  RecordReader records_;
  mutable std::optional<SourceRecord> last_source_;  ///< a visit asks for its own some times
  const Prepared* prepared_ = nullptr;
};

}  // namespace gazetted::monitor
