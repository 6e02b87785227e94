#include "parser/utf8_check.h"

#include <cstdint>
#include <cstring>

namespace gazetted::parser {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080;

template <class Word>
Word load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// The bytes before the first beyond ASCII, eight at a time.
std::size_t ascii_prefix(const char* text, std::size_t size) {
  std::size_t at = 0;
  for (; at + 32 <= size; at += 32) {
    const auto all = load<std::uint64_t>(text + at) | load<std::uint64_t>(text + at + 8) |
                     load<std::uint64_t>(text + at + 16) | load<std::uint64_t>(text + at + 24);
    if ((all & high_bits) != 0) break;
  }
  while (at < size && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

/// Han characters stand in U+4000–U+9FFF: E4–E9 and two more bytes, none of them a special case. How many
/// bytes of such sequences `text` begins with; reads four at a time.
std::size_t han_prefix(const char* text, std::size_t size) {
  std::size_t at = 0;
  while (at + 4 <= size) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0xE4 || lead > 0xE9) break;
    const bool continued = (static_cast<unsigned char>(text[at + 1]) & 0xC0) == 0x80 &&
                           (static_cast<unsigned char>(text[at + 2]) & 0xC0) == 0x80;
    if (!continued) break;
    at += 3;
  }
  return at;
}

}  // namespace

bool is_ascii(std::string_view bytes) { return ascii_prefix(bytes.data(), bytes.size()) == bytes.size(); }

std::size_t valid_utf8_prefix(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      at += ascii_prefix(bytes.data() + at, bytes.size() - at);
      continue;
    }
    if (const auto han = han_prefix(bytes.data() + at, bytes.size() - at); han > 0) {
      at += han;
      continue;
    }
    const std::size_t length = utf8_sequence(bytes.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return at;
}

std::size_t utf8_sequence(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || bytes.size() < length) return 0;
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  return length;
}

}  // namespace gazetted::parser
