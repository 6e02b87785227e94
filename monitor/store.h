#pragma once
// The memory of gazetted: one LMDB environment, one writer at a time, short readers.
//
// Layout (schema 5): named databases with keys by digest or big-endian integers, values packed records. Pages
// and policies have numbers, by which all else names them (layout.h).
// Bodies are content-addressed; a body with a predecessor is a zstd delta against it with a key
// frame every 16. A hash chain runs over the events. Several processes may have the store open;
// a writer waits for the other's transaction to end.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "monitor/bodies.h"
#include "monitor/facts.h"
#include "monitor/page_number.h"

namespace gazetted::monitor {

struct Prepared;

/// The store as it was at one moment: inside a reader, or inside a writer with all that was applied
/// so far. Not for use by two threads.
class View {
 public:
  virtual ~View() = default;

  [[nodiscard]] virtual std::optional<PageRecord> page(const Url& url) const = 0;
  [[nodiscard]] virtual std::optional<PageRecord> page(PageNumber number) const = 0;
  [[nodiscard]] virtual std::optional<PageNumber> number(const Url& url) const = 0;
  /// Follows joins: the younger of two joined policies answers as the older.
  [[nodiscard]] virtual std::optional<PolicyRecord> policy(const PolicyId& id) const = 0;
  [[nodiscard]] virtual std::optional<PolicyId> named(std::string_view key) const = 0;
  /// A few policies that have most of a fingerprint in common with these words, most first.
  struct Alike {
    PolicyId policy;
    unsigned bands = 0;  ///< in common
    friend bool operator==(const Alike&, const Alike&) = default;
  };
  [[nodiscard]] virtual std::vector<Alike> alike(const Fingerprint& words) const = 0;
  [[nodiscard]] virtual std::optional<std::string> learned_number(std::string_view title_key) const = 0;
  /// The document's text is filled in. Nothing where there is no such version.
  [[nodiscard]] virtual std::optional<VersionRecord> version(const Url& page, int part,
                                                             std::uint32_t number) const = 0;
  /// The same with the text left empty.
  [[nodiscard]] virtual std::optional<VersionRecord> version_head(const Url& page, int part,
                                                                  std::uint32_t number) const = 0;
  [[nodiscard]] virtual std::optional<std::string> body(const Digest& digest) const = 0;
  /// The same, unchecked, as something that another body may be packed against; `known`, if not null, saves
  /// unpacking it once more on the way.
  [[nodiscard]] virtual std::optional<Predecessor> kept_body(const Digest& digest,
                                                             const Predecessor* known) const = 0;
  [[nodiscard]] virtual std::vector<CitedBy> citing(std::string_view target_key) const = 0;
  [[nodiscard]] virtual SourceRecord source(const SourceId& id) const = 0;  ///< an empty one where unknown
  [[nodiscard]] virtual Opaque schedule() const = 0;                        ///< as ScheduleKept; empty before
  [[nodiscard]] virtual Opaque host(std::string_view name) const = 0;  ///< as HostKept; empty where unknown
  /// Every due date up to and including `last`, oldest first.
  [[nodiscard]] virtual std::vector<DueDate> due_dates(Date last) const = 0;
  /// Up to `limit` events after `after`, in order.
  [[nodiscard]] virtual std::vector<StoredEvent> events(EventSeq after, std::size_t limit) const = 0;
  [[nodiscard]] virtual EventSeq newest_event() const = 0;  ///< 0 where there is none
  [[nodiscard]] virtual EventSeq oldest_event() const = 0;  ///< the oldest kept; 0 where there is none
  /// Until the visitor says stop.
  enum class Walk { on, stop };
  virtual void each_page(const std::function<Walk(const PageRecord&)>& visit) const = 0;
  /// The pages, those that became known last before others; `origin` as in Turn, at the same low cost.
  virtual void each_newest(
      const std::function<Walk(PageNumber page, std::string_view origin)>& visit) const = 0;
  /// A page that is due.
  struct Turn {
    Timestamp due;  ///< its second
    PageNumber page{};
    std::string_view origin;  ///< of its address; valid until the view is asked for something else
  };
  /// From the second of `from` on and before that of `until`, in order. Reads no record of a page, and so
  /// costs some hundredth of what that does.
  virtual void each_turn(Timestamp from, Timestamp until,
                         const std::function<Walk(const Turn&)>& visit) const = 0;
  virtual void each_host(const std::function<Walk(const std::string& name, const Opaque&)>& visit) const = 0;
  virtual void each_policy(const std::function<Walk(const PolicyRecord&)>& visit) const = 0;
};

/// A write transaction under way: what is applied is seen by view() at once and by others when the
/// whole batch is committed.
class Batch {
 public:
  virtual ~Batch() = default;
  [[nodiscard]] virtual const View& view() const = 0;
  virtual void apply(const Facts& facts) = 0;
  /// What follows may use `prepared`, which must live until other work is prepared or the batch ends.
  virtual void take(const Prepared& prepared) = 0;
};

struct Damage {
  std::string where;  ///< which record
  std::string what;
};

struct StoreOptions {
  std::uint64_t initial_map = 64ULL << 20U;  ///< bytes; doubles by itself when full
  enum class Access { read_write, read_only } access = Access::read_write;
  enum class Durability { synced, unsynced } durability = Durability::synced;  ///< unsynced: benchmarks only
};

class Store {
 public:
  /// Opens, or creates when `access` is read_write. Fails with store_newer for a schema from the
  /// future, store_damaged, io, not_found (read_only and no store).
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& folder, StoreOptions options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  [[nodiscard]] const std::string& id() const;  ///< 16 hex digits, made with the store

  /// Runs `read` inside a read transaction. The View dies with the call. Any thread.
  void read(const std::function<void(const View&)>& read) const;

  /// Runs `work` inside the write transaction and commits it as one. When the map is full all is
  /// rolled back, the map doubled and `work` run again from the start: it must not keep results of
  /// a run that did not end. Fails with no_space or io; then nothing of it is in the store.
  [[nodiscard]] Result<void> write(const std::function<void(Batch&)>& work);

  /// Changes when another process has committed since this process last did: its own view of what
  /// is known (the crawler's frontier) is to be renewed.
  [[nodiscard]] bool written_by_others() const;

  /// Frees reader slots of dead processes; to be called every minute.
  void check_readers();

  /// Reads everything and proves it: schema, chain of events without gaps, every body against its
  /// digest, versions in sequence, no name, place, version or citation that points nowhere.
  [[nodiscard]] std::vector<Damage> verify() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazetted::monitor
