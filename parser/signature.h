#pragma once
// 署名 and 成文日期 (GB/T 9704-2012, 7.3.5): the names and the day that a document is signed with, at its end
// or, where it carries another, between the two.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"

namespace gazetted::parser {

struct Signature {
  std::vector<std::string> issuers;  ///< empty where the day stands alone or below a person's name
  Date date;
  bool repaired = false;
};

/// `issuers`, known from elsewhere, tell this document's signature from one of a text it carries.
[[nodiscard]] std::optional<Signature> read_signature(std::span<const std::string> lines,
                                                      std::span<const std::string> issuers);

}  // namespace gazetted::parser
