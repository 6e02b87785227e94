#include "parser/sheet_rows.h"

#include <algorithm>
#include <iterator>

#include "parser/utf8.h"

namespace gazetted::parser {

void SheetRows::put(std::size_t column, std::string text) {
  if (!text.empty() && column < max_sheet_columns) row_.emplace_back(column, std::move(text));
}

void SheetRows::end_row() {
  constexpr std::size_t max_gap = 64;  // columns far apart are not counted out one by one
  if (row_.empty() || is_full_) return row_.clear();
  std::stable_sort(row_.begin(), row_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string line;
  const std::size_t first = row_.front().first;
  std::size_t at = first;
  for (const auto& [column, text] : row_) {
    for (std::size_t gap = std::min(column - at, max_gap); gap > 0; --gap) line += " | ";
    line += text;
    at = column;
  }
  row_.clear();
  if (rows_.size() == max_rows_ || bytes_ + line.size() > max_bytes_) {
    is_full_ = true;
    return;
  }
  bytes_ += line.size();
  first_columns_.push_back(first);
  rows_.push_back(std::move(line));
}

std::vector<std::string> SheetRows::take() {
  constexpr std::size_t max_indent = 64;
  if (rows_.empty()) return {};
  const auto left = *std::min_element(first_columns_.begin(), first_columns_.end());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    std::string before;
    for (auto gap = std::min(first_columns_[i] - left, max_indent); gap > 0; --gap) before += " | ";
    if (!before.empty()) rows_[i].insert(0, before.substr(1));
  }
  return std::move(rows_);
}

void SheetCollector::add(const std::string& name, SheetRows sheet) {
  rows_ += sheet.size();
  bytes_ += sheet.bytes();
  if (sheet.is_full())
    doubts_.push_back("sheet " + name + " is not read to its end: the file holds more than " +
                      std::to_string(rows_) + " rows or " + std::to_string(bytes_) + " bytes of text");
  if (sheet.size() > 0) sheets_.emplace_back(name, sheet.take());
}

TextLines SheetCollector::take() {
  TextLines text;
  for (auto& [name, rows] : sheets_) {
    if (sheets_.size() > 1 && !trim(name).empty()) text.lines.push_back(collapse_spaces(name));
    std::move(rows.begin(), rows.end(), std::back_inserter(text.lines));
  }
  text.doubts = std::move(doubts_);
  if (hidden_ > 0) text.signals.push_back("hidden sheets left out: " + std::to_string(hidden_));
  return text;
}

}  // namespace gazetted::parser
