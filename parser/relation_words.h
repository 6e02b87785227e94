#pragma once
// What the words around a named document say is done to it.

#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/document.h"
#include "parser/mentions.h"

namespace gazetted::parser {

enum class Titles { dropped, marked };

/// What of a sentence stands outside 《》 and round brackets: the words that say what is done. A marked
/// title leaves its 《 behind.
[[nodiscard]] std::string outside(std::string_view words, Titles titles);

struct Context {
  std::string before, after;  ///< of the mention, in its sentence, without quotes and brackets
};

[[nodiscard]] Context context_of(std::string_view text, const Mention& mention);

[[nodiscard]] Relation relation_of(const Context& context, const Mention& mention);

/// How long something holds after its term.
struct Term {
  std::optional<Date> until;
  int longer_months = 0;  ///< where no day is named
  friend bool operator==(const Term&, const Term&) = default;
};

/// As `words` say of what is extended or repealed; nothing of other relations.
[[nodiscard]] Term read_term(Relation relation, std::string_view words);

}  // namespace gazetted::parser
