#pragma once
// The text of a Rich Text Format file (RTF 1.9.1), as WordPad, Word and WPS write it.

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// Its paragraphs; a table row is one line, its cells joined by " | "; notes stand at the end as "[1] …".
/// Heads, feet, hidden and deleted text and pictures are left out. Bytes are read by the character set of
/// their font (134: GB18030), else by the file's code page. Fails with malformed for what is no RTF, and
/// with too_large for groups nested deeper than anybody writes. Linear.
[[nodiscard]] Result<TextLines> read_rtf(std::string_view bytes);

}  // namespace gazetted::parser
