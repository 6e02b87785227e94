#pragma once
// The text of an OFD file (GB/T 33190-2016), the paginated format of Chinese offices.

#include <string_view>

#include "core/result.h"
#include "parser/text_lines.h"

namespace gazetted::parser {

/// All documents in the file, page by page, as read_pdf reads a PDF: the text objects of a page and of its
/// templates by where they stand. Annotations and seals are left out. Fails with unsupported for an
/// encrypted file and where no page has text, with too_large beyond what may be unpacked, else with
/// malformed.
[[nodiscard]] Result<TextLines> read_ofd(std::string_view bytes);

}  // namespace gazetted::parser
