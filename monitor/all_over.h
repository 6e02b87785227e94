#pragma once
// One change all over a source: a page whose words gave way to few others, which stand on other pages of
// the source too, shows what its site says of itself and not its document.

#include <optional>

#include "monitor/scene.h"
#include "monitor/verdict.h"

namespace gazetted::monitor {

/// Why the page is not to be believed; nothing where its words are its own. Where that is not known yet,
/// other pages are asked to be visited at once.
[[nodiscard]] std::optional<Judgement> change_all_over(Scene& scene, const Parsed& parsed);

}  // namespace gazetted::monitor
