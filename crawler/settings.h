#pragma once
// What the crawler is told: how to behave, which sources there are, what to visit.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"

namespace gazetted::crawler {

/// What is kept of a host over restarts: its name with its port, and a packed HostRecord.
struct HostNote {
  std::string name, record;
};

/// How to behave towards the network; the same for all sources.
struct Settings {
  int connections = 64;                ///< at once, over all hosts
  Duration timeout{60'000};            ///< of one request, from resolving to the last byte
  std::uint64_t max_body = 32u << 20;  ///< bytes, decoded; of all addresses of a page together
  std::string user_agent = "gazetted/0.1 (+https://example.org/contact)";
  int attempts = 3;            ///< requests for one visit where they fail in passing
  Duration retry_base{1'000};  ///< before the second attempt; doubles from there …
  Duration retry_cap{60'000};  ///< … up to this
  int max_redirects = 10;
  int in_flight_downstream = 1024;             ///< captures not acknowledged, beyond which nothing starts
  std::uint64_t bytes_downstream = 12u << 20;  ///< bodies not acknowledged, likewise
  /// Where the page of a capture goes on, if it is spread over several addresses: they are fetched in the
  /// same visit. Asked on the crawl thread after each page, with what was fetched so far; it must be quick
  /// and must not throw. Empty: no page goes on.
  std::function<std::optional<Url>(const Capture&)> goes_on{};
  std::size_t max_further = 49;  ///< addresses of one page besides its first
  /// Told once a minute and at the end, on the crawl thread, what is to be kept of the hosts that were asked
  /// since; must not block and must not throw. May be empty.
  std::function<void(std::vector<HostNote>)> keep_hosts{};
};

/// once: every target known at the start or learned on the way is visited, whatever its due time,
/// each URL a single time. daemon: each target is visited when it is due.
enum class Mode { once, daemon };

/// The configured sources, replacing all before. Targets of any other source are dropped when
/// their turn comes.
struct Sources {
  std::vector<std::shared_ptr<const Source>> all;
};

/// What those who keep the pages tell the crawler.
struct Learned {
  /// How many captures this answers. Each capture has to be answered once: this lifts
  /// back-pressure, and a pass ends only when nothing is unanswered.
  std::size_t acknowledged = 0;
  /// To be visited. A target whose URL is waiting already replaces it (due time, validators).
  /// `urgent` ones are visited at once, in Mode::once also again (at most Frontier::urgent_visits
  /// times a pass).
  std::vector<Target> targets{};
  std::vector<Url> forgotten{};  ///< not to be visited any more
};

/// What was kept, once at the start.
struct KnownHosts {
  std::vector<HostNote> all;
};

enum class RobotsPolicy { obey, ignore };

}  // namespace gazetted::crawler
