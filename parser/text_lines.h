#pragma once
// Text without markup, as the readers of office files, printed pages and plain text hand it on.

#include <string>
#include <vector>

#include "core/result.h"

namespace gazetted::parser {

/// What has more is no document, and would take a gigabyte to be understood.
inline constexpr std::size_t most_text = 16U << 20U;  // bytes
inline constexpr std::size_t most_lines = 500'000;

struct TextLines {
  std::vector<std::string> lines;      ///< UTF-8, one paragraph each, in reading order; none is empty
  std::vector<std::string> doubts;     ///< what may be missing from them
  std::vector<std::string> signals{};  ///< what else the file says of itself
};

[[nodiscard]] inline Error too_much_text() {
  return {ErrorKind::too_large, "a text of more than " + std::to_string(most_text) + " bytes or " +
                                    std::to_string(most_lines) + " lines"};
}

}  // namespace gazetted::parser
