#pragma once
// When a list that has news many times a day is too quiet: an afternoon without any may say it. Pure.
//
// An hour of a day on which offices work is with news or without, and has its like in each week before: of
// those in which the list had news, the chance that it has none is the share of weeks in which it had none,
// half a week's doubt added. The chance of a pause is that of all its hours; nights, weekends and holidays
// say nothing. But hours are no independent cases, for a whole office may be out: so a pause must also be
// three times as long as any before, in hours with news that are missing (twice gives seven times the false
// alarms on the lists of a whole government).
//
// In which hour there was news is known where two looks are about an hour apart, or less. A list that is
// looked at less often is judged by its days alone (rhythm.h).

#include "monitor/rhythm.h"

namespace gazetted::monitor {

struct HourLook {
  Timestamp at;
  std::chrono::minutes zone;  ///< ahead of UTC
  unsigned news = 0;          ///< what was not known before
};
[[nodiscard]] NewsHours after_look(NewsHours before, const HourLook& look, const WorkingDays& working);
/// A look that was not answered: of the hours between those that were nothing is known.
[[nodiscard]] NewsHours after_failure(NewsHours before);

[[nodiscard]] bool is_too_quiet(const NewsHours& hours);

}  // namespace gazetted::monitor
