#pragma once
// One of two wordings that are compared: read, and cut into the parts that are paired.

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/pairing.h"
#include "monitor/structure.h"
#include "monitor/summary.h"

namespace gazetted::monitor {

/// Clauses [begin, end): an article with all its lines, or one line outside of articles.
struct Block {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Views its text.
struct Wording {
  Labelled paragraphs;
  std::vector<Clause> clauses;
  std::vector<Unit> lines;                   ///< of each clause; empty until read_lines
  std::size_t same_head = 0, same_tail = 0;  ///< lines there equal to the letter in both wordings

  explicit Wording(std::string_view text) : Wording(text, Labelled{}) {}
  /// Read the quicker the more it has in common with `like`.
  Wording(std::string_view text, const Labelled& like);
  Wording(const Wording&) = delete;
  Wording& operator=(const Wording&) = delete;

  /// Lines of the same head and tail are compared as they stand: most of an amended text, and folding it
  /// would take most of the time.
  void read_lines(std::size_t head, std::size_t tail);

  [[nodiscard]] bool has_articles() const;
  [[nodiscard]] bool is_article(const Block& block) const;
  /// All clauses, articles whole where those are counted.
  [[nodiscard]] std::vector<Block> blocks(Counted counted) const;
  [[nodiscard]] std::vector<Unit> units(const std::vector<Block>& from);
  /// The paragraphs as they stood, one a line.
  [[nodiscard]] std::string raw(const std::vector<std::size_t>& which) const;
  /// Where a line is; with all below it, where it stands for the whole of its block.
  enum class Extent { line, block };
  [[nodiscard]] std::string where(std::size_t line, Extent extent) const;

 private:
  [[nodiscard]] std::string_view keep(std::string words);
  [[nodiscard]] std::string_view keep_folded(std::string_view words);

  std::deque<std::string> kept_;  ///< what the units view that is not in the text
};

/// Cuts off what both begin and end with, then reads the lines of both.
void read_lines(Wording& before, Wording& after);

/// Whether both say the same, however divided into lines.
[[nodiscard]] bool says_the_same(const Wording& before, const Wording& after);

}  // namespace gazetted::monitor
