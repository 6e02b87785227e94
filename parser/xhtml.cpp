#include "parser/xhtml.h"

#include <algorithm>
#include <array>

namespace gazetted::parser {
namespace {

/// Where a tag at the front ends, its `>` included; quotes are looked into.
std::size_t tag_length(std::string_view tag) {
  char quote = 0;
  for (std::size_t at = 1; at < tag.size(); ++at) {
    const char c = tag[at];
    if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '>')
      return at + 1;
  }
  return tag.size();
}

/// Elements that are empty in HTML as well.
bool is_void(std::string_view name) {
  static constexpr std::array<std::string_view, 14> names = {"area",  "base",   "br",    "col",  "embed",
                                                             "hr",    "img",    "input", "link", "meta",
                                                             "param", "source", "track", "wbr"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
}

class Writer {
 public:
  explicit Writer(std::string_view text) : rest_(text) { out_.reserve(text.size() + text.size() / 16); }

  std::string write() {
    while (!rest_.empty()) {
      const auto text = rest_.substr(0, rest_.find('<'));
      out_ += text;
      rest_.remove_prefix(text.size());
      if (rest_.empty()) break;
      if (rest_.starts_with("<![CDATA["))
        cdata();
      else if (rest_.starts_with("<!--"))
        pass(rest_.find("-->"), 3);
      else if (rest_.starts_with("<?"))
        pass(rest_.find("?>"), 2);
      else
        tag();
    }
    return std::move(out_);
  }

 private:
  void pass(std::size_t end, std::size_t length) {
    const auto whole = rest_.substr(0, end == std::string_view::npos ? end : end + length);
    out_ += whole;
    rest_.remove_prefix(whole.size());
  }

  /// In a script or style the section is its text already; its marks stand in comments there as a rule.
  void cdata() {
    const auto end = std::min(rest_.find("]]>"), rest_.size());
    const auto inside = rest_.substr(9, end - 9);
    if (raw_)
      out_ += inside;
    else
      append_escaped(out_, inside);
    rest_.remove_prefix(std::min(end + 3, rest_.size()));
  }

  void tag() {
    const auto whole = rest_.substr(0, tag_length(rest_));
    rest_.remove_prefix(whole.size());
    const bool closes = whole.starts_with("</");
    auto inside = whole.substr(closes ? 2 : 1);
    auto name = inside.substr(0, inside.find_first_of(" \t\r\n/>"));
    inside.remove_prefix(name.size());
    if (const auto colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    raw_ = !closes && (name == "script" || name == "style");
    out_ += closes ? "</" : "<";
    out_ += name;
    const bool is_empty = !closes && inside.ends_with("/>") && !is_void(name) && !name.empty();
    if (!is_empty) {
      out_ += inside;
      return;
    }
    raw_ = false;
    out_ += inside.substr(0, inside.size() - 2);
    out_ += "></";
    out_ += name;
    out_ += '>';
  }

  std::string_view rest_;
  std::string out_;
  bool raw_ = false;
};

}  // namespace

std::string html_of_xhtml(std::string_view text) { return Writer(text).write(); }

}  // namespace gazetted::parser
