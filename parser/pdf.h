#pragma once
// The text of a PDF (ISO 32000), as paragraphs.

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// Page by page in reading order, page numbers and repeating heads and feet left out, the lines of a
/// paragraph joined (as Chinese is written: without a space), also over the end of a page. Pages
/// without any text make the doubt "scanned pages without text". Fails with unsupported for a file
/// that asks for a password, else with malformed. Safe on several threads at once.
[[nodiscard]] Result<TextLines> read_pdf(std::string_view bytes);

}  // namespace gazetted::parser
