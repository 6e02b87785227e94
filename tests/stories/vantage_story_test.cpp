// Where a site is asked from, and as what: through a proxy, at an address of one's own, with fields of one's
// own.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/stories/gov_site.h"
#include "tests/support/http_site.h"
#include "tests/support/proxy.h"
#include "tests/support/workspace.h"

namespace gazetted::test {
namespace {

constexpr auto host = "www.qingshi.example";
constexpr auto list_path = "/zwgk/zcwj/index.html";

class VantageStory : public testing::Test {
 protected:
  VantageStory() {
    for (const auto& decree : decrees()) site.serve(decree.path, article_page(decree));
    site.serve(list_path, list_page(decrees()));
  }

  /// A pass over a site that no DNS knows brings all of it.
  void passes(const std::string& keys) const {
    workspace.watch("qingshi", site.url(list_path, host), keys);
    const auto ran = workspace.run({"run", "--once"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(workspace.lines({"policies"}).size(), decrees().size());
    EXPECT_EQ(site.hits("/robots.txt"), 1);
    EXPECT_EQ(site.hits(list_path), 1);
    for (const auto& seen : site.requests()) EXPECT_EQ(seen.host, host);
  }

  Workspace workspace;
  HttpSite site{"0.0.0.0"};
};

TEST_F(VantageStory, EverythingGoesThroughTheProxyOfTheSource) {
  const Proxy proxy(Proxy::Names{{host, "127.0.0.9"}});
  passes("proxy = \"" + proxy.url("http") + "\"\n");
  const auto target = std::string(host) + ':' + std::to_string(site.port());
  EXPECT_EQ(proxy.asked(), std::vector(site.requests().size(), Proxy::Asked{Proxy::Asked::By::http, target}));
}

TEST_F(VantageStory, AHostIsAskedAtTheAddressThatTheSourceGives) {
  passes("resolve = \"" + std::string(host) + ':' + std::to_string(site.port()) + ":127.0.0.9\"\n");
  const auto days = workspace.lines({"sources", "qingshi", "--ledger"});
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(days[0].at("address"), "127.0.0.9");
  EXPECT_EQ(days[0].at("requests"), site.requests().size());
}

TEST_F(VantageStory, FieldsAreSentWithEveryRequest) {
  passes("resolve = \"" + std::string(host) + ':' + std::to_string(site.port()) + ":127.0.0.9\"\n" +
         "headers = { Accept-Language = \"zh-CN,zh;q=0.9\", X-Contact = \"ops@watch.example\" }\n");
  for (const auto& seen : site.requests()) {
    EXPECT_EQ(seen.headers.at("accept-language"), "zh-CN,zh;q=0.9") << seen.target;
    EXPECT_EQ(seen.headers.at("x-contact"), "ops@watch.example") << seen.target;
  }
}

TEST_F(VantageStory, SecretsGoToTheHostsOfTheEntrancesAlone) {
  HttpSite elsewhere{"127.0.0.7"};
  const auto moved = decrees().front();
  elsewhere.serve(moved.path, article_page(moved));
  site.redirect(moved.path, elsewhere.url(moved.path).str());
  passes("resolve = \"" + std::string(host) + ':' + std::to_string(site.port()) + ":127.0.0.9\"\n" +
         "headers = { Accept-Language = \"zh-CN\", Cookie = \"session=1\", Authorization = \"Bearer x\" }\n");
  for (const auto& seen : site.requests()) {
    EXPECT_EQ(seen.headers.at("cookie"), "session=1") << seen.target;
    EXPECT_EQ(seen.headers.at("authorization"), "Bearer x") << seen.target;
  }
  EXPECT_EQ(elsewhere.hits(moved.path), 1);
  for (const auto& seen : elsewhere.requests()) {
    EXPECT_EQ(seen.headers.at("accept-language"), "zh-CN") << seen.target;
    EXPECT_FALSE(seen.headers.contains("cookie")) << seen.target;
    EXPECT_FALSE(seen.headers.contains("authorization")) << seen.target;
  }
}

}  // namespace
}  // namespace gazetted::test
