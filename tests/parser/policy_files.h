#pragma once
// A policy as an office program saves it: a PDF or OFD of printed pages, a Word file.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/parser/parser_files.h"
#include "tests/parser/policy_markup.h"

namespace gazetted::testing_policies {

/// The characters of a text, each in UTF-8.
inline std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> out;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80) out.emplace_back();
    out.back() += c;
  }
  return out;
}

/// A PDF (ISO 32000-1) whose one font numbers the characters as they are used and says by a ToUnicode map
/// (9.10.3) what they are, as office programs write it. Latin is half as wide as Chinese.
class Sheets {
 public:
  using Line = std::vector<std::string>;

  void begin_page() { pages_.emplace_back(); }
  [[nodiscard]] std::size_t pages() const { return pages_.size(); }

  static bool is_narrow(const std::string& character) { return character.size() == 1; }
  /// In squares of the font's size.
  static double width(const Line& line) {
    double sum = 0;
    for (const std::string& each : line) sum += is_narrow(each) ? 0.5 : 1;
    return sum;
  }

  /// A line, in points from the lower left corner; `spread` squares are laid between Chinese characters.
  void put(std::size_t page, double x, double y, double size, const Line& line, double spread = 0) {
    std::array<char, 96> place{};
    std::snprintf(place.data(), place.size(), "/F1 %.2f Tf 1 0 0 1 %.2f %.2f Tm [", size, x, y);
    std::string& out = pages_[page];
    out += place.data();
    for (std::size_t i = 0; i < line.size(); ++i) {
      std::snprintf(place.data(), place.size(), "<%04X>", number_of(line[i]));
      out += place.data();
      if (spread > 0 && i + 1 < line.size() && !is_narrow(line[i]) && !is_narrow(line[i + 1]))
        out += std::to_string(static_cast<int>(-1000 * spread));
    }
    out += "] TJ\n";
  }

  [[nodiscard]] std::string file() const {
    std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>",
                                        "",
                                        "<< /Type /Font /Subtype /Type0 /BaseFont /FangSong /Encoding "
                                        "/Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
                                        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong "
                                        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                                        "/Supplement 0 >> /DW 1000 /W [" +
                                            widths() + "] /FontDescriptor 5 0 R >>",
                                        "<< /Type /FontDescriptor /FontName /FangSong /Flags 4 /FontBBox [0 "
                                        "-120 1000 880] /ItalicAngle 0 /Ascent 880 "
                                        "/Descent -120 /CapHeight 880 /StemV 80 >>",
                                        stream(unicode_map())};
    std::string kids;
    for (const std::string& page : pages_) {
      kids += std::to_string(objects.size() + 1) + " 0 R ";
      objects.push_back(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
          "/Contents " +
          std::to_string(objects.size() + 2) + " 0 R >>");
      objects.push_back(stream("BT\n" + page + "ET"));
    }
    objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages_.size()) + " >>";
    return with_table(objects);
  }

 private:
  unsigned number_of(const std::string& character) {
    const auto found = std::ranges::find(used_, character);
    if (found != used_.end()) return static_cast<unsigned>(found - used_.begin()) + 1;
    used_.push_back(character);
    return static_cast<unsigned>(used_.size());
  }

  [[nodiscard]] std::string widths() const {
    std::string out;
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (is_narrow(used_[i])) out += std::to_string(i + 1) + " [500] ";
    return out;
  }

  [[nodiscard]] std::string unicode_map() const {
    std::string out =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n1 "
        "begincodespacerange <0000> <FFFF> endcodespacerange\n";
    for (std::size_t i = 0; i < used_.size(); ++i) {
      std::array<char, 64> entry{};
      std::snprintf(entry.data(), entry.size(), "1 beginbfchar <%04zX> <", i + 1);
      out += entry.data() + utf16_digits(used_[i]) + "> endbfchar\n";
    }
    return out + "endcmap end end";
  }

  static std::string utf16_digits(const std::string& character) {
    const auto lead = static_cast<unsigned char>(character[0]);
    std::uint32_t point = lead < 0x80 ? lead : lead & (0xFFU >> (character.size() + 1));
    for (std::size_t i = 1; i < character.size(); ++i)
      point = point << 6U | (static_cast<unsigned char>(character[i]) & 0x3FU);
    std::array<char, 16> digits{};
    if (point < 0x10000)
      std::snprintf(digits.data(), digits.size(), "%04X", point);
    else
      std::snprintf(digits.data(), digits.size(), "%04X%04X", 0xD7C0 + (point >> 10U),
                    0xDC00 | (point & 0x3FFU));
    return digits.data();
  }

  static std::string stream(const std::string& content) {
    return "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream";
  }

  static std::string with_table(const std::vector<std::string>& objects) {
    std::string pdf = "%PDF-1.4\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      std::array<char, 32> entry{};
      std::snprintf(entry.data(), entry.size(), "%010zu 00000 n \n", pdf.size());
      table += entry.data();
      pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string size = std::to_string(objects.size() + 1), place = std::to_string(pdf.size());
    return pdf + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + size +
           " /Root 1 0 R >>\nstartxref\n" + place + "\n%%EOF\n";
  }

  std::vector<std::string> pages_, used_;
};

/// Sets paragraphs on A4 as GB/T 9704-2012 asks: 22 lines of 28 squares, an indent of two, a number at
/// each foot; lines spread to the margin, words and figures not broken.
class Typesetter {
 public:
  /// A line at a place, in points from the page's lower left corner.
  struct Set {
    double x = 0, y = 0, size = 0;
    Sheets::Line line;
    double spread = 0;  ///< squares between Chinese characters
  };
  using Page = std::vector<Set>;

  void centred(std::string_view words, double size) {
    const Sheets::Line all = characters(words);
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = line_end(all, at, measure / size);
      const Sheets::Line line = slice(all, at, end);
      put((measure - Sheets::width(line) * size) / 2, size, line);
      at = end;
    }
  }
  void right(std::string_view words) {
    const Sheets::Line line = characters(words);
    put(measure - (Sheets::width(line) + 2) * square, square, line);
  }
  void paragraph(std::string_view words, double indent) {
    const Sheets::Line all = characters(words);
    for (std::size_t at = 0; at < all.size(); indent = 0) {
      const std::size_t end = line_end(all, at, 28 - indent);
      const Sheets::Line line = slice(all, at, end);
      put(indent * square, square, line, end == all.size() ? 0 : spread_of(line, 28 - indent));
      at = end;
    }
  }
  /// A row of a table: columns of one width, the type as small as the longest cell asks.
  void row(const std::vector<std::string>& cells) {
    const double column = measure / static_cast<double>(cells.size());
    double longest = 1;
    for (const std::string& cell : cells) longest = std::max(longest, Sheets::width(characters(cell)) + 1.5);
    const double size = std::min(0.75 * square, column / longest);
    next_line();
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].empty()) add(column * static_cast<double>(i), size, characters(cells[i]), 0);
    y_ -= leading;
  }

  /// The pages; `head` stands above every one.
  [[nodiscard]] std::vector<Page> pages(std::string_view head) const {
    std::vector<Page> pages = pages_;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const Sheets::Line number = characters("— " + std::to_string(i + 1) + " —");
      pages[i].push_back({left + (measure - Sheets::width(number) * 14) / 2, 50, 14, number});
      pages[i].push_back({left, 800, 10, characters(head)});
    }
    return pages;
  }

 private:
  static constexpr double square = 15.6, left = 79, measure = 28 * square, leading = 29, top = 740,
                          bottom = 100;

  static Sheets::Line slice(const Sheets::Line& all, std::size_t from, std::size_t to) {
    return {all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(to)};
  }

  /// What each gap between Chinese characters must take for the line to reach the margin.
  static double spread_of(const Sheets::Line& line, double room) {
    std::size_t gaps = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      gaps += Sheets::is_narrow(line[i]) || Sheets::is_narrow(line[i + 1]) ? 0 : 1;
    return gaps == 0 ? 0 : (room - Sheets::width(line)) / static_cast<double>(gaps);
  }

  /// Behind the last character of a line that begins at `at` and has room for so many squares.
  static std::size_t line_end(const Sheets::Line& all, std::size_t at, double room) {
    std::size_t end = at;
    for (double used = 0; end < all.size(); ++end)
      if ((used += Sheets::is_narrow(all[end]) ? 0.5 : 1) > room) break;
    const std::size_t full = end;
    if (end == all.size()) return end;
    // A blank at the end of a line would not be seen.
    const auto is_blank = [&](std::size_t place) { return all[place] == " " || all[place] == "　"; };
    const auto unbroken = [&](std::size_t place) {
      return (Sheets::is_narrow(all[place]) && Sheets::is_narrow(all[place - 1])) || is_blank(place) ||
             is_blank(place - 1);
    };
    while (end > at && unbroken(end)) --end;
    return end == at ? full : end;
  }

  void next_line() {
    if (!pages_.empty() && y_ >= bottom) return;
    pages_.emplace_back();
    y_ = top;
  }
  void add(double x, double size, Sheets::Line line, double spread) {
    pages_.back().push_back({left + x, y_, size, std::move(line), spread});
  }
  void put(double x, double size, Sheets::Line line, double spread = 0) {
    next_line();
    add(x, size, std::move(line), spread);
    y_ -= leading;
  }

  std::vector<Page> pages_;
  double y_ = 0;
};

inline std::vector<Typesetter::Page> printed(const Policy& policy) {
  Typesetter sheet;
  if (policy.number_lines.size() < 2) sheet.centred(policy.title, 22);
  for (const std::string& line : policy.number_lines)
    sheet.centred(line, policy.number_lines.size() < 2 ? 15.6 : 22);
  bool first = true;
  for (const Block& block : policy.body) {
    switch (block.kind) {
      case Block::Kind::row: sheet.row(block.cells); break;
      case Block::Kind::centred: sheet.centred(block.text, 18); break;
      case Block::Kind::right: sheet.right(block.text); break;
      default: sheet.paragraph(block.text, first ? 0 : 2);
    }
    first = false;
  }
  return sheet.pages("云川市规范性文件");
}

inline std::string pdf_of(const Policy& policy) {
  Sheets sheets;
  for (const Typesetter::Page& page : printed(policy)) {
    sheets.begin_page();
    for (const Typesetter::Set& set : page)
      sheets.put(sheets.pages() - 1, set.x, set.y, set.size, set.line, set.spread);
  }
  return sheets.file();
}

inline std::string ofd_of(const Policy& policy) {
  constexpr double millimetres = 25.4 / 72, height = 297, ascent = 0.86;
  const testing_files::Typesetter half(testing_files::Digits::half);
  std::vector<std::string> pages;
  for (const Typesetter::Page& page : printed(policy)) {
    testing_files::SetPage set_page;
    for (const Typesetter::Set& set : page) {
      std::string words;
      for (const std::string& character : set.line) words += character;
      const double size = set.size * millimetres;
      set_page.push_back({set.x * millimetres, height - set.y * millimetres - ascent * size, size,
                          testing_files::code_points(words), set.spread});
    }
    pages.push_back(testing_files::ofd_page(set_page, half));
  }
  return testing_files::ofd_of(pages);
}

inline std::string docx_run(std::string_view words) {
  return "<w:r><w:rPr><w:rFonts w:eastAsia=\"仿宋\"/></w:rPr><w:t xml:space=\"preserve\">" + escaped(words) +
         "</w:t></w:r>";
}

inline std::string docx_paragraph(const Block& block) {
  const std::string_view place = block.kind == Block::Kind::centred ? "center"
                                 : block.kind == Block::Kind::right ? "right"
                                                                    : "both";
  // The words in two runs, broken at the end of a character.
  std::size_t half = block.text.size() / 2;
  while (half < block.text.size() && (static_cast<unsigned char>(block.text[half]) & 0xC0U) == 0x80) ++half;
  return "<w:p><w:pPr><w:jc w:val=\"" + std::string(place) + "\"/></w:pPr>" +
         docx_run(block.text.substr(0, half)) + "<w:proofErr w:type=\"spellStart\"/>" +
         docx_run(block.text.substr(half)) + "</w:p>";
}

inline std::string docx_of(const Policy& policy) {
  std::string body;
  if (policy.number_lines.size() < 2) body += docx_paragraph(centred(policy.title));
  for (const std::string& line : policy.number_lines) body += docx_paragraph(centred(line));
  bool in_table = false;
  for (const Block& block : policy.body) {
    if ((block.kind == Block::Kind::row) != in_table) body += in_table ? "</w:tbl>" : "<w:tbl><w:tblPr/>";
    in_table = block.kind == Block::Kind::row;
    if (!in_table) {
      body += docx_paragraph(block);
      continue;
    }
    body += "<w:tr>";
    for (const std::string& cell : block.cells)
      body += "<w:tc><w:tcPr/>" + docx_paragraph(text(cell)) + "</w:tc>";
    body += "</w:tr>";
  }
  return testing_files::docx_of(body + (in_table ? "</w:tbl>" : "") + "<w:sectPr/>");
}

}  // namespace gazetted::testing_policies
