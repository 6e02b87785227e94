#pragma once
// Compound files ([MS-CFB]), the container of Office 97–2003, WPS and of encrypted newer files: streams in
// chains of sectors.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

/// `size` bytes at `at`, little-endian; bytes beyond the end are zero.
[[nodiscard]] std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size);

class CompoundFile {
 public:
  /// Reads the tables and the directory; nothing for what has none. A view of `bytes`, which must outlive it.
  /// However the sectors are chained, no more is read than the file has.
  [[nodiscard]] static std::optional<CompoundFile> open(std::string_view bytes);

  [[nodiscard]] bool contains(std::string_view stream) const;
  /// The stream's bytes, as many as the file has of them; nothing where there is no such stream.
  [[nodiscard]] std::optional<std::string> read(std::string_view stream) const;

 private:
  struct Entry {
    std::string name;  ///< ASCII; other characters are '?'
    std::uint32_t start = 0, size = 0;
  };

  explicit CompoundFile(std::string_view bytes) : bytes_(bytes) {}
  void read_tables();
  void read_directory();
  [[nodiscard]] std::string_view sector(std::uint32_t number) const;
  [[nodiscard]] std::string chain(std::uint32_t start) const;
  [[nodiscard]] std::string mini_chain(std::uint32_t start, std::size_t size) const;
  [[nodiscard]] const Entry* find(std::string_view stream) const;

  std::string_view bytes_;
  std::size_t shift_ = 9, mini_shift_ = 6;
  std::vector<std::uint32_t> next_, mini_next_;  ///< the sector behind each sector
  std::vector<Entry> entries_;                   ///< the first is the root
  std::string mini_stream_;
};

}  // namespace gazetted::parser
