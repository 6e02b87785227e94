#pragma once
// Compound files ([MS-CFB]), the container of Office 97–2003, WPS and of encrypted newer files: what is in
// one is told by the names of its streams. Their texts are not read here.

#include <string_view>

namespace gazetted::parser {

enum class OleKind { word, spreadsheet, presentation, encrypted, other };

/// What the directory of the file says. Bounded however its sectors are chained; `other` for a damaged one.
[[nodiscard]] OleKind ole_kind(std::string_view bytes);

}  // namespace gazetted::parser
