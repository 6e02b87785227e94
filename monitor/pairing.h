#pragma once
// Which parts of one wording are which parts of another: equal ones first, then moved, then similar, at
// last those that keep their place among the pairs so found and those that were split or merged.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "monitor/align.h"
#include "monitor/label.h"

namespace gazetted::monitor {

/// A part of a text as pairing sees it: a line, or an article with all its lines. Views the wording.
struct Unit {
  Level level = Level::paragraph;
  std::string_view label;   ///< folded; "" where there is none
  std::string_view folded;  ///< what it says, without its own label
  std::string_view name;    ///< what it keeps while its text changes: its label in its numbering, or its key
};

enum class Tie {
  same,     ///< equal text in the same order
  moved,    ///< equal text in another order
  similar,  ///< another wording
};

struct Pair {
  std::size_t before = 0;
  std::size_t after = 0;
  Tie tie = Tie::same;
};

/// Stretches that differ in their division into paragraphs alone appear nowhere.
struct Pairing {
  std::vector<Pair> pairs;           ///< in the order of `after`
  std::vector<std::size_t> removed;  ///< of before, ascending
  std::vector<std::size_t> added;    ///< of after, ascending
  /// Parts without a pair of their own whose text is in a pair: a split carved the part of after out of
  /// that of before, a merger took up the part of before in that of after. Neither removed nor added.
  std::vector<Match> splits, mergers;
};

[[nodiscard]] Pairing pair_up(std::span<const Unit> before, std::span<const Unit> after);

}  // namespace gazetted::monitor
