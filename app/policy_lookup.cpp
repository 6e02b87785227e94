#include "app/policy_lookup.h"

#include <algorithm>

#include "app/session.h"
#include "core/doc_number.h"
#include "monitor/keys.h"

namespace gazetted::app {

namespace {

/// 2026年第45号令 does not say whose it is: meant is the one that is known, where there is but one.
std::optional<monitor::PolicyRecord> only_one_numbered(const monitor::View& view, const std::string& text) {
  const auto wanted = doc_number::read(text);
  std::vector<monitor::PolicyRecord> found;
  view.each_policy([&](const monitor::PolicyRecord& policy) {
    const auto& number = policy.document.doc_number;
    if (!policy.joined_into && number && doc_number::key(*number) == doc_number::key(wanted->number))
      found.push_back(policy);
    return found.size() > 1 ? monitor::View::Walk::stop : monitor::View::Walk::on;
  });
  return found.size() == 1 ? std::optional(std::move(found.front())) : std::nullopt;
}

}  // namespace

std::optional<monitor::PolicyRecord> find_policy(const monitor::View& view, const std::string& text) {
  if (auto policy = view.policy(PolicyId(text))) return policy;
  if (is_url(text)) {
    const auto url = Url::parse(text);
    const auto page = url ? view.page(url->canonical()) : std::nullopt;
    if (!page || page->parts.empty()) return std::nullopt;
    // Of several documents on a page the first policy is meant.
    const auto part = std::find_if(
        page->parts.begin(), page->parts.end(),
        [](const monitor::PagePart& candidate) { return candidate.kind == DocumentKind::policy; });
    return view.policy((part == page->parts.end() ? page->parts.front() : *part).policy);
  }
  if (!doc_number::read(text)) return std::nullopt;
  if (const auto key = monitor::number_key(text)) {
    const auto id = view.named(*key);
    return id ? view.policy(*id) : std::nullopt;
  }
  return only_one_numbered(view, text);
}

monitor::PolicyRecord require_policy(const monitor::View& view, const std::string& text) {
  auto policy = find_policy(view, text);
  if (!policy)
    throw Exit{exit_partly, "no policy is known as " + text + "; `gazetted policies` lists those that are"};
  return std::move(*policy);
}

std::vector<monitor::VersionRecord> versions_at(const monitor::View& view,
                                                const monitor::PolicyRecord& policy,
                                                const monitor::Place& place) {
  std::vector<monitor::VersionRecord> versions;
  for (std::uint32_t number = 1;; ++number) {
    auto version = view.version(place.page, place.part, number);
    if (!version) return versions;
    // A page that turned into another policy holds that one's versions too.
    const auto owner = view.policy(version->policy);
    if (owner && owner->id == policy.id) versions.push_back(std::move(*version));
  }
}

std::vector<monitor::VersionRecord> versions_of(const monitor::View& view,
                                                const monitor::PolicyRecord& policy) {
  if (policy.places.empty()) return {};
  const auto present = std::find_if(policy.places.begin(), policy.places.end(),
                                    [](const monitor::Place& place) { return place.present; });
  return versions_at(view, policy, present == policy.places.end() ? policy.places.front() : *present);
}

std::string display_title(const monitor::PolicyRecord& policy) {
  const auto& document = policy.document;
  return document.title.value_or(document.described.value_or(policy.id.str()));
}

}  // namespace gazetted::app
