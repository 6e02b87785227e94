#pragma once
// When to visit a page next: a pure rule over what the visits so far brought.

#include <cstdint>
#include <optional>
#include <string>

#include "core/date.h"

namespace gazetted::crawler {

enum class Role { entrance, document };
enum class Outcome {
  changed,  ///< also the first visit
  unchanged,
  failed,  ///< no answer, or an error status
  gone     ///< 404 or 410: to be confirmed by further visits
};

/// A visit just made, and what went before it.
struct Visit {
  Role role = Role::document;
  std::optional<Duration> fixed;  ///< the pace configured; nothing for adaptive
  Duration last_interval{0};      ///< as planned by the visit before; 0 after the first visit
  Outcome outcome = Outcome::changed;
  int failures = 0;                     ///< visits failed or gone in a row, this one included
  std::optional<Duration> retry_after;  ///< as the server asked
};

struct Plan {
  Timestamp due;
  /// What the page's own rhythm is held to be; the next visit's `last_interval`. A failure waits
  /// by its own rule and leaves it as it is.
  Duration interval;
  std::string reason;  ///< one line, for `why`
};

/// The visit after one made at `now`. Adaptive intervals are spread by up to a tenth, by `seed`
/// (a hash of the URL, say), so that pages found together do not stay together.
[[nodiscard]] Plan next_visit(const Visit& visit, Timestamp now, std::uint64_t seed);

}  // namespace gazetted::crawler
