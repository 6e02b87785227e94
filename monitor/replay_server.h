#pragma once
// Answers replay requests over a ROUTER socket, many clients at a time, without ever waiting: each
// gets a chunk in turn, one that does not take it is left for later, one that takes nothing for too
// long is dropped. A client's requests are answered one after the other.

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include <zmq.hpp>

#include "monitor/event_log.h"
#include "monitor/feed_wire.h"

namespace gazetted::monitor {

struct ReplayCounts {
  std::uint64_t events = 0, finished = 0, refused = 0, dropped = 0;
};

/// One thread. `socket` is a bound ROUTER; the log must outlive the server.
class ReplayServer {
 public:
  ReplayServer(zmq::socket_t socket, const EventLog& log, std::chrono::milliseconds patience);

  [[nodiscard]] zmq::socket_t& socket() { return socket_; }
  [[nodiscard]] const ReplayCounts& counts() const { return counts_; }

  /// Takes the requests that are there, some at a time.
  void receive();

  /// When there is more to do: at once, when a client may have taken something, or only after the
  /// next request.
  enum class Next { on_request, soon, at_once };
  /// One chunk for each client.
  [[nodiscard]] Next serve();

 private:
  using Instant = std::chrono::steady_clock::time_point;
  struct Request {
    EventSeq first;
    std::string prefix;
  };
  struct Refusal {
    std::string text;
  };
  using Task = std::variant<Request, Refusal>;
  /// A request under way: events up to `position` have been looked at, those up to `last` will be.
  struct Progress {
    EventSeq position, last;
    std::string prefix;
  };
  struct Client {
    std::deque<Task> tasks;
    std::optional<Progress> progress;
    std::deque<wire::Frames> answers;  ///< made, not yet sent; one chunk at most
    Instant last_taken;
  };
  enum class Turn { waiting, idle, busy, over };

  [[nodiscard]] static Task read(const wire::Frames& message);
  void accept(const wire::Frames& message);
  void refuse(const std::string& identity, std::string text);
  [[nodiscard]] Turn turn(const std::string& identity, Client& client);
  void prepare(const std::string& identity, Client& client);
  void begin(const std::string& identity, Client& client, Request request);
  void look_further(const std::string& identity, Client& client);

  zmq::socket_t socket_;
  const EventLog& log_;
  std::chrono::milliseconds patience_;
  std::map<std::string, Client> clients_;  ///< by routing id
  ReplayCounts counts_;
};

}  // namespace gazetted::monitor
