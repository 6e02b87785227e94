#include "monitor/status.h"

#include <algorithm>
#include <string>

namespace gazetted::monitor {
namespace {

constexpr int expiring_days = 30;

/// By an act that holds on `day`.
bool is_affected(const PolicyRecord& policy, Relation relation, Date day) {
  return std::ranges::any_of(policy.affected, [&](const Affected& affected) {
    return affected.relation == relation && (!affected.since || *affected.since <= day);
  });
}

bool states(const Document& document, std::initializer_list<std::string_view> words) {
  if (!document.validity) return false;
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return document.validity->find(word) != std::string::npos;
  });
}

}  // namespace

std::string_view status_of(const PolicyRecord& policy, Date today) {
  const Document& document = policy.document;
  if (policy.withdrawn) return "withdrawn";
  if (document.is_draft) return "draft";
  if (is_affected(policy, Relation::repeals, today) || states(document, {"废止"})) return "repealed";
  if (const auto last = last_day(policy); last && *last < today) return "expired";
  if (states(document, {"失效"})) return "expired";
  const auto effective = day_of_effect(document);
  const auto begins = effective ? effective : document.signed_on ? document.signed_on : document.published;
  if (begins && *begins > today) return "pending";
  if (is_affected(policy, Relation::amends, today) || states(document, {"已修改"})) return "amended";
  if (begins || document.effective_on_publication || states(document, {"有效"})) return "in_force";
  return "unknown";
}

std::optional<Date> last_day(const PolicyRecord& policy) {
  if (policy.document.is_draft) return policy.document.comments_until;
  auto last = policy.document.expires;
  for (const Affected& affected : policy.affected) {
    if (affected.relation != Relation::extends) continue;
    // 继续有效, said of what holds anyway, moves no day.
    const bool confirms = last && affected.since && *affected.since <= *last;
    if (!affected.until && !confirms) return std::nullopt;
    if (affected.until) last = last ? std::max(*last, *affected.until) : *affected.until;
  }
  return last;
}

std::vector<DueDate> due_dates_of(const PolicyRecord& policy) {
  std::vector<DueDate> dates;
  if (policy.kind != DocumentKind::policy || states(policy.document, {"废止", "失效"})) return dates;
  if (policy.document.effective && !policy.document.is_draft)
    dates.push_back({*policy.document.effective, DueKind::effective, policy.id});
  if (const auto last = last_day(policy)) {
    dates.push_back({last->plus_days(-expiring_days), DueKind::expiring, policy.id});
    dates.push_back({last->plus_days(1), DueKind::expired, policy.id});
  }
  std::erase_if(dates, [&](const DueDate& date) { return is_affected(policy, Relation::repeals, date.day); });
  return dates;
}

}  // namespace gazetted::monitor
