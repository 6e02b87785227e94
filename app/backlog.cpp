#include "app/backlog.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace gazetted::app {
namespace {

/// Since 1970; what is before that or beyond 2106 counts as the first and the last.
std::uint32_t second_of(Timestamp time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(seconds, 0, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace

Backlog::Host& Backlog::host_of(std::string_view origin) { return hosts_[std::string(origin)]; }

std::size_t Backlog::room() const {
  return std::clamp(held_in_all / std::max<std::size_t>(1, hosts_.size()), held_at_least, held_at_most);
}

bool Backlog::has_room(std::string_view origin, Timestamp due) const {
  const auto found = hosts_.find(std::string(origin));
  if (found == hosts_.end()) return true;
  const Host& host = found->second;
  return host.held < room() && (host.waits.empty() || second_of(due) <= host.waits.front().second);
}

void Backlog::settle(Host& host) {
  std::optional<std::uint32_t> place;
  if (!host.waits.empty() && host.held < room()) place = host.waits.front().second;
  if (place == host.place) return;
  if (host.place) line_.erase({*host.place, &host});
  host.place = place;
  if (place) line_.emplace(*place, &host);
}

void Backlog::wait(std::string_view origin, Timestamp due, monitor::PageNumber page) {
  Host& host = host_of(origin);
  host.waits.push_back({second_of(due), page});
  std::ranges::push_heap(host.waits, std::greater{});
  ++waiting_;
  settle(host);
}

std::optional<monitor::PageNumber> Backlog::take(Timestamp until) {
  while (!line_.empty() && line_.begin()->first < second_of(until)) {
    Host& host = *line_.begin()->second;
    settle(host);  // the room shrinks as hosts come
    if (!host.place) continue;
    std::ranges::pop_heap(host.waits, std::greater{});
    const auto page = host.waits.back().page;
    host.waits.pop_back();
    --waiting_;
    settle(host);
    return page;
  }
  return std::nullopt;
}

void Backlog::hold(const Url& url, Takes takes) {
  Host& host = host_of(url.origin());
  if (!held_.try_emplace(url, &host, takes).second || takes == Takes::no_room) return;
  ++host.held;
  settle(host);
}

void Backlog::release(const Url& url) {
  const auto held = held_.find(url);
  if (held == held_.end()) return;
  const auto [place, takes] = held->second;
  held_.erase(held);
  if (takes == Takes::no_room) return;
  Host& host = *place;
  --host.held;
  settle(host);
}

}  // namespace gazetted::app
