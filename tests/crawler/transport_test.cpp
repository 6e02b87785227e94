// The transport against real HTTP on loopback.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <thread>

#include "crawler/curl_transport.h"
#include "tests/support/http_site.h"

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using test::HttpSite;

std::shared_ptr<Source> local_source() {
  auto source = std::make_shared<Source>();
  source->id = SourceId("s");
  source->private_addresses = true;
  return source;
}

class TransportTest : public testing::Test {
 protected:
  Request request(const Url& url) const {
    Request request;
    request.url = url;
    request.source = source;
    request.max_body = 1 << 20;
    return request;
  }
  Response get(CurlTransport& transport, Request request) const {
    request.ticket = 7;
    transport.start(std::move(request));
    const auto deadline = steady_clock::now() + 10s;
    while (steady_clock::now() < deadline)
      for (auto& response : transport.poll(100ms)) {
        EXPECT_EQ(response.ticket, 7U);
        return std::move(response);
      }
    ADD_FAILURE() << "no response";
    return {};
  }
  Response get(Request what) const {
    CurlTransport transport(settings);
    return get(transport, std::move(what));
  }
  Response get(const std::string& path) const { return get(request(site.url(path))); }

  Settings settings;
  std::shared_ptr<Source> source = local_source();
  HttpSite site;
};

TEST_F(TransportTest, BringsBodyAndHeaders) {
  site.serve("/a", "text",
             {.etag = "\"1\"",
              .last_modified = "Mon, 23 Nov 2026 08:00:00 GMT",
              .content_type = "text/plain; charset=gbk",
              .headers = {{"Content-Disposition", "attachment; filename=x.pdf"}, {"Retry-After", "5"}}});
  const auto response = get("/a");
  EXPECT_FALSE(response.error);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "text");
  EXPECT_EQ(response.content_type, "text/plain; charset=gbk");
  EXPECT_EQ(response.content_disposition, "attachment; filename=x.pdf");
  EXPECT_EQ(response.etag, "\"1\"");
  EXPECT_EQ(response.last_modified, "Mon, 23 Nov 2026 08:00:00 GMT");
  EXPECT_EQ(response.retry_after, 5s);
}

TEST_F(TransportTest, SendsWhatItIsTold) {
  site.serve("/a", "text", {.etag = "\"1\""});
  source->headers = {{"Cookie", "k=v"}, {"X-Split", "a\r\nInjected: yes"}};
  auto conditional = request(site.url("/a"));
  conditional.etag = "\"1\"";
  conditional.last_modified = "Mon, 23 Nov 2026 08:00:00 GMT";
  EXPECT_EQ(get(std::move(conditional)).status, 304);
  const auto seen = site.last("/a");
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->headers.at("if-none-match"), "\"1\"");
  EXPECT_EQ(seen->headers.at("if-modified-since"), "Mon, 23 Nov 2026 08:00:00 GMT");
  EXPECT_EQ(seen->headers.at("cookie"), "k=v");
  EXPECT_EQ(seen->headers.at("user-agent"), settings.user_agent);
  EXPECT_TRUE(seen->headers.contains("accept-encoding"));
  EXPECT_FALSE(seen->headers.contains("injected"));
}

TEST_F(TransportTest, AHandleUsedAgainKeepsNothingOfItsLastRequest) {
  site.serve("/a", "text", {.etag = "\"1\""});
  CurlTransport transport(settings);
  source->headers = {{"X-First", "1"}};
  auto first = request(site.url("/a"));
  first.etag = "\"1\"";
  EXPECT_EQ(get(transport, std::move(first)).status, 304);
  source = local_source();
  const auto second = get(transport, request(site.url("/a")));
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, "text");
  EXPECT_FALSE(site.last("/a")->headers.contains("if-none-match"));
  EXPECT_FALSE(site.last("/a")->headers.contains("x-first"));
}

TEST_F(TransportTest, DoesNotFollowRedirects) {
  site.redirect("/a", "/b", 301);
  const auto response = get("/a");
  EXPECT_EQ(response.status, 301);
  EXPECT_EQ(response.location, "/b");
  EXPECT_EQ(site.hits("/b"), 0);
}

TEST_F(TransportTest, RefusesABodyBeyondTheLimitWhileItComes) {
  site.stream("/big", 100u << 20);
  const auto start = steady_clock::now();
  const auto response = get("/big");
  ASSERT_TRUE(response.error);
  EXPECT_EQ(response.error->kind, ErrorKind::too_large);
  EXPECT_LE(response.body.size(), 1U << 20);
  EXPECT_LT(steady_clock::now() - start, 3s);
  site.stream("/fits", 1u << 20);
  EXPECT_EQ(get("/fits").body.size(), 1U << 20);
}

TEST_F(TransportTest, RefusesWhatUnpacksBeyondTheLimit) {
  std::string zeros(2u << 20, '0');
  site.serve("/bomb", zeros);  // the server packs it to a few kB
  const auto response = get("/bomb");
  ASSERT_TRUE(response.error);
  EXPECT_EQ(response.error->kind, ErrorKind::too_large);
}

struct Misbehaviour {
  const char* what;
  std::function<void(HttpSite&)> misbehave;
  ErrorKind kind;
};

class Misbehaving : public TransportTest, public testing::WithParamInterface<Misbehaviour> {};

TEST_P(Misbehaving, BecomesAnErrorThatNamesTheAddress) {
  settings.timeout = 1'200ms;
  GetParam().misbehave(site);
  const auto response = get("/a");
  ASSERT_TRUE(response.error);
  EXPECT_EQ(response.error->kind, GetParam().kind) << response.error->message;
  EXPECT_NE(response.error->message.find(site.url("/a").str()), std::string::npos);
  EXPECT_EQ(response.error->message.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Server, Misbehaving,
    testing::Values(Misbehaviour{"hangs", [](HttpSite& site) { site.hang("/a"); }, ErrorKind::timed_out},
                    Misbehaviour{"drips", [](HttpSite& site) { site.drip("/a"); }, ErrorKind::timed_out},
                    Misbehaviour{"breaks off", [](HttpSite& site) { site.truncate("/a", "half"); },
                                 ErrorKind::refused},
                    Misbehaviour{"lies about its coding",
                                 [](HttpSite& site) {
                                   site.serve("/a", "plain", {.headers = {{"Content-Encoding", "gzip"}}});
                                 },
                                 ErrorKind::malformed}),
    [](const testing::TestParamInfo<Misbehaviour>& test) {
      std::string name = test.param.what;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

TEST_F(TransportTest, TellsConnectionFailuresApart) {
  EXPECT_EQ(get(request(Url::parse("http://127.0.0.1:1/").value())).error->kind, ErrorKind::refused);
  EXPECT_EQ(
      get(request(Url::parse("https://127.0.0.1:" + std::to_string(site.port()) + "/").value())).error->kind,
      ErrorKind::tls);
}

TEST_F(TransportTest, RefusesPrivateAddressesUnlessAllowed) {
  site.serve("/a", "text");
  source->private_addresses = false;
  for (const auto& url : {site.url("/a"), site.url("/a", "localhost"), site.url("/a", "[::1]")}) {
    const auto response = get(request(url));
    ASSERT_TRUE(response.error) << url.str();
    EXPECT_EQ(response.error->kind, ErrorKind::forbidden_address) << response.error->message;
    EXPECT_NE(response.error->message.find("private_addresses"), std::string::npos);
  }
  EXPECT_TRUE(site.requests().empty());
}

TEST_F(TransportTest, RefusesAKeptConnectionThatAnotherSourceOpened) {
  site.serve("/a", "text");
  CurlTransport transport(settings);
  const auto by_name = site.url("/a", "localhost");
  EXPECT_EQ(get(transport, request(by_name)).status, 200);
  source = local_source();
  source->private_addresses = false;
  const auto response = get(transport, request(by_name));
  ASSERT_TRUE(response.error);
  EXPECT_EQ(response.error->kind, ErrorKind::forbidden_address);
  EXPECT_EQ(site.hits("/a"), 1);
}

TEST_F(TransportTest, GoesThroughTheSourcesProxy) {
  HttpSite proxy;
  // A request through a proxy names the whole address.
  proxy.serve("http://site.example/a", "by proxy");
  source->proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
  source->private_addresses = false;
  EXPECT_EQ(get(request(Url::parse("http://site.example/a").value())).body, "by proxy");
  EXPECT_EQ(get(request(Url::parse("http://10.0.0.1/a").value())).error->kind, ErrorKind::forbidden_address);
}

TEST_F(TransportTest, WakeEndsAPoll) {
  CurlTransport transport(settings);
  const auto start = steady_clock::now();
  const auto waking = std::async(std::launch::async, [&] {
    std::this_thread::sleep_for(20ms);
    transport.wake();
  });
  EXPECT_TRUE(transport.poll(10s).empty());
  EXPECT_LT(steady_clock::now() - start, 5s);
  transport.wake();  // also one that comes before
  EXPECT_TRUE(transport.poll(10s).empty());
  EXPECT_LT(steady_clock::now() - start, 5s);
}

TEST_F(TransportTest, CanBeLeftWhileBusy) {
  site.hang("/a");
  CurlTransport transport(settings);
  transport.start(request(site.url("/a")));
  EXPECT_TRUE(transport.poll(50ms).empty());
}

}  // namespace
}  // namespace gazetted::crawler
