#pragma once
// Pages, versions and policies as they lie in the store: under their numbers, each written as what it says
// otherwise than its base (bases.h), policies named by number.
//
// A page lies as it was when it became known, which is never changed, and, once it is otherwise, beside it as
// what it says otherwise now: that is all a visit writes. What is named before it is known, a page by its
// version, a policy by its page, has its number, and nothing else yet.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "monitor/codec.h"
#include "monitor/layout.h"
#include "monitor/record_packing.h"
#include "monitor/samples.h"

namespace gazetted::monitor {

/// Reads through a transaction that it does not own and that must outlive it. Throws Damaged.
class RecordReader {
 public:
  RecordReader(const lmdb::Transaction& transaction, const Databases& databases)
      : transaction_(transaction), databases_(databases) {}

  struct Found {
    PageNumber number{};
    PageRecord base;                          ///< of its state, as that lies there
    bool was_visited = false;                 ///< before it became known; else it has ended nowhere yet
    bool was_named = false;                   ///< before it became known: the base is its address alone
    [[nodiscard]] PageRecord record() const;  ///< as it became known
  };
  using FoundPage = std::shared_ptr<const Found>;

  [[nodiscard]] FoundPage find(const Url& url) const;     ///< null where it has no number
  [[nodiscard]] FoundPage find(PageNumber number) const;  ///< null where there is none
  [[nodiscard]] bool is_known(const Found& page) const;   ///< not only named
  [[nodiscard]] std::optional<PageRecord> page(const Found& found) const;
  [[nodiscard]] std::optional<Timestamp> due(const Found& page) const;
  /// Of its address, mostly without reading its record; valid until it is asked for another. `value` is what
  /// lies there of the page as it became known.
  [[nodiscard]] std::string_view origin(PageNumber number) const;
  [[nodiscard]] std::string_view origin(PageNumber number, std::string_view value) const;

  /// Its text is left empty.
  [[nodiscard]] std::optional<VersionRecord> version(const Found& page, int part, std::uint32_t number) const;

  [[nodiscard]] std::optional<PolicyNumber> find(const PolicyId& id) const;
  [[nodiscard]] bool is_known(PolicyNumber policy) const;
  [[nodiscard]] PolicyId id_of(PolicyNumber policy) const;
  [[nodiscard]] std::optional<PolicyRecord> policy(PolicyNumber number) const;

  /// A record as it was encoded.
  [[nodiscard]] std::string unpacked(std::string_view packed) const {
    return unpack_record(transaction_, databases_, packed);
  }

 private:
  friend class RecordWriter;
  /// As it lies there: policies by number, of digests the first half.
  [[nodiscard]] std::optional<VersionRecord> stored_version(const Found& page, int part,
                                                            std::uint32_t number) const;
  [[nodiscard]] Digest whole(const Digest& half) const;
  void remember(const Url& entrance) const;
  [[nodiscard]] std::string origin_of_sample(std::string_view name) const;
  /// What the body of a snapshot was packed against; nothing where it is no delta, or not there.
  [[nodiscard]] std::optional<Digest> behind(const Digest& snapshot) const;

  const lmdb::Transaction& transaction_;
  const Databases& databases_;
  // Mostly those that are asked for next; neither ever changes.
  mutable FoundPage last_;
  mutable std::optional<std::pair<PolicyNumber, PolicyId>> last_policy_;
  mutable std::unordered_map<std::string, std::string> origins_;  ///< by the sample of their pages
  /// Reading one costs more than all else: the page asked for, and entrances.
  mutable std::vector<Url> last_addresses_{Url{}};
};

/// Writes likewise; throws Damaged, and std::logic_error for what contradicts the store.
class RecordWriter {
 public:
  /// `reader`, of the same transaction, and `packer` must outlive it.
  RecordWriter(lmdb::WriteTransaction& transaction, const Databases& databases, const RecordReader& reader,
               RecordPacker& packer)
      : transaction_(transaction),
        databases_(databases),
        reader_(reader),
        packer_(packer),
        samples_(transaction, databases, packer) {}

  void put(const PageRecord& page);
  void put(const PolicyRecord& policy);
  /// False where it is there already. Its bodies are the caller's affair.
  bool add(const VersionRecord& version);
  /// That of a policy, or a page, which it is given where it has none.
  [[nodiscard]] PolicyNumber number_of(const PolicyId& id);
  [[nodiscard]] PageNumber number_of(const Url& url);

  /// What `put` writes of a page that is known already, but for when it is due.
  [[nodiscard]] std::string packed_state(const RecordReader::Found& found, const PageRecord& page);
  [[nodiscard]] SamplePacker& samples() { return samples_; }

 private:
  [[nodiscard]] PageRecord as_it_lies(PageRecord page);
  [[nodiscard]] PageNumber new_page(const Url& url, std::string_view value);
  void put_state(const RecordReader::Found& found, const PageRecord& page);
  [[nodiscard]] std::optional<VersionRecord> newest_version(const Place& place) const;

  lmdb::WriteTransaction& transaction_;
  const Databases& databases_;
  const RecordReader& reader_;
  RecordPacker& packer_;
  SamplePacker samples_;
};

}  // namespace gazetted::monitor
