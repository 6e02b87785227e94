#pragma once
// XML as feeds, sitemaps and office files use it, loaded without what is dangerous in it: no entities
// but the five, no external parts, bounded depth.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "core/result.h"

namespace gazetted::parser {

/// `text` is UTF-8 whatever its declaration says. What is well-formed up to an error is kept where
/// there is a root element at all; else fails with malformed, and with too_large where the tree would take
/// more than some 150 MB.
[[nodiscard]] Result<std::unique_ptr<pugi::xml_document>> load_xml(std::string_view text);

/// The name without its prefix: `dc:date` → `date`.
[[nodiscard]] std::string_view local_name(pugi::xml_node node);
/// The first child element of that local name, or an empty node.
[[nodiscard]] pugi::xml_node child(pugi::xml_node parent, std::string_view local);
[[nodiscard]] std::vector<pugi::xml_node> children(pugi::xml_node parent, std::string_view local);
/// The characters of an element itself, CDATA included, trimmed.
[[nodiscard]] std::string text_of(pugi::xml_node element);

/// The value of the attribute of that local name, "" where there is none: `w:val` for "val".
[[nodiscard]] std::string_view attribute(pugi::xml_node element, std::string_view local);

enum class Visit { into, past };

/// Every element under `root` in document order, without recursion; `visit` says whether to go in.
template <class F>
void for_each_element(pugi::xml_node root, F visit) {
  pugi::xml_node node = root.first_child();
  while (node) {
    const bool into = node.type() == pugi::node_element && visit(node) == Visit::into;
    pugi::xml_node next = into ? node.first_child() : pugi::xml_node{};
    while (!next && node != root) {
      next = node.next_sibling();
      if (!next) node = node.parent();
    }
    if (node == root && !next) return;
    node = next;
  }
}

}  // namespace gazetted::parser
