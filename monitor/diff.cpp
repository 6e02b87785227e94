#include "monitor/diff.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "monitor/fold.h"
#include "monitor/pairing.h"
#include "monitor/spans.h"
#include "monitor/structure.h"
#include "monitor/summary.h"

namespace gazetted::monitor {
namespace {

constexpr auto nowhere = static_cast<std::size_t>(-1);

/// Clauses [begin, end): an article with all its lines, or one line outside of articles.
struct Block {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// One wording, read.
struct Wording {
  std::vector<Clause> clauses;
  std::vector<Unit> lines;  ///< of each clause

  explicit Wording(std::string_view text) : clauses(read_structure(comparable(text))) {}

  /// Lines that are equal to the letter in both wordings, at their heads and tails, are compared as
  /// they stand: most of an amended text, and folding it would take most of the time.
  void read_lines(std::size_t same_head, std::size_t same_tail) {
    lines.reserve(clauses.size());
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const Clause& clause = clauses[i];
      const bool row = clause.level == Level::row;
      const bool same = i < same_head || i + same_tail >= clauses.size();
      Unit line{clause.level, fold(clause.label), same ? clause.text : fold(clause.text),
                row ? fold(row_key(clause.raw)) : ""};
      if (!row) line.name = line.label;
      lines.push_back(std::move(line));
    }
  }

  [[nodiscard]] bool has_articles() const {
    return std::ranges::any_of(clauses, [](const Clause& clause) { return clause.level == Level::article; });
  }
  [[nodiscard]] bool is_article(const Block& block) const {
    return clauses[block.begin].level == Level::article;
  }
  [[nodiscard]] std::vector<Block> blocks(Counted counted) const {
    std::vector<Block> result;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const bool goes_on = counted == Counted::articles && clauses[i].article && *clauses[i].article != i;
      if (goes_on)
        result.back().end = i + 1;
      else
        result.push_back({i, i + 1});
    }
    return result;
  }
  [[nodiscard]] Unit unit(const Block& block) const {
    Unit all = lines[block.begin];
    for (std::size_t i = block.begin + 1; i < block.end; ++i) all.folded += lines[i].label + lines[i].folded;
    return all;
  }
  [[nodiscard]] std::vector<Unit> units(const std::vector<Block>& from) const {
    std::vector<Unit> result;
    result.reserve(from.size());
    for (const Block& block : from) result.push_back(unit(block));
    return result;
  }
  [[nodiscard]] std::string folded() const {
    std::string all;
    for (const Unit& line : lines) all += line.label + line.folded;
    return all;
  }
  /// The paragraphs as they stand, one a line.
  [[nodiscard]] std::string raw(const std::vector<std::size_t>& which) const {
    std::string all;
    for (const std::size_t i : which) all += (all.empty() ? "" : "\n") + clauses[i].raw;
    return all;
  }
};

/// Lines that stand on one side alone; together one hunk.
struct Leftover {
  std::vector<std::size_t> lines;
  bool whole_block = false;
};

std::vector<std::size_t> lines_of(const Block& block) {
  std::vector<std::size_t> lines;
  for (std::size_t i = block.begin; i < block.end; ++i) lines.push_back(i);
  return lines;
}

class Comparison {
 public:
  Comparison(std::string_view before, std::string_view after)
      : old_(before),
        new_(after),
        counted_(old_.has_articles() && new_.has_articles() ? Counted::articles : Counted::paragraphs),
        image_(old_.clauses.size(), nowhere) {
    const auto& olds = old_.clauses;
    const auto& news = new_.clauses;
    const std::size_t most = std::min(olds.size(), news.size());
    const auto is_same = [](const Clause& a, const Clause& b) { return a.raw == b.raw; };
    std::size_t head = 0;
    while (head < most && is_same(olds[head], news[head])) ++head;
    std::size_t tail = 0;
    while (tail < most - head && is_same(olds[olds.size() - 1 - tail], news[news.size() - 1 - tail])) ++tail;
    old_.read_lines(head, tail);
    new_.read_lines(head, tail);
  }

  [[nodiscard]] Difference run() && {
    const std::vector<Block> olds = old_.blocks(counted_), news = new_.blocks(counted_);
    if (old_.folded() == new_.folded()) {
      for (const Block& block : news) count(new_, block, result_.unchanged);
      return std::move(result_);
    }
    const Pairing pairing = pair_up(old_.units(olds), new_.units(news));
    for (const Pair& pair : pairing.pairs) compare_blocks(olds[pair.before], news[pair.after], pair.tie);
    for (const std::size_t i : pairing.removed) {
      count(old_, olds[i], result_.removed);
      erased_.push_back({lines_of(olds[i]), true});
    }
    for (const std::size_t j : pairing.added) {
      count(new_, news[j], result_.added);
      inserted_.push_back({lines_of(news[j]), true});
    }
    find_moved_lines();
    tell_leftovers();
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

  void compare_blocks(const Block& before, const Block& after, Tie tie) {
    const bool relabelled = old_.lines[before.begin].label != new_.lines[after.begin].label;
    if (tie == Tie::similar) {
      count(new_, after, result_.amended);
      return compare_lines(before, after);
    }
    count(new_, after, relabelled || tie == Tie::moved ? result_.renumbered : result_.unchanged);
    if (tie == Tie::moved) return tell_move(lines_of(before), lines_of(after));
    for (std::size_t i = before.begin; i < before.end; ++i) image_[i] = after.end - 1;
    if (relabelled) tell_renumbering(before.begin, after.begin);
  }

  /// Both lie within paired blocks.
  void compare_lines(const Block& before, const Block& after) {
    const auto olds = std::span(old_.lines).subspan(before.begin, before.end - before.begin);
    const auto news = std::span(new_.lines).subspan(after.begin, after.end - after.begin);
    if (olds.size() == 1 && news.size() == 1) return tell_replacement(before.begin, after.begin);
    const Pairing pairing = pair_up(olds, news);
    for (const auto& [i, j, tie] : pairing.pairs) {
      const std::size_t from = before.begin + i, to = after.begin + j;
      if (tie == Tie::moved) {
        tell_move({from}, {to});
        continue;
      }
      image_[from] = to;
      if (tie == Tie::similar)
        tell_replacement(from, to);
      else if (old_.lines[from].label != new_.lines[to].label)
        tell_renumbering(from, to);
    }
    for (const std::size_t i : pairing.removed) erased_.push_back({{before.begin + i}, false});
    for (const std::size_t j : pairing.added) inserted_.push_back({{after.begin + j}, false});
  }

  /// Equal lines that left one article and turn up in another.
  void find_moved_lines() {
    constexpr std::size_t shortest = 24;  // bytes
    std::unordered_map<std::string_view, std::vector<std::size_t>> places;
    for (const Leftover& leftover : erased_)
      for (const std::size_t i : leftover.lines)
        if (old_.lines[i].folded.size() >= shortest) places[old_.lines[i].folded].push_back(i);
    for (auto& [text, list] : places) std::ranges::reverse(list);
    std::vector<bool> moved(old_.clauses.size());
    for (Leftover& leftover : inserted_)
      std::erase_if(leftover.lines, [&](std::size_t j) {
        const auto found = places.find(new_.lines[j].folded);
        if (found == places.end() || found->second.empty()) return false;
        moved[found->second.back()] = true;
        tell_move({found->second.back()}, {j});
        found->second.pop_back();
        return true;
      });
    for (Leftover& leftover : erased_) std::erase_if(leftover.lines, [&](std::size_t i) { return moved[i]; });
  }

  void tell_leftovers() {
    for (const auto& [lines, whole] : inserted_) {
      if (lines.empty()) continue;
      const std::string text = new_.raw(lines);
      tell_at(lines.front(),
              {Hunk::Op::insert, where(new_, lines.front(), whole), "", text, {{Span::Op::insert, text}}});
    }
    std::vector<std::size_t> last_image(old_.clauses.size() + 1, nowhere);  // before each old clause
    for (std::size_t i = 0; i < old_.clauses.size(); ++i)
      last_image[i + 1] = image_[i] == nowhere ? last_image[i] : image_[i];
    for (const auto& [lines, whole] : erased_) {
      if (lines.empty()) continue;
      const std::string text = old_.raw(lines);
      const std::size_t follows = last_image[lines.front()];
      placed_.push_back(
          {follows == nowhere ? 0 : 2 * follows + 2,
           {Hunk::Op::erase, where(old_, lines.front(), whole), text, "", {{Span::Op::erase, text}}}});
    }
  }

  static std::string where(const Wording& wording, std::size_t line, bool whole_block) {
    return whole_block ? wording.clauses[line].scope : wording.clauses[line].path;
  }

  void tell_at(std::size_t line, Hunk hunk) { placed_.push_back({2 * line + 1, std::move(hunk)}); }

  void tell_replacement(std::size_t from, std::size_t to) {
    image_[from] = to;
    const Clause &before = old_.clauses[from], &after = new_.clauses[to];
    tell_at(to, {Hunk::Op::replace, after.path + changed_column(before, after), before.raw, after.raw,
                 word_spans(words_, before.raw, after.raw)});
  }

  void tell_renumbering(std::size_t from, std::size_t to) {
    const std::string &before = old_.clauses[from].label, &after = new_.clauses[to].label;
    Hunk hunk{Hunk::Op::renumber, new_.clauses[to].scope, before, after, {}};
    if (!before.empty()) hunk.spans.push_back({Span::Op::erase, before});
    if (!after.empty()) hunk.spans.push_back({Span::Op::insert, after});
    tell_at(to, std::move(hunk));
  }

  void tell_move(const std::vector<std::size_t>& from, const std::vector<std::size_t>& to) {
    const std::string before = old_.raw(from), after = new_.raw(to);
    tell_at(to.front(), {Hunk::Op::move, where(new_, to.front(), to.size() > 1), before, after,
                         word_spans(words_, before, after)});
  }

  /// ` 列“补贴比例”` where one cell of a row changed and its column has a heading.
  [[nodiscard]] std::string changed_column(const Clause& before, const Clause& after) const {
    if (!before.table_head || !after.table_head) return "";
    const auto olds = cells(before.raw), news = cells(after.raw),
               heads = cells(new_.clauses[*after.table_head].raw);
    if (&new_.clauses[*after.table_head] == &after || olds.size() != news.size() ||
        news.size() != heads.size())
      return "";
    std::optional<std::size_t> column;
    for (std::size_t i = 0; i < news.size(); ++i) {
      if (fold(olds[i]) == fold(news[i])) continue;
      if (column) return "";
      column = i;
    }
    return column ? " 列“" + heads[*column] + "”" : "";
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
  std::vector<Leftover> erased_, inserted_;
  std::vector<Placed> placed_;
  Words words_;
  Difference result_;
};

}  // namespace

Difference compare(std::string_view before, std::string_view after) {
  return Comparison(before, after).run();
}

}  // namespace gazetted::monitor
