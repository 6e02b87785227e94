#include "monitor/label.h"

#include <algorithm>
#include <span>

#include "monitor/numeral.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

constexpr int longest_numeral = 12;  // characters

/// Reads a line from its head, code point by code point.
class Scanner {
 public:
  explicit Scanner(std::string_view line) : line_(line) {}

  [[nodiscard]] char32_t peek() const { return code_point_at(line_, at_).value; }
  [[nodiscard]] bool at_end() const { return at_ >= line_.size(); }
  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return line_.substr(at_); }

  bool skip_space() {
    const std::size_t from = at_;
    while (!at_end() && is_space(peek())) advance();
    return at_ != from;
  }
  bool take(char32_t wanted) {
    if (at_end() || peek() != wanted) return false;
    advance();
    return true;
  }
  bool take_any(std::u32string_view wanted) {
    return !at_end() && wanted.find(peek()) != wanted.npos && take(peek());
  }
  bool take(std::string_view wanted) {
    if (!rest().starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  struct Numeral {
    int value;
    bool arabic;
  };
  /// A numeral of Arabic digits, or of Chinese ones that may stand apart (第 十 二 条).
  std::optional<Numeral> numeral() {
    const std::size_t from = at_;
    const bool arabic = is_arabic(peek());
    std::string digits;
    for (int count = 0; count < longest_numeral && !at_end(); ++count) {
      const Scanner before_space = *this;
      if (!arabic) skip_space();
      if (at_end() || numeral_value(peek()) < 0 || is_arabic(peek()) != arabic) {
        *this = before_space;
        break;
      }
      digits += utf8(peek());
      advance();
    }
    const auto value = parse_numeral(digits);
    if (!value) {
      at_ = from;
      return std::nullopt;
    }
    return Numeral{*value, arabic};
  }

 private:
  void advance() { at_ += code_point_at(line_, at_).bytes; }

  std::string_view line_;
  std::size_t at_ = 0;
};

bool starts_with_any(std::string_view text, std::span<const std::string_view> starts) {
  return std::ranges::any_of(starts, [&](std::string_view start) { return text.starts_with(start); });
}

/// What follows 第…条 where a sentence only refers to it.
bool continues_reference(std::string_view rest) {
  static constexpr std::string_view continuations[] = {
      "第",   "、",     "至", "和", "与", "或", "的", "款", "项", "规定", "所称", "所列", "所指",  "所规定",
      "中的", "中规定", "，", "。", "；", "）", ")",  "》", "”",  ",",    "及第", "以及", "之规定"};
  return starts_with_any(rest, continuations);
}

/// 第二款, 第（三）项: after a space only such a continuation shows that 第…条 is a reference.
bool names_smaller_unit(std::string_view rest) {
  Scanner scan(rest);
  if (!scan.take(U'第')) return false;
  scan.take_any(U"（(");
  if (!scan.numeral()) return false;
  scan.take_any(U"）)");
  return scan.take_any(U"款项条");
}

/// A heading is short and no sentence.
bool is_heading(std::string_view rest) {
  constexpr std::size_t longest_heading = 50 * 3;
  static constexpr std::string_view sentence_ends[] = {"。", "；", "，", "：", ";", ","};
  return rest.size() <= longest_heading &&
         std::ranges::none_of(sentence_ends, [&](std::string_view end) { return rest.ends_with(end); });
}

std::optional<Level> level_of_unit(Scanner& scan) {
  scan.skip_space();
  if (scan.take("部分") || scan.take(U'编') || scan.take(U'篇')) return Level::part;
  if (scan.take(U'章')) return Level::chapter;
  if (scan.take(U'节')) return Level::section;
  if (scan.take(U'条')) return Level::article;
  return std::nullopt;
}

struct Head {
  Level level;
  Ordinal number;
  Scanner end;  ///< behind the label
};

/// 第…编/章/节/条.
std::optional<Head> read_unit(Scanner scan) {
  if (!scan.take(U'第')) return std::nullopt;
  scan.skip_space();
  const auto number = scan.numeral();
  if (!number) return std::nullopt;
  const auto level = level_of_unit(scan);
  if (!level) return std::nullopt;
  Head head{*level, {number->value, 0}, scan};
  if (Scanner more = scan; more.take(U'之'))
    if (const auto inserted = more.numeral()) {
      head.number.inserted = inserted->value;
      head.end = scan = more;
    }
  const bool parted = scan.skip_space();
  const std::string_view rest = scan.rest();
  if (names_smaller_unit(rest) || (!parted && continues_reference(rest))) return std::nullopt;
  if (head.level != Level::article && !is_heading(rest)) return std::nullopt;
  if (head.level == Level::article) head.end.take_any(U"：:");
  return head;
}

/// 附件, 附件2, 附表1, 附录: alone on its line.
std::optional<Head> read_annex(Scanner scan) {
  if (!scan.take("附件") && !scan.take("附表") && !scan.take("附录")) return std::nullopt;
  scan.skip_space();
  const auto number = scan.numeral();
  scan.take_any(U"：:");
  if (!scan.at_end()) return std::nullopt;
  return Head{Level::annex, {number ? number->value : 0, 0}, scan};
}

/// Whether what follows goes on with the next number, as in 一、二级 or 2、3日: an enumeration within
/// a sentence.
bool goes_on_counting(Scanner scan, int value) {
  const auto next = scan.numeral();
  return next && next->value == value + 1;
}

/// （一）, （1）, (1); 1）.
std::optional<Head> read_bracketed(Scanner scan) {
  const bool opened = scan.take_any(U"（(");
  if (opened) scan.skip_space();
  const auto number = scan.numeral();
  if (!number || number->value > 199 || (!opened && !number->arabic)) return std::nullopt;
  if (opened) scan.skip_space();
  if (!scan.take_any(U"）)")) return std::nullopt;
  static constexpr std::string_view continuations[] = {"至", "和", "或", "与", "项", "、（", "、("};
  if (starts_with_any(scan.rest(), continuations)) return std::nullopt;
  scan.take_any(U"、.．");
  return Head{number->arabic ? Level::subpoint : Level::item, {number->value, 0}, scan};
}

/// 一、 and 1. 1．1、
std::optional<Head> read_pointed(Scanner scan) {
  const auto number = scan.numeral();
  if (!number || number->value > 999) return std::nullopt;
  if (!number->arabic) scan.skip_space();
  const bool comma = scan.peek() == U'、';
  if (!scan.take_any(U"、.．")) return std::nullopt;
  if (goes_on_counting(scan, number->value)) return std::nullopt;
  if (!comma && is_arabic(scan.peek())) return std::nullopt;  // 1.5万元, 1.2 范围
  return Head{number->arabic ? Level::point : Level::ordinal, {number->value, 0}, scan};
}

/// ① ⑴ ⒈ ㈠: a number in one character.
std::optional<Head> read_enclosed(Scanner scan) {
  struct Range {
    char32_t first, last;
    int number;
    Level level;
  };
  static constexpr Range ranges[] = {{0x2460, 0x2473, 1, Level::circled},
                                     {0x2474, 0x2487, 1, Level::subpoint},
                                     {0x2488, 0x249B, 1, Level::point},
                                     {0x3220, 0x3229, 1, Level::item},
                                     {0x3251, 0x325F, 21, Level::circled}};
  const char32_t c = scan.peek();
  for (const auto& [first, last, number, level] : ranges) {
    if (c < first || c > last) continue;
    scan.take(c);
    return Head{level, {number + static_cast<int>(c - first), 0}, scan};
  }
  return std::nullopt;
}

/// By what it begins with: most lines are no clause's head, and are told by one look.
std::optional<Head> read_head(Scanner scan) {
  const char32_t first = scan.peek();
  if (first == U'第') return read_unit(scan);
  if (first == U'附') return read_annex(scan);
  if (first == U'（' || first == U'(') return read_bracketed(scan);
  if (numeral_value(first) < 0) return read_enclosed(scan);
  const auto bracketed = read_bracketed(scan);
  return bracketed ? bracketed : read_pointed(scan);
}

}  // namespace

std::optional<Label> read_label(std::string_view line) {
  Scanner scan(line);
  scan.skip_space();
  const std::size_t begin = scan.position();
  const std::optional<Head> head = read_head(scan);
  if (!head || (head->number.value == 0 && head->level != Level::annex)) return std::nullopt;
  const std::string text = without_space(line.substr(begin, head->end.position() - begin));
  Scanner end = head->end;
  end.skip_space();
  return Label{head->level, head->number, end.position(), text};
}

}  // namespace gazetted::monitor
