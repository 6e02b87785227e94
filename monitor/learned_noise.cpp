#include "monitor/learned_noise.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "monitor/fold.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

/// How far from either end of a text a template's lines may stand.
constexpr int edge_lines = 5;
constexpr std::size_t longest_noise = 180;  // bytes, folded
constexpr std::size_t shortest_noise = 6;

/// A line with one of these says that the document does not hold, wherever it stands …
constexpr std::array<std::string_view, 3> against = {"废止", "失效", "停止"};
/// … and with this one that it does, or how long …
constexpr std::string_view in_favour = "有效";
/// … and with one of these something else of it.
constexpr std::array<std::string_view, 10> weighty = {"修改",     "修订", "施行", "生效", "执行",
                                                      "此件公开", "附件", "抄送", "印发", "更正"};
constexpr std::array<std::string_view, 22> heads = {
    "第#",  "(#",   "#、", "#.",  "一、", "二、", "三、", "四、", "五、", "六、", "七、",
    "八、", "九、", "十",  "(一", "(二",  "(三",  "(四",  "(五",  "(六",  "(七",  "第"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Nothing but a date or a number.
bool is_bare(std::string_view form) {
  constexpr std::array<std::string_view, 8> parts = {"#", "年", "月", "日", "-", "/", ".", ":"};
  while (!form.empty()) {
    const auto part =
        std::find_if(parts.begin(), parts.end(), [&](auto each) { return form.starts_with(each); });
    if (part == parts.end()) return false;
    form.remove_prefix(part->size());
  }
  return true;
}

/// Too long to be a template's, whatever it says.
bool is_long(std::string_view line) { return line.size() > 2 * longest_noise; }

bool is_dropped(std::string_view line, const Noise& noise) {
  if (is_long(line)) return false;
  return is_noise(line) || (!noise.forms.empty() && is_known_noise(line_form(line, noise), noise));
}

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  each_line(text, [&](std::string_view line) {
    if (!trimmed(line).empty()) lines.push_back(line);
  });
  return lines;
}

struct Stretch {
  std::size_t begin, end;
};

/// The lines of each of two texts between those that both begin and end with: mostly a few.
struct Differing {
  Stretch lines, others;
};

Differing differing(const Lines& lines, const Lines& others) {
  const std::size_t most = std::min(lines.size(), others.size());
  std::size_t head = 0, tail = 0;
  while (head < most && lines[head] == others[head]) ++head;
  while (tail < most - head && lines[lines.size() - 1 - tail] == others[others.size() - 1 - tail]) ++tail;
  return {{head, lines.size() - tail}, {head, others.size() - tail}};
}

/// Which of `lines` stand in `others` as they are nowhere, or less often.
std::vector<std::size_t> only_in(const Lines& lines, const Stretch& stretch, const Lines& others,
                                 const Stretch& other_stretch) {
  std::unordered_map<std::string_view, std::size_t> known;
  for (std::size_t i = other_stretch.begin; i < other_stretch.end; ++i) ++known[others[i]];
  std::vector<std::size_t> only;
  for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
    const auto found = known.find(lines[i]);
    if (found == known.end() || found->second == 0)
      only.push_back(i);
    else
      --found->second;
  }
  return only;
}

std::vector<std::size_t> only_in(const Lines& lines, const Lines& others) {
  const auto stretches = differing(lines, others);
  return only_in(lines, stretches.lines, others, stretches.others);
}

/// The places of the lines at either end of a text; noise is not counted.
std::map<std::size_t, int> edges_of(const Lines& lines, const Noise& noise) {
  std::map<std::size_t, int> places;
  const auto middle = (lines.size() + 1) / 2;
  int place = 0;
  for (std::size_t i = 0; i < middle && place < edge_lines; ++i)
    if (!is_dropped(lines[i], noise)) places.emplace(i, ++place);
  place = 0;
  for (std::size_t i = lines.size(); i > middle && place > -edge_lines; --i)
    if (!is_dropped(lines[i - 1], noise)) places.emplace(i - 1, --place);
  return places;
}

std::vector<ChangedLine> changed(const Lines& lines, const std::vector<std::size_t>& which,
                                 ChangedLine::Side side, const Noise& noise) {
  std::vector<ChangedLine> found;
  if (which.empty()) return found;
  const auto edges = edges_of(lines, noise);
  for (const auto i : which) {
    if (is_dropped(lines[i], noise)) continue;
    const auto edge = edges.find(i);
    found.push_back({side, edge == edges.end() ? 0 : edge->second, fold(lines[i])});
  }
  return found;
}

void erase_what_folds_alike(std::vector<ChangedLine>& one, std::vector<ChangedLine>& other) {
  std::unordered_map<std::string, std::size_t> ones, both;
  for (const auto& line : one) ++ones[line.words];
  std::erase_if(other, [&](const ChangedLine& line) {
    const auto found = ones.find(line.words);
    if (found == ones.end() || found->second == 0) return false;
    --found->second;
    ++both[line.words];
    return true;
  });
  std::erase_if(one, [&](const ChangedLine& line) {
    const auto found = both.find(line.words);
    if (found == both.end() || found->second == 0) return false;
    --found->second;
    return true;
  });
}

/// What differs between two neighbouring lines that both texts have.
struct Gap {
  std::vector<std::string> unknown;  ///< forms of lines that no noise is
  std::size_t noise = 0;             ///< lines of noise
  [[nodiscard]] std::size_t size() const { return unknown.size() + noise; }
};
using Gaps = std::map<std::pair<std::string_view, std::string_view>, Gap>;

Gaps gaps_of(const Lines& lines, const Lines& others, const Noise& noise) {
  Gaps gaps;
  const auto only = only_in(lines, others);
  std::vector<std::string_view> next(lines.size());
  std::vector<bool> is_common(lines.size(), true);
  for (const auto i : only) is_common[i] = false;
  std::string_view above, below;
  for (std::size_t i = lines.size(); i-- > 0;) {
    next[i] = below;
    if (is_common[i] && !is_dropped(lines[i], noise)) below = lines[i];
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_dropped(lines[i], noise)) {
      if (!is_common[i]) ++gaps[{above, next[i]}].noise;
    } else if (is_common[i]) {
      above = lines[i];
    } else {
      gaps[{above, next[i]}].unknown.push_back(line_form(lines[i], noise));
    }
  }
  return gaps;
}

}  // namespace

Noise::Noise(std::vector<std::string> known, const std::optional<std::string>& document_title)
    : forms(std::move(known)), title(fold(document_title.value_or(""))) {}

std::string line_form(std::string_view line, const Noise& noise) {
  constexpr std::size_t telling = 24;  // bytes: a title that says less may stand in any sentence
  std::string folded = fold(line);
  if (noise.title.size() >= telling)
    if (const auto at = folded.find(noise.title); at != std::string::npos)
      folded.replace(at, noise.title.size(), "@");
  std::string form;
  for (const char c : folded) {
    if (!is_digit(c))
      form += c;
    else if (form.empty() || form.back() != '#')
      form += '#';
  }
  return form;
}

bool is_known_noise(std::string_view form, const Noise& noise) {
  return std::ranges::any_of(noise.forms, [&](std::string_view known) {
    return known.ends_with('*') ? form.starts_with(known.substr(0, known.size() - 1)) : form == known;
  });
}

bool may_be_common(std::string_view form) {
  return form.size() >= shortest_noise && form.size() <= longest_noise && !is_bare(form) &&
         std::ranges::none_of(heads, [&](std::string_view head) { return form.starts_with(head); });
}

bool speaks_of_worth(std::string_view form) {
  return form.find(in_favour) != form.npos || speaks_against(form);
}

bool speaks_against(std::string_view form) {
  return std::ranges::any_of(against, [&](std::string_view word) { return form.find(word) != form.npos; });
}

bool may_be_noise(std::string_view form) {
  return may_be_common(form) && !form.ends_with("。") && !speaks_of_worth(form) &&
         std::ranges::none_of(weighty, [&](std::string_view word) { return form.find(word) != form.npos; });
}

std::string common_label(std::string_view form, std::string_view other) {
  constexpr std::size_t shortest_label = 9;
  const auto same = static_cast<std::size_t>(std::ranges::mismatch(form, other).in1 - form.begin());
  const auto colon = form.substr(0, same).find(':');
  if (colon == std::string_view::npos || colon < shortest_label) return "";
  return std::string(form.substr(0, colon + 1)) + '*';
}

std::vector<ChangedLine> changed_lines(std::string_view before, std::string_view after, const Noise& noise) {
  const auto old_lines = lines_of(before);
  const auto new_lines = lines_of(after);
  const auto [olds, news] = differing(old_lines, new_lines);
  auto lines =
      changed(old_lines, only_in(old_lines, olds, new_lines, news), ChangedLine::Side::before, noise);
  auto added = changed(new_lines, only_in(new_lines, news, old_lines, olds), ChangedLine::Side::after, noise);
  erase_what_folds_alike(lines, added);
  lines.insert(lines.end(), added.begin(), added.end());
  std::ranges::sort(lines, {}, [](const ChangedLine& line) { return std::tie(line.side, line.words); });
  const auto again = std::ranges::unique(lines, [](const ChangedLine& a, const ChangedLine& b) {
    return a.side == b.side && a.words == b.words;
  });
  lines.erase(again.begin(), again.end());
  return lines;
}

std::vector<ChangedLine> lines_at_edges(std::string_view text, const Noise& noise) {
  std::vector<ChangedLine> found;
  const auto lines = lines_of(text);
  for (const auto& [at, place] : edges_of(lines, noise))
    if (!is_long(lines[at])) found.push_back({ChangedLine::Side::after, place, line_form(lines[at], noise)});
  return found;
}

std::vector<std::string> forms_in_turn(std::string_view before, std::string_view after, const Noise& noise) {
  std::vector<std::string> forms;
  if (noise.forms.empty()) return forms;
  const auto old_lines = lines_of(before);
  const auto new_lines = lines_of(after);
  const auto olds = gaps_of(old_lines, new_lines, noise);
  const auto news = gaps_of(new_lines, old_lines, noise);
  for (const auto& [place, one] : olds) {
    const auto other = news.find(place);
    if (other == news.end() || one.size() != other->second.size()) continue;
    const auto& [fewer, more] =
        std::minmax(one, other->second, [](const Gap& a, const Gap& b) { return a.noise < b.noise; });
    std::vector<std::string> candidates;
    for (const auto& form : fewer.unknown)
      if (may_be_noise(form)) candidates.push_back(form);
    if (candidates.size() == more.noise - fewer.noise)
      forms.insert(forms.end(), candidates.begin(), candidates.end());
  }
  return forms;
}

Cleaned without_noise(std::string_view before, std::string_view after, const Noise& noise) {
  Cleaned cleaned;
  if (noise.forms.empty()) return {std::string(before), std::string(after), {}, false};
  const auto old_lines = lines_of(before);
  const auto new_lines = lines_of(after);
  const auto clean = [&](const Lines& lines, const Lines& others) {
    // Also what stands in both: a headline among others may have changed its place.
    std::unordered_set<std::size_t> dropped;
    const auto [begin, end] = differing(lines, others).lines;
    for (std::size_t i = begin; i < end; ++i)
      if (!is_long(lines[i]) && is_known_noise(line_form(lines[i], noise), noise)) dropped.insert(i);
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (dropped.contains(i)) continue;
      if (!text.empty()) text += '\n';
      text += lines[i];
    }
    cleaned.is_changed = cleaned.is_changed || !dropped.empty();
    for (const auto i : dropped)
      if (&lines == &new_lines) cleaned.dropped.emplace_back(lines[i]);
    return text;
  };
  cleaned.before = clean(old_lines, new_lines);
  cleaned.after = clean(new_lines, old_lines);
  return cleaned;
}

}  // namespace gazetted::monitor
