#include "monitor/change.h"

#include <algorithm>
#include <tuple>

#include "monitor/fold.h"

namespace gazetted::monitor {
namespace {

std::string_view op_sign(Span::Op op) {
  switch (op) {
    case Span::Op::equal: return "=";
    case Span::Op::erase: return "-";
    case Span::Op::insert: return "+";
  }
  return "";
}

Json folded(const Json& value) {
  if (value.is_string()) return fold(value.get_ref<const std::string&>());
  if (!value.is_array()) return value;
  Json array = Json::array();
  for (const auto& element : value) array.push_back(folded(element));
  return array;
}

bool is_stated(const Json& value) {
  return !value.is_null() && !(value.is_array() && value.empty()) && !(value.is_string() && value.empty());
}

/// What a page states of its document. The page's own dates (published, displayed, meta) are left
/// out: on some systems they are the time at which the page was generated.
Json stated_fields(const Document& document) {
  return {{"title", or_null(document.title)},      {"doc_number", or_null(document.doc_number)},
          {"issuers", document.issuers},           {"index_number", or_null(document.index_number)},
          {"genre", or_null(document.genre)},      {"subjects", document.subjects},
          {"signed", or_null(document.signed_on)}, {"effective", or_null(document.effective)},
          {"expires", or_null(document.expires)},  {"validity", or_null(document.validity)},
          {"is_draft", document.is_draft}};
}

/// The same, to be compared as it stands.
auto stated(const Document& document) {
  return std::tie(document.title, document.doc_number, document.issuers, document.index_number,
                  document.genre, document.subjects, document.signed_on, document.effective, document.expires,
                  document.validity, document.is_draft);
}

std::vector<FieldChange> field_changes(const Document& before, const Document& after) {
  if (stated(before) == stated(after)) return {};
  std::vector<FieldChange> changes;
  const Json old_fields = stated_fields(before);
  const Json new_fields = stated_fields(after);
  for (const auto& [name, value] : new_fields.items()) {
    const Json& old_value = old_fields.at(name);
    if (!is_stated(value) || folded(value) == folded(old_value)) continue;
    changes.push_back({name, old_value, value});
  }
  return changes;
}

bool is_same_attachment(const Attachment& a, const Attachment& b) {
  return (!a.url.empty() && a.url.canonical() == b.url.canonical()) || fold(a.title) == fold(b.title);
}

std::vector<const Attachment*> missing_from(const std::vector<Attachment>& all,
                                            const std::vector<Attachment>& other) {
  std::vector<const Attachment*> missing;
  for (const auto& attachment : all)
    if (std::none_of(other.begin(), other.end(),
                     [&](const Attachment& candidate) { return is_same_attachment(attachment, candidate); }))
      missing.push_back(&attachment);
  return missing;
}

std::string field_summary(const std::vector<FieldChange>& fields) {
  const auto shown = [](const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string("—") : value.dump();
  };
  std::string summary;
  for (const auto& field : fields) {
    if (!summary.empty()) summary += "; ";
    summary += field.name + ": " + shown(field.before) + " → " + shown(field.after);
  }
  return summary;
}

}  // namespace

std::string_view op_name(Hunk::Op op) {
  switch (op) {
    case Hunk::Op::insert: return "insert";
    case Hunk::Op::erase: return "delete";
    case Hunk::Op::replace: return "replace";
    case Hunk::Op::renumber: return "renumber";
    case Hunk::Op::move: return "move";
  }
  return "";
}

std::optional<Change> change_besides_words(const Document& before, const Document& after) {
  Change change;
  change.fields = field_changes(before, after);
  if (!change.fields.empty()) {
    change.significance = "metadata";
    change.summary = field_summary(change.fields);
    return change;
  }
  const auto added = missing_from(after.attachments, before.attachments);
  const auto removed = missing_from(before.attachments, after.attachments);
  if (added.empty() && removed.empty()) return std::nullopt;
  change.significance = "attachment";
  for (const auto* attachment : added)
    change.summary += (change.summary.empty() ? "+ " : "; + ") + attachment->title;
  for (const auto* attachment : removed)
    change.summary += (change.summary.empty() ? "− " : "; − ") + attachment->title;
  change.fields.push_back({"attachments", Json::array(), Json::array()});
  for (const auto& attachment : before.attachments) change.fields.back().before.push_back(attachment.title);
  for (const auto& attachment : after.attachments) change.fields.back().after.push_back(attachment.title);
  return change;
}

std::optional<Change> change_between(const Document& before, const Document& after, const Difference* known) {
  // A field read out of words that changed is told by the words; one that the words no longer
  // carry is no change at all.
  if (before.text != after.text) {
    auto difference = known != nullptr ? *known : compare(before.text, after.text);
    if (!difference.hunks.empty()) {
      Change change;
      change.fields = field_changes(before, after);
      change.hunks = std::move(difference.hunks);
      const bool words_changed = difference.significance == Significance::substantive;
      change.significance = words_changed ? "substantive" : change.fields.empty() ? "editorial" : "metadata";
      change.summary = std::move(difference.summary);
      return change;
    }
  }
  return change_besides_words(before, after);
}

std::optional<Change> attachment_change(const std::string& title, std::string_view before,
                                        std::string_view after) {
  auto difference = compare(before, after);
  if (difference.hunks.empty()) return std::nullopt;
  Change change;
  change.significance = "attachment";
  change.summary = title + ": " + difference.summary;
  change.hunks = std::move(difference.hunks);
  return change;
}

Json to_json(const Change& change) {
  Json fields = Json::array();
  for (const auto& field : change.fields)
    fields.push_back({{"name", field.name}, {"before", field.before}, {"after", field.after}});
  Json hunks = Json::array();
  for (const auto& hunk : change.hunks) {
    Json spans = Json::array();
    for (const auto& span : hunk.spans) spans.push_back({op_sign(span.op), span.text});
    hunks.push_back({{"op", op_name(hunk.op)},
                     {"where", hunk.where},
                     {"before", hunk.before},
                     {"after", hunk.after},
                     {"spans", std::move(spans)}});
  }
  return {{"significance", change.significance},
          {"summary", change.summary},
          {"fields", std::move(fields)},
          {"hunks", std::move(hunks)}};
}

}  // namespace gazetted::monitor
