#pragma once
// What a page says of its encoding (WHATWG Encoding Standard, 4.2; HTML Standard, 13.2.3.2).

#include <optional>
#include <string>
#include <string_view>

namespace gazetted::parser {

/// The encoding that a label stands for, by ICU's name for it: gb2312 and gbk are GB18030, big5 is
/// Big5-HKSCS, latin1 windows-1252. Nothing for a label that the standard does not know.
[[nodiscard]] std::optional<std::string> encoding_of(std::string_view label);

/// The charset parameter of a Content-Type, "" where there is none.
[[nodiscard]] std::string charset_parameter(std::string_view content_type);

/// The label in the XML declaration, else in the first <meta> that gives one (prescan), in the first 4,096
/// bytes; "" where there is none. Comments are passed over, and a charset within the content of a <meta>
/// counts where that is a Content-Type.
[[nodiscard]] std::string declared_in(std::string_view page);

}  // namespace gazetted::parser
