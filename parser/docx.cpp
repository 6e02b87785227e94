#include "parser/docx.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

#include "parser/docx_numbering.h"
#include "parser/list_numbers.h"
#include "parser/office_package.h"
#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

/// What tracked changes took away, what stands there already in another rendering, and what guides the
/// pronunciation.
bool is_left_out(std::string_view name) {
  return name == "del" || name == "moveFrom" || name == "Fallback" || name == "instrText" || name == "rt" ||
         name == "delInstrText" || name == "delText";
}

bool is_hidden(pugi::xml_node run) {
  const auto vanish = child(child(run, "rPr"), "vanish");
  const auto value = attribute(vanish, "val");
  return vanish && value != "0" && value != "false";
}

/// The signs of forms that are characters of a symbol font.
std::string_view symbol(std::string_view code) {
  if (code == "F0FE" || code == "F052" || code == "F0FD") return "☑";
  if (code == "F0A8" || code == "F06F" || code == "F0A3") return "□";
  if (code == "F0FC" || code == "F050") return "√";
  return {};
}

/// Footnotes or endnotes, in the order in which the text refers to them.
class Notes {
 public:
  Notes(pugi::xml_node root, std::string_view element, std::string_view format) : format_(format) {
    for (const auto note : children(root, element)) texts_.emplace(attribute(note, "id"), note);
  }

  /// "[1]", as it stands in the text; "" for a note that is not there.
  std::string refer(std::string_view id) {
    const auto found = texts_.find(id);
    if (found == texts_.end()) return {};
    referred_.push_back(found->second);
    return mark(referred_.size());
  }

  [[nodiscard]] std::string mark(std::size_t number) const {
    return "[" + format_number(static_cast<int>(number), format_) + "]";
  }
  [[nodiscard]] const std::vector<pugi::xml_node>& referred() const { return referred_; }

 private:
  std::map<std::string, pugi::xml_node, std::less<>> texts_;
  std::string_view format_;
  std::vector<pugi::xml_node> referred_;
};

void append_lines(std::string_view text, std::vector<std::string>& lines) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (const auto shown = trimmed(line); !shown.empty()) lines.emplace_back(shown);
  }
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (&part != &parts.front()) text += separator;
    text += part;
  }
  return text;
}

/// Between a number and its text stands what a typist puts there: nothing behind 、 and ）, else a space.
std::string numbered(const std::string& label, std::string_view text) {
  if (label.empty()) return std::string(text);
  static constexpr std::array<std::string_view, 6> closed = {"、", "）", "．", "：", ".", ")"};
  const bool is_closed =
      std::any_of(closed.begin(), closed.end(), [&](auto end) { return label.ends_with(end); });
  const bool is_word = !text.empty() && std::isalnum(static_cast<unsigned char>(text.front())) != 0;
  return label + (is_closed && !is_word ? "" : " ") + std::string(trimmed(text));
}

class BodyReader {
 public:
  BodyReader(DocxNumbering numbering, Notes footnotes, Notes endnotes)
      : numbering_(std::move(numbering)), footnotes_(std::move(footnotes)), endnotes_(std::move(endnotes)) {}

  TextLines read(pugi::xml_node body) {
    TextLines text;
    text.lines = lines_under(body);
    append_notes(footnotes_, text.lines);
    append_notes(endnotes_, text.lines);
    if (unknown_ > 0)
      text.doubts.push_back("numbers that the file counts and does not define are not in the text: " +
                            std::to_string(unknown_) + " paragraphs");
    return text;
  }

 private:
  /// A paragraph's characters; line breaks, and the paragraphs of a text box in it, as '\n'.
  std::string text_of_paragraph(pugi::xml_node paragraph) {
    std::string text;
    for_each_element(paragraph, [&](pugi::xml_node node) {
      const auto name = local_name(node);
      if (is_left_out(name) || name == "pPr" || name == "rPr") return Visit::past;
      if (name == "r" && is_hidden(node)) return Visit::past;
      if (name == "tab" || name == "ptab") text += '\t';
      if (name == "br" || name == "cr" || name == "p") text += '\n';
      if (name == "noBreakHyphen") text += '-';
      if (name == "sym") text += symbol(attribute(node, "char"));
      if (name == "footnoteReference") text += footnotes_.refer(attribute(node, "id"));
      if (name == "endnoteReference") text += endnotes_.refer(attribute(node, "id"));
      if (name != "t") return Visit::into;
      for (const auto part : node.children()) text += part.value();
      return Visit::past;
    });
    return text;
  }

  void append_paragraph(pugi::xml_node paragraph, std::vector<std::string>& lines) {
    const auto properties = child(paragraph, "pPr");
    std::string text = std::move(carried_);
    carried_.clear();
    text += text_of_paragraph(paragraph);
    // Its end was deleted: what follows stands on the same line.
    if (const auto mark = child(properties, "rPr"); child(mark, "del") || child(mark, "moveFrom")) {
      carried_ = std::move(text);
      return;
    }
    if (trimmed(text).empty()) return;
    const auto label = numbering_.next(properties);
    if (label.unknown) ++unknown_;
    append_lines(numbered(label.text, text), lines);
  }

  std::vector<std::string> lines_under(pugi::xml_node container) {
    std::vector<std::string> lines;
    const std::string outside = std::move(carried_);
    carried_.clear();
    for_each_element(container, [&](pugi::xml_node node) {
      const auto name = local_name(node);
      if (is_left_out(name)) return Visit::past;
      if (name == "tr" && !in_row_) {
        append_row(node, lines);
        return Visit::past;
      }
      if (name != "p") return Visit::into;
      append_paragraph(node, lines);
      return Visit::past;
    });
    append_lines(carried_, lines);
    carried_ = outside;
    return lines;
  }

  /// A row of one cell only frames what is in it; any other is one line, with all tables within it.
  void append_row(pugi::xml_node row, std::vector<std::string>& lines) {
    constexpr int max_frames = 8;
    if (child(child(row, "trPr"), "del")) return;
    const auto cells = cells_of(row);
    if (cells.size() == 1 && frames_ < max_frames) {
      ++frames_;
      const auto framed = lines_under(cells.front());
      --frames_;
      lines.insert(lines.end(), framed.begin(), framed.end());
      return;
    }
    std::vector<std::string> texts;
    in_row_ = true;
    for (const auto cell : cells) texts.push_back(joined(lines_under(cell), " "));
    in_row_ = false;
    if (std::any_of(texts.begin(), texts.end(), [](const auto& text) { return !text.empty(); }))
      lines.emplace_back(trimmed(joined(texts, " | ")));
  }

  static std::vector<pugi::xml_node> cells_of(pugi::xml_node row) {
    std::vector<pugi::xml_node> cells;
    for_each_element(row, [&](pugi::xml_node node) {
      if (is_left_out(local_name(node))) return Visit::past;
      if (local_name(node) != "tc") return Visit::into;
      cells.push_back(node);
      return Visit::past;
    });
    return cells;
  }

  /// "[1] …" for each note referred to, one line a note.
  void append_notes(Notes& notes, std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < notes.referred().size(); ++i) {
      const auto text = joined(lines_under(notes.referred()[i]), " ");
      if (!text.empty()) lines.push_back(notes.mark(i + 1) + ' ' + text);
    }
  }

  DocxNumbering numbering_;
  Notes footnotes_, endnotes_;
  std::string carried_;
  std::size_t unknown_ = 0;
  int frames_ = 0;
  bool in_row_ = false;
};

pugi::xml_node root_of(const Result<XmlPart>& part) {
  return part ? (*part)->document_element() : pugi::xml_node{};
}

}  // namespace

Result<TextLines> read_docx(std::string_view bytes) {
  auto package = OfficePackage::open(bytes);
  if (!package) return failure(ErrorKind::malformed, "damaged DOCX: " + package.error().message);
  const std::string main = package->related("", "officeDocument", "word/document.xml");
  const auto document = package->read_xml(main);
  if (!document) {
    const auto kind =
        document.error().kind == ErrorKind::not_found ? ErrorKind::malformed : document.error().kind;
    return failure(kind, "damaged DOCX: " + document.error().message);
  }
  const auto body = child((*document)->document_element(), "body");
  if (!body) return failure(ErrorKind::malformed, "damaged DOCX: no body in its main part");
  const auto numbering = package->read_xml(package->related(main, "numbering", "word/numbering.xml"));
  const auto styles = package->read_xml(package->related(main, "styles", "word/styles.xml"));
  const auto footnotes = package->read_xml(package->related(main, "footnotes", "word/footnotes.xml"));
  const auto endnotes = package->read_xml(package->related(main, "endnotes", "word/endnotes.xml"));
  BodyReader reader(DocxNumbering(root_of(numbering), root_of(styles)),
                    Notes(root_of(footnotes), "footnote", "decimal"),
                    Notes(root_of(endnotes), "endnote", "lowerRoman"));
  TextLines text = reader.read(body);
  text.signals = title_signal(*package);
  return text;
}

}  // namespace gazetted::parser
