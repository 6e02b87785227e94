#pragma once
// Nothing is told on one look alone. A page whose words differ from what is known is looked at again at
// once, and told where the second look shows the same. Lines at the edge of a text that may be the
// template's doing are asked about on other pages of the source too. What is another at each look, or
// changed on several pages alike, is learned as noise of the source. A wording that stood here before is
// told when it lasts.

#include <optional>

#include "monitor/scene.h"
#include "monitor/verdict.h"

namespace gazetted::monitor {

/// Why the words of a page that was read well are not believed yet, with the looks that will tell asked for;
/// nothing where they are to be believed. Learns noise on the way.
[[nodiscard]] std::optional<Judgement> second_thoughts(Scene& scene, const Parsed& parsed);

}  // namespace gazetted::monitor
