#pragma once
// The text of a presentation (ECMA-376 Part 1, 19: PresentationML).

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// The paragraphs of the slides in the order in which they are shown, a table row one line with " | "
/// between its cells. Notes, hidden slides, and the fields for number, date and foot are left out. Fails
/// with unsupported for an encrypted file, with too_large beyond what may be unpacked, else with malformed.
[[nodiscard]] Result<TextLines> read_pptx(std::string_view bytes);

}  // namespace gazetted::parser
