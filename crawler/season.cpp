#include "crawler/season.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "crawler/packing.h"

namespace gazetted::crawler {
namespace {

constexpr double bins_a_week = 7.0 * bins_a_day;
/// What office hours weigh against what is learned, in pieces of news.
constexpr double prior_weight = 200;
/// Of the intensity is always that of the prior, whatever was learned: so no hour is given up.
constexpr double part_of_prior = 0.02;
/// Weights beyond this are halved: some months of news of a thousand pages.
constexpr double most_weight = 50'000;
/// Of the total, what may be added before intensities follow.
constexpr double refresh_after = 0.002;

/// An own profile of this many pieces of news weighs as much as the shared one.
constexpr double shared_weight = 12;
/// News on this many working days weigh as much as the assumption that all are alike.
constexpr double even_days_weight = 24;
constexpr std::size_t places = quarters + weekdays;
constexpr std::uint32_t unit = 256;
/// Weights beyond this many pieces of news are halved. With the most that is added at once they stay
/// below 2^16 units, and so does their sum.
constexpr std::uint32_t most_own = 200 * unit;
constexpr double most_at_once = 50;
/// Of the days together: halving rounds down, and rounds the many quarters down by more than them.
constexpr std::uint32_t most_of_days = most_own + quarters;

/// How many days of a week are of a type.
constexpr double days_a_week(int bin) { return bin < bins_a_day ? 5 : 1; }

double prior_intensity(int bin) {
  constexpr int opens = 8 * 12, closes = 19 * 12;
  constexpr double in_office = 8, at_night = 1, on_days_off = 0.5;
  constexpr double week = 5 * ((closes - opens) * in_office + (bins_a_day - closes + opens) * at_night) +
                          2 * bins_a_day * on_days_off;
  const int of_day = bin % bins_a_day;
  const double relative = bin >= bins_a_day                    ? on_days_off
                          : of_day >= opens && of_day < closes ? in_office
                                                               : at_night;
  return relative * bins_a_week / week;
}

}  // namespace

Season::Season() {
  for (int bin = 0; bin < bins; ++bin)
    weights_[static_cast<std::size_t>(bin)] =
        static_cast<float>(prior_weight * prior_intensity(bin) * days_a_week(bin) / bins_a_week);
  refresh();
}

void Season::refresh() {
  total_ = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  if (total_ > most_weight) {
    for (float& weight : weights_) weight /= 2;
    total_ /= 2;
  }
  parts_.fill(0);
  days_.fill({});
  mean_root_ = 0;
  for (int bin = 0; bin < bins; ++bin) {
    const auto i = static_cast<std::size_t>(bin);
    const double learned = weights_[i] / total_ * bins_a_week / days_a_week(bin);
    const double intensity = (1 - part_of_prior) * learned + part_of_prior * prior_intensity(bin);
    intensity_[i] = static_cast<float>(intensity);
    parts_[i / bins_a_quarter] += static_cast<float>(intensity * days_a_week(bin) / bins_a_week);
    mean_root_ += std::sqrt(intensity) * days_a_week(bin) / bins_a_week;
    constexpr double length = 1.0 / bins_a_day;
    WholeDay& day = days_[i / bins_a_day];
    day.waited += day.news * length + intensity * length * length / 2;
    day.news += intensity * length;
  }
  pending_ = 0;
}

void Season::add(std::span<const Share> news) {
  for (const auto& share : news) {
    weights_[static_cast<std::size_t>(share.bin)] += static_cast<float>(share.weight);
    pending_ += share.weight;
  }
  if (pending_ > total_ * refresh_after) refresh();
}

std::string Season::packed() const {
  Packer packer;
  for (const float weight : weights_) packer.real(weight);
  return packer.bytes();
}

std::optional<Season> Season::unpacked(std::string_view bytes) {
  Unpacker unpacker(bytes);
  Season season;
  for (float& weight : season.weights_) weight = unpacker.real();
  const bool sound = std::all_of(season.weights_.begin(), season.weights_.end(),
                                 [](float weight) { return std::isfinite(weight) && weight >= 0; });
  if (!unpacker.is_done() || !sound) return std::nullopt;
  season.refresh();
  if (!(season.total_ > 0)) return std::nullopt;
  return season;
}

double OwnSeason::bend(int quarter, const Season& shared) const {
  if (weights_.empty()) return 1;
  const double part = shared.part_of_week(quarter);
  const double own = static_cast<double>(weights_[static_cast<std::size_t>(quarter)]) / unit;
  const double all = static_cast<double>(weights_.back()) / unit;
  return (own + shared_weight * part) / ((all + shared_weight) * part);
}

double OwnSeason::bend_of_day(int weekday) const {
  if (weights_.empty()) return 1;
  const auto days = std::span(weights_).subspan(quarters, weekdays);
  const double own = static_cast<double>(days[static_cast<std::size_t>(weekday)]) / unit;
  const double all = std::accumulate(days.begin(), days.end(), 0.0) / unit;
  return (own * weekdays + even_days_weight) / (all + even_days_weight);
}

void OwnSeason::add(std::span<const Share> news) {
  if (weights_.empty() && !news.empty()) weights_.resize(places + 1);
  double rest = 0;  // what rounding leaves goes to the next bin, so that the whole stays whole
  for (const auto& [bin, weight, weekday] : news) {
    rest += std::min(weight, most_at_once) * unit;
    const auto units = static_cast<std::uint16_t>(rest);
    rest -= units;
    weights_[static_cast<std::size_t>(bin / bins_a_quarter)] += units;
    if (weekday) weights_[static_cast<std::size_t>(quarters + *weekday)] += units;
    weights_.back() += units;
    if (weights_.back() <= most_own) continue;
    for (auto& each : weights_) each = static_cast<std::uint16_t>(each / 2);
    weights_.back() = std::accumulate(weights_.begin(), weights_.begin() + quarters, std::uint16_t{0});
  }
}

std::string OwnSeason::packed() const {
  Packer packer;
  std::uint64_t gap = 0;
  for (std::size_t i = 0; i + 1 < weights_.size(); ++i) {
    if (weights_[i] == 0) {
      ++gap;
      continue;
    }
    packer.number(gap);
    packer.number(weights_[i]);
    gap = 0;
  }
  return packer.bytes();
}

std::optional<OwnSeason> OwnSeason::unpacked(std::string_view bytes) {
  OwnSeason season;
  if (bytes.empty()) return season;
  season.weights_.resize(places + 1);
  std::uint64_t total = 0, of_days = 0;
  Unpacker unpacker(bytes);
  for (std::uint64_t at = 0; !unpacker.is_done(); ++at) {
    const std::uint64_t gap = unpacker.number();
    const std::uint64_t weight = unpacker.number();
    if (unpacker.failed() || at >= places || gap >= places - at || weight == 0 || weight > most_of_days)
      return std::nullopt;
    at += gap;
    (at < quarters ? total : of_days) += weight;
    if (total > most_own || of_days > most_of_days) return std::nullopt;
    season.weights_[at] = static_cast<std::uint16_t>(weight);
  }
  season.weights_.back() = static_cast<std::uint16_t>(total);
  return season;
}

}  // namespace gazetted::crawler
