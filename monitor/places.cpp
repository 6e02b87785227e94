#include "monitor/places.h"

#include <algorithm>

#include "monitor/judge_list.h"
#include "monitor/policies.h"
#include "monitor/suspicion.h"

namespace gazetted::monitor {
namespace {

/// A single visit that finds nothing may be the server's slip.
constexpr std::uint32_t slips = 1;
/// So many times the time of removal the lists are waited for, which may not be there either.
constexpr int lists_patience = 3;

bool is_gone(const PageRecord& page) {
  return page.withdrawn || (page.absence && page.absence->visits > slips);
}

/// The policy's other pages on this source at which it is still thought to stand.
std::vector<PageRecord> other_pages(const Scene& scene, const PolicyRecord& policy, const Url& except) {
  std::vector<PageRecord> pages;
  for (const auto& place : policy.places) {
    if (!place.present || place.undecided || place.page == except) continue;
    auto page = scene.view().page(place.page);
    if (page && page->source == scene.source.id) pages.push_back(std::move(*page));
  }
  return pages;
}

bool is_present_anywhere(const PolicyRecord& policy) {
  return std::any_of(policy.places.begin(), policy.places.end(),
                     [](const Place& place) { return place.present; });
}

void set_absent(PolicyRecord& policy, const Url& page) {
  for (auto& place : policy.places)
    if (place.page == page) place.present = false;
}

void tell_at(Scene& scene, const std::string& type, const PolicyRecord& policy, const PageRecord& page) {
  if (!policy.told) return;
  scene.tell({.type = type, .policy = policy, .page = &page});
  scene.decide(page.url == scene.page.url ? type : type + ": " + page.url.str());
}

/// The policy has left `old_pages` for the place that was undecided.
void tell_moved(Scene& scene, PolicyRecord& policy, Place& place, const PageRecord& page,
                const std::vector<PageRecord>& old_pages) {
  place.undecided = false;
  for (const auto& old_page : old_pages) {
    set_absent(policy, old_page.url);
    move_witness(scene, old_page.url, page.url);
  }
  tell_at(scene, "policy.moved", policy, page);
}

/// The record of `url`; the one being judged is not in the store yet.
std::optional<PageRecord> page_at(const Scene& scene, const Url& url) {
  if (url == scene.page.url) return scene.page;
  return scene.view().page(url);
}

void withdraw_if_nowhere(Scene& scene, PolicyRecord& policy) {
  if (!policy.withdrawn && !is_present_anywhere(policy)) {
    policy.withdrawn = true;
    tell_at(scene, "policy.withdrawn", policy, scene.page);
  }
  keep(scene, policy);
}

/// For each policy with an open question that the visit of this page may answer.
template <class Answer>
void answer_undecided(Scene& scene, Answer&& answer) {
  for (const auto& part : scene.page.parts) {
    auto policy = scene.view().policy(part.policy);
    if (!policy) continue;
    bool answered = false;
    for (auto& place : policy->places) {
      if (!place.undecided || place.page == scene.page.url) continue;
      const auto page = page_at(scene, place.page);
      // Only the pages of its own source were asked.
      if (page && page->source == scene.source.id && answer(*policy, place, *page)) answered = true;
    }
    if (answered) keep(scene, *policy);
  }
}

}  // namespace

void arrive(Scene& scene, PolicyRecord& policy, int part) {
  const bool was_withdrawn = policy.withdrawn;
  auto& place = place_at(policy, scene.page.url, part, scene.now);
  place.present = true;
  if (was_withdrawn) {
    policy.withdrawn = false;
    tell_at(scene, "policy.restored", policy, scene.page);
    return;
  }
  if (scene.page.history) return;
  const auto old_pages = other_pages(scene, policy, scene.page.url);
  if (old_pages.empty()) {
    tell_at(scene, "policy.republished", policy, scene.page);
    return;
  }
  if (std::all_of(old_pages.begin(), old_pages.end(), is_gone)) {
    tell_moved(scene, policy, place, scene.page, old_pages);
    return;
  }
  place.undecided = true;
  place.since = scene.now;
  for (const auto& page : old_pages) {
    if (is_gone(page)) continue;
    // Due at once in the store too, so that a restart asks again.
    auto asked = page;
    asked.due = scene.now;
    asked.due_reason = "asked whether a policy moved to " + scene.page.url.str();
    scene.say(PagePut{asked});
    auto target = target_of(asked);
    target.urgent = true;
    scene.decide("a known policy at a new address: asking the old one, " + page.url.str());
    scene.targets.push_back(std::move(target));
  }
}

void confirm_presence(Scene& scene) {
  scene.page.absence.reset();
  if (scene.page.withdrawn) {
    scene.page.withdrawn = false;
    for (const auto& part : scene.page.parts) {
      auto policy = scene.view().policy(part.policy);
      if (!policy) continue;
      place_at(*policy, scene.page.url, part.part, scene.now).present = true;
      if (policy->withdrawn) {
        policy->withdrawn = false;
        tell_at(scene, "policy.restored", *policy, scene.page);
      }
      keep(scene, *policy);
    }
  }
  answer_undecided(scene, [&](PolicyRecord& policy, Place& place, const PageRecord& page) {
    // An answer older than the question says nothing.
    if (scene.now < place.since) return false;
    place.undecided = false;
    tell_at(scene, "policy.republished", policy, page);
    return true;
  });
}

void note_absence(Scene& scene, const std::string& reason, const Removal& removal) {
  PageRecord& page = scene.page;
  if (!page.absence) page.absence = Absence{0, scene.now, reason};
  page.absence->visits += 1;
  page.absence->reason = reason;
  answer_undecided(scene, [&](PolicyRecord& policy, Place& place, const PageRecord& new_page) {
    const auto old_pages = other_pages(scene, policy, new_page.url);
    if (!is_gone(page)) {
      scene.next = Scene::Next::at_once;
      return false;
    }
    const bool all_gone = std::all_of(old_pages.begin(), old_pages.end(), [&](const PageRecord& old_page) {
      return old_page.url == page.url || is_gone(old_page);
    });
    if (!all_gone) return false;
    tell_moved(scene, policy, place, new_page, old_pages);
    return true;
  });
  if (page.withdrawn) return;
  if (is_gone(page) && !page.parts.empty()) ask_lists(scene, page.absence->since);
  const auto absent = scene.now - page.absence->since;
  if (page.absence->visits < static_cast<std::uint32_t>(removal.checks) || absent < removal.after) return;
  if (!page.parts.empty() && absent < lists_patience * removal.after &&
      !were_lists_read(scene, page.absence->since)) {
    scene.note("gone; told once its lists were read, which may have it elsewhere");
    return;
  }
  page.withdrawn = true;
  scene.decide("gone, confirmed by " + std::to_string(page.absence->visits) + " visits: " + reason);
  for (const auto& part : page.parts) {
    auto policy = scene.view().policy(part.policy);
    if (!policy) continue;
    set_absent(*policy, page.url);
    withdraw_if_nowhere(scene, *policy);
  }
}

void leave(Scene& scene, PolicyRecord policy, int part) {
  for (auto& place : policy.places)
    if (place.page == scene.page.url && place.part == part) place.present = false;
  scene.decide("the page holds another document now");
  withdraw_if_nowhere(scene, policy);
}

}  // namespace gazetted::monitor
