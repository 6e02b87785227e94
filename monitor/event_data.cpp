#include "monitor/event_data.h"

#include "monitor/status.h"

namespace gazetted::monitor {
namespace {

Json page_json(const PageRecord* page, const PolicyRecord& policy) {
  if (page == nullptr) {
    if (policy.places.empty()) return nullptr;
    return {{"url", policy.places.front().page.str()}, {"title", or_null(policy.document.title)}};
  }
  const auto title = page->list_title.empty() ? policy.document.title : std::optional(page->list_title);
  return {{"url", page->url.str()}, {"title", or_null(title)}};
}

Json version_json(const VersionRecord* version) {
  if (version == nullptr) return nullptr;
  return {{"number", version->number},
          {"sha256", version->text_sha256.hex()},
          {"captured_at", to_rfc3339(version->captured_at)}};
}

Json previous_json(const VersionRecord* version) {
  if (version == nullptr) return nullptr;
  return {{"number", version->number}, {"sha256", version->text_sha256.hex()}};
}

}  // namespace

Json policy_json(const PolicyRecord& policy, Date today) {
  const Document& document = policy.document;
  return {{"id", policy.id.str()},
          {"title", or_null(document.title)},
          {"issuers", document.issuers},
          {"doc_number", or_null(document.doc_number)},
          {"region", or_null(document.region)},
          {"genre", or_null(document.genre)},
          {"signed", or_null(document.signed_on)},
          {"published", or_null(document.published)},
          {"effective", or_null(day_of_effect(document))},
          {"expires", or_null(last_day(policy))},
          {"status", status_of(policy, today)},
          {"topics", policy.topics}};
}

Event make_event(const PolicyEvent& event, const EventContext& context) {
  Json related = nullptr;
  if (event.related)
    related = {{"relation", to_string(event.related->relation)}, {"policy", event.related->by.str()}};
  const Json data = {{"policy", policy_json(event.policy, context.today)},
                     {"page", page_json(event.page, event.policy)},
                     {"version", version_json(event.version)},
                     {"previous", previous_json(event.previous)},
                     {"change", event.change == nullptr ? Json(nullptr) : to_json(*event.change)},
                     {"related", std::move(related)},
                     {"late", event.timing == PolicyEvent::Timing::late}};
  return {event.type,  context.source, event.policy.document.region.value_or(""), event.policy.id.str(),
          context.now, JsonLine(data)};
}

Event make_source_event(const std::string& type, const SourceTrouble& trouble, Timestamp now) {
  const SourceRecord& source = trouble.source;
  Json troubles = Json::array();
  for (const auto& [url, reason] : trouble.reasons) troubles.push_back({{"url", url}, {"reason", reason}});
  const Json data = {
      {"source", source.id.str()},
      {"troubles", std::move(troubles)},
      {"since", trouble.since ? Json(to_rfc3339(*trouble.since)) : Json(nullptr)},
      {"last_success",
       source.last_success == Timestamp{} ? Json(nullptr) : Json(to_rfc3339(source.last_success))}};
  return {type, source.id, "", "", now, JsonLine(data)};
}

}  // namespace gazetted::monitor
