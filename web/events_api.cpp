#include "web/events_api.h"

#include <algorithm>
#include <charconv>

namespace gazetted::web {
namespace {

constexpr std::size_t page_bytes = 16 << 20;
constexpr std::size_t chunk = 64;

}  // namespace

std::optional<EventSeq> parse_sequence(std::string_view text) {
  EventSeq sequence;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), sequence.value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return sequence;
}

Result<EventsQuery> parse_query(const std::optional<std::string>& since,
                                const std::optional<std::string>& limit) {
  EventsQuery query;
  if (since) {
    const auto sequence = parse_sequence(*since);
    if (!sequence) return failure(ErrorKind::invalid_argument, "since must be the number of an event, or 0");
    query.since = *sequence;
  }
  if (limit) {
    const auto count = parse_sequence(*limit);
    if (!count || count->value == 0)
      return failure(ErrorKind::invalid_argument,
                     "limit must be a number from 1 to " + std::to_string(most_events));
    query.limit = static_cast<std::size_t>(std::min<std::uint64_t>(count->value, most_events));
  }
  return query;
}

std::string events_page(const monitor::EventLog& log, const EventsQuery& query) {
  std::string page = R"({"events":[)";
  EventSeq last = query.since;
  std::size_t left = query.limit;
  while (left > 0 && page.size() < page_bytes) {
    const std::size_t asked = std::min(left, chunk);
    const auto events = log.after(last, asked);
    for (const monitor::StoredEvent& event : events) {
      if (page.back() != '[') page += ',';
      page += event.json;
      last = event.sequence;
      --left;
      if (page.size() >= page_bytes) break;
    }
    if (events.size() < asked) break;
  }
  // Asked last, so that it is never behind the events before it.
  return page + R"(],"newest":)" + std::to_string(log.newest().value) + '}';
}

std::string server_sent(const monitor::StoredEvent& event) {
  std::string text = "id: " + std::to_string(event.sequence.value) + "\nevent: " + event.type + "\ndata: ";
  for (const char c : event.json) {
    if (c == '\n')
      text += "\ndata: ";
    else if (c != '\r')
      text += c;
  }
  return text + "\n\n";
}

}  // namespace gazetted::web
