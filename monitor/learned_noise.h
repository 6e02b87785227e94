#pragma once
// Lines that were learned to mean nothing on the pages of a source: a counter in words of its own, a line
// of the template. A line is known by its form, so that the next number in it is the same line. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/records.h"

namespace gazetted::monitor {

/// What is known as noise on a page.
struct Noise {
  std::vector<std::string> forms;  ///< one that ends in `*` stands for all that begin so
  std::string title;               ///< of the page's document, folded; "" where there is none

  Noise(std::vector<std::string> known, const std::optional<std::string>& document_title);
};

/// `line` folded, each run of digits as `#`, the title of the document as `@`.
[[nodiscard]] std::string line_form(std::string_view line, const Noise& noise);

[[nodiscard]] bool is_known_noise(std::string_view form, const Noise& noise);

/// Whether a line of this form may be a template's, if all pages have it: never a numbered clause, a bare
/// date, a word or two, or a paragraph.
[[nodiscard]] bool may_be_common(std::string_view form);

/// Whether it says of a document that it holds or does not (失效, 废止 …).
[[nodiscard]] bool speaks_of_worth(std::string_view form);
/// Whether it says that it does not.
[[nodiscard]] bool speaks_against(std::string_view form);

/// As may_be_common(), where there is less to go by: besides never a sentence, nor what speaks of the
/// document (失效, 修订, 附件 …).
[[nodiscard]] bool may_be_noise(std::string_view form);

/// The form of lines that begin as both do, up to a colon: `为您推荐:*`. "" where there is none.
[[nodiscard]] std::string common_label(std::string_view form, std::string_view other);

/// By what two texts differ, but for furniture, `noise`, and what folding takes away; sorted by side and
/// words. Not by the order of lines. Linear.
[[nodiscard]] std::vector<ChangedLine> changed_lines(std::string_view before, std::string_view after,
                                                     const Noise& noise);

/// The lines at the head and foot of a text where a template's may stand, but for furniture and `noise`; in
/// place of their words their forms.
[[nodiscard]] std::vector<ChangedLine> lines_at_edges(std::string_view text, const Noise& noise);

/// Forms of lines that may be noise and took turns with known noise: between the same two lines one text has
/// the one, the other the other. Linear.
[[nodiscard]] std::vector<std::string> forms_in_turn(std::string_view before, std::string_view after,
                                                     const Noise& noise);

/// Two texts without the lines of noise by which they differ.
struct Cleaned {
  std::string before, after;
  std::vector<std::string> dropped;  ///< from `after`, as they stood
  bool is_changed = false;           ///< something was dropped from either
};
[[nodiscard]] Cleaned without_noise(std::string_view before, std::string_view after, const Noise& noise);

}  // namespace gazetted::monitor
