#pragma once
// A page served as XHTML (application/xhtml+xml) written as HTML, so that one tree builder reads both.

#include <string>
#include <string_view>

namespace gazetted::parser {

/// Elements that XML lets close themselves are closed by a tag of their own (`<script/>` would swallow the
/// page), CDATA sections become their text, and where a name has a prefix it goes (`<h:p>`). Linear.
[[nodiscard]] std::string html_of_xhtml(std::string_view text);

}  // namespace gazetted::parser
