#include "crawler/backoff.h"

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

TEST(Backoff, DoublesUpToItsCapAndStaysInTheUpperHalf) {
  struct Case {
    int failures;
    Duration whole;
  };
  for (const auto& [failures, whole] :
       {Case{1, Duration{1'000}}, Case{2, Duration{2'000}}, Case{3, Duration{4'000}},
        Case{6, Duration{32'000}}, Case{7, Duration{60'000}}, Case{1'000'000, Duration{60'000}},
        Case{0, Duration{1'000}}}) {
    EXPECT_EQ(backoff(failures, Duration{1'000}, Duration{60'000}, 0.0), whole / 2) << failures;
    EXPECT_EQ(backoff(failures, Duration{1'000}, Duration{60'000}, 0.5), whole * 3 / 4) << failures;
    EXPECT_LE(backoff(failures, Duration{1'000}, Duration{60'000}, 0.999), whole) << failures;
  }
  EXPECT_EQ(backoff(1, Duration{5'000}, Duration{2'000}, 0.0), Duration{1'000});
  EXPECT_EQ(backoff(40, Duration::max() / 4, Duration::max() / 2, 0.0) > Duration{0}, true);
}

TEST(RetryAfter, IsSecondsOrADate) {
  const Timestamp now = *parse_rfc3339("2026-11-23T08:00:00Z");
  struct Case {
    std::string_view value;
    std::optional<Duration> wait;
  };
  const Duration year = std::chrono::hours{24 * 365};
  for (const auto& [value, wait] : {
           Case{"0", Duration{0}},
           Case{"120", Duration{120'000}},
           Case{"  7 ", Duration{7'000}},
           Case{"99999999999999999999999", year},
           Case{"9999999999", year},
           Case{"Mon, 23 Nov 2026 08:01:00 GMT", Duration{60'000}},
           Case{"Monday, 23-Nov-26 08:01:00 GMT", Duration{60'000}},
           Case{"Mon Nov 23 08:01:00 2026", Duration{60'000}},
           Case{"Mon, 23 Nov 2026 07:00:00 GMT", Duration{0}},
           Case{"Sun, 23 Nov 2036 07:00:00 GMT", year},
           Case{"", std::nullopt},
           Case{"   ", std::nullopt},
           Case{"-5", std::nullopt},
           Case{"1.5", std::nullopt},
           Case{"soon", std::nullopt},
       })
    EXPECT_EQ(parse_retry_after(value, now), wait) << value;
}

TEST(Passing, IsWhatMayBeOtherwiseAMomentLater) {
  for (const int status : {429, 500, 502, 503, 504, 521}) EXPECT_TRUE(status_may_pass(status)) << status;
  for (const int status : {200, 304, 403, 404, 410, 501, 505})
    EXPECT_FALSE(status_may_pass(status)) << status;
  for (const auto kind : {ErrorKind::refused, ErrorKind::timed_out, ErrorKind::unresolved})
    EXPECT_TRUE(may_pass(kind)) << to_string(kind);
  for (const auto kind :
       {ErrorKind::tls, ErrorKind::too_large, ErrorKind::forbidden_address, ErrorKind::disallowed})
    EXPECT_FALSE(may_pass(kind)) << to_string(kind);
}

}  // namespace
}  // namespace gazetted::crawler
