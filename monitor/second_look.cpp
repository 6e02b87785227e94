#include "monitor/second_look.h"

#include <algorithm>
#include <set>

#include "monitor/fold.h"
#include "monitor/learned_noise.h"
#include "monitor/suspicion.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

using Lines = std::vector<ChangedLine>;
using Side = ChangedLine::Side;

constexpr std::size_t most_noise = 256;
/// Of many lines only those at the edges are kept.
constexpr std::size_t most_lines = 64;
/// So many pages that differ by the same lines: that is the template.
constexpr std::size_t pages_of_template = 3;
/// Looks in a row that must show the same; more where a line may be one of a template's few.
constexpr std::uint32_t looks = 2;
constexpr std::uint32_t looks_at_template = 3;
/// After so many the page is no longer looked at again at once.
constexpr std::uint32_t most_looks = 4;
/// How far back a wording is looked for that stands here again, and how many looks in a row must show it:
/// another server may hold it for a while. Twice as many for each return before, up to a bound.
constexpr std::uint32_t versions_back = 6;
constexpr std::uint32_t looks_at_return = 10;
constexpr std::uint32_t most_doublings = 2;

/// A document of the page that differs from what is known, and the part it continues.
struct Differing {
  const Document& document;
  const PagePart& part;
  const VersionRecord& before;
};

std::vector<Differing> differing(const Scene& scene, const Parsed& parsed) {
  std::vector<Differing> found;
  for (const auto& document : parsed.documents) {
    const auto part = std::ranges::find(scene.page.parts, document.part, &PagePart::part);
    if (part == scene.page.parts.end()) continue;
    const auto* before = scene.newest_version(*part);
    if (before != nullptr && before->document.text != document.text)
      found.push_back({document, *part, *before});
  }
  return found;
}

bool has(const Lines& lines, const ChangedLine& line) {
  return std::ranges::any_of(
      lines, [&](const ChangedLine& each) { return each.side == line.side && each.words == line.words; });
}

/// Those that are new in a text, and in `lines` alone.
Lines added_only_in(const Lines& lines, const Lines& others) {
  Lines only;
  for (const auto& line : lines)
    if (line.side == Side::after && !has(others, line)) only.push_back(line);
  return only;
}

Digest digest_of(const Lines& lines) {
  std::string words;
  for (const auto& line : lines) words += (line.side == Side::before ? '-' : '+') + line.words + '\n';
  return Digest::of(words);
}

/// What changes on one page of a source, weighed against what is known of the source.
class LineDoubt {
 public:
  LineDoubt(Scene& scene, Lines lines, const std::optional<std::string>& title)
      : scene_(scene),
        before_(scene.view().source(scene.source.id)),
        source_(before_),
        lines_(std::move(lines)),
        noise_(source_.noise, title) {
    source_.id = scene.source.id;
  }

  std::optional<Judgement> judge() {
    auto& doubt = scene_.page.doubt;
    const bool is_open = doubt && !doubt->lines.empty();
    if (is_open) learn_what_comes_and_goes(*doubt);
    learn_what_is_common();
    auto judgement = lines_.empty() ? std::nullopt : weigh(is_open);
    if (source_ != before_) scene_.say(SourcePut{source_});
    return judgement;
  }

 private:
  [[nodiscard]] bool may_be_template(const ChangedLine& line) const {
    return line.place != 0 && may_be_noise(form_of(line));
  }
  [[nodiscard]] bool may_be_everywhere(const ChangedLine& line) const {
    return line.place != 0 && may_be_common(form_of(line));
  }
  [[nodiscard]] std::string form_of(const ChangedLine& line) const { return line_form(line.words, noise_); }

  void learn(const std::string& form, const std::string& why) {
    if (form.empty() || std::ranges::find(source_.noise, form) != source_.noise.end()) return;
    source_.noise.push_back(form);
    noise_.forms = source_.noise;
    if (source_.noise.size() > most_noise) source_.noise.erase(source_.noise.begin());
    scene_.note("learned as noise of this source, " + why + ": “" + form + "”");
  }

  void forget_learned(Lines& lines) const {
    std::erase_if(lines, [this](const ChangedLine& line) { return is_known_noise(form_of(line), noise_); });
  }

  /// A line that is another at each look: in what is known, and at two looks a moment apart.
  void learn_what_comes_and_goes(Doubt& doubt) {
    const auto gone = added_only_in(doubt.lines, lines_);
    const auto come = added_only_in(lines_, doubt.lines);
    if (gone.empty() || come.empty()) return;
    const bool is_sure = doubt.times > 1;  // a third look: not two copies of one page on two servers
    std::set<int> places;                  // of what was learned
    const auto learn_all = [&](const Lines& lines, const Lines& others) {
      for (const auto& line : lines) {
        const auto form = form_of(line);
        const auto same =
            std::ranges::any_of(others, [&](const ChangedLine& other) { return form_of(other) == form; });
        const bool stays_in_place = std::ranges::any_of(
            others, [&](const ChangedLine& other) { return line.place != 0 && other.place == line.place; });
        if (stays_in_place)
          for (const auto& other : others)
            if (other.place == line.place) learn(common_label(form, form_of(other)), "labelled alike");
        const bool is_alike = same || stays_in_place;
        if (may_be_template(line) ? is_alike : is_sure && (is_alike || may_be_noise(form))) {
          learn(form, "another at each look");
          places.insert(line.place);
        }
      }
    };
    learn_all(gone, come);
    learn_all(come, gone);
    for (const auto& line : lines_)
      if (line.side == Side::before && places.contains(line.place) && may_be_noise(form_of(line)))
        learn(form_of(line), "another at each look");
    forget_learned(lines_);
    forget_learned(doubt.lines);
  }

  void learn_what_is_common() {
    Lines forms;
    for (const auto& line : lines_)
      if (may_be_everywhere(line)) forms.push_back({line.side, line.place, form_of(line)});
    if (forms.empty()) return;
    std::erase_if(source_.suspects, [&](const Suspect& each) { return each.page == scene_.page.url; });
    for (const auto& form : forms) {
      const auto is_same = [&](const ChangedLine& line) { return line.words == form.words; };
      const auto others = may_be_noise(form.words) ? suspects_with(is_same) : witnesses_with(is_same);
      if (others + 1 >= enough()) learn(form.words, "the same on several pages");
    }
    for (const auto& form : forms) {
      if (!may_be_noise(form.words)) continue;
      std::string label;
      const auto others = witnesses_with([&](const ChangedLine& line) {
        if (line.side != form.side || line.place != form.place) return false;
        if (label.empty()) label = common_label(line.words, form.words);
        return true;
      });
      if (others + 1 >= enough()) learn(label.empty() ? form.words : label, "several pages differ there");
    }
    forget_learned(lines_);
    suspect(source_, {scene_.page.url, scene_.now, std::move(forms)});
  }

  /// How many pages, this one included, must differ alike; never one alone.
  [[nodiscard]] std::size_t enough() const {
    const auto others = static_cast<std::size_t>(
        std::ranges::count_if(source_.witnesses, [&](const Url& url) { return url != scene_.page.url; }));
    return std::max<std::size_t>(2, std::min(pages_of_template, others + 1));
  }

  template <class Fits>
  [[nodiscard]] std::size_t suspects_with(Fits fits) const {
    return static_cast<std::size_t>(std::ranges::count_if(source_.suspects, [&](const Suspect& each) {
      return scene_.now - each.since <= suspicion && std::ranges::any_of(each.lines, fits);
    }));
  }
  /// Of those asked in this matter.
  template <class Fits>
  [[nodiscard]] std::size_t witnesses_with(Fits fits) const {
    constexpr Duration moment = std::chrono::minutes{10};
    return static_cast<std::size_t>(std::ranges::count_if(source_.suspects, [&](const Suspect& each) {
      return scene_.now - each.since <= moment &&
             std::ranges::find(source_.witnesses, each.page) != source_.witnesses.end() &&
             std::ranges::any_of(each.lines, fits);
    }));
  }

  std::optional<Judgement> weigh(bool is_open) {
    auto& doubt = scene_.page.doubt;
    const auto digest = digest_of(lines_);
    const bool is_again = is_open && doubt->digest == digest;
    if (!is_open) doubt = Doubt{std::string(to_string(Verdict::unsettled)), digest, 0, scene_.now, {}};
    doubt->times += 1;
    doubt->digest = digest;
    doubt->lines = lines_;
    if (lines_.size() > most_lines)
      std::erase_if(doubt->lines, [](const ChangedLine& line) { return line.place == 0; });
    // There is always one: by it the doubt is known to be about lines.
    if (doubt->lines.empty()) doubt->lines.push_back(lines_.front());
    const auto suspicious =
        std::ranges::find_if(lines_, [this](const ChangedLine& line) { return may_be_everywhere(line); });
    const bool is_suspicious = suspicious != lines_.end();
    const bool is_answered = !is_suspicious || !awaits_witnesses();
    const bool is_seen = is_again && doubt->times >= (is_suspicious ? looks_at_template : looks);
    if (is_seen && (is_answered || doubt->times >= most_looks)) {
      scene_.note("the same at " + std::to_string(doubt->times) + " looks");
      return std::nullopt;
    }
    if (doubt->times < most_looks) scene_.next = Scene::Next::at_once;
    const auto& shown = is_suspicious ? *suspicious : lines_.front();
    return Judgement{
        Verdict::unsettled,
        (is_suspicious ? "perhaps the template's doing: “" : "to be seen again: “") + shown.words + "”"};
  }

  /// Whether a page that could confirm the lines has yet to be looked at; asked on the first look.
  [[nodiscard]] bool awaits_witnesses() {
    const auto& doubt = *scene_.page.doubt;
    const auto answered = doubt.times == 1 ? ask_witnesses(scene_, source_, doubt.since)
                                           : answers(scene_, source_, doubt.since);
    return answered == Answers::awaited;
  }

  Scene& scene_;
  const SourceRecord before_;
  SourceRecord source_;
  Lines lines_;
  Noise noise_;
};

/// The number of an older version of that wording.
std::optional<std::uint32_t> older_version(const Scene& scene, const Differing& differing,
                                           const Noise& noise) {
  const auto& [document, part, before] = differing;
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
    scene.note("put back: the same at " + std::to_string(doubt->times) + " looks");
    return std::nullopt;
  }
  scene.next = Scene::Next::at_once;
  return Judgement{Verdict::unsettled, what};
}

std::optional<Judgement> doubt_words(Scene& scene, const Parsed& parsed) {
  const auto documents = differing(scene, parsed);
  if (documents.empty()) return std::nullopt;
  const auto known = scene.view().source(scene.source.id).noise;
  Lines lines;
  for (const auto& each : documents) {
    const Noise noise(known, each.document.title);
    auto changed = changed_lines(each.before.document.text, each.document.text, noise);
    if (changed.empty()) continue;
    if (const auto number = older_version(scene, each, noise)) return doubt_return(scene, each.part, *number);
    lines.insert(lines.end(), changed.begin(), changed.end());
  }
  if (lines.empty()) return std::nullopt;
  return LineDoubt(scene, std::move(lines), documents.front().document.title).judge();
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
  auto lines = changed_lines(*before, parsed.text, Noise({}, std::nullopt));
  if (lines.empty()) return std::nullopt;
  for (auto& line : lines) line.place = 0;  // a file has no template
  return LineDoubt(scene, std::move(lines), std::nullopt).judge();
}

}  // namespace

std::optional<Judgement> second_thoughts(Scene& scene, const Parsed& parsed) {
  const Target& target = scene.capture.target;
  // What was asked for by hand is taken as it is: nobody looks again.
  if (target.entrance.empty() || target.url.is_file()) return std::nullopt;
  if (target.kind == PageKind::attachment) return doubt_attachment(scene, parsed);
  if (parsed.kind != PageKind::article) return std::nullopt;
  return doubt_words(scene, parsed);
}

}  // namespace gazetted::monitor
