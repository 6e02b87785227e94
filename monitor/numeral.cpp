#include "monitor/numeral.h"

#include "monitor/utf8.h"

namespace gazetted::monitor {

int numeral_value(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
  constexpr std::u32string_view digits = U"〇一二三四五六七八九";
  if (const auto at = digits.find(c); at != digits.npos) return static_cast<int>(at);
  switch (c) {
    case U'零':
    case U'○': return 0;
    case U'两': return 2;
    case U'十': return 10;
    case U'廿': return 20;
    case U'卅': return 30;
    case U'百': return 100;
    case U'千': return 1000;
    case U'万': return 10000;
    default: return -1;
  }
}

std::optional<int> parse_numeral(std::string_view text) {
  constexpr long limit = 99'999'999;
  long total = 0;    // of whole 万
  long section = 0;  // below 万
  long digit = 0;    // waiting for its unit
  int digits = 0;    // in a row: 二〇二四 is positional
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    at += next.bytes;
    const int value = numeral_value(next.value);
    if (value < 0) return std::nullopt;
    any = true;
    if (value < 10) {
      digit = digits > 0 ? digit * 10 + value : value;
      ++digits;
    } else if (value == 20 || value == 30) {
      section += value;
      digits = 0;
    } else if (value == 10000) {
      total = (total + section + digit) * value;
      section = digit = digits = 0;
    } else {
      section += (digit == 0 ? 1 : digit) * value;
      digit = digits = 0;
    }
    if (total > limit || section > limit || digit > limit) return std::nullopt;
  }
  total += section + digit;
  if (!any || total > limit) return std::nullopt;
  return static_cast<int>(total);
}

std::string to_chinese(int number) {
  static constexpr std::string_view digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  static constexpr std::string_view units[] = {"", "十", "百", "千"};
  std::string result;
  bool gap = false;
  for (int place = 3, unit = 1000; place >= 0; --place, unit /= 10) {
    const int digit = number / unit % 10;
    if (digit == 0) {
      gap = !result.empty();
      continue;
    }
    if (gap) result += digits[0];
    gap = false;
    if (!(place == 1 && digit == 1 && result.empty())) result += digits[digit];
    result += units[place];
  }
  return result;
}

}  // namespace gazetted::monitor
