#include "monitor/diff.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "monitor/fold.h"
#include "monitor/pairing.h"
#include "monitor/parts.h"
#include "monitor/spans.h"
#include "monitor/structure.h"
#include "monitor/summary.h"
#include "monitor/table.h"
#include "monitor/wording.h"

namespace gazetted::monitor {
namespace {

using Extent = Wording::Extent;

constexpr auto nowhere = static_cast<std::size_t>(-1);

/// Lines that stand on one side alone; together one hunk.
struct Leftover {
  Lines lines;
  Extent extent = Extent::line;
};

void append_lines(Lines& lines, const Block& block) {
  for (std::size_t i = block.begin; i < block.end; ++i) lines.push_back(i);
}

Lines lines_of(const Block& block) {
  Lines lines;
  append_lines(lines, block);
  return lines;
}

/// The lines behind the last numbered clause close a text, whichever clause they follow: one that keeps its
/// order among them did not move when a clause was appended before it, or a note behind it.
class ClosingOrder {
 public:
  ClosingOrder(const Wording& before, const Wording& after, const std::vector<std::size_t>& image)
      : old_begin_(begin_of(before)), new_begin_(begin_of(after)) {
    std::size_t last = 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
      after_.push_back(last);
      if (image[i] != nowhere) last = image[i] + 1;
    }
    before_.assign(image.size(), nowhere);
    for (std::size_t i = image.size(), next = nowhere; i-- > 0;) {
      before_[i] = next;
      if (image[i] != nowhere) next = image[i];
    }
  }

  /// Whether the line is such a one; asked in order.
  [[nodiscard]] bool keeps(Match line) {
    const auto [i, j] = line;
    const bool keeps = i >= old_next_ && j >= new_next_ && i >= old_begin_ && j >= new_begin_ &&
                       j >= after_[i] && j < before_[i];
    if (keeps) old_next_ = i + 1, new_next_ = j + 1;
    return keeps;
  }

 private:
  /// Where the closing lines begin; the end where no clause has a number.
  static std::size_t begin_of(const Wording& wording) {
    for (std::size_t i = wording.clauses.size(); i > 0; --i)
      if (const Clause& clause = wording.clauses[i - 1]; !clause.label.empty() && clause.level != Level::row)
        return i;
    return wording.clauses.size();
  }

  std::size_t old_begin_, new_begin_;
  std::size_t old_next_ = 0, new_next_ = 0;
  std::vector<std::size_t> after_, before_;  ///< of each old line: between which new ones its neighbours are
};

class Comparison {
 public:
  Comparison(std::string_view before, std::string_view after)
      : old_(before),
        new_(after, old_.paragraphs),
        counted_(old_.has_articles() && new_.has_articles() ? Counted::articles : Counted::paragraphs),
        image_(old_.clauses.size(), nowhere),
        heading_image_(old_.clauses.size(), nowhere),
        known_heading_(new_.clauses.size()) {
    read_lines(old_, new_);
  }

  [[nodiscard]] Difference run() && {
    const std::vector<Block> olds = old_.blocks(counted_), news = new_.blocks(counted_);
    if (says_the_same(old_, new_)) {
      for (const Block& block : news) count(new_, block, result_.unchanged);
      return std::move(result_);
    }
    Pairing pairing = pair_up(old_.units(olds), new_.units(news));
    std::erase_if(pairing.splits, [&](const Match& split) {
      const bool moved = is_line_of(new_, news[split.after], old_, olds[split.before]);
      if (moved) pairing.added.push_back(split.after);
      return moved;
    });
    std::erase_if(pairing.mergers, [&](const Match& merger) {
      const bool moved = is_line_of(old_, olds[merger.before], new_, news[merger.after]);
      if (moved) pairing.removed.push_back(merger.before);
      return moved;
    });
    for (const auto& [i, j, tie] : pairing.pairs) know_heading(olds[i].begin, news[j].begin);
    count_changes(pairing, olds, news);
    tell_annexes(pairing, olds, news);
    const Joins joins(pairing);
    for (const Pair& pair : pairing.pairs) {
      const auto parts = joins.of(pair);
      if (parts.is_pair())
        compare_blocks(olds[pair.before], news[pair.after], pair.tie);
      else
        tell_joined(pick(olds, parts.before), pick(news, parts.after), Extent::block);
    }
    for (const std::size_t i : pairing.removed) erased_.push_back({lines_of(olds[i]), Extent::block});
    for (const std::size_t j : pairing.added) inserted_.push_back({lines_of(news[j]), Extent::block});
    find_moved_lines();
    tell_leftovers();
    if (placed_.empty())
      for (const auto& [from, to] : moved_headings_) tell_move({from}, {to}, Extent::block);
    finish();
    return std::move(result_);
  }

 private:
  /// A hunk and where it comes: behind the clause of the text after that it follows.
  struct Placed {
    std::size_t place;
    Hunk hunk;
  };

  void count(const Wording& wording, const Block& block, int& counter) const {
    if (counted_ == Counted::paragraphs || wording.is_article(block)) ++counter;
  }

  void count_changes(const Pairing& pairing, const std::vector<Block>& olds, const std::vector<Block>& news) {
    for (const auto& [i, j, tie] : pairing.pairs) {
      const std::size_t from = olds[i].begin, to = news[j].begin;
      const bool kept = tie == Tie::same && old_.lines[from].label == new_.lines[to].label;
      count(new_, news[j],
            tie == Tie::similar                  ? result_.amended
            : kept && !changed_heading(from, to) ? result_.unchanged
                                                 : result_.renumbered);
    }
    for (const auto& [i, j] : pairing.mergers) count(old_, olds[i], result_.removed);
    for (const auto& [i, j] : pairing.splits) count(new_, news[j], result_.added);
    for (const std::size_t i : pairing.removed) count(old_, olds[i], result_.removed);
    for (const std::size_t j : pairing.added) count(new_, news[j], result_.added);
  }

  /// Annexes that are new, gone or replaced as a whole are one hunk each; their parts leave the pairing.
  void tell_annexes(Pairing& pairing, const std::vector<Block>& olds, const std::vector<Block>& news) {
    Annexes before(old_, olds, pairing.removed), after(new_, news, pairing.added);
    std::erase_if(pairing.pairs, [&](const Pair& pair) {
      const auto from = before.find_body(pair.before), to = after.find_body(pair.after);
      if (!from || !to) return false;
      before.take(pair.before);
      after.take(pair.after);
      tell_joined({*from}, {*to}, Extent::block);
      return true;
    });
    for (const Block& block : before.take_whole()) erased_.push_back({lines_of(block), Extent::block});
    for (const Block& block : after.take_whole()) inserted_.push_back({lines_of(block), Extent::block});
    pairing.removed = std::move(before).open();
    pairing.added = std::move(after).open();
  }

  /// Whether a block is one line that is also a line of the other: moved, not split or merged.
  static bool is_line_of(const Wording& own, const Block& block, const Wording& others, const Block& other) {
    if (block.end - block.begin != 1 || other.end - other.begin == 1) return false;
    return std::any_of(others.lines.begin() + static_cast<std::ptrdiff_t>(other.begin),
                       others.lines.begin() + static_cast<std::ptrdiff_t>(other.end),
                       [&](const Unit& line) { return line.folded == own.lines[block.begin].folded; });
  }

  static std::vector<Block> pick(const std::vector<Block>& blocks, const Lines& which) {
    std::vector<Block> picked;
    for (const std::size_t i : which) picked.push_back(blocks[i]);
    return picked;
  }

  void know_heading(std::size_t from, std::size_t to) {
    if (old_.clauses[from].level > Level::section) return;
    heading_image_[from] = to;
    known_heading_[to] = true;
  }

  /// Whether an article that kept its order now stands in another chapter that was there before. One
  /// that is new, or is no more, moves nothing.
  [[nodiscard]] bool changed_heading(std::size_t from, std::size_t to) const {
    const auto before = old_.clauses[from].heading, after = new_.clauses[to].heading;
    return old_.clauses[from].level == Level::article && before && after &&
           heading_image_[*before] != nowhere && known_heading_[*after] && heading_image_[*before] != *after;
  }

  void compare_blocks(const Block& before, const Block& after, Tie tie) {
    const bool relabelled = old_.lines[before.begin].label != new_.lines[after.begin].label;
    if (tie == Tie::similar) return compare_lines(before, after);
    const bool heading = old_.clauses[before.begin].level <= Level::section;
    const bool moved = (tie == Tie::moved && !heading) || changed_heading(before.begin, after.begin);
    if (moved) return tell_move(lines_of(before), lines_of(after), Extent::block);
    for (std::size_t i = before.begin; i < before.end; ++i) image_[i] = after.end - 1;
    if (relabelled)
      tell_renumbering(before.begin, after.begin);
    else if (tie == Tie::moved)
      moved_headings_.push_back({before.begin, after.begin});
  }

  /// Both lie within paired blocks.
  void compare_lines(const Block& before, const Block& after) {
    const auto olds = std::span(old_.lines).subspan(before.begin, before.end - before.begin);
    const auto news = std::span(new_.lines).subspan(after.begin, after.end - after.begin);
    if (olds.size() == 1 && news.size() == 1) return tell_replacement(before.begin, after.begin);
    Pairing pairing = pair_up(olds, news);
    pair_leads(pairing);
    const Joins joins(pairing);
    for (const Pair& pair : pairing.pairs) {
      const std::size_t from = before.begin + pair.before, to = after.begin + pair.after;
      const auto parts = joins.of(pair);
      if (!parts.is_pair()) {
        tell_joined(single_lines(before, parts.before), single_lines(after, parts.after), Extent::line);
        continue;
      }
      if (pair.tie == Tie::moved) {
        tell_move({from}, {to}, Extent::line);
        continue;
      }
      image_[from] = to;
      if (pair.tie == Tie::similar)
        tell_replacement(from, to);
      else if (old_.lines[from].label != new_.lines[to].label)
        tell_renumbering(from, to);
    }
    for (const std::size_t i : pairing.removed) erased_.push_back({{before.begin + i}, Extent::line});
    for (const std::size_t j : pairing.added) inserted_.push_back({{after.begin + j}, Extent::line});
  }

  /// The lines that carry the labels of two paired articles stand for each other, even reworded.
  static void pair_leads(Pairing& pairing) {
    const bool open = !pairing.removed.empty() && pairing.removed.front() == 0 && !pairing.added.empty() &&
                      pairing.added.front() == 0;
    if (!open) return;
    pairing.removed.erase(pairing.removed.begin());
    pairing.added.erase(pairing.added.begin());
    pairing.pairs.insert(pairing.pairs.begin(), {0, 0, Tie::similar});
  }

  static std::vector<Block> single_lines(const Block& within, const Lines& which) {
    std::vector<Block> blocks;
    for (const std::size_t i : which) blocks.push_back({within.begin + i, within.begin + i + 1});
    return blocks;
  }

  /// Equal lines that left one article and turn up in another.
  void find_moved_lines() {
    constexpr std::size_t shortest = 24;  // bytes
    std::unordered_map<std::string_view, std::vector<std::size_t>> places;
    for (const Leftover& leftover : erased_)
      for (const std::size_t i : leftover.lines)
        if (old_.lines[i].folded.size() >= shortest) places[old_.lines[i].folded].push_back(i);
    for (auto& [text, list] : places) std::ranges::reverse(list);
    ClosingOrder closing(old_, new_, image_);
    std::vector<bool> moved(old_.clauses.size());
    for (Leftover& leftover : inserted_)
      std::erase_if(leftover.lines, [&](std::size_t j) {
        const auto found = places.find(new_.lines[j].folded);
        if (found == places.end() || found->second.empty()) return false;
        const std::size_t i = found->second.back();
        found->second.pop_back();
        moved[i] = true;
        if (closing.keeps({i, j}))
          image_[i] = j;
        else
          tell_move({i}, {j}, Extent::line);
        return true;
      });
    for (Leftover& leftover : erased_) std::erase_if(leftover.lines, [&](std::size_t i) { return moved[i]; });
  }

  void tell_leftovers() {
    for (const auto& [lines, extent] : inserted_) {
      if (lines.empty()) continue;
      const std::string text = new_.raw(lines);
      tell_at(lines.front(), {Hunk::Op::insert,
                              new_.where(lines.front(), extent),
                              "",
                              text,
                              {{Span::Op::insert, text}},
                              {},
                              {}});
    }
    std::vector<std::size_t> last_image(old_.clauses.size() + 1, nowhere);  // before each old clause
    for (std::size_t i = 0; i < old_.clauses.size(); ++i)
      last_image[i + 1] = image_[i] == nowhere ? last_image[i] : image_[i];
    for (const auto& [lines, extent] : erased_) {
      if (lines.empty()) continue;
      const std::string text = old_.raw(lines);
      const std::size_t follows = last_image[lines.front()];
      placed_.push_back({follows == nowhere ? 0 : 2 * follows + 2,
                         {Hunk::Op::erase,
                          old_.where(lines.front(), extent),
                          text,
                          "",
                          {{Span::Op::erase, text}},
                          {},
                          {}}});
    }
  }

  void tell_at(std::size_t line, Hunk hunk) { placed_.push_back({2 * line + 1, std::move(hunk)}); }

  void tell_replacement(std::size_t from, std::size_t to) {
    image_[from] = to;
    const Unit &old_line = old_.lines[from], &new_line = new_.lines[to];
    if (old_line.label == new_line.label && old_line.folded == new_line.folded) return;  // an annex's head
    const Clause &before = old_.clauses[from], &after = new_.clauses[to];
    tell_at(to, {Hunk::Op::replace,
                 new_.where(to, Extent::line) + changed_column(before, after),
                 std::string(before.raw),
                 std::string(after.raw),
                 word_spans(words_, before.raw, after.raw),
                 {},
                 {}});
  }

  void tell_renumbering(std::size_t from, std::size_t to) {
    const std::string &before = old_.clauses[from].label, &after = new_.clauses[to].label;
    Hunk hunk{Hunk::Op::renumber, new_.where(to, Extent::block), before, after, {}, {}, {}};
    if (!before.empty()) hunk.spans.push_back({Span::Op::erase, before});
    if (!after.empty()) hunk.spans.push_back({Span::Op::insert, after});
    tell_at(to, std::move(hunk));
  }

  void tell_move(const Lines& from, const Lines& to, Extent extent) {
    const std::string before = old_.raw(from), after = new_.raw(to), where = new_.where(to.front(), extent);
    tell_at(to.front(), {Hunk::Op::move,
                         where,
                         before,
                         after,
                         word_spans(words_, before, after),
                         {old_.where(from.front(), extent)},
                         {where}});
  }

  /// Parts that were split, merged or replaced as a whole: one replacement of them all.
  void tell_joined(const std::vector<Block>& olds, const std::vector<Block>& news, Extent extent) {
    Lines old_lines, new_lines;
    Hunk hunk;
    for (const Block& block : olds) {
      append_lines(old_lines, block);
      hunk.from.push_back(old_.where(block.begin, extent));
    }
    for (const Block& block : news) {
      append_lines(new_lines, block);
      hunk.to.push_back(new_.where(block.begin, extent));
    }
    for (const std::size_t i : old_lines) image_[i] = new_lines.back();
    const bool joined = olds.size() + news.size() > 2;
    hunk.where = joined ? where_joined(hunk.from, hunk.to) : hunk.to.front();
    if (!joined) hunk.from = hunk.to = {};
    hunk.before = old_.raw(old_lines);
    hunk.after = new_.raw(new_lines);
    hunk.spans = word_spans(words_, hunk.before, hunk.after);
    tell_at(new_lines.front(), std::move(hunk));
  }

  /// ` 列“补贴比例”` of two rows whose columns have headings; nothing where too many cells changed.
  [[nodiscard]] std::string changed_column(const Clause& before, const Clause& after) const {
    constexpr std::size_t most = 3;
    const bool rows = before.table_head && after.table_head;
    if (!rows || &new_.clauses[*after.table_head] == &after) return "";
    const auto columns = changed_columns({old_.clauses[*before.table_head].raw, before.raw},
                                         {new_.clauses[*after.table_head].raw, after.raw});
    return columns.empty() || columns.size() > most ? "" : " 列“" + joined(columns, "”、“") + "”";
  }

  void finish() {
    std::ranges::stable_sort(placed_, {}, &Placed::place);
    for (Placed& placed : placed_) result_.hunks.push_back(std::move(placed.hunk));
    result_.significance = significance();
    result_.summary = summarise(result_, counted_);
  }

  /// Judged over all hunks together, so that a paragraph cut in two is still editorial.
  [[nodiscard]] Significance significance() const {
    std::string before, after;
    for (const Hunk& hunk : result_.hunks) {
      if (hunk.op == Hunk::Op::move) return Significance::substantive;
      before += hunk.before + "\n";
      after += hunk.after + "\n";
    }
    if (fold_editorial(before) == fold_editorial(after)) return Significance::editorial;
    std::erase(before, '\n');
    std::erase(after, '\n');
    return fold_editorial(before) == fold_editorial(after) ? Significance::editorial
                                                           : Significance::substantive;
  }

  Wording old_, new_;
  Counted counted_;
  std::vector<std::size_t> image_;  ///< of each old clause: the clause of the text after that it became
  std::vector<std::size_t> heading_image_;  ///< the same of its headings, moved ones too
  std::vector<bool> known_heading_;         ///< of each clause of the text after: is it an image of one
  std::vector<Match> moved_headings_;       ///< without another number: what moved is what they head
  std::vector<Leftover> erased_, inserted_;
  std::vector<Placed> placed_;
  Words words_;
  Difference result_;
};

}  // namespace

bool rewrite_much(const std::vector<Hunk>& hunks, std::size_t bytes) {
  std::size_t changed = 0;
  for (const Hunk& hunk : hunks) changed += std::max(hunk.before.size(), hunk.after.size());
  return changed * 5 >= bytes;
}

Difference compare(std::string_view before, std::string_view after) {
  return Comparison(before, after).run();
}

}  // namespace gazetted::monitor
