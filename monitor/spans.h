#pragma once
// Differences within a pair of texts, by words.

#include <string_view>
#include <vector>

#include "monitor/diff.h"
#include "monitor/words.h"

namespace gazetted::monitor {

/// As word_spans of monitor/diff.h, with a cutter made before: for many pairs.
[[nodiscard]] std::vector<Span> word_spans(Words& words, std::string_view before, std::string_view after);

}  // namespace gazetted::monitor
