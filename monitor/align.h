#pragma once
// Which elements of two sequences stand for each other. Elements are compared as integers; bounded
// in time whatever the input.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gazetted::monitor {

struct Match {
  std::size_t before = 0;
  std::size_t after = 0;
  friend bool operator==(const Match&, const Match&) = default;
};

/// A common subsequence, ascending on both sides: anchored at elements that occur once on each side
/// (patience), the stretches between by Myers' O(ND) in linear space. The longest one wherever the
/// stretches need at most some hundred edits; beyond that a good one in O(N · bound).
[[nodiscard]] std::vector<Match> align(std::span<const std::uint64_t> before,
                                       std::span<const std::uint64_t> after);

/// The same without anchors: the longest common subsequence within the bound, for short sequences in
/// which single elements mean little (words).
[[nodiscard]] std::vector<Match> common_subsequence(std::span<const std::uint64_t> before,
                                                    std::span<const std::uint64_t> after);

/// The longest run of matches that ascends on both sides, of matches that ascend in `before`.
[[nodiscard]] std::vector<Match> longest_ascending(const std::vector<Match>& matches);

/// The set of character pairs of a folded text: what likeness is judged by.
class Likeness {
 public:
  Likeness() = default;
  explicit Likeness(std::string_view folded);
  /// Dice's coefficient of the two sets, 0 … 1; 0 where either is empty.
  [[nodiscard]] double with(const Likeness& other) const;
  /// The share of its pairs that `other` has too, 0 … 1.
  [[nodiscard]] double within(const Likeness& other) const;
  /// Without the pairs of `other`.
  [[nodiscard]] Likeness without(const Likeness& other) const;
  [[nodiscard]] std::span<const std::uint64_t> pairs() const { return pairs_; }

 private:
  std::vector<std::uint64_t> pairs_;  ///< ascending, each once
};

/// For each element of `before` the most similar ones of `after`, best first, at most a handful;
/// found through an index of the pairs they share, not by trying all.
struct Candidate {
  Match match;
  double likeness = 0;
};
[[nodiscard]] std::vector<Candidate> similar(std::span<const Likeness> before,
                                             std::span<const Likeness> after);

}  // namespace gazetted::monitor
