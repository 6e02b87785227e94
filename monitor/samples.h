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

/// Packs records for a store, and makes samples there. Not for two threads at a time.
class SamplePacker {
 public:
  SamplePacker(lmdb::WriteTransaction& transaction, const Databases& databases, RecordPacker& packer)
      : transaction_(transaction), databases_(databases), packer_(packer) {}

  [[nodiscard]] std::string pack(const PageRecord& page);
  [[nodiscard]] std::string pack(const PolicyRecord& policy);
  [[nodiscard]] std::string pack(const EventRecord& event);
  /// A version of a page, encoded.
  [[nodiscard]] std::string pack_version(const Url& page, std::string encoded);

 private:
  enum class Kind : std::uint8_t { page, policy, event, version };
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
