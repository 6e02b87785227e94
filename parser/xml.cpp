#include "parser/xml.h"

#include <algorithm>

#include "parser/page_text.h"

namespace gazetted::parser {

namespace {

constexpr std::size_t max_tree = 150 * 1024 * 1024;

/// The memory that a tree of `text` takes, by what pugixml spends on a tag and an attribute.
std::size_t tree_size(std::string_view text) {
  const auto tags = static_cast<std::size_t>(std::count(text.begin(), text.end(), '<'));
  const auto attributes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '='));
  return text.size() + 64 * tags + 40 * attributes;
}

}  // namespace

Result<std::unique_ptr<pugi::xml_document>> load_xml(std::string_view text) {
  if (tree_size(text) > max_tree)
    return failure(ErrorKind::too_large,
                   "XML of " + std::to_string(text.size()) + " bytes with too many elements to be held");
  auto document = std::make_unique<pugi::xml_document>();
  const auto outcome =
      document->load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!document->document_element())
    return failure(ErrorKind::malformed, std::string("no XML: ") + outcome.description() + " at byte " +
                                             std::to_string(outcome.offset));
  return document;
}

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node parent, std::string_view local) {
  for (const auto node : parent.children())
    if (local_name(node) == local) return node;
  return {};
}

std::vector<pugi::xml_node> children(pugi::xml_node parent, std::string_view local) {
  std::vector<pugi::xml_node> found;
  for (const auto node : parent.children())
    if (local_name(node) == local) found.push_back(node);
  return found;
}

std::string text_of(pugi::xml_node element) {
  std::string text;
  for (const auto node : element.children())
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += node.value();
  return std::string(trimmed(text));
}

std::string_view attribute(pugi::xml_node element, std::string_view local) {
  for (const auto each : element.attributes()) {
    std::string_view name = each.name();
    if (const auto colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    if (name == local) return each.value();
  }
  return {};
}

}  // namespace gazetted::parser
