#pragma once
// What kind of document a page holds.

#include <string_view>

#include "core/document.h"

namespace gazetted::parser {

/// From the document read so far (title, issuers, number, genre) and the page's column (ColumnType,
/// ColumnName, breadcrumb). `text` is asked where there is no title.
[[nodiscard]] DocumentKind kind_of(const Document& document, std::string_view column, std::string_view text);

}  // namespace gazetted::parser
