#pragma once
// Code points of UTF-8 text (RFC 3629), one at a time.

#include <cstddef>
#include <string>
#include <string_view>

namespace gazetted::monitor {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  ///< how many bytes it stands for; 0 at the end of the text
};

/// The code point that begins at byte `at`; U+FFFD for an ill-formed sequence.
[[nodiscard]] inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t i) -> char32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const char32_t first = byte(0);
  constexpr CodePoint ill_formed{U'\uFFFD', 1};
  if (first < 0x80) return {first, 1};
  if (first < 0xC2 || first > 0xF4 || !tail(1)) return ill_formed;
  if (first < 0xE0) return {(first & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
  if (!tail(2)) return ill_formed;
  if (first < 0xF0) {
    const char32_t value = (first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    return value < 0x800 || (value >= 0xD800 && value <= 0xDFFF) ? ill_formed : CodePoint{value, 3};
  }
  const char32_t value =
      (first & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
  return !tail(3) || value < 0x10000 || value > 0x10FFFF ? ill_formed : CodePoint{value, 4};
}

/// Whether an ideograph of U+4E00 … U+9FFF begins at byte `at`: most of a Chinese text, told quickly.
[[nodiscard]] inline bool is_ideograph_at(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const bool leads = byte(0) >= 0xE5 ? byte(0) <= 0xE9 : byte(0) == 0xE4 && byte(1) >= 0xB8;
  return leads && (byte(1) & 0xC0U) == 0x80U && (byte(2) & 0xC0U) == 0x80U;
}

[[nodiscard]] inline bool consists_of_ideographs(std::string_view text) {
  std::size_t at = 0;
  while (is_ideograph_at(text, at)) at += 3;
  return at == text.size();
}

/// One code point as UTF-8.
[[nodiscard]] inline std::string utf8(char32_t value) {
  const auto tail = [value](unsigned shift) { return static_cast<char>(0x80U | (value >> shift & 0x3FU)); };
  if (value < 0x80) return {static_cast<char>(value)};
  if (value < 0x800) return {static_cast<char>(0xC0U | value >> 6U), tail(0)};
  if (value < 0x10000) return {static_cast<char>(0xE0U | value >> 12U), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | value >> 18U), tail(12), tail(6), tail(0)};
}

/// All code points of `text`.
[[nodiscard]] inline std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    points.push_back(next.value);
    at += next.bytes;
  }
  return points;
}

/// White space between words or at the ends of a line, of any width.
[[nodiscard]] constexpr bool is_space(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

/// Where the last code point of `text`, which is not empty, begins.
[[nodiscard]] inline std::size_t last_code_point(std::string_view text) {
  std::size_t begin = text.size() - 1;
  while (begin > 0 && text.size() - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)
    --begin;
  return begin;
}

/// `text` without white space at its ends.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const CodePoint first = code_point_at(text, 0);
    if (!is_space(first.value)) break;
    text.remove_prefix(first.bytes);
  }
  while (!text.empty()) {
    const std::size_t last = last_code_point(text);
    if (!is_space(code_point_at(text, last).value)) break;
    text = text.substr(0, last);
  }
  return text;
}

/// `text` without any white space.
[[nodiscard]] inline std::string without_space(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    if (!is_space(next.value)) result += text.substr(at, next.bytes);
    at += next.bytes;
  }
  return result;
}

/// The lines of `text`, without their ends.
template <class Visit>
void each_line(std::string_view text, Visit&& visit) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    visit(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace gazetted::monitor
