#pragma once
// The difference of two wordings of one document, by its legal structure (ARCHITECTURE.md).
// Pure functions; near-linear in the length of the texts, and bounded where they have nothing in common.

#include <string>
#include <string_view>
#include <vector>

namespace gazetted::monitor {

/// A piece of a pair of texts. equal + erase pieces in order make up the text before, equal + insert
/// pieces the text after, byte for byte.
struct Span {
  enum class Op { equal, erase, insert } op = Op::equal;
  std::string text;
  friend bool operator==(const Span&, const Span&) = default;
};

struct Hunk {
  /// renumber: the same text under another number, or a number of another style.
  /// move: the same text at another place.
  enum class Op { insert, erase, replace, renumber, move } op = Op::replace;
  /// Path in the text after; of an erasure, in the text before. Of parts split or merged the paths of all
  /// and where they come from: 第二章 第三条、第四条（由第三条拆分）.
  std::string where;
  std::string before;  ///< paragraphs as they stood, one a line; of a renumbering the label alone
  std::string after;
  std::vector<Span> spans;  ///< of before → after
  /// Of a move, a split (to is more) or a merger (from is more): the paths before and after. Else empty.
  std::vector<std::string> from, to;
  friend bool operator==(const Hunk&, const Hunk&) = default;
};

/// editorial: punctuation, spacing, layout and numbering style alone.
enum class Significance { substantive, editorial };

/// The counts are of articles where both texts have articles (第…条), else of paragraphs.
struct Difference {
  std::vector<Hunk> hunks;  ///< in the order of the text after; erasures where they stood
  Significance significance = Significance::editorial;  ///< editorial where there are no hunks
  std::string summary;                                  ///< Chinese, one line; "" where there are no hunks
  int unchanged = 0;
  int renumbered = 0;
  int amended = 0;
  int added = 0;
  int removed = 0;
};

/// Compares two texts of one paragraph a line, without what never counts (monitor/fold.h). There are
/// no hunks exactly when the texts do not differ in what counts.
[[nodiscard]] Difference compare(std::string_view before, std::string_view after);

/// Whether the hunks are a fifth of a text of so many bytes, or more.
[[nodiscard]] bool rewrite_much(const std::vector<Hunk>& hunks, std::size_t bytes);

/// By words (monitor/words.h).
[[nodiscard]] std::vector<Span> word_spans(std::string_view before, std::string_view after);

/// How much of two long texts is the same, 0 … 1: the share of folded character 5-grams in common.
/// 1 for two texts that fold alike, two empty ones included.
[[nodiscard]] double similarity(std::string_view a, std::string_view b);

}  // namespace gazetted::monitor
