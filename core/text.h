#pragma once
// The length of a text as people count it.

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace gazetted {

/// Code points of UTF-8 text.
[[nodiscard]] inline std::uint64_t count_characters(std::string_view text) {
  return static_cast<std::uint64_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace gazetted
