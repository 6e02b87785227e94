#include "parser/list_numbers.h"

#include <array>
#include <cctype>
#include <cstddef>
#include <initializer_list>

namespace gazetted::parser {
namespace {

using Digits = std::array<std::string_view, 10>;
constexpr Digits counting = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Digits legal = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr Digits full_width = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
using Units = std::array<std::string_view, 4>;
constexpr Units counting_units = {"", "十", "百", "千"};
constexpr Units legal_units = {"", "拾", "佰", "仟"};

std::string by_digit(int number, const Digits& digits) {
  std::string out;
  for (const char c : std::to_string(number)) out += digits[static_cast<std::size_t>(c - '0')];
  return out;
}

/// 一百零五, 十二: with units, zeros between told once.
std::string by_unit(int number, const Digits& digits, const Units& units) {
  if (number <= 0 || number >= 10'000) return by_digit(number < 0 ? 0 : number, digits);
  const std::string written = std::to_string(number);
  const std::string_view zero = digits[0] == "〇" ? std::string_view("零") : digits[0];
  std::string out;
  bool pending_zero = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto digit = static_cast<std::size_t>(written[i] - '0');
    const std::size_t place = written.size() - 1 - i;
    if (digit == 0) {
      pending_zero = true;
      continue;
    }
    if (pending_zero && !out.empty()) out += zero;
    pending_zero = false;
    const bool plain_ten = digit == 1 && place == 1 && i == 0 && digits[0] == "〇";
    if (!plain_ten) out += digits[digit];
    out += units[place];
  }
  return out;
}

std::string roman(int number) {
  struct Step {
    int value;
    std::string_view text;
  };
  static constexpr std::array<Step, 13> steps = {{{1000, "m"},
                                                  {900, "cm"},
                                                  {500, "d"},
                                                  {400, "cd"},
                                                  {100, "c"},
                                                  {90, "xc"},
                                                  {50, "l"},
                                                  {40, "xl"},
                                                  {10, "x"},
                                                  {9, "ix"},
                                                  {5, "v"},
                                                  {4, "iv"},
                                                  {1, "i"}}};
  if (number <= 0 || number > 4000) return std::to_string(number);
  std::string out;
  for (const auto& [value, text] : steps)
    for (; number >= value; number -= value) out += text;
  return out;
}

/// a … z, aa … zz, aaa …
std::string letters(int number) {
  if (number <= 0 || number > 26 * 8) return std::to_string(number);
  return std::string(static_cast<std::size_t>((number - 1) / 26 + 1),
                     static_cast<char>('a' + (number - 1) % 26));
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

/// The character `number - 1` behind the first of a run in Unicode; digits beyond its end.
std::string from_run(int number, char32_t first, int length) {
  if (number < 1 || number > length) return std::to_string(number);
  const char32_t value = first + static_cast<char32_t>(number - 1);
  return {static_cast<char>(0xE0 | value >> 12), static_cast<char>(0x80 | (value >> 6 & 0x3F)),
          static_cast<char>(0x80 | (value & 0x3F))};
}

std::string from_cycle(int number, std::string_view characters) {
  const int count = static_cast<int>(characters.size() / 3);
  if (number < 1) return std::to_string(number);
  return std::string(characters.substr(static_cast<std::size_t>((number - 1) % count) * 3, 3));
}

bool is_one_of(std::string_view format, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (format == name) return true;
  return false;
}

}  // namespace

std::string format_number(int number, std::string_view format) {
  if (is_one_of(format, {"bullet", "none"})) return {};
  if (is_one_of(format, {"chineseCounting", "chineseCountingThousand", "japaneseCounting",
                         "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"}))
    return by_unit(number, counting, counting_units);
  if (is_one_of(format, {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}))
    return by_digit(number, counting);
  if (format == "chineseLegalSimplified") return by_unit(number, legal, legal_units);
  if (format == "upperRoman") return upper(roman(number));
  if (format == "lowerRoman") return roman(number);
  if (format == "upperLetter") return upper(letters(number));
  if (format == "lowerLetter") return letters(number);
  if (format == "decimalZero") return (number < 10 ? "0" : "") + std::to_string(number);
  if (is_one_of(format, {"decimalFullWidth", "decimalFullWidth2"})) return by_digit(number, full_width);
  if (is_one_of(format, {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}))
    return from_run(number, U'①', 20);
  if (format == "decimalEnclosedParen") return from_run(number, U'⑴', 20);
  if (format == "decimalEnclosedFullstop") return from_run(number, U'⒈', 20);
  if (format == "ideographEnclosedCircle") return from_run(number, U'㊀', 10);
  if (format == "ideographTraditional") return from_cycle(number, "甲乙丙丁戊己庚辛壬癸");
  if (format == "ideographZodiac") return from_cycle(number, "子丑寅卯辰巳午未申酉戌亥");
  return std::to_string(number);
}

}  // namespace gazetted::parser
