#pragma once
// Records as bytes. A record is a byte for its form, here plain, and its fields; a field is its number and
// its value, which is a number (RFC 8949 would call it an integer; here 7 bits a byte, the lowest first,
// signed ones with the sign lowest) or so many bytes. What has its default is left out, what is not known is
// passed over, so a field may be added without a new schema. A record can be written as what it says
// otherwise than a base, another record of its kind. How the bytes are made fewer: record_packing.h.

#include <string>
#include <string_view>
#include <vector>

#include "monitor/records.h"

namespace gazetted::monitor {

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

/// An event but for its sequence, which is its key, and its chain.
struct EventRecord {
  std::string topic;
  std::string type;
  SourceId source;
  std::string json;
};

inline constexpr char plain_form = 0;

/// The text of a document is not written: it is a body of its own.
template <class Record>
[[nodiscard]] std::string encode(const Record& record);

/// Throws Damaged on what encode never wrote.
template <class Record>
[[nodiscard]] Record decode(std::string_view bytes);

/// What is as in `base` is left out. `base` must be the same when it is read, its text empty.
template <class Record>
[[nodiscard]] std::string encode(const Record& record, const Record& base);
/// Addresses that are among `known` are taken from there: to read one costs more than all else.
template <class Record>
[[nodiscard]] Record decode(std::string_view bytes, Record base, const std::vector<Url>& known = {});

/// A number before what else is kept of something, in as few bytes as it needs.
void put_number(std::string& out, std::uint64_t number);
void put_moment(std::string& out, Timestamp time);
/// Takes it off the front. Throws Damaged.
[[nodiscard]] std::uint64_t take_number(std::string_view& bytes);
[[nodiscard]] Timestamp take_moment(std::string_view& bytes);

/// An id in few bytes: one made of a digest as the bytes that it shows, any other as it is.
[[nodiscard]] std::string packed_id(const PolicyId& id);
[[nodiscard]] PolicyId unpacked_id(std::string_view bytes);

extern template std::string encode(const PageRecord&);
extern template std::string encode(const VersionRecord&);
extern template std::string encode(const PolicyRecord&);
extern template std::string encode(const SourceRecord&);
extern template std::string encode(const LearnedRecord&);
extern template std::string encode(const HostEntry&);
extern template std::string encode(const EventRecord&);
extern template std::string encode(const PageRecord&, const PageRecord&);
extern template std::string encode(const VersionRecord&, const VersionRecord&);
extern template std::string encode(const PolicyRecord&, const PolicyRecord&);
extern template PageRecord decode(std::string_view, PageRecord, const std::vector<Url>&);
extern template VersionRecord decode(std::string_view, VersionRecord, const std::vector<Url>&);
extern template PolicyRecord decode(std::string_view, PolicyRecord, const std::vector<Url>&);
extern template PageRecord decode(std::string_view);
extern template VersionRecord decode(std::string_view);
extern template PolicyRecord decode(std::string_view);
extern template SourceRecord decode(std::string_view);
extern template LearnedRecord decode(std::string_view);
extern template HostEntry decode(std::string_view);
extern template EventRecord decode(std::string_view);

}  // namespace gazetted::monitor
