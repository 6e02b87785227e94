#include "monitor/suspicion.h"

#include <algorithm>

#include "monitor/learned_noise.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t most_suspects = 16;
constexpr std::size_t most_witnesses = 3;

/// Those that have not been seen since.
std::vector<PageRecord> silent_witnesses(const Scene& scene, const SourceRecord& source, Timestamp since) {
  std::vector<PageRecord> pages;
  for (const auto& url : source.witnesses) {
    if (url == scene.page.url) continue;
    auto page = scene.view().page(url);
    if (page && !page->withdrawn && !page->absence && page->last_visit < since)
      pages.push_back(*std::move(page));
  }
  return pages;
}

/// It says so already of what it holds: it cannot tell whether a template says so of all.
bool holds_no_more(const Scene& scene) {
  return std::ranges::any_of(scene.page.parts, [&](const PagePart& part) {
    const auto* version = scene.newest_version(part);
    return version != nullptr && version->document.validity && speaks_against(*version->document.validity);
  });
}

}  // namespace

void suspect(SourceRecord& source, Suspect suspect) {
  std::erase_if(source.suspects, [&](const Suspect& each) {
    return each.page == suspect.page || suspect.since - each.since > suspicion;
  });
  source.suspects.push_back(std::move(suspect));
  if (source.suspects.size() > most_suspects) source.suspects.erase(source.suspects.begin());
}

Answers ask_witnesses(Scene& scene, const SourceRecord& source, Timestamp since) {
  auto silent = silent_witnesses(scene, source, since);
  for (auto& page : silent) {
    page.due = scene.now;
    page.due_reason = "asked whether it differs as " + scene.page.url.str() + " does";
    auto target = target_of(page);
    target.urgent = true;
    scene.say(PagePut{std::move(page)});
    scene.targets.push_back(std::move(target));
  }
  return silent.empty() ? Answers::complete : Answers::awaited;
}

Answers answers(const Scene& scene, const SourceRecord& source, Timestamp since) {
  return silent_witnesses(scene, source, since).empty() ? Answers::complete : Answers::awaited;
}

void move_witness(const Scene& scene, const Url& from, const Url& to) {
  auto source = scene.view().source(scene.source.id);
  const auto witness = std::ranges::find(source.witnesses, from);
  if (witness == source.witnesses.end()) return;
  if (std::ranges::find(source.witnesses, to) == source.witnesses.end())
    *witness = to;
  else
    source.witnesses.erase(witness);
  source.id = scene.source.id;
  scene.say(SourcePut{std::move(source)});
}

void offer_witness(const Scene& scene) {
  if (scene.page.parts.empty() || scene.page.kind == PageKind::attachment) return;
  auto source = scene.view().source(scene.source.id);
  auto& witnesses = source.witnesses;
  const auto known = std::ranges::find(witnesses, scene.page.url);
  if (known != witnesses.end()) {
    if (scene.capture.unchanged || !holds_no_more(scene)) return;
    witnesses.erase(known);
    source.id = scene.source.id;
    scene.say(SourcePut{std::move(source)});
    return;
  }
  // In a pass over many pages each would ask the same again; nothing hangs on it while nothing is doubted.
  const bool full = witnesses.size() == most_witnesses;
  const bool all_quiet = std::ranges::none_of(
      source.suspects, [&](const Suspect& each) { return scene.now - each.since <= suspicion; });
  if (full && all_quiet && scene.now - source.last_success < std::chrono::minutes{1}) return;
  // One that is doubted itself says less of others than this page can.
  const auto gone = std::ranges::find_if(witnesses, [&](const Url& url) {
    const auto page = scene.view().page(url);
    return !page || page->withdrawn || page->absence || (page->doubt && !page->doubt->lines.empty());
  });
  if ((gone == witnesses.end() && full) || holds_no_more(scene)) return;
  if (gone != witnesses.end())
    *gone = scene.page.url;
  else
    witnesses.push_back(scene.page.url);
  source.id = scene.source.id;
  scene.say(SourcePut{std::move(source)});
}

}  // namespace gazetted::monitor
