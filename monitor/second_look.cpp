#include "monitor/second_look.h"

#include <algorithm>
#include <set>

#include "monitor/first_sight.h"
#include "monitor/fold.h"
#include "monitor/learned_noise.h"
#include "monitor/line_doubt.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

/// How far back a wording is looked for that stands here again, and how many looks in a row must show it:
/// another server may hold it for a while. Twice as many for each return before, up to a bound.
constexpr std::uint32_t versions_back = 6;
constexpr std::uint32_t looks_at_return = 10;
constexpr std::uint32_t most_doublings = 2;

/// A document of the page, and the part it continues.
struct Continued {
  const Document& document;
  const PagePart& part;
  const VersionRecord& before;
  std::optional<Document> settled;  ///< first_sight.h

  [[nodiscard]] const Document& known() const { return settled ? *settled : before.document; }
};

std::vector<Continued> continued(const Scene& scene, const Parsed& parsed) {
  std::vector<Continued> found;
  for (const auto& document : parsed.documents) {
    const auto part = std::ranges::find(scene.page.parts, document.part, &PagePart::part);
    if (part == scene.page.parts.end()) continue;
    if (const auto* before = scene.newest_version(*part))
      found.push_back({document, *part, *before, settled(*before, document)});
  }
  return found;
}

/// The number of an older version of that wording.
std::optional<std::uint32_t> older_version(const Scene& scene, const Continued& continued,
                                           const Noise& noise) {
  const auto& [document, part, before, settled] = continued;
  if (part.versions < 2) return std::nullopt;
  const auto oldest = part.versions > versions_back ? part.versions - versions_back : 1;
  for (auto number = part.versions - 1; number >= oldest; --number) {
    const auto version = scene.view().version(scene.page.url, part.part, number);
    if (version && (version->document.text == document.text ||
                    changed_lines(version->document.text, document.text, noise).empty()))
      return number;
  }
  return std::nullopt;
}

/// How often of late a wording came back.
std::uint32_t returns_before(const Scene& scene, const PagePart& part) {
  const auto oldest = part.versions > versions_back ? part.versions - versions_back : 1;
  std::set<Digest> seen;
  std::uint32_t returns = 0;
  for (auto number = oldest; number <= part.versions; ++number)
    if (const auto version = scene.view().version_head(scene.page.url, part.part, number))
      returns += seen.insert(version->text_sha256).second ? 0 : 1;
  return returns;
}

/// A wording that stood here before its successor: another copy's, or put back; only many looks tell.
std::optional<Judgement> doubt_return(Scene& scene, const PagePart& part, std::uint32_t number) {
  auto& doubt = scene.page.doubt;
  const std::string what = "the wording of version " + std::to_string(number) + " again";
  if (!doubt || doubt->verdict != what) doubt = Doubt{what, digest_of_body(scene.capture), 0, scene.now, {}};
  doubt->times += 1;
  if (doubt->times >= looks_at_return << std::min(returns_before(scene, part), most_doublings)) {
    scene.decide("put back: the same at " + std::to_string(doubt->times) + " looks");
    return std::nullopt;
  }
  scene.next = Scene::Next::at_once;
  return Judgement{Verdict::unsettled, what};
}

std::optional<Judgement> doubt_words(Scene& scene, const Parsed& parsed) {
  const auto source = scene.view().source(scene.source.id);
  const auto all = continued(scene, parsed);
  std::vector<TwoReadings> readings;
  for (const auto& each : all) {
    readings.push_back({each.known(), each.document});
    if (each.part.versions < 2 || each.known().text == each.document.text) continue;
    const Noise noise(source.noise, each.document.title);
    if (changed_lines(each.known().text, each.document.text, noise).empty()) continue;
    if (const auto number = older_version(scene, each, noise)) return doubt_return(scene, each.part, *number);
  }
  return doubt_readings(scene, readings);
}

/// Whether `text` is how `before` begins, its last line cut short.
bool breaks_off(std::string_view before, std::string_view text) {
  std::vector<std::string> lines;
  std::vector<std::string> known;
  each_line(text, [&](std::string_view line) {
    if (auto folded = fold(line); !folded.empty()) lines.push_back(std::move(folded));
  });
  each_line(before, [&](std::string_view line) {
    if (auto folded = fold(line); !folded.empty()) known.push_back(std::move(folded));
  });
  if (lines.empty() || lines.size() > known.size() || lines == known) return false;
  const auto last = std::move(lines.back());
  lines.pop_back();
  constexpr std::size_t broken = 3;  // bytes: a character cut in two
  return std::equal(lines.begin(), lines.end(), known.begin()) &&
         known[lines.size()].starts_with(
             std::string_view(last).substr(0, last.size() - std::min(last.size(), broken)));
}

std::optional<Judgement> doubt_attachment(Scene& scene, const Parsed& parsed) {
  if (!scene.page.attachment_text || parsed.error) return std::nullopt;
  const auto before = scene.view().body(*scene.page.attachment_text);
  if (!before || *before == parsed.text) return std::nullopt;
  if (breaks_off(*before, parsed.text))
    return Judgement{Verdict::truncated, "breaks off within what was there before"};
  return doubt_file(scene, *before, parsed.text);
}

}  // namespace

std::optional<Judgement> second_thoughts(Scene& scene, const Parsed& parsed) {
  const Target& target = scene.capture.target;
  // What was asked for by hand is taken as it is: nobody looks again.
  if (target.entrance.empty() || target.url.is_file()) return std::nullopt;
  if (target.kind == PageKind::attachment) return doubt_attachment(scene, parsed);
  if (parsed.kind != PageKind::article) return std::nullopt;
  return scene.page.parts.empty() ? doubt_first_sight(scene, parsed) : doubt_words(scene, parsed);
}

}  // namespace gazetted::monitor
