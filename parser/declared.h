#pragma once
// What a page declares of its article for search engines: schema.org in JSON-LD (W3C JSON-LD 1.1; the
// types Article and WebPage).

#include <optional>
#include <span>
#include <string>

#include "core/date.h"

namespace gazetted::parser {

struct Declared {
  std::optional<std::string> headline;
  std::optional<Date> published;
};

/// Out of the scripts of a page. What is said of an article goes before what is said of the page; of other
/// things (comments, products, further articles of a list) nothing is taken. A script that is no JSON counts
/// as far as it could be read.
[[nodiscard]] Declared read_json_ld(std::span<const std::string> scripts);

}  // namespace gazetted::parser
