#include "monitor/health.h"

namespace gazetted::monitor {

void note_trouble(const Scene& scene, const std::string& reason) {
  auto source = scene.view().source(scene.source.id);
  source.id = scene.source.id;
  const bool was_well = source.troubles.empty();
  source.troubles.insert_or_assign(scene.page.url.str(), reason);
  if (was_well) {
    source.failing_since = scene.now;
    scene.say(EventRaised{make_source_event("source.failing", source, scene.now)});
  }
  scene.say(SourcePut{std::move(source)});
}

void note_success(const Scene& scene) {
  auto source = scene.view().source(scene.source.id);
  source.id = scene.source.id;
  const bool ended_trouble = source.troubles.erase(scene.page.url.str()) > 0;
  // Written once a minute at most: each page of a pass would write it otherwise.
  if (!ended_trouble && scene.now - source.last_success < std::chrono::minutes{1}) return;
  source.last_success = scene.now;
  if (ended_trouble && source.troubles.empty()) {
    scene.say(EventRaised{make_source_event("source.recovered", source, scene.now)});
    source.failing_since.reset();
  }
  scene.say(SourcePut{std::move(source)});
}

}  // namespace gazetted::monitor
