#pragma once
// An article page or an attachment was read: its documents become policies, versions and events.

#include "monitor/scene.h"

namespace gazetted::monitor {

/// Whether the page says anything else than before.
enum class Novelty { none, some };
Novelty judge_article(Scene& scene, const Parsed& parsed);
Novelty judge_attachment(Scene& scene, const Parsed& parsed);

}  // namespace gazetted::monitor
