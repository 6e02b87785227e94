#pragma once
// How the store lies in LMDB: the named databases and the form of their keys. Text of any length is
// a key by the first 16 bytes of its SHA-256, with the text itself kept in the value; numbers are
// big-endian, so that their order is the order of keys.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/digest.h"
#include "core/result.h"
#include "core/url.h"
#include "monitor/lmdb.h"

namespace gazetted::monitor {

struct Databases {
  lmdb::Database meta;    ///< "schema" → number, "id" → 16 hex digits, "schedule" → Opaque
  lmdb::Database pages;   ///< text(url) → PageRecord
  lmdb::Database visits;  ///< when it is due ‖ text(url) → nothing, of each page: the pages in their turn
  lmdb::Database policies;   ///< text(id) → PolicyRecord
  lmdb::Database names;      ///< text(key) → NameRecord
  lmdb::Database learned;    ///< text(title key) → LearnedRecord
  lmdb::Database versions;   ///< text(url) ‖ part ‖ number → VersionRecord
  lmdb::Database bodies;     ///< SHA-256 → packed body (bodies.h)
  lmdb::Database citations;  ///< text(target key) ‖ text(citing id) ‖ relation → CitationRecord
  lmdb::Database cited;      ///< text(citing id) → its keys in citations, one after the other
  lmdb::Database dues;       ///< day ‖ kind ‖ text(policy id) → policy id
  lmdb::Database due_sets;   ///< text(policy id) → its due dates, see DueEntry
  lmdb::Database events;     ///< sequence → chain ‖ EventRecord
  lmdb::Database sources;    ///< text(id) → SourceRecord
  lmdb::Database hosts;      ///< text(name) → HostEntry
};

/// A key under construction, in place: no key is longer than 37 bytes.
class Key {
 public:
  Key& text(std::string_view name);
  Key& number(std::uint32_t number);
  Key& number(std::uint64_t number);
  Key& byte(std::uint8_t byte);
  Key& day(Date day);
  Key& moment(Timestamp time);
  Key& append(const Key& key);
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 40> bytes_{};
  std::size_t size_ = 0;
};

inline constexpr std::size_t text_key_size = 16;
inline constexpr std::size_t citation_key_size = 2 * text_key_size + 1;

[[nodiscard]] Key text_key(std::string_view name);
[[nodiscard]] Key visit_key(Timestamp due, const Key& page);
[[nodiscard]] Key version_key(const Url& page, int part, std::uint32_t number);

/// The inverses, for what stands at the start of `bytes`. Throw Damaged where it is too short.
[[nodiscard]] std::uint32_t read_number32(std::string_view bytes);
[[nodiscard]] std::uint64_t read_number64(std::string_view bytes);
[[nodiscard]] Date read_day(std::string_view bytes);
[[nodiscard]] Timestamp read_moment(std::string_view bytes);

/// Opens every database, making them with the store's id, and brings an older schema up to date.
/// Fails with store_newer.
struct Opened {
  Databases databases;
  std::string id;
};
[[nodiscard]] Result<Opened> open_for_writing(lmdb::Environment& environment);
/// The same without changing anything: an older schema fails with unsupported, no store with not_found.
[[nodiscard]] Result<Opened> open_for_reading(lmdb::Environment& environment);

}  // namespace gazetted::monitor
