#include "monitor/scene.h"

#include "monitor/topics.h"

namespace gazetted::monitor {

const VersionRecord* Scene::newest_version(const PagePart& part) const {
  const std::pair key{part.part, part.versions};
  if (const auto known = versions_read.find(key); known != versions_read.end()) return &known->second;
  auto version = part.versions == 0 ? std::nullopt : view().version(page.url, part.part, part.versions);
  return version ? &versions_read.emplace(key, std::move(*version)).first->second : nullptr;
}

void Scene::tell(const PolicyEvent& event) const {
  PolicyRecord policy = event.policy;
  // A version told with it was just read.
  if (event.version == nullptr) policy.topics = current_topics(view(), policy, topics);
  const PolicyEvent told{event.type,     policy,       event.page,    event.version,
                         event.previous, event.change, event.related, event.timing};
  say(EventRaised{make_event(told, {source.id, now, today})});
}

Target target_of(const PageRecord& page) {
  Target target;
  target.url = page.url;
  target.source = page.source;
  target.kind = page.kind;
  target.entrance = page.entrance;
  target.parent = page.parent;
  target.page = page.page;
  target.validators = page.validators;
  target.due = page.due;
  return target;
}

PageRecord new_page(const Scene& scene, const Url& url, PageKind kind) {
  PageRecord page;
  page.url = url.canonical();
  page.source = scene.source.id;
  page.kind = kind;
  page.entrance = scene.page.entrance;
  page.history = scene.page.history;
  page.first_seen = scene.now;
  page.due = scene.now;
  page.due_reason = "found on " + scene.page.url.str();
  return page;
}

}  // namespace gazetted::monitor
