#include "crawler/request_fields.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

TEST(RequestFields, SecretsGoToTheHostsOfTheEntrancesAlone) {
  Source source;
  source.entrances = {{.url = *Url::parse("http://www.a.gov.cn/zc/")},
                      {.url = *Url::parse("https://zwgk.a.gov.cn:8443/list")}};
  source.headers = {{"accept-language", "zh-CN"}, {"Cookie", "a=1"}, {"X-Api-Key", "k"}};
  struct Case {
    const char* url;
    std::size_t fields;
  };
  const Case cases[] = {
      {"http://www.a.gov.cn/zc/t1.html", 3},
      {"http://WWW.A.gov.cn:80/", 3},
      {"https://www.a.gov.cn/zc/t1.html", 3},
      {"https://zwgk.a.gov.cn:8443/robots.txt", 3},
      {"http://zwgk.a.gov.cn:8443/", 1},
      {"https://zwgk.a.gov.cn/", 1},
      {"http://www.a.gov.cn:8080/", 1},
      {"https://www.a.gov.cn:8443/", 1},
      {"http://a.gov.cn/", 1},
      {"http://www.a.gov.cn.example.com/", 1},
      {"http://example.com/?www.a.gov.cn/zc/", 1},
  };
  for (const auto& [url, fields] : cases) {
    const auto sent = fields_for(source, *Url::parse(url));
    EXPECT_EQ(sent.size(), fields) << url;
    EXPECT_TRUE(std::ranges::any_of(sent, [](const auto& field) { return field.first == "accept-language"; }))
        << url;
  }
}

}  // namespace
}  // namespace gazetted::crawler
