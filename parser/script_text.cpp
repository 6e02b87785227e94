#include "parser/script_text.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "parser/page_text.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_literal = 4'000;  ///< bytes; addresses are shorter
constexpr std::size_t max_terms = 10;
constexpr std::size_t max_members = 64;
constexpr std::size_t max_uses = 100;  ///< of a name that are looked at

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '.';
}

void skip_space(std::string_view& text) {
  while (!text.empty() && is_space(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
}

std::string_view name_at(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_name_character(text[length])) ++length;
  return text.substr(0, length);
}

bool counts_pages(std::string_view name) {
  const std::string low = lowered(name.substr(name.rfind('.') + 1));
  return low.starts_with("page") || low.starts_with("curpage") || low.starts_with("currentpage") ||
         low == "p" || low == "cur" || low == "current" || low.starts_with("nowpage");
}

/// The literal first assigned to `name`: `name = …` or `name: …`.
std::optional<std::string> assigned(std::string_view name, std::string_view script) {
  std::size_t uses = 0;
  for (auto at = script.find(name); at != std::string_view::npos && ++uses < max_uses;
       at = script.find(name, at + name.size())) {
    if (at > 0 && is_name_character(script[at - 1]) && script[at - 1] != '.') continue;
    auto rest = script.substr(at + name.size(), max_literal);
    skip_space(rest);
    if (rest.empty() || (rest.front() != '=' && rest.front() != ':') || rest.starts_with("==")) continue;
    rest.remove_prefix(1);
    skip_space(rest);
    if (auto literal = literal_at(rest)) return std::move(literal->value);
  }
  return std::nullopt;
}

/// Where `stops(depth, c)` first holds for a character outside strings, the depth of brackets counted
/// after it, or where a bracket closes that never opened; the size where neither comes.
template <class F>
std::size_t scan(std::string_view text, F stops) {
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'' || c == '`') quote = c;
    if (c == '{' || c == '[' || c == '(') ++depth;
    const bool closes = c == '}' || c == ']' || c == ')';
    if (closes && depth == 0) return i;
    if (closes) --depth;
    if (stops(depth, c)) return i;
  }
  return text.size();
}

}  // namespace

std::optional<ScriptLiteral> literal_at(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const char quote = text.front();
  if (std::isdigit(static_cast<unsigned char>(quote)) != 0) {
    std::size_t length = 0;
    while (length < text.size() && std::isdigit(static_cast<unsigned char>(text[length])) != 0) ++length;
    return ScriptLiteral{std::string(text.substr(0, length)), length};
  }
  if (quote != '"' && quote != '\'' && quote != '`') return std::nullopt;
  ScriptLiteral literal;
  for (std::size_t i = 1; i < std::min(text.size(), max_literal); ++i) {
    if (text[i] == quote) {
      literal.length = i + 1;
      return literal;
    }
    if (text[i] == '\n' && quote != '`') return std::nullopt;
    if (text[i] != '\\' || i + 1 == text.size()) {
      literal.value += text[i];
      continue;
    }
    const char escape = text[++i];
    literal.value += escape == 'n' || escape == 'r' || escape == 't' ? ' ' : escape;
  }
  return std::nullopt;
}

std::optional<std::string> value_of(std::string_view expression, std::string_view script) {
  std::string value;
  for (std::size_t term = 0; term < max_terms; ++term) {
    skip_space(expression);
    if (auto literal = literal_at(expression)) {
      value += literal->value;
      expression.remove_prefix(literal->length);
    } else {
      const auto name = name_at(expression);
      if (name.empty()) return std::nullopt;
      expression.remove_prefix(name.size());
      auto known = assigned(name.substr(name.rfind('.') + 1), script);
      if (!known && counts_pages(name)) known = "1";
      if (!known) return std::nullopt;
      value += *known;
    }
    skip_space(expression);
    if (!expression.starts_with('+')) return value;
    expression.remove_prefix(1);
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> members_of(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> members;
  text = bracketed(text);
  if (!text.starts_with('{')) return members;
  text.remove_prefix(1);
  while (members.size() < max_members) {
    while (!text.empty() && (text.front() == ',' || is_space(static_cast<unsigned char>(text.front()))))
      text.remove_prefix(1);
    std::string name;
    if (const auto quoted = literal_at(text)) {
      name = quoted->value;
      text.remove_prefix(quoted->length);
    } else {
      const auto bare = name_at(text);
      name = bare;
      text.remove_prefix(bare.size());
    }
    skip_space(text);
    if (name.empty() || !text.starts_with(':')) return members;
    text.remove_prefix(1);
    skip_space(text);
    if (auto value = literal_at(text)) {
      text.remove_prefix(value->length);
      members.emplace_back(std::move(name), std::move(value->value));
    }
    text.remove_prefix(scan(text, [](std::size_t depth, char c) { return depth == 0 && c == ','; }));
  }
  return members;
}

std::string_view bracketed(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return {};
  const auto end = scan(text, [](std::size_t depth, char) { return depth == 0; });
  return end == text.size() ? std::string_view{} : text.substr(0, end + 1);
}

}  // namespace gazetted::parser
