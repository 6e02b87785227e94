#include "parser/html_skeleton.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "parser/html_tree.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

// Stretches stand as the characters of Supplementary Private Use Area-A, four bytes each: the n-th one for
// the n-th stretch.
constexpr char area_lead = '\xF3';
constexpr char32_t area_first = 0xF0000;
constexpr std::size_t area_size = 0xFFFD;  // the last two are no characters
constexpr std::size_t mark_bytes = 4;
// What of a tag within a script or comment is kept as it stands.
constexpr std::size_t tag_reach = 256;

/// What a byte is to the walk over text.
enum class Byte : unsigned char {
  plain,
  stop,   // ends a stretch
  check,  // may begin a character that the builder replaces, or that does not fit the scheme
};

constexpr auto bytes = [] {
  std::array<Byte, 256> table{};
  for (unsigned c = 0; c < 0x20; ++c) table[c] = Byte::stop;
  for (const char c : {'\t', '\n', '\f'}) table[static_cast<unsigned char>(c)] = Byte::plain;
  for (const char c : {'<', '>', '&', '\x7F'}) table[static_cast<unsigned char>(c)] = Byte::stop;
  table[0xC2] = table[0xEF] = Byte::check;
  for (unsigned c = 0xF0; c < 0x100; ++c) table[c] = Byte::stop;
  return table;
}();

/// C1 controls (C2 80 … C2 9F) and noncharacters (EF B7 90 … EF B7 AF, EF BF BE, EF BF BF).
bool is_replaced(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  if (byte(0) == 0xC2) return byte(1) < 0xA0;
  return (byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) < 0xB0) || (byte(1) == 0xBF && byte(2) >= 0xBE);
}

/// A whole character of three bytes, of those that are always plain: told at once, as it is most of the text.
bool is_plain_three(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] < '\xE1' || text[at] > '\xEC') return false;
  return (static_cast<unsigned char>(text[at + 1]) & 0xC0U) == 0x80U &&
         (static_cast<unsigned char>(text[at + 2]) & 0xC0U) == 0x80U;
}

std::size_t end_of_stretch(std::string_view text, const std::size_t begin) {
  std::size_t at = begin;
  for (; at < text.size(); ++at) {
    if (is_plain_three(text, at)) {
      at += 2;
      continue;
    }
    const Byte byte = bytes[static_cast<unsigned char>(text[at])];
    if (byte == Byte::plain) continue;
    if (byte == Byte::stop || is_replaced(text, at)) break;
  }
  // Of what may be the end of a comment or CDATA section: `-->`, `--!>`, `]]>`.
  while (at > begin && (text[at - 1] == '-' || text[at - 1] == '!' || text[at - 1] == ']')) --at;
  return at;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

/// Where what begins at `at` with a byte that ends stretches, ends itself.
std::size_t end_of_stop(std::string_view text, std::size_t at) {
  const char c = text[at++];
  if (c == '&') {  // a character reference, with what may still belong to it or, in a value, make it none
    while (at < text.size() && is_word_character(text[at])) ++at;
    return at < text.size() && (text[at] == ';' || text[at] == '=') ? at + 1 : at;
  }
  if (c == '-' || c == '!' || c == ']') return at;
  if (c == '<') {  // a tag to a builder in another state
    const std::size_t end = text.substr(at, tag_reach).find('>');
    at = end == std::string_view::npos ? std::min(text.size(), at + tag_reach) : at + end;
  }
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

/// Whether the page refers to a character of the area by number (&#983040;).
bool refers_to_area(std::string_view page) {
  for (std::size_t at = 0; (at = page.find("&#", at)) != std::string_view::npos;) {
    at += 2;
    const bool hex = page.substr(at).starts_with('x') || page.substr(at).starts_with('X');
    if (hex) ++at;
    std::uint32_t value = 0;
    const auto parsed = std::from_chars(page.data() + at, page.data() + page.size(), value, hex ? 16 : 10);
    if (parsed.ec == std::errc() && value >= area_first && value < area_first + area_size) return true;
  }
  return false;
}

}  // namespace

Skeleton::Skeleton(std::string_view page)
    : holds_marks_(page.find(area_lead) != std::string_view::npos || refers_to_area(page)) {
  markup_.reserve(holds_marks_ ? page.size() : page.size() / 2);
}

void Skeleton::text(std::string_view piece) {
  if (holds_marks_) return markup(piece);
  for (std::size_t at = 0; at < piece.size();) {
    std::size_t begin = at;
    while (at < piece.size() && is_html_space(piece[at]) && piece[at] != '\r') ++at;
    markup(piece.substr(begin, at - begin));
    begin = at;
    at = end_of_stretch(piece, begin);
    if (at - begin >= worthwhile && stretches_.size() < area_size)
      stretch(piece.substr(begin, at - begin));
    else
      markup(piece.substr(begin, at - begin));
    if (at == piece.size()) break;
    begin = at;
    at = end_of_stop(piece, begin);
    markup(piece.substr(begin, at - begin));
  }
}

void Skeleton::stretch(std::string_view characters) {
  const auto value = static_cast<unsigned>(area_first + stretches_.size());
  markup_ += area_lead;
  markup_ += static_cast<char>(0x80U | ((value >> 12U) & 0x3FU));
  markup_ += static_cast<char>(0x80U | ((value >> 6U) & 0x3FU));
  markup_ += static_cast<char>(0x80U | (value & 0x3FU));
  stretches_.push_back(characters);
}

std::optional<std::string_view> Skeleton::stretch_at(std::string_view characters, std::size_t at) const {
  const auto number = code_point_at(characters, at).value - area_first;
  if (number >= stretches_.size()) return std::nullopt;
  return stretches_[number];
}

bool Skeleton::stands_for_more(std::string_view characters) {
  return characters.find(area_lead) != std::string_view::npos;
}

std::optional<std::string_view> Skeleton::whole_stretch(std::string_view characters) const {
  if (characters.size() != mark_bytes || characters.front() != area_lead) return std::nullopt;
  return stretch_at(characters, 0);
}

std::string Skeleton::restored(std::string_view characters) const {
  std::string out;
  while (true) {
    const std::size_t at = characters.find(area_lead);
    out += characters.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += stretch_at(characters, at).value_or(characters.substr(at, mark_bytes));
    characters.remove_prefix(std::min(characters.size(), at + mark_bytes));
  }
}

}  // namespace gazetted::parser
