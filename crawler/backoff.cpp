#include "crawler/backoff.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <curl/curl.h>

namespace gazetted::crawler {

Duration backoff(int failures, Duration base, Duration cap, double jitter) {
  // 2^30 times any base of a millisecond or more is beyond every cap in use.
  const int doublings = std::clamp(failures - 1, 0, 30);
  const auto grown = base.count() > cap.count() >> doublings ? cap : base * (Duration::rep{1} << doublings);
  const auto whole = static_cast<double>(std::min(grown, cap).count());
  return Duration{static_cast<Duration::rep>(whole * (0.5 + jitter / 2))};
}

std::optional<Duration> parse_retry_after(std::string_view value, Timestamp now) {
  const auto first = value.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  value = value.substr(first, value.find_last_not_of(" \t") - first + 1);

  // A server that asks for more than this has a broken clock or does not mean it.
  static constexpr std::chrono::seconds longest = std::chrono::hours{24 * 365};
  const char* const end = value.data() + value.size();
  if (std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    std::int64_t seconds = 0;
    const bool fits = std::from_chars(value.data(), end, seconds).ec == std::errc{};
    return std::min(fits ? std::chrono::seconds{seconds} : longest, longest);
  }
  // A date names its day or month; curl_getdate would take a bare number for one as well.
  if (std::none_of(value.begin(), value.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }))
    return std::nullopt;
  const time_t when = curl_getdate(std::string(value).c_str(), nullptr);
  if (when == -1) return std::nullopt;
  const Duration ahead = Timestamp{std::chrono::seconds{when}} - now;
  return std::clamp(ahead, Duration{0}, Duration{longest});
}

bool may_pass(ErrorKind kind) {
  return kind == ErrorKind::unresolved || kind == ErrorKind::refused || kind == ErrorKind::timed_out ||
         kind == ErrorKind::io;
}

bool status_may_pass(int status) {
  return status == 429 || (status >= 500 && status != 501 && status != 505);
}

}  // namespace gazetted::crawler
