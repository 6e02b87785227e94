#include "parser/parse.h"

#include <gtest/gtest.h>

#include "tests/parser/parser_files.h"

namespace gazetted::parser {
namespace {

const Url page = *Url::parse("http://www.example.gov.cn/zc/202607/t20260731_1.html");

Parsed read(const std::string& bytes, PageKind kind = PageKind::any, std::string_view type = "",
            const Url& url = page) {
  Input input;
  input.bytes = bytes;
  input.content_type = type;
  input.url = url;
  input.kind = kind;
  return parse(input);
}

std::string list_page() {
  std::string html =
      "<html><head><title>政策文件</title><meta name=ColumnName content=政策文件></head><body><ul>";
  for (int i = 10; i < 22; ++i) {
    const std::string n = std::to_string(i);
    html += "<li><a href=t" + n + ".html>关于印发某市第" + n + "号办法的通知</a><span>2026-07-" + n +
            "</span></li>";
  }
  return html + "</ul><a href=index_1.html>下一页</a></body></html>";
}

std::string article_page() {
  std::string html =
      "<html><head><title>关于印发甲办法的通知</title><meta name=ArticleTitle content=关于印发甲办法的通知>"
      "<link rel=canonical href=/zc/1.html></head><body><h1>关于印发甲办法的通知</h1><div id=zoom>";
  for (int i = 0; i < 12; ++i)
    html += "<p>　　各级各部门要提高认识，加强领导，明确责任，抓好落实，确保各项工作按期完成。</p>";
  html += "</div><ul class=other>";
  for (int i = 1; i < 6; ++i)
    html += "<li><a href=x" + std::to_string(i) + ".html>关于印发其他办法的通知之几</a><i>2026-01-0" +
            std::to_string(i) + "</i></li>";
  return html + "</ul></body></html>";
}

TEST(Parse, APageDecidesWhatItIs) {
  const Parsed list = read(list_page());
  EXPECT_EQ(to_string(list.kind), "list");
  EXPECT_EQ(list.items.size(), 12U);
  EXPECT_TRUE(list.documents.empty());
  EXPECT_EQ(list.signs.title, "政策文件");
  const Parsed article = read(article_page());
  EXPECT_EQ(to_string(article.kind), "article");
  EXPECT_TRUE(article.items.empty());
  ASSERT_EQ(article.documents.size(), 1U);
  EXPECT_EQ(article.canonical_url->str(), "http://www.example.gov.cn/zc/1.html");
  EXPECT_FALSE(article.next);
}

TEST(Parse, AnExpectedArticleThatIsAListIsAList) {
  EXPECT_EQ(
      to_string(read(list_page(), PageKind::article, "", *Url::parse("http://www.example.gov.cn/zc/")).kind),
      "list");
  EXPECT_EQ(to_string(read(article_page(), PageKind::article).kind), "article");
  EXPECT_EQ(to_string(read(article_page(), PageKind::list).kind), "list");
}

TEST(Parse, AnArticleInSeveralPages) {
  std::string html = article_page();
  html.insert(html.find("</body>"), "<script>createPageHTML(3, 0, \"t20260731_1\", \"html\");</script>");
  EXPECT_EQ(read(html).next->str(), "http://www.example.gov.cn/zc/202607/t20260731_1_1.html");
}

TEST(Parse, FeedsSitemapsAndJson) {
  EXPECT_EQ(
      to_string(read("<rss><channel><item><title>a</title><link>/1</link></item></channel></rss>").kind),
      "feed");
  const std::string sitemap = "<urlset><url><loc>/1</loc></url></urlset>";
  EXPECT_EQ(to_string(read(sitemap).kind), "sitemap");
  const Parsed packed = read(testing_files::gzip_of(sitemap), PageKind::sitemap, "application/x-gzip");
  EXPECT_EQ(to_string(packed.kind), "sitemap");
  EXPECT_EQ(packed.items.size(), 1U);
  const Parsed json = read(
      R"({"data":{"html":"<ul><li><a href='/1.html'>关于印发甲办法的通知</a>2026-07-31</li><li><a href='/2.html'>关于印发乙办法的通知</a>2026-07-30</li></ul>"}})");
  EXPECT_EQ(to_string(json.kind), "json");
  EXPECT_EQ(json.items.size(), 2U);
  const Parsed store = read(
      "<?xml version='1.0'?><datastore><recordset><record><![CDATA[<li><a "
      "href='/1.html'>关于印发甲办法的通知</a>"
      "<b>2026-07-31</b></li>]]></record></recordset></datastore>");
  EXPECT_EQ(store.items.size(), 1U);
}

TEST(Parse, AnHtmlPageWhereAFeedWasPromisedHasNoItems) {
  const Parsed parsed = read(list_page(), PageKind::sitemap);
  EXPECT_TRUE(parsed.items.empty());
  EXPECT_EQ(parsed.doubts.size(), 1U);
  EXPECT_EQ(parsed.signs.title, "政策文件");
}

TEST(Parse, AttachmentsGiveTheirText) {
  const std::string docx = testing_files::docx_of(
      "<w:p><w:r><w:t>关于某事的通知</w:t></w:r></w:p><w:p><w:r><w:t>各区人民政府：</w:t></w:r></w:p>");
  const Parsed word = read(docx, PageKind::attachment);
  EXPECT_EQ(to_string(word.kind), "attachment");
  EXPECT_EQ(word.text, "关于某事的通知\n各区人民政府：");
  const Parsed pdf = read(testing_files::pdf_of({{{80, 700, u"各区人民政府："}}}), PageKind::attachment);
  EXPECT_EQ(pdf.text, "各区人民政府：");
  const Parsed text = read("关于某事的通知\r\n\r\n各区人民政府：\r\n", PageKind::any, "text/plain");
  EXPECT_EQ(to_string(text.kind), "article");
  EXPECT_EQ(text.documents.size(), 1U);
}

TEST(Parse, ErrorsNameWhatCameAndHowMuch) {
  Input input;
  const std::string large = "<html>" + std::string(2000, 'x');
  input.bytes = large;
  input.url = page;
  input.max_html = 1000;
  const Parsed parsed = parse(input);
  ASSERT_TRUE(parsed.error);
  EXPECT_EQ(parsed.error->kind, ErrorKind::too_large);
  EXPECT_NE(parsed.error->message.find("2006"), std::string::npos);
  EXPECT_NE(parsed.error->message.find("1000"), std::string::npos);
  const Parsed sheet = read(testing_files::zip_of({{"xl/workbook.xml", "x"}}));
  ASSERT_TRUE(sheet.error);
  EXPECT_EQ(sheet.error->kind, ErrorKind::malformed);
  EXPECT_NE(sheet.error->message.find("XLSX"), std::string::npos);
  const Parsed image = read("\x89PNG\r\n");
  ASSERT_TRUE(image.error);
  EXPECT_EQ(image.error->kind, ErrorKind::unsupported);
  EXPECT_NE(image.error->message.find("image"), std::string::npos);
  EXPECT_EQ(read("").error->kind, ErrorKind::malformed);
  EXPECT_EQ(read(" \n ").error->kind, ErrorKind::malformed);
  EXPECT_EQ(read("%PDF-1.7 broken").error->kind, ErrorKind::malformed);
  EXPECT_EQ(read(testing_files::gzip_of(testing_files::gzip_of("x"))).error->kind, ErrorKind::unsupported);
}

TEST(Parse, ASignedNoticeBesideADatedListIsAnArticle) {
  std::string others;
  for (int i = 1; i <= 12; ++i)
    others += "<li><a href=t" + std::to_string(i) + ".html>关于做好第" + std::to_string(i) +
              "批供水管网改造工作的通知</a><span>2026-03-" + std::to_string(10 + i) + "</span></li>";
  const std::string head =
      "<html><head><title>关于停水的通知</title><meta name=ColumnName content=通知公告></head><body>";
  const std::string list = "<div class=right><ul>" + others + "</ul></div>";
  const Parsed notice =
      read(head +
           "<div class=left><h1>关于停水的通知</h1><div>发布时间：2026-03-24 来源：市水务局</div>"
           "<div class=txt><p>各用水单位：</p><p>因管网检修，3月25日8时至18时停水，请做好储水"
           "准备。</p><p>云川市水务局</p><p>2026年3月24日</p></div></div>" +
           list + "</body></html>");
  EXPECT_EQ(notice.kind, PageKind::article);
  ASSERT_EQ(notice.documents.size(), 1U);
  EXPECT_EQ(notice.documents[0].signed_on, Date::of(2026, 3, 24));
  EXPECT_EQ(read(head + list + "</body></html>").kind, PageKind::list);
}

/// A few words, and beside them what else was announced, each with its day.
std::string short_notice() {
  std::string html =
      "<html><head><title>关于暂停办理业务的通知_云川市人社局</title><meta name=ColumnName content=通知公告>"
      "</head><body><div class=main><div class=left><h1>关于暂停办理业务的通知</h1><div class=info>发布时间："
      "2026-03-02</div><div class=con><p>因系统升级，3月5日至6日暂停办理业务，7日起恢复。</p></div></div>"
      "<div class=right><h3>最新公告</h3><ul>";
  for (int i = 10; i < 20; ++i) {
    const std::string n = std::to_string(i);
    html += "<li><a href=/tzgg/202602/t202602" + n + "_10" + n + ".html>云川市人社局关于第" + n +
            "批培训机构名单的公示</a><span>2026-02-" + n + "</span></li>";
  }
  return html + "</ul></div></div></body></html>";
}

TEST(Parse, APageNumberedLikeTheItemsBesideItIsOneOfThem) {
  struct Case {
    const char* path;
    PageKind expected;
    const char* kind;
  };
  constexpr Case cases[] = {
      {"/tzgg/202603/t20260302_2000.html", PageKind::any, "article"},
      {"/tzgg/202603/t20260302_2000.html", PageKind::article, "article"},
      {"/tzgg/202603/t20260302_2000.html", PageKind::list, "list"},  // whoever configured it knows better
      {"/tzgg/", PageKind::any, "list"},
      {"/tzgg/index_2.html", PageKind::any, "list"},
      {"/col/col2000/index.html", PageKind::any, "list"},
  };
  for (const auto& [path, expected, kind] : cases) {
    const Parsed parsed =
        read(short_notice(), expected, "", *Url::parse("http://www.example.gov.cn" + std::string(path)));
    EXPECT_EQ(to_string(parsed.kind), kind) << path;
  }
  const Parsed notice = read(short_notice(), PageKind::any, "",
                             *Url::parse("http://www.example.gov.cn/tzgg/202603/t20260302_2000.html"));
  ASSERT_EQ(notice.documents.size(), 1U);
  EXPECT_EQ(notice.documents[0].title, "关于暂停办理业务的通知");
  EXPECT_EQ(notice.documents[0].text, "因系统升级，3月5日至6日暂停办理业务，7日起恢复。");
}

TEST(Parse, OfficeFilesOfOldSayWhatReadsThem) {
  // A compound file: header, one sector of the allocation table, one of the directory.
  const auto compound = [](std::string_view stream) {
    std::string bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    bytes.resize(512 * 3, '\0');
    bytes[30] = 9;  // sectors of 512 bytes
    bytes[48] = 1;  // the directory's sector
    bytes.replace(512 + 4, 4, "\xFE\xFF\xFF\xFF");
    for (std::size_t i = 0; i < stream.size(); ++i) bytes[1024 + 128 + 2 * i] = stream[i];
    bytes[1024 + 128 + 64] = static_cast<char>(2 * stream.size() + 2);
    return bytes;
  };
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"WordDocument", "legacy Word file; install"},
      {"Book", "Excel file of before 1997; install"},
      {"PowerPoint Document", "legacy PowerPoint file; install"},
      {"EncryptedPackage", "asks for a password"},
      {"other", "not a format that is read"},
  };
  for (const auto& [stream, said] : cases) {
    const Parsed parsed = read(compound(stream));
    ASSERT_TRUE(parsed.error);
    EXPECT_EQ(parsed.error->kind, ErrorKind::unsupported);
    EXPECT_NE(parsed.error->message.find(said), std::string::npos) << parsed.error->message;
  }
  std::string looped = compound("other");
  looped.replace(512 + 4, 4, std::string("\x01\0\0\0", 4));
  EXPECT_TRUE(read(looped).error);
}

TEST(Parse, APageServedAsXhtmlIsReadAsXml) {
  const std::string page_text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><script "
      "src=\"a.js\"/><title>关于印发甲办法的通知</title></head><body><h1>关于印发甲办法的通知</h1><div "
      "id=\"zoom\"><a "
      "name=\"top\"/><p>各区人民政府：</p><p><![CDATA[现将《甲办法》印发给你们，a<b，请认真贯彻执行。]]></p>"
      "<p>　　各级各部门要提高认识，加强领导，明确责任，抓好落实，确保各项工作按期完成。</p></div></body></"
      "html>";
  const Parsed parsed = read(page_text, PageKind::article, "application/xhtml+xml; charset=utf-8");
  ASSERT_EQ(parsed.documents.size(), 1U);
  EXPECT_EQ(parsed.documents[0].title, "关于印发甲办法的通知");
  EXPECT_NE(parsed.documents[0].text.find("现将《甲办法》印发给你们，a<b，请认真贯彻执行。"),
            std::string::npos);
}

TEST(Parse, JsonFeedsAreFeeds) {
  const Parsed parsed = read(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"x","next_url":"?p=2","items":[
{"id":"1","url":"t1.html","title":" 关于甲的通知 ","date_published":"2026-11-02T23:00:00Z","date_modified":"2026-11-05T00:00:00Z"},
{"id":"http://www.example.gov.cn/2.html","content_text":"x"},{"id":"3"},{"id":"1","url":"t1.html"},7]})",
      PageKind::any, "application/feed+json");
  EXPECT_EQ(to_string(parsed.kind), "feed");
  ASSERT_EQ(parsed.items.size(), 2U);
  EXPECT_EQ(parsed.items[0].url.str(), "http://www.example.gov.cn/zc/202607/t1.html");
  EXPECT_EQ(parsed.items[0].title, "关于甲的通知");
  EXPECT_EQ(parsed.items[0].date->iso(), "2026-11-03");
  EXPECT_EQ(parsed.items[1].url.str(), "http://www.example.gov.cn/2.html");
  EXPECT_EQ(parsed.next->str(), "http://www.example.gov.cn/zc/202607/t20260731_1.html?p=2");
}

TEST(Parse, NeverThrowsOnCutOrScrambledPages) {
  const std::string pages[] = {list_page(), article_page()};
  for (const std::string& whole : pages) {
    for (std::size_t size = 1; size < whole.size(); size += 211)
      static_cast<void>(read(whole.substr(0, size)));
    std::string scrambled = whole;
    for (std::size_t i = 0; i < scrambled.size(); i += 13) scrambled[i] = static_cast<char>(i * 37);
    static_cast<void>(read(scrambled));
  }
}

}  // namespace
}  // namespace gazetted::parser
