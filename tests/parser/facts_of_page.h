#pragma once
// One fact of a document as a word, so that tables of pages can say what each states.

#include <string>
#include <string_view>

#include "core/document.h"

namespace gazetted::parser {

inline std::string shown(const std::optional<std::string>& text) { return text.value_or("null"); }
inline std::string shown(const std::optional<Date>& date) { return date ? date->iso() : "null"; }
inline std::string shown(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& each : all) out += (out.empty() ? "" : "; ") + each;
  return out.empty() ? "null" : out;
}
inline std::string shown(const std::vector<Citation>& all) {
  std::string out;
  for (const auto& each : all)
    out += (out.empty() ? "" : "; ") + each.doc_number.value_or("-") + ' ' + each.title.value_or("-") + ' ' +
           std::string(to_string(each.relation));
  return out.empty() ? "null" : out;
}

/// `name` as the document's JSON calls it.
inline std::string fact(const Document& document, std::string_view name) {
  if (name == "kind") return std::string(to_string(document.kind));
  if (name == "title") return shown(document.title);
  if (name == "issuers") return shown(document.issuers);
  if (name == "doc_number") return shown(document.doc_number);
  if (name == "index_number") return shown(document.index_number);
  if (name == "genre") return shown(document.genre);
  if (name == "region") return shown(document.region);
  if (name == "subjects") return shown(document.subjects);
  if (name == "keywords") return shown(document.keywords);
  if (name == "signed") return shown(document.signed_on);
  if (name == "published") return shown(document.published);
  if (name == "effective")
    return document.effective_on_publication ? "on publication" : shown(document.effective);
  if (name == "expires") return shown(document.expires);
  if (name == "validity") return shown(document.validity);
  if (name == "dates.meta") return shown(document.dates.meta);
  if (name == "dates.url") return shown(document.dates.url);
  if (name == "dates.displayed") return shown(document.dates.displayed);
  if (name == "dates.published") return shown(document.dates.published);
  if (name == "original_source") return shown(document.original_source);
  if (name == "original_url") return document.original_url ? document.original_url->str() : "null";
  if (name == "is_draft") return document.is_draft ? "true" : "false";
  if (name == "cites") return shown(document.cites);
  if (name == "repaired") return shown(document.repaired);
  if (name == "language") return document.language;
  if (name == "text") return document.text;
  return "no such fact";
}

}  // namespace gazetted::parser
