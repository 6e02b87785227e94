#pragma once
// Files of other programs, made for the parser's tests: gzip and PDF, besides tests/support/office_files.h.

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "tests/support/office_files.h"

namespace gazetted::testing_files {

inline std::string gzip_of(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  packed.shrink_to_fit();
  return packed;
}

/// One text at a place on a page, in points from the lower left corner.
struct PdfText {
  double x = 0, y = 0;
  std::u16string text;
  double size = 16;
};

/// A PDF (A4) of these pages. Its font is full squares by Adobe's GB1 collection in UCS-2, as Chinese
/// office programs without embedding write it.
inline std::string pdf_of(const std::vector<std::vector<PdfText>>& pages) {
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>", "",
      "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 "
      "R] >>",
      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
      "/Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>",
      "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
      "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"};
  std::string kids;
  for (const auto& page : pages) {
    std::string content = "BT\n";
    for (const auto& [x, y, text, size] : page) {
      std::array<char, 96> line{};
      std::snprintf(line.data(), line.size(), "/F1 %.1f Tf 1 0 0 1 %.1f %.1f Tm <", size, x, y);
      content += line.data();
      for (const char16_t unit : text) {
        std::snprintf(line.data(), line.size(), "%04X", static_cast<unsigned>(unit));
        content += line.data();
      }
      content += "> Tj\n";
    }
    content += "ET";
    kids += std::to_string(objects.size() + 1) + " 0 R ";
    objects.push_back(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        "/Contents " +
        std::to_string(objects.size() + 2) + " 0 R >>");
    objects.push_back("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
                      "\nendstream");
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>";
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = pdf.size();
  pdf += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const auto offset : offsets) {
    std::array<char, 32> entry{};
    std::snprintf(entry.data(), entry.size(), "%010zu 00000 n \n", offset);
    pdf += entry.data();
  }
  pdf += "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" +
         std::to_string(table) + "\n%%EOF\n";
  return pdf;
}

/// A PDF of these lines, set as an office prints them; its digits are full squares, too.
inline std::string pdf_of_lines(const std::vector<std::string>& lines) {
  constexpr double points = 72 / 25.4;
  std::vector<std::vector<PdfText>> pages;
  for (const auto& set : Typesetter(Digits::full).set(lines)) {
    pages.emplace_back();
    for (const auto& [left, top, size, text, spread] : set) {
      PdfText placed{left * points, 842 - (top + size) * points, {}, size * points};
      for (const char32_t c : text) placed.text += c < 0x10000 ? static_cast<char16_t>(c) : u'\uFFFD';
      pages.back().push_back(std::move(placed));
    }
  }
  return pdf_of(pages);
}

}  // namespace gazetted::testing_files
