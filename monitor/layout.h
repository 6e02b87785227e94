#pragma once
// How the store lies in LMDB: the named databases and the form of their keys. Text of any length is
// a key by the first 16 bytes of its SHA-256; numbers are big-endian, so that their order is the order of
// keys. Records are packed (record_packing.h, samples.h).

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/digest.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/url.h"
#include "monitor/lmdb.h"

namespace gazetted::monitor {

struct Databases {
  lmdb::Database meta;      ///< "schema" → number, "id" → 16 hex digits, "schedule" → Opaque
  lmdb::Database pages;     ///< text(url) → PageRecord
  lmdb::Database policies;  ///< text(id) → PolicyRecord
  lmdb::Database learned;   ///< text(title key) → LearnedRecord
  lmdb::Database versions;  ///< text(url) ‖ part ‖ number → VersionRecord without its page
  lmdb::Database bodies;    ///< SHA-256 → packed body (bodies.h)
  lmdb::Database dues;      ///< day ‖ kind ‖ text(policy id) → policy id
  lmdb::Database due_sets;  ///< text(policy id) → its due dates, see DueEntry
  lmdb::Database events;    ///< sequence → chain ‖ EventRecord
  lmdb::Database sources;   ///< text(id) → SourceRecord
  lmdb::Database hosts;     ///< text(name) → HostEntry
  lmdb::Database samples;   ///< number → a record as it was encoded (samples.h)
  lmdb::Database kin;       ///< text(origin) ‖ kind → the number of its sample
  lmdb::Set turns;          ///< when it is due ‖ text(url), of each page: the pages in their turn
  lmdb::Set names;          ///< name ‖ id: under what a policy is found
  lmdb::Set citing;         ///< name of the target ‖ id ‖ relation: who names it
  lmdb::Set cites;          ///< id ‖ name of the target ‖ relation: the way back
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

[[nodiscard]] Key text_key(std::string_view name);
[[nodiscard]] Key turn_of(Timestamp due, const Key& page);
[[nodiscard]] Key first_turn(Timestamp due);  ///< none that is due then is before it
[[nodiscard]] Key version_key(const Url& page, int part, std::uint32_t number);

/// A name in a set is the first 8 bytes of text(key): a policy has some ten, more than all else of it. That
/// two of ten million have the same eight is less likely than a disk's error; and what a page states is not
/// secret, so nobody need look for such a pair who wants to be taken for another.
inline constexpr std::size_t name_size = 8;
[[nodiscard]] std::string set_name(std::string_view key);
/// An id in a set takes 11 bytes. Throws std::logic_error for one that is longer when packed (codec.h).
inline constexpr std::size_t id_size = 11;
[[nodiscard]] std::string set_id(const PolicyId& id);
[[nodiscard]] PolicyId read_set_id(std::string_view bytes);
/// The first item of a set of which `begin` is the beginning, where there is one.
[[nodiscard]] std::optional<std::string_view> find_item(lmdb::SetCursor& cursor, std::string_view begin,
                                                        std::size_t item_size);
inline constexpr std::size_t name_item_size = name_size + id_size;
inline constexpr std::size_t citation_item_size = name_size + id_size + 1;

/// The inverses, for what stands at the start of `bytes`. Throw Damaged where it is too short.
[[nodiscard]] std::uint32_t read_number32(std::string_view bytes);
[[nodiscard]] std::uint64_t read_number64(std::string_view bytes);
[[nodiscard]] Date read_day(std::string_view bytes);
[[nodiscard]] Timestamp read_moment(std::string_view bytes);

/// Opens every database, making them with the store's id, and brings an older schema up to date (upgrade.h).
/// Fails with store_newer; throws lmdb::MapFull where that needs a larger map.
struct Opened {
  Databases databases;
  std::string id;
};
[[nodiscard]] Result<Opened> open_for_writing(lmdb::Environment& environment);
/// The same without changing anything: an older schema fails with unsupported, no store with not_found.
[[nodiscard]] Result<Opened> open_for_reading(lmdb::Environment& environment);

}  // namespace gazetted::monitor
