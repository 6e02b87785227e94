#include "parser/page_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// Almost every character of Chinese and English text is told from white space by its first byte.
bool may_begin_white(char first) {
  const auto lead = static_cast<unsigned char>(first);
  return lead <= ' ' || lead == 0xC2 || lead == 0xE2 || lead == 0xE3 || lead == 0xEF;
}

/// The length of the white-space character at the front, 0 for none. Zero-width ones count as white.
std::size_t white_length(std::string_view text) {
  if (!text.empty() && !may_begin_white(text.front())) return 0;
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if (byte(0) == ' ' || (byte(0) >= '\t' && byte(0) <= '\r')) return 1;
  if (byte(0) == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0x85)) return 2;
  if (byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) <= 0x8F || byte(2) == 0xAF) && byte(2) >= 0x80) return 3;
  if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return 3;  // U+3000
  if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return 3;  // U+FEFF
  return 0;
}

constexpr auto block_table = [] {
  std::array<bool, GUMBO_TAG_LAST + 1> table{};
  for (const GumboTag tag :
       {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,
        GUMBO_TAG_CENTER,  GUMBO_TAG_DD,      GUMBO_TAG_DETAILS,  GUMBO_TAG_DIR,        GUMBO_TAG_DIV,
        GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,
        GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,    GUMBO_TAG_H1,       GUMBO_TAG_H2,         GUMBO_TAG_H3,
        GUMBO_TAG_H4,      GUMBO_TAG_H5,      GUMBO_TAG_H6,       GUMBO_TAG_HEADER,     GUMBO_TAG_HGROUP,
        GUMBO_TAG_HR,      GUMBO_TAG_HTML,    GUMBO_TAG_LEGEND,   GUMBO_TAG_LI,         GUMBO_TAG_MAIN,
        GUMBO_TAG_MENU,    GUMBO_TAG_NAV,     GUMBO_TAG_OL,       GUMBO_TAG_P,          GUMBO_TAG_PRE,
        GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE,    GUMBO_TAG_CAPTION,    GUMBO_TAG_TBODY,
        GUMBO_TAG_THEAD,   GUMBO_TAG_TFOOT,   GUMBO_TAG_TR,       GUMBO_TAG_TD,         GUMBO_TAG_TH,
        GUMBO_TAG_UL,      GUMBO_TAG_BR})
    table[tag] = true;
  return table;
}();

constexpr auto invisible_table = [] {
  std::array<bool, GUMBO_TAG_LAST + 1> table{};
  for (const GumboTag tag :
       {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_HEAD,
        GUMBO_TAG_TITLE,  GUMBO_TAG_META,   GUMBO_TAG_LINK,     GUMBO_TAG_IFRAME,   GUMBO_TAG_NOFRAMES,
        GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED,  GUMBO_TAG_APPLET,   GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,
        GUMBO_TAG_CANVAS, GUMBO_TAG_SVG,    GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_INPUT,
        GUMBO_TAG_BUTTON, GUMBO_TAG_OPTION, GUMBO_TAG_DATALIST, GUMBO_TAG_NOEMBED})
    table[tag] = true;
  return table;
}();

bool says_display_none(std::string_view style) {
  // Nearly every style says something else.
  if (!contains_any(style, {"one", "ONE"})) return false;
  std::string folded;
  folded.reserve(style.size());
  for (const char c : style)
    if (!is_html_space(c)) folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return folded.find("display:none") != std::string::npos;
}

bool is_cell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }
bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

/// Whether a table's rows are data. One that holds a table, has a single column, or keeps most of its text
/// as paragraphs of one cell only arranges the page. Stops at the first table inside, so that nested
/// tables are not read again and again.
bool holds_data(Node table) {
  std::size_t rows = 0, cells = 0, widest = 0, in_row = 0, total = 0, largest = 0, in_cell = 0;
  std::size_t blocks = 0, blocks_of_largest = 0;
  const auto close_cell = [&] {
    total += in_cell;
    if (in_cell > largest) {
      largest = in_cell;
      blocks_of_largest = blocks;
    }
    in_cell = blocks = 0;
  };
  for (const Node node : table.descendants()) {
    const GumboTag tag = node.tag();
    if (tag == GUMBO_TAG_TABLE) return false;
    if (tag == GUMBO_TAG_TR) {
      ++rows;
      in_row = 0;
    } else if (is_cell(tag)) {
      close_cell();
      ++cells;
      widest = std::max(widest, ++in_row);
    } else if (node.is_text()) {
      in_cell += count_characters(node.characters());
    } else if (is_block(tag)) {
      ++blocks;
    }
  }
  close_cell();
  if (widest < 2) return false;
  const bool lopsided = largest * 10 >= total * 7 && largest >= 200 && blocks_of_largest >= 3;
  return !(lopsided && rows <= 3) && !(rows == 1 && blocks >= cells && largest >= 200);
}

/// 1, 2 … as the list counts: 1. a. A. i. I.
std::string list_number(int value, std::string_view type) {
  if ((type == "a" || type == "A") && value >= 1 && value <= 26)
    return std::string(1, static_cast<char>(type[0] + value - 1)) + ". ";
  return std::to_string(value) + ". ";
}

int number_or(std::string_view text, int fallback) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() ? value : fallback;
}

/// Takes out what a script should have filled in: {{…}}, ${…}, <?=…?>.
void drop_templates(std::string& text) {
  struct Brackets {
    std::string_view open, close;
  };
  for (const auto& [open, close] : {Brackets{"{{", "}}"}, Brackets{"${", "}"}, Brackets{"<?", "?>"}}) {
    std::string kept;
    std::size_t from = 0;
    while (true) {
      const std::size_t at = text.find(open, from);
      const std::size_t end = at == std::string::npos ? at : text.find(close, at);
      if (end == std::string::npos) break;
      kept.append(text, from, at - from);
      from = end + close.size();
    }
    if (from > 0) text = kept.append(text, from);
  }
}

/// Lays a subtree out in lines.
class Renderer {
 public:
  explicit Renderer(const NodeSet& skipped) : skipped_(skipped) {}

  std::vector<Paragraph> run(Node root) {
    for (std::uint32_t i = root.index(); i < root.end();) {
      while (!open_.empty() && i >= open_.back().end()) leave();
      const Node node = root.tree().node(i);
      const bool unseen =
          node.is_element() && i != root.index() && (skipped_.contains(node) || is_invisible(node));
      if (node.is_text())
        write(node.characters());
      else if (!unseen)
        enter(node);
      i = unseen ? node.end() : i + 1;
    }
    while (!open_.empty()) leave();
    break_line();
    return std::move(paragraphs_);
  }

 private:
  struct List {
    bool numbered = false;
    int next = 1;
    std::string_view type;
  };

  bool in_data() const { return !tables_.empty() && tables_.back(); }

  void enter(Node element) {
    const GumboTag tag = element.tag();
    if (!is_block(tag)) return;
    if (is_cell(tag) && in_data())
      begin_cell();
    else
      break_line();
    if (tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR) return;
    if (tag == GUMBO_TAG_TABLE) tables_.push_back(holds_data(element));
    if (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL)
      lists_.push_back(
          {tag == GUMBO_TAG_OL && element.attribute("style").find("none") == std::string_view::npos,
           number_or(element.attribute("start"), 1), element.attribute("type")});
    if (tag == GUMBO_TAG_LI) begin_item(element);
    if (is_heading(tag)) ++headings_;
    if (tag == GUMBO_TAG_PRE) ++preformatted_;
    open_.push_back(element);
  }

  void leave() {
    const GumboTag tag = open_.back().tag();
    open_.pop_back();
    if (is_cell(tag) && in_data())
      in_cell_ = false;
    else if (tag == GUMBO_TAG_TR && in_data())
      end_row();
    else
      break_line();
    if (tag == GUMBO_TAG_TABLE) tables_.pop_back();
    if (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL) lists_.pop_back();
    if (is_heading(tag)) --headings_;
    if (tag == GUMBO_TAG_PRE) --preformatted_;
  }

  /// Blocks within a cell stay on the line of its row.
  void break_line() {
    if (in_cell_)
      space_ = true;
    else
      flush(headings_ > 0 ? Paragraph::Kind::heading : Paragraph::Kind::text);
  }

  void begin_cell() {
    if (cells_++ > 0) line_ += " | ";
    in_cell_ = true;
    space_ = false;
  }

  void end_row() {
    in_cell_ = false;
    cells_ = 0;
    if (line_.find_first_not_of(" |") == std::string::npos) line_.clear();
    flush(Paragraph::Kind::row);
  }

  void begin_item(Node item) {
    if (lists_.empty() || !lists_.back().numbered || in_cell_) return;
    List& list = lists_.back();
    list.next = number_or(item.attribute("value"), list.next);
    number_ = list_number(list.next++, list.type);
  }

  void write(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (is_html_space(text[at])) {
        if (preformatted_ > 0 && text[at] == '\n') break_line();
        space_ = true;
        ++at;
        continue;
      }
      std::size_t to = at;
      while (to < text.size() && !is_html_space(text[to])) ++to;
      write_word(text.substr(at, to - at));
      at = to;
    }
  }

  void write_word(std::string_view word) {
    if (line_.empty() && !number_.empty()) {
      // Authors number their items themselves where the style hides the list's numbers.
      const bool numbered = (word[0] >= '0' && word[0] <= '9') || white_length(word) > 0;
      if (!numbered) line_ = number_;
      number_.clear();
    }
    if (space_ && !line_.empty() && line_.back() != ' ') line_ += ' ';
    space_ = false;
    line_.append(word);
  }

  void flush(Paragraph::Kind kind) {
    drop_templates(line_);
    if (const std::string_view text = trimmed(line_); !text.empty())
      paragraphs_.push_back({kind, std::string(text)});
    line_.clear();
    space_ = false;
  }

  const NodeSet& skipped_;
  std::vector<Node> open_;    ///< blocks whose end is still to come, the outermost first
  std::vector<bool> tables_;  ///< open tables: whether their rows are data
  std::vector<List> lists_;
  bool in_cell_ = false;  ///< of a data table
  int cells_ = 0;         ///< of the row so far
  int headings_ = 0, preformatted_ = 0;
  std::string line_;
  std::string number_;  ///< of a list item whose text is still to come
  bool space_ = false;
  std::vector<Paragraph> paragraphs_;
};

}  // namespace

std::vector<Paragraph> read_paragraphs(Node root, const NodeSet& skipped) {
  return Renderer(skipped).run(root);
}

bool is_invisible(Node element) {
  if (invisible_table[element.tag()]) return true;
  // Shown by a script once the page is loaded.
  if (element.tag() == GUMBO_TAG_BODY || element.tag() == GUMBO_TAG_HTML) return false;
  // What React streams arrives hidden, as <div hidden id="S:0">, and is moved into place by its script.
  if (element.find_attribute("hidden")) return !element.attribute("id").starts_with("S:");
  const std::string_view style = element.attribute("style");
  return !style.empty() && says_display_none(style);
}

bool is_block(GumboTag tag) { return block_table[tag]; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = white_length(text);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    if (white_length(text.substr(start)) == 0) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t white = white_length(text);
    if (white == 0) out += text.front();
    text.remove_prefix(std::max<std::size_t>(white, 1));
  }
  return out;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] >= '\xE4' && text[at] <= '\xE9') {  // Han, the bulk of it, and never white
      ++count;
      at += 2;
      continue;
    }
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && (!may_begin_white(text[at]) || white_length(text.substr(at)) == 0)) ++count;
  }
  return count;
}

}  // namespace gazetted::parser
