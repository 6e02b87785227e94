#include "crawler/scheduler.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "crawler/seasonal_index.h"

namespace gazetted::crawler {
namespace {

constexpr std::uint64_t format_version = 1;

/// What a page has shown is halved so often; what all have shown, when it is this many days of pages.
constexpr double half_life_days = 60;
constexpr double most_page_days = 100'000;
/// What the usual rate weighs against a page's own news, in pieces of it.
constexpr double usual_weight = 2;

/// A burst is taken for one cause: it foretells less than as many single news would.
constexpr double burst_exponent_of_rate = 0.6;
constexpr double burst_exponent_of_season = 0.5;
/// News come in flocks: that of the last hours makes more expected for some.
constexpr double flock_weight = 0.3;
constexpr double flock_half_life_days = 0.3;  ///< of exposure: an hour or two of office hours
constexpr double flock_prior_days = 1;
constexpr double most_flock = 3;

/// The price rises with the rate to this power, which is how much is given for the sake of slow pages: a
/// late look there is very late.
constexpr double fairness = 0.1;

/// What is usual until all pages together have shown better: news a day, and in how many days of pages.
constexpr double usual_of_list = 0.3, days_of_list = 20;
/// Documents are corrected soon after publication or hardly ever.
constexpr std::array<double, 4> ages_end_days{2, 14, 60, 1e9};
constexpr std::array<double, 4> usual_of_document{0.05, 0.01, 0.004, 0.001};
constexpr double days_of_document = 500;

double days_between(Timestamp from, Timestamp to) {
  return std::chrono::duration<double, std::ratio<86'400>>(to - from).count();
}

std::size_t age_bucket(Timestamp first_seen, Timestamp now) {
  const double age = days_between(first_seen, now);
  std::size_t bucket = 0;
  while (age >= ages_end_days[bucket] && bucket + 1 < ages_end_days.size()) ++bucket;
  return bucket;
}

double seconds(Duration duration) { return static_cast<double>(duration.count()) / 1000; }

/// Between 0.9 and 1.1.
double spread(std::uint64_t seed) {
  seed ^= seed >> 33U;  // the finaliser of MurmurHash3: neighbouring seeds give unrelated spreads
  seed *= 0xff51afd7ed558ccdULL;
  seed ^= seed >> 33U;
  return 0.9 + static_cast<double>(seed % 1024) / 5120;
}

}  // namespace

Scheduler::Scheduler(const Settings& settings, const Calendar& calendar)
    : settings_(settings),
      calendar_(calendar),
      learned_{unlearned(Role::entrance, settings.looks_a_day[0]),
               unlearned(Role::document, settings.looks_a_day[1])} {}

Scheduler::Learned Scheduler::unlearned(Role role, double looks_a_day) {
  const Season season;
  std::array<Rate, ages> rates{};
  for (std::size_t i = 0; i < rates.size(); ++i)
    rates[i] = role == Role::entrance ? Rate{usual_of_list * days_of_list, days_of_list}
                                      : Rate{usual_of_document[i] * days_of_document, days_of_document};
  const double usual = rates[role == Role::entrance ? 0 : ages - 1].value();
  return {season, rates, Price(looks_a_day, season.mean_root() * std::sqrt(usual / 2))};
}

double Scheduler::usual_rate(Role role, Timestamp first_seen, Timestamp now) const {
  const auto& rates = learned_[static_cast<std::size_t>(role)].rates;
  return rates[role == Role::entrance ? 0 : age_bucket(first_seen, now)].value();
}

double Scheduler::rate_of(const Rhythm& rhythm, Role role, double usual) const {
  const auto news = static_cast<double>(rhythm.news), exposure = static_cast<double>(rhythm.exposure);
  // A document's exposure is the news that were expected of it: what it shows is a factor, at any age.
  if (role == Role::document) return usual * (news + usual_weight) / (exposure + usual_weight);
  const double steady = (news + usual_weight) / (exposure + usual_weight / usual);
  const double flock = (static_cast<double>(rhythm.burst_news) + flock_prior_days * steady) /
                       (static_cast<double>(rhythm.burst_exposure) + flock_prior_days);
  return (1 - flock_weight) * steady + flock_weight * flock;
}

double Scheduler::price_of(Role role, double rate, double usual) const {
  return learned_[static_cast<std::size_t>(role)].price.value() * std::pow(rate / usual, fairness);
}

void Scheduler::learn(Rhythm& rhythm, const Look& look, double usual) {
  auto& [season, rates, price] = learned_[static_cast<std::size_t>(look.role)];
  const bool is_list = look.role == Role::entrance;
  const Intensity hours(season, rhythm.own, calendar_, look.time_zone);
  const double from = hours.local(rhythm.last), to = hours.local(look.at);
  const double days = (to - from) / seconds_a_day;
  // Long ago is one week like another.
  const double exact_from = std::max(from, to - 28 * seconds_a_day);
  double exposure = 0;
  std::vector<Share> shares;
  const auto visit = [&](const Stretch& stretch) {
    const double part = stretch.intensity * stretch.seconds / seconds_a_day;
    exposure += part;
    if (look.news > 0) shares.push_back({stretch.bin, part, stretch.weekday});
    return Intensity::Walk::on;
  };
  const auto take = [&](const WholeDay& day) {
    if (look.news > 0) return false;
    exposure += day.news;
    return true;
  };
  hours.walk(exact_from, to, visit, take);
  const double news = look.news;
  if (look.news > 0 && exposure > 0) {
    // One step of expectation: what came unseen is spread as it was expected; what says when it came is not.
    std::vector<Share> dated;
    for (const Timestamp appeared : look.appeared)
      if (appeared > rhythm.last && appeared <= look.at && dated.size() < look.news)
        dated.push_back(hours.share_at(hours.local(appeared)));
    const double weight = std::pow(news, burst_exponent_of_season);
    const double undated = weight * (news - static_cast<double>(dated.size())) / news;
    for (auto& share : shares) share.weight *= undated / exposure;
    for (auto& share : dated) share.weight = weight / news;
    shares.insert(shares.end(), dated.begin(), dated.end());
    season.add(shares);
    if (is_list) rhythm.own.add(shares);
  }
  exposure += (exact_from - from) / seconds_a_day;

  const double kept = std::exp2(-days / half_life_days);
  double counted = std::pow(news, burst_exponent_of_rate);
  if (!is_list && look.news > 0) {
    // An edit was seen, or several as one: as many as the rate makes likely.
    const double likely = rate_of(rhythm, look.role, usual) * exposure;
    counted = likely < 1e-6 ? 1 : likely / -std::expm1(-likely);
  }
  const auto follow = [](float sum, double keeping, double more) {
    return static_cast<float>(static_cast<double>(sum) * keeping + more);
  };
  rhythm.news = follow(rhythm.news, kept, counted);
  rhythm.exposure = follow(rhythm.exposure, kept, is_list ? exposure : exposure * usual);
  if (is_list) {
    const double flock_kept = std::exp2(-exposure / flock_half_life_days);
    rhythm.burst_news = follow(rhythm.burst_news, flock_kept, std::min(news, most_flock));
    rhythm.burst_exposure = follow(rhythm.burst_exposure, flock_kept, exposure);
  }

  Rate& rate = rates[is_list ? 0 : age_bucket(look.first_seen, look.at)];
  rate.news += counted;
  rate.exposure += exposure;
  if (rate.exposure > most_page_days) rate = {rate.news / 2, rate.exposure / 2};
}

NextLook Scheduler::looked(const Rhythm& before, const Look& look) {
  const auto role = static_cast<std::size_t>(look.role);
  NextLook next{before, {}, 0, 0, 0, {}};
  const double usual = usual_rate(look.role, look.first_seen, look.at);
  // Nothing is learned from a first look, nor where the clock was turned back.
  const bool again = before.last != Timestamp{} && look.at > before.last;
  if (again) learn(next.rhythm, look, usual);
  const Season& season = learned_[role].season;
  const double rate = rate_of(next.rhythm, look.role, usual);
  if (again)
    learned_[role].price.looked(look.at, look.at - before.last,
                                season.mean_root() * std::sqrt(rate / 2 * std::pow(usual / rate, fairness)));
  if (look.most_of_host) hosts_.looked(look.host, look.at, *look.most_of_host);
  next.rhythm.last = look.at;

  double price = price_of(look.role, rate, usual) * hosts_.factor(look.host);
  // Documents that were found together would stay together.
  if (look.role == Role::document) price *= spread(look.page);
  const Intensity hours(season, next.rhythm.own, calendar_, look.time_zone);
  const auto gathered =
      gather(hours, hours.local(look.at),
             {rate, price, seconds(settings_.shortest[role]), seconds(settings_.longest[role])});
  next.due = hours.instant(gathered.at);
  next.news_a_day = rate;
  next.intensity = gathered.intensity;
  next.expected = gathered.expected;
  next.waited = Duration{static_cast<Duration::rep>(gathered.waited * seconds_a_day * 1000)};
  return next;
}

double Scheduler::looks_a_day(const Rhythm& rhythm, Role role, Timestamp first_seen, Timestamp now) const {
  const auto index = static_cast<std::size_t>(role);
  const double usual = usual_rate(role, first_seen, now);
  const double rate = rate_of(rhythm, role, usual);
  const double looks =
      learned_[index].season.mean_root() * std::sqrt(rate / (2 * price_of(role, rate, usual)));
  return std::clamp(looks, seconds_a_day / seconds(settings_.longest[index]),
                    seconds_a_day / seconds(settings_.shortest[index]));
}

Forecast Scheduler::forecast(const Rhythm& rhythm, Role role, Timestamp first_seen, Timestamp now) const {
  static const Calendar ordinary;
  const auto index = static_cast<std::size_t>(role);
  const double usual = usual_rate(role, first_seen, now);
  const double rate = rate_of(rhythm, role, usual);
  const Intensity hours(learned_[index].season, rhythm.own, ordinary, std::chrono::minutes{0});
  constexpr double monday = 4 * seconds_a_day;  // 1970-01-05
  constexpr double week = 7 * seconds_a_day;
  const Wanted wanted{rate, price_of(role, rate, usual), seconds(settings_.shortest[index]),
                      seconds(settings_.longest[index])};

  int looks = 0;
  double expected = 0, waited = 0, at = monday;
  for (; at < monday + week; ++looks) {
    const auto next = gather(hours, at, wanted);
    expected += next.expected;
    waited += next.waited;
    at = next.at;
  }
  Forecast forecast;
  forecast.news_a_day = rate;
  forecast.looks_a_day = looks * seconds_a_day / (at - monday);
  if (expected > 0)
    forecast.delay = Duration{static_cast<Duration::rep>(waited / expected * seconds_a_day * 1000)};

  std::array<double, 24> by_hour{};
  hours.walk(monday, monday + seconds_a_day, [&](const Stretch& stretch) {
    by_hour[static_cast<std::size_t>((stretch.start - monday) / 3600)] +=
        stretch.intensity * stretch.seconds / 3600;
    return Intensity::Walk::on;
  });
  for (int hour = 0; hour < 24; ++hour)
    if (by_hour[static_cast<std::size_t>(hour)] > 1) forecast.busiest_hours.push_back(hour);
  const auto busier = [&](int a, int b) {
    return by_hour[static_cast<std::size_t>(a)] > by_hour[static_cast<std::size_t>(b)];
  };
  std::stable_sort(forecast.busiest_hours.begin(), forecast.busiest_hours.end(), busier);
  if (forecast.busiest_hours.size() > 3) forecast.busiest_hours.resize(3);
  return forecast;
}

std::string reason_of(const NextLook& next, Role role) {
  std::array<char, 200> line{};
  const double minutes = std::chrono::duration<double, std::ratio<60>>(next.waited).count();
  std::snprintf(line.data(), line.size(),
                "learned: %.3g %s a day, by then %.2g expected that will have waited %.3g minutes in all; "
                "%.2g times as busy as on the mean",
                next.news_a_day, role == Role::entrance ? "news" : "edits", next.expected, minutes,
                next.intensity);
  return line.data();
}

std::string Rhythm::packed() const {
  Packer packer;
  packer.number(format_version);
  packer.number(static_cast<std::uint64_t>(std::max<Duration::rep>(0, last.time_since_epoch().count())));
  for (const float real : {news, exposure, burst_news, burst_exposure}) packer.real(real);
  packer.text(own.packed());
  return packer.bytes();
}

Rhythm Rhythm::unpacked(std::string_view bytes) {
  Unpacker unpacker(bytes);
  if (unpacker.number() != format_version) return {};
  Rhythm rhythm;
  rhythm.last = Timestamp{Duration{static_cast<Duration::rep>(unpacker.number())}};
  for (float* real : {&rhythm.news, &rhythm.exposure, &rhythm.burst_news, &rhythm.burst_exposure}) {
    *real = unpacker.real();
    if (!std::isfinite(*real) || *real < 0) return {};
  }
  auto own = OwnSeason::unpacked(unpacker.text());
  if (!own || !unpacker.is_done()) return {};
  rhythm.own = std::move(*own);
  return rhythm;
}

std::string Scheduler::packed() const {
  Packer packer;
  packer.number(format_version);
  for (const auto& [season, rates, price] : learned_) {
    packer.text(season.packed());
    for (const Rate& rate : rates) {
      packer.real(static_cast<float>(rate.news));
      packer.real(static_cast<float>(rate.exposure));
    }
    price.pack(packer);
  }
  hosts_.pack(packer);
  return packer.bytes();
}

void Scheduler::take_up(std::string_view bytes) {
  Unpacker unpacker(bytes);
  if (unpacker.number() != format_version) return;
  auto learned = learned_;
  for (auto& [season, rates, price] : learned) {
    auto kept = Season::unpacked(unpacker.text());
    if (!kept) return;
    season = *kept;
    for (Rate& rate : rates) {
      rate.news = static_cast<double>(unpacker.real());
      rate.exposure = static_cast<double>(unpacker.real());
      if (!(rate.news > 0) || !(rate.exposure > 0) || !std::isfinite(rate.news / rate.exposure)) return;
    }
    price.unpack(unpacker);
  }
  HostPrices hosts;
  hosts.unpack(unpacker);
  if (!unpacker.is_done()) return;
  learned_ = learned;
  hosts_ = std::move(hosts);
}

}  // namespace gazetted::crawler
