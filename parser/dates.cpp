#include "parser/dates.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using namespace std::string_view_literals;

constexpr int first_year = 1949;
constexpr int last_year = 2100;

/// Reads numbers and words from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text, std::size_t position = 0) : text_(text), position_(position) {}

  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }

  void skip_spaces() {
    for (auto point = code_point_at(text_, position_); point.length != 0 && is_space(point.value);
         point = code_point_at(text_, position_)) {
      position_ += point.length;
    }
  }
  bool take(std::string_view word) {
    if (!rest().starts_with(word)) return false;
    position_ += word.size();
    return true;
  }
  /// A run of ASCII or full-width digits, as ASCII.
  std::string take_digits() {
    std::string digits;
    while (true) {
      const CodePoint point = code_point_at(text_, position_);
      const char32_t base = point.value >= U'０' ? U'０' : U'0';
      if (point.length == 0 || point.value < base || point.value > base + 9) return digits;
      digits += static_cast<char>('0' + (point.value - base));
      position_ += point.length;
    }
  }
  /// A run of Chinese digits as its number: 二〇一九 → 2019, 十一 → 11, 二十 → 20.
  std::optional<int> take_han_number();

 private:
  std::string_view text_;
  std::size_t position_;
};

std::optional<int> han_digit(char32_t value) {
  if (value < 0x300) return std::nullopt;
  constexpr std::u32string_view digits = U"〇一二三四五六七八九";
  if (value == U'零' || value == U'○' || value == U'О' || value == U'Ｏ') return 0;
  if (value == U'元') return 1;
  const auto at = digits.find(value);
  if (at == std::u32string_view::npos) return std::nullopt;
  return static_cast<int>(at);
}

std::optional<int> Reader::take_han_number() {
  int number = 0;
  int taken = 0;
  bool tens = false;
  for (; taken < 5; ++taken) {
    const CodePoint point = code_point_at(text_, position_);
    if (point.value == U'十' && !tens) {
      number = number == 0 ? 10 : number * 10;
      tens = true;
    } else if (const auto digit = han_digit(point.value)) {
      number = tens ? number + *digit : number * 10 + *digit;
    } else {
      break;
    }
    position_ += point.length;
  }
  if (taken == 0) return std::nullopt;
  return number;
}

std::optional<Date> day_of(int year, int month, int day) {
  if (year < first_year || year > last_year) return std::nullopt;
  return Date::of(year, month, day);
}

std::optional<int> to_number(std::string_view digits, std::size_t max_digits) {
  if (digits.empty() || digits.size() > max_digits) return std::nullopt;
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

std::optional<int> take_small(Reader& reader) {
  reader.skip_spaces();
  const std::string digits = reader.take_digits();
  return digits.empty() ? reader.take_han_number() : to_number(digits, 2);
}

/// 月…日 after the year, with the reader behind 年.
std::optional<DateMatch> read_month_and_day(Reader reader, std::size_t begin, int year) {
  const auto month = take_small(reader);
  reader.skip_spaces();
  if (!month || !reader.take("月")) return std::nullopt;
  const auto day = take_small(reader);
  reader.skip_spaces();
  if (!day || !(reader.take("日") || reader.take("号"))) return std::nullopt;
  const auto date = day_of(year, *month, *day);
  if (!date) return std::nullopt;
  return DateMatch{begin, reader.position(), *date, DateMatch::Form::han};
}

/// -11-21 after the year; both separators are the same.
std::optional<DateMatch> read_numeric_rest(Reader reader, std::size_t begin, int year) {
  for (const auto separator : {"-"sv, "/"sv, "."sv, "．"sv, "－"sv}) {
    if (!reader.take(separator)) continue;
    const auto month = to_number(reader.take_digits(), 2);
    if (!month || !reader.take(separator)) return std::nullopt;
    const auto day = to_number(reader.take_digits(), 2);
    if (!day) return std::nullopt;
    const auto date = day_of(year, *month, *day);
    if (!date) return std::nullopt;
    return DateMatch{begin, reader.position(), *date};
  }
  return std::nullopt;
}

/// A date that begins at `begin` with a digit of either kind.
std::optional<DateMatch> read_date_at(std::string_view text, std::size_t begin) {
  Reader reader(text, begin);
  const std::string digits = reader.take_digits();
  const auto year = digits.empty() ? reader.take_han_number() : to_number(digits, 4);
  if (!year) return std::nullopt;
  reader.skip_spaces();
  if (reader.take("年")) return read_month_and_day(reader, begin, *year);
  return digits.size() == 4 ? read_numeric_rest(reader, begin, *year) : std::nullopt;
}

bool is_year_start(char32_t value) {
  return value == U'1' || value == U'2' || value == U'１' || value == U'２' || value == U'一' ||
         value == U'二';
}

/// 2019年1114: the digits of month and day without what stood between and behind them.
std::optional<DateMatch> mend(std::string_view text) {
  Reader reader(text);
  const auto year = to_number(reader.take_digits(), 4);
  if (!year || !reader.take("年")) return std::nullopt;
  const std::string digits = reader.take_digits();
  reader.take("日");
  if (!reader.at_end()) return std::nullopt;
  std::optional<Date> only;
  for (std::size_t cut = 1; cut < digits.size(); ++cut) {
    if (digits.front() == '0' && cut == 1) continue;
    const auto month = to_number(digits.substr(0, cut), 2);
    const auto day = to_number(digits.substr(cut), 2);
    if (!month || !day || (digits[cut] == '0' && digits.size() - cut == 1)) continue;
    const auto date = day_of(*year, *month, *day);
    if (!date) continue;
    if (only && *only != *date) return std::nullopt;
    only = date;
  }
  if (!only) return std::nullopt;
  return DateMatch{0, text.size(), *only, DateMatch::Form::han, true};
}

/// 10:30, 10:30:00, T10:30:00+08:00, -12:30:00, 星期三.
bool is_time_of_day(std::string_view text) {
  text = trim(text);
  if (text.starts_with("星期") || text.starts_with("周")) return count_code_points(text) <= 4;
  return text.size() <= 30 && std::all_of(text.begin(), text.end(), [](char each) {
           return (each >= '0' && each <= '9') || ":-+.TZ "sv.find(each) != std::string_view::npos;
         });
}

bool is_digit(char value) { return value >= '0' && value <= '9'; }

/// The run of digits at `at`, cut to it.
std::string_view digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

/// /2019-02/15/, /2026/2/3/, /2026/02/03/, /2019-02-15/.
std::optional<Date> date_in_folders(std::string_view path, std::size_t at, std::string_view year) {
  std::array<int, 2> parts{};
  std::size_t position = at + year.size();
  for (int& part : parts) {
    if (position >= path.size() || (path[position] != '/' && path[position] != '-')) return std::nullopt;
    const std::string_view digits = digits_at(path, position + 1);
    const auto number = to_number(digits, 2);
    if (!number) return std::nullopt;
    part = *number;
    position += 1 + digits.size();
  }
  return day_of(*to_number(year, 4), parts[0], parts[1]);
}

}  // namespace

std::vector<DateMatch> find_dates(std::string_view text) {
  std::vector<DateMatch> found;
  bool in_number = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool digit = (point.value >= '0' && point.value <= '9') || han_digit(point.value);
    if (digit && !in_number && is_year_start(point.value)) {
      if (auto match = read_date_at(text, at)) {
        at = match->end;
        found.push_back(*match);
        continue;
      }
    }
    in_number = digit;
    at += point.length;
  }
  return found;
}

std::optional<DateMatch> read_date(std::string_view text) {
  const std::string_view inner = trim(text);
  const auto offset = static_cast<std::size_t>(inner.data() - text.data());
  auto match = read_date_at(inner, 0);
  if (match && !is_time_of_day(inner.substr(match->end))) return std::nullopt;
  if (!match) match = mend(inner);
  if (match) {
    match->begin += offset;
    match->end += offset;
  }
  return match;
}

bool is_date_line(std::string_view text) {
  text = trim(text);
  if (const auto open = starting(text, {"（", "("}); !open.empty()) {
    const auto close = ending(text, {"）", ")"});
    if (close.empty() || text.size() < open.size() + close.size()) return false;
    text = trim(text.substr(open.size(), text.size() - open.size() - close.size()));
  }
  if (read_date(text)) return true;
  Reader reader(text);
  const std::string digits = reader.take_digits();
  const auto year = digits.empty() ? reader.take_han_number() : to_number(digits, 4);
  if (!year || *year < first_year || *year > last_year || !reader.take("年")) return false;
  return take_small(reader) && reader.take("月") && reader.at_end();
}

std::optional<Date> date_of_address(std::string_view path) {
  std::optional<Date> last;
  for (std::size_t at = 0; at < path.size();) {
    if (!is_digit(path[at])) {
      ++at;
      continue;
    }
    const std::string_view digits = digits_at(path, at);
    std::optional<Date> date;
    const char before = at == 0 ? '/' : path[at - 1];
    const char after = at + digits.size() < path.size() ? path[at + digits.size()] : '/';
    if (digits.size() == 4 && before == '/') {
      date = date_in_folders(path, at, digits);
    } else if (digits.size() == 8 && (before == '/' || before == 't' || before == '_' || before == '-') &&
               (after == '/' || after == '_' || after == '.' || after == '-')) {
      date = day_of(*to_number(digits.substr(0, 4), 4), *to_number(digits.substr(4, 2), 2),
                    *to_number(digits.substr(6), 2));
    }
    if (date) last = date;
    at += digits.size();
  }
  return last;
}

}  // namespace gazetted::parser
