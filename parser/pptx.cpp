#include "parser/pptx.h"

#include <algorithm>

#include "parser/office_package.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_slides = 2000;

/// The lines of a paragraph of DrawingML (21.1.2.2.6).
std::vector<std::string> lines_of(pugi::xml_node paragraph) {
  std::string text;
  for_each_element(paragraph, [&](pugi::xml_node node) {
    const auto name = local_name(node);
    if (name == "br") text += '\n';
    if (name == "tab") text += '\t';
    if (name != "t") return Visit::into;
    for (const auto part : node.children()) text += part.value();
    return Visit::past;
  });
  std::vector<std::string> lines;
  for (const auto line : split(text, {"\n", "\v"})) lines.emplace_back(line);
  return lines;
}

bool is_furniture(pugi::xml_node shape) {
  const auto properties = child(child(shape, "nvSpPr"), "nvPr");
  const auto type = attribute(child(properties, "ph"), "type");
  return type == "sldNum" || type == "dt" || type == "ftr" || type == "hdr";
}

std::string row_of(pugi::xml_node row) {
  std::string text;
  bool is_first = true, is_empty = true;
  for (const auto cell : children(row, "tc")) {
    if (!is_first) text += " | ";
    is_first = false;
    bool inside = false;
    for_each_element(cell, [&](pugi::xml_node node) {
      if (local_name(node) != "p") return Visit::into;
      for (const auto& line : lines_of(node)) {
        if (inside) text += ' ';
        text += line;
        inside = true;
        is_empty = false;
      }
      return Visit::past;
    });
  }
  return is_empty ? std::string() : std::string(trim(text));
}

void append_slide(pugi::xml_node slide, std::vector<std::string>& lines) {
  for_each_element(child(slide, "cSld"), [&](pugi::xml_node node) {
    const auto name = local_name(node);
    if (name == "Fallback" || (name == "sp" && is_furniture(node))) return Visit::past;
    if (name == "tr") {
      if (auto row = row_of(node); !row.empty()) lines.push_back(std::move(row));
      return Visit::past;
    }
    if (name != "p") return Visit::into;
    for (auto& line : lines_of(node)) lines.push_back(std::move(line));
    return Visit::past;
  });
}

}  // namespace

Result<TextLines> read_pptx(std::string_view bytes) {
  auto package = OfficePackage::open(bytes);
  if (!package) return failure(ErrorKind::malformed, "damaged PPTX: " + package.error().message);
  const std::string main = package->related("", "officeDocument", "ppt/presentation.xml");
  const auto root = package->read_xml(main);
  if (!root) {
    const auto kind = root.error().kind == ErrorKind::not_found ? ErrorKind::malformed : root.error().kind;
    return failure(kind, "damaged PPTX: " + root.error().message);
  }
  const auto relations = package->relationships(main);
  TextLines text;
  std::size_t shown = 0, read = 0;
  for (const auto slide : children(child((*root)->document_element(), "sldIdLst"), "sldId")) {
    std::string_view id;
    for (const auto each : slide.attributes())
      if (std::string_view(each.name()).ends_with(":id")) id = each.value();
    const auto found = std::ranges::find(relations, id, &Relationship::id);
    if (found == relations.end()) continue;
    ++shown;
    if (shown > max_slides) continue;
    const auto part = package->read_xml(found->target);
    if (!part) continue;
    ++read;
    const auto content = (*part)->document_element();
    if (const auto show = attribute(content, "show"); show == "0" || show == "false") continue;
    append_slide(content, text.lines);
  }
  if (read == 0) return failure(ErrorKind::malformed, "damaged PPTX: it has no slides");
  if (read < shown)
    text.doubts.push_back("only " + std::to_string(read) + " of " + std::to_string(shown) +
                          " slides were read");
  text.signals = title_signal(*package);
  return text;
}

}  // namespace gazetted::parser
