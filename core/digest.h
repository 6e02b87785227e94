#pragma once
// SHA-256 (FIPS 180-4): the name of a body, of a version and of a link in the event chain.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gazetted {

struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  [[nodiscard]] static Digest of(std::string_view data);
  [[nodiscard]] static std::optional<Digest> parse_hex(std::string_view hex);   ///< 64 digits
  [[nodiscard]] static std::optional<Digest> from_bytes(std::string_view raw);  ///< 32 bytes
  [[nodiscard]] std::string hex() const;                                        ///< lower case
  [[nodiscard]] std::string_view view() const;                                  ///< the 32 bytes
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

}  // namespace gazetted

template <>
struct std::hash<gazetted::Digest> {
  std::size_t operator()(const gazetted::Digest& digest) const noexcept {
    return std::hash<std::string_view>{}(digest.view().substr(0, sizeof(std::size_t)));
  }
};
