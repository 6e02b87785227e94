#pragma once
// Walking UTF-8 (RFC 3629) by code points, and the white space of Chinese pages: besides the ASCII kind
// the ideographic space U+3000, the no-break space U+00A0 and their zero-width relatives. A byte that
// belongs to no code point counts as one by itself, so that nothing here fails or loops.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  ///< bytes; 0 past either end of the text
};

[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t position);
/// The code point that ends at `position`.
[[nodiscard]] CodePoint code_point_before(std::string_view text, std::size_t position);

/// `value` at the end of `text`; U+FFFD for what is no character.
void append_utf8(std::string& text, char32_t value);

[[nodiscard]] constexpr bool is_space(char32_t value) {
  if (value < 0x80) return value == ' ' || (value >= '\t' && value <= '\r');
  if (value > 0x3000) return value == 0xFEFF;
  return value == 0x00A0 || value == 0x3000 || (value >= 0x2000 && value <= 0x200B) || value == 0x202F ||
         value == 0x205F || value == 0x2060;
}
[[nodiscard]] bool is_han(char32_t value);  ///< a CJK ideograph, 〇 included

[[nodiscard]] std::size_t count_code_points(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string without_spaces(std::string_view text);
/// Every run of white space as one ASCII space, none outside.
[[nodiscard]] std::string collapse_spaces(std::string_view text);
/// The pieces between any of `separators` (each a whole character), trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text,
                                                  std::initializer_list<std::string_view> separators);

/// The first of `candidates` that `text` starts (ends, is found) with; "" where there is none.
[[nodiscard]] std::string_view starting(std::string_view text,
                                        std::initializer_list<std::string_view> candidates);
[[nodiscard]] std::string_view ending(std::string_view text,
                                      std::initializer_list<std::string_view> candidates);
/// std::string_view::find for words of Chinese text. It looks for the last byte of the first character,
/// which is rare, where the first byte is that of every third.
[[nodiscard]] std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);
[[nodiscard]] bool contains_any(std::string_view text, std::initializer_list<std::string_view> candidates);
[[nodiscard]] inline bool contains(std::string_view text, std::string_view part) {
  return find_word(text, part) != std::string_view::npos;
}

}  // namespace gazetted::parser
