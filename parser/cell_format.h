#pragma once
// How a spreadsheet shows a number (ECMA-376 Part 1, 18.8.30 and 18.8.31 with the formats of the Chinese
// locale): 46234 as 2026年7月31日, 0.125 as 12.5%.

#include <string>
#include <string_view>

namespace gazetted::parser {

/// The code of a built-in format, "" (General) for one that has none.
[[nodiscard]] std::string_view builtin_format(int id);

enum class Epoch { y1900, y1904 };

/// `value` shown by `format`: dates and times, decimals, groups, percent, literal text. What a format asks
/// for beyond that is left out; General and a format that cannot be followed give the number itself.
[[nodiscard]] std::string shown_number(double value, std::string_view format, Epoch epoch);

}  // namespace gazetted::parser
