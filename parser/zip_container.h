#pragma once
// Reading single entries out of a zip archive (APPNOTE.TXT) that somebody else made: the container
// of DOCX, XLSX, PPTX and OFD. Nothing is written to disk, and nothing unpacks beyond a bound.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct zip;

namespace gazetted::parser {

class ZipContainer {
 public:
  /// `bytes` must outlive the container. Fails with malformed for a damaged archive.
  [[nodiscard]] static Result<ZipContainer> open(std::string_view bytes);

  [[nodiscard]] bool contains(const std::string& name) const;
  /// The unpacked entry. Fails with not_found, with unsupported for an encrypted one, with
  /// too_large where it unpacks to more than `max_bytes`, else with malformed.
  [[nodiscard]] Result<std::string> read(const std::string& name, std::uint64_t max_bytes) const;

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  explicit ZipContainer(zip* archive) : archive_(archive) {}
  std::unique_ptr<zip, Discard> archive_;
};

}  // namespace gazetted::parser
