#include "crawler/price.h"

#include <algorithm>
#include <cmath>

namespace gazetted::crawler {
namespace {

/// The week has a rhythm, so nothing shorter tells whether a budget is kept.
constexpr double memory_hours = 7 * 24;
/// Small beside the memory's inverse: a controller that is quicker than its measure swings.
constexpr double gain_an_hour = 0.005;
constexpr double most_correction = 4;
/// What the need of a page of which nothing is known counts, in days of pages.
constexpr double first_days = 5;

constexpr double host_memory_hours = 24;
constexpr double host_gain_an_hour = 0.02;
constexpr double most_factor = 1e6;

std::int64_t hour_of(Timestamp time) {
  return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

double forgotten_in(double hours, double half_life) { return std::exp2(-hours / half_life); }

}  // namespace

Price::Price(double looks_a_day, double need)
    : budget_(looks_a_day), needed_(need * first_days), days_(first_days) {}

double Price::value() const {
  const double need = needed_ / days_ / budget_;
  return need * need * correction_;
}

void Price::pass_hours(Timestamp now) {
  const auto hour = hour_of(now);
  if (hour_ == 0) hour_ = hour;
  if (hour <= hour_) return;
  const auto hours = hour - hour_;
  hour_ = hour;
  age_ += static_cast<std::uint64_t>(hours);
  const double kept = forgotten_in(static_cast<double>(hours), memory_hours);
  for (double* sum : {&needed_, &days_, &looks_, &looked_days_}) *sum *= kept;
  if (static_cast<double>(age_) < memory_hours || looked_days_ <= 0) return;
  const double spent = looks_ / (looked_days_ * budget_);
  const double step = std::clamp(gain_an_hour * (spent - 1), -gain_an_hour, gain_an_hour);
  correction_ = std::clamp(correction_ * std::exp(step), 1 / most_correction, most_correction);
}

void Price::looked(Timestamp at, Duration waited, double need) {
  pass_hours(at);
  const double days = std::chrono::duration<double, std::ratio<86'400>>(waited).count();
  needed_ += need * days;
  days_ += days;
  looks_ += 1;
  looked_days_ += days;
}

void Price::pack(Packer& packer) const {
  for (const double real : {needed_, days_, looks_, looked_days_, correction_})
    packer.real(static_cast<float>(real));
  packer.number(static_cast<std::uint64_t>(hour_));
  packer.number(age_);
}

void Price::unpack(Unpacker& unpacker) {
  Price read = *this;
  for (double* real : {&read.needed_, &read.days_, &read.looks_, &read.looked_days_, &read.correction_})
    *real = static_cast<double>(unpacker.real());
  read.hour_ = static_cast<std::int64_t>(unpacker.number());
  read.age_ = unpacker.number();
  const bool sound = std::isfinite(read.needed_) && read.needed_ > 0 && std::isfinite(read.days_) &&
                     read.days_ > 0 && std::isfinite(read.looks_) && read.looks_ >= 0 &&
                     std::isfinite(read.looked_days_) && read.looked_days_ >= 0 &&
                     read.correction_ >= 1 / most_correction && read.correction_ <= most_correction;
  if (sound && !unpacker.failed()) *this = read;
}

double HostPrices::factor(Host host) const {
  const auto found = hosts_.find(host);
  return found == hosts_.end() ? 1 : static_cast<double>(found->second.factor);
}

void HostPrices::looked(Host host, Timestamp at, double most) {
  Load& load = hosts_[host];
  const auto hour = static_cast<std::uint32_t>(hour_of(at));
  if (load.hour == 0) load.hour = hour;
  if (hour > load.hour) {
    const double hours = hour - load.hour;
    load.hour = hour;
    // In a steady state the sum is the looks of an hour by the memory's length.
    const double a_day = static_cast<double>(load.looks) * 24 * std::log(2.0) / host_memory_hours;
    load.looks *= static_cast<float>(forgotten_in(hours, host_memory_hours));
    const double step = std::clamp(a_day / most - 1, -1.0, 5.0) * host_gain_an_hour * hours;
    load.factor =
        static_cast<float>(std::clamp(static_cast<double>(load.factor) * std::exp(step), 1.0, most_factor));
  }
  load.looks += 1;
}

void HostPrices::pack(Packer& packer) const {
  // A host that gets no more than it allows is measured anew after a restart.
  std::uint64_t bound = 0;
  for (const auto& [host, load] : hosts_) bound += load.factor > 1 ? 1 : 0;
  packer.number(bound);
  for (const auto& [host, load] : hosts_) {
    if (load.factor <= 1) continue;
    packer.number(host);
    packer.real(load.looks);
    packer.real(load.factor);
    packer.number(load.hour);
  }
}

void HostPrices::unpack(Unpacker& unpacker) {
  for (auto left = unpacker.number(); left > 0 && !unpacker.failed(); --left) {
    const Host host = unpacker.number();
    Load load;
    load.looks = unpacker.real();
    load.factor = unpacker.real();
    load.hour = static_cast<std::uint32_t>(unpacker.number());
    if (!unpacker.failed() && load.looks >= 0 && load.factor >= 1 && load.factor <= most_factor)
      hosts_[host] = load;
  }
}

}  // namespace gazetted::crawler
