#include "monitor/relations.h"

#include <algorithm>

#include "monitor/keys.h"
#include "monitor/policies.h"

namespace gazetted::monitor {
namespace {

bool affects(Relation relation) {
  return relation == Relation::amends || relation == Relation::repeals || relation == Relation::extends ||
         relation == Relation::interprets;
}

/// `subject` is affected by `by`: remembered once, and told once, unless the page through which
/// this became known is history.
void bind(const Scene& scene, PolicyRecord subject, Relation relation, const PolicyId& by) {
  if (subject.id == by) return;
  const bool known = std::any_of(
      subject.affected.begin(), subject.affected.end(),
      [&](const Affected& affected) { return affected.relation == relation && affected.by == by; });
  if (known) return;
  const Affected affected{relation, by, !scene.page.history};
  subject.affected.push_back(affected);
  keep(scene, subject);
  if (!affected.told) return;
  PolicyEvent event{.type = "policy.related", .policy = subject};
  event.related = affected;
  scene.tell(event);
}

}  // namespace

void bind_relations(const Scene& scene, const PolicyId& citing, const Document& document) {
  CitationsSet citations{citing, {}};
  for (const auto& citation : document.cites)
    for (auto& key : target_keys(citation)) citations.targets.emplace_back(std::move(key), citation.relation);
  scene.say(std::move(citations));
  for (const auto& citation : document.cites) {
    if (!affects(citation.relation)) continue;
    for (const auto& key : target_keys(citation)) {
      const auto id = scene.view().named(key);
      auto subject = id ? scene.view().policy(*id) : std::nullopt;
      if (!subject) continue;
      bind(scene, std::move(*subject), citation.relation, citing);
      break;
    }
  }
}

void bind_waiting(const Scene& scene, const PolicyId& id) {
  const auto policy = scene.view().policy(id);
  if (!policy) return;
  for (const auto& name : policy->names)
    for (const auto& cited : scene.view().citing(name)) {
      if (!affects(cited.relation)) continue;
      const auto by = scene.view().policy(cited.policy);
      auto subject = scene.view().policy(id);
      if (by && subject) bind(scene, std::move(*subject), cited.relation, by->id);
    }
}

}  // namespace gazetted::monitor
