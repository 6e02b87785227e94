#include "bench/schedule/rules.h"

#include <algorithm>
#include <cmath>

#include "bench/judging/dice.h"
#include "crawler/scheduler.h"
#include "crawler/seasonal_index.h"

namespace gazetted::bench {
namespace {

constexpr double day = 86'400;
constexpr double longest = 7 * day;

Timestamp instant(double seconds) { return Timestamp{Duration{static_cast<Duration::rep>(seconds * 1000)}}; }

Rule uniform(double interval) {
  return [interval](const Seen& seen) { return seen.at + interval; };
}

/// Eight looks on working days from 8 to 19 for one at other times.
Rule office_hours(const Trace& trace, double off_interval) {
  return [zone = std::make_shared<const Zone>(trace.zone), off_interval](const Seen& seen) {
    double owed = off_interval;
    for (double at = seen.at;;) {
      const double local = at + std::chrono::duration<double>(zone->ahead(instant(at))).count();
      const double midnight = std::floor(local / day) * day;
      const double hour = (local - midnight) / 3600;
      const std::chrono::weekday weekday{
          std::chrono::sys_days{std::chrono::days{std::lround(midnight / day)}}};
      const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
      const bool office = !weekend && hour >= 8 && hour < 19;
      const double until = weekend || hour >= 19 ? 24 : hour < 8 ? 8 : 19;
      const double left = midnight + until * 3600 - local, speed = office ? 8 : 1;
      if (left * speed >= owed) return at + owed / speed;
      owed -= left * speed;
      at += std::max(left, 1e-3);
    }
  };
}

/// Nutch's AdaptiveFetchSchedule without sync_delta, which knows no budget: the interval shrinks by a part
/// where there was news and grows by one where there was none, between a minute and a longest one.
Rule nutch(const Trace& trace, double looks, double grows, double shrinks, double at_most) {
  return [intervals = std::vector<double>(trace.pages.size(), day / looks), grows, shrinks,
          at_most](const Seen& seen) mutable {
    double& interval = intervals[seen.page];
    interval = std::clamp(interval * (seen.news > 0 ? 1 - shrinks : 1 + grows), 60.0, at_most);
    return seen.at + interval;
  };
}

/// StormCrawler's AdaptiveScheduler: the same, but it shrinks towards the shortest one.
Rule storm_crawler(const Trace& trace, double looks, double grows, double at_most) {
  return [intervals = std::vector<double>(trace.pages.size(), day / looks), grows,
          at_most](const Seen& seen) mutable {
    constexpr double shrinks = 0.5, shortest = 60;
    double& interval = intervals[seen.page];
    interval = seen.news > 0 ? (1 - shrinks) * interval + shrinks * shortest : interval * (1 + grows);
    interval = std::clamp(interval, shortest, at_most);
    return seen.at + interval;
  };
}

/// News a day of each page, as a Gamma posterior that forgets by halves in 60 days has it.
class Rates {
 public:
  explicit Rates(std::size_t pages) : pages_(pages) {}
  double follow(const Seen& seen) {
    auto& [news, days] = pages_[seen.page];
    const double passed = (seen.at - seen.last) / day, kept = std::exp2(-passed / 60);
    news = news * kept + seen.news;
    days = days * kept + passed;
    return (news + 0.5) / (days + 0.5 / 0.1);
  }

 private:
  struct Page {
    double news = 0, days = 0;
  };
  std::vector<Page> pages_;
};

/// LambdaCrawl's rates for harmonic staleness (NeurIPS 2019), by the price of a look in the role of lambda.
double harmonic_rate(double rate, double price) {
  return (-rate + std::sqrt(rate * rate + 4 * rate / price)) / 2;
}

enum class Polling { poisson, periodic };
Rule lambda_crawl(const Trace& trace, double price, Polling polling) {
  return [rates = Rates(trace.pages.size()), dice = Dice(7), price, polling](const Seen& seen) mutable {
    const double interval = day / std::max(harmonic_rate(rates.follow(seen), price), 1e-9);
    const double chance = (static_cast<double>(dice.below(1'000'000)) + 0.5) / 1e6;
    return seen.at + std::min(polling == Polling::poisson ? -std::log(chance) * interval : interval, longest);
  };
}

/// Looks by the root of the rate, at any time of day.
Rule square_root(const Trace& trace, double price) {
  return [rates = Rates(trace.pages.size()), price](const Seen& seen) mutable {
    return seen.at + std::min(day * std::sqrt(2 * price / rates.follow(seen)), longest);
  };
}

const crawler::Calendar& calendar_of(const Trace& trace) {
  static const crawler::Calendar weeks;
  return trace.zone == "Asia/Shanghai" ? crawler::Calendar::chinese() : weeks;
}

/// What the daemon does. It has a budget of its own and keeps it by itself; the parameter moves that a
/// little.
Rule gazetted_rule(const Trace& trace, double looks, double parameter) {
  crawler::Scheduler::Settings settings;
  settings.looks_a_day[0] = looks / parameter;
  struct State {
    State(const crawler::Scheduler::Settings& settings, const Trace& trace)
        : scheduler(settings, calendar_of(trace)), rhythms(trace.pages.size()), zone(trace.zone) {}
    crawler::Scheduler scheduler;
    std::vector<crawler::Rhythm> rhythms;
    Zone zone;
  };
  const auto state = std::make_shared<State>(settings, trace);
  return [state, &trace](const Seen& seen) {
    crawler::Look look;
    look.role = crawler::Role::entrance;
    look.at = instant(seen.at);
    look.news = seen.first ? 0 : seen.news;
    look.time_zone = state->zone.ahead(look.at);
    look.page = seen.page;
    look.host = trace.pages[seen.page].host;
    auto& rhythm = state->rhythms[seen.page];
    auto next = state->scheduler.looked(rhythm, look);
    rhythm = std::move(next.rhythm);
    return static_cast<double>(next.due.time_since_epoch().count()) / 1000;
  };
}

/// The index with each page's mean rate, and the season of all of them, known in advance.
class Oracle {
 public:
  Oracle(const Trace& trace, const Span& span) : zone_(trace.zone), calendar_(calendar_of(trace)) {
    const double days = std::chrono::duration<double>(span.measured).count() / day;
    std::vector<crawler::Share> news;
    for (const auto& page : trace.pages) {
      std::size_t count = 0;
      for (const Timestamp time : page.published) {
        if (time < span.counted_from() || time >= span.end()) continue;
        ++count;
        const crawler::Intensity hours(season_, own_, calendar_, zone_.ahead(time));
        news.push_back(hours.share_at(hours.local(time)));
      }
      rates_.push_back(std::max(static_cast<double>(count), 0.5) / days);
    }
    season_.add(news);
  }
  [[nodiscard]] double next(const Seen& seen, double price) const {
    const Timestamp at = instant(seen.at);
    const crawler::Intensity hours(season_, own_, calendar_, zone_.ahead(at));
    const auto gathered = crawler::gather(hours, hours.local(at), {rates_[seen.page], price, 1, longest});
    return static_cast<double>(hours.instant(gathered.at).time_since_epoch().count()) / 1000;
  }

 private:
  Zone zone_;
  const crawler::Calendar& calendar_;
  crawler::Season season_;
  crawler::OwnSeason own_;
  std::vector<double> rates_;
};

}  // namespace

std::vector<Contender> contenders(const Trace& trace, const Span& span, double looks) {
  const auto oracle = std::make_shared<const Oracle>(trace, span);
  constexpr double year = 365 * day;
  return {
      {"uniform", 60, year, [](double x) { return uniform(x); }},
      {"office hours, 8 to 1", 60, year, [&](double x) { return office_hours(trace, x); }},
      {"Nutch, .2 and .2; longest interval tuned", 60, year,
       [&trace, looks](double x) { return nutch(trace, looks, 0.2, 0.2, x); }},
      {"Nutch, growth tuned", 1e-4, 10,
       [&trace, looks](double x) { return nutch(trace, looks, x, 0.2, year); }},
      {"StormCrawler, .5 and .5; longest interval tuned", 60, year,
       [&trace, looks](double x) { return storm_crawler(trace, looks, 0.5, x); }},
      {"StormCrawler, growth tuned", 1e-4, 10,
       [&trace, looks](double x) { return storm_crawler(trace, looks, x, year); }},
      {"LambdaCrawl, as published", 1e-8, 10,
       [&](double x) { return lambda_crawl(trace, x, Polling::poisson); }},
      {"LambdaCrawl rates, periodic", 1e-8, 10,
       [&](double x) { return lambda_crawl(trace, x, Polling::periodic); }},
      {"square-root law", 1e-8, 10, [&](double x) { return square_root(trace, x); }},
      {"gazetted", 0.5, 2, [&trace, looks](double x) { return gazetted_rule(trace, looks, x); }},
      {"rates and shared season known in advance", 1e-8, 10,
       [oracle](double x) { return [oracle, x](const Seen& seen) { return oracle->next(seen, x); }; }},
  };
}

}  // namespace gazetted::bench
