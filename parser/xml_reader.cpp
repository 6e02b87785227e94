#include "parser/xml_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::string_view skip_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

XmlReader::Event XmlReader::next() {
  if (std::exchange(closes_next_, false)) return Event::close;
  while (!rest_.empty()) {
    if (rest_.front() != '<') {
      text_ = rest_.substr(0, rest_.find('<'));
      is_cdata_ = false;
      rest_.remove_prefix(text_.size());
      return Event::text;
    }
    if (rest_.starts_with("<![CDATA[")) {
      const auto end = std::min(rest_.find("]]>", 9), rest_.size());
      text_ = rest_.substr(9, end - 9);
      is_cdata_ = true;
      rest_.remove_prefix(std::min(end + 3, rest_.size()));
      return Event::text;
    }
    if (!rest_.starts_with("<!") && !rest_.starts_with("<?")) return tag();
    const std::string_view ending = rest_.starts_with("<!--") ? "-->" : ">";
    const auto end = rest_.find(ending, 2);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + ending.size());
  }
  return Event::end;
}

XmlReader::Event XmlReader::tag() {
  const auto end = rest_.find('>');
  if (end == std::string_view::npos) {
    rest_ = {};
    return Event::end;
  }
  auto inside = rest_.substr(1, end - 1);
  rest_.remove_prefix(end + 1);
  const bool is_close = inside.starts_with('/');
  if (is_close) inside.remove_prefix(1);
  closes_next_ = !is_close && inside.ends_with('/');
  if (closes_next_) inside.remove_suffix(1);
  const auto name = inside.substr(0, inside.find_first_of(" \n\t\r"));
  name_ = without_prefix(name);
  attributes_ = inside.substr(name.size());
  return is_close ? Event::close : Event::open;
}

std::string_view XmlReader::attribute(std::string_view local) const {
  for (auto rest = skip_blanks(attributes_); !rest.empty(); rest = skip_blanks(rest)) {
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    auto name = rest.substr(0, equals);
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    rest = skip_blanks(rest.substr(equals + 1));
    if (rest.empty()) return {};
    const auto end = rest.find(rest.front(), 1);
    if (end == std::string_view::npos) return {};
    if (without_prefix(name) == local) return rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
  }
  return {};
}

std::string XmlReader::text() const { return is_cdata_ ? std::string(text_) : resolved_entities(text_); }

std::string XmlReader::inner_text() {
  std::string all;
  std::size_t depth = 1;
  while (depth > 0) {
    switch (next()) {
      case Event::open: ++depth; break;
      case Event::close: --depth; break;
      case Event::text: all += text(); break;
      case Event::end: return all;
    }
  }
  return all;
}

std::string resolved_entities(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> known = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  constexpr std::size_t longest = 10;
  std::string out;
  out.reserve(text.size());
  while (true) {
    const auto at = text.find('&');
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at);
    const auto end = text.substr(0, longest).find(';');
    const auto name = end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
    const auto* const entity = std::ranges::find(known, name, &std::pair<std::string_view, char>::first);
    if (entity != known.end()) {
      out += entity->second;
    } else if (name.starts_with('#')) {
      const bool hex = name.starts_with("#x");
      const auto digits = name.substr(hex ? 2 : 1);
      unsigned value = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
      append_utf8(out, value);
    } else {
      out += '&';
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(end + 1);
  }
}

}  // namespace gazetted::parser
