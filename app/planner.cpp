#include "app/planner.h"

#include "crawler/schedule.h"

namespace gazetted::app {
namespace {

crawler::Outcome outcome_of(monitor::VisitOutcome outcome) {
  switch (outcome) {
    case monitor::VisitOutcome::changed: return crawler::Outcome::changed;
    case monitor::VisitOutcome::unchanged: return crawler::Outcome::unchanged;
    case monitor::VisitOutcome::failed: return crawler::Outcome::failed;
    case monitor::VisitOutcome::gone: return crawler::Outcome::gone;
  }
  return crawler::Outcome::unchanged;
}

}  // namespace

monitor::Planner make_planner() {
  return [](const monitor::PageRecord& page, const Capture& capture, monitor::VisitOutcome outcome) {
    const bool is_entrance = page.url == page.entrance;
    crawler::Visit visit;
    visit.role = is_entrance ? crawler::Role::entrance : crawler::Role::document;
    visit.fixed = is_entrance ? capture.source->pace.every : capture.source->pace.revisit;
    visit.last_interval = page.interval;
    visit.outcome = outcome_of(outcome);
    visit.failures = static_cast<int>(page.failures);
    visit.retry_after = capture.retry_after;
    const auto plan = crawler::next_visit(visit, capture.captured_at, std::hash<Url>{}(page.url));
    return monitor::VisitPlan{plan.due, plan.interval, plan.reason};
  };
}

}  // namespace gazetted::app
