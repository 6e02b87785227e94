#include "parser/selector_of.h"

#include <algorithm>
#include <cctype>

#include "parser/page_text.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// Letters, digits, `-` and `_` alone: what a selector takes without escapes.
bool is_plain_name(std::string_view name) {
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return c < 0x80 && (std::isalnum(c) != 0 || c == '-' || c == '_');
         });
}

}  // namespace

std::string step_of(Node element) {
  std::string step(element.tag_name());
  if (const auto id = trim(element.attribute("id")); is_plain_name(id)) return step + '#' + std::string(id);
  for (const auto name : split(element.attribute("class"), {" ", "\t", "\n"}))
    if (is_plain_name(name)) return step + '.' + std::string(name);
  return step;
}

std::string path_of(Node element) {
  std::string path = step_of(element);
  for (int steps = 0; steps < 3 && path.find_first_of(".#") == std::string::npos; ++steps) {
    element = element.parent();
    if (!element || element.tag() == GUMBO_TAG_BODY || element.tag() == GUMBO_TAG_HTML) break;
    path = step_of(element) + " > " + path;
  }
  return path;
}

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace gazetted::parser
