#include "crawler/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gazetted::crawler {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_unreserved(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

int hex_value(char c) {
  const auto at = hex_digits.find(c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

void append_encoded(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += hex_digits[byte >> 4U];
  out += hex_digits[byte & 15U];
}

enum class Side { pattern, path };

/// One spelling for equal octets (2.2.2): unreserved ones bare, those outside ASCII encoded, digits
/// of an encoding upper case. `*` and a final `$` are special in a pattern only; elsewhere they are
/// encoded, as a pattern has to write them to mean themselves (2.2.3).
std::string normalised(std::string_view text, Side side) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int high = c == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      const char octet = static_cast<char>(high * 16 + low);
      if (is_unreserved(octet)) {
        out += octet;
      } else {
        append_encoded(out, octet);
      }
      i += 2;
    } else if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f ||
               (side == Side::path && c == '*') ||
               (c == '$' && (side == Side::path || i + 1 < text.size()))) {
      append_encoded(out, c);
    } else if (side == Side::pattern && c == '*' && !out.empty() && out.back() == '*') {
      // A run of stars says no more than one.
    } else {
      out += c;
    }
  }
  return out;
}

/// Each piece between stars is looked for once, leftmost: enough for a match from the start, and
/// linear in the number of pieces.
bool matches(std::string_view pattern, std::string_view path) {
  const bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  auto star = pattern.find('*');
  auto piece = pattern.substr(0, star);
  if (!path.starts_with(piece)) return false;
  path.remove_prefix(piece.size());
  if (star == std::string_view::npos) return !to_the_end || path.empty();
  while (star != std::string_view::npos) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    piece = pattern.substr(0, star);
    if (star == std::string_view::npos && to_the_end) return path.ends_with(piece);
    const auto at = path.find(piece);
    if (at == std::string_view::npos) return false;
    path.remove_prefix(at + piece.size());
  }
  return true;
}

struct Line {
  std::string_view key, value;
};

/// Takes the next line off `text`; ends are CR, LF or both, a comment runs to the end.
Line next_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  line = line.substr(0, line.find('#'));
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
}

std::optional<Duration> parse_seconds(std::string_view text) {
  double seconds = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec != std::errc{}) return std::nullopt;
  if (!std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return Duration{static_cast<Duration::rep>(std::min(seconds, 86'400.0) * 1000)};
}

}  // namespace

Robots Robots::parse(std::string_view text, std::string_view product) {
  text = text.substr(0, limit);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);

  Robots own, general;  // of the groups that name us, of the groups for `*`
  bool own_group = false, general_group = false, named_us = false, naming = false;
  while (!text.empty()) {
    const auto [key, value] = next_line(text);
    if (same_word(key, "user-agent")) {
      if (!naming) own_group = general_group = false;
      naming = true;
      general_group |= value.starts_with('*');
      own_group |= !product.empty() && same_word(product_token(value), product);
      named_us |= own_group;
      continue;
    }
    const bool allow = same_word(key, "allow");
    const bool delay = same_word(key, "crawl-delay");
    if (!allow && !delay && !same_word(key, "disallow")) continue;
    naming = false;
    for (Robots* robots : {own_group ? &own : nullptr, general_group ? &general : nullptr}) {
      if (robots == nullptr) continue;
      if (delay)
        robots->crawl_delay_ = parse_seconds(value);
      else if (!value.empty())
        robots->rules_.push_back({normalised(value, Side::pattern), allow});
    }
  }

  Robots chosen = std::move(named_us ? own : general);
  std::stable_sort(chosen.rules_.begin(), chosen.rules_.end(), [](const Rule& a, const Rule& b) {
    return a.pattern.size() != b.pattern.size() ? a.pattern.size() > b.pattern.size() : a.allow > b.allow;
  });
  return chosen;
}

bool Robots::allows(std::string_view path_and_query) const {
  if (rules_.empty() || path_and_query == "/robots.txt") return true;
  const std::string path = normalised(path_and_query, Side::path);
  const auto decides = std::find_if(rules_.begin(), rules_.end(),
                                    [&](const Rule& rule) { return matches(rule.pattern, path); });
  return decides == rules_.end() || decides->allow;
}

std::string_view product_token(std::string_view user_agent) {
  const auto end = std::find_if(user_agent.begin(), user_agent.end(),
                                [](char c) { return !is_letter(c) && c != '-' && c != '_'; });
  return user_agent.substr(0, static_cast<std::size_t>(end - user_agent.begin()));
}

}  // namespace gazetted::crawler
