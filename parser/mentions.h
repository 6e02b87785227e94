#pragma once
// Where a text names documents: by 《title》, by number, or by both side by side.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

inline constexpr std::string_view title_open = "《";
inline constexpr std::string_view title_close = "》";
inline constexpr std::size_t min_title_bytes = 6;    ///< two characters
inline constexpr std::size_t max_title_bytes = 600;  ///< a 《 without its 》 is passed over

/// One place where a document is named.
struct Mention {
  std::size_t begin = 0, end = 0;
  std::string_view title;  ///< "" where only the number stands
  std::string number;      ///< "" where only the title stands
};

/// In the order of the text, of which the titles are views. Of very many only the first are read.
[[nodiscard]] std::vector<Mention> find_mentions(std::string_view text);

}  // namespace gazetted::parser
