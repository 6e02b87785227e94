#pragma once
// How a list that a page shows stands in the answer of the service that its script asked: for the site file,
// where watching the service saves a browser.

#include <optional>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/source.h"

namespace gazetted::parser {

/// The rules by which read_json_list finds most of `shown` in `text`, answered at `base`: none where it does
/// so without, else a template of the items' address by what their titles show. Nothing where it is another
/// list, or no list.
[[nodiscard]] std::optional<ListRules> map_json_list(std::string_view text, const Url& base,
                                                     const std::vector<ListItem>& shown);

}  // namespace gazetted::parser
