#pragma once
// What belongs to the page and not to the article: share bars, font size switches, neighbours, related
// links, counters, copyright. Recognised by the names that designers give and by the words themselves.

#include <string_view>

#include "parser/html_tree.h"

namespace gazetted::parser {

/// What an element's class and id say about its content.
enum class Role { unknown, article, furniture };
[[nodiscard]] Role role_of(Node element);

/// A line that no author wrote: 【打印】【关闭】, 分享到, 上一篇：…, 字体：大 中 小, 责任编辑：….
[[nodiscard]] bool is_furniture_line(std::string_view line);

/// A line that begins a list of other pages: 相关链接, 延伸阅读, 相关稿件, Related articles.
[[nodiscard]] bool announces_links(std::string_view line);

/// A line in which a site speaks of itself, as they do behind an article: come to our page on Facebook,
/// follow us, no reprint without our leave. Only for the end of a text: its author may speak of such things
/// too.
[[nodiscard]] bool invites(std::string_view line);

}  // namespace gazetted::parser
