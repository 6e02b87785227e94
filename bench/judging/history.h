#pragma once
// The history of some sites, hour by hour, and the truth about it: what really happened, for the events
// to be measured by.

#include <string>
#include <vector>

#include "bench/judging/site.h"

namespace gazetted::bench {

struct HistorySettings {
  std::uint64_t seed = 1;
  std::size_t sites = 20;
  int days = 90;
  int quiet_days = 18;  ///< at the end, in which nothing happens any more but all still murmurs
};

/// Something that happened, as an event should tell it.
struct Truth {
  std::string type;
  std::string source;
  std::string title;  ///< of the policy
  Url page;
  Timestamp at;
  std::string how;
  std::vector<std::string> removed,
      added;                            ///< lines without their numbers, of an amendment's text or enclosure
  std::vector<std::string> renumbered;  ///< 第七条→第八条
};

class History {
 public:
  explicit History(HistorySettings settings);

  [[nodiscard]] Timestamp begins() const { return begins_; }
  [[nodiscard]] Timestamp ends() const { return begins_ + std::chrono::hours{24 * settings_.days}; }
  [[nodiscard]] const std::vector<Site>& sites() const { return sites_; }
  [[nodiscard]] const std::vector<Truth>& truths() const { return truths_; }

  /// What happens in the hour that begins at `now`; hours come in order.
  void pass_hour(Timestamp now);

 private:
  void begin_site(std::size_t index);
  void happen(Site& site, Timestamp now);
  void disturb(Site& site, Timestamp now);
  void mistake(Site& site, Timestamp now);
  void publish(Site& site, Timestamp now);
  void amend_one(Site& site, Timestamp now);
  void repeal(Site& site, Timestamp now);
  void outdate(Site& site, Timestamp now);
  void interpret(Site& site, Timestamp now);
  void remove(Site& site, Timestamp now);
  void copy(Site& site, Timestamp now);
  void redesign(Site& site, Timestamp now);
  void move(Site& site, Timestamp now);
  Standing& put_up(Site& site, Paper paper, Timestamp now);
  void date(Site& site, Standing& standing, Date today);
  Standing* some_paper(const Site& site, Timestamp now);
  void tell(const std::string& type, const Site& site, const Standing& about, Timestamp at, std::string how);

  HistorySettings settings_;
  Dice dice_;
  Timestamp begins_;
  std::vector<Site> sites_;
  std::vector<Truth> truths_;
};

}  // namespace gazetted::bench
