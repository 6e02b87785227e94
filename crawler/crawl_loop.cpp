#include "crawler/crawl_loop.h"

#include <algorithm>
#include <string>
#include <utility>

#include "crawler/answer.h"
#include "crawler/backoff.h"
#include "crawler/transfer_error.h"

namespace gazetted::crawler {
namespace {

/// A wake-up can get lost, and the clock of judgement can be turned: nothing waits longer.
constexpr Duration longest_wait{500};
/// A trip that another's redirect got ahead of asks again after this.
constexpr Duration a_moment{10};
/// A Crawl-delay beyond this would keep a site from being watched at all.
constexpr Duration longest_crawl_delay{60'000};
/// What a pass waits at most for a server that asks for patience.
constexpr Duration patience_of_a_pass{30'000};
/// After so many failing visits in a row a host is asked only once in each.
constexpr int failures_before_single_attempts = 3;
/// A pass gives a host up after so many visits in a row without an answer.
constexpr int silences_to_give_up = 4;
constexpr Duration longest_hold{24 * 3'600'000};
/// A silent host is left alone for this many times the base of a retry at first, and in the end
/// for that many times its cap.
constexpr int retry_bases_of_silence = 4;
constexpr int retry_caps_of_silence = 30;
/// RFC 9309, 2.3.1.2: at least five.
constexpr int robots_redirects = 5;

void add(Counters::Counter& counter, std::uint64_t by = 1) {
  counter.fetch_add(by, std::memory_order_relaxed);
}

}  // namespace

CrawlLoop::CrawlLoop(const Surroundings& surroundings)
    : in_(surroundings),
      product_(product_token(surroundings.settings.user_agent)),
      frontier_(surroundings.mode),
      random_(std::random_device{}()) {}

void CrawlLoop::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { in_.transport.wake(); });
  while (!stop.stop_requested()) {
    for (auto& message : in_.inbox.drain())
      std::visit([this](auto& content) { take(std::move(content)); }, message);
    start_due();
    const Instant tick = std::chrono::steady_clock::now();
    in_.counters.turned = tick;
    if (tick - hosts_kept_ >= std::chrono::minutes{1}) keep_hosts(tick);
    in_.counters.waiting.store(frontier_.size(), std::memory_order_relaxed);
    in_.counters.active.store(static_cast<std::uint64_t>(active_), std::memory_order_relaxed);
    in_.counters.unacknowledged.store(undigested_.size(), std::memory_order_relaxed);
    if (is_finished()) break;
    for (auto& response : in_.transport.poll(patience())) receive(std::move(response));
  }
  keep_hosts(std::chrono::steady_clock::now());
}

void CrawlLoop::keep_hosts(Instant tick) {
  hosts_kept_ = tick;
  if (!in_.settings.keep_hosts) return;
  auto notes = book_.changed();
  if (!notes.empty()) in_.settings.keep_hosts(std::move(notes));
}

void CrawlLoop::take(KnownHosts hosts) {
  const auto moment = now();
  for (auto& [name, record] : hosts.all) {
    const HostId host = frontier_.host_named(name);
    book_.take_up(host, std::move(name), record, moment);
    frontier_.hold(host, moment.tick + book_.rest_left(host, moment.clock));
    const auto held = book_.held_until(host);
    if (in_.mode == Mode::daemon && held > moment.clock)
      frontier_.hold(host, moment.tick + std::min(held - moment.clock, longest_hold));
  }
}

void CrawlLoop::take(Sources sources) {
  sources_.clear();
  for (auto& source : sources.all) sources_[source->id] = source;
}

void CrawlLoop::take(Learned learned) {
  for (; learned.acknowledged > 0 && !undigested_.empty(); --learned.acknowledged) {
    undigested_bytes_ -= undigested_.front();
    undigested_.pop_front();
  }
  for (const Url& url : learned.forgotten) frontier_.forget(url);
  for (const Target& target : learned.targets) frontier_.put(target);
}

bool CrawlLoop::may_begin() const {
  return active_ < in_.settings.connections &&
         undigested_.size() < static_cast<std::size_t>(in_.settings.in_flight_downstream) &&
         undigested_bytes_ < in_.settings.bytes_downstream;
}

bool CrawlLoop::is_finished() const {
  return in_.mode == Mode::once && frontier_.size() == 0 && trips_.size() == free_tickets_.size() &&
         undigested_.empty() && in_.inbox.size() == 0;
}

Duration CrawlLoop::patience() const {
  const auto moment = now();
  Duration wait = may_begin() ? frontier_.wait(moment, longest_wait) : longest_wait;
  if (!sleeping_.empty() && active_ < in_.settings.connections)
    wait = std::min(wait, std::chrono::ceil<Duration>(sleeping_.top().at - moment.tick));
  return std::max(wait, Duration{0});
}

void CrawlLoop::start_due() {
  const auto moment = now();
  while (active_ < in_.settings.connections && !sleeping_.empty() && sleeping_.top().at <= moment.tick) {
    const Ticket ticket = sleeping_.top().trip;
    sleeping_.pop();
    proceed(ticket);
  }
  while (may_begin()) {
    auto taken = frontier_.take(moment);
    if (!taken) return;
    begin(std::move(*taken), moment);
  }
}

void CrawlLoop::begin(Frontier::Taken taken, Frontier::Now moment) {
  const auto source = sources_.find(taken.target.source);
  if (source == sources_.end() || is_put_off(taken, *source->second, moment))
    return frontier_.release(taken.host);
  if (free_tickets_.empty()) {
    free_tickets_.push_back(static_cast<Ticket>(trips_.size()));
    trips_.emplace_back();
  }
  const Ticket ticket = free_tickets_.back();
  free_tickets_.pop_back();
  Trip& trip = trips_[ticket];
  trip = Trip{};
  trip.target = std::move(taken.target);
  trip.source = source->second;
  trip.host = taken.host;
  trip.url = trip.target.url;
  trip.sent = moment.tick;
  proceed(ticket);
}

bool CrawlLoop::is_put_off(const Frontier::Taken& taken, const Source& source, Frontier::Now moment) {
  auto until = book_.budget_allows(taken.host, source, moment.clock);
  if (in_.mode == Mode::once) return until > moment.clock;  // not in this pass
  until = std::max(until, quiet_until(source, moment.clock).value_or(moment.clock));
  if (until <= moment.clock) return false;
  Target target = taken.target;
  target.due = until;
  target.urgent = false;
  frontier_.put(target);
  return true;
}

void CrawlLoop::proceed(Ticket ticket) {
  Trip& trip = trips_[ticket];
  if (trip.url.is_file() || trip.url.empty())
    return fail(ticket, {ErrorKind::unsupported, trip.url.str() + ": only http and https are crawled"});
  if (in_.robots == RobotsPolicy::ignore) return send(ticket, Trip::Stage::page);

  const auto* const standing = robots_.find(trip.url.origin(), now().tick);
  if (standing == nullptr) return send(ticket, Trip::Stage::robots);
  if (standing->barred)
    return fail(ticket, {ErrorKind::disallowed, trip.url.str() + ": robots.txt is answered with " +
                                                    std::to_string(*standing->barred) +
                                                    ", so nothing may be visited there for now"});
  if (!standing->rules.allows(trip.url.path_and_query())) {
    book_.note_disallowed(host_of(trip), authority(trip.url), *trip.source, now().clock);
    return fail(ticket, {ErrorKind::disallowed,
                         trip.url.str() + ": robots.txt does not allow " + product_ + " to visit it"});
  }
  send(ticket, Trip::Stage::page);
}

void CrawlLoop::send(Ticket ticket, Trip::Stage stage) {
  Trip& trip = trips_[ticket];
  if (stage == Trip::Stage::robots && trip.robots_url.empty()) {
    auto url = trip.url.resolve("/robots.txt");
    if (!url) return fail(ticket, std::move(url.error()));
    trip.robots_url = std::move(*url);
  }
  trip.stage = stage;

  const auto moment = now();
  const Instant tick = moment.tick;
  const HostId host = host_of(trip);
  if (auto reason = given_up(trip, host, moment)) return fail(ticket, std::move(*reason));
  if (const auto free = free_at(trip, host, moment); free > tick) return sleeping_.push({free, ticket});

  const bool page = stage == Trip::Stage::page;
  const bool render = page && wants_rendering(*trip.source, trip.target);
  // Whether what a script makes of a page has changed, the page's own validators do not say.
  const bool first = page && !trip.begun && !render;
  const Validators& validators = trip.target.validators;
  trip.sent = tick;
  const Duration delay = delay_of(trip, host, tick);
  rest(host, moment, delay);  // others may be on their way there by redirects
  book_.note_sent(host, authority(trip.requested()), *trip.source, moment, delay);
  in_.transport.start({.ticket = ticket,
                       .url = trip.requested(),
                       .source = trip.source,
                       .may_ask_at =
                           [this, host, delay](const std::string& address) {
                             return book_.take_address(host, address, now(), delay);
                           },
                       .etag = first ? validators.etag : "",
                       .last_modified = first ? validators.last_modified : "",
                       .max_body = page ? room_of(trip) : Robots::limit,
                       .render = render,
                       .may_ask = render ? permission_of(trip) : nullptr});
  ++active_;
  add(in_.counters.requests);
}

CrawlLoop::Instant CrawlLoop::free_at(const Trip& trip, HostId host, Frontier::Now moment) const {
  // When its answer ends nobody knows: to be asked again in a moment.
  if (book_.is_being_asked(host)) return moment.tick + a_moment;
  const auto free = std::max(frontier_.free_at(host), book_.address_free_at(host));
  return std::max(free, moment.tick + (book_.budget_allows(host, *trip.source, moment.clock) - moment.clock));
}

std::function<bool(const Url&)> CrawlLoop::permission_of(const Trip& trip) const {
  if (in_.robots == RobotsPolicy::ignore) return [](const Url&) { return true; };
  const auto* const standing = robots_.find(trip.url.origin(), now().tick);
  if (standing == nullptr) return [](const Url&) { return false; };
  return [rules = standing->rules](const Url& url) { return rules.allows(url.path_and_query()); };
}

std::uint64_t CrawlLoop::room_of(const Trip& trip) const {
  std::uint64_t taken = 0;
  if (trip.begun) {
    taken = trip.begun->body.size();
    for (const auto& further : trip.begun->further) taken += further.body.size();
  }
  return in_.settings.max_body - std::min(taken, in_.settings.max_body);
}

std::optional<Error> CrawlLoop::given_up(const Trip& trip, HostId host, Frontier::Now moment) {
  const Health& health = health_of(host);
  const auto held = free_at(trip, host, moment) - moment.tick;
  // Another host's hold must not keep this one's queue waiting.
  const bool elsewhere =
      host != trip.host && held > std::max(in_.settings.retry_cap, trip.source->pace.delay);
  if (health.silences == 0) {
    const bool is_spent = book_.budget_allows(host, *trip.source, moment.clock) > moment.clock;
    if (!elsewhere && !(is_spent && in_.mode == Mode::once)) return std::nullopt;
    return Error{ErrorKind::disallowed, trip.requested().str() +
                                            ": not asked now, the host is to be left alone" +
                                            (is_spent ? ": its budget of the day is spent" : "")};
  }
  const bool for_this_pass = in_.mode == Mode::once && health.silences >= silences_to_give_up;
  if (!elsewhere && !for_this_pass) return std::nullopt;
  return Error{health.error->kind, trip.requested().str() + ": not tried, the host failed " +
                                       std::to_string(health.silences) +
                                       " times in a row; the last time: " + health.error->message};
}

void CrawlLoop::receive(Response response) {
  const Ticket ticket = response.ticket;
  const Trip& trip = trips_[ticket];
  --active_;
  if (response.put_off) return put_off(ticket);
  add(in_.counters.bytes, response.body.size());
  // The requests of a page's scripts were made in one go: the host rests for all of them.
  add(in_.counters.requests, static_cast<std::uint64_t>(response.further_requests));
  const auto moment = now();
  const HostId host = host_of(trip);
  // How long a browser works on a page says nothing of the host.
  const bool rendered = wants_rendering(*trip.source, trip.target);
  const auto elapsed =
      rendered ? std::nullopt : std::optional(std::chrono::floor<Duration>(moment.tick - trip.sent));
  book_.note_answer(host, *trip.source, response, moment, elapsed, delay_of(trip, host, moment.tick));
  // The answer may have shown the host to be slow.
  rest(host, moment, delay_of(trip, host, moment.tick) * (1 + response.further_requests));
  if (trip.stage == Trip::Stage::robots) return receive_robots(ticket, std::move(response));
  receive_page(ticket, std::move(response));
}

void CrawlLoop::put_off(Ticket ticket) {
  const Trip& trip = trips_[ticket];
  const HostId host = host_of(trip);
  const auto moment = now();
  book_.note_put_off(host, *trip.source, moment);
  in_.counters.requests.fetch_sub(1, std::memory_order_relaxed);
  sleeping_.push({std::max(free_at(trip, host, moment), moment.tick + a_moment), ticket});
}

void CrawlLoop::receive_page(Ticket ticket, Response response) {
  Trip& trip = trips_[ticket];
  if (is_redirect(response)) {
    note_health(trip, response);
    const auto followed = follow(trip, response, in_.settings.max_redirects);
    if (!followed) return fail(ticket, followed.error());
    trip.robots_url = {};
    trip.robots_redirects = 0;
    return proceed(ticket);
  }
  if (failed_in_passing(response) && try_again(ticket, response)) return;
  note_health(trip, response);
  finish(ticket, std::move(response));
}

void CrawlLoop::receive_robots(Ticket ticket, Response response) {
  Trip& trip = trips_[ticket];
  if (is_redirect(response) && trip.robots_redirects < robots_redirects) {
    if (auto next = trip.robots_url.resolve(response.location); next && !next->is_file()) {
      ++trip.robots_redirects;
      trip.robots_url = std::move(*next);
      return send(ticket, Trip::Stage::robots);
    }
  }
  const bool passing = failed_in_passing(response);
  if (passing && try_again(ticket, response)) return;
  const auto moment = now();
  auto standing = standing_of(response, product_, moment.tick);
  if (passing || !standing) note_health(trip, response);
  if (!standing)
    return fail(ticket, {response.error->kind,
                         trip.url.str() + ": robots.txt could not be had: " + response.error->message});
  robots_.keep(trip.url.origin(), *std::move(standing), moment.tick);
  trip.stage = Trip::Stage::page;
  trip.attempt = 1;
  trip.robots_url = {};
  trip.robots_redirects = 0;
  const HostId host = host_of(trip);
  rest(host, moment, delay_of(trip, host, moment.tick));  // as long as the file asks for
  proceed(ticket);
}

bool CrawlLoop::try_again(Ticket ticket, const Response& response) {
  Trip& trip = trips_[ticket];
  const Health& health = health_of(host_of(trip));
  const bool once_only = health.silences > 0 || health.failures >= failures_before_single_attempts;
  if (trip.attempt >= (once_only ? 1 : in_.settings.attempts)) return false;
  const Duration longest = in_.mode == Mode::once ? patience_of_a_pass : in_.settings.retry_cap;
  const Duration asked = response.retry_after.value_or(Duration{0});
  if (asked > longest) return false;
  const double jitter = std::uniform_real_distribution<double>{0, 1}(random_);
  const Duration wait =
      std::max(asked, backoff(trip.attempt, in_.settings.retry_base, in_.settings.retry_cap, jitter));
  ++trip.attempt;
  add(in_.counters.retries);
  sleeping_.push({now().tick + wait, ticket});
  return true;
}

void CrawlLoop::note_health(const Trip& trip, const Response& response) {
  const HostId host = host_of(trip);
  Health& health = health_of(host);
  if (!failed_in_passing(response)) {
    health = {};
    return;
  }
  ++health.failures;
  if (!is_silent(response)) {
    health.silences = 0;
    return;
  }
  ++health.silences;
  health.error = response.error ? *response.error : status_error(response.status, trip.requested());

  Duration hold = response.retry_after.value_or(Duration{0});
  if (in_.mode == Mode::once) {
    hold = std::min(hold, patience_of_a_pass);
  } else {
    const Duration first = in_.settings.retry_base * retry_bases_of_silence;
    const Duration last = std::min(in_.settings.retry_cap * retry_caps_of_silence, longest_hold);
    hold = std::clamp(hold, backoff(health.silences, first, last, 0.5), longest_hold);
  }
  const auto moment = now();
  frontier_.hold(host, moment.tick + hold);
  const auto neighbours = book_.note_hold(host, moment.clock + hold);
  if (response.error) return;  // it speaks for itself alone
  for (const HostId neighbour : neighbours)
    frontier_.hold(neighbour, moment.tick + std::min(hold, HostBook::longest_hold_of_neighbours));
}

void CrawlLoop::finish(Ticket ticket, Response response) {
  Trip& trip = trips_[ticket];
  const HostId host = trip.host;
  const auto moment = now();
  const auto elapsed = std::chrono::floor<Duration>(moment.tick - trip.sent);
  const std::size_t parts = trip.begun ? trip.begun->further.size() : 0;
  const bool first = !trip.begun;
  Capture capture = first ? to_capture(trip, std::move(response), moment.clock, elapsed)
                          : extended(std::move(*trip.begun), trip.url, std::move(response));
  const bool came_further = first || capture.further.size() > parts;
  if (auto next = came_further ? further_address(capture, in_.settings) : std::nullopt) {
    go_on(trip, std::move(capture), std::move(*next));
    return proceed(ticket);
  }
  capture = completed(std::move(capture));
  trip = Trip{};
  free_tickets_.push_back(ticket);
  frontier_.release(host);

  add(in_.counters.captures);
  if (capture.unchanged) add(in_.counters.unchanged);
  if (capture.error) add(in_.counters.errors[static_cast<std::size_t>(capture.error->kind)]);
  std::uint64_t bytes = capture.body.size();
  for (const auto& further : capture.further) bytes += further.body.size();
  undigested_.push_back(bytes);
  undigested_bytes_ += bytes;
  in_.deliver(std::move(capture));
}

void CrawlLoop::fail(Ticket ticket, Error error) {
  Response response;
  response.ticket = ticket;
  response.error = std::move(error);
  finish(ticket, std::move(response));
}

Duration CrawlLoop::delay_of(const Trip& trip, HostId host, Instant tick) const {
  const auto* const standing = robots_.find(trip.requested().origin(), tick);
  const Duration asked =
      standing == nullptr ? Duration{0} : standing->rules.crawl_delay().value_or(Duration{0});
  return std::max({trip.source->pace.delay, std::min(asked, longest_crawl_delay), book_.slowness(host)});
}

void CrawlLoop::rest(HostId host, Frontier::Now from, Duration pause) {
  frontier_.hold(host, from.tick + pause);
  book_.note_rest(host, from.clock, pause);
}

CrawlLoop::HostId CrawlLoop::host_of(const Trip& trip) { return frontier_.host(trip.requested()); }

CrawlLoop::Health& CrawlLoop::health_of(HostId host) {
  if (health_.size() <= host) health_.resize(host + 1);
  return health_[host];
}

Frontier::Now CrawlLoop::now() const {
  return {in_.clock.now(), std::chrono::steady_clock::now(), in_.clock.speed()};
}

}  // namespace gazetted::crawler
