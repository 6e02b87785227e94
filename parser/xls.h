#pragma once
// Excel 97–2003 ([MS-XLS], BIFF8).

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// The cells of the visible sheets as a reader sees them: numbers and days by their formats, the results of
/// formulas, a row a line with " | " between cells. Fails with unsupported for a file that asks for a
/// password or is of an older kind, else with malformed.
[[nodiscard]] Result<TextLines> read_xls(std::string_view bytes);

}  // namespace gazetted::parser
