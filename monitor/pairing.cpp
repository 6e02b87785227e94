#include "monitor/pairing.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "monitor/align.h"

namespace gazetted::monitor {
namespace {

/// How alike two texts must be to count as one amended, by what else speaks for it.
constexpr double like_enough = 0.4;            // between the same neighbours
constexpr double like_enough_named = 0.25;     // and under the same number, or alone there
constexpr double like_enough_elsewhere = 0.6;  // at another place

/// Shorter texts (其他。) that turn up elsewhere are not told as moved.
constexpr std::size_t shortest_move = 12;  // bytes

/// Headings, rows and running text do not turn into one another.
int family(Level level) {
  if (level <= Level::section) return static_cast<int>(level);
  return level == Level::row ? 101 : 100;
}

class Pairer {
 public:
  Pairer(std::span<const Unit> before, std::span<const Unit> after)
      : before_(before), after_(after), old_(before.size()), new_(after.size()) {}

  [[nodiscard]] Pairing run() && {
    number_texts();
    pair_equal();
    pair_moved();
    pair_similar();
    std::ranges::sort(pairing_.pairs, {}, &Pair::after);
    pairing_.removed = open(old_);
    pairing_.added = open(new_);
    return std::move(pairing_);
  }

 private:
  struct State {
    std::uint64_t text = 0;  ///< equal for equal texts
    std::size_t gap = 0;     ///< number of equal texts in order before it
    bool alone = false;      ///< the only one between two such
    bool settled = false;
  };

  void number_texts() {
    std::unordered_map<std::string_view, std::uint64_t> ids;
    ids.reserve(before_.size() + after_.size());
    const auto id = [&](const Unit& unit) { return ids.try_emplace(unit.folded, ids.size()).first->second; };
    for (std::size_t i = 0; i < before_.size(); ++i) old_[i].text = id(before_[i]);
    for (std::size_t j = 0; j < after_.size(); ++j) new_[j].text = id(after_[j]);
  }

  void pair_equal() {
    std::vector<std::uint64_t> olds, news;
    for (const State& state : old_) olds.push_back(state.text);
    for (const State& state : new_) news.push_back(state.text);
    std::vector<Match> matches = align(olds, news);
    for (const auto& [i, j] : matches) settle(i, j, Tie::same);
    matches.push_back({before_.size(), after_.size()});
    Match from{0, 0};
    for (std::size_t gap = 0; gap < matches.size(); ++gap) {
      enter_gap(gap, from, matches[gap]);
      from = {matches[gap].before + 1, matches[gap].after + 1};
    }
  }

  void enter_gap(std::size_t gap, Match from, Match to) {
    const auto olds = before_.subspan(from.before, to.before - from.before);
    const auto news = after_.subspan(from.after, to.after - from.after);
    const bool layout = !olds.empty() && !news.empty() && joined(olds) == joined(news);
    for (std::size_t i = from.before; i < to.before; ++i)
      old_[i] = {old_[i].text, gap, olds.size() == 1, layout};
    for (std::size_t j = from.after; j < to.after; ++j)
      new_[j] = {new_[j].text, gap, news.size() == 1, layout};
    for (std::size_t n = 0; n < std::min(olds.size(), news.size()); ++n) {
      abreast_.push_back({from.before + n, from.after + n});
      abreast_.push_back({to.before - 1 - n, to.after - 1 - n});
    }
  }

  static std::string joined(std::span<const Unit> units) {
    std::string all;
    for (const Unit& unit : units) all += unit.label + unit.folded;
    return all;
  }

  void pair_moved() {
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> places;
    for (const std::size_t i : open(old_))
      if (before_[i].folded.size() >= shortest_move) places[old_[i].text].push_back(i);
    for (auto& [text, list] : places) std::ranges::reverse(list);
    for (const std::size_t j : open(new_)) {
      const auto found = places.find(new_[j].text);
      if (found == places.end() || found->second.empty()) continue;
      settle(found->second.back(), j, Tie::moved);
      found->second.pop_back();
    }
  }

  void pair_similar() {
    const std::vector<std::size_t> olds = open(old_), news = open(new_);
    if (olds.empty() || news.empty()) return;
    const std::vector<Likeness> old_looks = looks(before_, olds), new_looks = looks(after_, news);
    for (const Candidate& found : similar(old_looks, new_looks))
      consider({olds[found.match.before], news[found.match.after]}, found.likeness);
    for (const Match& match : namesakes(olds, news))
      consider({olds[match.before], news[match.after]}, old_looks[match.before].with(new_looks[match.after]));
    std::vector<std::size_t> old_index(before_.size()), new_index(after_.size());
    for (std::size_t n = 0; n < olds.size(); ++n) old_index[olds[n]] = n;
    for (std::size_t n = 0; n < news.size(); ++n) new_index[news[n]] = n;
    for (const Match& match : abreast_)
      if (!old_[match.before].settled && !new_[match.after].settled)
        consider(match, old_looks[old_index[match.before]].with(new_looks[new_index[match.after]]));
    std::ranges::stable_sort(considered_, std::greater<>(), &Considered::score);
    for (const auto& [match, score] : considered_)
      if (!old_[match.before].settled && !new_[match.after].settled)
        settle(match.before, match.after, Tie::similar);
  }

  void consider(Match match, double likeness) {
    const Unit &old_unit = before_[match.before], &new_unit = after_[match.after];
    if (family(old_unit.level) != family(new_unit.level)) return;
    const bool near = old_[match.before].gap == new_[match.after].gap;
    const bool named = !old_unit.name.empty() && old_unit.name == new_unit.name;
    const bool alone = old_[match.before].alone && new_[match.after].alone;
    double needed = near ? like_enough : like_enough_elsewhere;
    if (near && (named || alone)) needed = old_unit.level == Level::row && named ? 0 : like_enough_named;
    if (likeness < needed) return;
    considered_.push_back({match, likeness + (near ? 0.1 : 0) + (near && named ? 0.15 : 0)});
  }

  /// Pairs with the same level and name between the same neighbours, in order; by position in the
  /// lists given.
  [[nodiscard]] std::vector<Match> namesakes(const std::vector<std::size_t>& olds,
                                             const std::vector<std::size_t>& news) const {
    using Key = std::tuple<std::size_t, Level, std::string_view>;
    std::map<Key, std::size_t> places;
    for (std::size_t n = 0; n < olds.size(); ++n) {
      const Unit& unit = before_[olds[n]];
      if (!unit.name.empty()) places.try_emplace(Key{old_[olds[n]].gap, unit.level, unit.name}, n);
    }
    std::vector<Match> matches;
    for (std::size_t n = 0; n < news.size(); ++n) {
      const Unit& unit = after_[news[n]];
      const auto found = places.find(Key{new_[news[n]].gap, unit.level, unit.name});
      if (found != places.end()) matches.push_back({found->second, n});
    }
    return matches;
  }

  static std::vector<Likeness> looks(std::span<const Unit> units, const std::vector<std::size_t>& which) {
    std::vector<Likeness> result;
    result.reserve(which.size());
    for (const std::size_t i : which) result.emplace_back(units[i].folded);
    return result;
  }

  static std::vector<std::size_t> open(const std::vector<State>& states) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < states.size(); ++i)
      if (!states[i].settled) result.push_back(i);
    return result;
  }

  void settle(std::size_t i, std::size_t j, Tie tie) {
    old_[i].settled = new_[j].settled = true;
    pairing_.pairs.push_back({i, j, tie});
  }

  struct Considered {
    Match match;
    double score;
  };

  std::span<const Unit> before_, after_;
  std::vector<State> old_, new_;
  std::vector<Match> abreast_;  ///< equally far from the same neighbour
  std::vector<Considered> considered_;
  Pairing pairing_;
};

}  // namespace

Pairing pair_up(std::span<const Unit> before, std::span<const Unit> after) {
  return Pairer(before, after).run();
}

}  // namespace gazetted::monitor
