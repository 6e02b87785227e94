#pragma once
// Calendar days and instants. Government pages state days in local time; events and captures carry
// instants in UTC.

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazetted {

/// A day of the Gregorian calendar, always a valid one.
class Date {
 public:
  /// The day, or nothing where there is no such day (2023-02-29, month 13 …).
  [[nodiscard]] static std::optional<Date> of(int year, int month, int day);
  /// Reads `YYYY-MM-DD` and nothing else.
  [[nodiscard]] static std::optional<Date> parse_iso(std::string_view text);

  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;
  [[nodiscard]] int day() const;
  [[nodiscard]] std::string iso() const;             ///< YYYY-MM-DD
  [[nodiscard]] Date plus_days(int days) const;      ///< may be negative
  [[nodiscard]] Date plus_months(int months) const;  ///< clipped to the month's last day
  [[nodiscard]] int days_since(Date other) const;
  [[nodiscard]] std::chrono::sys_days sys_days() const { return days_; }

  explicit Date(std::chrono::sys_days days) : days_(days) {}
  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  std::chrono::sys_days days_;
};

/// An instant, in milliseconds since 1970-01-01T00:00:00Z.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

/// RFC 3339 in UTC: `2026-11-23T03:35:36Z`, with `.123` where the milliseconds are not zero.
[[nodiscard]] std::string to_rfc3339(Timestamp time);
/// Reads RFC 3339 with any offset; a bare `YYYY-MM-DD` is midnight UTC.
[[nodiscard]] std::optional<Timestamp> parse_rfc3339(std::string_view text);

/// The day at `time` for a clock `offset` east of UTC (+08:00 for Chinese sources).
[[nodiscard]] Date day_of(Timestamp time, std::chrono::minutes offset);
/// Midnight at which `day` begins for a clock `offset` east of UTC.
[[nodiscard]] Timestamp start_of(Date day, std::chrono::minutes offset);

/// Reads `500ms`, `2s`, `10m`, `1h`, `1d`; nothing for any other form, a sign or an overflow.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);
/// The shortest exact form of the above.
[[nodiscard]] std::string to_string(Duration duration);

inline constexpr std::chrono::minutes china_offset{8 * 60};

}  // namespace gazetted
