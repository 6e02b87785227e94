#pragma once
// The structure of a Chinese statute or official document, read from its numbering (label.h), its
// tables (table.h) and the texts that it carries (carried.h).

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/label.h"

namespace gazetted::monitor {

/// Views the paragraph it was read from.
struct Clause {
  Level level = Level::paragraph;
  Ordinal number;         ///< of a 款, 段 or row without a number of its own its position from 1
  std::string label;      ///< "" for a paragraph; of a row the running number in its first cell, if any
  std::string_view text;  ///< without the label
  std::string_view raw;   ///< the whole paragraph
  /// Which of several numberings its label belongs to: that of an annex, a carried text or the list of
  /// contents; "" for the text's own.
  std::string numbering;
  std::string
      key;  ///< what it is called whatever it says: of a row (row_keys), 题注, 署名, 成文日期, 附注; else ""
  /// Index of the heading (编 章 节, 附件) it stands under, else nothing.
  std::optional<std::size_t> heading;
  /// Index of the article this clause belongs to (its own for the article's line), else nothing.
  std::optional<std::size_t> article;
  std::optional<std::size_t> table_head;  ///< of a row: index of the table's first row
  std::optional<std::size_t> parent;      ///< index of the clause it lies in
  int paragraphs = 0;  ///< that lie in it and have no number; of an article with its own line
};

/// The paragraphs of a text that are not blank, and what each begins with.
struct Labelled {
  std::vector<std::string_view> lines;
  std::vector<std::optional<Label>> labels;
};

/// How many lines two texts have in common at their beginning, and from there on at their end.
struct CommonEnds {
  std::size_t head = 0, tail = 0;
};
[[nodiscard]] CommonEnds common_ends(std::span<const std::string_view> a,
                                     std::span<const std::string_view> b);

/// Labels of lines that the text has in common with `like` at both ends are not read again.
[[nodiscard]] Labelled read_labels(const std::vector<std::string_view>& paragraphs,
                                   const Labelled& like = {});

/// The clauses of a text, one a line, in order.
[[nodiscard]] std::vector<Clause> read_structure(const Labelled& text);

/// 第三章 第十二条 第二款; 二、 （三） 2.; 第三条 表 行“甲”; 附件2 第一条; 《某办法》 题注
[[nodiscard]] std::string path_of(std::span<const Clause> clauses, std::size_t which);
/// The same for the clause with all below it: 第三章 第十二条, where the path adds 第一款.
[[nodiscard]] std::string scope_of(std::span<const Clause> clauses, std::size_t which);

}  // namespace gazetted::monitor
