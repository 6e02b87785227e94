#include "monitor/learned_noise.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "monitor/fold.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

/// How far from either end of a text a template's lines may stand.
constexpr std::size_t edge_lines = 5;
constexpr std::size_t longest_noise = 180;  // bytes, folded
constexpr std::size_t shortest_noise = 6;

/// A line with one of these says something of the document, wherever it stands.
constexpr std::array<std::string_view, 14> weighty = {"废止", "失效", "有效", "修改", "修订",
                                                      "停止", "施行", "生效", "执行", "此件公开",
                                                      "附件", "抄送", "印发", "更正"};
constexpr std::array<std::string_view, 22> heads = {
    "第#",  "(#",   "#、", "#.",  "一、", "二、", "三、", "四、", "五、", "六、", "七、",
    "八、", "九、", "十",  "(一", "(二",  "(三",  "(四",  "(五",  "(六",  "(七",  "第"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_known(std::string_view form, const LineForms& noise) {
  return std::find(noise.begin(), noise.end(), form) != noise.end();
}

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

std::vector<std::string> folded_lines(std::string_view text, const LineForms& noise) {
  std::vector<std::string> lines;
  for (const auto& line : comparable(text))
    if (!is_known(line_form(line), noise)) lines.push_back(fold(line));
  return lines;
}

/// The lines at both ends of a text, folded; furniture and noise left out. The rest is never folded: it
/// may be long.
struct Edges {
  std::vector<std::string> outer;  ///< where a template's lines may stand
  std::vector<std::string> inner;  ///< some more, to which they may have been pushed

  Edges(std::string_view text, const LineForms& noise) {
    constexpr std::size_t inner_lines = 20;
    std::vector<std::string_view> lines;
    each_line(text, [&](std::string_view line) { lines.push_back(line); });
    std::size_t taken = 0;
    const auto take = [&](std::string_view line) {
      const bool is_long = line.size() > 2 * longest_noise;  // text, whatever it says
      if (!is_long && (is_noise(line) || is_known(line_form(line), noise))) return;
      if (!is_long) (taken < edge_lines ? outer : inner).push_back(fold(line));
      ++taken;
    };
    const auto middle = (lines.size() + 1) / 2;
    for (std::size_t i = 0; i < middle && taken < inner_lines; ++i) take(lines[i]);
    taken = 0;
    for (std::size_t i = lines.size(); i > middle && taken < inner_lines; --i) take(lines[i - 1]);
  }

  [[nodiscard]] bool has(const std::string& line) const {
    return std::find(outer.begin(), outer.end(), line) != outer.end() ||
           std::find(inner.begin(), inner.end(), line) != inner.end();
  }
};

}  // namespace

std::string line_form(std::string_view line) {
  std::string form;
  for (const char c : fold(line)) {
    if (!is_digit(c))
      form += c;
    else if (form.empty() || form.back() != '#')
      form += '#';
  }
  return form;
}

bool may_be_noise(std::string_view form) {
  const auto begins = [&](std::string_view head) { return form.starts_with(head); };
  const auto holds = [&](std::string_view word) { return form.find(word) != std::string_view::npos; };
  return form.size() >= shortest_noise && form.size() <= longest_noise && !form.ends_with("。") &&
         std::none_of(heads.begin(), heads.end(), begins) &&
         std::none_of(weighty.begin(), weighty.end(), holds) && !is_bare(form);
}

LineForms forms_of(const std::vector<std::string>& lines) {
  LineForms forms;
  for (const auto& line : lines) forms.push_back(line_form(line));
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

std::vector<std::string> doubtful_lines(std::string_view before, std::string_view after,
                                        const LineForms& noise) {
  const Edges old_edges(before, noise);
  const Edges new_edges(after, noise);
  std::vector<std::string> doubtful;
  const auto take = [&](const Edges& here, const Edges& there) {
    for (const auto& line : here.outer)
      if (!there.has(line) && may_be_noise(line_form(line))) doubtful.push_back(line);
  };
  take(new_edges, old_edges);
  take(old_edges, new_edges);
  std::sort(doubtful.begin(), doubtful.end());
  doubtful.erase(std::unique(doubtful.begin(), doubtful.end()), doubtful.end());
  return doubtful;
}

Cleaned without_noise(std::string_view text, const LineForms& noise) {
  Cleaned cleaned;
  each_line(text, [&](std::string_view line) {
    if (line.size() <= 2 * longest_noise && is_known(line_form(line), noise)) {
      cleaned.dropped.emplace_back(line);
      return;
    }
    if (!cleaned.text.empty()) cleaned.text += '\n';
    cleaned.text += line;
  });
  return cleaned;
}

bool same_but_for_noise(std::string_view a, std::string_view b, const LineForms& noise) {
  return folded_lines(a, noise) == folded_lines(b, noise);
}

}  // namespace gazetted::monitor
