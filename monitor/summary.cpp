#include "monitor/summary.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "monitor/utf8.h"
#include "monitor/words.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t longest_summary = 240;  // characters
constexpr std::size_t few = 3;                // hunks, each told by itself

std::string cut(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == characters) return std::string(text.substr(0, at)) + "…";
    at += code_point_at(text, at).bytes;
  }
  return std::string(text);
}

/// 第三章 第十二条 第二款 （一） → 第十二条第二款（一）: an article is known by its number alone.
std::string cited(std::string_view where) {
  std::string place;
  while (!where.empty()) {
    const std::size_t end = where.find(' ');
    const std::string_view piece = where.substr(0, end);
    if (piece.starts_with("第") && piece.find("条") != piece.npos) place.clear();
    place += piece;
    where.remove_prefix(end == where.npos ? where.size() : end + 1);
  }
  return place;
}

/// `text` without the marks at its ends that a change of words carried along.
std::string_view without_marks(std::string_view text) {
  static constexpr std::u32string_view marks = U"，。；：、（）()《》“”,;:| 　\n";
  while (!text.empty() && marks.find(code_point_at(text, 0).value) != marks.npos)
    text.remove_prefix(code_point_at(text, 0).bytes);
  while (!text.empty()) {
    const std::size_t last = last_code_point(text);
    if (marks.find(code_point_at(text, last).value) == marks.npos) break;
    text = text.substr(0, last);
  }
  return text;
}

/// The last words before a change, back to a punctuation mark: what the figure is of.
std::string_view context(Words& words, std::string_view text) {
  constexpr std::size_t longest = 12 * 3;  // bytes
  static constexpr std::string_view stops = "，。；：、（）()《》“”,;:|！？ 　\n";
  for (const std::string_view verb : {"：", ":", "为", "是"})
    if (text.ends_with(verb)) text.remove_suffix(verb.size());
  constexpr std::size_t far_enough = 400;  // bytes; a word that is cut at the far end is not shown
  std::size_t from = text.size() > far_enough ? text.size() - far_enough : 0;
  while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) ++from;
  const auto pieces = words.cut(text.substr(from));
  std::size_t length = 0;
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    if (stops.find(*piece) != stops.npos || length + piece->size() > longest) break;
    length += piece->size();
  }
  return text.substr(text.size() - length);
}

bool has_figure(Words& words, std::string_view text) {
  return std::ranges::any_of(words.cut(text), is_figure);
}

std::string replacement(Words& words, std::string_view leading, std::string_view erased,
                        std::string_view inserted) {
  constexpr std::size_t longest_quote = 24;  // characters
  if (has_figure(words, erased) && has_figure(words, inserted)) {
    const std::string_view of = context(words, leading);
    return std::string(of) + (of.empty() ? "" : " ") + cut(without_marks(erased), longest_quote) + " → " +
           cut(without_marks(inserted), longest_quote);
  }
  return "“" + cut(without_marks(erased), longest_quote) + "” → “" +
         cut(without_marks(inserted), longest_quote) + "”";
}

/// The changes within one hunk, those of figures apart.
struct Changes {
  std::vector<std::string> figures, words;
};

Changes changes_in(Words& words, const std::vector<Span>& spans) {
  Changes changes;
  std::string_view leading;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Span& span = spans[i];
    if (span.op == Span::Op::equal) {
      leading = span.text;
      continue;
    }
    const bool replaced =
        span.op == Span::Op::erase && i + 1 < spans.size() && spans[i + 1].op == Span::Op::insert;
    if (replaced) {
      const std::string_view inserted = spans[++i].text;
      const bool figure = has_figure(words, span.text) && has_figure(words, inserted);
      (figure ? changes.figures : changes.words).push_back(replacement(words, leading, span.text, inserted));
    } else {
      constexpr std::size_t longest_quote = 24;
      changes.words.push_back((span.op == Span::Op::erase ? "删去“" : "增加“") +
                              cut(without_marks(span.text), longest_quote) + "”");
    }
    leading = {};
  }
  return changes;
}

std::string join(const std::vector<std::string>& parts, std::size_t most, std::string_view separator) {
  std::string all;
  for (std::size_t i = 0; i < std::min(parts.size(), most); ++i)
    all += (i > 0 ? std::string(separator) : "") + parts[i];
  return parts.size() > most ? all + "等" : all;
}

/// A hunk by itself; only what it says of figures where `figures_only` is asked for.
enum class Scope { all, figures };

std::optional<std::string> tell(Words& words, const Hunk& hunk, Scope scope) {
  constexpr std::size_t most_changes = 3;
  constexpr std::size_t longest_quote = 30;
  const std::string place = cited(hunk.where);
  if (hunk.op == Hunk::Op::replace) {
    const Changes changes = changes_in(words, hunk.spans);
    if (!changes.figures.empty()) return place + "：" + join(changes.figures, most_changes, "，");
    if (scope == Scope::figures) return std::nullopt;
    if (changes.words.size() <= most_changes) return place + "：" + join(changes.words, most_changes, "，");
    return place + "改写";
  }
  if (scope == Scope::figures) return std::nullopt;
  switch (hunk.op) {
    case Hunk::Op::insert: return "新增" + place + "：" + cut(hunk.after, longest_quote);
    case Hunk::Op::erase: return "删去" + place + "：" + cut(hunk.before, longest_quote);
    case Hunk::Op::renumber: return hunk.before + "改为" + hunk.after;
    default: return place + "移动位置";
  }
}

std::string counts(const Difference& difference, Counted counted) {
  const std::string unit = counted == Counted::articles ? " 条" : " 段";
  std::vector<std::string> parts;
  const auto add = [&](std::string_view what, int number) {
    if (number > 0) parts.push_back(std::string(what) + " " + std::to_string(number) + unit);
  };
  add("修改", difference.amended);
  add("新增", difference.added);
  add("删去", difference.removed);
  add("序号或位置变动", difference.renumbered);
  if (parts.empty()) return "共 " + std::to_string(difference.hunks.size()) + " 处变动";
  return join(parts, parts.size(), "，");
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return cut(text, longest_summary);
}

}  // namespace

std::string summarise(const Difference& difference, Counted counted) {
  if (difference.hunks.empty()) return "";
  Words words;
  std::vector<std::string> told;
  const bool all = difference.hunks.size() <= few;
  for (const Hunk& hunk : difference.hunks) {
    if (told.size() > few) break;
    if (auto detail = tell(words, hunk, all ? Scope::all : Scope::figures))
      told.push_back(std::move(*detail));
  }
  std::string summary =
      difference.significance == Significance::editorial ? "仅标点、格式或编号样式变动：" : "";
  if (!all) summary += counts(difference, counted) + (told.empty() ? "" : "；");
  return one_line(summary + join(told, few, "；"));
}

}  // namespace gazetted::monitor
