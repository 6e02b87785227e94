#pragma once
// When in the week news comes: how strongly, relative to the week's mean, in each five minutes of a
// working day, a Saturday and a day off. A shared profile is learned from all pages together; a page with
// news of its own bends it to what is particular about it. Pure; times of day are local ones.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/calendar.h"

namespace gazetted::crawler {

inline constexpr std::chrono::minutes bin_length{5};
inline constexpr int bins_a_day = 288;
inline constexpr int bins = day_types * bins_a_day;
/// A page's own profile is coarser: a quarter of an hour.
inline constexpr int bins_a_quarter = 3;
inline constexpr int quarters = bins / bins_a_quarter;

/// The place of a bin among all, by type of day and time of it.
[[nodiscard]] constexpr int bin_of(DayType type, int bin_of_day) {
  return static_cast<int>(type) * bins_a_day + bin_of_day;
}

/// The days of a week on which offices work as a rule; Monday is 0.
inline constexpr int weekdays = 5;

/// A stretch of news: so much of it is held to have come in that bin.
struct Share {
  int bin = 0;
  double weight = 0;
  std::optional<int> weekday{};  ///< of a working day that is none of a weekend
};

/// A whole day of a type, of a page with one piece of news a day on the mean of the week.
struct WholeDay {
  double news = 0;    ///< to be expected
  double waited = 0;  ///< days, of all of them together by its end
};

/// The shared profile. Starts as office hours, which some 200 pieces of news outweigh.
class Season {
 public:
  Season();

  /// One over the mean of a week of five working days. Never 0: nothing is certain not to happen.
  [[nodiscard]] float intensity(int bin) const { return intensity_[static_cast<std::size_t>(bin)]; }
  /// The part of a week's news that a quarter gets.
  [[nodiscard]] float part_of_week(int quarter) const { return parts_[static_cast<std::size_t>(quarter)]; }
  [[nodiscard]] const WholeDay& day(DayType type) const { return days_[static_cast<std::size_t>(type)]; }
  /// Looks needed a day at the price that makes them one of even news: the mean root of the intensity.
  [[nodiscard]] double mean_root() const { return mean_root_; }

  void add(std::span<const Share> news);

  /// For keeping; little-endian floats.
  [[nodiscard]] std::string packed() const;
  /// Nothing where `bytes` was not made by packed().
  [[nodiscard]] static std::optional<Season> unpacked(std::string_view bytes);

 private:
  void refresh();

  std::array<float, bins> weights_{};
  double total_ = 0;
  double pending_ = 0;  ///< added since the last refresh
  std::array<float, bins> intensity_{};
  std::array<float, quarters> parts_{};
  std::array<WholeDay, day_types> days_{};
  double mean_root_ = 1;
};

/// What is particular about one page: its own news by quarters of an hour and by days of the week, as it
/// bends a Season. Empty, it costs nothing and bends nothing. Forgets by halves, so that it follows a page
/// that changes its ways.
class OwnSeason {
 public:
  /// By what the shared intensity of the bins of this quarter is to be multiplied.
  [[nodiscard]] double bend(int quarter, const Season& shared) const;
  /// Likewise those of a day: a bulletin comes out on Thursdays.
  [[nodiscard]] double bend_of_day(int weekday) const;
  void add(std::span<const Share> news);
  [[nodiscard]] bool empty() const { return weights_.empty(); }

  /// Some bytes a quarter and a day that had news.
  [[nodiscard]] std::string packed() const;
  [[nodiscard]] static std::optional<OwnSeason> unpacked(std::string_view bytes);

  friend bool operator==(const OwnSeason&, const OwnSeason&) = default;

 private:
  /// Empty, or one a quarter and one a day of the week, in 1/256 pieces of news, and last the sum of the
  /// quarters.
  std::vector<std::uint16_t> weights_;
};

}  // namespace gazetted::crawler
