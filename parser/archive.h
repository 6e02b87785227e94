#pragma once
// Archives of attachments: which files are in one, by the names that their makers gave them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace gazetted::parser {

struct ArchiveEntry {
  std::string name;  ///< UTF-8, with its folders
  std::string bytes;
};

struct ArchiveFiles {
  std::vector<ArchiveEntry>
      entries;                      ///< in the archive's order; no folders, nothing that a system left there
  std::vector<std::string> doubts;  ///< what was not unpacked, and why
};

/// What a zip archive holds, at most `max_bytes` unpacked in all and 1,000 files. Names without the sign of
/// UTF-8 are read as that where they are, else as GB18030. Fails with unsupported for an encrypted archive
/// and for RAR and 7z, with too_large where it would unpack to more, else with malformed.
[[nodiscard]] Result<ArchiveFiles> unpack(std::string_view bytes, std::uint64_t max_bytes);

}  // namespace gazetted::parser
