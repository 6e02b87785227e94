#include "monitor/layout.h"

#include <sys/random.h>

#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

#include "monitor/codec.h"
#include "monitor/damaged.h"

namespace gazetted::monitor {
namespace {

/// Schema 2 keeps the pages in their turn, and when a page is due at the head of its record.
void list_visits(lmdb::WriteTransaction& transaction, const Databases& databases) {
  std::vector<std::string> keys;
  lmdb::Cursor cursor(transaction, databases.pages);
  for (auto entry = cursor.first(); entry; entry = cursor.next()) keys.emplace_back(entry->key);
  for (const auto& key : keys) {
    const auto page = decode<PageRecord>(*transaction.get(databases.pages, key));
    transaction.put(databases.pages, key, encode(page));
    transaction.put(databases.visits, visit_key(page.due, text_key(page.url.str())).view(), "");
  }
}

/// `upgrades[n]` turns schema n + 1 into schema n + 2, inside the transaction that opens the store.
using Upgrade = void (*)(lmdb::WriteTransaction&, const Databases&);
constexpr std::array<Upgrade, 1> upgrades{list_visits};
constexpr std::uint32_t newest_schema = upgrades.size() + 1;

constexpr std::array<std::pair<const char*, lmdb::Database Databases::*>, 15> names{{
    {"meta", &Databases::meta},
    {"pages", &Databases::pages},
    {"visits", &Databases::visits},
    {"policies", &Databases::policies},
    {"names", &Databases::names},
    {"learned", &Databases::learned},
    {"versions", &Databases::versions},
    {"bodies", &Databases::bodies},
    {"citations", &Databases::citations},
    {"cited", &Databases::cited},
    {"dues", &Databases::dues},
    {"due_sets", &Databases::due_sets},
    {"events", &Databases::events},
    {"sources", &Databases::sources},
    {"hosts", &Databases::hosts},
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

// Flipped, times before 1970 sort before those after.
constexpr std::uint32_t sign_bit = 1U << 31U;
constexpr std::uint64_t long_sign_bit = 1ULL << 63U;

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

Key& Key::moment(Timestamp time) {
  return number(static_cast<std::uint64_t>(time.time_since_epoch().count()) ^ long_sign_bit);
}

Key& Key::append(const Key& key) {
  std::memcpy(bytes_.data() + size_, key.bytes_.data(), key.size_);
  size_ += key.size_;
  return *this;
}

Key text_key(std::string_view name) { return Key{}.text(name); }

Key visit_key(Timestamp due, const Key& page) { return Key{}.moment(due).append(page); }

Key version_key(const Url& page, int part, std::uint32_t number) {
  return text_key(page.str()).number(static_cast<std::uint32_t>(part)).number(number);
}

std::uint32_t read_number32(std::string_view bytes) { return read_big_endian<std::uint32_t>(bytes); }
std::uint64_t read_number64(std::string_view bytes) { return read_big_endian<std::uint64_t>(bytes); }

Date read_day(std::string_view bytes) {
  const auto days = static_cast<std::int32_t>(read_number32(bytes) ^ sign_bit);
  return Date(std::chrono::sys_days(std::chrono::days(days)));
}

Timestamp read_moment(std::string_view bytes) {
  return Timestamp(Duration(static_cast<std::int64_t>(read_number64(bytes) ^ long_sign_bit)));
}

Result<Opened> open_for_writing(lmdb::Environment& environment) {
  lmdb::WriteTransaction transaction(environment);
  Opened opened;
  for (const auto& [name, member] : names) {
    const auto found = transaction.find_database(name);
    opened.databases.*member = found ? *found : transaction.make_database(name);
  }
  const auto meta = opened.databases.meta;
  const auto schema = schema_of(transaction, meta);
  if (schema > newest_schema) return newer(*schema);
  if (!schema) transaction.put(meta, "id", new_id());
  if (schema) {
    for (auto next = *schema; next < newest_schema; ++next)
      upgrades.at(next - 1)(transaction, opened.databases);
  }
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
  for (const auto& [name, member] : names) {
    const auto found = transaction.find_database(name);
    if (!found) throw Damaged(std::string("the database ") + name + " is missing");
    opened.databases.*member = *found;
  }
  opened.id = id_of(transaction, *meta);
  transaction.commit();
  return opened;
}

}  // namespace gazetted::monitor
