#pragma once
// The feed's receiving side: every event of some topics, in order, each exactly once, across lost
// connections, restarts of the daemon and restarts of the subscriber, which keeps its last number.
//
// One number drives it: the last one checked, up to which all that was wanted has been delivered.
// What comes next to it is delivered at once; anything further ahead, a heartbeat too, leads to a
// replay from there. While a replay runs, PUB's messages wait in the socket's queue; if that
// overflows, the next heartbeat tells.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"

namespace gazetted::monitor {

struct SubscriberOptions {
  std::string publish = "tcp://127.0.0.1:7700";
  std::string replay = "tcp://127.0.0.1:7701";
  std::vector<std::string> prefixes{};  ///< of topics; none: every event
  std::optional<EventSeq> since{};      ///< deliver what comes after it; absent: what comes from now on
  /// How long a replay may be silent before it is asked for again; doubles while it stays silent.
  std::chrono::milliseconds patience{3000};
};

struct Delivered {
  EventSeq sequence;
  std::string topic;
  std::string json;
};

class Subscriber {
 public:
  using Deliver = std::function<void(const Delivered&)>;
  /// What else a subscriber may want to tell its user. Each may be empty.
  struct Notices {
    std::function<void(EventSeq oldest)> fresh;          ///< earlier events are no longer kept
    std::function<void(std::string_view text)> trouble;  ///< a replay failed and is asked for again
  };

  /// Connects in the background: the daemon need not run yet. Fails with invalid_argument for an
  /// address that is none, forbidden_address for one that is not on this machine.
  [[nodiscard]] static Result<Subscriber> open(SubscriberOptions options);
  Subscriber(Subscriber&&) noexcept;
  Subscriber& operator=(Subscriber&&) noexcept;
  ~Subscriber();

  /// Delivers until `stop`; one thread. Callbacks are called from it; what they throw ends it.
  void run(std::stop_token stop, const Deliver& deliver, const Notices& notices = {});

 private:
  struct Impl;
  explicit Subscriber(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazetted::monitor
