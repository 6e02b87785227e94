#include "parser/format.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "parser/gzip.h"
#include "tests/parser/parser_files.h"

namespace gazetted::parser {
namespace {

struct Case {
  std::string bytes, type, path;
  Format expected;
};

Format detect(const Case& c) {
  return detect_format(c.bytes, c.type, "", *Url::parse("http://www.example.gov.cn" + c.path));
}

TEST(Format, BytesComeBeforeWhatIsDeclared) {
  using namespace std::string_literals;
  const std::vector<Case> cases = {
      {"<!DOCTYPE html><html>", "", "/", Format::html},
      {"\xEF\xBB\xBF\n<!-- saved --><HTML lang=zh>", "text/plain", "/a.txt", Format::plain_text},
      {"<%@ page %>\n<html>", "", "/list.jsp", Format::html},
      {"<div class=x>甲</div>", "", "/a", Format::html},
      {"<ucapcontent><p>甲</p></ucapcontent>", "text/html", "/a", Format::html},
      {"<?xml version='1.0'?><rss version='2.0'>", "text/html", "/a.html", Format::feed},
      {"<?xml version='1.0'?><!-- x --><feed xmlns='a'>", "", "/", Format::feed},
      {"<rdf:RDF>", "application/xml", "/", Format::feed},
      {"<?xml version='1.0'?>\n<urlset>", "text/plain", "/", Format::sitemap},
      {"<sitemapindex>", "", "/", Format::sitemap},
      {"<?xml version='1.0'?><datastore>", "text/xml", "/", Format::xml},
      {"<?xml version='1.0'?><other/>", "", "/", Format::xml},
      {"{\"a\":1}", "text/html", "/", Format::json},
      {" [{\"a\":1}]\n", "", "/", Format::json},
      {"[转载]通知]", "", "/a.txt", Format::plain_text},
      {"call({\"a\":1})", "application/json", "/", Format::json},
      {"各区人民政府：\n    现将…", "text/plain; charset=gbk", "/", Format::plain_text},
      {"各区人民政府", "", "/a", Format::plain_text},
      {"各区<br>人民政府", "", "/a", Format::html},
      {"%PDF-1.4\n", "text/html", "/a.html", Format::pdf},
      {"\n%PDF-1.4\n", "", "/", Format::pdf},
      {"<p>%PDF-1.4</p>", "", "/", Format::html},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ", "", "/a.doc", Format::ole},
      {"\x1f\x8b\x08 ", "", "/sitemap.xml.gz", Format::gzip},
      {"\x89PNG\r\n\x1a\n", "", "/a", Format::image},
      {"\xFF\xD8\xFF\xE0", "", "/a", Format::image},
      {"Rar!\x1A\x07", "", "/a", Format::zip},
      {"a\0b"s, "application/octet-stream", "/a", Format::unknown},
      {"a\0b"s, "application/msword", "/a", Format::ole},
      {"P", "", "/", Format::plain_text},
      {"PK\x03\x04 damaged", "", "/a.docx", Format::docx},
  };
  for (const auto& c : cases)
    EXPECT_EQ(to_string(detect(c)), to_string(c.expected)) << c.bytes << " " << c.path;
}

TEST(Format, TellsZipContainersByWhatTheyHold) {
  const auto kind = [](const std::string& entry) {
    return detect(
        {testing_files::zip_of({{entry, "x"}}), "application/octet-stream", "/download", Format::zip});
  };
  EXPECT_EQ(kind("word/document.xml"), Format::docx);
  EXPECT_EQ(kind("xl/workbook.xml"), Format::xlsx);
  EXPECT_EQ(kind("ppt/presentation.xml"), Format::pptx);
  EXPECT_EQ(kind("OFD.xml"), Format::ofd);
  EXPECT_EQ(kind("readme.txt"), Format::zip);
}

TEST(Format, AFileNameInTheDispositionHelpsWhereNothingElseDoes) {
  const Url url = *Url::parse("http://www.example.gov.cn/download?id=7");
  EXPECT_EQ(detect_format("PK\x03\x04", "application/octet-stream", "attachment; filename=\"a.DOCX\"", url),
            Format::docx);
}

TEST(Gzip, UnpacksMembersOneAfterAnother) {
  const std::string both = testing_files::gzip_of("<urlset>") + testing_files::gzip_of("</urlset>");
  EXPECT_EQ(gunzip(both, 1000).value(), "<urlset></urlset>");
}

TEST(Gzip, RefusesBombsAndDamage) {
  const std::string bomb = testing_files::gzip_of(std::string(10'000'000, ' '));
  ASSERT_LT(bomb.size(), 20'000U);
  EXPECT_EQ(gunzip(bomb, 1'000'000).error().kind, ErrorKind::too_large);
  EXPECT_TRUE(gunzip(bomb, 10'000'000));
  EXPECT_EQ(gunzip(bomb.substr(0, bomb.size() / 2), 100'000'000).error().kind, ErrorKind::malformed);
  EXPECT_EQ(gunzip("\x1f\x8b\x08", 100).error().kind, ErrorKind::malformed);
}

}  // namespace
}  // namespace gazetted::parser
