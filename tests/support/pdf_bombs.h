#pragma once
// PDFs made to be slow or large to read, or to bring a reader down: small files that unfold.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace gazetted::testing_files {

inline std::string repeated(std::string_view unit, std::size_t count) {
  std::string out;
  out.reserve(unit.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += unit;
  return out;
}

inline std::string deflated(std::string_view content) {
  std::string packed(compressBound(content.size()), '\0');
  uLongf length = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(content.data()),
           content.size());
  packed.resize(length);
  packed.shrink_to_fit();
  return packed;
}

/// A stream object's body; `dictionary` is what it has besides its length.
inline std::string pdf_stream(const std::string& dictionary, const std::string& content) {
  return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
         "\nendstream";
}
inline std::string packed_stream(const std::string& dictionary, std::string_view content) {
  return pdf_stream(dictionary + " /Filter /FlateDecode", deflated(content));
}

/// A file of these objects, numbered from 1, the first the catalogue.
inline std::string pdf_of_objects(const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.5\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string place = std::to_string(pdf.size());
    table += std::string(10 - place.size(), '0') + place + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1), place = std::to_string(pdf.size());
  return pdf + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + size +
         " /Root 1 0 R >>\nstartxref\n" + place + "\n%%EOF\n";
}

/// A page whose content is the object 4, with these resources and further objects from 5 on.
inline std::string pdf_of_content(const std::string& content, const std::string& resources,
                                  const std::vector<std::string>& more = {}) {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>",
                                      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                                      "/Resources << " +
                                          resources + " >> >>",
                                      content};
  objects.insert(objects.end(), more.begin(), more.end());
  return pdf_of_objects(objects);
}

struct PdfBomb {
  std::string_view name;
  std::string (*make)();
};

inline const std::string& bomb_font() {
  static const std::string font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> ";
  return font;
}

inline constexpr PdfBomb pdf_bombs[] = {
    {"forms_within_forms",  // each draws the next one twice
     [] {
       constexpr std::size_t levels = 40;
       std::vector<std::string> forms;
       for (std::size_t i = 0; i < levels; ++i) {
         const std::string next =
             i + 1 < levels ? "/XObject << /X " + std::to_string(6 + i) + " 0 R >> " : "";
         forms.push_back(pdf_stream(
             "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << " + next + bomb_font() + " >>",
             next.empty() ? "BT /F1 9 Tf 9 9 Td (x) Tj ET" : "/X Do /X Do"));
       }
       return pdf_of_content(pdf_stream("", "/X Do"), "/XObject << /X 5 0 R >>", forms);
     }},
    {"a_form_within_itself",
     [] {
       return pdf_of_content(pdf_stream("", "/X Do"), "/XObject << /X 5 0 R >>",
                             {pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << "
                                         "/XObject << /X 5 0 R >> >>",
                                         "/X Do /X Do /X Do")});
     }},
    {"a_content_of_lines",
     [] { return pdf_of_content(packed_stream("", repeated("0 0 m 9 9 l S\n", 8'000'000)), ""); }},
    {"a_content_of_words",
     [] {
       return pdf_of_content(
           packed_stream("", "BT /F1 9 Tf " + repeated("1 0 Td (x) Tj\n", 2'000'000) + "ET"), bomb_font());
     }},
    {"a_content_of_one_word",
     [] {
       return pdf_of_content(packed_stream("", "BT /F1 9 Tf (" + repeated("x", 20'000'000) + ") Tj ET"),
                             bomb_font());
     }},
    {"a_content_packed_twice",
     [] {
       return pdf_of_content(pdf_stream("/Filter [/FlateDecode /FlateDecode]",
                                        deflated(deflated(repeated("0 0 m ", 20'000'000)))),
                             "");
     }},
    {"saved_states", [] { return pdf_of_content(packed_stream("", repeated("q ", 10'000'000)), ""); }},
    {"arrays_within_arrays", [] { return pdf_of_content(pdf_stream("", repeated("[", 3'000'000)), ""); }},
    {"dictionaries_within_dictionaries",
     [] { return pdf_of_content(pdf_stream("", ""), repeated("/A << ", 500'000)); }},
    {"a_map_of_all_characters",
     [] {
       return pdf_of_content(
           pdf_stream("", "BT /F1 9 Tf <00010002> Tj ET"), "/Font << /F1 5 0 R >>",
           {"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] "
            "/ToUnicode 7 0 R >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) "
            "/Ordering (Identity) /Supplement 0 >> >>",
            packed_stream("", repeated("1 beginbfrange <0000> <FFFF> <0000> endbfrange\n", 200'000))});
     }},
    {"one_page_many_times",
     [] {
       return pdf_of_objects(
           {"<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [" + repeated("3 0 R ", 200'000) + "] /Count 200000 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << " +
                bomb_font() + " >> >>",
            pdf_stream("", "BT /F1 9 Tf 9 9 Td (" + repeated("x", 2000) + ") Tj ET")});
     }},
    {"pages_within_themselves",
     [] {
       return pdf_of_objects(
           {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>"});
     }},
    {"an_object_stream",
     [] {
       return pdf_of_objects({"<< /Type /Catalog /Pages 2 0 R >>",
                              pdf_stream("/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]",
                                         deflated(deflated("3 0 " + repeated(" ", 150'000'000)))),
                              "<< /Kids [] >>"});
     }},
    {"runs_packed_again",
     [] {
       return pdf_of_content(
           pdf_stream("/Filter [/FlateDecode /RunLengthDecode]", deflated(repeated("\x81 ", 15'000'000))),
           "");
     }},
    {"a_row_without_end",
     [] {
       return pdf_of_content(
           packed_stream("/DecodeParms << /Predictor 12 /Columns 2000000000 >>", repeated("q Q ", 1000)), "");
     }},
    {"pictures_of_great_size",
     [] {
       return pdf_of_content(
           pdf_stream("", repeated("/X Do ", 50'000) + "BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID x EI"),
           "/XObject << /X 5 0 R >>",
           {packed_stream("/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 "
                          "/ColorSpace /DeviceRGB",
                          std::string(30'000'000, '\0'))});
     }},
    {"a_page_of_great_size",
     [] {
       return pdf_of_objects(
           {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99999999999 99999999999] /Contents 4 0 R /Resources "
            "<< " +
                bomb_font() + " >> >>",
            packed_stream(
                "", "BT /F1 99999999 Tf " + repeated("999999 9999999 Td (xxxx) Tj\n", 200'000) + "ET")});
     }},
    {"pages_of_pages",
     [] {
       std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>"};
       for (int i = 2; i < 40'000; ++i)
         objects.push_back("<< /Type /Pages /Kids [" + std::to_string(i + 1) + " 0 R] /Count 1 >>");
       return pdf_of_objects(objects);
     }},
    {"a_font_that_draws_itself",
     [] {
       return pdf_of_content(
           pdf_stream("", "BT /F1 9 Tf " + repeated("(aaaaaaaa) Tj ", 20'000) + "ET"),
           "/Font << /F1 5 0 R >>",
           {"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 "
            "/LastChar 97 /Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
            "/Resources << /Font << /F1 5 0 R >> >> >>",
            pdf_stream("", "BT /F1 9 Tf (aaaaaaaa) Tj ET")});
     }},
    {"a_table_of_two_billion_objects",
     [] {
       return std::string(
                  "%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n0 2147483647\n") +
              "0000000000 65535 f \ntrailer\n<< /Size 2147483647 /Root 1 0 R >>\nstartxref\n58\n%%EOF\n";
     }},
    {"tables_in_a_ring",
     [] {
       return std::string("%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n0 1\n") +
              "0000000000 65535 f \ntrailer\n<< /Size 9 /Root 1 0 R /Prev 58 >>\nstartxref\n58\n%%EOF\n";
     }},
    {"objects_without_a_table",
     [] {
       return "%PDF-1.5\n" + repeated("1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n", 60'000) +
              "trailer << /Root 1 0 R >>";
     }},
    {"references_in_a_ring",
     [] {
       return pdf_of_objects({"<< /Type /Catalog /Pages 2 0 R >>", "3 0 R", "2 0 R"});
     }},
};

}  // namespace gazetted::testing_files
