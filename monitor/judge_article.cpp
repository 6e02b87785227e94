#include "monitor/judge_article.h"

#include <algorithm>

#include "core/text.h"
#include "monitor/first_sight.h"
#include "monitor/fold.h"
#include "monitor/health.h"
#include "monitor/keys.h"
#include "monitor/learned_noise.h"
#include "monitor/places.h"
#include "monitor/policies.h"
#include "monitor/relations.h"

namespace gazetted::monitor {
namespace {

constexpr int late_days = 30;

bool counts(const Scene& scene, DocumentKind kind) {
  const auto& kinds = scene.source.kinds;
  return std::find(kinds.begin(), kinds.end(), to_string(kind)) != kinds.end();
}

/// A document of the page as read now, and the part of the page that it continues.
struct Match {
  const Document& document;
  Digest text;                      ///< of its text
  std::optional<std::size_t> part;  ///< index into the page's parts
  std::vector<ChangedLine> left_open{};
};

/// Which document continues which part: by the policy it states itself to be, then by its title,
/// then by its position. A part continues in one document at most.
class PartMatcher {
 public:
  PartMatcher(const Scene& scene, const std::vector<Document>& documents)
      : scene_(scene), claimed_(scene.page.parts.size(), false) {
    const auto& digests = scene.prepared.texts;
    for (std::size_t i = 0; i < documents.size(); ++i)
      matches_.push_back(
          {documents[i], i < digests.size() ? digests[i] : Digest::of(documents[i].text), std::nullopt, {}});
  }

  [[nodiscard]] std::vector<Match> match() {
    claim([this](const Document& document) { return identify(scene_.view(), document, scene_.prepared); },
          [this](const auto& identified, const PagePart& part) {
            const auto held = identified ? scene_.view().policy(part.policy) : std::nullopt;
            return held && held->id == identified->id;
          });
    if (scene_.page.parts.size() > 1)
      claim([](const Document& document) { return document.title; },
            [this](const auto& title, const PagePart& part) {
              const auto* before = title ? scene_.newest_version(part) : nullptr;
              return before && before->document.title &&
                     title_key(*before->document.title) == title_key(*title);
            });
    claim([](const Document& document) { return document.part; },
          [](int position, const PagePart& part) { return part.part == position; });
    return std::move(matches_);
  }

 private:
  /// `mark` is worked out once a document; `fits` says of each free part whether it bears it.
  template <class Mark, class Fits>
  void claim(Mark mark, Fits fits) {
    for (auto& match : matches_) {
      if (match.part) continue;
      const auto marked = mark(match.document);
      for (std::size_t i = 0; i < claimed_.size() && !match.part; ++i) {
        if (claimed_[i] || !fits(marked, scene_.page.parts[i])) continue;
        claimed_[i] = true;
        match.part = i;
      }
    }
  }

  const Scene& scene_;
  std::vector<bool> claimed_;
  std::vector<Match> matches_;
};

/// A new part of the page, under the document's own number where that is free.
PagePart& add_part(Scene& scene, const Document& document) {
  int number = document.part;
  const auto is_taken = [&](const PagePart& part) { return part.part == number; };
  while (std::any_of(scene.page.parts.begin(), scene.page.parts.end(), is_taken)) ++number;
  scene.page.parts.push_back({number, {}, document.kind, 0});
  return scene.page.parts.back();
}

/// Adds the version and returns it. The page as it came is kept beside it as evidence.
VersionRecord add_version(Scene& scene, PagePart& part, const Match& match, const VersionRecord* previous) {
  const Document& document = match.document;
  VersionRecord version;
  version.page = scene.page.url;
  version.part = part.part;
  version.number = ++part.versions;
  version.policy = part.policy;
  version.captured_at = scene.now;
  version.document = document;
  version.document.text.clear();
  version.text_sha256 = match.text;
  const bool has_snapshot = !scene.capture.body.empty();
  if (has_snapshot) version.snapshot = digest_of_body(scene.capture);
  version.content_type = scene.capture.content_type;
  version.left_open = match.left_open;
  const auto text_before = previous != nullptr ? std::optional(previous->text_sha256) : std::nullopt;
  // A page is its text and some markup: the first one is kept as what it adds to its text, and says then for
  // its version which text that is.
  if (has_snapshot) {
    scene.say(BodyKept{version.text_sha256, document.text, text_before});
    scene.say(BodyKept{*version.snapshot, whole_body(scene.capture),
                       previous != nullptr && previous->snapshot ? previous->snapshot : version.text_sha256});
  }
  scene.say(VersionAdded{version, document.text, text_before});
  return version;
}

bool is_late(const Scene& scene, const Document& document) {
  const auto day = document.published ? document.published : document.signed_on;
  return day && scene.today.days_since(*day) > late_days;
}

/// Tells a policy that has not been told: history as such, everything else as news.
void announce(Scene& scene, PolicyRecord& policy, const VersionRecord& version) {
  if (policy.told || !counts(scene, policy.kind)) return;
  policy.told = true;
  PolicyEvent event{.type = scene.page.history ? "policy.baseline" : "policy.published",
                    .policy = policy,
                    .page = &scene.page,
                    .version = &version};
  if (!scene.page.history && is_late(scene, policy.document)) event.timing = PolicyEvent::Timing::late;
  scene.tell(event);
  scene.decide(event.type);
}

/// A document where none was, or a known policy at a page new to it.
void settle(Scene& scene, PagePart& part, const Match& found, std::optional<PolicyRecord> identified) {
  const auto open = leave_open(scene, found.document);
  const auto match =
      open ? Match{open->document, Digest::of(open->document.text), found.part, open->claims} : found;
  for (const auto& claim : match.left_open)
    scene.decide("left open, for other pages of the source claim it anew too and are not believed: “" +
                 claim.words + "”");
  scene.left_open = scene.left_open || open;
  const Document& document = match.document;
  const bool is_new = !identified;
  PolicyRecord policy = is_new ? new_policy(scene, document) : std::move(*identified);
  part.policy = policy.id;
  part.kind = document.kind;
  const auto version = add_version(scene, part, match, nullptr);
  take_over(scene, policy, document);
  if (is_new || !policy.told) {
    auto& place = place_at(policy, scene.page.url, part.part, scene.now);
    place.present = true;
    announce(scene, policy, version);
  } else {
    arrive(scene, policy, part.part);
  }
  keep(scene, policy);
  bind_words(scene, policy, document);
  learn_numbers(scene, policy, document);
  bind_relations(scene, policy, document);
  bind_waiting(scene, policy.id);
  // What is old is of another make, and what was asked for by hand of any.
  if (!scene.page.entrance.empty() && (scene.page.history || !is_late(scene, document)))
    note_document(scene, document);
}

void note_dropped(Scene& scene, const std::vector<std::string>& lines) {
  constexpr std::size_t most_named = 8;
  for (std::size_t i = 0; i < std::min(lines.size(), most_named); ++i)
    scene.note("noise dropped: “" + lines[i] + "”");
  if (lines.size() > most_named)
    scene.note("and " + std::to_string(lines.size() - most_named) + " lines more");
}

/// Compared without the lines that are known to mean nothing on this source.
std::optional<Change> change_but_for_noise(Scene& scene, const VersionRecord& before, const Match& match) {
  const auto* known = scene.prepared.find_difference(before.text_sha256, match.text);
  const Noise noise(scene.view().source(scene.source.id).noise, match.document.title);
  if (match.text == before.text_sha256 || noise.forms.empty())
    return change_between(before.document, match.document, known);
  auto words = without_noise(before.document.text, match.document.text, noise);
  if (!words.is_changed) return change_between(before.document, match.document, known);
  note_dropped(scene, words.dropped);
  Document old_document = before.document;
  Document new_document = match.document;
  old_document.text = std::move(words.before);
  new_document.text = std::move(words.after);
  return change_between(old_document, new_document);
}

/// The words compared are those that the version before was kept with; attachments' own facts are
/// known only once they were fetched and are no part of what the page says.
Novelty amend(Scene& scene, PagePart& part, PolicyRecord policy, const VersionRecord& before,
              const Match& match) {
  const Document& document = match.document;
  const auto change = change_but_for_noise(scene, before, match);
  if (!change) {
    if (match.text != before.text_sha256) scene.note("only furniture, spacing or width differ: no change");
    if (!policy.told && counts(scene, document.kind)) {
      take_over(scene, policy, document);
      announce(scene, policy, before);
      keep(scene, policy);
    }
    return Novelty::none;
  }
  const auto version = add_version(scene, part, match, &before);
  take_over(scene, policy, document);
  const bool was_told = policy.told;
  announce(scene, policy, version);
  if (was_told && counts(scene, policy.kind))
    scene.tell({.type = "policy.amended",
                .policy = policy,
                .page = &scene.page,
                .version = &version,
                .previous = &before,
                .change = &*change});
  scene.decide("amended (" + std::string(change->significance) + "): " + change->summary);
  keep(scene, policy);
  // A few words more or less leave it as like its copies as it was.
  if (rewrite_much(change->hunks, document.text.size())) bind_words(scene, policy, document);
  learn_numbers(scene, policy, document);
  bind_relations(scene, policy, document);
  bind_waiting(scene, policy.id);
  return Novelty::some;
}

/// What was left open is stated now, and nothing else is new: a version without an event.
void close(Scene& scene, PagePart& part, const VersionRecord& before, const Match& match) {
  auto policy = scene.view().policy(part.policy);
  if (!policy) return;
  add_version(scene, part, match, &before);
  take_over(scene, *policy, match.document);
  keep(scene, *policy);
  scene.decide("stated now, and left open at first sight: “" + match.document.validity.value_or("") + "”");
}

/// Whether a text says which document it is, so that it can take another's place.
bool names_itself(const Document& document) {
  return document.doc_number || (document.title && !document.issuers.empty() && !document.text.empty());
}

Novelty judge_document(Scene& scene, const Match& match) {
  const Document& document = match.document;
  // Asked anew: documents before this one on the page may have made it known, or changed it.
  auto identified = identify(scene.view(), document, scene.prepared);
  if (!match.part) {
    settle(scene, add_part(scene, document), match, std::move(identified));
    return Novelty::some;
  }
  PagePart& part = scene.page.parts[*match.part];
  auto held = scene.view().policy(part.policy);
  const auto* before = scene.newest_version(part);
  if (!held || !before) {
    settle(scene, part, match, std::move(identified));
    return Novelty::some;
  }
  const bool is_same = is_same_document(before->document, document);
  // The page states a number now by which the policy is known from elsewhere.
  if (identified && identified->id != held->id && is_same && !held->document.doc_number) {
    held = join(scene, std::move(*held), std::move(*identified));
    identified = held;
  }
  const bool continues = identified ? identified->id == held->id : is_same;
  if (continues) {
    auto stated = settled(*before, document);
    if (!stated) return amend(scene, part, std::move(*held), *before, match);
    auto known = *before;
    known.document = *std::move(stated);
    const auto novelty = amend(scene, part, std::move(*held), known, match);
    if (novelty == Novelty::none) close(scene, part, *before, match);
    return novelty;
  }
  if (!names_itself(document)) {
    scene.note("another text stands here that names no document: kept, not believed");
    return Novelty::none;
  }
  leave(scene, std::move(*held), part.part);
  settle(scene, part, match, std::move(identified));
  return Novelty::some;
}

/// An attachment under another address with the title of one before it is that one, put up again.
std::optional<PageRecord> predecessor_of(const Scene& scene, const Attachment& attachment,
                                         const std::vector<Attachment>& before) {
  for (const auto& old : before)
    if (!old.url.empty() && !old.title.empty() && fold(old.title) == fold(attachment.title))
      return scene.view().page(old.url.canonical());
  return std::nullopt;
}

void learn_attachments(Scene& scene, const Document& document, const std::vector<Attachment>& before) {
  for (const auto& attachment : document.attachments) {
    if (attachment.url.empty() || attachment.url.is_file()) continue;
    const Url url = attachment.url.canonical();
    if (scene.view().page(url)) continue;
    auto page = new_page(scene, url, PageKind::attachment);
    page.parent = scene.page.url;
    page.list_title = attachment.title;
    if (const auto old = predecessor_of(scene, attachment, before)) {
      page.attachment = old->attachment;
      page.attachment_text = old->attachment_text;
    }
    scene.say(PagePut{page});
    scene.targets.push_back(target_of(page));
    scene.targets.back().urgent = !page.history;  // as of news on a list
  }
}

/// What the page carried before; not asked where it carries nothing now.
std::vector<Attachment> attachments_before(const Scene& scene, const std::vector<Document>& documents) {
  std::vector<Attachment> attachments;
  if (std::all_of(documents.begin(), documents.end(),
                  [](const Document& each) { return each.attachments.empty(); }))
    return attachments;
  for (const auto& part : scene.page.parts)
    if (const auto* version = scene.newest_version(part))
      attachments.insert(attachments.end(), version->document.attachments.begin(),
                         version->document.attachments.end());
  return attachments;
}

Attachment described_attachment(const Scene& scene, const Parsed& parsed) {
  Attachment attachment;
  attachment.url = scene.page.url;
  attachment.title = scene.page.list_title;
  const auto& type = scene.capture.content_type;
  if (!type.empty()) attachment.media_type = type.substr(0, type.find(';'));
  attachment.bytes = scene.capture.body.size();
  attachment.sha256 = Digest::of(scene.capture.body);
  if (parsed.error)
    attachment.error = parsed.error->message;
  else
    attachment.text_chars = count_characters(parsed.text);
  return attachment;
}

/// The words of an attachment changed: a new version of each document that carries it.
void amend_by_attachment(Scene& scene, const Change& change) {
  auto parent = scene.view().page(scene.page.parent);
  if (!parent) return;
  Scene at_parent{scene.batch, scene.capture, scene.prepared, scene.source, scene.topics,
                  scene.now,   scene.today,   *parent,        {},           {}};
  for (auto& part : at_parent.page.parts) {
    const auto* before = at_parent.newest_version(part);
    auto policy = at_parent.view().policy(part.policy);
    if (!before || !policy) continue;
    const auto& attachments = before->document.attachments;
    const bool carries =
        std::any_of(attachments.begin(), attachments.end(), [&](const Attachment& attachment) {
          return attachment.url.canonical() == scene.page.url ||
                 fold(attachment.title) == fold(scene.page.list_title);
        });
    if (!carries) continue;
    VersionRecord version = *before;
    version.number = ++part.versions;
    version.captured_at = scene.now;
    const std::string text = std::move(version.document.text);
    version.document.text.clear();
    scene.say(VersionAdded{version, text, before->text_sha256});
    if (policy->told && counts(at_parent, policy->kind))
      at_parent.tell({.type = "policy.amended",
                      .policy = *policy,
                      .page = &at_parent.page,
                      .version = &version,
                      .previous = &*before,
                      .change = &change});
  }
  scene.say(PagePut{at_parent.page});
}

}  // namespace

Novelty judge_article(Scene& scene, const Parsed& parsed) {
  Novelty novelty = Novelty::none;
  const auto attachments = attachments_before(scene, parsed.documents);
  for (const auto& match : PartMatcher(scene, parsed.documents).match()) {
    if (judge_document(scene, match) == Novelty::some) novelty = Novelty::some;
    learn_attachments(scene, match.document, attachments);
  }
  return novelty;
}

Novelty judge_attachment(Scene& scene, const Parsed& parsed) {
  auto attachment = described_attachment(scene, parsed);
  const auto digest = Digest::of(parsed.text);
  const auto before =
      scene.page.attachment_text ? scene.view().body(*scene.page.attachment_text) : std::nullopt;
  const bool is_first = !scene.page.attachment;
  const bool is_same = !is_first && scene.page.attachment->sha256 == attachment.sha256;
  scene.page.attachment = std::move(attachment);
  if (is_same || parsed.error) return Novelty::none;
  bind_listed(scene, parsed.cites);
  scene.say(BodyKept{digest, parsed.text, scene.page.attachment_text});
  scene.page.attachment_text = digest;
  if (is_first || !before) return Novelty::some;
  const auto change = attachment_change(scene.page.list_title, *before, parsed.text);
  if (!change) return Novelty::none;
  amend_by_attachment(scene, *change);
  return Novelty::some;
}

}  // namespace gazetted::monitor
