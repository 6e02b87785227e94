#pragma once
// Lines that were learned to mean nothing on the pages of a source: a counter in words of its own, a line
// of the template. A line is known by its form, so that the next number in it is the same line. Pure.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::monitor {

using LineForms = std::vector<std::string>;

/// `line` folded, each run of digits as `#`.
[[nodiscard]] std::string line_form(std::string_view line);

/// Whether a line of this form may be taken for noise. Never a sentence, a numbered clause, a bare date,
/// or one that speaks of the worth of a document (废止, 有效, 修订 …).
[[nodiscard]] bool may_be_noise(std::string_view form);

/// Of each line, sorted, once.
[[nodiscard]] LineForms forms_of(const std::vector<std::string>& lines);

/// Folded and sorted: the lines at the head and foot of `after` that `before` has not, and those of `before`
/// that `after` has not, where they may be noise and are not known as `noise`. A template's lines stand
/// around a text, never within.
[[nodiscard]] std::vector<std::string> doubtful_lines(std::string_view before, std::string_view after,
                                                      const LineForms& noise);

/// `text` without the lines that are known as noise, and those lines.
struct Cleaned {
  std::string text;
  std::vector<std::string> dropped;
};
[[nodiscard]] Cleaned without_noise(std::string_view text, const LineForms& noise);

/// Whether two texts differ in nothing but noise, furniture and what folding takes away.
[[nodiscard]] bool same_but_for_noise(std::string_view a, std::string_view b, const LineForms& noise);

}  // namespace gazetted::monitor
