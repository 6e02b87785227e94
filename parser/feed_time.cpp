#include "parser/feed_time.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <utility>

namespace gazetted::parser {
namespace {

using std::chrono::minutes;

/// Reads a text from its front; every take leaves the text alone where it fails.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) { skip_space(); }

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

  bool take(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_any(std::string_view set) {
    if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<int> number(std::size_t least, std::size_t most) {
    const auto digits = static_cast<std::size_t>(
        std::find_if(rest_.begin(), rest_.end(), [](unsigned char c) { return std::isdigit(c) == 0; }) -
        rest_.begin());
    if (digits < least || digits > most) return std::nullopt;
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + digits, value);
    rest_.remove_prefix(digits);
    return value;
  }

  std::string_view word() {
    std::size_t length = 0;
    while (length < rest_.size() && std::isalpha(static_cast<unsigned char>(rest_[length])) != 0) ++length;
    const auto letters = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return letters;
  }

  void skip_space() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0)
      rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

struct Clock {
  int hour = 0, minute = 0, second = 0;
};

/// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.fff`.
std::optional<Clock> take_clock(Cursor& cursor) {
  const auto hour = cursor.number(1, 2);
  if (!hour || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.number(2, 2);
  if (!minute) return std::nullopt;
  Clock clock{*hour, *minute, 0};
  if (cursor.take(':')) {
    const auto second = cursor.number(2, 2);
    if (!second) return std::nullopt;
    clock.second = *second;
    if (cursor.take_any(".,")) static_cast<void>(cursor.number(1, 9));
  }
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 60) return std::nullopt;
  return clock;
}

/// Names of RFC 822, 5.1 and CST, which on these feeds is China's standard time.
std::optional<minutes> zone_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, int>, 13> zones = {{{"Z", 0},
                                                                              {"GMT", 0},
                                                                              {"UTC", 0},
                                                                              {"UT", 0},
                                                                              {"CST", 8},
                                                                              {"HKT", 8},
                                                                              {"EST", -5},
                                                                              {"EDT", -4},
                                                                              {"CDT", -5},
                                                                              {"MST", -7},
                                                                              {"MDT", -6},
                                                                              {"PST", -8},
                                                                              {"PDT", -7}}};
  for (const auto& [zone, hours] : zones)
    if (zone == name) return minutes{hours * 60};
  return std::nullopt;
}

/// `Z`, `+08:00`, `+0800`, `GMT`, `GMT+8`; no offset is the source's own time.
std::optional<minutes> take_zone(Cursor& cursor) {
  cursor.skip_space();
  if (cursor.done()) return china_offset;
  std::optional<minutes> named;
  if (const auto name = cursor.word(); !name.empty()) {
    named = zone_named(name);
    if (!named || cursor.done()) return named;
  }
  const bool west = cursor.take('-');
  if (!west && !cursor.take('+')) return named;
  if (const auto both = cursor.number(4, 4)) {
    const minutes offset{*both / 100 * 60 + *both % 100};
    return west ? -offset : offset;
  }
  const auto hours = cursor.number(1, 2);
  if (!hours) return std::nullopt;
  const auto rest = cursor.take(':') ? cursor.number(2, 2) : std::optional<int>(0);
  if (!rest) return std::nullopt;
  const minutes offset{*hours * 60 + *rest};
  return west ? -offset : offset;
}

FeedTime at(Date day, Clock clock, minutes offset) {
  const auto time = Timestamp{day.sys_days()} + std::chrono::hours{clock.hour} + minutes{clock.minute} +
                    std::chrono::seconds{clock.second} - offset;
  return {time, day_of(time, offset == minutes{0} ? china_offset : offset)};
}

std::optional<FeedTime> finish(Cursor& cursor, std::optional<Date> day) {
  if (!day) return std::nullopt;
  cursor.take_any("Tt");
  cursor.skip_space();
  if (cursor.done()) return at(*day, {}, china_offset);
  const auto clock = take_clock(cursor);
  if (!clock) return std::nullopt;
  const auto offset = take_zone(cursor);
  if (!offset || *offset < -minutes{24 * 60} || *offset > minutes{24 * 60}) return std::nullopt;
  return at(*day, *clock, *offset);
}

/// 2026-11-23T03:51:12+08:00, 2026-11-23 03:51, 2026/11/23, 2026.11.23, 2026-11, 2026.
std::optional<FeedTime> read_iso(std::string_view text) {
  Cursor cursor(text);
  const auto year = cursor.number(4, 4);
  if (!year) return std::nullopt;
  if (cursor.done()) return finish(cursor, Date::of(*year, 1, 1));
  if (!cursor.take_any("-/.")) return std::nullopt;
  const auto month = cursor.number(1, 2);
  if (!month) return std::nullopt;
  if (cursor.done()) return finish(cursor, Date::of(*year, *month, 1));
  if (!cursor.take_any("-/.")) return std::nullopt;
  const auto day = cursor.number(1, 2);
  if (!day) return std::nullopt;
  return finish(cursor, Date::of(*year, *month, *day));
}

int month_named(std::string_view name) {
  static constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                              "jul", "aug", "sep", "oct", "nov", "dec"};
  std::string start(name.substr(0, 3));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto* const found = std::find(months.begin(), months.end(), start);
  return found == months.end() ? 0 : static_cast<int>(found - months.begin()) + 1;
}

/// Mon, 23 Nov 2026 03:51:12 +0800; the week's day and the zone may be missing, the year be short.
std::optional<FeedTime> read_rfc822(std::string_view text) {
  Cursor cursor(text);
  if (!cursor.word().empty()) {
    cursor.take(',');
    cursor.skip_space();
  }
  const auto day = cursor.number(1, 2);
  if (!day) return std::nullopt;
  cursor.take('-');
  cursor.skip_space();
  const int month = month_named(cursor.word());
  cursor.take('-');
  cursor.skip_space();
  auto year = cursor.number(2, 4);
  if (!year || month == 0) return std::nullopt;
  if (*year < 100) year = *year + (*year < 70 ? 2000 : 1900);
  return finish(cursor, Date::of(*year, month, *day));
}

/// Seconds or milliseconds since 1970, of the years 1973 to 2100.
std::optional<FeedTime> read_epoch(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (text.size() == 9 || text.size() == 10) count *= 1000;
  if (text.size() < 9 || text.size() == 11 || count < 100'000'000'000 || count > 4'102'444'800'000)
    return std::nullopt;
  const Timestamp time{Duration{count}};
  return FeedTime{time, day_of(time, china_offset)};
}

}  // namespace

std::optional<FeedTime> read_feed_time(std::string_view text) {
  Cursor cursor(text);
  text = cursor.rest();
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  if (auto time = read_iso(text)) return time;
  if (auto time = read_rfc822(text)) return time;
  return read_epoch(text);
}

}  // namespace gazetted::parser
