#include "crawler/frontier.h"

#include <algorithm>

namespace gazetted::crawler {
namespace {

constexpr Timestamp at_once = Timestamp::min();
/// In a pass everything is due, in the order in which it came.
constexpr Timestamp in_turn = Timestamp::min() + Duration{1};

}  // namespace

std::string_view authority(const Url& url) {
  const auto origin = url.origin();
  return origin.substr(std::min(origin.size(), origin.find("://") + 3));
}

Timestamp Frontier::rank(const Entry& entry) const {
  if (entry.urgent) return at_once;
  return mode_ == Mode::once ? in_turn : std::max(entry.due, in_turn);
}

Frontier::Queue& Frontier::queue_of(const Entry& entry) {
  Host& host = hosts_[entry.host];
  return entry.is_entrance ? host.entrances : host.documents;
}

void Frontier::enqueue(Node& node) {
  Entry& entry = node.second;
  entry.queued = true;
  queue_of(entry).insert({rank(entry), entry.order, &node});
  ++waiting_;
  settle(entry.host);
}

void Frontier::dequeue(Node& node) {
  Entry& entry = node.second;
  if (!entry.queued) return;
  entry.queued = false;
  queue_of(entry).erase({rank(entry), entry.order, nullptr});
  --waiting_;
  settle(entry.host);
}

void Frontier::put(const Target& target) {
  if (mode_ == Mode::once) {
    const auto taken = taken_.find(Digest::of(target.url.str()));
    if (taken != taken_.end() && taken->second > (target.urgent ? urgent_visits : 0)) return;
  }
  const auto [found, added] = entries_.try_emplace(target.url);
  Entry& entry = found->second;
  const bool was_queued = entry.queued;
  dequeue(*found);
  // What replaces a waiting target keeps its turn, and its urgency: that was asked for something
  // which the newer word may not know of.
  entry.urgent = target.urgent || (was_queued && entry.urgent);
  entry.again = target.again;
  if (!was_queued) entry.order = ++arrivals_;
  entry.host = host(target.url);
  entry.source = sources_.id(target.source.str());
  entry.entrance = entrance_urls_.id(target.entrance);
  entry.page = target.page;
  entry.kind = target.kind;
  entry.is_entrance = target.is_entrance();
  entry.due = target.due;
  const bool bare = target.parent.empty() && target.validators == Validators{};
  entry.details = bare ? nullptr : std::make_unique<const Details>(Details{target.parent, target.validators});
  enqueue(*found);
}

void Frontier::forget(const Url& url) {
  const auto found = entries_.find(url);
  if (found == entries_.end()) return;
  dequeue(*found);
  entries_.erase(found);
}

std::optional<Frontier::Taken> Frontier::take(Now now) {
  advance(now);
  while (!ready_.empty()) {
    const HostId id = ready_.front();
    ready_.pop_front();
    Host& host = hosts_[id];
    Queue* const queue = pick(host, now.clock);
    if (queue == nullptr || host.free_at > now.tick) {  // forgotten, put off or held while in line
      host.stage = Stage::empty;
      settle(id);
      continue;
    }
    host.stage = Stage::busy;
    const auto& [url, entry] = *queue->begin()->node;
    queue->erase(queue->begin());
    --waiting_;
    Taken taken{to_target(url, entry), id};
    if (mode_ == Mode::once) ++taken_[Digest::of(url.str())];
    entries_.erase(entries_.find(taken.target.url));
    return taken;
  }
  return std::nullopt;
}

void Frontier::release(HostId host) {
  hosts_[host].stage = Stage::empty;
  settle(host);
}

Frontier::HostId Frontier::host(const Url& url) { return host_named(authority(url)); }

Frontier::HostId Frontier::host_named(std::string_view name) {
  if (const auto found = host_ids_.find(name); found != host_ids_.end()) return found->second;
  const auto id = static_cast<HostId>(hosts_.size());
  hosts_.emplace_back();
  host_ids_.emplace(name, id);
  return id;
}

void Frontier::hold(HostId host, Instant until) {
  // One in line or cooling is looked at again when its turn comes.
  hosts_[host].free_at = std::max(hosts_[host].free_at, until);
}

Duration Frontier::wait(Now now, Duration longest) const {
  if (!ready_.empty()) return Duration{0};
  Duration wait = longest;
  if (!by_free_.empty())
    wait = std::min(wait, std::chrono::ceil<Duration>(by_free_.begin()->first - now.tick));
  // Compared before it is subtracted: ranks reach down to the least of all times.
  if (!by_due_.empty()) {
    const Timestamp due = by_due_.begin()->first;
    wait = due <= now.clock ? Duration{0}
                            : std::min(wait, std::chrono::ceil<Duration>((due - now.clock) / now.speed));
  }
  return std::max(wait, Duration{0});
}

void Frontier::settle(HostId id) {
  Host& host = hosts_[id];
  if (host.stage == Stage::waiting) by_due_.erase({host.waits_for, id});
  if (host.stage != Stage::waiting && host.stage != Stage::empty) return;
  host.stage = host.entrances.empty() && host.documents.empty() ? Stage::empty : Stage::waiting;
  if (host.stage == Stage::empty) return;
  host.waits_for = Timestamp::max();
  for (const Queue* queue : {&host.entrances, &host.documents})
    if (!queue->empty()) host.waits_for = std::min(host.waits_for, queue->begin()->due);
  by_due_.insert({host.waits_for, id});
}

void Frontier::advance(Now now) {
  while (!by_due_.empty() && by_due_.begin()->first <= now.clock) {
    const HostId id = by_due_.begin()->second;
    by_due_.erase(by_due_.begin());
    Host& host = hosts_[id];
    host.stage = host.free_at > now.tick ? Stage::cooling : Stage::ready;
    if (host.stage == Stage::cooling)
      by_free_.insert({host.free_at, id});
    else
      ready_.push_back(id);
  }
  while (!by_free_.empty() && by_free_.begin()->first <= now.tick) {
    const HostId id = by_free_.begin()->second;
    by_free_.erase(by_free_.begin());
    hosts_[id].stage = Stage::ready;
    ready_.push_back(id);
  }
}

Frontier::Queue* Frontier::pick(Host& host, Timestamp now) {
  const auto due = [&](const Queue& queue) { return !queue.empty() && queue.begin()->due <= now; };
  const bool entrance = due(host.entrances), document = due(host.documents);
  if (!entrance && !document) return nullptr;
  const bool entrances_turn = entrance && (!document || host.entrances_taken < entrances_in_a_row);
  host.entrances_taken = entrances_turn ? host.entrances_taken + 1 : 0;
  return entrances_turn ? &host.entrances : &host.documents;
}

Target Frontier::to_target(const Url& url, const Entry& entry) const {
  Target target;
  target.url = url;
  target.source = SourceId(sources_.value(entry.source));
  target.kind = entry.kind;
  target.entrance = entrance_urls_.value(entry.entrance);
  target.page = entry.page;
  target.due = entry.due;
  target.urgent = entry.urgent;
  target.again = entry.again;
  if (entry.details) {
    target.parent = entry.details->parent;
    target.validators = entry.details->validators;
  }
  return target;
}

}  // namespace gazetted::crawler
