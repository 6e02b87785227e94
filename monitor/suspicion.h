#pragma once
// What several pages of a source are asked about together: whether they differ as one of them does.

#include "monitor/scene.h"

namespace gazetted::monitor {

/// What pages showed within this time is taken together.
inline constexpr Duration suspicion = std::chrono::hours{48};

/// Keeps what a page showed, in place of what it showed before.
void suspect(SourceRecord& source, Suspect suspect);

/// Has the witnesses of the source visited at once, but for those seen since `since`. Whether there are any.
enum class Answers { awaited, complete };
Answers ask_witnesses(Scene& scene, const SourceRecord& source, Timestamp since);
/// Whether there are any, without asking.
[[nodiscard]] Answers answers(const Scene& scene, const SourceRecord& source, Timestamp since);

/// A page that was a witness answers at another address now.
void move_witness(const Scene& scene, const Url& from, const Url& to);

/// The page may be asked later whether it differs as others do.
void offer_witness(const Scene& scene);

}  // namespace gazetted::monitor
