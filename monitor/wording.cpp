#include "monitor/wording.h"

#include <algorithm>

#include "monitor/fold.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {

Wording::Wording(std::string_view text, const Labelled& like)
    : paragraphs(read_labels(comparable(text), like)), clauses(read_structure(paragraphs)) {}

std::string_view Wording::keep(std::string words) { return kept_.emplace_back(std::move(words)); }

std::string_view Wording::keep_folded(std::string_view words) {
  return consists_of_ideographs(words) ? words : keep(fold(words));
}

void Wording::read_lines(std::size_t head, std::size_t tail) {
  same_head = head;
  same_tail = tail;
  lines.reserve(clauses.size());
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const Clause& clause = clauses[i];
    const bool same = i < same_head || i + same_tail >= clauses.size();
    Unit line{clause.level, keep_folded(clause.label), same ? clause.text : keep_folded(clause.text),
              keep_folded(clause.key)};
    if (line.name.empty() && clause.level != Level::row) line.name = line.label;
    if (!line.name.empty() && !clause.numbering.empty())
      line.name = keep(std::string(line.name) + clause.numbering);
    lines.push_back(line);
  }
}

bool Wording::has_articles() const {
  return std::ranges::any_of(clauses, [](const Clause& clause) { return clause.level == Level::article; });
}

bool Wording::is_article(const Block& block) const { return clauses[block.begin].level == Level::article; }

std::vector<Block> Wording::blocks(Counted counted) const {
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

/// An annex is known by its title, which stands on the next line.
constexpr char title_mark = '\x1F';  // in no folded text

std::vector<Unit> Wording::units(const std::vector<Block>& from) {
  std::vector<Unit> result;
  result.reserve(from.size());
  for (const auto& [begin, end] : from) {
    Unit& all = result.emplace_back(lines[begin]);
    const bool takes_title = all.level == Level::annex && end < lines.size();
    if (end - begin == 1 && !takes_title) continue;
    std::string folded(all.folded);
    for (std::size_t i = begin + 1; i < end; ++i) (folded += lines[i].label) += lines[i].folded;
    if (takes_title) (folded += title_mark) += lines[end].folded;
    all.folded = keep(std::move(folded));
  }
  return result;
}

std::string Wording::raw(const std::vector<std::size_t>& which) const {
  std::string all;
  for (const std::size_t i : which) (all += all.empty() ? "" : "\n") += clauses[i].raw;
  return all;
}

std::string Wording::where(std::size_t line, Extent extent) const {
  return extent == Extent::block ? scope_of(clauses, line) : path_of(clauses, line);
}

void read_lines(Wording& before, Wording& after) {
  const auto [head, tail] = common_ends(before.paragraphs.lines, after.paragraphs.lines);
  before.read_lines(head, tail);
  after.read_lines(head, tail);
}

bool says_the_same(const Wording& before, const Wording& after) {
  const auto between = [](const Wording& wording) {
    std::string all;
    for (std::size_t i = wording.same_head; i + wording.same_tail < wording.lines.size(); ++i)
      (all += wording.lines[i].label) += wording.lines[i].folded;
    return all;
  };
  return between(before) == between(after);
}

}  // namespace gazetted::monitor
