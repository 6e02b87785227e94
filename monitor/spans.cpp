#include "monitor/spans.h"

#include <algorithm>
#include <unordered_map>

#include "monitor/align.h"
#include "monitor/fold.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

using Pieces = std::vector<std::string_view>;

/// What was put in the place of what, and the text kept behind it. All views into the two texts.
struct Edit {
  std::string_view erased, inserted, kept;
};

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::vector<Match> match_words(const Pieces& before, const Pieces& after) {
  std::unordered_map<std::string_view, std::uint64_t> ids;
  const auto numbers = [&ids](const Pieces& pieces) {
    std::vector<std::uint64_t> result;
    result.reserve(pieces.size());
    for (const std::string_view piece : pieces)
      result.push_back(ids.try_emplace(piece, ids.size()).first->second);
    return result;
  };
  const auto olds = numbers(before), news = numbers(after);
  return common_subsequence(olds, news);
}

/// The edits that lead from one text to the other, with the words matched kept.
std::vector<Edit> edits_of(std::string_view before, std::string_view after, const Pieces& olds,
                           const Pieces& news, const std::vector<Match>& matches) {
  std::vector<Edit> edits(1);
  const char* old_at = before.data();
  const char* new_at = after.data();
  for (const auto& [i, j] : matches) {
    const std::string_view erased = between(old_at, olds[i].data()),
                           inserted = between(new_at, news[j].data());
    const bool changed = erased != inserted;  // the same text may be cut into other words
    if (changed) edits.push_back({erased, inserted, news[j]});
    if (!changed)
      edits.back().kept = between(edits.back().kept.empty() ? new_at : edits.back().kept.data(),
                                  news[j].data() + news[j].size());
    old_at = olds[i].data() + olds[i].size();
    new_at = news[j].data() + news[j].size();
  }
  const std::string_view erased = between(old_at, before.data() + before.size());
  const std::string_view inserted = between(new_at, after.data() + after.size());
  if (erased != inserted)
    edits.push_back({erased, inserted, {}});
  else
    edits.back().kept =
        between(edits.back().kept.empty() ? new_at : edits.back().kept.data(), after.data() + after.size());
  return edits;
}

/// Bytes that two texts have in common at both ends, up to punctuation: so that the words between are
/// cut as in the whole text, without cutting it all.
struct Ends {
  std::size_t head, tail;
};
Ends common_ends(std::string_view before, std::string_view after) {
  static constexpr std::string_view stops[] = {"，", "。", "；", "、", "\n"};
  if (before == after) return {before.size(), 0};
  const auto first = std::ranges::mismatch(before, after).in1;
  const std::string_view same(before.begin(), first);
  std::size_t head = 0;
  for (const std::string_view stop : stops)
    if (const std::size_t at = same.rfind(stop); at != same.npos) head = std::max(head, at + stop.size());
  const std::size_t most = std::min(before.size(), after.size()) - head;
  std::size_t same_tail = 0;
  while (same_tail < most && before[before.size() - 1 - same_tail] == after[after.size() - 1 - same_tail])
    ++same_tail;
  const std::string_view same_end = before.substr(before.size() - same_tail);
  std::size_t tail = 0;
  for (const std::string_view stop : stops)
    if (const std::size_t at = same_end.find(stop); at != same_end.npos)
      tail = std::max(tail, same_tail - at);
  return {head, tail};
}

/// A single character kept between two replacements (的, 和) only breaks them up. Punctuation parts them.
bool is_island(std::string_view kept) {
  static constexpr std::string_view small_words[] = {"的", "和", "及", "或", "等",
                                                     "与", "在", "对", "为", "、"};
  return std::ranges::find(small_words, kept) != std::ranges::end(small_words);
}

std::vector<Edit> without_islands(const std::vector<Edit>& edits) {
  const auto replaces = [](const Edit& edit) { return !edit.erased.empty() && !edit.inserted.empty(); };
  std::vector<Edit> result;
  for (const Edit& edit : edits) {
    if (!result.empty() && replaces(result.back()) && replaces(edit) && is_island(result.back().kept)) {
      Edit& last = result.back();
      last.erased = between(last.erased.data(), edit.erased.data() + edit.erased.size());
      last.inserted = between(last.inserted.data(), edit.inserted.data() + edit.inserted.size());
      last.kept = edit.kept;
    } else {
      result.push_back(edit);
    }
  }
  return result;
}

/// Hashes of all runs of five code points, ascending.
std::vector<std::uint64_t> shingles(std::string_view folded) {
  constexpr std::size_t width = 5;
  const std::u32string points = code_points(folded);
  const std::size_t length = std::min(width, points.size());
  std::vector<std::uint64_t> result;
  for (std::size_t at = 0; length > 0 && at + length <= points.size(); ++at)
    result.push_back(std::hash<std::u32string_view>{}(std::u32string_view(points).substr(at, length)));
  std::ranges::sort(result);
  return result;
}

}  // namespace

std::vector<Span> word_spans(Words& words, std::string_view before, std::string_view after) {
  std::vector<Span> spans;
  const auto add = [&spans](Span::Op op, std::string_view text) {
    if (text.empty()) return;
    if (!spans.empty() && spans.back().op == op)
      spans.back().text += text;
    else
      spans.push_back({op, std::string(text)});
  };
  const auto [head, tail] = common_ends(before, after);
  const std::string_view end = before.substr(before.size() - tail);
  add(Span::Op::equal, before.substr(0, head));
  before = before.substr(head, before.size() - head - tail);
  after = after.substr(head, after.size() - head - tail);
  const Pieces olds = words.cut(before), news = words.cut(after);
  for (const Edit& edit : without_islands(edits_of(before, after, olds, news, match_words(olds, news)))) {
    add(Span::Op::erase, edit.erased);
    add(Span::Op::insert, edit.inserted);
    add(Span::Op::equal, edit.kept);
  }
  add(Span::Op::equal, end);
  return spans;
}

std::vector<Span> word_spans(std::string_view before, std::string_view after) {
  Words words;
  return word_spans(words, before, after);
}

double similarity(std::string_view a, std::string_view b) {
  const std::string folded_a = fold(a), folded_b = fold(b);
  if (folded_a == folded_b) return 1;
  const auto runs_a = shingles(folded_a), runs_b = shingles(folded_b);
  if (runs_a.empty() || runs_b.empty()) return 0;
  std::vector<std::uint64_t> common;
  std::ranges::set_intersection(runs_a, runs_b, std::back_inserter(common));
  return 2.0 * static_cast<double>(common.size()) / static_cast<double>(runs_a.size() + runs_b.size());
}

}  // namespace gazetted::monitor
