// The policies known, by region, issuer, topic, date, status and words.

#include <algorithm>

#include "app/commands.h"
#include "app/policy_lookup.h"
#include "app/session.h"
#include "core/clock.h"
#include "monitor/event_data.h"
#include "monitor/fold.h"
#include "monitor/status.h"
#include "monitor/topics.h"

namespace gazetted::app {
namespace {

bool contains_folded(std::string_view text, const std::string& folded_part) {
  return monitor::fold(text).find(folded_part) != std::string::npos;
}

std::optional<Date> day_of_record(const Document& document) {
  return document.published ? document.published : document.signed_on;
}

bool matches_words(const monitor::View& view, const monitor::PolicyRecord& policy, const std::string& words) {
  const std::string folded = monitor::fold(words);
  const auto& document = policy.document;
  if (document.title && contains_folded(*document.title, folded)) return true;
  if (document.doc_number && contains_folded(*document.doc_number, folded)) return true;
  const auto versions = versions_of(view, policy);
  return !versions.empty() && contains_folded(versions.back().document.text, folded);
}

/// Its topics aside.
bool matches(const monitor::View& view, const monitor::PolicyRecord& policy,
             const PoliciesArguments& arguments) {
  const auto& document = policy.document;
  if (policy.kind != DocumentKind::policy || policy.joined_into) return false;
  if (!arguments.region.empty() && !(document.region && is_in_region(*document.region, arguments.region)))
    return false;
  if (!arguments.issuer.empty() &&
      std::none_of(document.issuers.begin(), document.issuers.end(), [&](const std::string& issuer) {
        return issuer.find(arguments.issuer) != std::string::npos;
      }))
    return false;
  if (arguments.since && !(day_of_record(document) && *day_of_record(document) >= *arguments.since))
    return false;
  if (arguments.in_force) {
    const auto status = monitor::status_of(policy, *arguments.in_force);
    if (status != "in_force" && status != "amended") return false;
  }
  return arguments.match.empty() || matches_words(view, policy, arguments.match);
}

Json listed(const monitor::PolicyRecord& policy, Date today) {
  Json json = monitor::policy_json(policy, today);
  if (!policy.document.title) json["described"] = or_null(policy.document.described);
  Json pages = Json::array();
  for (const auto& place : policy.places)
    if (place.present) pages.push_back(place.page.str());
  json["pages"] = std::move(pages);
  return json;
}

}  // namespace

bool is_in_region(std::string_view code, std::string_view region) {
  while (region.size() > 2 && region.ends_with("00")) region.remove_suffix(2);
  return code.substr(0, region.size()) == region;
}

int policies(const ConfigOption& config, const PoliciesArguments& arguments) {
  const auto configuration = load_configuration(config);
  const auto store = open_store(configuration, monitor::StoreOptions::Access::read_only);
  const Date today = day_of(SystemClock().now(), china_offset);
  std::vector<monitor::PolicyRecord> found;
  store.read([&](const monitor::View& view) {
    view.each_policy([&](monitor::PolicyRecord policy) {
      if (!matches(view, policy, arguments)) return monitor::View::Walk::on;
      // As they are configured now: a topic that is new finds what was read before it.
      policy.topics = monitor::current_topics(view, policy, configuration.topics);
      if (arguments.topic.empty() || std::ranges::find(policy.topics, arguments.topic) != policy.topics.end())
        found.push_back(std::move(policy));
      return monitor::View::Walk::on;
    });
  });
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return day_of_record(a.document) > day_of_record(b.document);
  });
  if (!on_terminal()) {
    for (const auto& policy : found) print_line(listed(policy, today));
    return exit_done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& policy : found) {
    const auto day = day_of_record(policy.document);
    rows.push_back({policy.id.str(), day ? day->iso() : "", std::string(monitor::status_of(policy, today)),
                    policy.document.doc_number.value_or(""), display_title(policy)});
  }
  print_text(table(rows));
  return exit_done;
}

}  // namespace gazetted::app
