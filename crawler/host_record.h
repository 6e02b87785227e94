#pragma once
// What is known of a host and what it was asked, as it is kept over restarts: the account that an operator
// can show to those who run the site. Pure.

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/ids.h"

namespace gazetted::crawler {

/// The requests to a host in one day, robots.txt, redirects, attachments and retries included.
struct HostDay {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;  ///< of bodies, decoded
  std::uint64_t found = 0, unchanged = 0, redirected = 0, refused = 0,
                failing = 0;  ///< 2xx, 304, other 3xx, 4xx, 5xx
  std::uint64_t unanswered = 0;
  std::uint64_t disallowed = 0;       ///< by robots.txt: not asked
  std::uint64_t told_to_wait = 0;     ///< Retry-After
  std::optional<Duration> least_gap;  ///< between the end of a request and the start of the next
  friend bool operator==(const HostDay&, const HostDay&) = default;
};

struct HostRecord {
  std::set<SourceId> sources;    ///< that asked it
  std::string address;           ///< that answered last; "" where none did
  Timestamp held_until{};        ///< it wants to be left alone, by the clock of judgement
  Timestamp rests_from{};        ///< its last request, by that clock …
  Duration rest{0};              ///< … and the pause after it
  Duration answers_in{0};        ///< smoothed
  std::map<Date, HostDay> days;  ///< in the time zone of the source that asked
  friend bool operator==(const HostRecord&, const HostRecord&) = default;
};

inline constexpr std::size_t most_days = 90;

/// As lines of text, and back; what cannot be read is left out.
[[nodiscard]] std::string packed(const HostRecord& record);
[[nodiscard]] HostRecord unpacked_host(std::string_view text);
/// What is kept from now on: all of `newer`, and the days that only `kept` knows.
[[nodiscard]] HostRecord merged(HostRecord newer, const HostRecord& kept);

}  // namespace gazetted::crawler
