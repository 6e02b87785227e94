#include "monitor/line_doubt.h"

#include <algorithm>
#include <set>

#include "monitor/change.h"
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
/// Looks at once, and answers to what was asked then, are so far apart at most.
constexpr Duration moment = std::chrono::minutes{10};
/// What several pages claim anew is told when it has held so long and a witness is as it was …
constexpr Duration hold_of_shared = std::chrono::hours{12};
/// … or when no template can have been wrong so long.
constexpr Duration longest_of_template = std::chrono::hours{7 * 24};

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
  constexpr std::string_view signs = "-+=";
  std::string words;
  for (const auto& line : lines) words += signs[static_cast<std::size_t>(line.side)] + line.words + '\n';
  return Digest::of(words);
}

void add(Lines& lines, const Lines& more) { lines.insert(lines.end(), more.begin(), more.end()); }

/// What the two state otherwise beside their words, `validity: "失效"`.
Lines statements_of(const Document& before, const Document& after) {
  Lines statements;
  if (const auto change = change_besides_words(before, after))
    for (const auto& field : change->fields) statements.push_back(stated_line(field.name, field.after));
  return statements;
}

/// What changes on one page of a source, weighed against what is known of the source.
class LineDoubt {
 public:
  LineDoubt(Scene& scene, const std::optional<std::string>& title)
      : scene_(scene),
        before_(scene.view().source(scene.source.id)),
        source_(before_),
        noise_(source_.noise, title) {
    source_.id = scene.source.id;
  }

  std::optional<Judgement> judge(const std::vector<TwoReadings>& readings) {
    for (const auto& [before, after] : readings) {
      add(statements_, statements_of(before, after));
      const Noise noise(source_.noise, after.title);
      const auto changed = changed_lines(before.text, after.text, noise);
      if (changed.empty()) continue;
      add(lines_, changed);
      for (const auto& form : forms_in_turn(before.text, after.text, noise))
        learn(form, "stands where noise stood");
    }
    return judge([&] { return order_of(readings); });
  }

  std::optional<Judgement> judge_file(std::string_view before, std::string_view after) {
    noise_.forms.clear();  // a file has no template
    lines_ = changed_lines(before, after, noise_);
    for (auto& line : lines_) line.place = 0;
    is_file_ = true;
    return judge([] { return Lines(); });
  }

 private:
  /// `order` is asked where no line differs.
  template <class Order>
  std::optional<Judgement> judge(Order order) {
    auto& doubt = scene_.page.doubt;
    const bool is_open = doubt && !doubt->lines.empty();
    forget_learned(lines_);
    if (is_open) learn_what_comes_and_goes(*doubt);
    learn_what_is_common();
    add(lines_, statements_);
    if (lines_.empty()) lines_ = order();
    auto judgement = lines_.empty() ? std::nullopt : weigh(is_open);
    if (source_ != before_) scene_.say(SourcePut{source_});
    return judgement;
  }

  /// The order of lines that are the same, but for noise.
  [[nodiscard]] Lines order_of(const std::vector<TwoReadings>& readings) const {
    Lines order;
    for (const auto& [before, after] : readings) {
      if (before.text == after.text) continue;
      const auto cleaned = without_noise(before.text, after.text, Noise(source_.noise, after.title));
      const auto digest = [](const std::string& text) {
        std::string folded;
        for (const auto& line : comparable(text)) folded += fold(line) + '\n';
        return Digest::of(folded);
      };
      if (const auto now = digest(cleaned.after); now != digest(cleaned.before))
        order.push_back({Side::stated, 0, "the same lines in another order " + now.hex().substr(0, 8)});
    }
    return order;
  }

  [[nodiscard]] bool may_be_template(const ChangedLine& line) const {
    return line.place != 0 && may_be_noise(form_of(line));
  }
  [[nodiscard]] bool may_be_everywhere(const ChangedLine& line) const {
    return line.place != 0 && may_be_common(form_of(line));
  }
  /// A slogan may stand amid the words too, and be the same twice by chance.
  [[nodiscard]] bool may_be_by_turns(const ChangedLine& line) const {
    return may_be_everywhere(line) || (!is_file_ && line.side != Side::stated && may_be_noise(form_of(line)));
  }
  /// As it is kept for other pages.
  [[nodiscard]] ChangedLine as_shown(const ChangedLine& line) const {
    return line.side == Side::stated ? line : ChangedLine{line.side, line.place, form_of(line)};
  }
  [[nodiscard]] std::string form_of(const ChangedLine& line) const { return line_form(line.words, noise_); }

  void learn(const std::string& form, const std::string& why) {
    if (form.empty() || std::ranges::find(source_.noise, form) != source_.noise.end()) return;
    source_.noise.push_back(form);
    noise_.forms = source_.noise;
    if (source_.noise.size() > most_noise) source_.noise.erase(source_.noise.begin());
    scene_.decide("learned as noise of this source, " + why + ": “" + form + "”");
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
      if (may_be_everywhere(line)) forms.push_back(as_shown(line));
    add(forms, statements_);
    if (forms.empty()) return;
    std::erase_if(source_.suspects, [&](const Suspect& each) { return each.page == scene_.page.url; });
    for (const auto& form : forms) {
      // What says that a document holds or does not is never noise, though a template may be wrong in it.
      if (form.side == Side::stated || speaks_of_worth(form.words)) continue;
      const auto is_same = [&](const ChangedLine& line) { return line.words == form.words; };
      const auto others = may_be_noise(form.words) ? suspects_with(is_same) : witnesses_with(is_same);
      if (others + 1 >= enough()) learn(form.words, "the same on several pages");
    }
    for (const auto& form : forms) {
      if (form.side == Side::stated || !may_be_noise(form.words)) continue;
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
    if (!is_open || brings_up_more(*doubt))
      doubt = Doubt{std::string(to_string(Verdict::unsettled)), digest, 0, scene_.now, {}};
    doubt->times += 1;
    doubt->digest = digest;
    doubt->lines = lines_;
    if (lines_.size() > most_lines)
      std::erase_if(doubt->lines, [](const ChangedLine& line) { return line.place == 0; });
    // There is always one: by it the doubt is known to be about lines.
    if (doubt->lines.empty()) doubt->lines.push_back(lines_.front());
    const auto suspicious =
        std::ranges::find_if(lines_, [this](const ChangedLine& line) { return may_be_by_turns(line); });
    const bool is_suspicious = suspicious != lines_.end();
    const bool is_answered = (!is_suspicious && statements_.empty()) || !awaits_witnesses();
    const bool is_seen = is_again && doubt->times >= (is_suspicious ? looks_at_template : looks);
    if (is_seen && (is_answered || doubt->times >= most_looks)) {
      if (auto shared = doubt_shared_claim()) return shared;
      scene_.note("the same at " + std::to_string(doubt->times) + " looks");
      return std::nullopt;
    }
    if (doubt->times < most_looks) scene_.next = Scene::Next::at_once;
    const auto& shown = is_suspicious ? *suspicious : lines_.front();
    return Judgement{
        Verdict::unsettled,
        (is_suspicious ? "perhaps the template's doing: “" : "to be seen again: “") + shown.words + "”"};
  }

  /// What comes up while something else is doubted is a matter of its own, to be asked about; but for what is
  /// another at each of a few looks a moment apart.
  [[nodiscard]] bool brings_up_more(const Doubt& doubt) const {
    const bool are_all_kept = lines_.size() <= most_lines;
    return scene_.now - scene_.page.last_visit > moment &&
           std::ranges::any_of(lines_, [&](const ChangedLine& line) {
             return (are_all_kept || line.place != 0) && !has(doubt.lines, line);
           });
  }

  /// Whether a page that could confirm the lines has yet to be looked at; asked on the first look.
  [[nodiscard]] bool awaits_witnesses() {
    const auto& doubt = *scene_.page.doubt;
    const auto answered = doubt.times == 1 ? ask_witnesses(scene_, source_, doubt.since)
                                           : answers(scene_, source_, doubt.since);
    return answered == Answers::awaited;
  }

  /// Whether it says something of the document that a template may say of all, and is wrong then.
  [[nodiscard]] bool is_claim(const ChangedLine& line) const {
    return line.side == Side::stated || (may_be_everywhere(line) && speaks_of_worth(form_of(line)));
  }

  /// Other pages of the source claim of late what this one does. So do those of a template that is wrong, and
  /// of an office that puts several documents out of force: then it lasts, and other pages are as they were,
  /// at the same time: a template may be wrong, mended, and wrong again.
  [[nodiscard]] std::optional<Judgement> doubt_shared_claim() {
    const auto since = scene_.page.doubt->since;
    if (scene_.now - since >= longest_of_template) return std::nullopt;
    const bool has_held = scene_.now - since >= hold_of_shared;
    for (const auto& line : lines_) {
      const auto shown = as_shown(line);
      const bool is_shared =
          is_claim(line) && std::ranges::any_of(source_.suspects, [&](const Suspect& each) {
            return each.page != scene_.page.url && has(each.lines, shown);
          });
      if (!is_shared || (has_held && is_denied(shown, scene_.now - moment))) continue;
      if (has_held) call_witnesses(scene_.now - moment);
      return Judgement{Verdict::unsettled, "claimed on other pages of the source too: “" + line.words + "”"};
    }
    return std::nullopt;
  }

  /// Those that are not doubted themselves. They answer within a few looks, or not at all.
  void call_witnesses(Timestamp since) {
    auto source = source_;
    std::erase_if(source.witnesses, [this](const Url& url) {
      const auto page = scene_.view().page(url);
      return !page || page->doubt;
    });
    if (ask_witnesses(scene_, source, since) == Answers::awaited &&
        scene_.page.doubt->times % most_looks != 0)
      scene_.next = Scene::Next::at_once;
  }

  /// Whether a witness that was seen since then has it as it was before.
  [[nodiscard]] bool is_denied(const ChangedLine& claim, Timestamp since) const {
    return std::ranges::any_of(source_.witnesses, [&](const Url& url) {
      const auto page = scene_.view().page(url);
      if (!page || page->url == scene_.page.url || page->doubt || page->last_success < since) return false;
      return std::ranges::any_of(page->parts, [&](const PagePart& part) {
        const auto version = scene_.view().version(url, part.part, part.versions);
        // Seen for the first time, and taken without it, it said so too.
        const bool is_open =
            version && !version->left_open.empty() && page->last_success <= version->captured_at;
        return version && !is_open && denies(version->document, claim);
      });
    });
  }

  /// It states another value; has not the line that is new elsewhere, or has that which is gone.
  [[nodiscard]] bool denies(const Document& document, const ChangedLine& claim) const {
    if (claim.side == Side::stated) {
      const auto name = claim.words.substr(0, claim.words.find(':') + 1);
      const auto stated = statements_of({}, document);
      return !has(stated, claim) && std::ranges::any_of(stated, [&](const ChangedLine& each) {
        return each.words.starts_with(name);
      });
    }
    bool stands = false;
    const Noise noise(source_.noise, document.title);
    each_line(document.text,
              [&](std::string_view line) { stands = stands || line_form(line, noise) == claim.words; });
    return stands == (claim.side == Side::before);
  }

  Scene& scene_;
  const SourceRecord before_;
  SourceRecord source_;
  Lines lines_;
  Lines statements_;  ///< fields that are stated otherwise, and attachments
  Noise noise_;
  bool is_file_ = false;
};

}  // namespace

ChangedLine stated_line(const std::string& name, const Json& value) {
  return {ChangedLine::Side::stated, 0, name + ": " + value.dump()};
}

std::optional<Judgement> doubt_readings(Scene& scene, const std::vector<TwoReadings>& readings) {
  if (readings.empty()) return std::nullopt;
  return LineDoubt(scene, readings.front().after.title).judge(readings);
}

std::optional<Judgement> doubt_file(Scene& scene, std::string_view before, std::string_view after) {
  return LineDoubt(scene, std::nullopt).judge_file(before, after);
}

}  // namespace gazetted::monitor
