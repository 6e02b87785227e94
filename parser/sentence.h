#pragma once
// The sentence around a place in a text: from the last full stop, semicolon or end of paragraph before it
// to the next one behind it.

#include <cstddef>
#include <string_view>

namespace gazetted::parser {

struct Sentence {
  std::string_view before, after;
};

/// Around the bytes [begin, end) of `text`, at most `window` bytes to either side.
[[nodiscard]] Sentence sentence_around(std::string_view text, std::size_t begin, std::size_t end,
                                       std::size_t window);

}  // namespace gazetted::parser
