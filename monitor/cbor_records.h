#pragma once
// Records as schemas 1 and 2 had them: CBOR (RFC 8949), each a map with the keys of record_fields.h. Read
// once, when a store is brought up to date (upgrade.h).

#include <string>
#include <string_view>

#include "monitor/codec.h"

namespace gazetted::monitor {

/// A name and the policy it is bound to.
struct NameRecord {
  std::string key;
  PolicyId policy;
};

/// One citation.
struct CitationRecord {
  std::string target;
  PolicyId policy;
  Relation relation = Relation::cites;
};

/// Throws Damaged on what those schemas never wrote.
template <class Record>
[[nodiscard]] Record decode_cbor(std::string_view cbor);

extern template PageRecord decode_cbor(std::string_view);
extern template VersionRecord decode_cbor(std::string_view);
extern template PolicyRecord decode_cbor(std::string_view);
extern template SourceRecord decode_cbor(std::string_view);
extern template NameRecord decode_cbor(std::string_view);
extern template LearnedRecord decode_cbor(std::string_view);
extern template HostEntry decode_cbor(std::string_view);
extern template CitationRecord decode_cbor(std::string_view);
extern template EventRecord decode_cbor(std::string_view);

}  // namespace gazetted::monitor
