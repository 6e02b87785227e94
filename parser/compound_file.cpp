#include "parser/compound_file.h"

#include <algorithm>

namespace gazetted::parser {
namespace {

constexpr std::string_view magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t entry_size = 128;
constexpr std::uint32_t last_sector = 0xFFFFFFFA;  ///< what is larger ends a chain or marks a sector (2.1)
constexpr std::uint32_t mini_cutoff = 4096;        ///< shorter streams are in the mini stream (2.2)

/// UTF-16 (2.6.1).
std::string name_of(std::string_view entry) {
  std::string name;
  const std::size_t size = little_endian(entry, 64, 2);
  for (std::size_t at = 0; at + 2 < size && at < 64; at += 2) {
    const auto unit = little_endian(entry, at, 2);
    name += unit >= 0x20 && unit < 0x7F ? static_cast<char>(unit) : '?';
  }
  return name;
}

std::vector<std::uint32_t> numbers_of(std::string_view bytes) {
  std::vector<std::uint32_t> numbers(bytes.size() / 4);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = little_endian(bytes, 4 * i, 4);
  return numbers;
}

}  // namespace

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size && at + i < bytes.size(); ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

std::optional<CompoundFile> CompoundFile::open(std::string_view bytes) {
  if (bytes.size() < 512 || !bytes.starts_with(magic)) return std::nullopt;
  CompoundFile file(bytes);
  file.shift_ = little_endian(bytes, 30, 2);
  file.mini_shift_ = little_endian(bytes, 32, 2);
  if ((file.shift_ != 9 && file.shift_ != 12) || file.mini_shift_ > file.shift_) return std::nullopt;
  file.read_tables();
  file.read_directory();
  return file.entries_.empty() ? std::nullopt : std::optional(std::move(file));
}

std::string_view CompoundFile::sector(std::uint32_t number) const {
  const std::size_t start = (std::size_t{number} + 1) << shift_;
  return number < last_sector && start < bytes_.size() ? bytes_.substr(start, std::size_t{1} << shift_)
                                                       : std::string_view{};
}

/// The allocation table lies in sectors that the header names, and behind them a chain of lists (2.3, 2.5).
void CompoundFile::read_tables() {
  const std::size_t most = (bytes_.size() >> shift_) + 1;
  auto tables = numbers_of(bytes_.substr(76, 436));
  auto list = little_endian(bytes_, 68, 4);
  const std::size_t count = std::min<std::size_t>(most, little_endian(bytes_, 72, 4));
  for (std::size_t lists = 0; lists < count && !sector(list).empty(); ++lists) {
    auto more = numbers_of(sector(list));
    list = more.empty() ? last_sector : more.back();
    if (!more.empty()) more.pop_back();
    tables.insert(tables.end(), more.begin(), more.end());
  }
  for (const std::uint32_t table : tables) {
    if (next_.size() >= most) break;
    const auto numbers = numbers_of(sector(table));
    next_.insert(next_.end(), numbers.begin(), numbers.end());
  }
}

void CompoundFile::read_directory() {
  const std::string directory = chain(little_endian(bytes_, 48, 4));
  for (std::size_t at = 0; at + entry_size <= directory.size(); at += entry_size) {
    const auto entry = std::string_view(directory).substr(at, entry_size);
    entries_.push_back({name_of(entry), little_endian(entry, 116, 4), little_endian(entry, 120, 4)});
  }
  if (entries_.empty()) return;
  mini_stream_ = chain(entries_.front().start);
  mini_next_ = numbers_of(chain(little_endian(bytes_, 60, 4)));
}

std::string CompoundFile::chain(std::uint32_t start) const {
  std::string out;
  std::size_t sectors = 0;
  for (std::uint32_t at = start; sectors <= next_.size() && !sector(at).empty(); ++sectors) {
    out += sector(at);
    if (at >= next_.size()) break;
    at = next_[at];
  }
  return out;
}

std::string CompoundFile::mini_chain(std::uint32_t start, std::size_t size) const {
  std::string out;
  for (std::uint32_t at = start; at < mini_next_.size() && out.size() < size; at = mini_next_[at]) {
    const std::size_t begin = std::size_t{at} << mini_shift_;
    if (begin >= mini_stream_.size()) break;
    out += std::string_view(mini_stream_).substr(begin, std::size_t{1} << mini_shift_);
  }
  return out;
}

const CompoundFile::Entry* CompoundFile::find(std::string_view stream) const {
  const auto found = std::ranges::find(entries_, stream, &Entry::name);
  return found == entries_.end() ? nullptr : &*found;
}

bool CompoundFile::contains(std::string_view stream) const { return find(stream) != nullptr; }

std::optional<std::string> CompoundFile::read(std::string_view stream) const {
  const Entry* entry = find(stream);
  if (entry == nullptr) return std::nullopt;
  std::string bytes = entry->size < mini_cutoff ? mini_chain(entry->start, entry->size) : chain(entry->start);
  if (bytes.size() > entry->size) bytes.resize(entry->size);
  return bytes;
}

}  // namespace gazetted::parser
