#include "bench/schedule/trace.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string_view>

#include <unicode/timezone.h>
#include <zlib.h>

#include "bench/judging/dice.h"
#include "crawler/calendar.h"

namespace gazetted::bench {
namespace {

/// zlib reads plain files as they are.
std::string contents_of(const std::filesystem::path& path) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw std::runtime_error(path.string() + ": cannot be opened");
  std::string text;
  std::vector<char> piece(1 << 16);
  for (int read; (read = gzread(file.get(), piece.data(), static_cast<unsigned>(piece.size()))) != 0;) {
    if (read < 0) throw std::runtime_error(path.string() + ": cannot be read");
    text.append(piece.data(), static_cast<std::size_t>(read));
  }
  return text;
}

/// Pages and hosts by name, as they come.
class Pages {
 public:
  void add(const std::string& organisation, const std::string& type, Timestamp time) {
    const auto [page, added] = pages_.try_emplace({organisation, type}, trace_.pages.size());
    if (added) {
      const auto host = hosts_.try_emplace(organisation, static_cast<std::uint32_t>(hosts_.size())).first;
      trace_.pages.push_back({organisation, type, host->second, {}});
    }
    trace_.pages[page->second].published.push_back(time);
  }
  [[nodiscard]] Trace finished(std::string zone) {
    for (auto& page : trace_.pages) std::sort(page.published.begin(), page.published.end());
    trace_.hosts = static_cast<std::uint32_t>(hosts_.size());
    trace_.zone = std::move(zone);
    return std::move(trace_);
  }

 private:
  Trace trace_;
  std::map<std::pair<std::string, std::string>, std::size_t> pages_;
  std::map<std::string, std::uint32_t> hosts_;
};

}  // namespace

struct Zone::Impl {
  std::unique_ptr<icu::TimeZone> zone;
};

Zone::Zone(const std::string& name) : impl_(std::make_unique<Impl>()) {
  impl_->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (*impl_->zone == icu::TimeZone::getUnknown()) throw std::runtime_error(name + ": no such time zone");
}
Zone::~Zone() = default;

std::chrono::minutes Zone::ahead(Timestamp time) const {
  std::int32_t standard = 0, summer = 0;
  UErrorCode error = U_ZERO_ERROR;
  impl_->zone->getOffset(static_cast<UDate>(time.time_since_epoch().count()), 0, standard, summer, error);
  return std::chrono::minutes{(standard + summer) / 60'000};
}

Trace read_trace(const std::filesystem::path& file, const std::string& zone_name) {
  const Zone zone(zone_name);
  const std::string text = contents_of(file);
  Pages pages;
  std::string_view rest = text;
  for (int number = 1; !rest.empty(); ++number) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (number == 1 || line.empty()) continue;
    std::int64_t stamp = 0;
    const auto first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == line.npos || second == line.npos ||
        std::from_chars(line.data(), line.data() + first, stamp).ec != std::errc{})
      throw std::runtime_error(file.string() + ":" + std::to_string(number) +
                               ": expected time, organisation, type");
    const Timestamp time{std::chrono::seconds{stamp}};
    if ((time + zone.ahead(time)).time_since_epoch() % std::chrono::hours{24} == Duration{0}) continue;
    const auto type = line.substr(second + 1);
    pages.add(std::string(line.substr(first + 1, second - first - 1)),
              std::string(type.substr(0, type.find_first_of("\t\r"))), time);
  }
  return pages.finished(zone_name);
}

Trace active_between(const Trace& trace, Timestamp from, Timestamp to, std::size_t least) {
  Trace active;
  active.zone = trace.zone;
  std::map<std::uint32_t, std::uint32_t> hosts;
  for (const auto& page : trace.pages) {
    const auto& all = page.published;
    const auto first = std::lower_bound(all.begin(), all.end(), from);
    const auto last = std::lower_bound(first, all.end(), to);
    if (static_cast<std::size_t>(last - first) < std::max<std::size_t>(least, 1)) continue;
    const auto host = hosts.try_emplace(page.host, static_cast<std::uint32_t>(hosts.size())).first->second;
    active.pages.push_back({page.organisation, page.type, host, {first, last}});
  }
  active.hosts = static_cast<std::uint32_t>(hosts.size());
  return active;
}

Trace made_chinese_trace(std::uint64_t seed) {
  using crawler::DayType;
  Dice dice(seed);
  Pages pages;
  const auto& calendar = crawler::Calendar::chinese();
  const auto chance = [&] { return static_cast<double>(dice.below(1'000'000)) / 1e6; };
  constexpr int offices = 60, lists = 4;
  for (int office = 0; office < offices; ++office) {
    // Where in the day an office publishes, and how much it keeps to that.
    const int own_hour = dice.between(8, 17), own_minute = dice.between(0, 11) * 5;
    const int own_percent = dice.happens(50) ? dice.between(30, 70) : 0;
    const int night_percent = dice.happens(10) ? 30 : 3;
    for (int list = 0; list < lists; ++list) {
      const double a_day = std::pow(10.0, chance() * 2 - 1.3);  // from one in twenty days to five a day
      const int own_day = dice.happens(30) ? dice.between(1, 5) : 0;
      double month_factor = 1;
      for (Date day = *Date::of(2024, 1, 1); day.year() < 2026; day = day.plus_days(1)) {
        if (day.day() == 1) month_factor = 0.5 + chance();
        const auto type = calendar.type_of(day.sys_days());
        double expected = a_day * month_factor *
                          (type == DayType::working    ? 1.35
                           : type == DayType::saturday ? 0.1
                                                       : 0.05);
        const auto weekday = static_cast<int>(std::chrono::weekday{day.sys_days()}.iso_encoding());
        if (own_day != 0) expected *= weekday == own_day ? 3 : 0.5;
        // Occasions come as they like; one in three brings several pieces within some minutes.
        for (double left = -std::log(1 - chance()); left < expected; left += -std::log(1 - chance())) {
          int minute = 0;
          if (dice.happens(night_percent))
            minute = dice.between(0, 24 * 60 - 1);
          else if (dice.happens(own_percent))
            minute = own_hour * 60 + own_minute + dice.between(0, 14);
          else
            do minute = dice.between(8 * 60, 19 * 60);
            while ((minute >= 11 * 60 + 30 && minute < 14 * 60 && !dice.happens(15)) ||
                   (minute >= 17 * 60 + 30 && !dice.happens(30)));
          const int pieces = dice.happens(33) ? dice.between(2, 9) : 1;
          for (int piece = 0; piece < pieces; ++piece)
            pages.add("office " + std::to_string(office), "list " + std::to_string(list),
                      start_of(day, china_offset) + std::chrono::minutes{minute} +
                          std::chrono::seconds{1 + dice.below(59) + static_cast<std::size_t>(piece) * 60});
        }
      }
    }
  }
  return pages.finished("Asia/Shanghai");
}

}  // namespace gazetted::bench
