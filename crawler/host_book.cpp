#include "crawler/host_book.h"

#include <algorithm>

namespace gazetted::crawler {
namespace {

/// A host that answers within this time is asked as its source says; one that takes longer is left alone for
/// as long as it took.
constexpr Duration slow{1'000};
constexpr Duration longest_slowness{60'000};
/// A large file takes long on any host.
constexpr std::size_t telling_body = 1U << 20U;
/// Weight of the newest answer in the smoothed time.
constexpr int smoothing = 4;

constexpr std::chrono::days a_day{1};
/// The days before lie in the store alone. Two, since sources of a host may lie in different time zones.
constexpr std::size_t days_at_hand = 2;

/// Midnight of the day in which `now` is, by the clocks of the source.
Timestamp midnight_before(Timestamp now, const Source& source) {
  return Timestamp(std::chrono::floor<std::chrono::days>(now + source.time_zone)) - source.time_zone;
}

void count_answer(HostDay& day, const Response& response) {
  const int status = response.status;
  std::uint64_t HostDay::*const kind = status == 0     ? &HostDay::unanswered
                                       : status == 304 ? &HostDay::unchanged
                                       : status < 300  ? &HostDay::found
                                       : status < 400  ? &HostDay::redirected
                                       : status < 500  ? &HostDay::refused
                                                       : &HostDay::failing;
  day.*kind += 1;
  day.requests += static_cast<std::uint64_t>(response.further_requests);
  day.bytes += response.body.size();
  if (response.retry_after) day.told_to_wait += 1;
}

}  // namespace

std::optional<Timestamp> quiet_until(const Source& source, Timestamp now) {
  const auto midnight = midnight_before(now, source);
  for (const auto& hours : source.quiet) {
    const bool crosses = hours.until <= hours.from;
    for (const auto day : {midnight - a_day, midnight}) {
      const auto from = day + hours.from,
                 until = day + hours.until + (crosses ? a_day : std::chrono::days{0});
      if (from <= now && now < until) return until;
    }
  }
  return std::nullopt;
}

HostBook::Book& HostBook::book_of(HostId host) {
  if (books_.size() <= host) books_.resize(host + 1);
  return books_[host];
}

const HostBook::Book* HostBook::find(HostId host) const {
  return host < books_.size() ? &books_[host] : nullptr;
}

HostDay& HostBook::day_of(Book& book, const Source& source, Timestamp now) {
  auto& days = book.record.days;
  auto& day = days[gazetted::day_of(now, source.time_zone)];
  while (days.size() > days_at_hand) days.erase(days.begin());
  return day;
}

void HostBook::take_up(HostId host, std::string name, std::string_view record, Now now) {
  Book& book = book_of(host);
  if (!book.name.empty()) return;  // what this process saw is newer
  book.name = std::move(name);
  book.record = unpacked_host(record);
  while (book.record.days.size() > days_at_hand) book.record.days.erase(book.record.days.begin());
  if (book.record.address.empty()) return;
  addresses_[book.record.address].hosts.push_back(host);
  hold_address(book.record.address, now.tick + rest_left(host, now.clock));
}

Timestamp HostBook::budget_allows(HostId host, const Source& source, Timestamp now) const {
  const Book* const book = find(host);
  if (!source.budget || book == nullptr) return now;
  const auto day = book->record.days.find(gazetted::day_of(now, source.time_zone));
  const bool is_spent =
      day != book->record.days.end() && day->second.requests >= static_cast<std::uint64_t>(*source.budget);
  return is_spent ? midnight_before(now, source) + a_day : now;
}

HostBook::Instant HostBook::address_free_at(HostId host) const {
  const Book* const book = find(host);
  const auto address = book == nullptr ? addresses_.end() : addresses_.find(book->record.address);
  return address == addresses_.end() ? Instant{} : address->second.free_at;
}

bool HostBook::is_being_asked(HostId host) const {
  const Book* const book = find(host);
  return book != nullptr && book->on_the_wire > 0;
}

Duration HostBook::slowness(HostId host) const {
  const Book* const book = find(host);
  if (book == nullptr || book->record.answers_in < slow) return Duration{0};
  return std::min(book->record.answers_in, longest_slowness);
}

Timestamp HostBook::held_until(HostId host) const {
  const Book* const book = find(host);
  return book == nullptr ? Timestamp{} : book->record.held_until;
}

Duration HostBook::rest_left(HostId host, Timestamp now) const {
  const Book* const book = find(host);
  if (book == nullptr) return Duration{0};
  const auto& record = book->record;
  if (now <= record.rests_from) return record.rest;
  const Duration rested = now - record.rests_from;
  return rested < record.rest ? record.rest - rested : Duration{0};
}

bool HostBook::take_address(HostId host, const std::string& address, Now now, Duration delay) {
  if (book_of(host).record.address == address) return true;  // it was asked for, before it was noted as sent
  stands_at(host, address);
  if (address_free_at(host) > now.tick) return false;
  hold_address(address, now.tick + delay);
  return true;
}

void HostBook::note_put_off(HostId host, const Source& source, Now now) {
  Book& book = book_of(host);
  --book.on_the_wire;
  day_of(book, source, now.clock).requests -= 1;
}

void HostBook::note_sent(HostId host, std::string_view name, const Source& source, Now now, Duration delay) {
  Book& book = book_of(host);
  if (book.name.empty()) book.name = name;
  book.record.sources.insert(source.id);
  ++book.on_the_wire;
  HostDay& day = day_of(book, source, now.clock);
  day.requests += 1;
  if (book.last_end) {
    const auto gap = std::chrono::floor<Duration>(now.tick - *book.last_end);
    day.least_gap = std::min(day.least_gap.value_or(gap), gap);
  }
  if (source.proxy.empty()) hold_address(book.record.address, now.tick + delay);
  changed_.insert(host);
}

void HostBook::note_answer(HostId host, const Source& source, const Response& response, Now now,
                           std::optional<Duration> elapsed, Duration delay) {
  Book& book = book_of(host);
  --book.on_the_wire;
  book.last_end = now.tick;
  changed_.insert(host);
  count_answer(day_of(book, source, now.clock), response);
  if (elapsed && response.body.size() <= telling_body) {
    auto& smoothed = book.record.answers_in;
    smoothed = smoothed == Duration{0} ? *elapsed : smoothed + (*elapsed - smoothed) / smoothing;
  }
  if (source.proxy.empty() && !response.address.empty()) {
    stands_at(host, response.address);
    hold_address(response.address, now.tick + delay);
  }
}

void HostBook::note_rest(HostId host, Timestamp now, Duration rest) {
  Book& book = book_of(host);
  book.record.rests_from = now;
  book.record.rest = rest;
  changed_.insert(host);
}

void HostBook::note_disallowed(HostId host, std::string_view name, const Source& source, Timestamp now) {
  Book& book = book_of(host);
  if (book.name.empty()) book.name = name;
  book.record.sources.insert(source.id);
  day_of(book, source, now).disallowed += 1;
  changed_.insert(host);
}

std::vector<HostBook::HostId> HostBook::note_hold(HostId host, Timestamp until) {
  Book& book = book_of(host);
  book.record.held_until = std::max(book.record.held_until, until);
  changed_.insert(host);
  const auto address = addresses_.find(book.record.address);
  if (book.record.address.empty() || address == addresses_.end()) return {};
  std::vector<HostId> others = address->second.hosts;
  std::erase(others, host);
  return others;
}

void HostBook::stands_at(HostId host, const std::string& address) {
  auto& known = book_of(host).record.address;
  if (known == address) return;
  if (const auto old = addresses_.find(known); old != addresses_.end()) std::erase(old->second.hosts, host);
  known = address;
  addresses_[address].hosts.push_back(host);
}

void HostBook::hold_address(const std::string& address, Instant until) {
  if (address.empty()) return;
  auto& free_at = addresses_[address].free_at;
  free_at = std::max(free_at, until);
}

std::vector<HostNote> HostBook::changed() {
  std::vector<HostNote> notes;
  for (const HostId host : changed_) notes.push_back({books_[host].name, packed(books_[host].record)});
  changed_.clear();
  return notes;
}

}  // namespace gazetted::crawler
