#pragma once
// The text of a Word file (ECMA-376 Part 1, 17: WordprocessingML).

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// The paragraphs of the main part with the numbers that Word counts itself; a table row is one line, its
/// cells joined by " | "; notes stand at the end as "[1] …". Deleted, moved-away and hidden text is left
/// out, inserted text is in; heads, feet and comments are not. Fails with unsupported for an encrypted
/// file, with too_large beyond 32 MiB of main part, else with malformed.
[[nodiscard]] Result<TextLines> read_docx(std::string_view bytes);

}  // namespace gazetted::parser
