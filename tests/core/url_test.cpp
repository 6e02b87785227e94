#include "core/url.h"

#include <gtest/gtest.h>

namespace gazetted {
namespace {

TEST(Url, IsNormalised) {
  struct Case {
    const char *text, *url;
  };
  const Case cases[] = {
      {"HTTP://WWW.Example.GOV.cn", "http://www.example.gov.cn/"},
      {" https://example.gov.cn:443/a b.html#top ", "https://example.gov.cn/a%20b.html"},
      {"http://example.gov.cn:8080/x?y=1", "http://example.gov.cn:8080/x?y=1"},
      {"http://example.gov.cn:080/x", "http://example.gov.cn/x"},
      {"http://example.gov.cn:18080/x", "http://example.gov.cn:18080/x"},
      {"http://10.0.0.255:8080/x", "http://10.0.0.255:8080/x"},
      {"http://127.1/x", "http://127.0.0.1/x"},
      {"http://10.0.0.010/x", "http://10.0.0.8/x"},
      {"https://example.gov.cn/a/./b/../c.html?d=../e", "https://example.gov.cn/a/c.html?d=../e"},
      {"http://example.gov.cn/文件.html", "http://example.gov.cn/%E6%96%87%E4%BB%B6.html"}};
  for (const auto& c : cases) {
    const auto url = Url::parse(c.text);
    ASSERT_TRUE(url) << c.text;
    EXPECT_EQ(url->str(), c.url);
  }
  for (const auto* text : {"", "example.gov.cn", "/a.html", "http://example.gov.cn:99999/x",
                           "javascript:void(0)", "mailto:a@b.cn", "ftp://a/b"})
    EXPECT_FALSE(Url::parse(text)) << text;
}

TEST(Url, Parts) {
  const auto url = *Url::parse("http://www.example.gov.cn:8080/a/b.html?x=1");
  EXPECT_EQ(url.scheme(), "http");
  EXPECT_EQ(url.host(), "www.example.gov.cn");
  EXPECT_EQ(url.origin(), "http://www.example.gov.cn:8080");
  EXPECT_EQ(url.path(), "/a/b.html");
  EXPECT_EQ(url.query(), "x=1");
}

TEST(Url, References) {
  const auto base = *Url::parse("http://example.gov.cn/zwgk/zcwj/index.html");
  struct Case {
    const char *reference, *url;
  };
  const Case cases[] = {{"./202607/t1.html", "http://example.gov.cn/zwgk/zcwj/202607/t1.html"},
                        {"../a.html", "http://example.gov.cn/zwgk/a.html"},
                        {"/a.html", "http://example.gov.cn/a.html"},
                        {"//other.gov.cn/a", "http://other.gov.cn/a"},
                        {"?page=2", "http://example.gov.cn/zwgk/zcwj/index.html?page=2"}};
  for (const auto& c : cases) {
    const auto url = base.resolve(c.reference);
    ASSERT_TRUE(url) << c.reference;
    EXPECT_EQ(url->str(), c.url);
  }
  for (const auto* reference : {"{{el.link}}", "<?=el.link?>", "${url}", "javascript:;", "tel:12345"})
    EXPECT_FALSE(base.resolve(reference)) << reference;
}

TEST(Url, ReferencesAsInTheStandard) {
  // RFC 3986, 5.4, without the fragments; below, what is not plain must come out as if it were.
  const auto base = *Url::parse("http://example.gov.cn/b/c/d;p?q");
  struct Case {
    const char *reference, *path;
  };
  const Case cases[] = {{"g", "/b/c/g"},
                        {"./g", "/b/c/g"},
                        {"g/", "/b/c/g/"},
                        {"/g", "/g"},
                        {"?y", "/b/c/d;p?y"},
                        {"g?y", "/b/c/g?y"},
                        {"#s", "/b/c/d;p?q"},
                        {"g?y#s", "/b/c/g?y"},
                        {";x", "/b/c/;x"},
                        {"g;x=1?y", "/b/c/g;x=1?y"},
                        {"", "/b/c/d;p?q"},
                        {".", "/b/c/"},
                        {"./", "/b/c/"},
                        {"./?y", "/b/c/?y"},
                        {"..", "/b/"},
                        {"../", "/b/"},
                        {"../g", "/b/g"},
                        {"../..", "/"},
                        {"../../", "/"},
                        {"../../g", "/g"},
                        {"../../../../g", "/g"},
                        {"/./g", "/g"},
                        {"/../g", "/g"},
                        {"g.", "/b/c/g."},
                        {".g", "/b/c/.g"},
                        {"g..", "/b/c/g.."},
                        {"..g", "/b/c/..g"},
                        {"./../g", "/b/g"},
                        {"./g/.", "/b/c/g/"},
                        {"g/./h", "/b/c/g/h"},
                        {"g/../h", "/b/c/h"},
                        {"g?y/./x", "/b/c/g?y/./x"},
                        {" a b.html\n", "/b/c/a%20b.html"},
                        {"办法.html", "/b/c/%E5%8A%9E%E6%B3%95.html"},
                        {"%e5a.html", "/b/c/%E5a.html"},
                        {"http://example.gov.cn/x", "/x"},
                        {"http://EXAMPLE.gov.cn:80/x", "/x"},
                        {"//example.gov.cn", "/"},
                        {"http.html", "/b/c/http.html"},
                        {"a/b:c", "/b/c/a/b:c"}};
  for (const auto& c : cases) {
    const auto url = base.resolve(c.reference);
    ASSERT_TRUE(url) << c.reference;
    EXPECT_EQ(url->str(), std::string("http://example.gov.cn") + c.path) << c.reference;
  }
  EXPECT_EQ(base.resolve("http://2130706433/x"), Url::parse("http://127.0.0.1/x"));
  EXPECT_FALSE(base.resolve("a:b"));
}

TEST(Url, CanonicalFoldsWhatChangesFromVisitToVisit) {
  struct Case {
    const char *text, *canonical;
  };
  const Case cases[] = {
      {"http://a.gov.cn/x.html?t=20262528042547", "http://a.gov.cn/x.html"},
      {"http://a.gov.cn/x.do;jsessionid=1A2B?id=7", "http://a.gov.cn/x.do?id=7"},
      {"http://a.gov.cn/x.html?id=7&_=1679999999999&p=2", "http://a.gov.cn/x.html?id=7&p=2"},
      {"http://a.gov.cn/list?t=3", "http://a.gov.cn/list?t=3"},
      {"http://a.gov.cn/x?v=abc", "http://a.gov.cn/x?v=abc"},
      {"http://a.gov.cn/x.do;JSESSIONID=1A2B.node1", "http://a.gov.cn/x.do"},
      {"http://a.gov.cn/(S(3jx1abc))/zc/x.aspx?id=7", "http://a.gov.cn/zc/x.aspx?id=7"},
      {"http://a.gov.cn/(S(3jx1abc/x.aspx", "http://a.gov.cn/(S(3jx1abc/x.aspx"},
      {"http://a.gov.cn/x.asp?ASPSESSIONIDQQ=AB&id=7", "http://a.gov.cn/x.asp?id=7"},
      {"http://a.gov.cn/x?utm_campaign=a&id=7&PHPSESSID=1", "http://a.gov.cn/x?id=7"},
      {"http://a.gov.cn/x?random=0.52&id=7", "http://a.gov.cn/x?id=7"},
      {"http://a.gov.cn/x?rand=5", "http://a.gov.cn/x?rand=5"},
      {"http://a.gov.cn/list?date=20261128", "http://a.gov.cn/list?date=20261128"}};
  for (const auto& c : cases) EXPECT_EQ(Url::parse(c.text)->canonical().str(), c.canonical);
}

TEST(Url, FilesKeepTheirNames) {
  const auto url = Url::from_path("/tmp/国发 100%#1?.txt");
  EXPECT_TRUE(url.is_file());
  EXPECT_EQ(url.file_path(), "/tmp/国发 100%#1?.txt");
  EXPECT_EQ(Url::parse(url.str()), url);
}

}  // namespace
}  // namespace gazetted
