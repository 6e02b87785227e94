#pragma once
// Parts of two wordings that are told together: what was split or merged, and annexes as a whole.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "monitor/pairing.h"
#include "monitor/wording.h"

namespace gazetted::monitor {

using Lines = std::vector<std::size_t>;

[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// 第二章 第三条、第四条（由第三条拆分）, of the paths before and after.
[[nodiscard]] std::string where_joined(const std::vector<std::string>& from,
                                       const std::vector<std::string>& to);

/// Which parts belong to which pair beside the two of it.
class Joins {
 public:
  explicit Joins(const Pairing& pairing);

  /// All parts of the text before, and of the text after, that a pair stands for; ascending.
  struct Parts {
    Lines before, after;
    [[nodiscard]] bool is_pair() const { return before.size() == 1 && after.size() == 1; }
  };
  [[nodiscard]] Parts of(const Pair& pair) const;

 private:
  std::unordered_map<std::size_t, Lines> carved_, taken_up_;
};

/// The annexes of one wording, as ranges of its blocks, and which of these have no pair. Views `blocks`,
/// which must outlive it.
class Annexes {
 public:
  Annexes(const Wording& wording, const std::vector<Block>& blocks, const Lines& open);

  /// The lines of the annex that block `head` heads, where nothing below it has a pair.
  [[nodiscard]] std::optional<Block> find_body(std::size_t head) const;
  /// The blocks of the annex are told.
  void take(std::size_t head);
  /// The lines of each annex that has no pair at all; they are told.
  [[nodiscard]] std::vector<Block> take_whole();
  [[nodiscard]] Lines open() &&;

 private:
  [[nodiscard]] bool is_open(std::size_t begin, std::size_t end) const;

  const std::vector<Block>& blocks_;
  std::vector<bool> open_;
  std::vector<Block> ranges_;  ///< of blocks
};

}  // namespace gazetted::monitor
