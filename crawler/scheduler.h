#pragma once
// When to look again, learned: a page's rate of news and the season of the week give how much waiting
// news is to be expected at any moment; it is looked at when that has gathered to a price, and the price
// keeps a budget of looks. Deterministic and pure but for what it learns; one thread.
//
// News of a list are its new items, those of a document its edits. A page that is quiet is looked at
// seldom and never not at all.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/calendar.h"
#include "crawler/price.h"
#include "crawler/season.h"

namespace gazetted::crawler {

enum class Role { entrance, document };
inline constexpr int roles = 2;

/// What is known of one page's news. 48 bytes, and the own season of a list that had news.
struct Rhythm {
  Timestamp last{};  ///< the last look that was answered; 1970 before the first
  float news = 0;    ///< forgetting; a burst counts as less than its pieces
  float exposure =
      0;  ///< the days they came in, each as long as it was busy; of a document the news expected
  float burst_news = 0;  ///< the same with a memory of hours, of a list
  float burst_exposure = 0;
  OwnSeason own{};  ///< of a list

  /// For keeping, with a version; about 25 bytes without an own season.
  [[nodiscard]] std::string packed() const;
  /// A page of which nothing is known where `bytes` was not made by packed().
  [[nodiscard]] static Rhythm unpacked(std::string_view bytes);

  friend bool operator==(const Rhythm&, const Rhythm&) = default;
};

/// A look just made that was answered, with what it is to be judged by.
struct Look {
  Role role = Role::entrance;
  Timestamp at{};
  unsigned news = 0;  ///< what was not there at the last look; not asked for at the first
  /// When news appeared, where the page says so to the minute.
  std::vector<Timestamp> appeared{};
  Timestamp first_seen{};  ///< of the page
  std::chrono::minutes time_zone = china_offset;
  std::uint64_t page = 0;  ///< a hash of its address
  HostPrices::Host host = 0;
  std::optional<double> most_of_host{};  ///< above 0: looks a day the host allows to all its pages together
};

/// What is expected of a page in an ordinary week.
struct Forecast {
  double news_a_day = 0;
  double looks_a_day = 0;
  Duration delay{};                  ///< from news to look, on the mean over news
  std::vector<int> busiest_hours{};  ///< of a working day, local: up to three that have more than their share
};

struct NextLook {
  Rhythm rhythm;  ///< after the look
  Timestamp due;
  double news_a_day = 0;  ///< expected, on the mean of the week
  double intensity = 0;   ///< when it is due, relative to that mean
  double expected = 0;    ///< news by then
  Duration waited{};      ///< expected of them, in all
};

/// One line, for `why`.
[[nodiscard]] std::string reason_of(const NextLook& next, Role role);

class Scheduler {
 public:
  struct Settings {
    /// Looks a page and day, on the mean over the entrances and over the documents.
    std::array<double, roles> looks_a_day{48, 0.2};
    std::array<Duration, roles> shortest{std::chrono::seconds{30}, std::chrono::minutes{30}};
    std::array<Duration, roles> longest{std::chrono::hours{24}, std::chrono::hours{7 * 24}};
  };

  Scheduler() : Scheduler(Settings{}) {}
  explicit Scheduler(const Settings& settings, const Calendar& calendar = Calendar::chinese());

  /// Learns from a look and says when to look next. O(bins until then), a week of them at most.
  [[nodiscard]] NextLook looked(const Rhythm& before, const Look& look);

  /// About, and at once; forecast() lives through a week.
  [[nodiscard]] double looks_a_day(const Rhythm& rhythm, Role role, Timestamp first_seen,
                                   Timestamp now) const;
  [[nodiscard]] Forecast forecast(const Rhythm& rhythm, Role role, Timestamp first_seen, Timestamp now) const;

  /// What was learned from all pages together, for keeping, with a version.
  [[nodiscard]] std::string packed() const;
  /// Takes up what packed() gave; what it did not give is passed over.
  void take_up(std::string_view bytes);

 private:
  /// News by exposure over all pages of a kind.
  struct Rate {
    double news, exposure;
    [[nodiscard]] double value() const { return news / exposure; }
  };
  static constexpr int ages = 4;
  struct Learned {
    Season season;
    std::array<Rate, ages> rates;  ///< of documents by their age; of lists the first
    Price price;
  };

  [[nodiscard]] static Learned unlearned(Role role, double looks_a_day);
  [[nodiscard]] double usual_rate(Role role, Timestamp first_seen, Timestamp now) const;
  [[nodiscard]] double rate_of(const Rhythm& rhythm, Role role, double usual) const;
  [[nodiscard]] double price_of(Role role, double rate, double usual) const;
  void learn(Rhythm& rhythm, const Look& look, double usual);

  Settings settings_;
  const Calendar& calendar_;
  std::array<Learned, roles> learned_;
  HostPrices hosts_;
};

}  // namespace gazetted::crawler
