#include "monitor/all_over.h"

#include <algorithm>

#include "core/text.h"
#include "monitor/fold.h"
#include "monitor/learned_noise.h"
#include "monitor/suspicion.h"

namespace gazetted::monitor {
namespace {

/// A document of some length is no site's message.
constexpr std::uint64_t longest_message = 1000;  // characters
constexpr double new_share = 0.8;
constexpr double same_share = 0.5;

std::vector<ChangedLine> forms_of(const std::string& text, const Noise& noise) {
  std::vector<ChangedLine> forms;
  for (const auto& line : comparable(text))
    forms.push_back({ChangedLine::Side::after, 0, line_form(line, noise)});
  return forms;
}

double share_in(const std::vector<ChangedLine>& forms, const std::vector<ChangedLine>& others) {
  const auto same = std::ranges::count_if(forms, [&](const ChangedLine& form) {
    return std::ranges::find(others, form.words, &ChangedLine::words) != others.end();
  });
  return static_cast<double>(same) / static_cast<double>(forms.size());
}

/// A policy may stand on several pages of a source, and change on all of them.
bool share_a_policy(const PageRecord& page, const PageRecord& other) {
  return std::ranges::any_of(page.parts, [&](const PagePart& part) {
    return std::ranges::find(other.parts, part.policy, &PagePart::policy) != other.parts.end();
  });
}

}  // namespace

std::optional<Judgement> change_all_over(Scene& scene, const Parsed& parsed) {
  if (parsed.documents.size() != 1 || scene.page.parts.empty() || scene.page.kind == PageKind::attachment)
    return std::nullopt;
  const auto& text = parsed.documents.front().text;
  const auto* before = scene.newest_version(scene.page.parts.front());
  constexpr std::size_t longest_character = 4;  // bytes of UTF-8
  if (before == nullptr || text.size() > longest_message * longest_character ||
      before->document.text == text || count_characters(text) > longest_message)
    return std::nullopt;
  const Noise noise({}, std::nullopt);
  auto forms = forms_of(text, noise);
  if (forms.empty() || 1 - share_in(forms, forms_of(before->document.text, noise)) < new_share)
    return std::nullopt;
  auto source = scene.view().source(scene.source.id);
  const auto like = std::ranges::find_if(source.suspects, [&](const Suspect& each) {
    if (each.page == scene.page.url || scene.now - each.since > suspicion) return false;
    if (share_in(forms, each.lines) < same_share) return false;
    const auto other = scene.view().page(each.page);
    return other && !share_a_policy(scene.page, *other);
  });
  std::optional<Judgement> judgement;
  if (like != source.suspects.end())
    judgement = Judgement{Verdict::all_over, "the same words stand on " + like->page.str()};
  else
    static_cast<void>(ask_witnesses(scene, source, scene.now));
  source.id = scene.source.id;
  suspect(source, {scene.page.url, scene.now, std::move(forms)});
  scene.say(SourcePut{std::move(source)});
  return judgement;
}

}  // namespace gazetted::monitor
