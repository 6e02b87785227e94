#include "app/planner.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "crawler/schedule.h"

namespace gazetted::app {
namespace {

/// Of the requests that a host's delay or budget leaves room for, looks take at most this part: the rest is
/// for new pages and retries.
constexpr double part_for_looks = 0.5;

std::optional<double> most_of_host(const Source& source) {
  std::optional<double> most;
  if (source.pace.delay > Duration{0})
    most = std::chrono::hours{24} / std::chrono::duration<double, std::milli>(source.pace.delay);
  if (source.budget) most = std::min<double>(*source.budget, most.value_or(*source.budget));
  return most ? std::optional(part_for_looks * *most) : std::nullopt;
}

crawler::Look look_of(const monitor::PageRecord& page, const Capture& capture,
                      const monitor::VisitResult& result) {
  crawler::Look look;
  look.role = role_of(page);
  look.at = capture.captured_at;
  look.news = result.news;
  look.appeared = result.appeared;
  look.first_seen = page.first_seen;
  look.time_zone = capture.source->time_zone;
  look.page = std::hash<Url>{}(page.url);
  look.host = std::hash<std::string_view>{}(page.url.host());
  look.most_of_host = most_of_host(*capture.source);
  return look;
}

}  // namespace

crawler::Role role_of(const monitor::PageRecord& page) {
  return page.url == page.entrance ? crawler::Role::entrance : crawler::Role::document;
}

std::optional<Duration> pace_of(const monitor::PageRecord& page, const Source& source) {
  return role_of(page) == crawler::Role::entrance ? source.pace.every : source.pace.revisit;
}

monitor::VisitPlan Schedule::plan(const monitor::PageRecord& page, const Capture& capture,
                                  const monitor::VisitResult& result) {
  using monitor::VisitOutcome;
  const auto pace = pace_of(page, *capture.source);
  if (result.outcome == VisitOutcome::doubted && page.doubt) {
    auto plan = crawler::after_doubt(
        {static_cast<int>(page.doubt->before + page.doubt->times), pace, capture.retry_after},
        capture.captured_at);
    return {plan.due, std::move(plan.reason), page.rhythm};
  }
  if (result.outcome == VisitOutcome::failed || result.outcome == VisitOutcome::doubted ||
      result.outcome == VisitOutcome::gone) {
    using Kind = crawler::Failure::Kind;
    auto plan = crawler::after_failure({result.outcome == VisitOutcome::gone ? Kind::gone : Kind::failed,
                                        static_cast<int>(page.failures), pace, capture.retry_after},
                                       capture.captured_at);
    return {plan.due, std::move(plan.reason), page.rhythm};
  }
  if (pace) {
    auto plan = crawler::at_pace(*pace, capture.captured_at);
    return {plan.due, std::move(plan.reason), page.rhythm};
  }
  // A batch that is judged again, because the store had to grow, is learned from twice: that is seldom, and
  // harmless.
  const auto next =
      scheduler_.looked(crawler::Rhythm::unpacked(page.rhythm.bytes), look_of(page, capture, result));
  learned_ = true;
  return {next.due, crawler::reason_of(next, role_of(page)), {next.rhythm.packed()}};
}

monitor::Opaque Schedule::to_keep() {
  if (!std::exchange(learned_, false)) return {};
  return {scheduler_.packed()};
}

monitor::WorkingDays working_days() {
  return [](Date from, Date until) {
    return crawler::Calendar::chinese().certain_working_days(from.sys_days(), until.sys_days());
  };
}

monitor::Planner make_planner(std::shared_ptr<Schedule> schedule) {
  return [schedule = std::move(schedule)](const monitor::PageRecord& page, const Capture& capture,
                                          const monitor::VisitResult& result) {
    return schedule->plan(page, capture, result);
  };
}

}  // namespace gazetted::app
