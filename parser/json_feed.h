#pragma once
// JSON Feed (jsonfeed.org, version 1.1).

#include <string_view>

#include "core/result.h"
#include "parser/list_page.h"

namespace gazetted::parser {

[[nodiscard]] bool is_json_feed(std::string_view text);

/// `text` is UTF-8; `base` resolves relative links. An item's address is its url, else its external_url,
/// else an id that is one. Fails with malformed for what is no JSON Feed.
[[nodiscard]] Result<ListPage> read_json_feed(std::string_view text, const Url& base);

}  // namespace gazetted::parser
