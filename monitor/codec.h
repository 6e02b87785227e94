#pragma once
// Records as CBOR (RFC 8949), each a map with short keys. What has its default is left out, what is
// not known is passed over, so a field may be added without a new schema.

#include <string>
#include <string_view>

#include "monitor/records.h"

namespace gazetted::monitor {

/// A name and the policy it is bound to.
struct NameRecord {
  std::string key;
  PolicyId policy;
};

/// A number learned for a title.
struct LearnedRecord {
  std::string title_key;
  std::string number;
};

/// What is kept of a host.
struct HostEntry {
  std::string name;
  Opaque record;
};

/// One citation.
struct CitationRecord {
  std::string target;
  PolicyId policy;
  Relation relation = Relation::cites;
};

/// An event but for its sequence, which is its key, and its chain.
struct EventRecord {
  std::string topic;
  std::string type;
  SourceId source;
  std::string json;
};

/// The text of a document is not written: it is a body of its own.
template <class Record>
[[nodiscard]] std::string encode(const Record& record);

/// Throws Damaged on what encode never wrote.
template <class Record>
[[nodiscard]] Record decode(std::string_view cbor);

/// When an encoded page is due, without reading the rest of it.
[[nodiscard]] Timestamp due_of(std::string_view page);

extern template std::string encode(const PageRecord&);
extern template std::string encode(const VersionRecord&);
extern template std::string encode(const PolicyRecord&);
extern template std::string encode(const SourceRecord&);
extern template std::string encode(const NameRecord&);
extern template std::string encode(const LearnedRecord&);
extern template std::string encode(const HostEntry&);
extern template std::string encode(const CitationRecord&);
extern template std::string encode(const EventRecord&);
extern template PageRecord decode(std::string_view);
extern template VersionRecord decode(std::string_view);
extern template PolicyRecord decode(std::string_view);
extern template SourceRecord decode(std::string_view);
extern template NameRecord decode(std::string_view);
extern template LearnedRecord decode(std::string_view);
extern template HostEntry decode(std::string_view);
extern template CitationRecord decode(std::string_view);
extern template EventRecord decode(std::string_view);

}  // namespace gazetted::monitor
