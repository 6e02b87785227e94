#include "monitor/pairing.h"

#include <algorithm>
#include <cmath>
#include <iterator>
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

/// Besides for one whose text is nearly all in the other: what is left of an article, or what it grew to.
constexpr double like_enough_contained = 0.45;
constexpr double nearly_all = 0.9;

/// Shorter texts (其他。) that turn up elsewhere are not told as moved.
constexpr std::size_t shortest_move = 12;  // bytes

/// Headings, rows and running text do not turn into one another.
int family(Level level) {
  if (level <= Level::section) return static_cast<int>(level);
  return level == Level::row ? 101 : 100;
}

/// How rare character pairs are in two texts, judged by some hundred parts spread over them: what is in
/// every article (县级以上地方人民政府) shows no likeness.
class Rarity {
 public:
  Rarity(std::span<const Unit> before, std::span<const Unit> after) {
    constexpr std::size_t sample = 256;
    for (const auto& units : {before, after}) {
      const std::size_t step = units.size() / sample + 1;
      for (std::size_t i = 0; i < units.size(); i += step, ++parts_) {
        const Likeness sampled(units[i].folded);
        for (const std::uint64_t pair : sampled.pairs()) ++times_[pair];
      }
    }
  }

  /// As Likeness::with, rare pairs counting more.
  [[nodiscard]] double likeness(const Likeness& a, const Likeness& b) const {
    std::vector<std::uint64_t> common;
    std::ranges::set_intersection(a.pairs(), b.pairs(), std::back_inserter(common));
    return 2 * weight(common) / (weight(a.pairs()) + weight(b.pairs()));
  }

 private:
  [[nodiscard]] double weight(std::span<const std::uint64_t> pairs) const {
    double sum = 0;
    for (const std::uint64_t pair : pairs) {
      const auto found = times_.find(pair);
      const double times = found == times_.end() ? 1 : static_cast<double>(found->second);
      sum += std::log((static_cast<double>(parts_) + 1) / times);
    }
    return sum;
  }

  std::unordered_map<std::uint64_t, std::size_t> times_;
  std::size_t parts_ = 0;
};

class Pairer {
 public:
  Pairer(std::span<const Unit> before, std::span<const Unit> after)
      : before_(before), after_(after), old_(before.size()), new_(after.size()) {}

  [[nodiscard]] Pairing run() && {
    number_texts();
    pair_equal();
    pair_moved();
    pair_similar();
    pair_in_order();
    pair_headings();
    find_joined();
    std::ranges::sort(pairing_.pairs, {}, &Pair::after);
    pairing_.removed = open(old_);
    pairing_.added = open(new_);
    return std::move(pairing_);
  }

 private:
  static constexpr auto none = static_cast<std::size_t>(-1);

  struct State {
    std::uint64_t text = 0;  ///< equal for equal texts between head and tail
    std::size_t gap = 0;     ///< number of equal texts in order before it
    bool alone = false;      ///< the only one between two such
    bool settled = false;
  };

  /// But for those that both texts begin and end with, which are mostly nearly all: they are paired as they
  /// stand.
  void number_texts() {
    const auto is_same = [](const Unit& a, const Unit& b) { return a.folded == b.folded; };
    const std::size_t most = std::min(before_.size(), after_.size());
    while (head_ < most && is_same(before_[head_], after_[head_])) ++head_;
    while (tail_ < most - head_ &&
           is_same(before_[before_.size() - 1 - tail_], after_[after_.size() - 1 - tail_]))
      ++tail_;
    std::unordered_map<std::string_view, std::uint64_t> ids;
    const auto number = [&](std::span<const Unit> units, std::vector<State>& states) {
      for (std::size_t i = head_; i + tail_ < units.size(); ++i)
        states[i].text = ids.try_emplace(units[i].folded, ids.size()).first->second;
    };
    number(before_, old_);
    number(after_, new_);
  }

  [[nodiscard]] std::vector<std::uint64_t> numbers_between(const std::vector<State>& states) const {
    std::vector<std::uint64_t> numbers;
    for (std::size_t i = head_; i + tail_ < states.size(); ++i) numbers.push_back(states[i].text);
    return numbers;
  }

  void pair_equal() {
    std::vector<Match> matches;
    matches.reserve(std::min(before_.size(), after_.size()) + 1);
    for (std::size_t i = 0; i < head_; ++i) matches.push_back({i, i});
    for (const auto& [i, j] : align(numbers_between(old_), numbers_between(new_)))
      matches.push_back({head_ + i, head_ + j});
    for (std::size_t n = tail_; n > 0; --n) matches.push_back({before_.size() - n, after_.size() - n});
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
    for (const Unit& unit : units) (all += unit.label) += unit.folded;
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
    const auto weigh = [&](const Match& match) {
      consider({olds[match.before], news[match.after]}, old_looks[match.before], new_looks[match.after]);
    };
    for (const Candidate& found : similar(old_looks, new_looks)) weigh(found.match);
    for (const Match& match : namesakes(olds, news)) weigh(match);
    std::vector<std::size_t> old_index(before_.size()), new_index(after_.size());
    for (std::size_t n = 0; n < olds.size(); ++n) old_index[olds[n]] = n;
    for (std::size_t n = 0; n < news.size(); ++n) new_index[news[n]] = n;
    for (const Match& match : abreast_)
      if (!old_[match.before].settled && !new_[match.after].settled)
        weigh({old_index[match.before], new_index[match.after]});
    std::ranges::stable_sort(considered_, std::greater<>(), &Considered::score);
    for (const auto& [match, score] : considered_)
      if (!old_[match.before].settled && !new_[match.after].settled)
        settle(match.before, match.after, Tie::similar);
  }

  void consider(Match match, const Likeness& old_look, const Likeness& new_look) {
    const double likeness = old_look.with(new_look);
    const Unit &old_unit = before_[match.before], &new_unit = after_[match.after];
    if (family(old_unit.level) != family(new_unit.level)) return;
    const bool near = old_[match.before].gap == new_[match.after].gap;
    const bool named = !old_unit.name.empty() && old_unit.name == new_unit.name;
    const bool alone = old_[match.before].alone && new_[match.after].alone;
    double needed = near ? like_enough : like_enough_elsewhere;
    if (near && (named || alone)) needed = named && is_known_by_name(old_unit.level) ? 0 : like_enough_named;
    if (likeness < needed && (likeness < like_enough_contained || !contains(old_look, new_look))) return;
    considered_.push_back({match, likeness + (near ? 0.1 : 0) + (near && named ? 0.15 : 0)});
  }

  /// A row or note of history with the same name is the same, whatever it says now.
  static bool is_known_by_name(Level level) { return level == Level::row || level == Level::paragraph; }

  /// Whether one of them, of some length, is nearly all in the other.
  static bool contains(const Likeness& a, const Likeness& b) {
    constexpr std::size_t telling = 20;  // pairs
    const bool a_is_shorter = a.pairs().size() < b.pairs().size();
    const Likeness &shorter = a_is_shorter ? a : b, &longer = a_is_shorter ? b : a;
    return shorter.pairs().size() >= telling && shorter.within(longer) >= nearly_all;
  }

  struct Stretch {
    std::vector<std::size_t> olds, news;
  };

  /// What is left between two parts that are paired in order. Headings part nothing: what they head does.
  [[nodiscard]] std::vector<Stretch> stretches() const {
    const std::vector<std::size_t> olds = open(old_), news = open(new_);
    if (olds.empty() || news.empty()) return {};
    std::vector<Match> pairs;
    for (const Pair& pair : pairing_.pairs)
      if (pair.tie != Tie::moved && before_[pair.before].level > Level::section)
        pairs.push_back({pair.before, pair.after});
    std::ranges::sort(pairs, {}, &Match::before);
    std::vector<Match> anchors = longest_ascending(pairs);
    anchors.push_back({before_.size(), after_.size()});
    std::vector<Stretch> result;
    auto old_at = olds.begin(), new_at = news.begin();
    for (const Match& anchor : anchors) {
      const auto old_end = std::lower_bound(old_at, olds.end(), anchor.before);
      const auto new_end = std::lower_bound(new_at, news.end(), anchor.after);
      if (old_at != old_end && new_at != new_end) result.push_back({{old_at, old_end}, {new_at, new_end}});
      old_at = old_end;
      new_at = new_end;
    }
    return result;
  }

  /// There much less likeness shows one part to be the other, since an amendment mostly keeps the order
  /// (Needleman and Wunsch over each stretch).
  void pair_in_order() {
    const std::vector<Stretch> all = stretches();
    if (all.empty()) return;
    const Rarity rarity(before_, after_);
    constexpr std::size_t most_cells = 4096;      // of one stretch
    constexpr std::size_t all_cells = 1U << 15U;  // of all
    std::size_t cells = 0;
    for (const auto& [olds, news] : all) {
      const std::size_t size = olds.size() * news.size();
      if (size > most_cells || cells + size > all_cells) continue;
      cells += size;
      pair_stretch(olds, news, rarity);
    }
  }

  /// A heading is the same, whatever it says now, where it has its number and few parts around it could
  /// be what it heads.
  void pair_headings() {
    constexpr std::size_t few = 12;
    using Key = std::pair<Level, std::string_view>;
    for (const auto& [olds, news] : stretches()) {
      std::map<Key, std::size_t> places;
      for (const std::size_t i : olds)
        if (before_[i].level <= Level::section && !before_[i].name.empty())
          places.try_emplace(Key{before_[i].level, before_[i].name}, i);
      for (const std::size_t j : news) {
        const auto found = places.find(Key{after_[j].level, after_[j].name});
        if (found == places.end() || olds.size() + news.size() > few) continue;
        const bool equal = before_[found->second].folded == after_[j].folded;
        settle(found->second, j, equal ? Tie::moved : Tie::similar);
        places.erase(found);
      }
    }
  }

  void pair_stretch(std::span<const std::size_t> olds, std::span<const std::size_t> news,
                    const Rarity& rarity) {
    const auto old_looks = looks(before_, olds), new_looks = looks(after_, news);
    const std::size_t width = news.size() + 1;
    std::vector<double> gain((olds.size() + 1) * width), best(gain.size());
    for (std::size_t i = 0; i < olds.size(); ++i)
      for (std::size_t j = 0; j < news.size(); ++j) {
        const std::size_t cell = (i + 1) * width + j + 1;
        gain[cell] = gain_in_order({olds[i], news[j]}, old_looks[i], new_looks[j], rarity);
        best[cell] = std::max({best[cell - 1], best[cell - width], best[cell - width - 1] + gain[cell]});
      }
    for (std::size_t i = olds.size(), j = news.size(); i > 0 && j > 0;) {
      const std::size_t cell = i * width + j;
      if (best[cell] == best[cell - width]) {
        --i;
      } else if (best[cell] == best[cell - 1]) {
        --j;
      } else {
        settle(olds[--i], news[--j], Tie::similar);
      }
    }
  }

  [[nodiscard]] double gain_in_order(Match match, const Likeness& old_look, const Likeness& new_look,
                                     const Rarity& rarity) const {
    constexpr double like_enough_in_order = 0.28;
    constexpr double weight_enough = 0.2;
    constexpr std::size_t shortest = 30;  // bytes; shorter ones are alike by chance
    const Unit &old_unit = before_[match.before], &new_unit = after_[match.after];
    const bool comparable = old_unit.level == new_unit.level && old_unit.level != Level::row &&
                            old_unit.folded.size() >= shortest && new_unit.folded.size() >= shortest;
    if (!comparable || old_look.with(new_look) < like_enough_in_order) return 0;
    const double weight = rarity.likeness(old_look, new_look);
    return weight < weight_enough ? 0 : weight;
  }

  /// Parts whose text turns up in a pair: in the other side's part, and not in their own side's.
  void find_joined() {
    std::vector<std::size_t> old_partner(before_.size(), none), new_partner(after_.size(), none);
    for (const auto& [i, j, tie] : pairing_.pairs)
      if (tie == Tie::similar) old_partner[i] = j, new_partner[j] = i;
    for (const auto& [part, whole] : joined_to({after_, new_, new_partner}, {before_, old_, old_partner})) {
      pairing_.splits.push_back({whole, part});
      new_[part].settled = true;
    }
    for (const auto& [part, whole] : joined_to({before_, old_, old_partner}, {after_, new_, new_partner})) {
      pairing_.mergers.push_back({part, whole});
      old_[part].settled = true;
    }
  }

  struct Side {
    std::span<const Unit> units;
    std::span<const State> states;
    std::span<const std::size_t> partner;  ///< on the other side, by likeness
  };

  /// For open parts of `own`: the part of `other` that each was a part of, or became one.
  [[nodiscard]] static std::vector<std::pair<std::size_t, std::size_t>> joined_to(const Side& own,
                                                                                  const Side& other) {
    constexpr std::size_t shortest = 30;  // bytes
    constexpr std::size_t most = 2000;    // beyond it the two texts have little in common
    constexpr std::size_t near = 3;       // parts
    constexpr double share_near = 0.5, share_elsewhere = 0.8;
    std::vector<std::size_t> parts, wholes;
    for (std::size_t i = 0; i < own.units.size(); ++i)
      if (!own.states[i].settled && own.units[i].folded.size() >= shortest && is_text(own.units[i].level))
        parts.push_back(i);
    for (std::size_t j = 0; j < other.units.size(); ++j)
      if (other.partner[j] != none && is_text(other.units[j].level)) wholes.push_back(j);
    std::vector<std::pair<std::size_t, std::size_t>> joined;
    if (parts.empty() || wholes.empty() || parts.size() > most || wholes.size() > most) return joined;
    std::vector<Likeness> rests;  // what each whole has and its partner has not
    for (const std::size_t j : wholes)
      rests.push_back(Likeness(other.units[j].folded).without(Likeness(own.units[other.partner[j]].folded)));
    const std::vector<Likeness> part_looks = looks(own.units, parts);
    std::vector<Candidate> best(parts.size());
    for (const Candidate& found : similar(part_looks, rests)) {
      const std::size_t part = parts[found.match.before], whole = wholes[found.match.after];
      if ((own.units[part].level == Level::article) != (other.units[whole].level == Level::article)) continue;
      const std::size_t place = other.partner[whole];
      const bool is_near = std::max(part, place) - std::min(part, place) <= near;
      const double share = part_looks[found.match.before].within(rests[found.match.after]);
      if (share >= (is_near ? share_near : share_elsewhere) && share > best[found.match.before].likeness)
        best[found.match.before] = {found.match, share};
    }
    for (std::size_t n = 0; n < parts.size(); ++n)
      if (best[n].likeness > 0) joined.emplace_back(parts[n], wholes[best[n].match.after]);
    return joined;
  }

  /// Neither a heading nor a row.
  static bool is_text(Level level) { return level > Level::section && level != Level::row; }

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

  static std::vector<Likeness> looks(std::span<const Unit> units, std::span<const std::size_t> which) {
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
  std::size_t head_ = 0, tail_ = 0;  ///< how many both begin and end with
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
