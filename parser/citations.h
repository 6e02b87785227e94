#pragma once
// The documents that a text names: 《title》（number), a number alone, or, where it is amended, repealed,
// extended, corrected or interpreted, a title alone. What it does to them is read from the sentence.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace gazetted::parser {

/// Who is speaking: its own number and title are no citations.
struct Speaker {
  std::optional<std::string> doc_number;
  std::optional<std::string> title;
  DocumentKind kind = DocumentKind::other;
};

/// In order of first appearance (the speaker's title first), each document once with the strongest
/// relation stated.
[[nodiscard]] std::vector<Citation> read_citations(std::string_view text, const Speaker& speaker);

/// What the text of an attachment lists: for a decision whose documents stand in its attachment alone.
/// Where neither a heading nor a cell says what is done to them they are `cites`.
[[nodiscard]] std::vector<Citation> read_listed(std::string_view text);

/// The titles are one, white space, brackets and a missing issuer in front of one aside.
[[nodiscard]] bool is_same_title(std::string_view a, std::string_view b);

/// Equal for titles that can be the same: what is left from 关于 on, without white space and brackets.
[[nodiscard]] std::string title_key(std::string_view title);

}  // namespace gazetted::parser
