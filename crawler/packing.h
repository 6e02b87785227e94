#pragma once
// Numbers as bytes, for what the schedule has others keep: little-endian floats, and whole numbers in
// groups of seven bits, low ones first.

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gazetted::crawler {

class Packer {
 public:
  void number(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7U) bytes_ += static_cast<char>(number | 0x80U);
    bytes_ += static_cast<char>(number);
  }
  void real(float real) {
    auto bits = std::bit_cast<std::uint32_t>(real);
    for (int i = 0; i < 4; ++i, bits >>= 8U) bytes_ += static_cast<char>(bits);
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads what a Packer wrote. Beyond the end, and after what it never wrote, everything is 0 and failed().
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return number;
    }
    return fail(), 0;
  }
  [[nodiscard]] float real() {
    if (rest_.size() < 4) return fail(), 0.0F;
    std::uint32_t bits = 0;
    for (unsigned i = 0; i < 4; ++i)
      bits |= static_cast<std::uint32_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    rest_.remove_prefix(4);
    return std::bit_cast<float>(bits);
  }
  [[nodiscard]] std::string_view text() {
    const auto size = number();
    if (size > rest_.size()) return fail(), std::string_view{};
    const auto text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }
  [[nodiscard]] bool failed() const { return failed_; }
  /// All was read, and all of it was sound.
  [[nodiscard]] bool is_done() const { return rest_.empty() && !failed_; }

 private:
  void fail() {
    failed_ = true;
    rest_ = {};
  }
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace gazetted::crawler
