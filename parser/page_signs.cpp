#include "parser/page_signs.h"

#include <algorithm>

#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t excerpt_bytes = 2000;
constexpr std::size_t tail_bytes = 4096;

/// Whether the page is closed near its end. Fragments that never opened <html> or <body> are whole.
bool ends_properly(std::string_view html) {
  const auto holds = [](std::string_view text, std::string_view tag) {
    return std::ranges::search(text, tag, [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
           }).begin() != text.end();
  };
  const std::string_view head = html.substr(0, tail_bytes);
  if (!holds(head, "<html") && !holds(head, "<body") && !holds(head, "<head")) return true;
  const std::string_view tail = html.substr(html.size() - std::min(html.size(), tail_bytes));
  return holds(tail, "</body") || holds(tail, "</html");
}

/// Adds `text` to the excerpt, white space as one space, as far as there is room for whole characters.
void extend(std::string& excerpt, std::string_view text) {
  if (!excerpt.empty() && excerpt.size() < excerpt_bytes) excerpt += ' ';
  std::size_t room = std::min(text.size(), excerpt_bytes - std::min(excerpt.size(), excerpt_bytes));
  while (room > 0 && room < text.size() && (static_cast<unsigned char>(text[room]) & 0xC0) == 0x80) --room;
  excerpt.append(text.substr(0, room));
}

}  // namespace

PageSigns read_signs(const HtmlTree& tree, std::string_view html) {
  PageSigns signs;
  signs.ends_properly = ends_properly(html);
  for (std::uint32_t i = 0; i < tree.size();) {
    const Node node = tree.node(i);
    if (node.is_text()) {
      const std::string_view text = trimmed(node.characters());
      if (!text.empty()) {
        signs.visible_chars += count_characters(text);
        if (signs.excerpt.size() < excerpt_bytes) extend(signs.excerpt, text);
      }
    } else if (node.tag() == GUMBO_TAG_TITLE) {
      if (signs.title.empty()) signs.title = node.text();
    } else if (node.tag() == GUMBO_TAG_SCRIPT) {
      for (const Node child : node.children()) signs.script_bytes += child.characters().size();
    } else if (node.tag() == GUMBO_TAG_INPUT && node.attribute("type") == "password") {
      signs.has_password_field = true;
    }
    const bool skipped = node.is_element() && node.tag() != GUMBO_TAG_HEAD && is_invisible(node);
    i = skipped ? node.end() : i + 1;
  }
  return signs;
}

}  // namespace gazetted::parser
