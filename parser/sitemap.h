#pragma once
// Sitemaps (sitemaps.org protocol 0.9) and their indexes, with Google's news extension.

#include <string_view>

#include "core/result.h"
#include "parser/list_page.h"

namespace gazetted::parser {

/// `text` is UTF-8. An item's `modified` is its lastmod; `title` and `date` come from the news
/// extension alone. Fails with malformed for what is no sitemap.
[[nodiscard]] Result<ListPage> read_sitemap(std::string_view text, const Url& base);

/// The plain form of the protocol: an address a line, what is none left out.
[[nodiscard]] ListPage read_text_sitemap(std::string_view text, const Url& base);

}  // namespace gazetted::parser
