#include "monitor/summary.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "monitor/label.h"
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

/// 第三章 第十二条 第二款 （一） → 第十二条第二款（一）: an article is known by its number alone, but for
/// the annex or carried text that it is in.
std::string cited(std::string_view where) {
  std::string scope, place;
  while (!where.empty()) {
    const std::size_t end = where.find(' ');
    const std::string_view piece = where.substr(0, end);
    if (place.empty() && (piece.starts_with("附") || piece.starts_with("《")))
      scope += piece;
    else if (piece.starts_with("第") && piece.find("条") != piece.npos)
      place = piece;
    else
      place += piece;
    where.remove_prefix(end == where.npos ? where.size() : end + 1);
  }
  return scope + place;
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

/// Where the last words begin that lie within two punctuation marks, or far enough back: a word that is cut
/// at the far end is not shown.
std::size_t last_phrase(std::string_view text) {
  constexpr std::size_t far_enough = 400;  // bytes
  static constexpr std::u32string_view marks = U"，。；：、（）《》“”！？　\n";
  std::size_t from = text.size();
  while (from > 0 && text.size() - from < far_enough) {
    const std::size_t last = last_code_point(text.substr(0, from));
    if (marks.find(code_point_at(text, last).value) != marks.npos) break;
    from = last;
  }
  return from;
}

/// The last words before a change, back to a punctuation mark: what the figure is of.
std::string_view context(Words& words, std::string_view text) {
  constexpr std::size_t longest = 12 * 3;  // bytes
  static constexpr std::string_view stops = "，。；：、（）()《》“”,;:|！？ 　\n";
  for (const std::string_view verb : {"：", ":", "为", "是"})
    if (text.ends_with(verb)) text.remove_suffix(verb.size());
  const auto pieces = words.cut(text.substr(last_phrase(text)));
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

constexpr std::size_t longest_words = 24;  // characters; of a change

/// 补贴比例 75% → 100%.
std::string replaced_figure(Words& words, std::string_view leading, std::string_view erased,
                            std::string_view inserted) {
  const std::string_view of = context(words, leading);
  return std::string(of) + (of.empty() ? "" : " ") + cut(without_marks(erased), longest_words) + " → " +
         cut(without_marks(inserted), longest_words);
}

std::string replaced_words(std::string_view erased, std::string_view inserted) {
  return "“" + cut(without_marks(erased), longest_words) + "” → “" +
         cut(without_marks(inserted), longest_words) + "”";
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
      if (has_figure(words, span.text) && has_figure(words, inserted))
        changes.figures.push_back(replaced_figure(words, leading, span.text, inserted));
      else
        changes.words.push_back(replaced_words(span.text, inserted));
    } else {
      changes.words.push_back((span.op == Span::Op::erase ? "删去“" : "增加“") +
                              cut(without_marks(span.text), longest_words) + "”");
    }
    leading = {};
  }
  return changes;
}

/// The new numbers of articles, and which changes only follow from them.
class Renumbered {
 public:
  explicit Renumbered(const std::vector<Hunk>& hunks) {
    for (const Hunk& hunk : hunks)
      if (hunk.op == Hunk::Op::renumber)
        learn(hunk.before, hunk.after);
      else if (hunk.op == Hunk::Op::replace && hunk.from.empty())
        learn(own_label(hunk.before), own_label(hunk.after));
  }

  /// （原第四条） of a clause that was amended and renumbered.
  [[nodiscard]] std::string former(const Hunk& hunk) const {
    const auto before = read_label(hunk.before), after = read_label(hunk.after);
    const bool same = before && after && before->level == after->level && before->number == after->number;
    return !before || same || !hunk.from.empty() ? "" : "（原" + before->text + "）";
  }

  /// The spans behind the label of the clause.
  [[nodiscard]] std::vector<Span> without_own(const Hunk& hunk) const {
    std::vector<Span> spans = hunk.spans;
    if (former(hunk).empty() || spans.size() < 2) return spans;
    const bool label = spans[0].op == Span::Op::erase && spans[1].op == Span::Op::insert &&
                       own_label(hunk.before).starts_with(without_marks(spans[0].text));
    if (label) spans.erase(spans.begin(), spans.begin() + 2);
    return spans;
  }

  /// Whether nothing changed but references to articles that have other numbers now.
  [[nodiscard]] bool follows(const Hunk& hunk) const {
    const std::vector<Span> spans = without_own(hunk);
    bool any = false;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      if (spans[i].op == Span::Op::equal) continue;
      const bool replaced =
          spans[i].op == Span::Op::erase && i + 1 < spans.size() && spans[i + 1].op == Span::Op::insert;
      if (!replaced) return false;
      const auto found = numbers_.find(spans[i].text);
      if (found == numbers_.end() || found->second != spans[i + 1].text) return false;
      any = true;
      ++i;
    }
    return any;
  }

 private:
  static std::string own_label(std::string_view paragraph) {
    const auto label = read_label(paragraph);
    return label ? label->text : "";
  }
  void learn(const std::string& before, const std::string& after) {
    if (before != after && before.starts_with("第") && before.find("条") != before.npos)
      numbers_[before] = after;
  }

  std::unordered_map<std::string, std::string> numbers_;
};

std::string join(const std::vector<std::string>& parts, std::size_t most, std::string_view separator) {
  std::string all;
  for (std::size_t i = 0; i < std::min(parts.size(), most); ++i)
    all += (i > 0 ? std::string(separator) : "") + parts[i];
  return parts.size() > most ? all + "等" : all;
}

std::string cited_all(const std::vector<std::string>& paths) {
  std::vector<std::string> places;
  for (const std::string& path : paths) places.push_back(cited(path));
  return join(places, places.size(), "、");
}

/// Without its label, which stands before it already.
std::string quoted(std::string_view paragraphs) {
  constexpr std::size_t longest_quote = 30;
  if (const auto label = read_label(paragraphs.substr(0, paragraphs.find('\n'))))
    paragraphs.remove_prefix(label->end);
  const std::string quote = cut(without_marks(paragraphs), longest_quote);
  return quote.empty() ? "" : "：" + quote;
}

/// Renumberings in a row, each number shifted alike: told as one.
struct Shift {
  std::string place;  ///< what the numbers are in; "" for articles
  Label old_first, old_last, new_first, new_last;
  bool silent = false;  ///< of reworded clauses alone

  [[nodiscard]] std::string told() const {
    const auto range = [](const Label& first, const Label& last) {
      return first.text == last.text ? first.text : first.text + "至" + last.text;
    };
    return place + "原" + range(old_first, old_last) + "改为" + range(new_first, new_last);
  }
};

bool follows(const Ordinal& before, const Ordinal& after) {
  return before.inserted == 0 && after == Ordinal{before.value + 1, 0};
}

/// Of the renumbered clauses; those reworded too are in between, and tell their old numbers themselves.
std::vector<Shift> shifts_of(const std::vector<Hunk>& hunks) {
  std::vector<Shift> shifts;
  for (const Hunk& hunk : hunks) {
    const bool renumbered = hunk.op == Hunk::Op::renumber;
    const auto before = read_label(hunk.before + " "), after = read_label(hunk.after + " ");
    const bool reworded = hunk.op == Hunk::Op::replace && hunk.from.empty() && before && after &&
                          before->number != after->number;
    if (!renumbered && !reworded) continue;
    const Label plain_before{Level::paragraph, {}, 0, hunk.before},
        plain_after{Level::paragraph, {}, 0, hunk.after};
    const Label from = before.value_or(plain_before), to = after.value_or(plain_after);
    std::string place = cited(hunk.where);
    if (const std::size_t at = place.rfind(to.text); at != place.npos) place.erase(at);
    Shift* last = shifts.empty() ? nullptr : &shifts.back();
    if (last != nullptr && last->place == place && last->new_last.level == to.level &&
        last->old_last.level == from.level && follows(last->old_last.number, from.number) &&
        follows(last->new_last.number, to.number)) {
      last->old_last = from;
      last->new_last = to;
      last->silent = last->silent && !renumbered;
    } else {
      shifts.push_back({place, from, from, to, to, !renumbered});
    }
  }
  std::erase_if(shifts, [](const Shift& shift) { return shift.silent; });
  return shifts;
}

/// A hunk by itself, or only what it says of figures.
enum class Scope { all, figures };

std::string told_move(const Hunk& hunk) {
  const std::string from = cited(hunk.from.front()), to = cited(hunk.to.front());
  if (from != to) return "原" + from + "移至" + to;
  const auto heading = [](const std::string& path) {
    std::string place = path.substr(0, path.rfind(' '));
    std::erase(place, ' ');
    return place;
  };
  return to + "由" + heading(hunk.from.front()) + "移至" + heading(hunk.to.front());
}

std::string told_joined(const Hunk& hunk) {
  const std::string_view how = hunk.from.size() == 1 ? "拆分为"
                               : hunk.to.size() == 1 ? "合并为"
                                                     : "重新组合为";
  return "原" + cited_all(hunk.from) + std::string(how) + cited_all(hunk.to);
}

std::optional<std::string> tell(Words& words, const Hunk& hunk, const Renumbered& numbers, Scope scope) {
  constexpr std::size_t most_changes = 3;
  const std::string place = cited(hunk.where);
  if (hunk.op == Hunk::Op::replace) {
    const bool joined = !hunk.from.empty();
    const std::string own = place + numbers.former(hunk) + "：";
    if (numbers.follows(hunk))
      return scope == Scope::figures ? std::nullopt : std::optional(own + "援引的条文序号随之调整");
    if (joined) return scope == Scope::figures ? std::nullopt : std::optional(told_joined(hunk));
    if (hunk.before.find('\n') != hunk.before.npos)
      return scope == Scope::figures ? std::nullopt : std::optional(place + "整体替换");
    const Changes changes = changes_in(words, numbers.without_own(hunk));
    if (!changes.figures.empty()) return own + join(changes.figures, most_changes, "，");
    if (scope == Scope::figures) return std::nullopt;
    if (changes.words.size() > most_changes) return place + numbers.former(hunk) + "改写";
    return own + join(changes.words, most_changes, "，");
  }
  if (scope == Scope::figures) return std::nullopt;
  switch (hunk.op) {
    case Hunk::Op::insert: return "新增" + place + quoted(hunk.after);
    case Hunk::Op::erase: return "删去" + place + quoted(hunk.before);
    default: return told_move(hunk);
  }
}

/// 第七条之一 of 第七条之一第二款（一）; "" where there is no article, or one of an annex.
std::string article_of(std::string_view place) {
  const auto label = read_label(std::string(place) + " ");
  if (label && label->level == Level::article) return label->text;
  const std::size_t end = place.find("条");
  if (!place.starts_with("第") || end == place.npos) return "";
  return std::string(place.substr(0, end + std::string_view("条").size()));
}

/// The articles that hunks of a kind speak of, runs of numbers as one: （第三条、第五条至第八条）.
std::string articles(const Difference& difference, Hunk::Op op) {
  constexpr std::size_t most = 6;
  std::vector<std::pair<Ordinal, std::string>> labels;
  for (const Hunk& hunk : difference.hunks) {
    if (hunk.op != op) continue;
    const std::string place = cited(hunk.where), article = article_of(place);
    const auto label = read_label(article + " ");
    if (label && (op == Hunk::Op::replace || place == article)) labels.emplace_back(label->number, article);
  }
  std::ranges::sort(labels);
  labels.erase(std::ranges::unique(labels).begin(), labels.end());
  std::vector<std::string> runs;
  for (std::size_t i = 0; i < labels.size();) {
    std::size_t last = i;
    while (last + 1 < labels.size() && follows(labels[last].first, labels[last + 1].first)) ++last;
    if (last > i + 1) {
      runs.push_back(labels[i].second + "至" + labels[last].second);
      i = last + 1;
    } else {
      runs.push_back(labels[i++].second);
    }
  }
  return runs.empty() ? "" : "（" + join(runs, most, "、") + "）";
}

std::string counts(const Difference& difference, Counted counted) {
  const std::string unit = counted == Counted::articles ? " 条" : " 段";
  std::vector<std::string> parts;
  const auto add = [&](std::string_view what, int number, const std::string& named) {
    if (number > 0) parts.push_back(std::string(what) + " " + std::to_string(number) + unit + named);
  };
  const bool named = counted == Counted::articles;
  add("修改", difference.amended, named ? articles(difference, Hunk::Op::replace) : "");
  add("新增", difference.added, named ? articles(difference, Hunk::Op::insert) : "");
  add("删去", difference.removed, named ? articles(difference, Hunk::Op::erase) : "");
  add("序号或位置变动", difference.renumbered, "");
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
  const Renumbered numbers(difference.hunks);
  const std::vector<Shift> shifts = shifts_of(difference.hunks);
  std::vector<const Hunk*> hunks;
  for (const Hunk& hunk : difference.hunks)
    if (hunk.op != Hunk::Op::renumber) hunks.push_back(&hunk);
  const bool all = hunks.size() + shifts.size() <= few;
  std::vector<std::string> told;
  for (const Hunk* hunk : hunks) {
    if (told.size() > few) break;
    if (auto detail = tell(words, *hunk, numbers, all ? Scope::all : Scope::figures))
      told.push_back(std::move(*detail));
  }
  if (all)
    for (const Shift& shift : shifts) told.push_back(shift.told());
  std::string summary =
      difference.significance == Significance::editorial ? "仅标点、格式或编号样式变动：" : "";
  if (!all) summary += counts(difference, counted) + (told.empty() ? "" : "；");
  return one_line(summary + join(told, few, "；"));
}

}  // namespace gazetted::monitor
