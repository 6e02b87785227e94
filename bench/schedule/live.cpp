// schedule_live: the daemon whole, before lists that publish as they did in a trace, with a clock that runs
// fast; and beside it the scheduler alone, in simulated time, over the same lists and days at the same
// budget.
//   schedule_live [--looks N] [--lists N] [--least N] [--from DATE] [--warm-up DAYS] [--days DAYS] [--speed
//   N] STORE TRACE.tsv[.gz] [ZONE]
// STORE is a folder that is not there yet.

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "app/pipeline.h"
#include "bench/schedule/office.h"
#include "bench/schedule/rules.h"
#include "core/document_json.h"
#include "crawler/scheduler.h"
#include "monitor/event_log.h"

namespace {

using namespace gazetted;
using namespace gazetted::bench;

struct Wishes {
  int looks = 12;  ///< a list and day
  std::size_t lists = 20;
  std::size_t least = 1;  ///< publications of a list within the time
  Date from = *Date::of(2014, 11, 3);
  int warm_up = 7, days = 14;
  int speed = 7200;  ///< times as fast as time passes
  std::string store{}, trace{}, zone = "Europe/London";
};

Wishes wishes_of(const std::vector<std::string>& words) {
  Wishes wishes;
  std::vector<std::string> plain;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      plain.push_back(words[i]);
      continue;
    }
    if (i + 1 == words.size()) throw std::invalid_argument(words[i] + ": expected a value");
    const std::string &name = words[i], &value = words[++i];
    int number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool is_number = read.ec == std::errc{} && read.ptr == value.data() + value.size() && number > 0;
    const auto date = Date::parse_iso(value);
    if (name == "--from" && date)
      wishes.from = *date;
    else if (name == "--looks" && is_number)
      wishes.looks = number;
    else if (name == "--lists" && is_number)
      wishes.lists = static_cast<std::size_t>(number);
    else if (name == "--least" && is_number)
      wishes.least = static_cast<std::size_t>(number);
    else if (name == "--warm-up" && is_number)
      wishes.warm_up = number;
    else if (name == "--days" && is_number)
      wishes.days = number;
    else if (name == "--speed" && is_number)
      wishes.speed = number;
    else
      throw std::invalid_argument(name + ' ' + value + ": not understood");
  }
  if (plain.size() < 2 || plain.size() > 3) throw std::invalid_argument("expected STORE TRACE [ZONE]");
  wishes.store = plain[0];
  wishes.trace = plain[1];
  if (plain.size() == 3) wishes.zone = plain[2];
  return wishes;
}

/// So many lists, evenly over all that publish enough within the time, from the busiest to the quietest.
Trace chosen(const Trace& all, const Span& span, const Wishes& wishes) {
  Trace active = active_between(all, span.start, span.end(), wishes.least);
  std::ranges::stable_sort(active.pages, std::greater<>{},
                           [](const ListPage& page) { return page.published.size(); });
  Trace trace;
  trace.zone = active.zone;
  trace.hosts = active.hosts;
  const std::size_t count = std::min(wishes.lists, active.pages.size());
  for (std::size_t i = 0; i < count; ++i)
    trace.pages.push_back(active.pages[i * active.pages.size() / count]);
  return trace;
}

crawler::Scheduler::Settings budget_of(const Wishes& wishes) {
  crawler::Scheduler::Settings settings;
  settings.looks_a_day[0] = wishes.looks;
  return settings;
}

config::Configuration configuration_of(const Wishes& wishes, const Trace& trace, const Office& office,
                                       std::chrono::minutes zone) {
  config::Configuration configuration;
  configuration.store_path = wishes.store;
  configuration.publish = configuration.replay = "tcp://127.0.0.1:*";
  configuration.http_listen = "";
  std::map<std::uint32_t, Source> by_host;
  for (std::size_t page = 0; page < trace.pages.size(); ++page) {
    auto& source = by_host[trace.pages[page].host];
    source.entrances.push_back({.url = office.list(page), .kind = PageKind::list});
  }
  for (auto& [host, source] : by_host) {
    source.id = SourceId("office-" + std::to_string(host));
    source.name = source.id.str();
    source.private_addresses = true;
    source.time_zone = zone;
    source.pace.delay = Duration{0};  // delays run by real time
    configuration.sources.push_back(std::make_shared<const Source>(std::move(source)));
  }
  return configuration;
}

/// By list and place in it; nothing where it was not seen to the end.
using Times = std::vector<std::vector<std::optional<Timestamp>>>;

Times times_for(const Trace& trace) {
  Times times;
  for (const auto& page : trace.pages) times.emplace_back(page.published.size());
  return times;
}

/// When each piece was told, from the events as they are committed.
class Listener {
 public:
  Listener(const monitor::Store& store, const Office& office, const Clock& clock, const Trace& trace)
      : log_(store), office_(office), clock_(clock), told_(times_for(trace)) {}

  void listen() {
    if (log_.newest() == last_) return;
    const auto events = log_.after(last_, 1000);
    const auto now = clock_.now();
    for (const auto& event : events) {
      last_ = event.sequence;
      const auto json = Json::parse(event.json);
      const auto page = json.at("data").value("page", Json());
      if (!page.is_object()) continue;
      const auto piece = office_.piece_at(page.at("url").get<std::string>());
      if (!piece) continue;
      auto& told = told_.at(piece->page).at(piece->number);
      if (!told) told = now;
    }
  }
  [[nodiscard]] const Times& told() const { return told_; }

 private:
  monitor::StoreEventLog log_;
  const Office& office_;
  const Clock& clock_;
  EventSeq last_{};
  Times told_;
};

/// The first look at the list after each publication.
Times seen_in(const Trace& trace, const std::vector<std::vector<Timestamp>>& looks) {
  Times seen = times_for(trace);
  for (std::size_t page = 0; page < seen.size(); ++page)
    for (std::size_t i = 0; i < seen[page].size(); ++i) {
      const auto look = std::ranges::lower_bound(looks[page], trace.pages[page].published[i]);
      if (look != looks[page].end()) seen[page][i] = *look;
    }
  return seen;
}

double minutes(Duration time) { return std::chrono::duration<double, std::ratio<60>>(time).count(); }

void print(const char* name, const Outcome& outcome) {
  std::printf("| %s | %.1f | %.1f | %.1f | %.1f | %.1f |\n", name, outcome.mean, outcome.p50, outcome.p95,
              outcome.looks, outcome.cold_mean);
}

/// What nobody saw has waited until the end, as in a replay.
Outcome outcome_of(const Trace& trace, const Span& span, const Times& times) {
  std::vector<double> delays;
  double sum = 0, cold_sum = 0;
  std::size_t cold = 0;
  for (std::size_t page = 0; page < times.size(); ++page)
    for (std::size_t i = 0; i < times[page].size(); ++i) {
      const auto published = trace.pages[page].published[i];
      const double delay = minutes(std::min(times[page][i].value_or(span.end()), span.end()) - published);
      if (published < span.counted_from()) {
        cold_sum += delay;
        ++cold;
      } else {
        sum += delay;
        delays.push_back(delay);
      }
    }
  std::ranges::sort(delays);
  Outcome outcome;
  outcome.news = delays.size();
  outcome.cold_mean = cold_sum / static_cast<double>(std::max<std::size_t>(1, cold));
  if (delays.empty()) return outcome;
  outcome.mean = sum / static_cast<double>(delays.size());
  outcome.p50 = delays[delays.size() / 2];
  outcome.p95 = delays[delays.size() * 95 / 100];
  return outcome;
}

double looks_of(const std::vector<std::vector<Timestamp>>& looks, const Span& span) {
  std::size_t count = 0;
  for (const auto& of_page : looks)
    count += static_cast<std::size_t>(std::ranges::lower_bound(of_page, span.end()) -
                                      std::ranges::lower_bound(of_page, span.counted_from()));
  const double days = minutes(span.measured) / (24 * 60);
  return static_cast<double>(count) / static_cast<double>(looks.size()) / days;
}

/// Median of the real milliseconds from the look at a list to the event, and how many were told.
void print_cost(const Times& seen, const Times& told, double speed) {
  std::vector<double> costs;
  std::size_t news = 0;
  for (std::size_t page = 0; page < seen.size(); ++page)
    for (std::size_t i = 0; i < seen[page].size(); ++i, ++news)
      if (seen[page][i] && told[page][i])
        costs.push_back(static_cast<double>((*told[page][i] - *seen[page][i]).count()) / speed);
  std::ranges::sort(costs);
  std::printf("\n%zu of %zu news told; real milliseconds from the look at the list to the event: ",
              costs.size(), news);
  if (!costs.empty())
    std::printf("median %.0f, 95th percentile %.0f\n", costs[costs.size() / 2],
                costs[costs.size() * 95 / 100]);
}

Outcome simulated(const Trace& trace, const Span& span, double looks) {
  for (const auto& contender : contenders(trace, span, looks))
    if (contender.name == "gazetted")
      return replay(trace, span, {Duration{0}, looks, 8}, [&] { return contender.made(1); });
  throw std::logic_error("the scheduler is not among the rules");
}

void run(const Wishes& wishes) {
  const Trace all = read_trace(wishes.trace, wishes.zone);
  const auto days = [](int count) { return std::chrono::hours{24 * count}; };
  const Span span{start_of(wishes.from, std::chrono::minutes{0}), days(wishes.warm_up), days(wishes.days)};
  const Trace trace = chosen(all, span, wishes);
  if (trace.pages.empty()) throw std::runtime_error("nothing is published in that time");
  const Outcome alone = simulated(trace, span, wishes.looks);

  auto store = monitor::Store::open(wishes.store);
  if (!store) throw std::runtime_error(store.error().message);
  const FastClock clock(span.start, wishes.speed);
  const Office office(trace, span.start, clock);
  app::Pipeline pipeline(configuration_of(wishes, trace, office, Zone(wishes.zone).ahead(span.start)), *store,
                         clock, crawler::Mode::daemon, budget_of(wishes));
  if (const auto opened = pipeline.open(); !opened) throw std::runtime_error(opened.error().message);
  Result<void> ran;
  Listener listener(*store, office, clock, trace);
  {
    const std::jthread daemon([&](const std::stop_token& stop) { ran = pipeline.run(stop); });
    while (clock.now() < span.end()) {
      listener.listen();
      std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
  }
  if (!ran) throw std::runtime_error(ran.error().message);

  const auto looks = office.looks();
  const auto seen = seen_in(trace, looks);
  Outcome to_look = outcome_of(trace, span, seen), to_event = outcome_of(trace, span, listener.told());
  to_look.looks = to_event.looks = looks_of(looks, span);
  std::printf(
      "%zu lists, %zu news in %d days from %s after %d of warm-up; budget %d looks a list and day; %d times "
      "as fast\n\n",
      trace.pages.size(), to_look.news, wishes.days, to_rfc3339(span.counted_from()).substr(0, 10).c_str(),
      wishes.warm_up, wishes.looks, wishes.speed);
  std::printf(
      "| minutes from publication | mean | p50 | p95 | looks a list and day | warm-up: mean "
      "|\n|---|---|---|---|---|---|\n");
  print("the scheduler alone, to the look", alone);
  print("the daemon, to the look", to_look);
  print("the daemon, to the event", to_event);
  print_cost(seen, listener.told(), wishes.speed);
}

}  // namespace

int main(int count, char** words) {
  try {
    run(wishes_of({words + 1, words + count}));
    return 0;
  } catch (const std::invalid_argument& fault) {
    std::fprintf(stderr, "schedule_live: %s\n", fault.what());
    return 2;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "schedule_live: %s\n", fault.what());
    return 1;
  }
}
