#pragma once
// Tables, which stand in a text as lines of cells parted by " | " (docs/manual.md, `text`).

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/label.h"

namespace gazetted::monitor {

[[nodiscard]] bool is_row(std::string_view line);

/// The cells of a row, trimmed; a line that is no row is one cell.
[[nodiscard]] std::vector<std::string> cells(std::string_view row);

/// The running number in the first cell of a row (序号), before a cell that is no number.
[[nodiscard]] std::optional<Label> read_row_number(std::string_view row);

/// What a row is called: its first cell, or the second where the first is but a running number.
[[nodiscard]] std::string row_key(std::string_view row);

/// What the rows of one table are called: as row_key, with the cells behind it where several rows share
/// one (甲区·小学), and the cell above for one that is blank because it reaches over several rows.
[[nodiscard]] std::vector<std::string> row_keys(std::span<const std::string_view> rows);

/// A row and the row that heads its table.
struct Row {
  std::string_view head, row;
};
/// The headings of the columns in which two rows differ, columns being known by their headings; none
/// where the tables have no headings, or different numbers of cells.
[[nodiscard]] std::vector<std::string> changed_columns(const Row& before, const Row& after);

}  // namespace gazetted::monitor
