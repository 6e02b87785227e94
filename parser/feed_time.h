#pragma once
// Instants as feeds, sitemaps and JSON answers write them: RFC 3339 and the W3C profile of ISO 8601,
// RFC 822 with its many dialects, the bare local forms, seconds or milliseconds since 1970.

#include <optional>
#include <string_view>

#include "core/date.h"

namespace gazetted::parser {

struct FeedTime {
  Timestamp time;
  Date day;  ///< as a reader at the source sees it: in the offset written, +08:00 for UTC or none
};

[[nodiscard]] std::optional<FeedTime> read_feed_time(std::string_view text);

}  // namespace gazetted::parser
