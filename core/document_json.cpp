#include "core/document_json.h"

namespace gazetted {
namespace {

/// What `effective` says where a text takes effect with its publication and no page states the day.
constexpr const char* on_publication = "on publication";

std::optional<std::string> text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<Date> date_at(const Json& json, const char* key) {
  const auto text = text_at(json, key);
  return text ? Date::parse_iso(*text) : std::nullopt;
}

std::optional<std::uint64_t> count_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<std::uint64_t>();
}

Url url_or_empty(const std::optional<std::string>& text) {
  return text ? Url::parse(*text).value_or(Url{}) : Url{};
}

Json effective_of(const Document& document) {
  if (const auto day = day_of_effect(document)) return day->iso();
  if (!document.effective_on_publication) return nullptr;
  return on_publication;
}

Citation citation_from_json(const Json& json) {
  return {text_at(json, "doc_number"), text_at(json, "title"),
          parse_relation(json.at("relation").get<std::string>()).value_or(Relation::cites)};
}

Attachment attachment_from_json(const Json& json) {
  Attachment attachment;
  attachment.url = url_or_empty(text_at(json, "url"));
  attachment.title = text_at(json, "title").value_or("");
  attachment.media_type = text_at(json, "media_type");
  attachment.bytes = count_at(json, "bytes");
  if (const auto hex = text_at(json, "sha256")) attachment.sha256 = Digest::parse_hex(*hex);
  attachment.text_chars = count_at(json, "text_chars");
  attachment.error = text_at(json, "error");
  return attachment;
}

}  // namespace

Json to_json(const Citation& citation) {
  return {{"doc_number", or_null(citation.doc_number)},
          {"title", or_null(citation.title)},
          {"relation", to_string(citation.relation)}};
}

Json to_json(const Attachment& attachment) {
  return {{"url", attachment.url.empty() ? Json(nullptr) : Json(attachment.url.str())},
          {"title", attachment.title},
          {"media_type", or_null(attachment.media_type)},
          {"bytes", or_null(attachment.bytes)},
          {"sha256", or_null(attachment.sha256)},
          {"text_chars", or_null(attachment.text_chars)},
          {"error", or_null(attachment.error)}};
}

Json to_json(const ListItem& item) {
  return {
      {"url", item.url.str()}, {"title", item.title}, {"date", or_null(item.date)}, {"pinned", item.pinned}};
}

Json to_json(const Document& document) {
  Json cites = Json::array();
  for (const auto& citation : document.cites) cites.push_back(to_json(citation));
  Json attachments = Json::array();
  for (const auto& attachment : document.attachments) attachments.push_back(to_json(attachment));
  const auto& dates = document.dates;
  return {{"kind", to_string(document.kind)},
          {"part", document.part},
          {"title", or_null(document.title)},
          {"described", or_null(document.described)},
          {"issuers", document.issuers},
          {"doc_number", or_null(document.doc_number)},
          {"index_number", or_null(document.index_number)},
          {"genre", or_null(document.genre)},
          {"region", or_null(document.region)},
          {"subjects", document.subjects},
          {"keywords", document.keywords},
          {"signed", or_null(document.signed_on)},
          {"published", or_null(document.published)},
          {"effective", effective_of(document)},
          {"effective_on_publication", document.effective_on_publication},
          {"expires", or_null(document.expires)},
          {"validity", or_null(document.validity)},
          {"dates",
           {{"url", or_null(dates.url)},
            {"list", or_null(dates.list)},
            {"meta", or_null(dates.meta)},
            {"displayed", or_null(dates.displayed)},
            {"signed", or_null(dates.signed_on)},
            {"published", or_null(dates.published)}}},
          {"original_source", or_null(document.original_source)},
          {"original_url", or_null(document.original_url)},
          {"is_draft", document.is_draft},
          {"cites", std::move(cites)},
          {"attachments", std::move(attachments)},
          {"repaired", document.repaired},
          {"text", document.text},
          {"language", document.language}};
}

Document document_from_json(const Json& json) {
  Document document;
  document.kind = parse_document_kind(json.at("kind").get<std::string>()).value_or(DocumentKind::other);
  document.part = json.at("part").get<int>();
  document.title = text_at(json, "title");
  document.described = text_at(json, "described");
  document.issuers = json.at("issuers").get<std::vector<std::string>>();
  document.doc_number = text_at(json, "doc_number");
  document.index_number = text_at(json, "index_number");
  document.genre = text_at(json, "genre");
  document.region = text_at(json, "region");
  document.subjects = json.at("subjects").get<std::vector<std::string>>();
  document.keywords = json.at("keywords").get<std::vector<std::string>>();
  document.signed_on = date_at(json, "signed");
  document.published = date_at(json, "published");
  document.effective_on_publication = json.value("effective_on_publication", false);
  // A day taken over from that of publication or signing is derived again, not stored as stated.
  if (const auto stated = date_at(json, "effective"); stated != day_of_effect(document))
    document.effective = stated;
  document.expires = date_at(json, "expires");
  document.validity = text_at(json, "validity");
  const auto& dates = json.at("dates");
  document.dates = {date_at(dates, "url"),       date_at(dates, "list"),   date_at(dates, "meta"),
                    date_at(dates, "displayed"), date_at(dates, "signed"), date_at(dates, "published")};
  document.original_source = text_at(json, "original_source");
  if (const auto url = text_at(json, "original_url")) document.original_url = url_or_empty(url);
  document.is_draft = json.at("is_draft").get<bool>();
  for (const auto& citation : json.at("cites")) document.cites.push_back(citation_from_json(citation));
  for (const auto& attachment : json.at("attachments"))
    document.attachments.push_back(attachment_from_json(attachment));
  document.repaired = json.at("repaired").get<std::vector<std::string>>();
  document.text = json.at("text").get<std::string>();
  document.language = json.at("language").get<std::string>();
  return document;
}

}  // namespace gazetted
