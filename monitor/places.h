#pragma once
// Where policies stand, and what becomes of them when pages come and go: republished, moved,
// withdrawn, restored (ARCHITECTURE.md).

#include "monitor/scene.h"

namespace gazetted::monitor {

struct Removal {
  int checks = 3;                          ///< failing visits in a row …
  Duration after{std::chrono::hours{24}};  ///< … spread over at least this long
};

/// A policy that is known already was found at the page of `scene`, where it did not stand before.
/// Its other addresses on the same source are visited before anything is told.
void arrive(Scene& scene, PolicyRecord& policy, int part);

/// The page answered as it should: what was gone is back, what waited for this page's answer is a
/// further copy.
void confirm_presence(Scene& scene);

/// The page was visited and is not there. Counts towards removal; what waited for it has moved.
void note_absence(Scene& scene, const std::string& reason, const Removal& removal);

/// The page holds another policy now: `policy` left it at once.
void leave(Scene& scene, PolicyRecord policy, int part);

}  // namespace gazetted::monitor
