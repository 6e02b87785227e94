#include "parser/xlsx.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>

#include "parser/cell_format.h"
#include "parser/office_package.h"
#include "parser/utf8.h"
#include "parser/xml_reader.h"

namespace gazetted::parser {
namespace {

using Event = XmlReader::Event;

constexpr std::size_t max_rows = 200'000;
constexpr std::size_t max_text = 16 * 1024 * 1024;
constexpr std::size_t max_columns = 16'384;

template <class N>
N number_in(std::string_view text, N otherwise) {
  N number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The column of "AB12", from 0; `otherwise` where no letters stand there.
std::size_t column_of(std::string_view reference, std::size_t otherwise) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > max_columns) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  return column == 0 ? otherwise : column - 1;
}

/// A line of its own is kept out of a row: what was broken within a cell is joined.
std::string one_line(std::string_view text) { return collapse_spaces(text); }

/// A string item (18.4.8): its runs, without the phonetic ones.
std::string string_item(XmlReader& xml) {
  std::string text;
  for (std::size_t depth = 1; depth > 0;) {
    const auto event = xml.next();
    if (event == Event::end) break;
    if (event == Event::close) --depth;
    if (event != Event::open) continue;
    if (xml.name() == "t")
      text += xml.inner_text();
    else if (xml.name() == "rPh")
      std::ignore = xml.inner_text();
    else
      ++depth;
  }
  return one_line(text);
}

std::vector<std::string> shared_strings(std::string_view part) {
  std::vector<std::string> strings;
  XmlReader xml(part);
  for (auto event = xml.next(); event != Event::end; event = xml.next())
    if (event == Event::open && xml.name() == "si") strings.push_back(string_item(xml));
  return strings;
}

/// The number format of each cell style.
std::vector<std::string> formats_of(std::string_view styles) {
  std::map<int, std::string> custom;
  std::vector<std::string> formats;
  bool in_cells = false;
  XmlReader xml(styles);
  for (auto event = xml.next(); event != Event::end; event = xml.next()) {
    const auto name = xml.name();
    if (name == "cellXfs" && event != Event::text) in_cells = event == Event::open;
    if (event != Event::open) continue;
    const int id = number_in(xml.attribute("numFmtId"), 0);
    if (name == "numFmt") custom[id] = resolved_entities(xml.attribute("formatCode"));
    if (name != "xf" || !in_cells) continue;
    const auto own = custom.find(id);
    formats.emplace_back(own != custom.end() ? std::string_view(own->second) : builtin_format(id));
  }
  return formats;
}

struct Workbook {
  std::vector<std::string> strings, formats;
  Epoch epoch = Epoch::y1900;
};

struct Sheet {
  std::vector<std::string> rows;
  bool is_whole = true;
};

class SheetReader {
 public:
  SheetReader(const Workbook& workbook, std::string_view part) : workbook_(workbook), xml_(part) {}

  Sheet read(std::size_t rows_left, std::size_t bytes_left) {
    Sheet sheet;
    for (auto event = xml_.next(); event != Event::end; event = xml_.next()) {
      if (event == Event::close && xml_.name() == "row") {
        if (row_.empty()) continue;
        first_columns_.push_back(first_column());
        std::string line = take_row();
        if (sheet.rows.size() == rows_left || line.size() > bytes_left) {
          sheet.is_whole = false;
          break;
        }
        bytes_left -= line.size();
        sheet.rows.push_back(std::move(line));
      }
      if (event == Event::open && xml_.name() == "c") cell();
    }
    indent(sheet.rows);
    return sheet;
  }

 private:
  void cell() {
    const std::size_t column = column_of(xml_.attribute("r"), next_column_);
    const std::string type(xml_.attribute("t"));
    const auto style = number_in<std::size_t>(xml_.attribute("s"), 0);
    next_column_ = column + 1;
    std::string value, text;
    for (std::size_t depth = 1; depth > 0;) {
      const auto event = xml_.next();
      if (event == Event::end) break;
      if (event == Event::close) --depth;
      if (event != Event::open) continue;
      if (xml_.name() == "v")
        value = xml_.inner_text();
      else if (xml_.name() == "is")
        text = string_item(xml_);
      else
        ++depth;
    }
    if (text.empty() && !value.empty()) text = shown(value, type, style);
    if (!text.empty() && column < max_columns) row_.emplace_back(column, std::move(text));
  }

  [[nodiscard]] std::string shown(const std::string& value, std::string_view type, std::size_t style) const {
    if (type == "s") {
      const auto index = number_in<std::size_t>(value, workbook_.strings.size());
      return index < workbook_.strings.size() ? workbook_.strings[index] : std::string();
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (type == "str" || type == "d" || type == "e" || type == "inlineStr") return one_line(value);
    double number = 0;
    const auto trimmed = trim(value);
    const auto [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
    if (error != std::errc{}) return one_line(value);
    const auto& formats = workbook_.formats;
    return shown_number(number, style < formats.size() ? formats[style] : "", workbook_.epoch);
  }

  [[nodiscard]] std::size_t first_column() const { return std::min_element(row_.begin(), row_.end())->first; }

  std::string take_row() {
    constexpr std::size_t max_gap = 64;  // columns far apart are not counted out one by one
    std::stable_sort(row_.begin(), row_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string line;
    std::size_t at = row_.front().first;
    for (const auto& [column, text] : row_) {
      for (std::size_t gap = std::min(column - at, max_gap); gap > 0; --gap) line += " | ";
      line += text;
      at = column;
    }
    row_.clear();
    next_column_ = 0;
    return line;
  }

  /// Empty cells before a row's first one count from the first column that holds anything.
  void indent(std::vector<std::string>& rows) const {
    constexpr std::size_t max_indent = 64;
    if (rows.empty()) return;
    const auto left = *std::min_element(first_columns_.begin(), first_columns_.end());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::string before;
      for (auto gap = std::min(first_columns_[i] - left, max_indent); gap > 0; --gap) before += " | ";
      if (!before.empty()) rows[i].insert(0, before.substr(1));
    }
  }

  const Workbook& workbook_;
  XmlReader xml_;
  std::vector<std::pair<std::size_t, std::string>> row_;  ///< column, text
  std::size_t next_column_ = 0;
  std::vector<std::size_t> first_columns_;  ///< of the rows
};

struct NamedSheet {
  std::string name, part;
  bool is_hidden = false;
};

std::vector<NamedSheet> sheets_of(OfficePackage& package, const std::string& main, pugi::xml_node workbook) {
  const auto relations = package.relationships(main);
  std::vector<NamedSheet> sheets;
  for (const auto sheet : children(child(workbook, "sheets"), "sheet")) {
    std::string_view id;
    for (const auto each : sheet.attributes())
      if (std::string_view(each.name()).ends_with(":id")) id = each.value();
    const auto found = std::ranges::find(relations, id, &Relationship::id);
    if (found == relations.end() || found->type != "worksheet") continue;
    sheets.push_back({std::string(attribute(sheet, "name")), found->target,
                      !attribute(sheet, "state").empty() && attribute(sheet, "state") != "visible"});
  }
  return sheets;
}

}  // namespace

Result<TextLines> read_xlsx(std::string_view bytes) {
  auto package = OfficePackage::open(bytes);
  if (!package) return failure(ErrorKind::malformed, "damaged XLSX: " + package.error().message);
  const std::string main = package->related("", "officeDocument", "xl/workbook.xml");
  const auto root = package->read_xml(main);
  if (!root) {
    const auto kind = root.error().kind == ErrorKind::not_found ? ErrorKind::malformed : root.error().kind;
    return failure(kind, "damaged XLSX: " + root.error().message);
  }
  const auto workbook_node = (*root)->document_element();
  TextLines text;
  Workbook workbook;
  const auto date1904 = attribute(child(workbook_node, "workbookPr"), "date1904");
  if (date1904 == "1" || date1904 == "true") workbook.epoch = Epoch::y1904;
  if (const auto part = package->read(package->related(main, "sharedStrings", "xl/sharedStrings.xml")))
    workbook.strings = shared_strings(*part);
  else if (part.error().kind != ErrorKind::not_found)
    text.doubts.push_back("texts of cells could not be read: " + part.error().message);
  if (const auto part = package->read(package->related(main, "styles", "xl/styles.xml")))
    workbook.formats = formats_of(*part);

  std::vector<std::pair<std::string, Sheet>> read;
  std::size_t rows = 0, size = 0, hidden = 0;
  for (const auto& sheet : sheets_of(*package, main, workbook_node)) {
    if (sheet.is_hidden) {
      ++hidden;
      continue;
    }
    const auto part = package->read(sheet.part);
    if (!part) {
      text.doubts.push_back("sheet " + sheet.name + " is not read: " + part.error().message);
      continue;
    }
    Sheet found = SheetReader(workbook, *part).read(max_rows - rows, max_text - size);
    rows += found.rows.size();
    for (const auto& row : found.rows) size += row.size();
    if (!found.is_whole)
      text.doubts.push_back("sheet " + sheet.name + " is not read to its end: the file holds more than " +
                            std::to_string(rows) + " rows or " + std::to_string(size) + " bytes of text");
    if (!found.rows.empty()) read.emplace_back(sheet.name, std::move(found));
  }
  for (auto& [name, sheet] : read) {
    if (read.size() > 1 && !trim(name).empty()) text.lines.push_back(one_line(name));
    std::move(sheet.rows.begin(), sheet.rows.end(), std::back_inserter(text.lines));
  }
  if (text.lines.empty() && !text.doubts.empty())
    return failure(ErrorKind::too_large, "XLSX: " + text.doubts.front());
  text.signals = title_signal(*package);
  if (hidden > 0) text.signals.push_back("hidden sheets left out: " + std::to_string(hidden));
  return text;
}

}  // namespace gazetted::parser
