// The HTTP side over real connections on loopback.

#include "web/server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "tests/monitor/memory_log.h"

namespace gazetted::web {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::string topic = "policy.published/jinan/370100";

ServerOptions quick() {
  return {.listen = "127.0.0.1:0", .threads = 4, .streams = 2, .look = 5ms, .heartbeat = 40ms};
}

/// A connection that is made by hand.
class RawClient {
 public:
  explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void say(std::string_view text) {
    EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }
  /// Reads until `mark` has come, or all where it never comes.
  std::string hear(std::string_view mark = "") {
    std::string heard;
    std::array<char, 4096> buffer{};
    while (mark.empty() || heard.find(mark) == std::string::npos) {
      const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (got <= 0) break;
      heard.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return heard;
  }

 private:
  int socket_;
};

class Web : public testing::Test {
 protected:
  Server started(ServerOptions options = quick()) {
    auto server = Server::start(
        std::move(options),
        {.events = log_, .health = [this] { return health_; }, .metrics = [this] { return metrics_; }});
    if (!server) throw std::runtime_error(server.error().message);
    return std::move(*server);
  }
  void append(int count) {
    for (int i = 0; i < count; ++i) log_.append(topic);
  }

  monitor::MemoryLog log_;
  Health health_{.store_open = true, .since_crawl_turned = 1s};
  std::vector<Metric> metrics_;
};

std::string stream_request(const std::string& query, const std::string& headers = "") {
  return "GET /api/v1/events/stream" + query + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

TEST_F(Web, AnswersWhatItNames) {
  metrics_ = {{.name = "up", .help = "turns", .kind = Metric::Kind::gauge, .value = 1, .labels = {}}};
  append(3);
  const Server server = started();
  httplib::Client client("127.0.0.1", server.port());

  auto answer = client.Get("/healthz");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "ok\n");
  answer = client.Get("/metrics");
  EXPECT_EQ(answer->body, "# HELP up turns\n# TYPE up gauge\nup 1\n");
  EXPECT_EQ(answer->get_header_value("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  answer = client.Get("/api/v1/events?since=1&limit=1");
  EXPECT_EQ(answer->get_header_value("Content-Type"), "application/json");
  EXPECT_EQ(nlohmann::json::parse(answer->body),
            nlohmann::json::parse(R"({"events":[{"n":2,"pad":""}],"newest":3})"));
  EXPECT_THAT(client.Get("/")->body, HasSubstr("/api/v1/events/stream"));

  answer = client.Head("/healthz");
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "");
  EXPECT_EQ(client.Head("/api/v1/events/stream")->get_header_value("Content-Type"), "text/event-stream");
}

TEST_F(Web, ReadinessHasReasons) {
  const Server server = started();
  httplib::Client client("127.0.0.1", server.port());
  EXPECT_EQ(client.Get("/readyz")->status, 200);
  health_ = {.store_open = false, .since_crawl_turned = 45s};
  const auto answer = client.Get("/readyz");
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(
      answer->body,
      "{\"ready\":false,\"reasons\":[\"the store is not open\",\"the crawl has not turned for 45 s\"]}\n");
}

TEST_F(Web, RefusesInJson) {
  const Server server = started();
  httplib::Client client("127.0.0.1", server.port());
  const auto refused = [](const httplib::Result& answer, int status) {
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(answer->get_header_value("Content-Type"), "application/json");
    EXPECT_TRUE(nlohmann::json::parse(answer->body)["error"].is_string());
  };
  for (const char* path : {"/nothing", "/api/v1/", "/healthz/", "/%2e%2e/etc/passwd", "/%ff"})
    refused(client.Get(path), 404);
  for (const char* query : {"?since=x", "?since=", "?limit=0", "?limit=-1", "?since=-1&limit=5"})
    refused(client.Get(std::string("/api/v1/events") + query), 400);
  refused(client.Get("/api/v1/events/stream?since=x"), 400);
  refused(client.Get("/api/v1/events/stream", {{"Last-Event-ID", "x"}}), 400);
  refused(client.Post("/api/v1/events", std::string(10'000, 'x'), "text/plain"), 405);
  refused(client.Put("/healthz", "x", "text/plain"), 405);
  refused(client.Delete("/nothing"), 405);
  EXPECT_EQ(client.Options("/healthz")->get_header_value("Allow"), "GET, HEAD");
}

TEST_F(Web, ALargePageComesWholeAndUncompressed) {
  for (int i = 0; i < 50; ++i) log_.append(topic, 100'000);
  const Server server = started();
  httplib::Client client("127.0.0.1", server.port());
  const auto answer = client.Get("/api/v1/events", {{"Accept-Encoding", "br, gzip"}});
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->has_header("Content-Encoding"));
  EXPECT_EQ(answer->get_header_value("Content-Length"), std::to_string(answer->body.size()));
  EXPECT_GT(answer->body.size(), 5'000'000U);
  EXPECT_EQ(client.Head("/api/v1/events")->get_header_value("Content-Length"),
            std::to_string(answer->body.size()));
}

TEST_F(Web, RangesAreNotServed) {
  const Server server = started();
  for (const std::string& range :
       {std::string("bytes=0-0"), "bytes=" + std::string(2000, '0') + "-1", std::string("bytes=-"), [] {
          std::string many = "bytes=0-1";
          while (many.size() < 8000) many += ",0-1";
          return many;
        }()}) {
    RawClient client(server.port());
    client.say("GET /healthz HTTP/1.1\r\nHost: x\r\nRange: " + range + "\r\n\r\n");
    EXPECT_THAT(client.hear(), HasSubstr("416"));
  }
}

TEST_F(Web, WhatIsNoRequestDoesNoHarm) {
  const Server server = started();
  for (const std::string& text :
       {std::string("\r\n\r\n"), std::string("GET\r\n\r\n"), std::string(20'000, 'a') + "\r\n\r\n",
        "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n\r\n", std::string("PRI * HTTP/2.0\r\n\r\n"),
        std::string("GET /%00%zz?%=&=&&since HTTP/1.1\r\n\r\n"), std::string(100, '\0') + "\r\n"}) {
    RawClient client(server.port());
    client.say(text);
    (void)client.hear("\r\n");
  }
  EXPECT_EQ(httplib::Client("127.0.0.1", server.port()).Get("/healthz")->status, 200);
}

TEST_F(Web, WhatFailsInsideIsA500) {
  auto server = Server::start(
      quick(), {.events = log_,
                .health = [] { return Health{}; },
                .metrics = []() -> std::vector<Metric> { throw std::runtime_error("no counters"); }});
  ASSERT_TRUE(server);
  const auto answer = httplib::Client("127.0.0.1", server->port()).Get("/metrics");
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->body, "{\"error\":\"no counters\"}\n");
}

TEST_F(Web, SaysWhyItCannotListen) {
  const Server server = started();
  const auto with = [&](const std::string& listen) {
    return Server::start({.listen = listen}, {.events = log_, .health = {}, .metrics = {}});
  };
  const auto taken = with("127.0.0.1:" + std::to_string(server.port()));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::io);
  EXPECT_THAT(taken.error().message, HasSubstr("Address already in use"));
  EXPECT_EQ(with("192.0.2.1:0").error().kind, ErrorKind::io);
  for (const char* wrong : {"", "7780", ":7780", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000",
                            "[]:1", "127.0.0.1:-1"})
    EXPECT_EQ(with(wrong).error().kind, ErrorKind::invalid_argument) << wrong;
}

TEST_F(Web, StopsAndItsPortIsFreeAgain) {
  auto options = quick();
  for (int i = 0; i < 3; ++i) {
    Server server = started(options);
    options.listen = "127.0.0.1:" + std::to_string(server.port());
    EXPECT_EQ(httplib::Client("127.0.0.1", server.port()).Get("/healthz")->status, 200);
    server.stop();
    server.stop();
  }
}

TEST_F(Web, StreamsFromANumberAndOn) {
  append(3);
  const Server server = started();
  RawClient client(server.port());
  client.say(stream_request("?since=1"));
  const std::string first = client.hear("id: 3\n");
  EXPECT_THAT(first, HasSubstr("Content-Type: text/event-stream"));
  EXPECT_THAT(first, HasSubstr("id: 2\nevent: policy.published\ndata: {\"n\":2,\"pad\":\"\"}\n\n"));
  EXPECT_THAT(first, testing::Not(HasSubstr("id: 1\n")));
  append(1);
  EXPECT_THAT(client.hear("id: 4\n"), HasSubstr("id: 4\n"));
}

TEST_F(Web, AStreamGoesOnAfterTheLastEventId) {
  append(5);
  const Server server = started();
  RawClient client(server.port());
  client.say(stream_request("?since=1", "Last-Event-ID: 4\r\n"));
  EXPECT_THAT(client.hear("id: 5\n"), testing::Not(HasSubstr("id: 4\n")));
}

TEST_F(Web, AStreamWithoutANumberStartsWithWhatComes) {
  append(5);
  const Server server = started();
  RawClient client(server.port());
  client.say(stream_request(""));
  const std::string greeting = client.hear("\r\n:\n\n");  // a comment: it is connected
  EXPECT_THAT(greeting, testing::Not(HasSubstr("id:")));
  append(1);
  EXPECT_THAT(client.hear("id: "), HasSubstr("id: 6\n"));
}

TEST_F(Web, ASilentStreamCarriesComments) {
  const Server server = started();
  RawClient client(server.port());
  client.say(stream_request(""));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(client.hear(":\n\n"), HasSubstr(":\n\n"));
}

TEST_F(Web, StreamsAreBoundedAndMakeRoom) {
  const Server server = started();
  auto first = std::make_unique<RawClient>(server.port());
  RawClient second(server.port());
  for (RawClient* client : {first.get(), &second}) {
    client->say(stream_request(""));
    (void)client->hear(":\n\n");
  }
  httplib::Client client("127.0.0.1", server.port());
  EXPECT_EQ(client.Get("/api/v1/events/stream")->status, 503);
  EXPECT_EQ(client.Get("/healthz")->status, 200);
  first.reset();
  std::string answer;
  for (int i = 0; i < 200 && answer.find("200 OK") == std::string::npos; ++i) {
    std::this_thread::sleep_for(10ms);
    RawClient next(server.port());
    next.say(stream_request(""));
    answer = next.hear("\r\n");
  }
  EXPECT_THAT(answer, HasSubstr("200 OK"));
}

TEST_F(Web, StoppingEndsStreams) {
  Server server = started();
  RawClient client(server.port());
  client.say(stream_request(""));
  (void)client.hear(":\n\n");
  const auto begun = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 1s);
  EXPECT_THAT(client.hear(), testing::EndsWith("0\r\n\r\n"));
}

TEST_F(Web, SilentClientsHoldThreadsForAWhileOnly) {
  auto options = quick();
  options.threads = 1;
  options.streams = 1;
  const Server server = started(options);
  RawClient silent(server.port()), half(server.port());
  half.say("GET /heal");
  EXPECT_EQ(httplib::Client("127.0.0.1", server.port()).Get("/healthz")->status, 200);
}

}  // namespace
}  // namespace gazetted::web
