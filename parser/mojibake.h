#pragma once
// Text that was encoded twice: UTF-8 that somebody took for another encoding and stored as what it then
// showed (“锛屾斂”, “ï¼Œæ”¿”).

#include <optional>
#include <string_view>

namespace gazetted::parser {

/// The encoding that the text's own UTF-8 was taken for: GB18030, windows-1252 or ISO-8859-1; nothing for
/// what reads as it stands. Looks at the first hundreds of characters beyond ASCII alone.
[[nodiscard]] std::optional<std::string_view> encoded_twice(std::string_view text);

}  // namespace gazetted::parser
