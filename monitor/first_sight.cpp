#include "monitor/first_sight.h"

#include <algorithm>

#include "monitor/fold.h"
#include "monitor/learned_noise.h"
#include "monitor/line_doubt.h"
#include "monitor/suspicion.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

using Claims = std::vector<ChangedLine>;
using Side = ChangedLine::Side;

constexpr std::uint32_t most_looks = 4;

bool has(const Claims& claims, const ChangedLine& claim) {
  return std::ranges::any_of(
      claims, [&](const ChangedLine& each) { return each.side == claim.side && each.words == claim.words; });
}

ChangedLine validity_of(const Document& document) { return stated_line("validity", *document.validity); }

/// What it says against itself where a template might say it: in its block, at the head or foot of its text.
Claims claims_of(const Document& document) {
  Claims claims;
  if (document.validity && speaks_against(*document.validity)) claims.push_back(validity_of(document));
  if (!speaks_against(document.text)) return claims;
  for (auto& line : lines_at_edges(document.text, Noise({}, document.title)))
    if (may_be_common(line.words) && speaks_against(line.words)) claims.push_back(std::move(line));
  return claims;
}

/// Those that other pages claim anew and that are believed on none of these yet.
Claims doubted_elsewhere(const Scene& scene, const Claims& claims) {
  if (claims.empty()) return {};
  Claims doubted;
  for (const auto& suspect : scene.view().source(scene.source.id).suspects) {
    if (suspect.page == scene.page.url || scene.now - suspect.since > suspicion) continue;
    const auto page = scene.view().page(suspect.page);
    if (!page || !page->doubt || page->doubt->lines.empty()) continue;
    for (const auto& claim : claims)
      if (has(suspect.lines, claim) && !has(doubted, claim)) doubted.push_back(claim);
  }
  return doubted;
}

/// A sentence is the document's own; what is none may be stamped on any.
bool is_stamp(const ChangedLine& claim) { return claim.side == Side::stated || !claim.words.ends_with("。"); }

/// What a document of the page claims of which nothing is known.
std::optional<ChangedLine> unheard_claim(const Scene& scene, const Parsed& parsed) {
  for (const auto& document : parsed.documents) {
    const auto claims = claims_of(document);
    const auto doubted = doubted_elsewhere(scene, claims);
    for (const auto& claim : claims)
      if (is_stamp(claim) && !has(doubted, claim)) return claim;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Judgement> doubt_first_sight(Scene& scene, const Parsed& parsed) {
  constexpr Duration moment = std::chrono::minutes{10};
  if (scene.page.history) return std::nullopt;
  const auto claim = unheard_claim(scene, parsed);
  if (!claim) return std::nullopt;
  auto& doubt = scene.page.doubt;
  if (!doubt || doubt->lines.empty())
    doubt =
        Doubt{std::string(to_string(Verdict::unsettled)), Digest::of(claim->words), 0, scene.now, {*claim}};
  doubt->times += 1;
  const auto source = scene.view().source(scene.source.id);
  const auto since = doubt->since - moment;
  const auto answered =
      doubt->times == 1 ? ask_witnesses(scene, source, since) : answers(scene, source, since);
  if (answered == Answers::complete || doubt->times >= most_looks) return std::nullopt;
  scene.next = Scene::Next::at_once;
  return Judgement{Verdict::unsettled, "other pages are asked whether they too claim “" + claim->words + "”"};
}

Document without_claims(Document document, const Claims& claims) {
  if (claims.empty()) return document;
  const auto validity = document.validity ? fold(*document.validity) : std::string();
  bool is_open = document.validity && has(claims, validity_of(document));
  std::string text;
  const Noise noise({}, document.title);
  each_line(document.text, [&](std::string_view line) {
    const ChangedLine shown{Side::after, 0, line_form(line, noise)};
    if (has(claims, shown)) {
      // Where it was read out of that line.
      is_open = is_open || (!validity.empty() && shown.words.find(validity) != std::string::npos);
      return;
    }
    if (!text.empty()) text += '\n';
    text += line;
  });
  document.text = std::move(text);
  if (is_open) document.validity.reset();
  return document;
}

std::optional<LeftOpen> leave_open(const Scene& scene, const Document& document) {
  // What was asked for by hand is taken as it is: nobody looks again.
  if (scene.page.entrance.empty()) return std::nullopt;
  auto claims = doubted_elsewhere(scene, claims_of(document));
  if (claims.empty()) return std::nullopt;
  auto open = without_claims(document, claims);
  if (document.validity && !open.validity && !has(claims, validity_of(document)))
    claims.push_back(validity_of(document));
  return LeftOpen{std::move(open), std::move(claims)};
}

std::optional<Document> settled(const VersionRecord& before, const Document& document) {
  const auto is_stated = [](const ChangedLine& claim) { return claim.side == Side::stated; };
  if (before.document.validity || !document.validity || std::ranges::none_of(before.left_open, is_stated) ||
      has(before.left_open, validity_of(document)))
    return std::nullopt;
  auto known = before.document;
  known.validity = document.validity;
  return known;
}

}  // namespace gazetted::monitor
