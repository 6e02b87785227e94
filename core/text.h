#pragma once
// The length of a text as people count it.

#include <cstdint>
#include <cstring>
#include <string_view>

namespace gazetted {

/// Code points of UTF-8 text: the bytes that continue none, eight at a time.
[[nodiscard]] inline std::uint64_t count_characters(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  std::uint64_t continuing = 0;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof(eight));
    const std::uint64_t marks = eight >> 7U & ~(eight >> 6U) & ones;
    continuing += marks * ones >> 56U;  // their sum, in the highest byte
  }
  for (; at < text.size(); ++at)
    continuing += (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U ? 1 : 0;
  return text.size() - continuing;
}

}  // namespace gazetted
