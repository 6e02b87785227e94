#pragma once
// A page's diary, for `why`. Most visits say what others said, but for a counter's value or a time: such
// visits share a line, so that what was decided is not lost among them. Pure.

#include <vector>

#include "monitor/records.h"

namespace gazetted::monitor {

/// Whether two visits say the same but for figures and what stands between quotation marks.
[[nodiscard]] bool say_alike(const Visit& one, const Visit& other);

/// `diary` and one visit more. One that decided nothing takes the place of the last since a decision that
/// says alike: with the newer words, the number of both, the first and the last of their times. Lines stand
/// in the order of their last visits. When there are too many the oldest goes, of those that decided nothing
/// if there is one: of decisions at least the last twenty stay.
[[nodiscard]] std::vector<Visit> with_visit(std::vector<Visit> diary, Visit visit);

}  // namespace gazetted::monitor
