#include "parser/xlsx.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>

#include "parser/cell_format.h"
#include "parser/office_package.h"
#include "parser/sheet_rows.h"
#include "parser/utf8.h"
#include "parser/xml_reader.h"

namespace gazetted::parser {
namespace {

using Event = XmlReader::Event;

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
    if (c < 'A' || c > 'Z' || column > max_sheet_columns) break;
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
    // Excel allows 255 characters.
    if (name == "numFmt") custom[id] = resolved_entities(xml.attribute("formatCode").substr(0, 1024));
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

class SheetReader {
 public:
  SheetReader(const Workbook& workbook, std::string_view part) : workbook_(workbook), xml_(part) {}

  SheetRows read(SheetRows rows) {
    for (auto event = xml_.next(); event != Event::end && !rows.is_full(); event = xml_.next()) {
      if (event == Event::close && xml_.name() == "row") {
        rows.end_row();
        next_column_ = 0;
      }
      if (event == Event::open && xml_.name() == "c") cell(rows);
    }
    return rows;
  }

 private:
  void cell(SheetRows& rows) {
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
    rows.put(column, std::move(text));
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

  const Workbook& workbook_;
  XmlReader xml_;
  std::size_t next_column_ = 0;
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
  Workbook workbook;
  SheetCollector sheets;
  const auto date1904 = attribute(child(workbook_node, "workbookPr"), "date1904");
  if (date1904 == "1" || date1904 == "true") workbook.epoch = Epoch::y1904;
  if (const auto part = package->read(package->related(main, "sharedStrings", "xl/sharedStrings.xml")))
    workbook.strings = shared_strings(*part);
  else if (part.error().kind != ErrorKind::not_found)
    sheets.doubt("texts of cells could not be read: " + part.error().message);
  if (const auto part = package->read(package->related(main, "styles", "xl/styles.xml")))
    workbook.formats = formats_of(*part);
  for (const auto& sheet : sheets_of(*package, main, workbook_node)) {
    if (sheet.is_hidden) {
      sheets.add_hidden();
      continue;
    }
    if (const auto part = package->read(sheet.part))
      sheets.add(sheet.name, SheetReader(workbook, *part).read(sheets.begin()));
    else
      sheets.doubt("sheet " + sheet.name + " is not read: " + part.error().message);
  }
  TextLines text = sheets.take();
  if (text.lines.empty() && !text.doubts.empty())
    return failure(ErrorKind::too_large, "XLSX: " + text.doubts.front());
  auto titles = title_signal(*package);
  text.signals.insert(text.signals.begin(), titles.begin(), titles.end());
  return text;
}

}  // namespace gazetted::parser
