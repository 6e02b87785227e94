#pragma once
// Which of the known pages the crawler holds: those that are due before long. The others wait in the store in
// their turn (monitor::View::each_due), so that neither memory nor the start grows with all that is known. A
// single pass holds them all.

#include <vector>

#include "config/configuration.h"
#include "crawler/settings.h"
#include "monitor/store.h"

namespace gazetted::app {

class Agenda {
 public:
  /// `store` must outlive it.
  Agenda(const monitor::Store& store, crawler::Mode mode) : store_(store), mode_(mode) {}

  /// From the start: the pages that are due before the horizon, and the entrances configured that are not
  /// known yet.
  [[nodiscard]] std::vector<Target> begin(const config::Configuration& configuration, Timestamp now);
  /// What came within the horizon since; mostly nothing. To be asked some times an hour, and whenever the
  /// clock was turned.
  [[nodiscard]] std::vector<Target> go_on(const config::Configuration& configuration, Timestamp now);
  /// What is learned but lies beyond the horizon is not to be held.
  [[nodiscard]] crawler::Learned narrowed(crawler::Learned learned) const;

 private:
  [[nodiscard]] std::vector<Target> due(const config::Configuration& configuration, Timestamp from) const;
  void move_horizon(Timestamp now);

  const monitor::Store& store_;
  crawler::Mode mode_;
  Timestamp horizon_ = Timestamp::min();
};

}  // namespace gazetted::app
