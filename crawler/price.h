#pragma once
// What a look has to be worth before it is made. The price is what keeps a budget: looks a page and day
// on the mean over all pages. It follows from what the pages need, as far as that is known, and is set
// right each hour by what was really spent.

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "core/date.h"
#include "crawler/packing.h"

namespace gazetted::crawler {

/// In days of waiting, summed over pieces of news.
class Price {
 public:
  /// `need` is that of a page of which nothing is known (see looked()).
  Price(double looks_a_day, double need);

  [[nodiscard]] double value() const;
  /// A look at `at`, `waited` after the last one at that page; the page needs `need` looks a day where the
  /// price is 1. Needs grow with the inverse root of the price.
  void looked(Timestamp at, Duration waited, double need);

  void pack(Packer& packer) const;
  /// Nothing of what is read is taken where it is unsound.
  void unpack(Unpacker& unpacker);

 private:
  void pass_hours(Timestamp now);

  double budget_;
  double needed_, days_;    ///< days of pages seen, and the needs of these days; both forget
  double looks_ = 0;        ///< forgets likewise
  double looked_days_ = 0;  ///< the days they cover
  double correction_ = 1;
  std::int64_t hour_ = 0;  ///< since 1970; 0 before the first look
  std::uint64_t age_ = 0;  ///< hours
};

/// Hosts that would get more looks than they allow have a price of their own: a factor of 1 or more.
class HostPrices {
 public:
  using Host = std::uint64_t;  ///< a hash of its name

  [[nodiscard]] double factor(Host host) const;
  /// A look at `at`; `most` looks a day is what the host allows to all its pages together.
  void looked(Host host, Timestamp at, double most);

  void pack(Packer& packer) const;
  void unpack(Unpacker& unpacker);

 private:
  struct Load {
    float looks = 0;  ///< forgetting
    float factor = 1;
    std::uint32_t hour = 0;
  };
  std::unordered_map<Host, Load> hosts_;
};

}  // namespace gazetted::crawler
