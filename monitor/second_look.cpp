#include "monitor/second_look.h"

#include <algorithm>
#include <iterator>

#include "monitor/learned_noise.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t most_noise = 128;
constexpr std::size_t most_suspects = 16;
constexpr std::size_t most_witnesses = 3;
/// Pages that differ by the same lines within this time: that is the template.
constexpr Duration suspicion = std::chrono::hours{48};
constexpr std::size_t pages_of_template = 3;
/// Looks after which no further answer is waited for.
constexpr std::uint32_t most_looks = 4;
/// How far back a wording is looked for that stands here again.
constexpr std::uint32_t versions_back = 6;

/// A document of the page that differs from what is known, and the part it continues.
struct Differing {
  const Document& document;
  const PagePart& part;
  const VersionRecord& before;
};

std::vector<Differing> differing(const Scene& scene, const Parsed& parsed) {
  std::vector<Differing> found;
  for (const auto& document : parsed.documents) {
    const auto part = std::find_if(scene.page.parts.begin(), scene.page.parts.end(),
                                   [&](const PagePart& each) { return each.part == document.part; });
    if (part == scene.page.parts.end()) continue;
    const auto* before = scene.newest_version(*part);
    if (before != nullptr && before->document.text != document.text)
      found.push_back({document, *part, *before});
  }
  return found;
}

/// Of two sorted lists.
std::vector<std::string> only_in(const std::vector<std::string>& lines,
                                 const std::vector<std::string>& other) {
  std::vector<std::string> only;
  std::set_difference(lines.begin(), lines.end(), other.begin(), other.end(), std::back_inserter(only));
  return only;
}

void learn(Scene& scene, SourceRecord& source, const LineForms& forms, const std::string& why) {
  for (const auto& form : forms) {
    if (std::find(source.noise.begin(), source.noise.end(), form) != source.noise.end()) continue;
    source.noise.push_back(form);
    scene.note("learned as noise of this source, " + why + ": “" + form + "”");
  }
  if (source.noise.size() > most_noise)
    source.noise.erase(source.noise.begin(), source.noise.end() - most_noise);
}

void suspect(Scene& scene, SourceRecord& source, const LineForms& lines) {
  std::erase_if(source.suspects, [&](const Suspect& each) {
    return each.page == scene.page.url || scene.now - each.since > suspicion;
  });
  source.suspects.push_back({scene.page.url, scene.now, lines});
  if (source.suspects.size() > most_suspects) source.suspects.erase(source.suspects.begin());
}

/// The lines by which enough pages differ for it to be the template.
LineForms common_lines(const SourceRecord& source, const LineForms& lines, const Url& page) {
  const auto others = static_cast<std::size_t>(std::count_if(source.witnesses.begin(), source.witnesses.end(),
                                                             [&](const Url& each) { return each != page; }));
  const auto enough = std::min(pages_of_template, others + 1);
  LineForms common;
  if (enough < 2) return common;
  for (const auto& line : lines) {
    const auto pages =
        std::count_if(source.suspects.begin(), source.suspects.end(), [&](const Suspect& each) {
          return std::find(each.lines.begin(), each.lines.end(), line) != each.lines.end();
        });
    if (static_cast<std::size_t>(pages) >= enough) common.push_back(line);
  }
  return common;
}

void ask(Scene& scene, PageRecord page) {
  page.due = scene.now;
  page.due_reason = "asked whether it differs as " + scene.page.url.str() + " does";
  auto target = target_of(page);
  target.urgent = true;
  scene.say(PagePut{std::move(page)});
  scene.targets.push_back(std::move(target));
}

/// Whether a page that could confirm the lines has yet to be looked at; it is asked on the first look.
enum class Answers { complete, awaited };
Answers ask_witnesses(Scene& scene, const SourceRecord& source, const Doubt& doubt) {
  Answers answers = Answers::complete;
  for (const auto& url : source.witnesses) {
    if (url == scene.page.url) continue;
    auto page = scene.view().page(url);
    if (!page || page->withdrawn || page->absence || page->last_visit >= doubt.since) continue;
    answers = Answers::awaited;
    if (doubt.times == 1) ask(scene, std::move(*page));
  }
  return answers;
}

std::vector<std::string> lines_in_doubt(const std::vector<Differing>& documents, const LineForms& noise) {
  std::vector<std::string> lines;
  for (const auto& each : documents)
    for (auto& line : doubtful_lines(each.before.document.text, each.document.text, noise))
      lines.push_back(std::move(line));
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

std::optional<Judgement> doubt_lines(Scene& scene, const std::vector<Differing>& documents) {
  auto source = scene.view().source(scene.source.id);
  source.id = scene.source.id;
  const auto before = source;
  auto lines = lines_in_doubt(documents, source.noise);
  auto& doubt = scene.page.doubt;
  const bool is_open = doubt && !doubt->lines.empty();
  if (is_open && !only_in(doubt->lines, lines).empty() && !only_in(lines, doubt->lines).empty()) {
    // Neither look shows what the other showed: these lines come and go.
    learn(scene, source, forms_of(doubt->lines), "another at each look");
    learn(scene, source, forms_of(lines), "another at each look");
    lines.clear();
  }
  if (!lines.empty()) {
    const auto forms = forms_of(lines);
    suspect(scene, source, forms);
    const auto common = common_lines(source, forms, scene.page.url);
    learn(scene, source, common, "the same on several pages");
    std::erase_if(lines, [&](const std::string& line) {
      return std::find(common.begin(), common.end(), line_form(line)) != common.end();
    });
  }
  std::optional<Judgement> judgement;
  if (!lines.empty()) {
    if (!is_open)
      doubt =
          Doubt{std::string(to_string(Verdict::unsettled)), digest_of_body(scene.capture), 0, scene.now, {}};
    doubt->times += 1;
    doubt->lines = lines;
    const auto answers = ask_witnesses(scene, source, *doubt);
    const bool is_settled = doubt->times > 1 && answers == Answers::complete;
    if (!is_settled && doubt->times < most_looks)
      judgement = Judgement{Verdict::unsettled, "perhaps the template's doing: “" + lines.front() + "”"};
  }
  if (source != before) scene.say(SourcePut{std::move(source)});
  return judgement;
}

/// The number of an older version of that wording.
std::optional<std::uint32_t> older_version(const Scene& scene, const Differing& differing,
                                           const LineForms& noise) {
  const auto& [document, part, before] = differing;
  const auto oldest = part.versions > versions_back ? part.versions - versions_back : 1;
  const auto digest = Digest::of(document.text);
  for (auto number = part.versions - 1; number >= oldest; --number)
    if (const auto head = scene.view().version_head(scene.page.url, part.part, number);
        head && head->text_sha256 == digest)
      return number;
  if (noise.empty() || same_but_for_noise(before.document.text, document.text, noise)) return std::nullopt;
  for (auto number = part.versions - 1; number >= oldest; --number)
    if (const auto version = scene.view().version(scene.page.url, part.part, number);
        version && same_but_for_noise(version->document.text, document.text, noise))
      return number;
  return std::nullopt;
}

/// A wording that stood here before its successor: another copy's, or put back; only time tells.
std::optional<Judgement> doubt_return(const Scene& scene, const std::vector<Differing>& documents) {
  const auto noise = scene.view().source(scene.source.id).noise;
  for (const auto& each : documents) {
    if (each.part.versions < 2) continue;
    if (const auto number = older_version(scene, each, noise))
      return Judgement{Verdict::unsettled, "the wording of version " + std::to_string(*number) + " again"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Judgement> second_thoughts(Scene& scene, const Parsed& parsed) {
  const Target& target = scene.capture.target;
  if (target.kind == PageKind::attachment || parsed.kind != PageKind::article) return std::nullopt;
  // What was asked for by hand is taken as it is: nobody looks again.
  if (target.entrance.empty()) return std::nullopt;
  const auto documents = differing(scene, parsed);
  if (documents.empty()) return std::nullopt;
  auto returned = doubt_return(scene, documents);
  if (!returned) return doubt_lines(scene, documents);
  if (scene.page.doubt && !scene.page.doubt->lines.empty()) scene.page.doubt.reset();
  return returned;
}

void offer_witness(const Scene& scene) {
  if (scene.page.parts.empty() || scene.page.kind == PageKind::attachment) return;
  auto source = scene.view().source(scene.source.id);
  auto& witnesses = source.witnesses;
  if (std::find(witnesses.begin(), witnesses.end(), scene.page.url) != witnesses.end()) return;
  const auto gone = std::find_if(witnesses.begin(), witnesses.end(), [&](const Url& url) {
    const auto page = scene.view().page(url);
    return !page || page->withdrawn || page->absence;
  });
  if (gone != witnesses.end())
    *gone = scene.page.url;
  else if (witnesses.size() < most_witnesses)
    witnesses.push_back(scene.page.url);
  else
    return;
  source.id = scene.source.id;
  scene.say(SourcePut{std::move(source)});
}

}  // namespace gazetted::monitor
