#pragma once
// Where a document holds: the GB/T 2260 code behind an issuer's name or behind what a text calls its own
// place. The State Council and ministries have none. A zone has the code of the city that it lies in.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gazetted::parser {

/// What tells divisions of one name apart.
struct Whereabouts {
  std::span<const std::string> regions;  ///< codes that the page is known to belong to, the surest first
  std::string_view text;  ///< may name the division with what it belongs to: 长春市朝阳区
};

/// 济南市人民政府 → 370100, 淄博高新技术产业开发区 → 370300, 国家税务总局山东省税务局 → 370000. A name that
/// several divisions bear (朝阳区, 鼓楼区), or that says no more than what it is (城区), needs `whereabouts`
/// that leave one of them; else nothing.
[[nodiscard]] std::optional<std::string> region_of_issuer(std::string_view name,
                                                          const Whereabouts& whereabouts = {});

struct SelfReference {
  std::string place;   ///< 眉山, 淄博高新区
  std::string region;  ///< GB/T 2260 code
};

/// The place a text speaks of as its own: 结合眉山实际.
[[nodiscard]] std::optional<SelfReference> find_self_reference(std::string_view text,
                                                               const Whereabouts& whereabouts = {});

}  // namespace gazetted::parser
