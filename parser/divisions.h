#pragma once
// The divisions of GB/T 2260 by name: a sorted table in which the names that a text begins with are found
// character by character, however many there are.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

/// One way to write a division's name.
struct DivisionName {
  std::string name;
  int code;
  enum class Form { full, bare, zone } form;  ///< 济南市 and 延边州; 济南; 雄安新区 with its city's code
};

/// A name that a text begins with.
struct DivisionMatch {
  const DivisionName* name;  ///< of the table, which lives as long as the program
  std::size_t length;        ///< bytes
};

/// All names that `text` begins with, the longest first.
[[nodiscard]] std::vector<DivisionMatch> divisions_at(std::string_view text);

/// The names of what the division `code` lies in: of 370102 those of 济南 and 山东, bare.
[[nodiscard]] std::vector<std::string_view> names_around(int code);

/// Behind the last code that lies in the region `code`: 370000 → 380000, 370100 → 370200.
[[nodiscard]] int end_of_region(int code);

}  // namespace gazetted::parser
