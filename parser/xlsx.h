#pragma once
// The text of a spreadsheet (ECMA-376 Part 1, 18: SpreadsheetML).

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// Each row that holds anything is a line, its cells joined by " | ", numbers and dates as the file shows
/// them; where several sheets hold something their names stand above them. Hidden sheets are left out. Of
/// merged cells the first has the text. Bounded by 200,000 rows and 16 MiB of text, beyond which there is
/// a doubt. Fails with unsupported for an encrypted file, else with malformed.
[[nodiscard]] Result<TextLines> read_xlsx(std::string_view bytes);

}  // namespace gazetted::parser
