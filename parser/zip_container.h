#pragma once
// Reading single entries out of a zip archive (APPNOTE.TXT) that somebody else made: the container
// of DOCX, XLSX, PPTX and OFD. Nothing is written to disk, and nothing unpacks beyond a bound.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

struct zip;

namespace gazetted::parser {

class ZipContainer {
 public:
  /// `bytes` must outlive the container. Fails with malformed for a damaged archive.
  [[nodiscard]] static Result<ZipContainer> open(std::string_view bytes);

  /// The names of the entries as they stand in the archive, in its order: UTF-8 as a rule, GB18030 where a
  /// Chinese program of old wrote it. Of more than `max_entries` the first ones.
  [[nodiscard]] std::vector<std::string> names() const;
  /// What all entries together say that they unpack to; read() holds them to it.
  [[nodiscard]] std::uint64_t claimed_bytes() const;

  [[nodiscard]] bool contains(const std::string& name) const;
  /// The unpacked entry. Fails with not_found, with unsupported for an encrypted one, with
  /// too_large where it unpacks to more than `max_bytes`, or to more than 8 MiB and 500 times its size,
  /// else with malformed.
  [[nodiscard]] Result<std::string> read(const std::string& name, std::uint64_t max_bytes) const;

  /// The same for an entry by its place in names().
  [[nodiscard]] Result<std::string> read_at(std::size_t index, std::uint64_t max_bytes) const;

  static constexpr std::size_t max_entries = 10'000;

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  explicit ZipContainer(zip* archive) : archive_(archive) {}
  std::unique_ptr<zip, Discard> archive_;
};

}  // namespace gazetted::parser
