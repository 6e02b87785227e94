#include "parser/utf8.h"

#include <algorithm>
#include <cstdint>

#include "core/text.h"

namespace gazetted::parser {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t position) {
  return static_cast<std::uint8_t>(text[position]);
}

std::size_t length_from_lead(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t position) {
  if (position >= text.size()) return {};
  const std::uint8_t lead = byte_at(text, position);
  const std::size_t length = length_from_lead(lead);
  if (length == 1) return {lead, 1};
  if (length == 0 || text.size() - position < length) return {lead, 1};
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint8_t next = byte_at(text, position + i);
    if (!is_continuation(next)) return {lead, 1};
    value = value << 6 | (next & 0x3FU);
  }
  return {value, length};
}

CodePoint code_point_before(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  if (position == 0) return {};
  for (std::size_t back = 1; back <= 4 && back <= position; ++back) {
    if (is_continuation(byte_at(text, position - back))) continue;
    const CodePoint found = code_point_at(text, position - back);
    if (found.length == back) return found;
    break;
  }
  return {byte_at(text, position - 1), 1};
}

void append_utf8(std::string& text, char32_t value) {
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80 | (value >> shift & 0x3F)); };
  if (value < 0x80) {
    text += static_cast<char>(value);
  } else if (value < 0x800) {
    text += static_cast<char>(0xC0 | value >> 6);
    tail(0);
  } else if (value < 0x10000) {
    text += static_cast<char>(0xE0 | value >> 12);
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | value >> 18);
    tail(12), tail(6), tail(0);
  }
}

bool is_han(char32_t value) {
  return (value >= 0x4E00 && value <= 0x9FFF) || (value >= 0x3400 && value <= 0x4DBF) || value == 0x3007 ||
         (value >= 0xF900 && value <= 0xFAFF) || (value >= 0x20000 && value <= 0x323AF);
}

std::size_t count_code_points(std::string_view text) { return gazetted::count_characters(text); }

std::string_view trim(std::string_view text) {
  for (CodePoint first = code_point_at(text, 0); first.length != 0 && is_space(first.value);
       first = code_point_at(text, 0)) {
    text.remove_prefix(first.length);
  }
  for (CodePoint last = code_point_before(text, text.size()); last.length != 0 && is_space(last.value);
       last = code_point_before(text, text.size())) {
    text.remove_suffix(last.length);
  }
  return text;
}

std::string without_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    // Han characters, the bulk of it, are told by their first byte.
    const std::uint8_t lead = byte_at(text, at);
    if (lead >= 0xE4 && lead <= 0xE9) {
      out.append(text, at, 3);
      at += 3;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    if (!is_space(point.value)) out.append(text, at, point.length);
    at += point.length;
  }
  return out;
}

std::string collapse_spaces(std::string_view text) {
  text = trim(text);
  std::string out;
  out.reserve(text.size());
  bool in_space = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (is_space(point.value)) {
      if (!in_space) out += ' ';
      in_space = true;
    } else {
      out.append(text, at, point.length);
      in_space = false;
    }
    at += point.length;
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text,
                                    std::initializer_list<std::string_view> separators) {
  std::vector<std::string_view> pieces;
  const auto add = [&](std::string_view piece) {
    piece = trim(piece);
    if (!piece.empty()) pieces.push_back(piece);
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view separator = starting(text.substr(at), separators);
    if (separator.empty()) {
      at += code_point_at(text, at).length;
      continue;
    }
    add(text.substr(begin, at - begin));
    begin = at += separator.size();
  }
  add(text.substr(begin));
  return pieces;
}

// Nearly every candidate is another word: the last byte of one, which differs most between characters of
// Chinese, says so before anything is called.
std::string_view starting(std::string_view text, std::initializer_list<std::string_view> candidates) {
  for (const std::string_view each : candidates) {
    if (each.empty()) return each;
    if (each.size() <= text.size() && text[each.size() - 1] == each.back() && text.starts_with(each))
      return each;
  }
  return {};
}

std::string_view ending(std::string_view text, std::initializer_list<std::string_view> candidates) {
  for (const std::string_view each : candidates) {
    if (each.empty()) return each;
    if (each.size() <= text.size() && text.back() == each.back() && text.ends_with(each)) return each;
  }
  return {};
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  if (word.empty() || static_cast<std::uint8_t>(word.front()) < 0xE0) return text.find(word, from);
  constexpr std::size_t telling = 2;
  for (std::size_t at = text.find(word[telling], from + telling); at != std::string_view::npos;
       at = text.find(word[telling], at + 1)) {
    if (text.compare(at - telling, word.size(), word) == 0) return at - telling;
  }
  return std::string_view::npos;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> candidates) {
  return std::any_of(candidates.begin(), candidates.end(),
                     [&](std::string_view each) { return contains(text, each); });
}

}  // namespace gazetted::parser
