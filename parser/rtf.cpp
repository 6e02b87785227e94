#include "parser/rtf.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "parser/charset.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_depth = 1000;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// The encoding of a font's character set (\fcharsetN), "" for the file's own.
std::string_view encoding_of_font(int charset) {
  switch (charset) {
    case 128: return "shift_jis";
    case 129: return "euc-kr";
    case 134: return "gb18030";
    case 136: return "big5";
    case 161: return "windows-1253";
    case 162: return "windows-1254";
    case 163: return "windows-1258";
    case 177: return "windows-1255";
    case 178: return "windows-1256";
    case 186: return "windows-1257";
    case 204: return "windows-1251";
    case 222: return "windows-874";
    case 238: return "windows-1250";
    default: return "";
  }
}

std::string encoding_of_code_page(int page) {
  switch (page) {
    case 932: return "shift_jis";
    case 936: return "gb18030";
    case 949: return "euc-kr";
    case 950: return "big5";
    case 54936: return "gb18030";
    case 65001: return "utf-8";
    default: return "windows-" + std::to_string(page >= 1250 && page <= 1258 ? page : 1252);
  }
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Groups that hold no text of the document.
bool is_skipped_destination(std::string_view word) {
  return is_one_of(word, {"colortbl",
                          "stylesheet",
                          "info",
                          "pict",
                          "header",
                          "headerl",
                          "headerr",
                          "headerf",
                          "footer",
                          "footerl",
                          "footerr",
                          "footerf",
                          "objdata",
                          "fldinst",
                          "nonshppict",
                          "bkmkstart",
                          "bkmkend",
                          "annotation",
                          "atnid",
                          "atnauthor",
                          "filetbl",
                          "listtable",
                          "revtbl",
                          "themedata",
                          "datastore",
                          "xmlnstbl",
                          "rsidtbl",
                          "generator",
                          "colorschememapping",
                          "latentstyles",
                          "listoverridetable",
                          "ftnsep",
                          "ftnsepc",
                          "ftncn",
                          "aftnsep",
                          "aftnsepc",
                          "aftncn",
                          "tc",
                          "xe",
                          "private",
                          "sp"});
}

std::string_view special_character(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> known = {
      {{"emdash", "—"},
       {"endash", "–"},
       {"lquote", "‘"},
       {"rquote", "’"},
       {"ldblquote", "“"},
       {"rdblquote", "”"},
       {"bullet", "•"},
       {"tab", "\t"},
       {"emspace", "\u2003"},
       {"enspace", "\u2002"},
       {"line", "\n"},
       {"softline", "\n"}}};
  const auto* const found =
      std::ranges::find(known, word, &std::pair<std::string_view, std::string_view>::first);
  return found == known.end() ? std::string_view{} : found->second;
}

class RtfReader {
 public:
  explicit RtfReader(std::string_view bytes) : rest_(bytes) {}

  Result<TextLines> read() {
    groups_.push_back({});
    while (!rest_.empty()) {
      if (size_ > most_text || text_.lines.size() > most_lines) return tl::unexpected(too_much_text());
      const char c = take();
      if (c == '{') {
        if (groups_.size() > max_depth)
          return failure(ErrorKind::too_large,
                         "RTF with groups within " + std::to_string(max_depth) + " others");
        flush();
        groups_.push_back(groups_.back());
        groups_.back().is_fresh = true;
        groups_.back().is_optional = false;
        groups_.back().ends_note = false;
      } else if (c == '}') {
        close_group();
      } else if (c == '\\') {
        control();
      } else if (c != '\r' && c != '\n') {
        byte(c);
      }
    }
    flush();
    end_paragraph();
    if (!row_.empty()) end_row();
    text_.lines.insert(text_.lines.end(), notes_.begin(), notes_.end());
    return std::move(text_);
  }

 private:
  enum class Where { text, font_table, skipped };
  struct Group {
    Where where = Where::text;
    std::string encoding;
    int unicode_skip = 1;
    bool is_hidden = false, is_deleted = false;
    bool is_fresh = false;     ///< nothing was read in it
    bool is_optional = false;  ///< it began with \*
    bool ends_note = false;
  };

  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  [[nodiscard]] bool shows() const {
    const auto& group = groups_.back();
    return group.where == Where::text && !group.is_hidden && !group.is_deleted;
  }

  /// A character of the text by its byte, or by its code point.
  void byte(char c) {
    groups_.back().is_fresh = false;
    if (skip_ > 0) {
      --skip_;
      return;
    }
    if (!shows()) return;
    bytes_ += c;
    ++size_;
  }
  void character(std::string_view utf8) {
    flush();
    if (!shows()) return;
    paragraph_ += utf8;
    size_ += utf8.size();
  }
  void flush() {
    if (bytes_.empty()) return;
    const auto& encoding = groups_.back().encoding;
    paragraph_ += to_utf8(bytes_, encoding.empty() ? code_page_ : encoding);
    bytes_.clear();
  }

  void close_group() {
    flush();
    skip_ = 0;
    if (groups_.back().ends_note) {
      notes_.push_back("[" + std::to_string(notes_.size() + 1) + "] " + collapse_spaces(paragraph_));
      paragraph_ = std::exchange(outside_note_, {});
    }
    if (groups_.size() > 1) groups_.pop_back();
  }

  void control() {
    if (rest_.empty()) return;
    if (!is_letter(rest_.front())) return symbol(take());
    const auto length =
        static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_letter) - rest_.begin());
    const auto word = rest_.substr(0, std::min<std::size_t>(length, 32));
    rest_.remove_prefix(length);
    std::size_t digits = rest_.starts_with('-') ? 1 : 0;
    while (digits < rest_.size() && is_digit(rest_[digits])) ++digits;
    int number = 0;
    const bool has_number = std::from_chars(rest_.data(), rest_.data() + digits, number).ec == std::errc{};
    if (has_number) rest_.remove_prefix(digits);
    if (rest_.starts_with(' ')) rest_.remove_prefix(1);
    this->word(word, has_number, number);
    groups_.back().is_fresh = false;
  }

  void symbol(char c) {
    switch (c) {
      case '\'': {
        unsigned value = 0;
        const auto hex = rest_.substr(0, 2);
        std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
        rest_.remove_prefix(hex.size());
        return byte(static_cast<char>(value));
      }
      case '*': groups_.back().is_optional = true; return;
      case '~': return character("\u00A0");
      case '_': return character("-");
      case '\n':
      case '\r': return end_line();
      case '\\':
      case '{':
      case '}': return byte(c);
      default: return;
    }
  }

  void word(std::string_view word, bool has_number, int number) {
    auto& group = groups_.back();
    const bool on = !has_number || number != 0;
    if (group.where == Where::skipped) {
      if (word == "bin" && number > 0) rest_.remove_prefix(std::min<std::size_t>(number, rest_.size()));
      return;
    }
    if (word == "u" && has_number) return unicode(number);
    if (word == "uc") {
      group.unicode_skip = std::clamp(number, 0, 8);
      return;
    }
    if (is_skipped_destination(word) ||
        (group.is_optional && group.is_fresh && word != "shpinst" && word != "footnote")) {
      flush();
      group.where = Where::skipped;
      return;
    }
    if (const auto special = special_character(word); !special.empty()) return character(special);
    if (word == "fonttbl") group.where = Where::font_table;
    if (word == "f" && has_number) return font(number);
    if (word == "fcharset" && group.where == Where::font_table) fonts_[font_] = encoding_of_font(number);
    if (word == "plain") flush(), group.is_hidden = false, group.is_deleted = false;
    if (word == "v") flush(), group.is_hidden = on;
    if (word == "deleted") flush(), group.is_deleted = on;
    if (word == "ansicpg") code_page_ = encoding_of_code_page(number);
    if (word == "mac") code_page_ = "macintosh";
    if (word == "footnote" && outside_note_.empty()) begin_note();
    if (word == "par" || word == "sect" || word == "page") end_line();
    if (word == "pard") in_table_ = false;
    if (word == "intbl") in_table_ = true;
    if (word == "cell") flush(), end_cell();
    if (word == "nestcell" || word == "nestrow") character(" ");
    if (word == "row") flush(), end_row();
    if (word == "bin" && number > 0) rest_.remove_prefix(std::min<std::size_t>(number, rest_.size()));
  }

  void font(int number) {
    flush();
    auto& group = groups_.back();
    if (group.where == Where::font_table) {
      font_ = number;
      return;
    }
    const auto known = fonts_.find(number);
    group.encoding = known == fonts_.end() ? std::string() : known->second;
  }

  /// \uN, with surrogates one after the other; what follows for older readers is skipped.
  void unicode(int number) {
    flush();
    skip_ = groups_.back().unicode_skip;
    const auto unit = static_cast<char32_t>(number < 0 ? number + 65536 : number);
    if (!shows()) return;
    if (unit >= 0xD800 && unit < 0xDC00) {
      surrogate_ = unit;
      return;
    }
    const bool pairs = surrogate_ != 0 && unit >= 0xDC00 && unit < 0xE000;
    ++size_;
    append_utf8(paragraph_, pairs ? 0x10000 + ((surrogate_ - 0xD800) << 10) + (unit - 0xDC00) : unit);
    surrogate_ = 0;
  }

  void begin_note() {
    flush();
    if (!shows()) return;
    paragraph_ += "[" + std::to_string(notes_.size() + 1) + "]";
    outside_note_ = std::exchange(paragraph_, {});
    groups_.back().ends_note = true;
  }

  void end_line() {
    flush();
    if (!shows()) return;
    if (in_table_ || !outside_note_.empty())
      paragraph_ += ' ';
    else
      end_paragraph();
  }

  void end_paragraph() {
    // Cells without an end of row are those of a table that was cut off by its paragraphs.
    for (const auto line : split(paragraph_, {"\n"})) text_.lines.emplace_back(line);
    paragraph_.clear();
  }

  void end_cell() {
    if (groups_.back().where != Where::text) return;
    row_.push_back(collapse_spaces(paragraph_));
    paragraph_.clear();
  }

  void end_row() {
    if (!trim(paragraph_).empty()) end_cell();
    std::string line;
    for (std::size_t i = 0; i < row_.size(); ++i) line += (i > 0 ? " | " : "") + row_[i];
    const bool is_empty =
        std::all_of(row_.begin(), row_.end(), [](const auto& cell) { return cell.empty(); });
    if (!is_empty) text_.lines.emplace_back(trim(line));
    row_.clear();
    in_table_ = false;
  }

  std::string_view rest_;
  std::vector<Group> groups_;
  std::map<int, std::string> fonts_;  ///< encodings by font number
  int font_ = 0;
  std::string code_page_ = "windows-1252";
  std::size_t size_ = 0;  ///< of the text so far, about
  std::string bytes_;     ///< read and not decoded yet: a character may come in two escapes
  int skip_ = 0;
  char32_t surrogate_ = 0;
  std::string paragraph_, outside_note_;
  bool in_table_ = false;
  std::vector<std::string> row_, notes_;
  TextLines text_;
};

}  // namespace

Result<TextLines> read_rtf(std::string_view bytes) {
  if (!bytes.starts_with("{\\rtf"))
    return failure(ErrorKind::malformed, "no RTF: it does not begin with {\\rtf");
  return RtfReader(bytes).read();
}

}  // namespace gazetted::parser
