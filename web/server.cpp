#include "web/server.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "web/bounded_pool.h"
#include "web/event_stream.h"
#include "web/events_api.h"

namespace gazetted::web {
namespace {

using httplib::Request;
using httplib::Response;
using std::chrono::milliseconds;
using Handled = httplib::Server::HandlerResponse;

constexpr std::chrono::seconds crawl_patience{30};   // the loop turns many times a second
constexpr std::chrono::seconds client_patience{5};   // for one read or write
constexpr std::chrono::seconds request_patience{2};  // for the first byte of a request
constexpr milliseconds stream_patience{500};         // with a stream that is to end
constexpr milliseconds between_binds{1000};
constexpr std::size_t queue = 64;  // connections accepted and not yet served

constexpr const char* json = "application/json";

constexpr std::string_view index_page =
    "<!doctype html><title>gazetted</title><p>gazetted: "
    "<a href=\"/healthz\">/healthz</a> <a href=\"/readyz\">/readyz</a> <a href=\"/metrics\">/metrics</a> "
    "<a href=\"/api/v1/events\">/api/v1/events?since=&amp;limit=</a> "
    "<a href=\"/api/v1/events/stream\">/api/v1/events/stream</a>\n";

struct Listen {
  std::string host;
  int port = 0;
};

std::optional<Listen> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  Listen listen;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), listen.port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (listen.port < 0 || listen.port > 65535) return std::nullopt;
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.empty()) return std::nullopt;
  listen.host = host;
  return listen;
}

void fail(Response& response, int status, std::string_view message) {
  response.status = status;
  response.set_content(
      nlohmann::json{{"error", message}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
          '\n',
      json);
}

std::optional<std::string> parameter(const Request& request, const char* name) {
  if (!request.has_param(name)) return std::nullopt;
  return request.get_param_value(name);
}

/// Not SO_REUSEPORT, httplib's default: with it a second daemon would share the port unnoticed.
void reuse_address(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions given, ServerSources from)
      : options(std::move(given)), sources(std::move(from)), gate(options.streams) {}
  ~Impl() { stop(); }

  void configure();
  [[nodiscard]] Result<void> bind();
  void serve();
  void stop();

  [[nodiscard]] Handled handle(const Request& request, Response& response);
  void route(const Request& request, Response& response);
  void index(const Request& request, Response& response);
  void healthz(const Request& request, Response& response);
  void readyz(const Request& request, Response& response);
  void metrics(const Request& request, Response& response);
  void events(const Request& request, Response& response);
  void stream(const Request& request, Response& response);

  ServerOptions options;
  ServerSources sources;
  StreamGate gate;
  Listen address;  ///< as bound
  httplib::Server http;
  std::atomic<bool> ended = false;  ///< nothing listens any more
  std::jthread thread;
};

Result<Server> Server::start(ServerOptions options, ServerSources sources) {
  const auto address = parse_listen(options.listen);
  if (!address)
    return failure(ErrorKind::invalid_argument,
                   "'" + options.listen + "' is no address to listen on; expected HOST:PORT");
  auto impl = std::make_unique<Impl>(std::move(options), std::move(sources));
  impl->address = *address;
  impl->configure();
  if (auto bound = impl->bind(); !bound) return tl::unexpected(bound.error());
  impl->thread = std::jthread([serving = impl.get()] { serving->serve(); });
  return Server(std::move(impl));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

void Server::stop() { impl_->stop(); }
int Server::port() const { return impl_->address.port; }

void Server::Impl::configure() {
  http.new_task_queue = [this]() -> httplib::TaskQueue* {
    return std::make_unique<BoundedPool>(options.threads + options.streams, queue).release();
  };
  http.set_socket_options(reuse_address);
  http.set_tcp_nodelay(true);
  http.set_keep_alive_max_count(1);
  http.set_keep_alive_timeout(request_patience.count());
  http.set_read_timeout(client_patience);
  http.set_write_timeout(client_patience);
  http.set_default_headers({{"X-Content-Type-Options", "nosniff"}});
  http.set_pre_routing_handler(
      [this](const Request& request, Response& response) { return handle(request, response); });
}

Result<void> Server::Impl::bind() {
  errno = 0;
  if (address.port == 0) {
    address.port = http.bind_to_any_port(address.host);
    if (address.port > 0) return {};
  } else if (http.bind_to_port(address.host, address.port)) {
    return {};
  }
  const std::string reason = errno == 0 ? "no such address" : std::strerror(errno);
  return failure(ErrorKind::io, "cannot listen on " + options.listen + ": " + reason);
}

/// httplib gives up listening when one accept() fails, as it does for a client that has left already
/// or a signal; that must not be the end of the server.
void Server::Impl::serve() {
  do {
    (void)http.listen_after_bind();
    while (!gate.closed_within(between_binds) && !bind()) continue;
  } while (!gate.closed_within(milliseconds{0}));
  ended = true;
}

void Server::Impl::stop() {
  if (!thread.joinable()) return;
  gate.close(stream_patience);
  // Between two listenings stop() does nothing, and while one ends it must not be called again.
  for (bool told = false; !ended; std::this_thread::sleep_for(milliseconds{2})) {
    if (told || !http.is_running()) continue;
    http.stop();
    told = true;
  }
  thread.join();
}

Handled Server::Impl::handle(const Request& request, Response& response) {
  if (request.method != "GET" && request.method != "HEAD") {
    response.set_header("Allow", "GET, HEAD");
    fail(response, 405, "read only: GET and HEAD alone");
    return Handled::Handled;
  }
  if (!request.ranges.empty()) {
    // Unhandled, so that httplib does not apply the ranges to the answer that there are none.
    response.status = 416;
    return Handled::Unhandled;
  }
  try {
    route(request, response);
  } catch (const std::exception& error) {
    fail(response, 500, error.what());
  }
  return Handled::Handled;
}

void Server::Impl::route(const Request& request, Response& response) {
  using Answer = void (Impl::*)(const Request&, Response&);
  static constexpr std::array<std::pair<std::string_view, Answer>, 6> routes{{
      {"/", &Impl::index},
      {"/healthz", &Impl::healthz},
      {"/readyz", &Impl::readyz},
      {"/metrics", &Impl::metrics},
      {"/api/v1/events", &Impl::events},
      {"/api/v1/events/stream", &Impl::stream},
  }};
  const auto found = std::ranges::find(routes, request.path, [](const auto& route) { return route.first; });
  if (found == routes.end()) return fail(response, 404, "nothing here; see /");
  response.status = 200;
  (this->*found->second)(request, response);
}

void Server::Impl::index(const Request&, Response& response) {
  response.set_content(std::string(index_page), "text/html; charset=utf-8");
}

void Server::Impl::healthz(const Request&, Response& response) {
  response.set_content("ok\n", "text/plain; charset=utf-8");
}

void Server::Impl::readyz(const Request&, Response& response) {
  const Health health = sources.health();
  nlohmann::json reasons = nlohmann::json::array();
  if (!health.store_open) reasons.push_back("the store is not open");
  if (health.since_crawl_turned > crawl_patience) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(health.since_crawl_turned).count();
    reasons.push_back("the crawl has not turned for " + std::to_string(seconds) + " s");
  }
  response.status = reasons.empty() ? 200 : 503;
  response.set_content(nlohmann::ordered_json{{"ready", reasons.empty()}, {"reasons", reasons}}.dump() + '\n',
                       json);
}

void Server::Impl::metrics(const Request&, Response& response) {
  response.set_content(to_prometheus(sources.metrics()), "text/plain; version=0.0.4; charset=utf-8");
}

void Server::Impl::events(const Request& request, Response& response) {
  const auto query = parse_query(parameter(request, "since"), parameter(request, "limit"));
  if (!query) return fail(response, 400, query.error().message);
  // From a provider, which httplib does not compress: Brotli would take seconds for a large page.
  const auto page = std::make_shared<const std::string>(events_page(sources.events, *query));
  response.set_content_provider(page->size(), json,
                                [page](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                  return sink.write(page->data() + offset, length);
                                });
}

void Server::Impl::stream(const Request& request, Response& response) {
  auto since = parameter(request, "since");
  // A client that reconnects sends both; the header is the newer.
  if (request.has_header("Last-Event-ID")) since = request.get_header_value("Last-Event-ID");
  const auto after = since ? parse_sequence(*since) : sources.events.newest();
  if (!after) return fail(response, 400, "since and Last-Event-ID must be the number of an event, or 0");
  if (request.method == "HEAD") return response.set_header("Content-Type", "text/event-stream");
  const auto opened = EventStream::open(sources.events, gate, *after, {options.look, options.heartbeat});
  if (!opened) {
    response.set_header("Retry-After", "30");
    return fail(response, 503, "too many streams");
  }
  response.set_header("Cache-Control", "no-store");
  response.set_chunked_content_provider("text/event-stream", [opened](std::size_t, httplib::DataSink& sink) {
    try {
      return opened->turn(sink);
    } catch (const std::exception&) {
      return false;  // the log could not be read: the client comes again after what it has
    }
  });
}

}  // namespace gazetted::web
