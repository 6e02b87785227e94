#pragma once
// The change from one version of a document to the next: what an amendment consists of.

#include <optional>
#include <string>
#include <vector>

#include "core/document_json.h"
#include "monitor/diff.h"

namespace gazetted::monitor {

struct FieldChange {
  std::string name;  ///< as in the document's JSON
  Json before;
  Json after;
};

struct Change {
  /// substantive or editorial where the words changed; else metadata, else attachment.
  std::string_view significance;
  std::string summary;  ///< one line for a person
  std::vector<FieldChange> fields;
  std::vector<Hunk> hunks;
};

/// As events and `diff` name it: insert, delete, replace, renumber, move.
[[nodiscard]] std::string_view op_name(Hunk::Op op);

/// Nothing where the two differ only in what cannot matter (ARCHITECTURE.md): furniture, width, white
/// space, the page's dates, and fields that are no longer stated.
/// `known` is the difference of the two texts, where it is known already.
[[nodiscard]] std::optional<Change> change_between(const Document& before, const Document& after,
                                                   const Difference* known = nullptr);

/// What else than the words differs: what the two state, or else which attachments they have.
[[nodiscard]] std::optional<Change> change_besides_words(const Document& before, const Document& after);

/// An amendment by an attachment whose words changed while its link stayed.
[[nodiscard]] std::optional<Change> attachment_change(const std::string& title, std::string_view before,
                                                      std::string_view after);

/// docs/manual.md `change`.
[[nodiscard]] Json to_json(const Change& change);

}  // namespace gazetted::monitor
