#pragma once
// What each host allows, and the account of what it was asked. Besides the delay of its source a host is
// spared by its own slowness, by a day's budget, by the hours in which a source is quiet, and by what it
// shares with others: many sites stand on one address, which is asked no faster than one host would be, and
// one that sends us away speaks for all of them. Pure but for what it is told; the crawl thread's own.

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/source.h"
#include "crawler/frontier.h"
#include "crawler/host_record.h"
#include "crawler/settings.h"
#include "crawler/transport.h"

namespace gazetted::crawler {

class HostBook {
 public:
  using HostId = Frontier::HostId;
  using Instant = Frontier::Instant;
  using Now = Frontier::Now;

  /// What was known before a restart. The address of the host rests as the host does.
  void take_up(HostId host, std::string name, std::string_view record, Now now);

  /// When the host of a request by `source` may be asked again by its day's budget; at or before `now` at
  /// once.
  [[nodiscard]] Timestamp budget_allows(HostId host, const Source& source, Timestamp now) const;
  /// Whether the address of the host was asked a moment ago for another of its hosts.
  [[nodiscard]] Instant address_free_at(HostId host) const;
  /// Whether a request to the host is on the wire, its own or one that a redirect led there.
  [[nodiscard]] bool is_being_asked(HostId host) const;
  /// How long a host that takes long to answer is left alone between two requests; 0 for a quick one.
  [[nodiscard]] Duration slowness(HostId host) const;
  [[nodiscard]] Timestamp held_until(HostId host) const;
  /// What is left of the pause after the last request, which may have been another process's; never more
  /// than the pause, however the clock was turned.
  [[nodiscard]] Duration rest_left(HostId host, Timestamp now) const;

  /// Whether the host may be asked now at that address, where it turns out to stand; if so the address rests
  /// from now on for so long.
  [[nodiscard]] bool take_address(HostId host, const std::string& address, Now now, Duration delay);
  /// What was noted as sent was not.
  void note_put_off(HostId host, const Source& source, Now now);
  void note_sent(HostId host, std::string_view name, const Source& source, Now now, Duration delay);
  /// `elapsed` is nothing where it says nothing of the host.
  void note_answer(HostId host, const Source& source, const Response& response, Now now,
                   std::optional<Duration> elapsed, Duration delay);
  void note_rest(HostId host, Timestamp now, Duration rest);
  void note_disallowed(HostId host, std::string_view name, const Source& source, Timestamp now);
  /// The host wants to be left alone. The others at its address, which are to be left alone too, but for how
  /// long is bounded: one address may stand before very many sites.
  std::vector<HostId> note_hold(HostId host, Timestamp until);
  static constexpr Duration longest_hold_of_neighbours{300'000};

  /// What has changed since it was asked last.
  [[nodiscard]] std::vector<HostNote> changed();

 private:
  struct Book {
    std::string name;
    HostRecord record;
    std::optional<Instant> last_end;  ///< of the request before
    int on_the_wire = 0;
  };
  struct Address {
    std::vector<HostId> hosts;
    Instant free_at{};
  };

  [[nodiscard]] Book& book_of(HostId host);
  [[nodiscard]] const Book* find(HostId host) const;
  HostDay& day_of(Book& book, const Source& source, Timestamp now);
  void stands_at(HostId host, const std::string& address);
  void hold_address(const std::string& address, Instant until);

  std::vector<Book> books_;  ///< by HostId
  std::unordered_map<std::string, Address> addresses_;
  std::unordered_set<HostId> changed_;
};

/// When the quiet hours end that `source` is in; nothing outside of them.
[[nodiscard]] std::optional<Timestamp> quiet_until(const Source& source, Timestamp now);

}  // namespace gazetted::crawler
