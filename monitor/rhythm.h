#pragma once
// What is usual, and when what is seen leaves it. Pure rules of health.h.
//
// A day is with news or without, a document with a field or without: what comes in a burst is one case. Of n
// cases before, the chance that the next `run` are all without is that of the Beta posterior, whose prior
// knows nothing (Laplace's rule of succession): a list with news on 20 of 20 working days may be quiet for
// five, one with news on every second of 60 for four weeks, one with two items a year for ever. A day ends
// before it is counted; the hours of a busy list are hourly_rhythm.h's.

#include <functional>

#include "monitor/records.h"

namespace gazetted::monitor {

/// Of how many days from `from` on and before `until` it is certain that offices worked. The calendar's
/// business.
using WorkingDays = std::function<unsigned(Date from, Date until)>;

/// That `run` cases in a row are without, after those counted.
[[nodiscard]] double chance_of_run(const Tally& before, unsigned run);

/// What is less likely than this is held to have a cause. A list has some 250 runs of days a year: a thousand
/// lists give two or three false alarms a year, were they as simple as the rule.
inline constexpr double improbable = 1e-5;

/// A look at a list that was answered.
struct ListLook {
  Date day;
  unsigned news = 0;  ///< what was not known before
};
[[nodiscard]] NewsDays after_look(NewsDays before, const ListLook& look, const WorkingDays& working);
/// A look that was not answered: what came since the last one that was cannot be known to be late.
[[nodiscard]] NewsDays after_failure(NewsDays before);

/// The working days without news until the last look.
[[nodiscard]] unsigned quiet_days(const NewsDays& days, const WorkingDays& working);
/// That is improbable by what was learned, and much longer than any pause before.
[[nodiscard]] bool is_too_quiet(const NewsDays& days, unsigned quiet);

/// Whether a document more states the field. History is in any order: it is counted, and is no run.
enum class States { no, yes };
[[nodiscard]] Habit after_history(Habit before, States states);
[[nodiscard]] Habit after_document(Habit before, States states);
/// All documents before the last ones had the field, and that these have not is improbable.
[[nodiscard]] bool is_lost(const Habit& habit);

/// Far fewer than ever before.
[[nodiscard]] bool are_far_fewer(std::uint32_t items, std::uint32_t fewest);

}  // namespace gazetted::monitor
