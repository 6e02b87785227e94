#pragma once
// Reading a text from its end towards its beginning: a document number is known by the 号 that ends it.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gazetted::doc_number {

using namespace std::string_view_literals;

inline constexpr std::array spaces{" "sv, "\u00A0"sv, "\u3000"sv, "\t"sv};
/// By value; 零 and ○ stand for a zero, the last three for the places of a number.
inline constexpr std::array han_digits{"〇"sv, "一"sv, "二"sv, "三"sv, "四"sv, "五"sv, "六"sv, "七"sv,
                                       "八"sv, "九"sv, "零"sv, "○"sv,  "十"sv, "百"sv, "千"sv};

inline constexpr std::size_t max_digits = 8;

template <std::size_t N>
std::string_view ending(std::string_view text, const std::array<std::string_view, N>& candidates) {
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [&](std::string_view each) { return text.ends_with(each); });
  return found == candidates.end() ? ""sv : *found;
}

template <std::size_t N>
std::string_view starting(std::string_view text, const std::array<std::string_view, N>& candidates) {
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [&](std::string_view each) { return text.starts_with(each); });
  return found == candidates.end() ? ""sv : *found;
}

/// Reads a text from its end towards its beginning.
class Backward {
 public:
  explicit Backward(std::string_view text) : rest_(text) {}

  [[nodiscard]] std::size_t position() const { return rest_.size(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

  bool take(std::string_view word) {
    if (!rest_.ends_with(word)) return false;
    rest_.remove_suffix(word.size());
    return true;
  }
  template <std::size_t N>
  bool take_one(const std::array<std::string_view, N>& candidates) {
    const std::string_view found = ending(rest_, candidates);
    rest_.remove_suffix(found.size());
    return !found.empty();
  }
  void skip_spaces() {
    while (take_one(spaces)) {
    }
  }
  /// ASCII and full-width digits, as ASCII; Chinese ones too where `with_han`.
  enum class Digits { arabic, arabic_or_han };
  std::string take_digits(Digits kind) {
    std::string digits;
    while (digits.size() < max_digits + 1) {
      const auto [digit, length] = digit_before(kind);
      if (length == 0) break;
      digits.insert(digits.begin(), digit);
      rest_.remove_suffix(length);
    }
    return digits;
  }
  /// The run of ideographs that ends here, as far as one is looked at.
  std::string_view take_han() {
    const std::string_view before = rest_;
    for (std::size_t taken = 0; taken <= longest_run && ends_in_han(); ++taken) {
      rest_.remove_suffix(3);
    }
    return before.substr(rest_.size());
  }

 private:
  static constexpr std::size_t longest_run = 24;  ///< ideographs

  [[nodiscard]] std::pair<char, std::size_t> digit_before(Digits kind) const {
    if (rest_.empty()) return {'0', 0};
    const char last = rest_.back();
    if (last >= '0' && last <= '9') return {last, 1};
    // ０…９ are EF BC 90 … EF BC 99.
    if (rest_.size() >= 3 && rest_.substr(rest_.size() - 3, 2) == "\xEF\xBC"sv) {
      const int value = static_cast<std::uint8_t>(last) - 0x90;
      if (value >= 0 && value <= 9) return {static_cast<char>('0' + value), 3};
    }
    if (kind == Digits::arabic_or_han) {
      const auto found = std::find_if(han_digits.begin(), han_digits.end(),
                                      [&](std::string_view each) { return rest_.ends_with(each); });
      if (found != han_digits.end()) {
        const auto value = found - han_digits.begin();
        return {value < 10 ? static_cast<char>('0' + value) : '0', found->size()};
      }
    }
    return {'0', 0};
  }
  /// U+4E00…U+9FFF are E4 B8 80 … E9 BF BF.
  [[nodiscard]] bool ends_in_han() const {
    if (rest_.size() < 3) return false;
    const auto lead = static_cast<std::uint8_t>(rest_[rest_.size() - 3]);
    return lead >= 0xE4 && lead <= 0xE9;
  }

  std::string_view rest_;
};

/// 十五 → 15, 一百零三 → 103, 二四 → 24: the run of Chinese digits that ends here, as ASCII.
inline std::string take_han_number(Backward& reader) {
  const std::string_view before = reader.rest();
  int value = 0;
  int place = 1;
  bool with_places = false;
  std::string digits;
  while (true) {
    const auto found = std::find_if(han_digits.begin(), han_digits.end(),
                                    [&](std::string_view each) { return reader.rest().ends_with(each); });
    if (found == han_digits.end() || digits.size() > max_digits) break;
    reader.take(*found);
    const auto digit = static_cast<int>(found - han_digits.begin());
    if (digit >= 12) {
      // 十 of 十五 has no digit before it and stands for itself.
      place = digit == 12 ? 10 : digit == 13 ? 100 : 1000;
      with_places = true;
      const bool bare = std::none_of(han_digits.begin() + 1, han_digits.begin() + 10,
                                     [&](std::string_view each) { return reader.rest().ends_with(each); });
      if (bare) value += place;
      digits.insert(digits.begin(), '0');
    } else {
      value += (digit < 10 ? digit : 0) * place;
      digits.insert(digits.begin(), static_cast<char>('0' + (digit < 10 ? digit : 0)));
    }
  }
  if (before.size() == reader.rest().size()) return {};
  return with_places ? std::to_string(value) : digits;
}

}  // namespace gazetted::doc_number
