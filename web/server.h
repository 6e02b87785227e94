#pragma once
// The daemon's HTTP side, read only: health, metrics, and the events as JSON or as a stream.
//
//   /                      what is here
//   /healthz               200 `ok` while the process turns
//   /readyz                200, or 503 with the reasons as JSON
//   /metrics               Prometheus
//   /api/v1/events         ?since=N&limit=1..1000 → {"events":[…],"newest":N}
//   /api/v1/events/stream  server-sent events (WHATWG HTML, 9.2); Last-Event-ID or ?since=N
//
// Every connection brings one request and is served by a pool of fixed size with time-outs, so that
// clients can hold up one another at worst, never the daemon. GET and HEAD alone.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "monitor/event_log.h"
#include "web/metrics.h"

namespace gazetted::web {

/// What readiness is judged by.
struct Health {
  bool store_open = false;
  std::chrono::steady_clock::duration since_crawl_turned{};  ///< since the crawl's loop last turned
};

struct ServerOptions {
  std::string listen = "127.0.0.1:7780";  ///< host:port; port 0: any free one
  std::size_t threads = 8;                ///< for requests
  std::size_t streams = 8;                ///< at once; each has a thread of its own
  std::chrono::milliseconds look{200};    ///< of a stream at the log
  std::chrono::milliseconds heartbeat{15'000};
};

/// Where the answers come from. Each is called from several threads at once.
struct ServerSources {
  const monitor::EventLog& events;  ///< must outlive the server
  std::function<Health()> health;
  std::function<std::vector<Metric>()> metrics;
};

class Server {
 public:
  /// Listens and serves from threads of its own. Fails with invalid_argument for an address that is
  /// none, io for one that cannot be listened on (in use, not of this machine).
  [[nodiscard]] static Result<Server> start(ServerOptions options, ServerSources sources);
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();  ///< stops

  /// Ends streams and waits for the requests under way, some seconds at most.
  void stop();
  [[nodiscard]] int port() const;

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazetted::web
