// The transport against real HTTP on loopback.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <thread>

#include "crawler/curl_transport.h"
#include "tests/support/http_site.h"
#include "tests/support/proxy.h"
#include "tests/support/tls_site.h"

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
  source->entrances = {{.url = site.url("/")}};
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
  source->entrances = {{.url = site.url("/")}};
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

using By = test::Proxy::Asked::By;
using Names = test::Proxy::Names;

struct Way {
  const char* scheme;
  const char* host;  ///< site.example is known to the proxy alone
  By by;
};

class ByProxy : public TransportTest, public testing::WithParamInterface<Way> {
 protected:
  test::Proxy proxy{Names{{"site.example", "127.0.0.1"}}};
};

TEST_P(ByProxy, GoesThroughTheSourcesProxy) {
  const auto& [scheme, host, by] = GetParam();
  site.serve("/a", "by proxy");
  source->proxy = proxy.url(scheme);
  const auto response = get(request(site.url("/a", host)));
  EXPECT_FALSE(response.error) << response.error->message;
  EXPECT_EQ(response.body, "by proxy");
  EXPECT_EQ(proxy.asked(),
            (std::vector<test::Proxy::Asked>{{by, std::string(host) + ':' + std::to_string(site.port())}}));
  EXPECT_EQ(site.last("/a")->host, host);
}

TEST_P(ByProxy, ThatReachesNothingIsRefusedByIt) {
  source->proxy = proxy.url(GetParam().scheme);
  // A proxy of HTTP says so in HTTP.
  const auto response = get(request(Url::parse(std::string("http://") + GetParam().host + ":1/").value()));
  if (GetParam().by == By::http) {
    EXPECT_EQ(response.status, 502);
    return;
  }
  ASSERT_TRUE(response.error);
  EXPECT_EQ(response.error->kind, ErrorKind::refused) << response.error->message;
  EXPECT_NE(response.error->message.find("proxy"), std::string::npos) << response.error->message;
}

INSTANTIATE_TEST_SUITE_P(
    Scheme, ByProxy,
    testing::Values(Way{"http", "site.example", By::http}, Way{"socks4", "127.0.0.1", By::socks4},
                    Way{"socks4a", "site.example", By::socks4a}, Way{"socks5", "127.0.0.1", By::socks5},
                    Way{"socks5h", "site.example", By::socks5h}),
    [](const testing::TestParamInfo<Way>& test) { return std::string(test.param.scheme); });

TEST_F(TransportTest, AsksAProxyOfHttpForATunnelToAnHttpsSite) {
  const test::Proxy proxy(Names{{"site.example", "127.0.0.1"}});
  source->proxy = proxy.url("http");
  const auto port = std::to_string(site.port());
  // The site has no certificate to show.
  EXPECT_EQ(get(request(Url::parse("https://site.example:" + port + "/a").value())).error->kind,
            ErrorKind::tls);
  EXPECT_EQ(proxy.asked(), (std::vector<test::Proxy::Asked>{{By::connect, "site.example:" + port}}));
}

TEST_F(TransportTest, ThroughAProxyTheAddressInTheUrlIsGuarded) {
  const test::Proxy proxy(Names{{"site.example", "127.0.0.1"}});
  site.serve("/a", "text");
  source->proxy = proxy.url("http");
  source->private_addresses = false;
  EXPECT_EQ(get(request(site.url("/a", "site.example"))).status, 200);
  EXPECT_EQ(get(request(Url::parse("http://10.0.0.1/a").value())).error->kind, ErrorKind::forbidden_address);
  EXPECT_EQ(proxy.asked().size(), 1U);
}

TEST_F(TransportTest, WhetherAProxyIsUsedIsNotLeftToTheEnvironment) {
  const test::Proxy proxy(Names{{"site.example", "127.0.0.1"}}), of_environment;
  site.serve("/a", "text");
  ::setenv("http_proxy", of_environment.url("http").c_str(), 1);
  ::setenv("no_proxy", "site.example", 1);
  EXPECT_EQ(get("/a").status, 200);
  source->proxy = proxy.url("http");
  EXPECT_EQ(get(request(site.url("/a", "site.example"))).status, 200);
  ::unsetenv("http_proxy");
  ::unsetenv("no_proxy");
  EXPECT_EQ(proxy.asked().size(), 1U);
  EXPECT_TRUE(of_environment.asked().empty());
}

class Resolving : public TransportTest {
 protected:
  Resolving() { everywhere.serve("/a", "text"); }

  std::shared_ptr<Source> source_that_finds(const std::string& host,
                                            std::vector<std::string> addresses) const {
    auto made = local_source();
    made->resolve[host + ':' + std::to_string(everywhere.port())] = std::move(addresses);
    return made;
  }
  std::string address_of(CurlTransport& transport, const std::string& host) {
    const auto response = get(transport, request(everywhere.url("/a", host)));
    EXPECT_EQ(response.body, "text");
    EXPECT_EQ(everywhere.last("/a")->host, host);
    return response.address;
  }

  HttpSite everywhere{"0.0.0.0"};
};

TEST_F(Resolving, AHostIsAskedAtTheAddressThatTheSourceGives) {
  source = source_that_finds("site.example", {"127.0.0.5"});
  CurlTransport transport(settings);
  EXPECT_EQ(address_of(transport, "site.example"), "127.0.0.5");
}

TEST_F(Resolving, TheNextAddressIsAskedWhereNobodyListensAtTheFirst) {
  HttpSite one{"127.0.0.6"};
  one.serve("/a", "text");
  source = local_source();
  source->resolve["site.example:" + std::to_string(one.port())] = {"127.0.0.5", "[::1]", "127.0.0.6"};
  CurlTransport transport(settings);
  for (int turn = 0; turn < 2; ++turn) {
    const auto response = get(transport, request(one.url("/a", "site.example")));
    EXPECT_EQ(response.body, "text") << (response.error ? response.error->message : "");
    EXPECT_EQ(response.address, "127.0.0.6");
    EXPECT_EQ(one.last("/a")->host, "site.example");
  }
}

TEST_F(Resolving, WhereNoAddressAnswersIsTheHostNotReached) {
  const HttpSite other{"127.0.0.6"};  // its port is free elsewhere
  source = local_source();
  source->resolve["site.example:" + std::to_string(other.port())] = {"127.0.0.5", "127.0.0.7"};
  const auto response = get(request(other.url("/a", "site.example")));
  ASSERT_TRUE(response.error);
  EXPECT_EQ(response.error->kind, ErrorKind::refused);
  EXPECT_NE(response.error->message.find("site.example"), std::string::npos) << response.error->message;
}

TEST_F(Resolving, AnAddressIsForTheSourceThatGivesItAlone) {
  // On one transport, by turns: neither addresses nor kept connections are mixed up.
  const auto first = source_that_finds("localhost", {"127.0.0.5"}),
             second = source_that_finds("localhost", {"127.0.0.6", "127.0.0.5"}),
             third = source_that_finds("localhost", {"127.0.0.7", "127.0.0.5"});
  CurlTransport transport(settings);
  for (int turn = 0; turn < 3; ++turn) {
    source = first;
    EXPECT_EQ(address_of(transport, "localhost"), "127.0.0.5");
    source = second;
    EXPECT_EQ(address_of(transport, "localhost"), "127.0.0.6");
    source = third;
    EXPECT_EQ(address_of(transport, "localhost"), "127.0.0.7");
    source = local_source();
    EXPECT_EQ(address_of(transport, "localhost"), "127.0.0.1");
  }
}

TEST_F(Resolving, AnAddressIsForItsHostAndPortAlone) {
  source = source_that_finds("site.example", {"127.0.0.5"});
  source->resolve["localhost:80"] = source->resolve["localhost:443"] = {"127.0.0.7", "127.0.0.8"};
  CurlTransport transport(settings);
  EXPECT_EQ(address_of(transport, "localhost"), "127.0.0.1");
}

TEST_F(Resolving, APortThatIsNotWrittenIsThatOfTheScheme) {
  const test::Proxy proxy;
  source->proxy = proxy.url("socks5h");
  source->resolve = {{"site.example:80", {"127.0.0.5"}}, {"site.example:443", {"127.0.0.6"}}};
  for (const auto* const url : {"http://site.example/", "https://site.example/", "https://site.example:80/"})
    (void)get(request(Url::parse(url).value()));
  EXPECT_EQ(proxy.asked(),
            (std::vector<test::Proxy::Asked>{
                {By::socks5, "127.0.0.5:80"}, {By::socks5, "127.0.0.6:443"}, {By::socks5, "127.0.0.5:80"}}));
}

TEST_F(Resolving, AProxyIsAskedForTheAddress) {
  const test::Proxy proxy;
  const auto target = "127.0.0.5:" + std::to_string(everywhere.port());
  CurlTransport transport(settings);
  for (const auto* const scheme : {"http", "socks5h"}) {
    source = source_that_finds("site.example", {"127.0.0.5"});
    source->proxy = proxy.url(scheme);
    address_of(transport, "site.example");
  }
  EXPECT_EQ(proxy.asked(), (std::vector<test::Proxy::Asked>{{By::connect, target}, {By::socks5, target}}));
}

TEST_F(Resolving, APrivateAddressIsRefusedUnlessAllowed) {
  const test::Proxy proxy;
  for (const auto& by : {std::string(), proxy.url("http")}) {
    source = source_that_finds("site.example", {"8.8.8.8", "127.0.0.5"});
    source->private_addresses = false;
    source->proxy = by;
    const auto response = get(request(everywhere.url("/a", "site.example")));
    ASSERT_TRUE(response.error);
    EXPECT_EQ(response.error->kind, ErrorKind::forbidden_address);
  }
  EXPECT_TRUE(everywhere.requests().empty());
  EXPECT_TRUE(proxy.asked().empty());
}

TEST_F(TransportTest, AHostIsAskedAtAddressesOfOneFamily) {
  site.serve("/a", "text");
  const Url by_name = site.url("/a", "localhost");
  CurlTransport transport(settings);
  source->family = AddressFamily::ipv4;
  EXPECT_EQ(get(transport, request(by_name)).body, "text");
  source = local_source();
  source->family = AddressFamily::ipv6;  // nobody listens there, and a kept connection is not taken
  EXPECT_TRUE(get(transport, request(by_name)).error);
  source = local_source();
  EXPECT_EQ(get(transport, request(by_name)).body, "text");
}

class Introduced : public TransportTest {
 protected:
  std::shared_ptr<Source> introduced() const {
    auto made = local_source();
    made->entrances.emplace_back().url = safe.url("/list");
    made->tls = {safe.visitor(), "", safe.authority()};
    return made;
  }

  test::TlsSite safe{"for those we know"};
};

TEST_F(Introduced, ASiteIsShownTheCertificateOfItsSource) {
  source = introduced();
  EXPECT_EQ(get(request(safe.url("/a"))).body, "for those we know");
}

TEST_F(Introduced, ByItsOwnSourceAlone) {
  const auto known = introduced();
  auto stranger = introduced(), doubter = introduced();
  stranger->tls.certificate.clear();
  doubter->tls.authorities.clear();
  CurlTransport transport(settings);
  for (int turn = 0; turn < 2; ++turn) {
    source = known;
    EXPECT_EQ(get(transport, request(safe.url("/a"))).status, 200);
    source = stranger;  // an open connection of another is not for this one
    EXPECT_TRUE(get(transport, request(safe.url("/a"))).error);
    source = doubter;
    const auto doubted = get(transport, request(safe.url("/a")));
    ASSERT_TRUE(doubted.error);
    EXPECT_EQ(doubted.error->kind, ErrorKind::tls);
  }
}

/// Where a link leads is not who the certificate was made for.
TEST_F(Introduced, NoOtherHostIsShownTheCertificate) {
  source = introduced();
  source->entrances.front().url = site.url("/list");
  EXPECT_TRUE(get(request(safe.url("/a"))).error);
}

TEST_F(Introduced, ACertificateThatIsNoneIsSaidToBe) {
  source = introduced();
  source->tls.certificate = __FILE__;
  const auto response = get(request(safe.url("/a")));
  ASSERT_TRUE(response.error);
  EXPECT_NE(response.error->message.find("tls.certificate"), std::string::npos) << response.error->message;
}

TEST_F(TransportTest, AKeptConnectionThatIsClosedEndsNoPollOverAndOver) {
  auto other = std::make_unique<HttpSite>();
  other->serve("/a", "text");
  CurlTransport transport(settings);
  ASSERT_EQ(get(transport, request(other->url("/a"))).body, "text");
  other.reset();
  int polls = 0;
  for (const auto end = steady_clock::now() + 100ms; steady_clock::now() < end; ++polls)
    EXPECT_TRUE(transport.poll(20ms).empty());
  EXPECT_LE(polls, 10);
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
