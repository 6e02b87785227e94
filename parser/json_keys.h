#pragma once
// Which keys of a JSON answer mean what: seen from their names and their values, for services whose
// mapping nobody has written down.

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace gazetted::parser {

struct ItemKeys {
  std::string link, title, date;  ///< "" where there is none
  std::size_t weight = 0;         ///< how much of a list it is: the titles' bytes together
};

/// The keys of the objects in `array`; all empty where it holds none.
[[nodiscard]] ItemKeys find_item_keys(const nlohmann::json& array);

/// How many pages an object states: `pageCount`, or `total` and `pageSize` under their many names.
[[nodiscard]] std::optional<int> stated_pages(const nlohmann::json& object);
/// How many entries it states that there are in all.
[[nodiscard]] std::optional<int> stated_total(const nlohmann::json& object);

}  // namespace gazetted::parser
