#pragma once
// Which parts of one wording are which parts of another: equal ones first, then moved, then similar.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "monitor/structure.h"

namespace gazetted::monitor {

/// A part of a text as pairing sees it: a line, or an article with all its lines.
struct Unit {
  Level level = Level::paragraph;
  std::string label;   ///< folded; "" where there is none
  std::string folded;  ///< what it says, without its own label
  std::string name;    ///< what it keeps while its text changes: label, or key of a table row
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
};

[[nodiscard]] Pairing pair_up(std::span<const Unit> before, std::span<const Unit> after);

}  // namespace gazetted::monitor
