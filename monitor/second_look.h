#pragma once
// What was read well and is yet not to be told at once: lines at the edge of a text that may be the
// template's doing, and a wording that stood here before. The page is looked at again, and some others of
// its source with it; what changes from look to look, or changes on several pages alike, is learned as
// noise of the source.

#include <optional>

#include "monitor/scene.h"
#include "monitor/verdict.h"

namespace gazetted::monitor {

/// Why the documents of the page are not believed yet, with the looks that will tell asked for; nothing
/// where they are to be believed. Learns noise on the way.
[[nodiscard]] std::optional<Judgement> second_thoughts(Scene& scene, const Parsed& parsed);

/// The page may be asked later whether it differs as others do.
void offer_witness(const Scene& scene);

}  // namespace gazetted::monitor
