#pragma once
// When to look again, as the judge asks for it: the crawler's schedule with what is configured and kept.

#include <memory>
#include <string>

#include "core/source.h"
#include "crawler/scheduler.h"
#include "monitor/judge.h"

namespace gazetted::app {

/// The scheduler of a store, and whether it has learned since it was kept last. One thread.
class Schedule {
 public:
  explicit Schedule(const monitor::Opaque& kept = {}, const crawler::Scheduler::Settings& settings = {})
      : scheduler_(settings) {
    scheduler_.take_up(kept.bytes);
  }

  [[nodiscard]] monitor::VisitPlan plan(const monitor::PageRecord& page, const Capture& capture,
                                        const monitor::VisitResult& result);
  /// What was learned, where it is more than the last time it was asked for.
  [[nodiscard]] monitor::Opaque to_keep();

 private:
  crawler::Scheduler scheduler_;
  bool learned_ = false;
};

/// Of a schedule that may be kept, or of one that starts anew and is not.
[[nodiscard]] monitor::Planner make_planner(
    std::shared_ptr<Schedule> schedule = std::make_shared<Schedule>());

/// By the calendar of mainland China.
[[nodiscard]] monitor::WorkingDays working_days();

[[nodiscard]] crawler::Role role_of(const monitor::PageRecord& page);
/// The pace configured for the page, nothing for adaptive.
[[nodiscard]] std::optional<Duration> pace_of(const monitor::PageRecord& page, const Source& source);

}  // namespace gazetted::app
