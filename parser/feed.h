#pragma once
// Feeds: RSS 0.91–2.0, RSS 1.0 (RDF), Atom (RFC 4287) and their extensions Dublin Core and RFC 5005
// paging.

#include <string_view>

#include "core/result.h"
#include "parser/list_page.h"

namespace gazetted::parser {

/// `text` is UTF-8; `base` resolves relative links where the feed has no xml:base. Fails with
/// malformed for what is no feed.
[[nodiscard]] Result<ListPage> read_feed(std::string_view text, const Url& base);

}  // namespace gazetted::parser
