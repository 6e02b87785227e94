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

/// Only what is in force changes what others are worth: a draft repeals nothing, and an
/// interpretation or a news item that quotes a repeal is not the repeal.
bool acts(const PolicyRecord& by, Relation relation) {
  if (!affects(relation)) return false;
  if (relation == Relation::interprets) return true;
  return by.kind == DocumentKind::policy && !by.document.is_draft;
}

/// A citation by number means no other policy of the same title: a reissue repeals its predecessor.
bool means(const Citation& citation, const PolicyRecord& subject) {
  const auto& own = subject.document.doc_number;
  return !citation.doc_number || !own || number_key(*citation.doc_number) == number_key(*own);
}

/// `subject` is affected by `by`: remembered once, and told once, unless the page through which
/// this became known is history.
void bind(const Scene& scene, PolicyRecord subject, Relation relation, const PolicyId& by) {
  if (subject.id == by) return;
  const bool known = std::any_of(
      subject.affected.begin(), subject.affected.end(),
      [&](const Affected& affected) { return affected.relation == relation && affected.by == by; });
  if (known) return;
  const Affected affected{relation, by, subject.told && !scene.page.history};
  subject.affected.push_back(affected);
  keep(scene, subject);
  if (!affected.told) return;
  PolicyEvent event{.type = "policy.related", .policy = subject};
  event.related = affected;
  scene.tell(event);
}

/// Whether `by` names `subject` under this very name, and means it.
bool names(const PolicyRecord& by, Relation relation, const std::string& name, const PolicyRecord& subject) {
  return std::any_of(by.document.cites.begin(), by.document.cites.end(), [&](const Citation& citation) {
    if (citation.relation != relation || !means(citation, subject)) return false;
    const auto keys = target_keys(citation);
    return std::find(keys.begin(), keys.end(), name) != keys.end();
  });
}

}  // namespace

void bind_relations(const Scene& scene, const PolicyRecord& citing, const Document& document) {
  CitationsSet citations{citing.id, {}};
  for (const auto& citation : document.cites)
    for (auto& key : target_keys(citation)) citations.targets.emplace_back(std::move(key), citation.relation);
  scene.say(std::move(citations));
  for (const auto& citation : document.cites) {
    if (!acts(citing, citation.relation)) continue;
    for (const auto& key : target_keys(citation)) {
      const auto id = scene.view().named(key);
      auto subject = id ? scene.view().policy(*id) : std::nullopt;
      if (!subject || !means(citation, *subject)) continue;
      bind(scene, std::move(*subject), citation.relation, citing.id);
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
      if (by && subject && acts(*by, cited.relation) && names(*by, cited.relation, name, *subject))
        bind(scene, std::move(*subject), cited.relation, by->id);
    }
}

}  // namespace gazetted::monitor
