#include "parser/docx.h"

#include <algorithm>

#include "parser/page_text.h"
#include "parser/xml.h"
#include "parser/zip_container.h"

namespace gazetted::parser {
namespace {

constexpr std::uint64_t max_part = 32 * 1024 * 1024;

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

/// What tracked changes took away, and the second rendering of what stands there already.
bool is_left_out(std::string_view name) {
  return name == "del" || name == "moveFrom" || name == "Fallback" || name == "instrText";
}

/// A paragraph's characters; line breaks, and the paragraphs of a text box in it, as '\n'.
std::string text_of_paragraph(pugi::xml_node paragraph) {
  std::string text;
  for_each_element(paragraph, [&](pugi::xml_node node) {
    const auto name = local_name(node);
    if (is_left_out(name) || name == "pPr" || name == "rPr") return Visit::past;
    if (name == "tab") text += '\t';
    if (name == "br" || name == "cr" || name == "p") text += '\n';
    if (name == "noBreakHyphen") text += '-';
    if (name != "t") return Visit::into;
    for (const auto part : node.children()) text += part.value();
    return Visit::past;
  });
  return text;
}

void append_lines(std::string_view text, std::vector<std::string>& lines) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (const auto shown = trimmed(line); !shown.empty()) lines.emplace_back(shown);
  }
}

std::vector<std::string> lines_under(pugi::xml_node container) {
  std::vector<std::string> lines;
  for_each_element(container, [&](pugi::xml_node node) {
    const auto name = local_name(node);
    if (is_left_out(name)) return Visit::past;
    if (name != "p") return Visit::into;
    append_lines(text_of_paragraph(node), lines);
    return Visit::past;
  });
  return lines;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (&part != &parts.front()) text += separator;
    text += part;
  }
  return text;
}

/// A row of one cell only frames its paragraphs; any other is one line.
void append_row(pugi::xml_node row, std::vector<std::string>& lines) {
  std::vector<std::vector<std::string>> cells;
  for_each_element(row, [&](pugi::xml_node node) {
    if (local_name(node) != "tc") return Visit::into;
    cells.push_back(lines_under(node));
    return Visit::past;
  });
  if (cells.size() == 1) {
    lines.insert(lines.end(), cells.front().begin(), cells.front().end());
    return;
  }
  std::vector<std::string> texts;
  texts.reserve(cells.size());
  for (const auto& cell : cells) texts.push_back(joined(cell, " "));
  if (std::any_of(texts.begin(), texts.end(), [](const auto& text) { return !text.empty(); }))
    lines.emplace_back(trimmed(joined(texts, " | ")));
}

TextLines read_body(pugi::xml_node body) {
  TextLines text;
  std::size_t numbered = 0;
  for_each_element(body, [&](pugi::xml_node node) {
    const auto name = local_name(node);
    if (is_left_out(name)) return Visit::past;
    if (name == "tr") {
      append_row(node, text.lines);
      return Visit::past;
    }
    if (name != "p") return Visit::into;
    if (child(child(node, "pPr"), "numPr")) ++numbered;
    append_lines(text_of_paragraph(node), text.lines);
    return Visit::past;
  });
  if (numbered > 0)
    text.doubts.push_back("numbers that Word counts itself are not in the text: " + std::to_string(numbered) +
                          " paragraphs");
  return text;
}

}  // namespace

Result<TextLines> read_docx(std::string_view bytes) {
  const auto archive = ZipContainer::open(bytes);
  if (!archive) return failure(ErrorKind::malformed, "damaged DOCX: " + archive.error().message);
  const auto part = archive->read("word/document.xml", max_part);
  if (!part) {
    const auto kind = part.error().kind == ErrorKind::not_found ? ErrorKind::malformed : part.error().kind;
    return failure(kind, "DOCX: " + part.error().message);
  }
  const auto document = load_xml(*part);
  if (!document) return failure(ErrorKind::malformed, "damaged DOCX: " + document.error().message);
  const auto body = child((*document)->document_element(), "body");
  if (!body) return failure(ErrorKind::malformed, "damaged DOCX: no body in its main part");
  return read_body(body);
}

}  // namespace gazetted::parser
