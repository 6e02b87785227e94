#pragma once
// What a compound file (compound_file.h) is, told by the names of its streams.

#include <string_view>

namespace gazetted::parser {

enum class OleKind {
  word,
  spreadsheet,      ///< Excel 97–2003, read by xls.h
  old_spreadsheet,  ///< of before
  presentation,
  encrypted,
  other
};

/// `other` for a damaged file, too.
[[nodiscard]] OleKind ole_kind(std::string_view bytes);

}  // namespace gazetted::parser
