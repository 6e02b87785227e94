#pragma once
// The cells of a spreadsheet as lines of text, whichever file they come from: a row a line, " | " between
// cells, also for an empty one.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "parser/text_lines.h"

namespace gazetted::parser {

constexpr std::size_t max_sheet_columns = 16'384;

class SheetRows {
 public:
  /// Of the cell at `column`, counted from 0, of the row that is being read.
  void put(std::size_t column, std::string text);
  /// Ends the row. A row without cells is no line.
  void end_row();

  /// No more is taken: the sheet is not whole.
  [[nodiscard]] bool is_full() const { return is_full_; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  /// Empty cells before a row's first one count from the first column that holds anything.
  [[nodiscard]] std::vector<std::string> take();

  SheetRows(std::size_t max_rows, std::size_t max_bytes) : max_rows_(max_rows), max_bytes_(max_bytes) {}

 private:
  std::size_t max_rows_, max_bytes_, bytes_ = 0;
  bool is_full_ = false;
  std::vector<std::pair<std::size_t, std::string>> row_;  ///< column, text
  std::vector<std::string> rows_;
  std::vector<std::size_t> first_columns_;  ///< of the rows
};

/// The sheets of a workbook, one after another, into a text; the name of each above it where there are
/// several. Bounds what a workbook may hold.
class SheetCollector {
 public:
  [[nodiscard]] SheetRows begin() const { return {max_rows - rows_, max_bytes - bytes_}; }
  void add(const std::string& name, SheetRows sheet);
  void add_hidden() { ++hidden_; }
  void doubt(std::string what) { doubts_.push_back(std::move(what)); }
  [[nodiscard]] TextLines take();

 private:
  static constexpr std::size_t max_rows = 200'000, max_bytes = 16 * 1024 * 1024;
  std::vector<std::pair<std::string, std::vector<std::string>>> sheets_;
  std::vector<std::string> doubts_;
  std::size_t rows_ = 0, bytes_ = 0, hidden_ = 0;
};

}  // namespace gazetted::parser
