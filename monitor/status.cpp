#include "monitor/status.h"

#include <algorithm>
#include <string>

namespace gazetted::monitor {
namespace {

constexpr int expiring_days = 30;

bool is_affected(const PolicyRecord& policy, Relation relation) {
  return std::any_of(policy.affected.begin(), policy.affected.end(),
                     [&](const Affected& affected) { return affected.relation == relation; });
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
  if (is_affected(policy, Relation::repeals) || states(document, {"废止"})) return "repealed";
  // An extension puts a new last day in place of the one in the text; which, the extension says.
  if (document.expires && *document.expires < today && !is_affected(policy, Relation::extends))
    return "expired";
  if (states(document, {"失效"})) return "expired";
  const auto effective = day_of_effect(document);
  const auto begins = effective ? effective : document.signed_on ? document.signed_on : document.published;
  if (begins && *begins > today) return "pending";
  if (is_affected(policy, Relation::amends) || states(document, {"已修改"})) return "amended";
  if (begins || document.effective_on_publication || states(document, {"有效"})) return "in_force";
  return "unknown";
}

std::vector<DueDate> due_dates_of(const PolicyRecord& policy) {
  std::vector<DueDate> dates;
  if (policy.kind != DocumentKind::policy || policy.document.is_draft ||
      is_affected(policy, Relation::repeals) || states(policy.document, {"废止", "失效"}))
    return dates;
  if (policy.document.effective) dates.push_back({*policy.document.effective, DueKind::effective, policy.id});
  if (policy.document.expires && !is_affected(policy, Relation::extends)) {
    dates.push_back({policy.document.expires->plus_days(-expiring_days), DueKind::expiring, policy.id});
    dates.push_back({policy.document.expires->plus_days(1), DueKind::expired, policy.id});
  }
  return dates;
}

}  // namespace gazetted::monitor
