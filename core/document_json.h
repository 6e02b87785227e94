#pragma once
// A document as JSON (docs/manual.md): what `fetch` and `show` print and what the store keeps.

#include <nlohmann/json.hpp>

#include "core/document.h"

namespace gazetted {

/// Keys keep the order in which they are inserted, so that output reads as the manual shows it.
using Json = nlohmann::ordered_json;

/// The fields of the document itself; `text` included, page-level keys (url, source …) not.
[[nodiscard]] Json to_json(const Document& document);
/// The inverse. Throws nlohmann::json::exception on what to_json never wrote.
[[nodiscard]] Document document_from_json(const Json& json);

[[nodiscard]] Json to_json(const Citation& citation);
[[nodiscard]] Json to_json(const Attachment& attachment);
[[nodiscard]] Json to_json(const ListItem& item);

/// null for nothing.
template <class T>
[[nodiscard]] Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
[[nodiscard]] inline Json or_null(const std::optional<Date>& value) {
  return value ? Json(value->iso()) : Json(nullptr);
}
[[nodiscard]] inline Json or_null(const std::optional<Url>& value) {
  return value ? Json(value->str()) : Json(nullptr);
}
[[nodiscard]] inline Json or_null(const std::optional<Digest>& value) {
  return value ? Json(value->hex()) : Json(nullptr);
}

}  // namespace gazetted
