#pragma once
// From the bytes of a page to UTF-8 (WHATWG Encoding Standard, 4.2 labels; HTML Standard, 13.2.3.2
// prescan). What a page declares is often wrong: gb2312 stands for GB18030, a header contradicts the
// page, UTF-8 is served as GBK. Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever they say.

#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

struct Decoded {
  std::string text;                 ///< valid UTF-8 without a byte order mark; undecodable bytes are U+FFFD
  std::string encoding;             ///< the name of the encoding that was used: UTF-8, GB18030, Big5 …
  std::vector<std::string> doubts;  ///< a label that lies or is unknown, a guess, damaged bytes
};

/// Decodes a whole page, feed or text file. In this order: byte order mark, validity as UTF-8,
/// `content_type` (the header's value, "" where there is none), XML declaration or <meta> in the first
/// 4,096 bytes, detection by the bytes. Never fails; linear in the size.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view content_type);

}  // namespace gazetted::parser
