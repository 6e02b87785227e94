#include "monitor/health.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace gazetted::monitor {
namespace {

constexpr Duration day = std::chrono::hours{24};
/// Few items are believed to be few when they are for so long.
constexpr Duration few_span = std::chrono::hours{1};

using Reasons = std::map<std::string, std::string>;

/// An entrance that is configured no more is nobody's trouble.
void forget_dropped(const Scene& scene, Reasons& reasons) {
  const auto& entrances = scene.source.entrances;
  std::erase_if(reasons, [&](const auto& reason) {
    const auto url = Url::parse(reason.first.substr(0, reason.first.find('#')));
    const auto page = url ? scene.view().page(*url) : std::nullopt;
    return page && page->url == page->entrance && !entrances.empty() &&
           std::ranges::none_of(entrances, [&](const Entrance& e) { return e.url.canonical() == page->url; });
  });
}

/// One kind of reasons as they come, last and go.
struct Tale {
  std::string type;
  const Reasons& before;
  const Reasons& after;
  const Reasons& others;  ///< of the other kind, which may be left when these are gone
  std::optional<Timestamp>& since;
  Timestamp& told;
};

void tell(const Scene& scene, const SourceRecord& source, const Tale& tale) {
  const auto say = [&](const std::string& type, const Reasons& reasons) {
    scene.say(EventRaised{make_source_event(type, {source, reasons, tale.since}, scene.now)});
  };
  if (tale.after.empty()) {
    if (!tale.before.empty()) say("source.recovered", tale.others);
    tale.since.reset();
    return;
  }
  if (!tale.since) tale.since = scene.now;
  const bool is_due = !source.acknowledged && scene.now - tale.told >= day;
  if (!tale.before.empty() && !is_due) return;
  tale.told = scene.now;
  say(tale.type, tale.after);
}

/// The source's record while it is changed; what follows is told, and it is written, when that ends.
class Changing {
 public:
  explicit Changing(const Scene& scene)
      : scene_(scene), before_(scene.view().source(scene.source.id)), source_(before_) {
    source_.id = scene.source.id;
  }

  SourceRecord& record() { return source_; }

  void keep() {
    forget_dropped(scene_, source_.troubles);
    forget_dropped(scene_, source_.silences);
    tell(scene_, source_,
         {"source.failing", before_.troubles, source_.troubles, source_.silences, source_.failing_since,
          source_.failing_told});
    tell(scene_, source_,
         {"source.silent", before_.silences, source_.silences, source_.troubles, source_.silent_since,
          source_.silent_told});
    if (source_.troubles.empty() && source_.silences.empty()) source_.acknowledged = false;
    if (source_ != before_) scene_.say(SourcePut{std::move(source_)});
  }

 private:
  const Scene& scene_;
  const SourceRecord before_;
  SourceRecord source_;
};

/// Of a list, or of what its documents lack, beside a trouble of its page.
std::string mark(const Url& entrance, std::string_view what) {
  return entrance.str() + '#' + std::string(what);
}

/// Of thousandths.
std::string in_tenths(std::uint32_t thousandths) {
  return std::to_string(thousandths / 1000) + '.' + std::to_string(thousandths / 100 % 10);
}

struct Silence {
  std::string reason;
  Timestamp since;
};

std::optional<Silence> silence_of_days(const NewsDays& days, const Source& source,
                                       const WorkingDays& working) {
  const auto quiet = quiet_days(days, working);
  if (!is_too_quiet(days, quiet)) return std::nullopt;
  const auto watched = days.days.with + days.days.without;
  return Silence{"nothing new since " + days.newest->iso() + ", on " + std::to_string(quiet) +
                     " working days; of " + std::to_string(watched) + " before that " +
                     std::to_string(days.days.with) + " had news, and no pause was longer than " +
                     std::to_string(days.longest),
                 start_of(days.newest->plus_days(1), source.time_zone)};
}

std::optional<Silence> silence_of_hours(const NewsHours& hours) {
  if (!is_too_quiet(hours)) return std::nullopt;
  return Silence{"nothing new since " + to_rfc3339(*hours.newest) +
                     ", in as many hours as by weekday and hour have " + in_tenths(hours.missed) +
                     " with news; no pause before was of more than " + in_tenths(hours.longest),
                 *hours.newest};
}

void judge_silence(Scene& scene, SourceRecord& source, const WorkingDays& working) {
  auto& days = scene.page.news_days;
  auto& hours = scene.page.news_hours;
  days = after_look(days, {scene.today, scene.fresh}, working);
  hours = after_look(std::move(hours), {scene.now, scene.source.time_zone, scene.fresh}, working);
  const auto url = scene.page.url.str();
  auto silence = silence_of_days(days, scene.source, working);
  if (!silence) silence = silence_of_hours(hours);
  if (!silence) {
    source.silences.erase(url);
    return;
  }
  source.silences.insert_or_assign(url, std::move(silence->reason));
  source.silent_since = std::min(source.silent_since.value_or(silence->since), silence->since);
}

void judge_items(Scene& scene, SourceRecord& source) {
  auto& page = scene.page;
  const auto key = mark(page.url, "items");
  // A list that brings news works, however short it is: a new year begins with one.
  if (scene.fresh > 0 || !are_far_fewer(page.known_items, page.fewest_items)) {
    page.fewest_items =
        page.fewest_items == 0 ? page.known_items : std::min(page.fewest_items, page.known_items);
    page.few_since.reset();
    source.troubles.erase(key);
    return;
  }
  if (!page.few_since) page.few_since = scene.now;
  if (scene.now - *page.few_since < few_span) return;
  source.troubles.insert_or_assign(key, "the list shows " + std::to_string(page.known_items) +
                                            " items, and never showed fewer than " +
                                            std::to_string(page.fewest_items));
}

/// A text of a quarter of the usual length, or less, is hardly the whole; but a few words may carry a file.
constexpr std::uint64_t far_shorter = 4;

/// With this begins the key of a rule of the site file, by which its habit is called.
constexpr std::string_view rules_of_articles = "article.";

struct Stated {
  std::string_view field;
  States states;
};

std::array<Stated, 7> stated_by(const Document& document, std::uint64_t usual_length) {
  const auto is = [](bool stated) { return stated ? States::yes : States::no; };
  const bool is_long = far_shorter * count_characters(document.text) >= usual_length;
  return {{{"title", is(document.title.has_value())},
           {"doc_number", is(document.doc_number.has_value())},
           {"index_number", is(document.index_number.has_value())},
           {"issuers", is(!document.issuers.empty())},
           {"signed", is(document.signed_on.has_value())},
           {"published", is(document.published.has_value())},
           {"text", is(!document.text.empty() && (is_long || !document.attachments.empty()))}}};
}

Habit& habit_of(SourceRecord& source, std::string_view field) {
  const auto found = std::ranges::find(source.habits, field, &Habit::field);
  if (found != source.habits.end()) return *found;
  source.habits.push_back({std::string(field), {}, 0});
  return source.habits.back();
}

std::string lost_reason(const Habit& habit) {
  const auto last = "the last " + std::to_string(habit.missing) + " documents ";
  const auto all = " all " + std::to_string(habit.documents.with) + " before ";
  if (habit.field == "text") return last + "have hardly a text, far shorter than" + all + "had";
  if (habit.field.starts_with(rules_of_articles))
    return last + "are not found by " + habit.field + " of the site file, by which" + all + "were";
  return last + "state no " + habit.field + ", which" + all + "did";
}

constexpr std::string_view proposed = "; proposed for the site file:";

/// What was proposed when a trouble began.
std::string proposal_in(const std::string& reason) {
  const auto at = reason.find(proposed);
  return at == reason.npos ? "" : reason.substr(at);
}

/// `propose` is asked, where it is not empty, when the field is found to be lost.
void judge_field(const Scene& scene, SourceRecord& source, const Stated& stated,
                 const std::function<std::string()>& propose = {}) {
  auto& habit = habit_of(source, stated.field);
  if (scene.page.history) {
    habit = after_history(std::move(habit), stated.states);
    return;
  }
  const bool was_lost = is_lost(habit);
  habit = after_document(std::move(habit), stated.states);
  if (!is_lost(habit)) {
    if (was_lost)
      std::erase_if(source.troubles, [&](const auto& trouble) {
        return trouble.first.ends_with('#' + std::string(stated.field));
      });
    return;
  }
  const auto key = mark(scene.page.entrance, stated.field);
  const auto known = source.troubles.find(key);
  const auto proposal = known != source.troubles.end() ? proposal_in(known->second)
                        : propose                      ? propose()
                                                       : "";
  source.troubles.insert_or_assign(key, lost_reason(habit) + proposal);
}

/// Rules by which the page of `scene` gives what is known of it.
std::string proposed_rules(const Scene& scene, const ArticleProposer& propose) {
  if (!propose || scene.capture.body.empty() || scene.page.parts.empty()) return "";
  const auto* known = scene.newest_version(scene.page.parts.front());
  return known == nullptr ? "" : proposal_of(propose(scene.capture, known->document));
}

}  // namespace

void note_trouble(const Scene& scene, const std::string& reason) {
  Changing source(scene);
  source.record().troubles.insert_or_assign(scene.page.url.str(), reason);
  source.keep();
}

void note_success(const Scene& scene) {
  Changing source(scene);
  const bool ended_trouble = source.record().troubles.erase(scene.page.url.str()) > 0;
  // Written once a minute at most: each page of a pass would write it otherwise.
  if (ended_trouble || scene.now - source.record().last_success >= std::chrono::minutes{1})
    source.record().last_success = scene.now;
  source.keep();
}

void note_list(Scene& scene, const WorkingDays& working) {
  Changing source(scene);
  judge_items(scene, source.record());
  if (working) judge_silence(scene, source.record(), working);
  source.keep();
}

void note_failed_list(Scene& scene) {
  scene.page.news_days = after_failure(scene.page.news_days);
  scene.page.news_hours = after_failure(std::move(scene.page.news_hours));
}

void note_document(const Scene& scene, const Document& document) {
  Changing source(scene);
  auto& usual = source.record().usual_length;
  for (const auto& stated : stated_by(document, usual)) judge_field(scene, source.record(), stated);
  const auto length = count_characters(document.text);
  if (far_shorter * length >= usual) usual = usual == 0 ? length : (7 * usual + length) / 8;
  source.keep();
}

std::string proposal_of(const std::vector<std::string>& lines) {
  std::string proposal;
  for (const auto& line : lines) proposal += '\n' + line;
  return proposal.empty() ? "" : std::string(proposed) + proposal;
}

void note_rules_found(const Scene& scene, const Parsed& parsed, const ArticleProposer& propose) {
  const auto& rules = scene.source.article;
  if (scene.page.entrance.empty() || (rules.body.empty() && rules.title.empty())) return;
  Changing source(scene);
  using Rule = std::pair<std::string_view, const std::string&>;
  for (const auto& [key, selector] : {Rule{"article.body", rules.body}, Rule{"article.title", rules.title}}) {
    if (selector.empty()) continue;
    const auto doubted = "rule " + std::string(key) + ": ";
    const bool failed = std::ranges::any_of(
        parsed.doubts, [&](const std::string& doubt) { return doubt.starts_with(doubted); });
    judge_field(scene, source.record(), {key, failed ? States::no : States::yes},
                [&] { return proposed_rules(scene, propose); });
  }
  source.keep();
}

Facts acknowledge(SourceRecord source) {
  if (source.troubles.empty() && source.silences.empty()) return {};
  source.acknowledged = true;
  return {SourcePut{std::move(source)}};
}

}  // namespace gazetted::monitor
