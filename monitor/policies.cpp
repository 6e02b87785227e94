#include "monitor/policies.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "core/digest.h"
#include "monitor/diff.h"
#include "monitor/fingerprint.h"
#include "monitor/fold.h"
#include "monitor/keys.h"
#include "monitor/relations.h"
#include "monitor/status.h"
#include "monitor/topics.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t title_prefix = std::string_view("title:").size();

std::optional<std::string> number_of(const View& view, const Document& document) {
  if (document.doc_number) return document.doc_number;
  if (!document.title || !is_telling_title(*document.title)) return std::nullopt;
  return view.learned_number(title_key(*document.title));
}

/// The key of the number that `document` has or is known by.
std::optional<std::string> key_of_number(const View& view, const Document& document) {
  Document numbered;
  numbered.issuers = document.issuers;
  numbered.doc_number = number_of(view, document);
  return number_key(numbered);
}

bool contradict(const std::optional<std::string>& a, const std::optional<std::string>& b) {
  return a && b && *a != *b;
}

/// 财政部, 国家发展改革委: its texts hold everywhere, on whichever site they are reprinted.
bool is_of_the_state(std::string_view issuer) {
  for (const std::string_view begin :
       {"国务院", "国家", "中华人民共和国", "中共中央", "中央", "全国", "最高人民"})
    if (issuer.starts_with(begin)) return true;
  for (const std::string_view place : {"省", "市", "县", "区", "州", "旗", "盟"})
    if (issuer.find(place) != issuer.npos) return false;
  for (const std::string_view end : {"部", "总署", "总局", "审计署", "中国人民银行", "证监会"})
    if (issuer.ends_with(end)) return true;
  return false;
}

std::vector<std::string> names_of(const PolicyRecord& policy) {
  std::vector<std::string> names;
  const Document& document = policy.document;
  if (auto number = number_key(document)) names.push_back(*std::move(number));
  if (auto statement = statement_key(document)) names.push_back(std::move(*statement));
  if (document.title && is_telling_title(*document.title)) names.push_back(title_key(*document.title));
  if (document.is_draft && document.title)
    if (auto draft = draft_key(*document.title)) names.push_back(*std::move(draft));
  return names;
}

template <class T>
void update(std::optional<T>& known, const std::optional<T>& stated, bool replace) {
  if (stated && (replace || !known)) known = stated;
}

template <class T>
void update(std::vector<T>& known, const std::vector<T>& stated, bool replace) {
  if (!stated.empty() && (replace || known.empty())) known = stated;
}

bool is_first_present_place(const PolicyRecord& policy, const Url& page) {
  const auto first = std::find_if(policy.places.begin(), policy.places.end(),
                                  [](const Place& place) { return place.present; });
  return first == policy.places.end() || first->page == page;
}

/// `number` was learned for the title of `policy`, which had none.
void give_number(const Scene& scene, PolicyRecord policy, const std::string& number) {
  Document numbered = policy.document;
  numbered.doc_number = number;
  const auto key = number_key(numbered);
  if (const auto owner = key ? scene.view().named(*key) : std::nullopt; owner && *owner != policy.id) {
    auto other = scene.view().policy(*owner);
    if (!other || other->id == policy.id) return;
    if (other->document.title && title_key(*other->document.title) != title_key(*policy.document.title))
      return;
    join(scene, std::move(*other), std::move(policy));
    return;
  }
  policy.document.doc_number = number;
  keep(scene, policy);
  bind_waiting(scene, policy.id);
}

/// Whether nothing that is stated speaks against two documents being one.
bool may_be_one(const Document& known, const Document& document) {
  if (contradict(number_key(known), number_key(document)) || known.is_draft != document.is_draft)
    return false;
  if (known.signed_on && document.signed_on && *known.signed_on != *document.signed_on) return false;
  return known.issuers.empty() || document.issuers.empty() ||
         std::ranges::any_of(known.issuers, [&](const std::string& issuer) {
           return std::ranges::any_of(document.issuers,
                                      [&](const std::string& other) { return fold(issuer) == fold(other); });
         });
}

/// Whether `longer` is the title of what carries `title`: 关于印发 X 的通知, and X.
bool carries(std::string_view longer, std::string_view title) {
  constexpr std::array<std::string_view, 5> carriers = {"印发", "公布", "发布", "转发", "颁布"};
  const auto at = is_telling_title(title) ? longer.find(title) : std::string_view::npos;
  return at != std::string_view::npos && std::ranges::any_of(carriers, [&](std::string_view carrier) {
           return longer.substr(0, at).find(carrier) != std::string_view::npos;
         });
}

constexpr double same_words = 1;

/// How much of the words must be the same, by how much the titles are.
double words_wanted(const Document& known, const Document& document) {
  constexpr double of_same_title = 0.8;
  constexpr double of_carried_title = 0.9;
  if (!known.title || !document.title) return of_carried_title;
  const auto one = title_key(*known.title);
  const auto other = title_key(*document.title);
  if (one == other) return of_same_title;
  const bool is_carried = carries(one, std::string_view(other).substr(title_prefix)) ||
                          carries(other, std::string_view(one).substr(title_prefix));
  return is_carried ? of_carried_title : same_words;
}

bool has_words(const View& view, const PolicyRecord& policy, const Document& document) {
  const auto wanted = words_wanted(policy.document, document);
  return std::ranges::any_of(policy.places, [&](const Place& place) {
    const auto page = view.page(place.page);
    if (!page) return false;
    const auto part = std::ranges::find(page->parts, place.part, &PagePart::part);
    if (part == page->parts.end() || part->versions == 0) return false;
    const auto version = view.version(place.page, place.part, part->versions);
    return version && (version->document.text == document.text ||
                       similarity(version->document.text, document.text) >= wanted);
  });
}

/// A site that was redesigned may state less of a document than before, another that prints it again may
/// misprint it; neither writes it anew.
std::optional<PolicyRecord> identify_by_words(const View& view, const Document& document,
                                              const Prepared& prepared) {
  constexpr std::size_t enough_words = 300;  // bytes; shorter ones resemble each other
  if (document.kind != DocumentKind::policy || document.text.size() < enough_words) return std::nullopt;
  constexpr unsigned all = std::tuple_size_v<Fingerprint>;
  std::vector<View::Alike> candidates;
  if (document.title && is_telling_title(*document.title))
    if (auto id = view.named(title_key(*document.title))) candidates.push_back({*std::move(id), all});
  if (const auto print = prepared.fingerprint(Digest::of(document.text), document.text))
    for (auto& alike : view.alike(*print)) candidates.push_back(std::move(alike));
  std::set<PolicyId> asked;
  for (const auto& [id, bands] : candidates) {
    if (!asked.insert(id).second) continue;
    auto policy = view.policy(id);
    // What must be the same to the word has the same fingerprint.
    if (policy && bands < all && words_wanted(policy->document, document) == same_words) continue;
    if (policy && policy->kind == DocumentKind::policy && may_be_one(policy->document, document) &&
        has_words(view, *policy, document))
      return policy;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PolicyRecord> identify(const View& view, const Document& document, const Prepared& prepared) {
  const auto number = key_of_number(view, document);
  if (number)
    if (const auto id = view.named(*number)) return view.policy(*id);
  const auto statement = statement_key(document);
  const auto id = statement ? view.named(*statement) : std::nullopt;
  if (!id) return identify_by_words(view, document, prepared);
  auto policy = view.policy(*id);
  if (policy && contradict(number_key(policy->document), number)) return std::nullopt;
  return policy;
}

void bind_words(const Scene& scene, const PolicyRecord& policy, const Document& document) {
  if (policy.kind != DocumentKind::policy) return;
  const auto print = scene.prepared.fingerprint(Digest::of(document.text), document.text);
  if (print) scene.say(WordsBound{*print, policy.id});
}

bool is_same_document(const Document& before, const Document& after) {
  // A corrected number leaves the text as it was; another document does not.
  constexpr double corrected = 0.8;
  constexpr double reworded = 0.5;
  if (contradict(number_key(before), number_key(after)))
    return similarity(before.text, after.text) >= corrected;
  if (before.doc_number && after.doc_number) return true;
  if (before.title && after.title && title_key(*before.title) == title_key(*after.title)) return true;
  return similarity(before.text, after.text) >= reworded;
}

PolicyRecord new_policy(const Scene& scene, const Document& document) {
  auto key = key_of_number(scene.view(), document);
  if (!key) key = statement_key(document);
  if (!key) key = place_key(scene.page.url, document.part);
  PolicyRecord policy;
  // The same key can come again: a page that turned into another policy keeps its place.
  for (std::string salted = *key;; salted += '+') {
    policy.id = PolicyId("p" + Digest::of(salted).hex().substr(0, 20));
    if (!scene.view().policy(policy.id)) break;
  }
  policy.kind = document.kind;
  policy.first_seen = scene.now;
  return policy;
}

void take_over(const Scene& scene, PolicyRecord& policy, const Document& document) {
  const bool replace = is_first_present_place(policy, scene.page.url);
  Document& known = policy.document;
  if (replace) {
    known.part = document.part;
    known.is_draft = document.is_draft;
    known.comments_until = document.comments_until;
    known.effective_on_publication = document.effective_on_publication || known.effective_on_publication;
    known.language = document.language;
    known.repaired = document.repaired;
    known.cites = document.cites;
    known.attachments = document.attachments;
    policy.topics = topics_of(document, scene.topics);
    if (policy.kind == DocumentKind::other) policy.kind = document.kind;
    known.kind = policy.kind;
  }
  update(known.title, document.title, replace);
  update(known.described, document.described, replace);
  update(known.issuers, document.issuers, replace);
  update(known.doc_number, document.doc_number, replace);
  if (!known.doc_number) known.doc_number = number_of(scene.view(), document);
  update(known.index_number, document.index_number, replace);
  update(known.genre, document.genre, replace);
  update(known.region, document.region, replace);
  // What a place's own site carries is the place's, unless it says that it is not.
  if (!known.region && !scene.source.region.empty() &&
      (known.issuers.empty() || !is_of_the_state(known.issuers.front())))
    known.region = scene.source.region;
  update(known.subjects, document.subjects, replace);
  update(known.keywords, document.keywords, replace);
  update(known.signed_on, document.signed_on, replace);
  // The day of publication is the page's: a later copy, or a page generated anew, does not move it.
  update(known.published, document.published, false);
  update(known.effective, document.effective, replace);
  update(known.expires, document.expires, replace);
  update(known.validity, document.validity, replace);
  update(known.original_source, document.original_source, replace);
  update(known.original_url, document.original_url, replace);
  if (!known.published) known.published = scene.page.list_date;
}

void keep(const Scene& scene, PolicyRecord& policy) {
  policy.document.text.clear();
  for (auto& name : names_of(policy)) {
    const auto owner = scene.view().named(name);
    // A title alone may belong to several documents: the first keeps it.
    if (!owner) scene.say(NameBound{name, policy.id});
    if ((!owner || *owner == policy.id) &&
        std::find(policy.names.begin(), policy.names.end(), name) == policy.names.end())
      policy.names.push_back(std::move(name));
  }
  scene.say(PolicyPut{policy});
  const auto pending = scene.view().due_dates(scene.today);
  const auto dates = due_dates_of(policy);
  scene.say(DueDatesSet{policy.id, dates});
  // A day already past when it became known makes a status, not an event (ARCHITECTURE.md).
  for (const auto& date : dates)
    if (date.day <= scene.today && std::find(pending.begin(), pending.end(), date) == pending.end())
      scene.say(DueDateDone{date});
}

Place& place_at(PolicyRecord& policy, const Url& page, int part, Timestamp since) {
  const auto known = std::find_if(policy.places.begin(), policy.places.end(), [&](const Place& place) {
    return place.page == page && place.part == part;
  });
  if (known != policy.places.end()) return *known;
  Place place;
  place.page = page;
  place.part = part;
  place.since = since;
  policy.places.push_back(std::move(place));
  return policy.places.back();
}

PolicyRecord join(const Scene& scene, PolicyRecord one, PolicyRecord other) {
  const bool in_order = one.first_seen <= other.first_seen;
  PolicyRecord& older = in_order ? one : other;
  PolicyRecord& younger = in_order ? other : one;
  for (const auto& place : younger.places)
    if (std::none_of(older.places.begin(), older.places.end(), [&](const Place& known) {
          return known.page == place.page && known.part == place.part;
        }))
      older.places.push_back(place);
  for (const auto& affected : younger.affected)
    if (std::find(older.affected.begin(), older.affected.end(), affected) == older.affected.end())
      older.affected.push_back(affected);
  const Document& stated = younger.document;
  update(older.document.doc_number, stated.doc_number, false);
  update(older.document.title, stated.title, false);
  update(older.document.issuers, stated.issuers, false);
  update(older.document.signed_on, stated.signed_on, false);
  update(older.document.published, stated.published, false);
  update(older.document.effective, stated.effective, false);
  update(older.document.expires, stated.expires, false);
  older.told = older.told || younger.told;
  younger.joined_into = older.id;
  scene.say(PolicyPut{younger});
  scene.say(DueDatesSet{younger.id, {}});
  for (const auto& name : younger.names) scene.say(NameBound{name, older.id});
  keep(scene, older);
  bind_waiting(scene, older.id);
  return older;
}

void learn_numbers(const Scene& scene, const PolicyRecord& citing, const Document& document) {
  for (const auto& citation : document.cites) {
    if (!citation.title || !citation.doc_number || !is_telling_title(*citation.title)) continue;
    const auto key = title_key(*citation.title);
    if (!scene.view().learned_number(key)) scene.say(NumberLearned{key, *citation.doc_number});
    const auto id = scene.view().named(key);
    if (!id || *id == citing.id) continue;
    auto policy = scene.view().policy(*id);
    if (policy && !policy->document.doc_number) give_number(scene, std::move(*policy), *citation.doc_number);
  }
}

}  // namespace gazetted::monitor
