#include "parser/ole.h"

#include <array>
#include <cstdint>
#include <string>

namespace gazetted::parser {
namespace {

constexpr std::size_t entry_size = 128;
constexpr std::size_t max_directory_sectors = 1024;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size && at + i < bytes.size(); ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

/// The name of a directory entry (2.6.1), which is UTF-16, as ASCII; other characters are '?'.
std::string name_of(std::string_view entry) {
  std::string name;
  const std::size_t size = number_at(entry, 64, 2);
  for (std::size_t at = 0; at + 2 < size && at < 64; at += 2) {
    const auto unit = number_at(entry, at, 2);
    name += unit >= 0x20 && unit < 0x7F ? static_cast<char>(unit) : '?';
  }
  return name;
}

OleKind kind_of(std::string_view stream) {
  if (stream == "EncryptedPackage") return OleKind::encrypted;
  if (stream == "WordDocument") return OleKind::word;
  if (stream == "Workbook" || stream == "Book") return OleKind::spreadsheet;
  if (stream == "PowerPoint Document") return OleKind::presentation;
  return OleKind::other;
}

}  // namespace

OleKind ole_kind(std::string_view bytes) {
  const std::uint32_t shift = number_at(bytes, 30, 2);
  if (bytes.size() < 512 || (shift != 9 && shift != 12)) return OleKind::other;
  const std::size_t sector = std::size_t{1} << shift;
  const auto start_of = [&](std::uint32_t number) { return (std::size_t{number} + 1) << shift; };
  OleKind kind = OleKind::other;
  std::uint32_t at = number_at(bytes, 48, 4);
  for (std::size_t read = 0; read < max_directory_sectors && start_of(at) < bytes.size(); ++read) {
    const auto directory = bytes.substr(start_of(at), sector);
    for (std::size_t entry = 0; entry + entry_size <= directory.size(); entry += entry_size) {
      const OleKind found = kind_of(name_of(directory.substr(entry, entry_size)));
      if (found == OleKind::encrypted) return found;
      if (kind == OleKind::other) kind = found;
    }
    // The next of the chain, by the allocation table's sectors that the header lists (2.2, 2.3).
    const std::size_t per_sector = sector / 4;
    const std::size_t table = at / per_sector;
    if (table >= 109) break;
    const auto table_start = start_of(number_at(bytes, 76 + 4 * table, 4));
    if (table_start >= bytes.size()) break;
    at = number_at(bytes, table_start + 4 * (at % per_sector), 4);
  }
  return kind;
}

}  // namespace gazetted::parser
