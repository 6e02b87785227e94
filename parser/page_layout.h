#pragma once
// From the words on a printed page to its lines in reading order: columns one after another, the rows of
// a table with " | " between their cells. Pure geometry, whoever read the file.

#include <string>
#include <vector>

#include "parser/printed_text.h"

namespace gazetted::parser {

/// A word, or some characters that the file places together.
struct PrintedWord {
  std::string text;  ///< UTF-8, not empty
  double left = 0, right = 0, top = 0, bottom = 0;
  bool space_after = false;  ///< the file itself has a space behind it
  [[nodiscard]] double height() const { return bottom - top; }
};

/// Words side by side are a line. Two blocks of running text with one gutter between them are columns.
/// Lines of several pieces that stand below one another's are rows. n log n in the number of words.
[[nodiscard]] std::vector<PrintedLine> arrange(std::vector<PrintedWord> words);

}  // namespace gazetted::parser
