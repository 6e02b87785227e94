#include "monitor/align.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <unordered_map>

#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

using Elements = std::span<const std::uint64_t>;
using Step = std::ptrdiff_t;

/// Edits from either end after which Myers' search of one stretch is cut short.
constexpr Step edit_bound = 512;

/// Myers' O(ND) difference (Algorithmica 1, 1986) in linear space. Where a stretch needs more edits
/// than the bound, it is split at the furthest point reached, which costs the optimum, not the time.
class Myers {
 public:
  Myers(Elements before, Elements after) : before_(before), after_(after) {}

  [[nodiscard]] std::vector<Match> solve() && {
    solve({0, before_.size(), 0, after_.size()});
    return std::move(matches_);
  }

 private:
  struct Box {
    std::size_t left, right;  ///< of before
    std::size_t top, bottom;  ///< of after
    [[nodiscard]] bool empty() const { return left == right || top == bottom; }
  };

  /// Recurses into the part of the box before the split and goes on with the one behind: the depth
  /// stays logarithmic, since the first part needs half the edits, or at most the bound.
  void solve(Box box) {
    for (;;) {
      while (!box.empty() && before_[box.left] == after_[box.top])
        matches_.push_back({box.left++, box.top++});
      std::size_t tail = 0;
      while (!box.empty() && before_[box.right - 1] == after_[box.bottom - 1])
        --box.right, --box.bottom, ++tail;
      const Match split = box.empty() ? Match{box.right, box.bottom} : middle(box);
      const bool progress = split != Match{box.left, box.top} && split != Match{box.right, box.bottom};
      if (!box.empty() && progress) {
        solve({box.left, split.before, box.top, split.after});
        const std::size_t right = box.right, bottom = box.bottom;
        if (tail == 0) {
          box = {split.before, right, split.after, bottom};
          continue;
        }
        solve({split.before, right, split.after, bottom});
      }
      for (std::size_t i = 0; i < tail; ++i) matches_.push_back({box.right + i, box.bottom + i});
      return;
    }
  }

  /// A point on a shortest path through the box, near its middle; or a good one.
  [[nodiscard]] Match middle(const Box& box) {
    const auto width = static_cast<Step>(box.right - box.left);
    const auto height = static_cast<Step>(box.bottom - box.top);
    const Step delta = width - height;
    const Step bound = std::min((width + height + 1) / 2, edit_bound);
    const Step origin = bound + 1;  // index of diagonal 0
    forward_.assign(static_cast<std::size_t>(2 * bound + 3), -1);
    backward_ = forward_;
    forward_[origin + 1] = backward_[origin + 1] = 0;
    Window ahead, behind;
    for (Step edits = 0; edits < bound; ++edits) {
      for (Step k = ahead.first(edits); k <= ahead.last(edits); k += 2) {
        const Step x = furthest(forward_, origin + k, k, edits, [&](Step i, Step j) {
          return i < width && j < height && before_[box.left + i] == after_[box.top + j];
        });
        if (ahead.leaves(x, x - k, width, height) || delta % 2 == 0) continue;
        const Step meeting = origin + delta - k;
        if (reached(backward_, meeting) && x >= width - backward_[meeting]) return at(box, x, x - k);
      }
      for (Step k = behind.first(edits); k <= behind.last(edits); k += 2) {
        const Step x = furthest(backward_, origin + k, k, edits, [&](Step i, Step j) {
          return i < width && j < height && before_[box.right - 1 - i] == after_[box.bottom - 1 - j];
        });
        if (behind.leaves(x, x - k, width, height) || delta % 2 != 0) continue;
        const Step meeting = origin + delta - k;
        if (reached(forward_, meeting) && forward_[meeting] >= width - x)
          return at(box, forward_[meeting], forward_[meeting] - (delta - k));
      }
    }
    return furthest_forward(box, origin);
  }

  /// The diagonals still inside the box.
  struct Window {
    Step low = 0, high = 0;
    [[nodiscard]] Step first(Step edits) const { return -edits + low; }
    [[nodiscard]] Step last(Step edits) const { return edits - high; }
    bool leaves(Step x, Step y, Step width, Step height) {
      if (x > width) return high += 2, true;
      if (y > height) return low += 2, true;
      return false;
    }
  };

  template <class Same>
  static Step furthest(std::vector<Step>& reach, Step index, Step k, Step edits, Same&& same) {
    const bool down = k == -edits || (k != edits && reach[index - 1] < reach[index + 1]);
    Step x = down ? reach[index + 1] : reach[index - 1] + 1;
    while (same(x, x - k)) ++x;
    return reach[index] = x;
  }

  static bool reached(const std::vector<Step>& reach, Step index) {
    return index >= 0 && index < std::ssize(reach) && reach[index] >= 0;
  }

  static Match at(const Box& box, Step x, Step y) {
    return {box.left + static_cast<std::size_t>(x), box.top + static_cast<std::size_t>(y)};
  }

  [[nodiscard]] Match furthest_forward(const Box& box, Step origin) const {
    Match best{box.left, box.top};
    for (Step index = 0; index < std::ssize(forward_); ++index) {
      const Step x = forward_[index], y = x - (index - origin);
      if (x < 0 || y < 0) continue;
      const Match point = at(box, x, y);
      if (point.before <= box.right && point.after <= box.bottom &&
          point.before + point.after > best.before + best.after)
        best = point;
    }
    return best;
  }

  Elements before_, after_;
  std::vector<Step> forward_, backward_;
  std::vector<Match> matches_;
};

std::vector<std::uint64_t> ascending(Elements elements) {
  std::vector<std::uint64_t> sorted(elements.begin(), elements.end());
  std::ranges::sort(sorted);
  return sorted;
}

/// Positions in `elements` of what the other side has too: nothing else can match.
std::vector<std::size_t> shared_with(Elements elements, Elements others) {
  const auto sorted = ascending(others);
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (std::ranges::binary_search(sorted, elements[i])) positions.push_back(i);
  return positions;
}

std::vector<std::uint64_t> pick(Elements elements, const std::vector<std::size_t>& positions) {
  std::vector<std::uint64_t> picked;
  picked.reserve(positions.size());
  for (const std::size_t position : positions) picked.push_back(elements[position]);
  return picked;
}

/// Where each element that occurs once on each side stands, in the order of `before`.
std::vector<Match> unique_pairs(Elements before, Elements after) {
  struct Seen {
    std::size_t times = 0, at = 0;
  };
  std::unordered_map<std::uint64_t, Seen> olds, news;
  olds.reserve(before.size());
  news.reserve(after.size());
  for (std::size_t i = 0; i < before.size(); ++i) olds[before[i]] = {olds[before[i]].times + 1, i};
  for (std::size_t i = 0; i < after.size(); ++i) news[after[i]] = {news[after[i]].times + 1, i};
  std::vector<Match> pairs;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto found = news.find(before[i]);
    if (found != news.end() && found->second.times == 1 && olds[before[i]].times == 1)
      pairs.push_back({i, found->second.at});
  }
  return pairs;
}

std::size_t count_common(Elements a, Elements b) {
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    common += a[i] == b[j];
    const bool step_a = a[i] <= b[j], step_b = b[j] <= a[i];
    i += step_a;
    j += step_b;
  }
  return common;
}

}  // namespace

std::vector<Match> common_subsequence(Elements before, Elements after) {
  const auto old_places = shared_with(before, after), new_places = shared_with(after, before);
  const auto olds = pick(before, old_places), news = pick(after, new_places);
  std::vector<Match> matches = Myers(olds, news).solve();
  for (Match& match : matches) match = {old_places[match.before], new_places[match.after]};
  return matches;
}

/// By patience sorting.
std::vector<Match> longest_ascending(const std::vector<Match>& pairs) {
  constexpr auto none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> tops;  // of each pile: index of its top pair
  std::vector<std::size_t> previous(pairs.size(), none);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto pile =
        std::ranges::lower_bound(tops, pairs[i].after, {}, [&](std::size_t top) { return pairs[top].after; });
    if (pile != tops.begin()) previous[i] = *std::prev(pile);
    if (pile == tops.end())
      tops.push_back(i);
    else
      *pile = i;
  }
  std::vector<Match> run;
  for (std::size_t i = tops.empty() ? none : tops.back(); i != none; i = previous[i]) run.push_back(pairs[i]);
  std::ranges::reverse(run);
  return run;
}

std::vector<Match> align(Elements before, Elements after) {
  std::vector<Match> anchors = longest_ascending(unique_pairs(before, after));
  anchors.push_back({before.size(), after.size()});  // closes the last stretch
  std::vector<Match> matches;
  Match from{0, 0};
  for (const Match& anchor : anchors) {
    const Elements olds = before.subspan(from.before, anchor.before - from.before);
    const Elements news = after.subspan(from.after, anchor.after - from.after);
    for (const auto& [i, j] : common_subsequence(olds, news))
      matches.push_back({from.before + i, from.after + j});
    matches.push_back(anchor);
    from = {anchor.before + 1, anchor.after + 1};
  }
  matches.pop_back();
  return matches;
}

Likeness::Likeness(std::string_view folded) {
  const std::u32string points = code_points(folded);
  if (points.size() == 1) pairs_.push_back(points[0]);
  for (std::size_t i = 1; i < points.size(); ++i)
    pairs_.push_back(static_cast<std::uint64_t>(points[i - 1]) << 32U | points[i]);
  std::ranges::sort(pairs_);
  pairs_.erase(std::ranges::unique(pairs_).begin(), pairs_.end());
}

double Likeness::with(const Likeness& other) const {
  if (pairs_.empty() || other.pairs_.empty()) return 0;
  return 2.0 * static_cast<double>(count_common(pairs_, other.pairs_)) /
         static_cast<double>(pairs_.size() + other.pairs_.size());
}

double Likeness::within(const Likeness& other) const {
  if (pairs_.empty()) return 0;
  return static_cast<double>(count_common(pairs_, other.pairs_)) / static_cast<double>(pairs_.size());
}

Likeness Likeness::without(const Likeness& other) const {
  Likeness rest;
  std::ranges::set_difference(pairs_, other.pairs_, std::back_inserter(rest.pairs_));
  return rest;
}

std::vector<Candidate> similar(std::span<const Likeness> before, std::span<const Likeness> after) {
  constexpr std::size_t too_common = 64;  // a pair in more elements than this tells none apart
  constexpr std::size_t handful = 4;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places;
  for (std::size_t j = 0; j < after.size(); ++j)
    for (const std::uint64_t pair : after[j].pairs()) {
      auto& list = places[pair];
      if (list.size() <= too_common) list.push_back(static_cast<std::uint32_t>(j));
    }
  std::vector<std::uint32_t> shared(after.size());
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < before.size(); ++i) {
    std::vector<std::uint32_t> touched;
    for (const std::uint64_t pair : before[i].pairs()) {
      const auto found = places.find(pair);
      if (found == places.end() || found->second.size() > too_common) continue;
      for (const std::uint32_t j : found->second)
        if (shared[j]++ == 0) touched.push_back(j);
    }
    const auto estimate = [&](std::uint32_t j) {
      return static_cast<double>(shared[j]) /
             static_cast<double>(before[i].pairs().size() + after[j].pairs().size());
    };
    const std::size_t best = std::min(handful, touched.size());
    std::ranges::partial_sort(touched, touched.begin() + static_cast<Step>(best), std::greater<>(), estimate);
    for (std::size_t n = 0; n < best; ++n)
      candidates.push_back({{i, touched[n]}, before[i].with(after[touched[n]])});
    for (const std::uint32_t j : touched) shared[j] = 0;
  }
  return candidates;
}

}  // namespace gazetted::monitor
