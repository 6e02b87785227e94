#include "crawler/host_record.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace gazetted::crawler {
namespace {

constexpr std::array counts = {&HostDay::requests,    &HostDay::bytes,      &HostDay::found,
                               &HostDay::unchanged,   &HostDay::redirected, &HostDay::refused,
                               &HostDay::failing,     &HostDay::unanswered, &HostDay::disallowed,
                               &HostDay::told_to_wait};

/// Beyond any pause that a source can ask for: a record that is damaged must not silence a host for ever.
constexpr Duration longest_rest = std::chrono::hours{24};

}  // namespace

std::string packed(const HostRecord& record) {
  std::ostringstream text;
  for (const auto& source : record.sources) text << "source " << source.str() << '\n';
  if (!record.address.empty()) text << "address " << record.address << '\n';
  text << "held " << record.held_until.time_since_epoch().count() << '\n';
  text << "rest " << record.rests_from.time_since_epoch().count() << ' ' << record.rest.count() << '\n';
  text << "answers " << record.answers_in.count() << '\n';
  for (const auto& [day, asked] : record.days) {
    text << "day " << day.iso();
    for (const auto count : counts) text << ' ' << asked.*count;
    if (asked.least_gap) text << ' ' << asked.least_gap->count();
    text << '\n';
  }
  return text.str();
}

HostRecord unpacked_host(std::string_view text) {
  HostRecord record;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string what, word;
    words >> what;
    Duration::rep number = 0;
    if (what == "source" && words >> word) {
      record.sources.insert(SourceId(word));
    } else if (what == "address" && words >> word) {
      record.address = word;
    } else if (what == "held" && words >> number) {
      record.held_until = Timestamp(Duration(number));
    } else if (what == "rest" && words >> number) {
      Duration::rep rest = 0;
      if (!(words >> rest)) continue;
      record.rests_from = Timestamp(Duration(number));
      record.rest = std::clamp(Duration(rest), Duration{0}, longest_rest);
    } else if (what == "answers" && words >> number) {
      record.answers_in = Duration(number);
    } else if (what == "day" && words >> word) {
      const auto day = Date::parse_iso(word);
      HostDay asked;
      for (const auto count : counts) words >> asked.*count;
      if (!day || !words) continue;
      if (words >> number) asked.least_gap = Duration(number);
      record.days.emplace(*day, asked);
    }
  }
  return record;
}

HostRecord merged(HostRecord newer, const HostRecord& kept) {
  newer.sources.insert(kept.sources.begin(), kept.sources.end());
  newer.days.insert(kept.days.begin(), kept.days.end());
  while (newer.days.size() > most_days) newer.days.erase(newer.days.begin());
  return newer;
}

}  // namespace gazetted::crawler
