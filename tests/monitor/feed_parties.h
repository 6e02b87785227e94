#pragma once
// The parties to a feed, for tests: a daemon that can be killed, readers that can go away, and a
// client that speaks the replay protocol by hand.

#include <condition_variable>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>
#include <zmq.hpp>

#include "monitor/feed_wire.h"
#include "monitor/publisher.h"
#include "monitor/subscriber.h"
#include "tests/monitor/memory_log.h"

namespace gazetted::monitor {

using namespace std::chrono_literals;
inline constexpr auto deadline = 10s;  // of what a test waits for; never reached where it passes

inline PublisherOptions quick_feed() {
  return {.publish = "tcp://127.0.0.1:*",
          .replay = "tcp://127.0.0.1:*",
          .heartbeat = 50ms,
          .look = 5ms,
          .patience = 30s};
}

class Daemon {
 public:
  explicit Daemon(const EventLog& log, PublisherOptions options = quick_feed())
      : publisher_(opened(log, std::move(options))),
        thread_([this](std::stop_token stop) { publisher_.run(stop); }) {}

  [[nodiscard]] Publisher& publisher() { return publisher_; }
  /// At which a successor can be started.
  [[nodiscard]] PublisherOptions addresses() const {
    auto options = quick_feed();
    options.publish = publisher_.publish_address();
    options.replay = publisher_.replay_address();
    return options;
  }

 private:
  static Publisher opened(const EventLog& log, PublisherOptions options) {
    auto publisher = Publisher::open(log, std::move(options));
    if (!publisher) throw std::runtime_error(publisher.error().message);
    return std::move(*publisher);
  }

  Publisher publisher_;
  std::jthread thread_;
};

inline SubscriberOptions reading(const PublisherOptions& daemon, std::optional<EventSeq> since,
                                 std::vector<std::string> prefixes = {}) {
  return {.publish = daemon.publish,
          .replay = daemon.replay,
          .prefixes = std::move(prefixes),
          .since = since,
          .patience = 300ms};
}

/// A subscriber with a thread; stops by itself after `enough` events.
class FeedReader {
 public:
  explicit FeedReader(SubscriberOptions options, std::size_t enough = static_cast<std::size_t>(-1))
      : enough_(enough),
        subscriber_(std::move(Subscriber::open(std::move(options)).value())),
        thread_([this](std::stop_token) { read(); }) {}
  ~FeedReader() { stop(); }
  FeedReader(const FeedReader&) = delete;
  FeedReader& operator=(const FeedReader&) = delete;

  /// Waits until at least `count` events were delivered.
  [[nodiscard]] bool has(std::size_t count) {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, deadline, [&] { return got_.size() >= count; });
  }
  [[nodiscard]] bool heard_of_fresh() {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, deadline, [&] { return !fresh_.empty(); });
  }
  void stop() {
    stop_.request_stop();
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] std::vector<Delivered> got() const {
    const std::lock_guard lock(mutex_);
    return got_;
  }
  [[nodiscard]] std::vector<std::uint64_t> numbers() const {
    std::vector<std::uint64_t> numbers;
    for (const Delivered& event : got()) numbers.push_back(event.sequence.value);
    return numbers;
  }
  [[nodiscard]] std::vector<EventSeq> fresh() const {
    const std::lock_guard lock(mutex_);
    return fresh_;
  }

 private:
  void read() {
    const auto deliver = [this](const Delivered& event) {
      const std::lock_guard lock(mutex_);
      got_.push_back(event);
      if (got_.size() >= enough_) stop_.request_stop();
      arrived_.notify_all();
    };
    const auto fresh = [this](EventSeq oldest) {
      const std::lock_guard lock(mutex_);
      fresh_.push_back(oldest);
      arrived_.notify_all();
    };
    subscriber_.run(stop_.get_token(), deliver, {.fresh = fresh, .trouble = {}});
  }

  std::size_t enough_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Delivered> got_;
  std::vector<EventSeq> fresh_;
  std::stop_source stop_;
  Subscriber subscriber_;
  std::jthread thread_;
};

/// A peer that speaks frames by hand.
class RawPeer {
 public:
  RawPeer(zmq::socket_type type, const std::string& address, int queue = 1000) : socket_(context_, type) {
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::rcvhwm, queue);
    socket_.set(zmq::sockopt::rcvbuf, 4096);
    if (type == zmq::socket_type::sub) socket_.set(zmq::sockopt::subscribe, "");
    if (type == zmq::socket_type::router || type == zmq::socket_type::pub)
      socket_.bind(address);
    else
      socket_.connect(address);
  }
  [[nodiscard]] std::string address() const { return socket_.get(zmq::sockopt::last_endpoint); }
  void say(const wire::Frames& frames) { EXPECT_EQ(wire::send(socket_, frames), wire::Sent::yes); }
  /// Empty where nothing comes.
  [[nodiscard]] wire::Frames hear(std::chrono::milliseconds patience = deadline) {
    std::array<zmq::pollitem_t, 1> items{{{socket_.handle(), 0, ZMQ_POLLIN, 0}}};
    wire::wait(items, patience);
    return wire::receive(socket_).value_or(wire::Frames{});
  }

 private:
  zmq::context_t context_;
  zmq::socket_t socket_;
};

inline wire::Frames request(std::uint64_t first, std::string prefix = "") {
  return {"replay", wire::encode(EventSeq{first}), std::move(prefix)};
}

inline std::vector<std::uint64_t> numbers(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> all;
  for (auto number = first; number <= last; ++number) all.push_back(number);
  return all;
}

}  // namespace gazetted::monitor
