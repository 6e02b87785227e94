#pragma once
// Texts within a text: the regulations that an order or notice carries, without a heading 附件 of their
// own. Each numbers its articles anew, and 第一条 of one is not 第一条 of another.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "monitor/label.h"

namespace gazetted::monitor {

/// The lines, ascending, that are titles of carried texts. A text that carries only one has none: its
/// numbers are known without. `labels` are those of the lines.
[[nodiscard]] std::vector<std::size_t> carried_titles(std::span<const std::string_view> lines,
                                                      std::span<const std::optional<Label>> labels);

/// The lines that close a text (GB/T 9704-2012, 7.3.5 to 7.3.7): whose it is, the day of signing below, and
/// notes in brackets below that. They belong to no article.
enum class Closing : std::uint8_t { none, signature, date, note };
[[nodiscard]] std::vector<Closing> closing_lines(std::span<const std::string_view> lines,
                                                 std::span<const std::optional<Label>> labels);

/// The note below a title that gives its history: （2010年…通过 根据2019年…修正）.
[[nodiscard]] bool is_history_note(std::string_view line);

/// 目录, however spaced.
[[nodiscard]] bool is_contents_heading(std::string_view line);

}  // namespace gazetted::monitor
