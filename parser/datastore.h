#pragma once
// The Hanweb way of carrying a list: records as CDATA in a <datastore>, which stands in a script of the
// page (<script type="text/xml">) or is the whole answer of its data proxy.

#include <optional>
#include <string>
#include <string_view>

namespace gazetted::parser {

struct Datastore {
  std::string records;       ///< HTML: all records, one after another
  std::string next;          ///< HTML with the link to the following records, or ""
  std::optional<int> pages;  ///< as stated
  int total = 0;             ///< records in all, as stated; 0 where it is not
};

/// Nothing where `text` holds no datastore with records.
[[nodiscard]] std::optional<Datastore> read_datastore(std::string_view text);

}  // namespace gazetted::parser
