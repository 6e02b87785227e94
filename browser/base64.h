#pragma once
// Base64 (RFC 4648, 4), as the DevTools protocol carries bytes.

#include <string>
#include <string_view>

namespace gazetted::browser {

[[nodiscard]] inline std::string to_base64(std::string_view bytes) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto group = bytes.substr(i, 3);
    unsigned value = 0;
    for (std::size_t k = 0; k < 3; ++k)
      value = value << 8U | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= group.size() ? digits[value >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

}  // namespace gazetted::browser
