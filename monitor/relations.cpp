#include "monitor/relations.h"

#include <algorithm>

#include "monitor/keys.h"
#include "monitor/policies.h"

namespace gazetted::monitor {
namespace {

/// What is remembered of the policy concerned. A correction and a final text change nothing of what it is
/// worth, and are no events.
bool affects(Relation relation) {
  switch (relation) {
    case Relation::amends:
    case Relation::repeals:
    case Relation::extends:
    case Relation::interprets:
    case Relation::corrects:
    case Relation::finalises: return true;
    default: return false;
  }
}

bool is_told(Relation relation) { return relation != Relation::corrects && relation != Relation::finalises; }

/// Only what is in force changes what others are worth: a draft repeals nothing, and an
/// interpretation or a news item that quotes a repeal is not the repeal.
bool acts(const PolicyRecord& by, Relation relation) {
  if (!affects(relation)) return false;
  if (relation == Relation::interprets) return true;
  return by.kind == DocumentKind::policy && !by.document.is_draft;
}

/// A citation by number means no other policy of the same title: a reissue repeals its predecessor. What
/// is finalised is a draft.
bool means(const Citation& citation, const PolicyRecord& subject) {
  if (citation.relation == Relation::finalises) return subject.document.is_draft;
  const auto own = number_key(subject.document);
  if (!citation.doc_number || !own) return true;
  const auto& issuers = subject.document.issuers;
  const auto cited =
      number_key(*citation.doc_number,
                 issuers.empty() ? std::nullopt : std::optional<std::string_view>(issuers.front()));
  return !cited || *cited == *own;
}

/// The new last day that an extension gives `subject`.
std::optional<Date> extended_to(const Citation& citation, const PolicyRecord& subject) {
  if (citation.relation != Relation::extends) return std::nullopt;
  if (citation.until) return citation.until;
  if (citation.longer_months == 0 || !subject.document.expires) return std::nullopt;
  return subject.document.expires->plus_days(1).plus_months(citation.longer_months).plus_days(-1);
}

/// The day from which `citation` holds: as it says itself, else as the act says of all it does.
std::optional<Date> holds_from(const Citation& citation, const PolicyRecord& by) {
  if (citation.relation == Relation::repeals && citation.until) return citation.until->plus_days(1);
  const auto day = day_of_effect(by.document);
  if (day || citation.relation != Relation::extends) return day;
  return by.document.signed_on ? by.document.signed_on : by.document.published;
}

/// `subject` is affected by `by`: remembered once, and told once, unless the page through which
/// this became known is history.
void bind(const Scene& scene, PolicyRecord subject, const Citation& citation, const PolicyRecord& by) {
  if (subject.id == by.id) return;
  Affected affected{citation.relation, by.id, false, holds_from(citation, by),
                    extended_to(citation, subject)};
  const auto known = std::ranges::find_if(subject.affected, [&](const Affected& each) {
    return each.relation == affected.relation && each.by == affected.by;
  });
  if (known != subject.affected.end()) {
    // The days may have been put right since; how much longer it holds was counted from the day it had then.
    affected.told = known->told;
    if (!citation.until) affected.until = known->until;
    if (*known == affected) return;
    *known = affected;
    keep(scene, subject);
    return;
  }
  affected.told = is_told(affected.relation) && subject.told && !scene.page.history;
  subject.affected.push_back(affected);
  keep(scene, subject);
  if (!affected.told) return;
  PolicyEvent event{.type = "policy.related", .policy = subject};
  event.related = affected;
  scene.tell(event);
}

/// Of several relations that a title names (关于废止和修改…) none is that of a list.
std::optional<Relation> relation_named(std::string_view title) {
  const auto names = [&](std::string_view word) { return title.find(word) != title.npos; };
  const bool repeals = names("废止") || names("失效"), amends = names("修改"),
             extends = names("继续有效") || (names("延长") && names("有效期"));
  if (int{repeals} + int{amends} + int{extends} != 1) return std::nullopt;
  return repeals ? Relation::repeals : amends ? Relation::amends : Relation::extends;
}

bool carries(const PolicyRecord& policy, const Url& attachment) {
  return std::ranges::any_of(policy.document.attachments, [&](const Attachment& each) {
    return !each.url.empty() && each.url.canonical() == attachment;
  });
}

void bind_all(const Scene& scene, const PolicyRecord& citing) {
  const std::vector<Citation> all = citations_of(scene.view(), citing);
  CitationsSet citations{citing.id, {}};
  for (const auto& citation : all)
    for (auto& key : target_keys(citation)) citations.targets.emplace_back(std::move(key), citation.relation);
  scene.say(std::move(citations));
  for (const auto& citation : all) {
    if (!acts(citing, citation.relation)) continue;
    for (const auto& key : target_keys(citation)) {
      const auto id = scene.view().named(key);
      auto subject = id ? scene.view().policy(*id) : std::nullopt;
      if (!subject || !means(citation, *subject)) continue;
      bind(scene, std::move(*subject), citation, citing);
      break;
    }
  }
}

}  // namespace

std::vector<Citation> citations_of(const View& view, const PolicyRecord& citing) {
  std::vector<Citation> all = citing.document.cites;
  for (const auto& attachment : citing.document.attachments) {
    if (attachment.url.empty() || attachment.url.is_file()) continue;
    if (const auto page = view.page(attachment.url.canonical()))
      all.insert(all.end(), page->attachment_cites.begin(), page->attachment_cites.end());
  }
  // A final text seldom names its draft: they are known by what they are about.
  const Document& document = citing.document;
  if (citing.kind == DocumentKind::policy && document.title && !document.is_draft &&
      draft_key(*document.title))
    all.push_back({std::nullopt, document.title, Relation::finalises});
  return all;
}

void bind_relations(const Scene& scene, const PolicyRecord& citing, const Document& document) {
  PolicyRecord speaking = citing;
  speaking.document.cites = document.cites;
  speaking.document.attachments = document.attachments;
  bind_all(scene, speaking);
}

void bind_listed(Scene& scene, const std::vector<Citation>& listed) {
  const auto parent = scene.view().page(scene.page.parent);
  if (!parent) return;
  const std::vector<Citation> before = scene.page.attachment_cites;
  for (const auto& part : parent->parts) {
    const auto policy = scene.view().policy(part.policy);
    if (!policy || !acts(*policy, Relation::repeals) || !carries(*policy, scene.page.url)) continue;
    // What is passed on was said, and done, by another.
    if (policy->document.title && policy->document.title->find("转发") != std::string::npos) continue;
    auto said = relation_named(scene.page.list_title);
    if (!said && policy->document.title) said = relation_named(*policy->document.title);
    std::vector<Citation> acting;
    for (Citation citation : listed) {
      if (citation.relation == Relation::cites && said) citation.relation = *said;
      if (acts(*policy, citation.relation)) acting.push_back(std::move(citation));
    }
    if (acting == before) continue;
    scene.decide("lists " + std::to_string(acting.size()) + " documents that it changes");
    scene.page.attachment_cites = std::move(acting);
    scene.say(PagePut{scene.page});
    bind_all(scene, *policy);
  }
}

void bind_waiting(const Scene& scene, const PolicyId& id) {
  const auto policy = scene.view().policy(id);
  if (!policy) return;
  for (const auto& name : policy->names)
    for (const auto& cited : scene.view().citing(name)) {
      if (!affects(cited.relation)) continue;
      const auto by = scene.view().policy(cited.policy);
      if (!by || !acts(*by, cited.relation)) continue;
      // Asked anew each time: what was bound before has changed it.
      auto subject = scene.view().policy(id);
      if (!subject) return;
      for (const auto& citation : citations_of(scene.view(), *by)) {
        if (citation.relation != cited.relation || !means(citation, *subject)) continue;
        const auto keys = target_keys(citation);
        if (std::ranges::find(keys, name) == keys.end()) continue;
        bind(scene, std::move(*subject), citation, *by);
        break;
      }
    }
}

}  // namespace gazetted::monitor
