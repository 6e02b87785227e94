#pragma once
// Where a document holds: the GB/T 2260 code behind an issuer's name or behind what a text calls its own
// place. The State Council and ministries have none.

#include <optional>
#include <string>
#include <string_view>

namespace gazetted::parser {

/// 济南市人民政府 → 370100, 淄博高新技术产业开发区 → 370300, 国家税务总局山东省税务局 → 370000; a county's
/// name that several counties bear → nothing.
[[nodiscard]] std::optional<std::string> region_of_issuer(std::string_view name);

struct SelfReference {
  std::string place;   ///< 眉山, 淄博高新区
  std::string region;  ///< GB/T 2260 code
};

/// The place a text speaks of as its own: 结合眉山实际.
[[nodiscard]] std::optional<SelfReference> find_self_reference(std::string_view text);

}  // namespace gazetted::parser
