#pragma once
// Records of a kind are much alike where they come from one host: the same address but for its end, the same
// issuers, the same words of the schedule. The first that those to come will be like is kept beside them as
// it was encoded then, their sample, and never changed; all are packed against it (record_packing.h), itself
// too.

#include <cstdint>
#include <string>
#include <string_view>

#include "monitor/codec.h"
#include "monitor/layout.h"
#include "monitor/record_packing.h"

namespace gazetted::monitor {

/// What the key of a kin ends in where it is of events. Those of other records were up to 3 before schema 5.
inline constexpr std::uint8_t event_kind = 2;
inline constexpr std::uint8_t last_older_kind = 3;

/// Packs records for a store, and makes samples there. Not for two threads at a time.
class SamplePacker {
 public:
  SamplePacker(lmdb::WriteTransaction& transaction, const Databases& databases, RecordPacker& packer)
      : transaction_(transaction), databases_(databases), packer_(packer) {}

  /// A page as it became known.
  [[nodiscard]] std::string pack_found(const PageRecord& page);
  /// What `page` says otherwise now, encoded.
  [[nodiscard]] std::string pack_state(const PageRecord& page, std::string encoded);
  /// A version at that page, encoded.
  [[nodiscard]] std::string pack_version(const Url& page, std::string encoded);
  [[nodiscard]] std::string pack(const EventRecord& event);

 private:
  enum class Kind : std::uint8_t { event = event_kind, found = 4, state = 5, version = 6 };
  enum class Like : bool { those_to_come, few };

  /// `origin` is that of the address; of an event its source.
  [[nodiscard]] std::string pack(Kind kind, std::string_view origin, std::string encoded,
                                 Like like = Like::those_to_come);
  void make_sample(const Key& kin, std::string_view encoded);

  lmdb::WriteTransaction& transaction_;
  const Databases& databases_;
  RecordPacker& packer_;
};

/// A record as it was encoded. Throws Damaged.
[[nodiscard]] std::string unpack_record(const lmdb::Transaction& transaction, const Databases& databases,
                                        std::string_view packed);

}  // namespace gazetted::monitor
