#pragma once
// Numbers as office programs count them for the reader (ECMA-376 Part 1, 17.18.59 ST_NumberFormat).

#include <string>
#include <string_view>

namespace gazetted::parser {

/// 12 as "12", "xii", "十二", "⑫" …, by the name that the standard has for it; "" for bullets and none,
/// decimal digits for a format that is not known.
[[nodiscard]] std::string format_number(int number, std::string_view format);

}  // namespace gazetted::parser
