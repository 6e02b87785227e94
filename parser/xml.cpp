#include "parser/xml.h"

#include <cstring>

#include "parser/page_text.h"

namespace gazetted::parser {

Result<std::unique_ptr<pugi::xml_document>> load_xml(std::string_view text) {
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

}  // namespace gazetted::parser
