#pragma once
// From the printed lines of a paginated text to its paragraphs: pure geometry, whoever read the file.

#include <string>
#include <vector>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// A line as it is printed. Points, from the page's upper left corner.
struct PrintedLine {
  std::string text;  ///< UTF-8
  double left = 0, right = 0, top = 0, bottom = 0;
  int column = 0;       ///< lines of one column have the same margins
  bool is_row = false;  ///< of a table: a paragraph by itself
  [[nodiscard]] double height() const { return bottom - top; }
};

struct PrintedPage {
  std::vector<PrintedLine> lines;  ///< in reading order
  double height = 0;
  bool has_images = false;
};

/// Without page numbers, without first and last lines that repeat at one place from page to page, and
/// without a head in small type above a page.
[[nodiscard]] std::vector<PrintedPage> without_running_heads(std::vector<PrintedPage> pages);

/// Lines that reach the right margin run on into the next one, unless that is indented, set apart or
/// opens an article or item.
[[nodiscard]] std::vector<std::string> heal_paragraphs(const std::vector<PrintedPage>& pages);

/// The paragraphs of a paginated file: the two above, one after another. Pages without text are a doubt,
/// "pages 1–3, 7 of 9 are images without text"; with none but such, fails with unsupported and says so.
[[nodiscard]] Result<TextLines> read_printed(std::vector<PrintedPage> pages);

}  // namespace gazetted::parser
