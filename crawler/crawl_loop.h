#pragma once
// The crawl thread's own state, and its one loop: read the inbox, start what is due, take what has
// finished, wait for the first of all that may come.

#include <deque>
#include <functional>
#include <queue>
#include <random>
#include <stop_token>
#include <unordered_map>
#include <vector>

#include "core/clock.h"
#include "core/inbox.h"
#include "crawler/crawler.h"
#include "crawler/frontier.h"
#include "crawler/host_book.h"
#include "crawler/robots_cache.h"
#include "crawler/trip.h"

namespace gazetted::crawler {

class CrawlLoop {
 public:
  /// What the loop works with and does not own.
  struct Surroundings {
    const Settings& settings;
    const Clock& clock;
    Mode mode;
    RobotsPolicy robots;
    const Crawler::Deliver& deliver;
    Transport& transport;
    Inbox<Crawler::Message>& inbox;
    Counters& counters;
  };

  explicit CrawlLoop(const Surroundings& surroundings);
  void run(const std::stop_token& stop);

 private:
  using Instant = Frontier::Instant;
  using HostId = Frontier::HostId;
  using Ticket = std::uint32_t;

  /// How a host has fared lately.
  struct Health {
    int failures = 0;            ///< visits in a row that failed in passing
    int silences = 0;            ///< of these, in a row, without a whole answer or sent away
    std::optional<Error> error;  ///< of the last one
  };
  struct Wake {
    Instant at{};
    Ticket trip = 0;
    friend bool operator>(const Wake& a, const Wake& b) { return a.at > b.at; }
  };

  void take(Sources sources);
  void take(Learned learned);
  void take(KnownHosts hosts);
  [[nodiscard]] bool may_begin() const;
  [[nodiscard]] bool is_finished() const;
  [[nodiscard]] Duration patience() const;
  void start_due();

  void begin(Frontier::Taken taken, Frontier::Now moment);
  /// Whether the target waits for its source's quiet hours or its host's budget, and is put back for that.
  [[nodiscard]] bool is_put_off(const Frontier::Taken& taken, const Source& source, Frontier::Now moment);
  /// Sends the trip's next request as soon as robots.txt, the host's delay and a free connection
  /// allow it, or ends the trip.
  void proceed(Ticket ticket);
  void send(Ticket ticket, Trip::Stage stage);
  void receive(Response response);
  /// The trip's request was not sent: where its host stands was asked a moment ago for another host.
  void put_off(Ticket ticket);
  void receive_page(Ticket ticket, Response response);
  void receive_robots(Ticket ticket, Response response);
  /// Whether a failed request is made again; the trip then waits for it.
  [[nodiscard]] bool try_again(Ticket ticket, const Response& response);
  void note_health(const Trip& trip, const Response& response);
  /// Why `host` is not asked now for this trip, where it is not.
  [[nodiscard]] std::optional<Error> given_up(const Trip& trip, HostId host, Frontier::Now moment);
  void finish(Ticket ticket, Response response);
  void fail(Ticket ticket, Error error);

  [[nodiscard]] Duration delay_of(const Trip& trip, HostId host, Instant tick) const;
  /// When the trip's request may be sent.
  [[nodiscard]] Instant free_at(const Trip& trip, HostId host, Frontier::Now moment) const;
  /// No request to the host before the pause is over, in the next process neither.
  void rest(HostId host, Frontier::Now from, Duration pause);
  void keep_hosts(Instant tick);
  /// What robots.txt of the page's origin lets its scripts ask for.
  [[nodiscard]] std::function<bool(const Url&)> permission_of(const Trip& trip) const;
  /// Bytes that the page of this trip may still have.
  [[nodiscard]] std::uint64_t room_of(const Trip& trip) const;
  [[nodiscard]] HostId host_of(const Trip& trip);  ///< of the request under way
  [[nodiscard]] Health& health_of(HostId host);
  [[nodiscard]] Frontier::Now now() const;

  Surroundings in_;
  std::string product_;
  Frontier frontier_;
  RobotsCache robots_;
  std::unordered_map<SourceId, std::shared_ptr<const Source>> sources_;
  std::vector<Health> health_;  ///< by HostId
  HostBook book_;
  Instant hosts_kept_{};

  std::deque<Trip> trips_;  ///< by ticket
  std::vector<Ticket> free_tickets_;
  std::priority_queue<Wake, std::vector<Wake>, std::greater<>> sleeping_;  ///< trips that wait for their time
  int active_ = 0;                                                         ///< requests on the wire
  std::deque<std::uint64_t> undigested_;  ///< body sizes of the captures not acknowledged, oldest first
  std::uint64_t undigested_bytes_ = 0;
  std::minstd_rand random_;
};

}  // namespace gazetted::crawler
