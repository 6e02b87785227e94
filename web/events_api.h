#pragma once
// How events are written for HTTP: a page of JSON, or one server-sent event each.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "monitor/event_log.h"

namespace gazetted::web {

inline constexpr std::size_t default_limit = 100;
inline constexpr std::size_t most_events = 1000;  ///< of one page

struct EventsQuery {
  EventSeq since;
  std::size_t limit = default_limit;
};

/// A sequence in decimal and nothing else.
[[nodiscard]] std::optional<EventSeq> parse_sequence(std::string_view text);

/// Reads the query's values, absent where not given. A limit above the most is the most. Fails with
/// invalid_argument.
[[nodiscard]] Result<EventsQuery> parse_query(const std::optional<std::string>& since,
                                              const std::optional<std::string>& limit);

/// `{"events":[…],"newest":N}`. Ends early, but not before its first event, where it grows beyond
/// some 16 MiB; whoever wants all asks again after the last one.
[[nodiscard]] std::string events_page(const monitor::EventLog& log, const EventsQuery& query);

/// `id`, `event` and `data` (WHATWG HTML, 9.2.6), ended by an empty line.
[[nodiscard]] std::string server_sent(const monitor::StoredEvent& event);

}  // namespace gazetted::web
