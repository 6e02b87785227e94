#pragma once
// Whether bytes are UTF-8 (Unicode, table 3-7), at about the speed at which they can be read.

#include <cstddef>
#include <string_view>

namespace gazetted::parser {

[[nodiscard]] bool is_ascii(std::string_view bytes);
/// How many bytes at the front are well-formed UTF-8; all where the result is the size.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view bytes);
/// The length of the well-formed sequence at the front of `bytes` (which are some), or 0.
[[nodiscard]] std::size_t utf8_sequence(std::string_view bytes);

}  // namespace gazetted::parser
