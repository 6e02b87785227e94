#pragma once
// A site that is made anew: many of its pages are at other addresses at once, or found by other conventions.
// Nothing hangs on it but what `why` says; what is found again is moved, what is not is the source's trouble.

#include <optional>

#include "monitor/scene.h"
#include "monitor/verdict.h"

namespace gazetted::monitor {

/// Whether what was read well shows that; an article's layout is remembered for that.
[[nodiscard]] std::optional<Judgement> notice_redesign(Scene& scene, const Parsed& parsed);

}  // namespace gazetted::monitor
