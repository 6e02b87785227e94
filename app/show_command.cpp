// One policy: its words at a version or time, its history, and what changed.

#include <algorithm>
#include <set>
#include <tuple>

#include "app/change_view.h"
#include "app/commands.h"
#include "app/policy_lookup.h"
#include "app/session.h"
#include "core/clock.h"
#include "monitor/change.h"
#include "monitor/event_data.h"
#include "monitor/status.h"
#include "monitor/topics.h"

namespace gazetted::app {
namespace {

monitor::Store open_for_reading(const ConfigOption& config) {
  return open_store(load_configuration(config), monitor::StoreOptions::Access::read_only);
}

/// The version asked for; the newest where none is.
const monitor::VersionRecord& chosen(const std::vector<monitor::VersionRecord>& versions,
                                     const ShowArguments& arguments) {
  if (versions.empty()) throw Exit{exit_partly, arguments.policy + ": no version of it is stored"};
  if (arguments.version) {
    const auto found = std::find_if(versions.begin(), versions.end(), [&](const auto& version) {
      return version.number == *arguments.version;
    });
    if (found == versions.end())
      throw Exit{exit_partly, arguments.policy + ": there is no version " +
                                  std::to_string(*arguments.version) + "; the newest is " +
                                  std::to_string(versions.back().number)};
    return *found;
  }
  if (!arguments.at) return versions.back();
  const auto later = std::find_if(versions.begin(), versions.end(),
                                  [&](const auto& version) { return version.captured_at > *arguments.at; });
  if (later == versions.begin())
    throw Exit{exit_partly, arguments.policy + ": first seen at " + to_rfc3339(versions.front().captured_at) +
                                ", after the time asked for"};
  return *std::prev(later);
}

/// The version's words with what is known of the policy from elsewhere: a number learned from a
/// citation, a date from the list.
Document completed(Document document, const Document& known) {
  const auto fill = [](auto& field, const auto& from) {
    if (!field) field = from;
  };
  fill(document.title, known.title);
  fill(document.described, known.described);
  fill(document.doc_number, known.doc_number);
  fill(document.region, known.region);
  fill(document.genre, known.genre);
  fill(document.signed_on, known.signed_on);
  fill(document.published, known.published);
  if (document.issuers.empty()) document.issuers = known.issuers;
  return document;
}

void complete_attachments(const monitor::View& view, Document& document) {
  for (auto& attachment : document.attachments) {
    const auto page = attachment.url.empty() ? std::nullopt : view.page(attachment.url.canonical());
    if (!page || !page->attachment) continue;
    const std::string title = attachment.title;
    attachment = *page->attachment;
    if (!title.empty()) attachment.title = title;
  }
}

/// A policy's words at one of its pages, as they were last seen.
struct Copy {
  const monitor::Place& place;
  monitor::VersionRecord version;
};

std::vector<Copy> copies_of(const monitor::View& view, const monitor::PolicyRecord& policy) {
  std::vector<Copy> copies;
  for (const auto& place : policy.places)
    if (auto versions = versions_at(view, policy, place); !versions.empty())
      copies.push_back({place, std::move(versions.back())});
  return copies;
}

/// Paragraphs that stand twice: a slip of whoever copied.
std::size_t repeated_paragraphs(const std::string& text) {
  constexpr std::size_t shortest = 60;  // bytes
  std::set<std::string_view> seen;
  std::size_t repeated = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.size() >= shortest && !seen.insert(line).second) ++repeated;
  }
  return repeated;
}

/// The copy to measure others by: present, with no paragraph twice, and as most others have it; of equals
/// the first that was found.
const Copy& best_of(const std::vector<Copy>& copies) {
  const auto rank = [&](const Copy& copy) {
    const auto& text = copy.version.document.text;
    const auto alike =
        std::ranges::count_if(copies, [&](const Copy& other) { return other.version.document.text == text; });
    return std::tuple(copy.place.present, -static_cast<std::ptrdiff_t>(repeated_paragraphs(text)), alike);
  };
  const Copy* best = &copies.front();
  for (const auto& copy : copies)
    if (rank(copy) > rank(*best)) best = &copy;
  return *best;
}

std::optional<monitor::Change> difference_of(const Copy& copy, const Copy& best) {
  if (&copy == &best || copy.version.document.text == best.version.document.text) return std::nullopt;
  auto words = best.version.document;  // of the words alone: each page states what it will
  words.text = copy.version.document.text;
  return monitor::change_between(best.version.document, words);
}

Json show_json(const monitor::View& view, const monitor::PolicyRecord& policy,
               const monitor::VersionRecord& version, const Document& document) {
  const auto page = view.page(version.page);
  Json json = {{"id", policy.id.str()},
               {"status", monitor::status_of(policy, day_of(SystemClock().now(), china_offset))}};
  const Provenance provenance{version.page.str(), page ? page->final_url.str() : "", "",
                              page ? page->source.str() : ""};
  json.update(document_json(document, provenance));
  Json pages = Json::array();
  const auto copies = copies_of(view, policy);
  const Copy* const best = copies.empty() ? nullptr : &best_of(copies);
  for (const auto& place : policy.places) {
    const auto copy = std::ranges::find(copies, &place, [](const Copy& each) { return &each.place; });
    const auto difference = copy == copies.end() ? std::nullopt : difference_of(*copy, *best);
    pages.push_back({{"url", place.page.str()},
                     {"part", place.part},
                     {"present", place.present},
                     {"best", best != nullptr && &best->place == &place},
                     {"difference", difference ? monitor::to_json(*difference) : Json(nullptr)}});
  }
  Json affected = Json::array();
  for (const auto& entry : policy.affected)
    affected.push_back({{"relation", to_string(entry.relation)}, {"policy", entry.by.str()}});
  if (!document.title) json["described"] = or_null(document.described);
  json["topics"] = policy.topics;
  json["pages"] = std::move(pages);
  json["affected_by"] = std::move(affected);
  json["version"] = {{"number", version.number},
                     {"sha256", version.text_sha256.hex()},
                     {"captured_at", to_rfc3339(version.captured_at)}};
  return json;
}

}  // namespace

int show(const ConfigOption& config, const ShowArguments& arguments) {
  const auto configuration = load_configuration(config);
  const auto store = open_store(configuration, monitor::StoreOptions::Access::read_only);
  store.read([&](const monitor::View& view) {
    auto policy = require_policy(view, arguments.policy);
    policy.topics = monitor::current_topics(view, policy, configuration.topics);
    const auto versions = versions_of(view, policy);
    const auto& version = chosen(versions, arguments);
    auto document = completed(version.document, policy.document);
    complete_attachments(view, document);
    if (arguments.format == Format::text)
      print_text(text_of(document));
    else if (arguments.format == Format::markdown)
      print_text(markdown_of(document));
    else
      print_line(show_json(view, policy, version, document));
  });
  return exit_done;
}

namespace {

/// What the page changed; of a version that other rules read out of the same bytes that it is one.
Json summary_of(const monitor::VersionRecord& version, const std::optional<monitor::Change>& change) {
  if (!change) return version.reread ? Json("re-read by other rules") : Json(nullptr);
  return version.reread ? "re-read by other rules: " + change->summary : change->summary;
}

}  // namespace

int history(const ConfigOption& config, const std::string& text) {
  const auto store = open_for_reading(config);
  store.read([&](const monitor::View& view) {
    const auto policy = require_policy(view, text);
    for (const auto& place : policy.places) {
      const monitor::VersionRecord* previous = nullptr;
      const auto versions = versions_at(view, policy, place);
      for (const auto& version : versions) {
        const auto change = previous == nullptr
                                ? std::nullopt
                                : monitor::change_between(previous->document, version.document);
        print_line({{"page", place.page.str()},
                    {"part", place.part},
                    {"present", place.present},
                    {"version", version.number},
                    {"captured_at", to_rfc3339(version.captured_at)},
                    {"sha256", version.text_sha256.hex()},
                    {"reread", version.reread},
                    {"significance", change && !version.reread ? Json(change->significance) : Json(nullptr)},
                    {"summary", summary_of(version, change)}});
        previous = &version;
      }
    }
  });
  return exit_done;
}

int diff(const ConfigOption& config, const DiffArguments& arguments) {
  const auto store = open_for_reading(config);
  store.read([&](const monitor::View& view) {
    const auto policy = require_policy(view, arguments.policy);
    const auto versions = versions_of(view, policy);
    if (versions.size() < 2 && !arguments.from)
      throw Exit{exit_partly, arguments.policy + ": only one version is stored; there is nothing to compare"};
    ShowArguments older;
    ShowArguments newer;
    older.policy = newer.policy = arguments.policy;
    // What other rules read out of the same bytes is no change, unless it is asked for.
    auto last = std::find_if(versions.rbegin(), versions.rend() - 1, [](const auto& v) { return !v.reread; });
    if (last == versions.rend() - 1) last = versions.rbegin();
    older.version = arguments.from ? arguments.from : std::optional(std::next(last)->number);
    newer.version = arguments.from ? arguments.to : std::optional(last->number);
    const auto change =
        monitor::change_between(chosen(versions, older).document, chosen(versions, newer).document);
    if (arguments.format == Format::json) {
      print_line(change ? monitor::to_json(*change) : Json(nullptr));
      return;
    }
    if (!change) return complain("the two versions do not differ in anything that counts");
    const std::string title = display_title(policy);
    print_text(arguments.format == Format::html
                   ? change_html(*change, title)
                   : change_text(*change, title, on_terminal() ? Marks::colour : Marks::brackets));
  });
  return exit_done;
}

}  // namespace gazetted::app
