#pragma once
// The feed's sending side: PUB tells every event as it is committed, ROUTER replays what was told.
//
// The event log is the truth and is tailed by sequence, so what is not committed is never told. PUB
// is a fast copy that may lose: a subscriber notices by the heartbeat, which carries the newest
// number told, and asks for a replay. Frames: monitor/feed_wire.h.

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "core/result.h"
#include "monitor/event_log.h"

namespace gazetted::monitor {

struct PublisherOptions {
  std::string publish = "tcp://127.0.0.1:7700";  ///< port `*`: any free one
  std::string replay = "tcp://127.0.0.1:7701";
  std::chrono::milliseconds heartbeat{1000};
  std::chrono::milliseconds look{100};         ///< between two looks at the log without a notify()
  std::chrono::milliseconds patience{30'000};  ///< with a replay client that takes nothing
};

/// What the feed has done since it was opened.
struct FeedCounts {
  std::uint64_t published = 0;
  std::uint64_t replayed = 0;  ///< events sent in replays
  std::uint64_t replays = 0;   ///< requests served to the end
  std::uint64_t refused = 0;   ///< requests answered by an error
  std::uint64_t dropped = 0;   ///< replay clients given up
};

class Publisher {
 public:
  /// Binds both addresses. What comes after the log's newest event of this moment will be
  /// published. Fails with invalid_argument for an address that is none, forbidden_address for one
  /// other machines can reach, io for one that is in use. The log must outlive the publisher.
  [[nodiscard]] static Result<Publisher> open(const EventLog& log, PublisherOptions options);
  Publisher(Publisher&&) noexcept;
  Publisher& operator=(Publisher&&) noexcept;
  ~Publisher();

  /// Serves until `stop`; one thread, once. Throws what the log throws.
  void run(std::stop_token stop);
  /// Look at the log now. Any thread.
  void notify();

  [[nodiscard]] const std::string& publish_address() const;  ///< as bound, the port a number
  [[nodiscard]] const std::string& replay_address() const;
  [[nodiscard]] FeedCounts counts() const;  ///< any thread

 private:
  struct Impl;
  explicit Publisher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazetted::monitor
