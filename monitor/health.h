#pragma once
// Whether a source works: its troubles by address, and the events when the first begins and the
// last ends.

#include "monitor/scene.h"

namespace gazetted::monitor {

/// Something is wrong at the page of `scene`, which is the source's trouble.
void note_trouble(const Scene& scene, const std::string& reason);

/// The page of `scene` was read as it should be.
void note_success(const Scene& scene);

}  // namespace gazetted::monitor
