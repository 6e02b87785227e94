#pragma once
// What a policy is worth on a day: its status, and the days on which that changes by itself.

#include <string_view>
#include <vector>

#include "monitor/records.h"

namespace gazetted::monitor {

/// docs/manual.md: in_force, pending, amended, repealed, expired, withdrawn, draft, unknown.
[[nodiscard]] std::string_view status_of(const PolicyRecord& policy, Date today);

/// The last day in force: as stated, or as it was extended to; of a draft the last day of comments. Nothing
/// where it is not known, as after an extension that names no day.
[[nodiscard]] std::optional<Date> last_day(const PolicyRecord& policy);

/// Days of events: the first day in force, 30 days before the last day, and the day after it. None on
/// or after the day from which it is repealed.
[[nodiscard]] std::vector<DueDate> due_dates_of(const PolicyRecord& policy);

}  // namespace gazetted::monitor
