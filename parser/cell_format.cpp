#include "parser/cell_format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace gazetted::parser {
namespace {

/// A piece of a format: literal text, or a run of one letter, digit sign or point.
struct Token {
  enum class Kind { literal, letters, digits };
  Kind kind = Kind::literal;
  std::string text;
};

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// The first section of a format, for positive numbers, taken apart.
std::vector<Token> tokens_of(std::string_view format) {
  std::vector<Token> tokens;
  const auto add = [&](Token::Kind kind, std::string_view text) {
    const bool same = !tokens.empty() && tokens.back().kind == kind &&
                      (kind != Token::Kind::letters || tokens.back().text.front() == text.front());
    if (same)
      tokens.back().text += text;
    else
      tokens.push_back({kind, std::string(text)});
  };
  for (std::size_t at = 0; at < format.size() && format[at] != ';'; ++at) {
    const char c = format[at];
    if (c == '"') {
      const auto end = std::min(format.find('"', at + 1), format.size());
      add(Token::Kind::literal, format.substr(at + 1, end - at - 1));
      at = end;
    } else if (c == '[') {
      const auto end = std::min(format.find(']', at), format.size());
      const auto inside = format.substr(at + 1, end - at - 1);
      // A currency stands as [$￥-804]; colours, conditions and locales show nothing.
      if (inside.starts_with('$')) add(Token::Kind::literal, inside.substr(1, inside.find('-') - 1));
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
        for (const char letter : inside) add(Token::Kind::letters, std::string(1, lower(letter)));
      at = end;
    } else if (c == '\\' && at + 1 < format.size()) {
      add(Token::Kind::literal, format.substr(++at, 1));
    } else if (c == '_' || c == '*') {
      ++at;
    } else if (c == '0' || c == '#' || c == '?' || c == '.' || c == ',') {
      add(Token::Kind::digits, format.substr(at, 1));
    } else if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      add(Token::Kind::letters, std::string(1, lower(c)));
    } else {
      add(Token::Kind::literal, format.substr(at, 1));
    }
  }
  return tokens;
}

bool is_date(const std::vector<Token>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == Token::Kind::letters &&
           std::string_view("ymdhs").find(token.text.front()) != std::string_view::npos;
  });
}

struct Moment {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

/// Days since the epoch, as spreadsheets count them: 1 is 1900-01-01, and 1900 had a 29 February.
Moment moment_of(double serial, Epoch epoch) {
  double days = std::floor(serial);
  long seconds = std::lround((serial - days) * 86400);
  if (seconds == 86400) seconds = 0, days += 1;
  if (epoch == Epoch::y1904) days += 1462;
  if (days < 60) days += 1;
  // From 1899-12-30 to a civil date (proleptic Gregorian, by eras of 400 years).
  const long z = static_cast<long>(days) - 25569 + 719468;
  const long era = (z >= 0 ? z : z - 146096) / 146097;
  const long of_era = z - era * 146097;
  const long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const long of_year = of_era - (365 * year + year / 4 - year / 100);
  const long shifted = (5 * of_year + 2) / 153;
  Moment moment;
  moment.day = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  moment.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  moment.year = static_cast<int>(year + era * 400 + (moment.month <= 2 ? 1 : 0));
  moment.hour = static_cast<int>(seconds / 3600);
  moment.minute = static_cast<int>(seconds / 60 % 60);
  moment.second = static_cast<int>(seconds % 60);
  return moment;
}

std::string padded(int value, std::size_t digits) {
  std::string text = std::to_string(value);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

std::string shown_date(const Moment& moment, const std::vector<Token>& tokens) {
  std::string out;
  char before = ' ';
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& [kind, text] = tokens[i];
    if (kind != Token::Kind::letters) {
      if (kind == Token::Kind::literal) out += text;
      if (kind == Token::Kind::digits && text == ".") out += text;
      continue;
    }
    char after = ' ';
    for (std::size_t next = i + 1; next < tokens.size() && after == ' '; ++next)
      if (tokens[next].kind == Token::Kind::letters) after = tokens[next].text.front();
    const std::size_t width = std::min<std::size_t>(text.size(), 2);
    switch (text.front()) {
      case 'y': out += text.size() > 2 ? padded(moment.year, 4) : padded(moment.year % 100, 2); break;
      case 'm': out += padded(before == 'h' || after == 's' ? moment.minute : moment.month, width); break;
      case 'd':
        if (text.size() < 3) out += padded(moment.day, width);
        break;
      case 'h': out += padded(moment.hour, width); break;
      case 's': out += padded(moment.second, width); break;
      default: break;
    }
    before = text.front();
  }
  return out;
}

std::string plain_number(double value) {
  std::array<char, 40> text{};
  const double size = std::abs(value);
  const bool whole = std::floor(value) == value && size < 1e15;
  std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.15g", value);
  return text.data();
}

std::string grouped(std::string digits) {
  const auto point = std::min(digits.find('.'), digits.size());
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = point; at > first + 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string shown_digits(double value, std::string_view pattern) {
  const auto point = pattern.find('.');
  const auto whole = pattern.substr(0, point);
  const auto fraction = point == std::string_view::npos ? std::string_view{} : pattern.substr(point + 1);
  const auto least = std::count(fraction.begin(), fraction.end(), '0');
  const auto most = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(fraction.size()), 15);
  if (std::abs(value) >= 1e15) return plain_number(value);
  std::array<char, 48> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*f", static_cast<int>(most), value);
  std::string text = buffer.data();
  for (auto spare = most - least; spare > 0 && text.ends_with('0'); --spare) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  const auto digits = static_cast<std::size_t>(std::count(whole.begin(), whole.end(), '0'));
  const auto point_at = std::min(text.find('.'), text.size());
  if (point_at < digits && !text.starts_with('-')) text.insert(0, digits - point_at, '0');
  return whole.find(',') == std::string_view::npos ? text : grouped(std::move(text));
}

}  // namespace

std::string_view builtin_format(int id) {
  static constexpr std::array<std::pair<int, std::string_view>, 34> formats = {{
      {1, "0"},          {2, "0.00"},         {3, "#,##0"},      {4, "#,##0.00"}, {9, "0%"},
      {10, "0.00%"},     {14, "yyyy/m/d"},    {15, "yyyy/m/d"},  {16, "m/d"},     {17, "yyyy/m"},
      {18, "h:mm"},      {19, "h:mm:ss"},     {20, "h:mm"},      {21, "h:mm:ss"}, {22, "yyyy/m/d h:mm"},
      {27, "yyyy年m月"}, {28, "m月d日"},      {29, "m月d日"},    {30, "m/d/yy"},  {31, "yyyy年m月d日"},
      {32, "h时mm分"},   {33, "h时mm分ss秒"}, {36, "yyyy年m月"}, {37, "#,##0"},   {38, "#,##0"},
      {39, "#,##0.00"},  {40, "#,##0.00"},    {45, "mm:ss"},     {46, "h:mm:ss"}, {50, "yyyy年m月"},
      {51, "m月d日"},    {54, "m月d日"},      {57, "yyyy年m月"}, {58, "m月d日"},
  }};
  const auto* const found = std::ranges::find(formats, id, &std::pair<int, std::string_view>::first);
  return found == formats.end() ? std::string_view{} : found->second;
}

std::string shown_number(double value, std::string_view format, Epoch epoch) {
  if (!std::isfinite(value)) return {};
  const auto tokens = tokens_of(format);
  constexpr double last_day = 2'958'466;  // 9999-12-31
  if (is_date(tokens))
    return value >= 0 && value < last_day ? shown_date(moment_of(value, epoch), tokens) : plain_number(value);
  const auto digits = std::find_if(tokens.begin(), tokens.end(),
                                   [](const Token& token) { return token.kind == Token::Kind::digits; });
  const bool has_letters = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == Token::Kind::letters;  // General, 0.00E+00
  });
  if (digits == tokens.end() || has_letters) return plain_number(value);
  const bool percent = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == Token::Kind::literal && token.text.find('%') != std::string::npos;
  });
  std::string out;
  for (auto token = tokens.begin(); token != tokens.end(); ++token) {
    if (token == digits) out += shown_digits(percent ? value * 100 : value, token->text);
    if (token->kind == Token::Kind::literal && token->text.find_first_not_of("()- ") != std::string::npos)
      out += token->text;
  }
  return out;
}

}  // namespace gazetted::parser
