#pragma once
// Small files that unfold, or are broken so that a reader runs in circles: archives, office files, packed
// data. PDFs stand in pdf_bombs.h. Whoever includes this links libzip and zlib.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/parser/parser_files.h"
#include "tests/support/pdf_bombs.h"

namespace gazetted::testing_files {

/// By its `name` ends an address that it may come from.
struct FileBomb {
  std::string_view name, ending;
  std::string (*make)();
};

/// Little-endian, as zip archives have it.
inline std::string little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i);
  return out;
}

/// A zip archive (APPNOTE.TXT 4.3) whose `count` entries are all the same stretch of it: `content` packed,
/// which they say to be of `claimed` bytes.
inline std::string zip_of_overlapping(const std::string& content, std::size_t count, std::size_t claimed) {
  const std::string framed = deflated(content), packed = framed.substr(2, framed.size() - 6);
  const auto sum =
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
  const auto head = [&](const std::string& name) {
    return little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) + little(sum, 4) +
           little(packed.size(), 4) + little(claimed, 4) + little(name.size(), 2) + little(0, 2);
  };
  const auto name_of = [](std::size_t i) { return "a" + std::to_string(100'000 + i) + ".txt"; };
  std::string zip = "PK\3\4" + head(name_of(0)) + name_of(0) + packed;
  const std::size_t directory = zip.size();
  for (std::size_t i = 0; i < count; ++i)
    zip += "PK\1\2" + little(20, 2) + head(name_of(i)) + std::string(14, '\0') + name_of(i);
  return zip + "PK\5\6" + little(0, 4) + little(count, 2) + little(count, 2) +
         little(zip.size() - directory, 4) + little(directory, 4) + little(0, 2);
}

inline std::string sheet_of_cells(std::string_view row, std::size_t count,
                                  std::vector<std::pair<std::string, std::string>> parts = {}) {
  return xlsx_of({{"表", repeated(row, count)}}, std::move(parts));
}

inline std::string paragraphs_of(std::size_t megabytes) {
  return repeated("<p>附件1</p>", megabytes * 70'000);  // 14 bytes each
}

inline constexpr std::string_view laughs =
    "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
    "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e "
    "\"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g "
    "\"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">]>";

inline constexpr FileBomb file_bombs[] = {
    {"zip: one file of zeros", "zip",
     [] {
       return zip_of({{"a.txt", std::string(400'000'000, '\0')}});
     }},
    {"zip: files of blanks", "zip",
     [] {
       std::vector<std::pair<std::string, std::string>> files;
       for (int i = 0; i < 8; ++i)
         files.emplace_back(std::to_string(i) + ".txt", std::string(7'500'000, ' '));
       return zip_of(files);
     }},
    {"zip: files of lines", "zip",
     [] {
       std::vector<std::pair<std::string, std::string>> files;
       for (int i = 0; i < 8; ++i)
         files.emplace_back(std::to_string(i) + ".txt", repeated("字\n", 1'900'000));
       return zip_of(files);
     }},
    {"zip: overlapping files", "zip",
     [] { return zip_of_overlapping(repeated("某市人民政府\n", 50'000), 60'000, 950'000); }},
    {"zip: files that say they are small", "zip",
     [] { return zip_of_overlapping(std::string(100'000'000, ' '), 1'000, 1'000); }},
    {"zip: sixty thousand empty files", "zip", [] { return zip_of_overlapping("", 60'000, 0); }},
    {"zip: archives within archives", "zip",
     [] {
       std::string inner =
           zip_of({{"a.txt", std::string(7'000'000, ' ')}, {"b.txt", std::string(7'000'000, ' ')}});
       for (int depth = 0; depth < 6; ++depth) {
         std::vector<std::pair<std::string, std::string>> files;
         for (int i = 0; i < 16; ++i) files.emplace_back(std::to_string(i) + ".zip", inner);
         inner = zip_of(files);
       }
       return inner;
     }},
    {"zip: pages", "zip",
     [] {
       std::vector<std::pair<std::string, std::string>> files;
       for (int i = 0; i < 15; ++i) files.emplace_back(std::to_string(i) + ".html", paragraphs_of(4));
       return zip_of(files);
     }},
    {"zip: PDFs that unfold", "zip",
     [] {
       std::vector<std::pair<std::string, std::string>> files;
       for (const PdfBomb& bomb : pdf_bombs) files.emplace_back(std::string(bomb.name) + ".pdf", bomb.make());
       return zip_of(files);
     }},
    {"zip: cut off", "zip",
     [] {
       std::string zip = zip_of({{"a.txt", repeated("字", 3'000'000)}});
       return zip.substr(0, zip.size() / 2);
     }},

    {"docx: entities", "docx",
     [] {
       return docx_of("", {{"word/styles.xml", std::string(laughs) + "<x>&h;</x>"}});
     }},
    {"docx: entities in the text", "docx",
     [] {
       return zip_of({{"_rels/.rels", relationships_of({{"officeDocument", "word/document.xml"}})},
                      {"word/document.xml",
                       std::string(laughs) + "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&h;&h;</w:t></"
                                             "w:r></w:p></w:body></w:document>"}});
     }},
    {"docx: empty paragraphs", "docx", [] { return docx_of(repeated("<w:p/>", 2'400'000)); }},
    {"docx: paragraphs", "docx", [] { return docx_of(repeated(docx_paragraph("附件1"), 450'000)); }},
    {"docx: a letter a run", "docx",
     [] { return docx_of("<w:p>" + repeated("<w:r><w:t>x</w:t></w:r>", 700'000) + "</w:p>"); }},
    {"docx: attributes", "docx", [] { return docx_of(repeated("<w:p a='' b='' c='' d=''/>", 1'200'000)); }},
    {"docx: elements within elements", "docx", [] { return docx_of(repeated("<w:p><w:r>", 1'000'000)); }},
    {"docx: tables within tables", "docx",
     [] { return docx_of(repeated("<w:tbl><w:tr><w:tc><w:p/>", 500'000)); }},
    {"docx: rows of cells", "docx",
     [] {
       return docx_of("<w:tbl>" + repeated("<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>", 400'000) +
                      "</w:tbl>");
     }},
    {"docx: one long text", "docx",
     [] { return docx_of(docx_paragraph(repeated("第一条　某市", 1'600'000))); }},

    {"xlsx: cells at the far edge", "xlsx",
     [] { return sheet_of_cells("<row><c r=\"XFD1\" t=\"str\"><v>x</v></c></row>", 700'000); }},
    {"xlsx: cells at both edges", "xlsx",
     [] {
       return sheet_of_cells(
           "<row><c r=\"A1\" t=\"str\"><v>x</v></c><c r=\"XFD1\" t=\"str\"><v>x</v></c></row>", 400'000);
     }},
    {"xlsx: millions of cells", "xlsx",
     [] { return sheet_of_cells("<row>" + repeated("<c><v>1</v></c>", 20) + "</row>", 100'000); }},
    {"xlsx: one row of cells", "xlsx",
     [] { return sheet_of_cells("<row>" + repeated("<c><v>1</v></c>", 2'000'000) + "</row>", 1); }},
    {"xlsx: empty rows", "xlsx", [] { return sheet_of_cells("<row/>", 5'000'000); }},
    {"xlsx: one long string in all cells", "xlsx",
     [] {
       return sheet_of_cells(
           "<row><c t=\"s\"><v>0</v></c></row>", 900'000,
           {{"xl/sharedStrings.xml", "<sst><si><t>" + repeated("字", 1'000'000) + "</t></si></sst>"}});
     }},
    {"xlsx: millions of strings", "xlsx",
     [] {
       return sheet_of_cells(
           "<row><c t=\"s\"><v>0</v></c></row>", 1,
           {{"xl/sharedStrings.xml", "<sst>" + repeated("<si><t>a</t></si>", 1'900'000) + "</sst>"}});
     }},
    {"xlsx: millions of formats", "xlsx",
     [] {
       return sheet_of_cells(
           "<row><c s=\"1\"><v>1</v></c></row>", 1,
           {{"xl/styles.xml",
             "<s><cellXfs>" + repeated("<xf numFmtId=\"14\"/>", 1'500'000) + "</cellXfs></s>"}});
     }},
    {"xlsx: one long format", "xlsx",
     [] {
       return sheet_of_cells(
           "<row><c s=\"0\"><v>1</v></c></row>", 500'000,
           {{"xl/styles.xml", "<s><numFmts><numFmt numFmtId=\"200\" formatCode=\"" +
                                  repeated("yy;", 500'000) +
                                  "\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></s>"}});
     }},
    {"xlsx: a thousand sheets", "xlsx",
     [] {
       return xlsx_of(std::vector<std::pair<std::string, std::string>>(
           1'000, {"表", repeated("<row><c><v>1</v></c></row>", 1'000)}));
     }},

    {"pptx: shapes", "pptx",
     [] {
       return pptx_of(
           {repeated("<p:sp><p:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp>", 400'000)});
     }},
    {"pptx: slides", "pptx",
     [] {
       return pptx_of(std::vector<std::string>(
           5'000, "<p:sp><p:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp>"));
     }},

    {"ofd: texts at one place", "ofd",
     [] {
       return ofd_of(
           {"<Page><Content><Layer>" +
            repeated(
                "<TextObject Boundary='1 1 9 9' Size='9'><TextCode X='0' Y='0'>字</TextCode></TextObject>",
                300'000) +
            "</Layer></Content></Page>"});
     }},
    {"ofd: a delta for millions", "ofd",
     [] {
       return ofd_of(
           {"<Page><Content><Layer><TextObject Boundary='1 1 9 9' Size='9'><TextCode X='0' Y='0' DeltaX='g "
            "2000000000 1'>字字</TextCode></TextObject></Layer></Content></Page>"});
     }},
    {"ofd: elements within elements", "ofd",
     [] { return ofd_of({"<Page><Content><Layer>" + repeated("<PageBlock>", 1'500'000)}); }},
    {"ofd: one page many times", "ofd",
     [] {
       std::string document = "<Document><CommonData/><Pages>" +
                              repeated("<Page ID='1' BaseLoc='P.xml'/>", 500'000) + "</Pages></Document>";
       return zip_of({{"OFD.xml", "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>"},
                      {"D/Document.xml", document},
                      {"D/P.xml", "<Page><Content><Layer>" +
                                      repeated("<TextObject Boundary='1 1 9 9' Size='9'><TextCode X='0' "
                                               "Y='0'>字</TextCode></TextObject>",
                                               5'000) +
                                      "</Layer></Content></Page>"}});
     }},

    {"rtf: groups", "rtf", [] { return "{\\rtf1 " + repeated("{x}", 1'500'000); }},
    {"rtf: groups within groups", "rtf", [] { return "{\\rtf1 " + repeated("{", 4'000'000); }},
    {"rtf: paragraphs", "rtf", [] { return "{\\rtf1 " + repeated("x\\par ", 700'000); }},
    {"rtf: cells", "rtf", [] { return "{\\rtf1\\trowd " + repeated("x\\cell ", 600'000); }},
    {"rtf: rows", "rtf", [] { return "{\\rtf1 " + repeated("\\trowd\\cell\\row ", 250'000); }},
    {"rtf: characters by number", "rtf", [] { return "{\\rtf1\\uc0 " + repeated("\\u23383 ", 500'000); }},
    {"rtf: a stretch of bytes without end", "rtf",
     [] { return "{\\rtf1 " + repeated("\\bin2147483647 x", 200'000); }},
    {"rtf: fonts", "rtf",
     [] {
       return "{\\rtf1{\\fonttbl" + repeated("{\\f1\\fcharset134 x;}", 200'000) + "}" +
              repeated("\\f1 x", 200'000);
     }},
    {"rtf: notes", "rtf", [] { return "{\\rtf1 " + repeated("x{\\footnote y}", 250'000); }},

    {"gzip: zeros", "gz", [] { return gzip_of(std::string(300'000'000, '\0')); }},
    {"gzip: blanks", "gz", [] { return gzip_of(std::string(60'000'000, ' ')); }},
    {"gzip: lines", "gz", [] { return gzip_of(repeated("字\n", 15'000'000)); }},
    {"gzip: sentences", "gz",
     [] { return gzip_of(repeated("各级各部门要提高认识，加强领导。\n", 1'200'000)); }},
    {"gzip: a line", "gz", [] { return gzip_of(repeated("某", 20'000'000)); }},
    {"gzip: a page", "html.gz", [] { return gzip_of("<html><body>" + paragraphs_of(60)); }},
    {"gzip: a sitemap", "xml.gz",
     [] { return gzip_of("<urlset>" + repeated("<url><loc>http://a.cn/b</loc></url>", 1'700'000)); }},
    {"gzip: a sitemap of little", "xml.gz", [] { return gzip_of("<urlset>" + repeated("<a/>", 1'800'000)); }},
    {"gzip: a feed", "xml.gz",
     [] {
       return gzip_of("<rss><channel>" +
                      repeated("<item><title>x</title><link>http://a.cn/b</link></item>", 700'000));
     }},
    {"gzip: entities", "xml.gz",
     [] { return gzip_of(std::string(laughs) + "<urlset><url><loc>&h;&h;</loc></url></urlset>"); }},
    {"gzip: elements within elements", "xml.gz",
     [] { return gzip_of("<urlset>" + repeated("<a>", 2'000'000)); }},
    {"gzip: a store", "xml.gz",
     [] {
       return gzip_of("<datastore>" +
                      repeated("<record><![CDATA[<li><a href=x>y</a>]]></record>", 1'000'000));
     }},
    {"gzip: JSON of lists", "json.gz", [] { return gzip_of("[" + repeated("[],", 20'000'000) + "[]]"); }},
    {"gzip: JSON of objects", "json.gz",
     [] { return gzip_of("[" + repeated("{\"a\":\"b\"},", 5'500'000) + "{}]"); }},
    {"gzip: JSON, an allowed number of objects", "json.gz",
     [] { return gzip_of("[" + repeated("{\"a\":\"b\"},", 900'000) + "{}]"); }},
    {"gzip: JSON, one long string", "json.gz",
     [] { return gzip_of("{\"title\":\"" + repeated("字", 20'000'000) + "\"}"); }},
    {"gzip: RTF", "rtf.gz", [] { return gzip_of("{\\rtf1 " + repeated("x\\par ", 10'000'000)); }},
    {"gzip: a PDF that unfolds", "pdf.gz", [] { return gzip_of(pdf_bombs[3].make()); }},
};

}  // namespace gazetted::testing_files
