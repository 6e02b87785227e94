#include "monitor/judge.h"

#include <algorithm>
#include <stdexcept>

#include "core/text.h"
#include "monitor/all_over.h"
#include "monitor/diary.h"
#include "monitor/fold.h"
#include "monitor/health.h"
#include "monitor/judge_article.h"
#include "monitor/judge_list.h"
#include "monitor/learned_noise.h"
#include "monitor/redesign.h"
#include "monitor/scene.h"
#include "monitor/second_look.h"
#include "monitor/suspicion.h"
#include "monitor/topics.h"

namespace gazetted::monitor {
namespace {

// A capture that is not believed is believed after all when the same is seen this often, this long.
constexpr std::uint32_t doubt_visits = 3;
constexpr Duration doubt_span = std::chrono::hours{1};

/// What is known of the page. One that is configured as an entrance is one from now on, whatever it
/// was before: it has a first pass of its own.
PageRecord record_of(const View& view, const Capture& capture) {
  const Target& target = capture.target;
  auto page = view.page(target.url).value_or(PageRecord{});
  const bool is_known = !page.url.empty();
  if (is_known && (!target.is_entrance() || page.entrance == target.url)) {
    if (target.is_entrance() && target.kind != PageKind::any) page.kind = target.kind;
    return page;
  }
  page.url = target.url;
  page.source = target.source;
  page.kind = target.kind;
  page.entrance = target.entrance;
  page.parent = target.parent;
  page.page = target.page;
  page.history = target.is_entrance();
  if (!is_known) page.first_seen = capture.captured_at;
  return page;
}

Before before_of(const Scene& scene, const Capture& capture) {
  const PageRecord& page = scene.page;
  Before before;
  before.items = page.known_items;
  before.final_url = page.final_url;
  if (page.kind == PageKind::attachment && page.attachment) {
    before.text_chars = page.attachment->text_chars.value_or(0);
    before.media_type = page.attachment->media_type.value_or("");
  }
  // An entrance may hold a list today where it held a placeholder yesterday.
  const bool may_be_a_list = capture.target.is_entrance() && capture.target.kind != PageKind::article;
  if (capture.unchanged || may_be_a_list) return before;
  for (const auto& part : page.parts)
    if (const auto* version = scene.newest_version(part)) {
      before.text_chars += count_characters(version->document.text);
      before.attachments += version->document.attachments.size();
    }
  return before;
}

/// Of the words that count. Bytes may differ with each visit, and numbers in words of the template's.
Digest digest_of_words(const Scene& scene, const Parsed& parsed) {
  std::string words = parsed.text;
  for (const auto& document : parsed.documents) words += document.text + '\n';
  for (const auto& item : parsed.items) words += item.url.str() + '\n';
  const Noise noise(scene.view().source(scene.source.id).noise, std::nullopt);
  std::string counted;
  for (const auto& line : comparable(words))
    if (auto form = line_form(line, noise); !is_known_noise(form, noise)) counted += form + '\n';
  return Digest::of(counted);
}

/// A page never read well has nothing to lose by being believed at its second look, and is asked for it at
/// once: some sites never close what they open.
bool holds_at_first_sight(Scene& scene, const Digest& digest) {
  auto& doubt = scene.page.doubt;
  const bool is_first = !doubt || doubt->verdict != to_string(Verdict::truncated);
  if (is_first) doubt = Doubt{std::string(to_string(Verdict::truncated)), digest, 0, scene.now, {}};
  const bool is_same = !is_first && doubt->digest == digest;
  doubt->digest = digest;
  doubt->times += 1;
  if (is_first) scene.next = Scene::Next::at_once;
  return is_same || (doubt->times > doubt_visits && scene.now - doubt->since >= doubt_span);
}

/// Whether what is doubted was seen often and long enough to hold.
bool holds(Scene& scene, const Parsed& parsed, const Judgement& judgement) {
  const Digest digest = digest_of_words(scene, parsed);
  if (judgement.verdict == Verdict::truncated && scene.page.final_url.empty())
    return holds_at_first_sight(scene, digest);
  const std::string verdict(to_string(judgement.verdict));
  auto& doubt = scene.page.doubt;
  if (!doubt || doubt->digest != digest || doubt->verdict != verdict) {
    const auto before = doubt && doubt->lines.empty() ? doubt->before + doubt->times : 0;
    doubt = Doubt{verdict, digest, 0, scene.now, {}, before};
    scene.say(BodyKept{digest_of_body(scene.capture), whole_body(scene.capture), std::nullopt});
  }
  doubt->times += 1;
  return doubt->times >= doubt_visits && scene.now - doubt->since >= doubt_span;
}

/// An entrance that may be a list, and shows a few words only, shows nothing: they are a placeholder.
bool finds_nothing(const PageRecord& page, const Parsed& parsed) {
  if (!parsed.items.empty() || !parsed.sitemaps.empty() || page.kind == PageKind::attachment) return false;
  if (page.url != page.entrance || page.kind == PageKind::article) return parsed.documents.empty();
  constexpr std::uint64_t placeholder_chars = 200;
  return std::none_of(parsed.documents.begin(), parsed.documents.end(), [](const Document& document) {
    return document.kind == DocumentKind::policy || count_characters(document.text) > placeholder_chars;
  });
}

/// An entrance shows nothing. Where that is new, rules are proposed that would read it again.
void note_nothing_found(const Scene& scene, const JudgeSettings& settings, std::string reason) {
  const auto troubles = scene.view().source(scene.source.id).troubles;
  const auto known = troubles.find(scene.page.url.str());
  if (known != troubles.end() && known->second.starts_with(reason)) {
    reason = known->second;
  } else if (settings.propose && !scene.capture.body.empty()) {
    reason += proposal_of(settings.propose(scene.capture, known_titles(scene)));
  }
  note_trouble(scene, reason);
}

VisitOutcome believe(Scene& scene, const Capture& capture, const Parsed& parsed,
                     const JudgeSettings& settings) {
  PageRecord& page = scene.page;
  const bool is_entrance = page.url == page.entrance;
  const bool found_nothing = finds_nothing(page, parsed);
  page.failures = 0;
  page.doubt.reset();
  page.final_url = capture.final_url;
  for (const auto& doubt : parsed.doubts) scene.note(doubt);
  if (page.kind == PageKind::any && !is_entrance && !found_nothing) page.kind = parsed.kind;
  bool is_new = false;
  if (page.kind == PageKind::attachment) {
    is_new = judge_attachment(scene, parsed) == Novelty::some;
  } else if (found_nothing && is_entrance) {
    scene.note("nothing was found");
  } else if (parsed.kind == PageKind::article) {
    is_new = judge_article(scene, parsed) == Novelty::some;
    note_rules(scene, settings.reader);
    note_rules_found(scene, parsed, settings.propose_article);
    // An article that is its own entrance is complete when it was read.
    if (is_entrance && page.kind == PageKind::article) page.baseline_complete = true;
  } else {
    is_new = judge_list(scene, parsed) == ListNews::some;
    if (is_entrance) note_list(scene, settings.working_days);
  }
  confirm_presence(scene);
  if (!scene.left_open) offer_witness(scene);
  if (found_nothing && is_entrance)
    note_nothing_found(scene, settings, "nothing was found on this page");
  else
    note_success(scene);
  // What was left open is to be read in full again, though it stay as it is.
  page.validators = scene.left_open ? Validators{} : capture.validators;
  page.last_success = scene.now;
  // It was: what comes from here next is news. An empty answer makes no history.
  if (!found_nothing) page.history = false;
  return is_new ? VisitOutcome::changed : VisitOutcome::unchanged;
}

/// The page leads elsewhere for good: that address is known from now on.
void follow_relocation(Scene& scene, const Capture& capture) {
  const Url url = capture.final_url.canonical();
  if (scene.view().page(url)) return;
  auto page = new_page(scene, url, scene.page.kind);
  page.history = false;
  scene.say(PagePut{page});
  scene.targets.push_back(target_of(page));
}

VisitOutcome absent(Scene& scene, const Capture& capture, const Judgement& judgement,
                    const Removal& removal) {
  if (judgement.verdict == Verdict::relocated) follow_relocation(scene, capture);
  scene.page.failures += 1;
  note_failed_list(scene);
  if (scene.page.url == scene.page.entrance)
    note_trouble(scene, judgement.reason);
  else
    note_success(scene);  // the source answers
  give_up_list_page(scene);
  note_absence(scene, judgement.reason, removal);
  return VisitOutcome::gone;
}

VisitOutcome fail(Scene& scene, const Judgement& judgement, const JudgeSettings& settings) {
  if (scene.next == Scene::Next::at_once) return VisitOutcome::unchanged;  // too early to say
  scene.page.failures += 1;
  note_failed_list(scene);
  const bool is_entrance = scene.page.url == scene.page.entrance;
  if (is_entrance && judgement.verdict == Verdict::empty)
    note_nothing_found(scene, settings, judgement.reason);
  else if (is_entrance || means_trouble(judgement.verdict))
    note_trouble(scene, judgement.reason);
  give_up_list_page(scene);
  return VisitOutcome::failed;
}

/// The page is there and well; only its words wait.
VisitOutcome wait_for_words(Scene& scene) {
  confirm_presence(scene);
  note_success(scene);
  scene.page.failures = 0;
  return scene.next == Scene::Next::at_once ? VisitOutcome::unchanged : VisitOutcome::doubted;
}

VisitOutcome act_on(Scene& scene, const Parsed& parsed, const Judgement& judgement,
                    const JudgeSettings& settings) {
  const Capture& capture = scene.capture;
  if (judgement.verdict == Verdict::good) return believe(scene, capture, parsed, settings);
  if (judgement.verdict == Verdict::unsettled) return wait_for_words(scene);
  if (judgement.verdict == Verdict::unchanged) {
    scene.page.failures = 0;
    scene.page.doubt.reset();
    scene.page.last_success = scene.now;
    if (!capture.validators.etag.empty() || !capture.validators.last_modified.empty())
      scene.page.validators = capture.validators;
    confirm_presence(scene);
    offer_witness(scene);
    note_success(scene);
    if (scene.page.known_items > 0 && scene.page.url == scene.page.entrance)
      note_list(scene, settings.working_days);
    return VisitOutcome::unchanged;
  }
  if (means_absent(judgement.verdict)) return absent(scene, capture, judgement, settings.removal);
  if (means_doubt(judgement.verdict)) {
    // Nothing at all never holds: a shell whose words a script brings looks the same each time. Nor does
    // what a site shows in place of all its pages.
    const bool never = judgement.verdict == Verdict::empty || judgement.verdict == Verdict::all_over;
    if (!holds(scene, parsed, judgement) || never) {
      scene.note("kept, not believed: seen " + std::to_string(scene.page.doubt->times) + " times");
      const auto outcome = fail(scene, judgement, settings);
      return outcome == VisitOutcome::failed ? VisitOutcome::doubted : outcome;
    }
    scene.decide("it holds: believed after " + std::to_string(scene.page.doubt->times) + " visits");
    return believe(scene, capture, parsed, settings);
  }
  return fail(scene, judgement, settings);
}

/// A second look said that the page is as it was at the first, of which nothing is at hand any more.
bool is_lost(const Capture& capture) { return capture.unchanged && capture.target.again; }

Judgement ask_in_full(Scene& scene) {
  scene.next = Scene::Next::at_once;
  return {Verdict::unsettled, "as it was a moment ago: to be sent again in full"};
}

/// The server is spared sending the same again where the first look is kept (app/recent_readings.h) and an
/// entity tag tells: a date tells only what happens from second to second, and nothing of what is put into a
/// page as it is sent.
void make_second_look(Target& target, const Capture& capture, const Prepared& prepared) {
  target.urgent = true;
  if (prepared.compared.empty() || capture.validators.etag.empty() || is_lost(capture)) return;
  target.again = true;
  target.validators = {capture.validators.etag, "", capture.validators.body};
}

void write_diary(Scene& scene, const Judgement& judgement) {
  Visit visit;
  visit.first = visit.last = scene.now;
  visit.status = scene.capture.status;
  visit.verdict = to_string(judgement.verdict);
  if (!judgement.reason.empty()) visit.notes.push_back(judgement.reason);
  visit.notes.insert(visit.notes.end(), scene.notes.begin(), scene.notes.end());
  visit.decided = scene.decided || judgement.verdict == Verdict::redesign;
  scene.page.diary = with_visit(std::move(scene.page.diary), std::move(visit));
}

std::string_view type_of(DueKind kind) {
  switch (kind) {
    case DueKind::effective: return "policy.effective";
    case DueKind::expiring: return "policy.expiring";
    case DueKind::expired: return "policy.expired";
  }
  return "";
}

}  // namespace

Judge::Judge(JudgeSettings settings, Planner planner)
    : settings_(std::move(settings)), planner_(std::move(planner)) {}

std::vector<Target> Judge::judge(Batch& batch, const Capture& capture, const Parsed& parsed,
                                 const Prepared& prepared) const {
  if (!capture.source)
    throw std::invalid_argument("a capture without its source: " + capture.target.url.str());
  batch.take(prepared);
  Scene scene{batch,
              capture,
              prepared,
              *capture.source,
              settings_.topics,
              capture.captured_at,
              day_of(capture.captured_at, capture.source->time_zone),
              record_of(batch.view(), capture)};
  if (!capture.error && capture.status < 400) read_again(scene, settings_.reader);
  auto judgement =
      is_lost(capture) ? ask_in_full(scene) : judge_capture(capture, parsed, before_of(scene, capture));
  if (judgement.verdict == Verdict::good || judgement.verdict == Verdict::shrunk)
    if (auto all_over = change_all_over(scene, parsed)) judgement = *std::move(all_over);
  if (judgement.verdict == Verdict::good)
    if (auto second = second_thoughts(scene, parsed)) judgement = *std::move(second);
  const auto redesign = judgement.verdict == Verdict::good ? notice_redesign(scene, parsed) : std::nullopt;
  const bool differed = scene.page.doubt && !scene.page.doubt->lines.empty();
  const bool is_as_known = capture.validators.body && capture.validators.body == scene.page.validators.body;
  auto outcome = act_on(scene, parsed, judgement, settings_);
  // It differed a moment ago: of two servers one has what is new, and the other will.
  if (differed && is_as_known) outcome = VisitOutcome::changed;
  scene.page.last_visit = scene.now;
  write_diary(scene, redesign.value_or(judgement));
  if (outcome == VisitOutcome::changed && scene.news == 0) scene.news = 1;
  const bool at_once = scene.next == Scene::Next::at_once && !scene.page.url.is_file();
  auto plan = at_once ? VisitPlan{scene.now, "looked at again at once", scene.page.rhythm}
                      : planner_(scene.page, capture, {outcome, scene.news, std::move(scene.appeared)});
  scene.page.due = plan.due;
  scene.page.due_reason = std::move(plan.reason);
  scene.page.rhythm = std::move(plan.rhythm);
  if (!scene.page.url.is_file()) scene.targets.push_back(target_of(scene.page));
  if (at_once) make_second_look(scene.targets.back(), capture, prepared);
  scene.say(PagePut{std::move(scene.page)});
  return std::move(scene.targets);
}

void Judge::pass_time(Batch& batch, Timestamp now) const {
  const Date today = day_of(now, china_offset);
  for (const auto& due : batch.view().due_dates(today)) {
    batch.apply({DueDateDone{due}});
    auto policy = batch.view().policy(due.policy);
    if (!policy || !policy->told || policy->withdrawn || policy->places.empty()) continue;
    const auto page = batch.view().page(policy->places.front().page);
    const SourceId source = page ? page->source : SourceId{};
    policy->topics = current_topics(batch.view(), *policy, settings_.topics);
    const PolicyEvent event{
        .type = std::string(type_of(due.kind)), .policy = *policy, .page = page ? &*page : nullptr};
    batch.apply({EventRaised{make_event(event, {source, now, today})}});
  }
}

}  // namespace gazetted::monitor
