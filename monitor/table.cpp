#include "monitor/table.h"

#include <algorithm>
#include <unordered_map>

#include "monitor/fold.h"
#include "monitor/numeral.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

constexpr std::string_view bar = " | ";
constexpr std::string_view blank_first = "| ";  // of a line whose ends were trimmed
constexpr std::string_view blank_last = " |";

/// A heading has no figures: 补贴比例 and not 75%.
bool is_heading(std::string_view cell) {
  return !cell.empty() && std::ranges::none_of(cell, [](char c) { return c >= '0' && c <= '9'; });
}

/// Index of the cell that names a row.
std::size_t key_cell(std::string_view row) { return read_row_number(row) ? 1 : 0; }

}  // namespace

bool is_row(std::string_view line) { return line.find(bar) != line.npos; }

std::vector<std::string> cells(std::string_view row) {
  std::vector<std::string> result;
  if (row.starts_with(blank_first) && is_row(row)) {
    result.emplace_back();
    row.remove_prefix(blank_first.size());
  }
  const bool ends_blank = row.ends_with(blank_last) && is_row(row);
  if (ends_blank) row.remove_suffix(blank_last.size());
  for (;;) {
    const std::size_t end = row.find(bar);
    result.emplace_back(trimmed(row.substr(0, end)));
    if (end == row.npos) break;
    row.remove_prefix(end + bar.size());
  }
  if (ends_blank) result.emplace_back();
  return result;
}

std::optional<Label> read_row_number(std::string_view row) {
  constexpr int highest = 999;  // higher ones are years or amounts
  const std::size_t end = row.find(bar);
  if (end == row.npos) return std::nullopt;
  const std::string label(trimmed(row.substr(0, end)));
  const auto number = parse_numeral(label);
  const std::string_view rest = row.substr(end + bar.size());
  if (!number || *number > highest || is_arabic(code_point_at(trimmed(rest), 0).value)) return std::nullopt;
  return Label{Level::row, {*number, 0}, end + bar.size(), label};
}

std::string row_key(std::string_view row) { return cells(row)[key_cell(row)]; }

std::vector<std::string> row_keys(std::span<const std::string_view> rows) {
  constexpr std::size_t most_cells = 3;  // of a key
  std::vector<std::string> keys;
  std::vector<std::vector<std::string>> table;
  keys.reserve(rows.size());
  table.reserve(rows.size());
  std::string above;
  for (const std::string_view row : rows) {
    table.push_back(cells(row));
    const std::string& own = table.back()[std::min(key_cell(row), table.back().size() - 1)];
    if (!own.empty()) above = own;
    keys.push_back(above);
  }
  for (std::size_t next = 1; next < most_cells; ++next) {
    std::unordered_map<std::string, int> times;
    for (const std::string& key : keys) ++times[key];
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::size_t cell = key_cell(rows[i]) + next;
      if (times[keys[i]] > 1 && cell < table[i].size() && !table[i][cell].empty())
        keys[i] += (keys[i].empty() ? "" : "·") + table[i][cell];
    }
  }
  return keys;
}

std::vector<std::string> changed_columns(const Row& before, const Row& after) {
  const auto old_heads = cells(before.head), new_heads = cells(after.head);
  const auto olds = cells(before.row), news = cells(after.row);
  std::vector<std::string> columns;
  if (old_heads.size() != olds.size() || new_heads.size() != news.size()) return columns;
  for (std::size_t i = 0; i < news.size(); ++i) {
    if (!is_heading(new_heads[i])) continue;
    std::size_t column = i;
    if (column >= old_heads.size() || fold(old_heads[column]) != fold(new_heads[i])) {
      const std::string name = fold(new_heads[i]);
      const auto found = std::ranges::find(old_heads, name, [](const auto& head) { return fold(head); });
      if (found != old_heads.end())
        column = static_cast<std::size_t>(found - old_heads.begin());
      else if (old_heads.size() != new_heads.size())
        column = olds.size();  // a new one
    }
    if (column >= olds.size() || fold(olds[column]) != fold(news[i])) columns.push_back(new_heads[i]);
  }
  return columns;
}

}  // namespace gazetted::monitor
