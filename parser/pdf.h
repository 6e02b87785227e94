#pragma once
// The text of a PDF (ISO 32000), as paragraphs.

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// Page by page in reading order, columns one after another, the rows of a table with " | " between
/// their cells. Page numbers and repeating heads and feet are left out, the lines of a paragraph joined
/// (as Chinese is written: without a space), also over the end of a page. Pages without any text are a
/// doubt: "pages 1–5 of 9 are images without text". Fails with unsupported where no page has any, and for
/// a file that asks for a password, with too_large where its pages unpack to more than anybody prints, else
/// with malformed. Safe on several threads at once.
[[nodiscard]] Result<TextLines> read_pdf(std::string_view bytes);

}  // namespace gazetted::parser
