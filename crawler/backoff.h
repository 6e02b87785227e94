#pragma once
// How long to wait before trying again, and whether trying again makes sense. Pure functions.

#include <optional>
#include <string_view>

#include "core/date.h"
#include "core/result.h"

namespace gazetted::crawler {

/// Capped exponential back-off with equal jitter: before retry `failures` (from 1) a time between
/// one half and the whole of min(cap, base * 2^(failures - 1)). `jitter` is from [0, 1).
[[nodiscard]] Duration backoff(int failures, Duration base, Duration cap, double jitter);

/// Retry-After (RFC 9110, 10.2.3): seconds, or a date relative to `now`; a date past is zero.
/// Nothing where it is neither.
[[nodiscard]] std::optional<Duration> parse_retry_after(std::string_view value, Timestamp now);

/// Failures that may have passed a moment later.
[[nodiscard]] bool may_pass(ErrorKind kind);
/// 429 and all of 5xx but those that state a lasting condition (501, 505).
[[nodiscard]] bool status_may_pass(int status);

}  // namespace gazetted::crawler
