#pragma once
// How the store lies in LMDB: the named databases and the form of their keys. Pages and policies are numbered
// in the order in which they became known, and lie, and are named by others, under their numbers: what is new
// comes last, which leaves LMDB's leaves full, and a number takes less than a digest. Text of any length is a
// key by the first 16 bytes of its SHA-256; numbers are big-endian, so that their order is the order of keys.
// What the records say: stored_records.h; how they are packed: record_packing.h, samples.h.

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
#include "monitor/page_number.h"

namespace gazetted::monitor {

struct Databases {
  lmdb::Database meta;      ///< "schema" → number, "id" → 16 hex digits, "schedule" → Opaque
  lmdb::Database found;     ///< page → PageRecord as it became known; never changed
  lmdb::Database states;    ///< page → when it is due ‖ what the PageRecord says otherwise now
  lmdb::Database wordings;  ///< page ‖ part ‖ number → VersionRecord; page alone for the first of part 1
  lmdb::Database documents;  ///< policy → its id ‖ PolicyRecord
  lmdb::Database learned;    ///< text(title key) → LearnedRecord
  lmdb::Database bodies;     ///< SHA-256 → packed body (bodies.h)
  lmdb::Database dues;       ///< day ‖ kind ‖ text(policy id) → policy id
  lmdb::Database due_sets;   ///< text(policy id) → its due dates, see DueEntry
  lmdb::Database events;     ///< sequence → chain ‖ EventRecord
  lmdb::Database sources;    ///< text(id) → SourceRecord
  lmdb::Database hosts;      ///< text(name) → HostEntry
  lmdb::Database samples;    ///< number → a record as it was encoded, or packed (samples.h)
  lmdb::Database kin;        ///< text(origin) ‖ kind → the number of its sample
  lmdb::Set addresses;       ///< start of text(url) ‖ page
  lmdb::Set names;           ///< name ‖ policy and what the name is to it (names.h)
  lmdb::Set words;           ///< a band of a fingerprint ‖ policy: whose words are like these
  lmdb::Set turns;           ///< second in which it is due ‖ page, of each page: the pages in their turn
  lmdb::Set citing;          ///< name of the target ‖ policy ‖ relation: who names it
  lmdb::Set cites;           ///< policy ‖ half the name of the target ‖ relation: the way back
};

enum class PolicyNumber : std::uint32_t {};

/// A key under construction, in place: no key is longer than 37 bytes.
class Key {
 public:
  Key& text(std::string_view name);
  Key& number(std::uint32_t number);
  Key& number(std::uint64_t number);
  Key& number(PageNumber page) { return number(static_cast<std::uint32_t>(page)); }
  Key& number(PolicyNumber policy) { return number(static_cast<std::uint32_t>(policy)); }
  Key& small_number(std::uint32_t number);  ///< mostly one byte; in order like the others
  Key& byte(std::uint8_t byte);
  Key& bytes(std::string_view bytes);
  Key& day(Date day);
  Key& second(Timestamp time);  ///< from 1936 to 2072; what is beyond counts as the first and the last
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 40> bytes_{};
  std::size_t size_ = 0;
};

inline constexpr std::size_t text_key_size = 16;
inline constexpr std::size_t number_size = 4;  ///< of a page or a policy

[[nodiscard]] Key text_key(std::string_view name);
[[nodiscard]] Key turn_of(Timestamp due, PageNumber page);
[[nodiscard]] Key version_key(PageNumber page, int part, std::uint32_t number);
struct VersionKey {
  PageNumber page{};
  int part = 0;
  std::uint32_t number = 0;
};
[[nodiscard]] VersionKey read_version_key(std::string_view bytes);  ///< throws Damaged

/// A name in a set is the first 8 bytes of text(key): a policy has some four, more than all else of it. That
/// two of ten million have the same eight is less likely than a disk's error; and what a page states is not
/// secret, so nobody need look for such a pair who wants to be taken for another.
inline constexpr std::size_t name_size = 8;
[[nodiscard]] std::string set_name(std::string_view key);
/// Of an address half of them do: what is found by them says which it is.
inline constexpr std::size_t address_size = 4;
/// The first item of a set of which `begin` is the beginning, where there is one.
[[nodiscard]] std::optional<std::string_view> find_item(lmdb::SetCursor& cursor, std::string_view begin,
                                                        std::size_t item_size);
/// Calls `visit(item)` for each that begins so, in their order.
template <class Visit>
void each_item(const lmdb::Transaction& transaction, lmdb::Set set, std::string_view begin,
               std::size_t item_size, Visit visit) {
  lmdb::SetCursor cursor(transaction, set);
  for (auto item = find_item(cursor, begin, item_size); item && item->starts_with(begin);
       item = cursor.next())
    visit(*item);
}
inline constexpr std::size_t address_item_size = address_size + number_size;
inline constexpr std::size_t half_name_size = name_size / 2;
inline constexpr std::size_t citing_item_size = name_size + number_size + 1;
inline constexpr std::size_t cites_item_size = number_size + half_name_size + 1;

/// The inverses, for what stands at the start of `bytes`. Throw Damaged where it is too short.
[[nodiscard]] std::uint32_t read_number32(std::string_view bytes);
[[nodiscard]] std::uint64_t read_number64(std::string_view bytes);
[[nodiscard]] Date read_day(std::string_view bytes);
[[nodiscard]] Timestamp read_second(std::string_view bytes);
[[nodiscard]] PageNumber read_page(std::string_view bytes);
[[nodiscard]] PolicyNumber read_policy(std::string_view bytes);

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
