#pragma once
// What to fetch when, politely. One thread owns the frontier and one loop of transfers: messages
// come in through an inbox, captures go out through a callback, and nothing else is shared. The
// crawler knows no store: what it should visit it is told, what it saw it hands on.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <variant>

#include "core/clock.h"
#include "core/inbox.h"
#include "crawler/settings.h"
#include "crawler/transport.h"

namespace gazetted::crawler {

/// Figures since the start, and of this moment.
struct Stats {
  std::uint64_t requests = 0;   ///< sent, with retries, redirects and robots.txt
  std::uint64_t captures = 0;   ///< delivered
  std::uint64_t unchanged = 0;  ///< of these, without a new body
  std::uint64_t bytes = 0;      ///< of bodies, decoded
  std::uint64_t retries = 0;
  std::array<std::uint64_t, error_kinds> errors{};  ///< captures with an error, by ErrorKind
  std::uint64_t active = 0;                         ///< requests on the wire
  std::uint64_t waiting = 0;                        ///< targets in the frontier
  std::uint64_t unacknowledged = 0;                 ///< captures delivered and not answered yet
};

/// The same as counters: written by the crawl thread alone, read by any.
struct Counters {
  using Counter = std::atomic<std::uint64_t>;
  Counter requests{0}, captures{0}, unchanged{0}, bytes{0}, retries{0};
  std::array<Counter, error_kinds> errors{};
  Counter active{0}, waiting{0}, unacknowledged{0};
  /// When the loop last turned.
  std::atomic<std::chrono::steady_clock::time_point> turned{std::chrono::steady_clock::now()};

  [[nodiscard]] Stats read() const;
};

class Crawler {
 public:
  /// Called on the crawl thread for each capture; with_digest adds the digest of bodies that there were none
  /// to compare with. Must not block and must not throw.
  using Deliver = std::function<void(Capture)>;
  using Message = std::variant<Sources, Learned, KnownHosts>;

  /// `clock` judges what is due and outlives the crawler.
  Crawler(Settings settings, const Clock& clock, Mode mode, Deliver deliver,
          RobotsPolicy robots = RobotsPolicy::obey);
  /// As above over another transport, for tests.
  Crawler(Settings settings, const Clock& clock, Mode mode, Deliver deliver, RobotsPolicy robots,
          std::unique_ptr<Transport> transport);

  /// Any thread, also before run(). Never blocks.
  void post(Sources sources);
  void post(Learned learned);
  void post(KnownHosts hosts);

  /// The crawl thread, once. Returns when stopped, at once and without delivering what is under
  /// way; in Mode::once also when nothing is left to visit and each capture was acknowledged.
  void run(std::stop_token stop);

  [[nodiscard]] Stats stats() const { return counters_.read(); }  ///< any thread
  /// Since the loop last turned, or since the crawler was made; it turns at least every few seconds. Any
  /// thread.
  [[nodiscard]] std::chrono::steady_clock::duration since_turned() const {
    return std::chrono::steady_clock::now() - counters_.turned.load();
  }

 private:
  Settings settings_;
  const Clock& clock_;
  Mode mode_;
  Deliver deliver_;
  RobotsPolicy robots_;
  std::unique_ptr<Transport> transport_;
  Inbox<Message> inbox_;
  Counters counters_;
};

/// One visit, blocking: the `fetch` command. Retries and redirects as ever, no delay between
/// requests, no conditional request unless `target` has validators. Addresses are as free as
/// `source.private_addresses` says. Where `stop` interrupts it the error is ErrorKind::shut_down.
[[nodiscard]] Capture fetch_once(const Target& target, std::shared_ptr<const Source> source,
                                 const Settings& settings, const Clock& clock, RobotsPolicy robots,
                                 std::stop_token stop = {});
/// As above over another transport.
[[nodiscard]] Capture fetch_once(const Target& target, std::shared_ptr<const Source> source,
                                 const Settings& settings, const Clock& clock, RobotsPolicy robots,
                                 std::unique_ptr<Transport> transport, std::stop_token stop = {});

}  // namespace gazetted::crawler
