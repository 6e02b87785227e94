#pragma once
// Events as they come, to clients that stay: server-sent events.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>

#include <httplib.h>

#include "monitor/event_log.h"

namespace gazetted::web {

/// How many streams there are, and the end of all. Any thread.
class StreamGate {
 public:
  explicit StreamGate(std::size_t most) : most_(most) {}

  [[nodiscard]] bool enter();  ///< false where it is full or closed
  void leave();
  /// Lets nobody in any more and waits for those inside, as long as patience lasts.
  void close(std::chrono::milliseconds patience);
  /// Waits; true once it is closed.
  [[nodiscard]] bool closed_within(std::chrono::milliseconds patience);

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t inside_ = 0;
  bool closed_ = false;
};

struct StreamPace {
  std::chrono::milliseconds look;       ///< between two looks at the log
  std::chrono::milliseconds heartbeat;  ///< after which a silent stream carries a comment
};

/// One client's stream, inside the gate for as long as it lives.
class EventStream {
  struct Entered {};

 public:
  /// Nothing where the gate lets nobody in. The log and the gate must outlive it.
  [[nodiscard]] static std::shared_ptr<EventStream> open(const monitor::EventLog& log, StreamGate& gate,
                                                         EventSeq after, StreamPace pace);
  EventStream(Entered, const monitor::EventLog& log, StreamGate& gate, EventSeq after, StreamPace pace);
  ~EventStream();
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  /// Writes what has come, or waits a little for it. False where the client is gone.
  [[nodiscard]] bool turn(httplib::DataSink& sink);

 private:
  [[nodiscard]] bool write(httplib::DataSink& sink, const std::string& text);

  const monitor::EventLog& log_;
  StreamGate& gate_;
  EventSeq told_;
  StreamPace pace_;
  std::chrono::steady_clock::time_point last_written_;
};

}  // namespace gazetted::web
