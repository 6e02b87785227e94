#include "monitor/layout.h"

#include <sys/random.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <utility>

#include "monitor/damaged.h"
#include "monitor/upgrade.h"

namespace gazetted::monitor {
namespace {

constexpr std::array<std::pair<const char*, lmdb::Database Databases::*>, 14> databases{{
    {"meta", &Databases::meta},
    {"found", &Databases::found},
    {"states", &Databases::states},
    {"wordings", &Databases::wordings},
    {"documents", &Databases::documents},
    {"learned", &Databases::learned},
    {"bodies", &Databases::bodies},
    {"dues", &Databases::dues},
    {"due_sets", &Databases::due_sets},
    {"events", &Databases::events},
    {"sources", &Databases::sources},
    {"hosts", &Databases::hosts},
    {"samples", &Databases::samples},
    {"kin", &Databases::kin},
}};

constexpr std::array<std::pair<const char*, lmdb::Set Databases::*>, 6> sets{{
    {"addresses", &Databases::addresses},
    {"named", &Databases::names},
    {"words", &Databases::words},
    {"next_visits", &Databases::turns},
    {"cited_by", &Databases::citing},
    {"citations_of", &Databases::cites},
}};

std::string new_id() {
  std::array<unsigned char, 8> random{};
  if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
    throw std::runtime_error("the system has no random numbers");
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string id;
  for (const auto byte : random) {
    id += digits[byte >> 4U];
    id += digits[byte & 15U];
  }
  return id;
}

std::optional<std::uint32_t> schema_of(const lmdb::Transaction& transaction, lmdb::Database meta) {
  const auto text = transaction.get(meta, "schema");
  if (!text) return std::nullopt;
  std::uint32_t schema = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), schema);
  if (read.ec != std::errc{} || read.ptr != text->data() + text->size() || schema == 0)
    throw Damaged("the schema number is unreadable");
  return schema;
}

std::string id_of(const lmdb::Transaction& transaction, lmdb::Database meta) {
  const auto id = transaction.get(meta, "id");
  if (!id) throw Damaged("the store has no id");
  return std::string(*id);
}

tl::unexpected<Error> newer(std::uint32_t schema) {
  return failure(ErrorKind::store_newer, "the store has schema " + std::to_string(schema) +
                                             ", this program knows schemas up to " +
                                             std::to_string(newest_schema) + ": use a newer gazetted");
}

template <class Number>
Number read_big_endian(std::string_view bytes) {
  if (bytes.size() < sizeof(Number)) throw Damaged("a key is too short");
  Number number = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    number = static_cast<Number>(number << 8U) | static_cast<unsigned char>(bytes[i]);
  return number;
}

/// From here on a small number takes more bytes than one: how many is said first.
constexpr std::uint32_t first_long_number = 0xF8;

/// The inverse of Key::small_number.
std::uint32_t take_small_number(std::string_view& bytes) {
  const auto take = [&bytes] {
    if (bytes.empty()) throw Damaged("a key is too short");
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return byte;
  };
  const std::uint32_t first = take();
  if (first < first_long_number) return first;
  std::uint32_t number = 0;
  for (auto more = first - first_long_number; more > 0; --more) number = number << 8U | take();
  return number;
}

// Moved up so far, seconds of the last century sort before those of this.
constexpr std::int64_t seconds_before_1970 = 1LL << 30;
// Flipped, days before 1970 sort before those after.
constexpr std::uint32_t sign_bit = 1U << 31U;

}  // namespace

Key& Key::text(std::string_view name) {
  const auto digest = Digest::of(name);
  std::memcpy(bytes_.data() + size_, digest.bytes.data(), text_key_size);
  size_ += text_key_size;
  return *this;
}

Key& Key::byte(std::uint8_t byte) {
  bytes_.at(size_++) = static_cast<char>(byte);
  return *this;
}

Key& Key::number(std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) byte(static_cast<std::uint8_t>(number >> shift));
  return *this;
}

Key& Key::number(std::uint64_t value) {
  return number(static_cast<std::uint32_t>(value >> 32U)).number(static_cast<std::uint32_t>(value));
}

Key& Key::day(Date day) {
  const auto days = static_cast<std::uint32_t>(day.sys_days().time_since_epoch().count());
  return number(days ^ sign_bit);
}

Key& Key::second(Timestamp time) {
  constexpr std::int64_t last = std::numeric_limits<std::uint32_t>::max();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return number(static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(seconds, -seconds_before_1970, last - seconds_before_1970) +
      seconds_before_1970));
}

Key& Key::small_number(std::uint32_t number) {
  if (number < first_long_number) return byte(static_cast<std::uint8_t>(number));
  const int size = (std::bit_width(number) + 7) / 8;
  byte(static_cast<std::uint8_t>(first_long_number + static_cast<std::uint32_t>(size)));
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) byte(static_cast<std::uint8_t>(number >> shift));
  return *this;
}

Key& Key::bytes(std::string_view bytes) {
  if (bytes.size() > bytes_.size() - size_) throw std::logic_error("a key is too long");
  std::memcpy(bytes_.data() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
  return *this;
}

Key text_key(std::string_view name) { return Key{}.text(name); }

Key turn_of(Timestamp due, PageNumber page) { return Key{}.second(due).number(page); }

Key version_key(PageNumber page, int part, std::uint32_t number) {
  if (part == 1 && number == 1) return Key{}.number(page);
  return Key{}.number(page).small_number(static_cast<std::uint32_t>(part)).small_number(number);
}

std::string set_name(std::string_view key) { return std::string(text_key(key).view().substr(0, name_size)); }

std::optional<std::string_view> find_item(lmdb::SetCursor& cursor, std::string_view begin,
                                          std::size_t item_size) {
  std::string least(begin);
  least.resize(item_size, '\0');
  const auto item = cursor.at_or_after(least);
  return item && item->starts_with(begin) ? item : std::nullopt;
}

std::uint32_t read_number32(std::string_view bytes) { return read_big_endian<std::uint32_t>(bytes); }
std::uint64_t read_number64(std::string_view bytes) { return read_big_endian<std::uint64_t>(bytes); }

Date read_day(std::string_view bytes) {
  const auto days = static_cast<std::int32_t>(read_number32(bytes) ^ sign_bit);
  return Date(std::chrono::sys_days(std::chrono::days(days)));
}

Timestamp read_second(std::string_view bytes) {
  return Timestamp(std::chrono::seconds(std::int64_t{read_number32(bytes)} - seconds_before_1970));
}

VersionKey read_version_key(std::string_view bytes) {
  const auto page = read_page(bytes);
  bytes.remove_prefix(number_size);
  if (bytes.empty()) return {page, 1, 1};
  const auto part = take_small_number(bytes);
  return {page, static_cast<int>(part), take_small_number(bytes)};
}

PageNumber read_page(std::string_view bytes) { return PageNumber{read_number32(bytes)}; }
PolicyNumber read_policy(std::string_view bytes) { return PolicyNumber{read_number32(bytes)}; }

Result<Opened> open_for_writing(lmdb::Environment& environment) {
  lmdb::WriteTransaction transaction(environment);
  Opened opened;
  for (const auto& [name, member] : databases) {
    const auto found = transaction.find_database(name);
    opened.databases.*member = found ? *found : transaction.make_database(name);
  }
  for (const auto& [name, member] : sets) {
    const auto found = transaction.find_set(name);
    opened.databases.*member = found ? *found : transaction.make_set(name);
  }
  const auto meta = opened.databases.meta;
  const auto schema = schema_of(transaction, meta);
  if (schema > newest_schema) return newer(*schema);
  if (!schema) transaction.put(meta, "id", new_id());
  if (schema) upgrade(transaction, opened.databases, *schema);
  if (schema != newest_schema) transaction.put(meta, "schema", std::to_string(newest_schema));
  opened.id = id_of(transaction, meta);
  transaction.commit();
  return opened;
}

Result<Opened> open_for_reading(lmdb::Environment& environment) {
  lmdb::ReadTransaction transaction(environment);
  const auto meta = transaction.find_database("meta");
  if (!meta) return failure(ErrorKind::not_found, "there is no store yet");
  const auto schema = schema_of(transaction, *meta);
  if (!schema) throw Damaged("the store has no schema number");
  if (schema > newest_schema) return newer(*schema);
  if (schema < newest_schema)
    return failure(ErrorKind::unsupported, "the store has the older schema " + std::to_string(*schema) +
                                               ": start `gazetted run` once to bring it up to date");
  Opened opened;
  const auto require = [](auto found, const char* name) {
    if (!found) throw Damaged(std::string("the database ") + name + " is missing");
    return *found;
  };
  for (const auto& [name, member] : databases)
    opened.databases.*member = require(transaction.find_database(name), name);
  for (const auto& [name, member] : sets)
    opened.databases.*member = require(transaction.find_set(name), name);
  opened.id = id_of(transaction, *meta);
  transaction.commit();
  return opened;
}

}  // namespace gazetted::monitor
