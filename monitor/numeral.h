#pragma once
// Numerals as Chinese documents write them.

#include <optional>
#include <string>
#include <string_view>

namespace gazetted::monitor {

/// Value of a digit or unit of a numeral: 0 … 9, 10, 20, 30, 100, 1000, 10000; -1 for anything else.
[[nodiscard]] int numeral_value(char32_t c);

/// A digit 0 … 9 of either width.
[[nodiscard]] constexpr bool is_arabic(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

/// 一百二十三 → 123; also 〇, 零, 两, 廿, digits of either width. Up to 99,999,999; else nothing.
[[nodiscard]] std::optional<int> parse_numeral(std::string_view text);

/// 123 → 一百二十三, for 1 … 9999.
[[nodiscard]] std::string to_chinese(int number);

}  // namespace gazetted::monitor
