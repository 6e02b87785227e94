#pragma once
// A difference in one line of Chinese, for a person.

#include <string>

#include "monitor/diff.h"

namespace gazetted::monitor {

/// What the counts of a difference count.
enum class Counted { articles, paragraphs };

/// Names the hunks where they are few, counts them where they are many; figures that changed are
/// always named first: `第三条：补贴比例 75% → 100%`.
[[nodiscard]] std::string summarise(const Difference& difference, Counted counted);

}  // namespace gazetted::monitor
