#pragma once
// What a body is. Servers lie about it, so the bytes are asked first (magic numbers, the first
// element), then the Content-Type, then the ending of the file's name.

#include <string_view>

#include "core/url.h"

namespace gazetted::parser {

enum class Format {
  html,
  feed,     ///< RSS 0.9x, 1.0, 2.0 or Atom
  sitemap,  ///< urlset or sitemapindex
  xml,      ///< other XML, a datastore of list records among it
  json,
  plain_text,
  gzip,
  pdf,
  docx,
  xlsx,
  pptx,
  ofd,  ///< GB/T 33190
  ole,  ///< the binary .doc, .xls, .ppt, .wps
  rtf,
  zip,  ///< or another archive
  image,
  media,   ///< sound or video
  unknown  ///< other bytes that are no text
};

/// As a reader of a message would name it: "PDF", "Word 97-2003 or another OLE file" …
[[nodiscard]] std::string_view to_string(Format format);

/// `content_type` and `content_disposition` are header values, "" where there is none.
[[nodiscard]] Format detect_format(std::string_view bytes, std::string_view content_type,
                                   std::string_view content_disposition, const Url& url);

}  // namespace gazetted::parser
