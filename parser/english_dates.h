#pragma once
// Days as English pages write them: December 12, 2025 · 12 Dec 2025 · Sept. 3rd, 2024 · 12/25/2025 ·
// 2025-12-12T08:00Z.

#include <optional>
#include <string_view>

#include "core/date.h"

namespace gazetted::parser {

/// The first day in `text` that is written with the name of its month; else the first in numbers of which it
/// is plain which one is the month.
[[nodiscard]] std::optional<Date> find_english_date(std::string_view text);

/// The first day in a value of a tag or attribute: as `find_dates` reads it, else as English writes it.
[[nodiscard]] std::optional<Date> first_day(std::string_view value);

}  // namespace gazetted::parser
