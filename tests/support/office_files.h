#pragma once
// Writers of the files that offices publish, small but whole: other programs open them too. A document is
// given as its lines, one paragraph each; a line with " | " in it is a row of a table. Whoever includes
// this links libzip.

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zip.h>

#include "tests/support/typeset.h"

namespace gazetted::testing_files {

/// A zip archive with these entries (name, content), in memory.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error("libzip cannot write");
  for (const auto& [name, content] : entries)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                 ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
  zip_close(archive);
  zip_stat_t stat;
  zip_source_stat(source, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(source);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

inline std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n')
      out += c;
  }
  return out;
}

inline std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
      out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
              static_cast<char>(0x80 | (c & 0x3F))};
    } else {
      out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
              static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    }
  }
  return out;
}

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// `1.25` whatever the locale.
inline std::string decimal(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  return text.data();
}

/// A Word file (ECMA-376) whose main part's body is this WordprocessingML, with further parts.
inline std::string docx_of(const std::string& body,
                           std::vector<std::pair<std::string, std::string>> parts = {}) {
  const std::string types =
      std::string(xml_head) +
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
      "ContentType=\"application/"
      "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
  const std::string relations =
      std::string(xml_head) +
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
      "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
  const std::string document =
      std::string(xml_head) +
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>" +
      body + "</w:body></w:document>";
  parts.insert(parts.begin(),
               {{"[Content_Types].xml", types}, {"_rels/.rels", relations}, {"word/document.xml", document}});
  return zip_of(parts);
}

inline std::string docx_paragraph(std::string_view text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + xml_escaped(text) + "</w:t></w:r></w:p>";
}

inline std::string docx_of_lines(const std::vector<std::string>& lines) {
  std::string body;
  bool in_table = false;
  for (const auto& line : lines) {
    const auto cells = cells_of(line);
    const bool is_row = cells.size() > 1;
    if (is_row != in_table) body += is_row ? "<w:tbl>" : "</w:tbl>";
    in_table = is_row;
    if (!is_row) {
      body += docx_paragraph(line);
      continue;
    }
    body += "<w:tr>";
    for (const auto& cell : cells) body += "<w:tc>" + docx_paragraph(cell) + "</w:tc>";
    body += "</w:tr>";
  }
  return docx_of(body + (in_table ? "</w:tbl>" : ""));
}

/// One page's content by GB/T 33190: a text object for each text, its characters placed by DeltaX.
inline std::string ofd_page(const SetPage& page, const Typesetter& typesetter) {
  std::string content =
      std::string(xml_head) +
      "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Area><ofd:PhysicalBox>0 0 210 "
      "297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID=\"3\" Type=\"Body\">";
  int id = 100;
  for (const auto& set : page) {
    const auto advance = [&](std::size_t i) {
      const bool spread = set.text[i] >= 0x80 && set.text[i + 1] >= 0x80;
      return (typesetter.width(set.text[i]) + (spread ? set.spread : 0)) * set.size;
    };
    std::string deltas;
    for (std::size_t i = 0; i + 1 < set.text.size();) {
      std::size_t run = i;
      const double step = advance(i);
      while (run + 1 < set.text.size() && advance(run) == step) ++run;
      if (run - i > 1)
        deltas += "g " + std::to_string(run - i) + ' ' + decimal(step) + ' ';
      else
        deltas += decimal(step) + ' ';
      i = run;
    }
    content += "<ofd:TextObject ID=\"" + std::to_string(++id) + "\" Boundary=\"" + decimal(set.left) + ' ' +
               decimal(set.top) + ' ' + decimal(typesetter.width(set.text) * set.size) + ' ' +
               decimal(set.size) + "\" Font=\"2\" Size=\"" + decimal(set.size) +
               "\"><ofd:TextCode X=\"0\" Y=\"" + decimal(set.size * 0.86) + '"' +
               (deltas.empty() ? "" : " DeltaX=\"" + deltas + '"') + '>' + xml_escaped(utf8_of(set.text)) +
               "</ofd:TextCode></ofd:TextObject>";
  }
  return content + "</ofd:Layer></ofd:Content></ofd:Page>";
}

/// An OFD file of these pages' Content.xml, with further parts.
inline std::string ofd_of(const std::vector<std::string>& pages,
                          std::vector<std::pair<std::string, std::string>> parts = {}) {
  const std::string space = " xmlns:ofd=\"http://www.ofdspec.org/2016\"";
  const std::string root =
      std::string(xml_head) + "<ofd:OFD" + space +
      " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
      "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
  std::string document = std::string(xml_head) + "<ofd:Document" + space +
                         "><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
                         "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
                         "<ofd:Pages>";
  std::vector<std::pair<std::string, std::string>> entries;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::string place = "Pages/Page_" + std::to_string(i) + "/Content.xml";
    document += "<ofd:Page ID=\"" + std::to_string(i + 10) + "\" BaseLoc=\"" + place + "\"/>";
    entries.emplace_back("Doc_0/" + place, pages[i]);
  }
  document += "</ofd:Pages></ofd:Document>";
  entries.insert(entries.begin(), {{"OFD.xml", root}, {"Doc_0/Document.xml", document}});
  entries.insert(entries.end(), parts.begin(), parts.end());
  return zip_of(entries);
}

inline std::string ofd_of_lines(const std::vector<std::string>& lines) {
  Typesetter typesetter(Digits::half);
  std::vector<std::string> pages;
  for (const auto& page : typesetter.set(lines)) pages.push_back(ofd_page(page, typesetter));
  return ofd_of(pages);
}

inline std::string relationships_of(const std::vector<std::pair<std::string, std::string>>& typed_targets) {
  std::string xml = std::string(xml_head) +
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (std::size_t i = 0; i < typed_targets.size(); ++i)
    xml += "<Relationship Id=\"rId" + std::to_string(i + 1) +
           "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
           typed_targets[i].first + "\" Target=\"" + typed_targets[i].second + "\"/>";
  return xml + "</Relationships>";
}

/// A spreadsheet (ECMA-376) of sheets: name and the SpreadsheetML of its rows; `parts` are further parts, as
/// xl/sharedStrings.xml and xl/styles.xml.
inline std::string xlsx_of(const std::vector<std::pair<std::string, std::string>>& sheets,
                           std::vector<std::pair<std::string, std::string>> parts = {}) {
  const std::string space = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  std::string workbook =
      std::string(xml_head) + "<workbook" + space +
      " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>";
  std::vector<std::pair<std::string, std::string>> targets;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    workbook += "<sheet name=\"" + xml_escaped(sheets[i].first) + "\" sheetId=\"" + number + "\" r:id=\"rId" +
                number + "\"/>";
    targets.emplace_back("worksheet", "worksheets/sheet" + number + ".xml");
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml", std::string(xml_head) + "<worksheet" + space +
                                                                    "><sheetData>" + sheets[i].second +
                                                                    "</sheetData></worksheet>");
  }
  targets.emplace_back("sharedStrings", "sharedStrings.xml");
  targets.emplace_back("styles", "styles.xml");
  parts.emplace_back("_rels/.rels", relationships_of({{"officeDocument", "xl/workbook.xml"}}));
  parts.emplace_back("xl/workbook.xml", workbook + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", relationships_of(targets));
  return zip_of(parts);
}

/// A presentation (ECMA-376) whose slides are shown in this order; each is the DrawingML of its shapes.
inline std::string pptx_of(const std::vector<std::string>& slides) {
  const std::string spaces =
      " xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" "
      "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
  std::string main = std::string(xml_head) + "<p:presentation" + spaces + "><p:sldIdLst>";
  std::vector<std::pair<std::string, std::string>> targets, parts;
  for (std::size_t i = 0; i < slides.size(); ++i) {
    // The parts are numbered from the last: the order shown is not that of their names.
    const std::string part = "slides/slide" + std::to_string(slides.size() - i) + ".xml";
    main += "<p:sldId id=\"" + std::to_string(256 + i) + "\" r:id=\"rId" + std::to_string(i + 1) + "\"/>";
    targets.emplace_back("slide", part);
    parts.emplace_back("ppt/" + part, std::string(xml_head) + "<p:sld" + spaces + "><p:cSld><p:spTree>" +
                                          slides[i] + "</p:spTree></p:cSld></p:sld>");
  }
  parts.emplace_back("_rels/.rels", relationships_of({{"officeDocument", "ppt/presentation.xml"}}));
  parts.emplace_back("ppt/presentation.xml", main + "</p:sldIdLst></p:presentation>");
  parts.emplace_back("ppt/_rels/presentation.xml.rels", relationships_of(targets));
  return zip_of(parts);
}

/// An RTF file: text as \\u with a question mark for older readers, rows as \\cell and \\row.
inline std::string rtf_of_lines(const std::vector<std::string>& lines) {
  const auto written = [](std::string_view text) {
    std::string out;
    for (const char32_t c : code_points(text)) {
      if (c >= 0x20 && c < 0x80) {
        if (c == '\\' || c == '{' || c == '}') out += '\\';
        out += static_cast<char>(c);
      } else if (c < 0x10000) {
        out += "\\u" + std::to_string(c < 0x8000 ? static_cast<long>(c) : static_cast<long>(c) - 65536) + '?';
      } else {
        out += "\\u" + std::to_string(static_cast<long>(0xD800 + ((c - 0x10000) >> 10)) - 65536) + "?\\u" +
               std::to_string(static_cast<long>(0xDC00 + (c & 0x3FF)) - 65536) + '?';
      }
    }
    return out;
  };
  std::string rtf =
      "{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\r\n\\f0 ";
  for (const auto& line : lines) {
    const auto cells = cells_of(line);
    if (cells.size() == 1) {
      rtf += "\\pard " + written(line) + "\\par\r\n";
      continue;
    }
    rtf += "\\trowd";
    for (std::size_t i = 0; i < cells.size(); ++i) rtf += "\\cellx" + std::to_string(2000 * (i + 1));
    rtf += "\\pard\\intbl ";
    for (const auto& cell : cells) rtf += written(cell) + "\\cell ";
    rtf += "\\row\r\n";
  }
  return rtf + "}";
}

}  // namespace gazetted::testing_files
