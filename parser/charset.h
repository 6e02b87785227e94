#pragma once
// From the bytes of a page to UTF-8 (WHATWG Encoding Standard, 4.2 labels; HTML Standard, 13.2.3.2
// prescan). What a page declares is often wrong: gb2312 stands for GB18030, a header contradicts the
// page, UTF-8 is served as GBK. Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever they say.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

struct Decoded {
  std::string text;                 ///< valid UTF-8 without a byte order mark; undecodable bytes are U+FFFD
  std::string encoding;             ///< the name of the encoding that was used: UTF-8, GB18030, Big5 …
  std::vector<std::string> doubts;  ///< a label that lies or is unknown, a guess, damage, text encoded twice
};

/// Decodes a whole page, feed or text file. In this order: byte order mark, UTF-16 by its zero bytes,
/// validity as UTF-8, `content_type` (the header's value, "" where there is none), XML declaration or <meta>
/// in the first 4,096 bytes, detection by the bytes. In a UTF-8 page the passages that are GB18030 are read
/// as that. Never fails; linear in the size; valid UTF-8 is copied once and nothing else.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view content_type);

/// UTF-16LE or UTF-16BE where `bytes` are that, by a byte order mark or by their zero bytes.
[[nodiscard]] std::optional<std::string> wide_encoding(std::string_view bytes);

/// Text without a declaration, of the encoding that `label` stands for; as UTF-8 where it stands for none.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view label);

}  // namespace gazetted::parser
