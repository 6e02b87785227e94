#include "monitor/redesign.h"

#include <algorithm>
#include <cstring>

#include "monitor/fold.h"
#include "monitor/judge_list.h"

namespace gazetted::monitor {
namespace {

/// Of a source that must have changed their layout within so long.
constexpr std::size_t enough_pages = 3;
constexpr Duration at_once = std::chrono::hours{7 * 24};
/// Of a list that must be at new addresses, as must half of it.
constexpr std::size_t enough_items = 3;

/// By which conventions title, body and metadata were found; what they hold aside.
std::uint64_t layout_of(const Parsed& parsed) {
  std::string conventions;
  for (const auto& signal : parsed.signals) {
    if (!signal.starts_with("body: ") && !signal.starts_with("title: ") &&
        !signal.starts_with("metadata block: "))
      continue;
    std::ranges::copy_if(signal, std::back_inserter(conventions), [](char c) { return c < '0' || c > '9'; });
    conventions += '\n';
  }
  if (conventions.empty()) return 0;
  std::uint64_t layout = 0;
  std::memcpy(&layout, Digest::of(conventions).bytes.data(), sizeof layout);
  return layout;
}

std::optional<Judgement> of_layout(Scene& scene, const Parsed& parsed) {
  const auto layout = layout_of(parsed);
  const auto before = std::exchange(scene.page.layout, layout);
  if (layout == 0 || before == 0 || layout == before) return std::nullopt;
  auto source = scene.view().source(scene.source.id);
  source.id = scene.source.id;
  if (scene.now - source.relaid_since > at_once) source.relaid.clear();
  auto& pages = source.relaid;
  if (pages.empty()) source.relaid_since = scene.now;
  if (pages.size() < enough_pages && std::ranges::find(pages, scene.page.url) == pages.end())
    pages.push_back(scene.page.url);
  const bool is_enough = pages.size() >= enough_pages;
  scene.say(SourcePut{std::move(source)});
  if (!is_enough) return std::nullopt;
  return Judgement{Verdict::redesign, "redesign: this page and others of the source are laid out otherwise"};
}

std::optional<Judgement> of_addresses(const Scene& scene, const Parsed& parsed) {
  if (scene.page.url != scene.page.entrance || !scene.page.baseline_complete) return std::nullopt;
  std::vector<std::string> unknown;
  for (const auto& item : parsed.items)
    if (!item.title.empty() && !scene.view().page(item.url.canonical())) unknown.push_back(fold(item.title));
  if (unknown.size() < enough_items || 2 * unknown.size() < parsed.items.size()) return std::nullopt;
  auto known = known_titles(scene);
  std::ranges::transform(known, known.begin(), [](const std::string& title) { return fold(title); });
  std::ranges::sort(known);
  const auto found = static_cast<std::size_t>(std::ranges::count_if(
      unknown, [&](const std::string& title) { return std::ranges::binary_search(known, title); }));
  if (found < enough_items || 2 * found < unknown.size()) return std::nullopt;
  return Judgement{Verdict::redesign,
                   "redesign: " + std::to_string(found) + " known titles stand at new addresses"};
}

}  // namespace

std::optional<Judgement> notice_redesign(Scene& scene, const Parsed& parsed) {
  if (scene.capture.target.entrance.empty() || scene.page.kind == PageKind::attachment) return std::nullopt;
  return parsed.kind == PageKind::article ? of_layout(scene, parsed) : of_addresses(scene, parsed);
}

}  // namespace gazetted::monitor
