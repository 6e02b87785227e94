#include "core/date.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <limits>

namespace gazetted {
namespace {

using std::chrono::year_month_day;

/// Takes exactly `width` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d) return std::nullopt;
  return Date::of(*y, *m, *d);
}

std::optional<Duration> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return Duration{0};
  int value = 0;
  int digits = 0;
  while (!text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
    if (digits < 3) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return Duration{value};
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return std::chrono::minutes{0};
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto h = take_digits(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || *h > 23 || *m > 59) return std::nullopt;
  const std::chrono::minutes offset{*h * 60 + *m};
  return west ? -offset : offset;
}

}  // namespace

std::optional<Date> Date::of(int y, int m, int d) {
  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
  const year_month_day ymd{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                           std::chrono::day{static_cast<unsigned>(d)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{std::chrono::sys_days{ymd}};
}

std::optional<Date> Date::parse_iso(std::string_view text) {
  const auto date = take_date(text);
  if (!text.empty()) return std::nullopt;
  return date;
}

int Date::year() const { return static_cast<int>(year_month_day{days_}.year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(year_month_day{days_}.month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(year_month_day{days_}.day())); }

std::string Date::iso() const {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", year() % 10000, month(), day());
  return buffer.data();
}

Date Date::plus_days(int days) const { return Date{days_ + std::chrono::days{days}}; }

Date Date::plus_months(int months) const {
  const year_month_day ymd{days_};
  const auto moved = std::chrono::year_month{ymd.year(), ymd.month()} + std::chrono::months{months};
  const auto last = (moved / std::chrono::last).day();
  return Date{std::chrono::sys_days{moved / (ymd.day() < last ? ymd.day() : last)}};
}

int Date::days_since(Date other) const { return static_cast<int>((days_ - other.days_).count()); }

std::string to_rfc3339(Timestamp time) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  const auto days = std::chrono::floor<std::chrono::days>(whole);
  const auto in_day = static_cast<int>((whole - days).count());
  std::array<char, 48> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%sT%02d:%02d:%02d", Date{days}.iso().c_str(), in_day / 3600,
                in_day / 60 % 60, in_day % 60);
  std::string text = buffer.data();
  if (const auto milliseconds = static_cast<int>((time - whole).count()); milliseconds != 0) {
    std::snprintf(buffer.data(), buffer.size(), ".%03d", milliseconds);
    text += buffer.data();
  }
  return text + 'Z';
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return Timestamp{date->sys_days()};
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto h = take_digits(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, ':')) return std::nullopt;
  const auto s = take_digits(text, 2);
  if (!s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Timestamp{date->sys_days()} + std::chrono::hours{*h} + std::chrono::minutes{*m} +
         std::chrono::seconds{*s} + *fraction - *offset;
}

Date day_of(Timestamp time, std::chrono::minutes offset) {
  return Date{std::chrono::floor<std::chrono::days>(time + offset)};
}

Timestamp start_of(Date day, std::chrono::minutes offset) { return Timestamp{day.sys_days()} - offset; }

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || count < 0 || text.front() == '-') return std::nullopt;
  const std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
  std::int64_t scale = 0;
  if (unit == "ms") scale = 1;
  if (unit == "s") scale = 1000;
  if (unit == "m") scale = 60'000;
  if (unit == "h") scale = 3'600'000;
  if (unit == "d") scale = 86'400'000;
  if (scale == 0 || count > std::numeric_limits<std::int64_t>::max() / scale / 2) return std::nullopt;
  return Duration{count * scale};
}

std::string to_string(Duration duration) {
  const auto count = duration.count();
  if (count != 0 && count % 86'400'000 == 0) return std::to_string(count / 86'400'000) + "d";
  if (count != 0 && count % 3'600'000 == 0) return std::to_string(count / 3'600'000) + "h";
  if (count != 0 && count % 60'000 == 0) return std::to_string(count / 60'000) + "m";
  if (count % 1000 == 0) return std::to_string(count / 1000) + "s";
  return std::to_string(count) + "ms";
}

}  // namespace gazetted
