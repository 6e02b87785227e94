#include "parser/html_guard.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

// Formatting elements that may be opened anew over a whole page (HTML Standard, 13.2.4.3).
constexpr std::size_t max_reopened = 1'000'000;
// Formatting elements that end within others. Each makes the builder search the children of a parent.
constexpr std::size_t max_misnested = 20'000;
// Elements that raw text may seem to hold where <svg> makes it unsure that it is raw text.
constexpr std::size_t max_hidden = 10'000;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool ends_name(char c) { return is_html_space(c) || c == '/' || c == '>'; }

template <std::size_t N>
bool among(GumboTag tag, const std::array<GumboTag, N>& tags) {
  return std::ranges::find(tags, tag) != tags.end();
}

constexpr std::array void_tags{GUMBO_TAG_AREA,  GUMBO_TAG_BASE,    GUMBO_TAG_BR,     GUMBO_TAG_COL,
                               GUMBO_TAG_EMBED, GUMBO_TAG_HR,      GUMBO_TAG_IMG,    GUMBO_TAG_INPUT,
                               GUMBO_TAG_LINK,  GUMBO_TAG_META,    GUMBO_TAG_PARAM,  GUMBO_TAG_SOURCE,
                               GUMBO_TAG_TRACK, GUMBO_TAG_WBR,     GUMBO_TAG_KEYGEN, GUMBO_TAG_FRAME,
                               GUMBO_TAG_HTML,  GUMBO_TAG_BODY,    GUMBO_TAG_HEAD,   GUMBO_TAG_BGSOUND,
                               GUMBO_TAG_IMAGE, GUMBO_TAG_BASEFONT};
constexpr std::array raw_tags{GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,
                              GUMBO_TAG_XMP,    GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES};
constexpr std::array formatting_tags{GUMBO_TAG_A,  GUMBO_TAG_B,     GUMBO_TAG_BIG,    GUMBO_TAG_CODE,
                                     GUMBO_TAG_EM, GUMBO_TAG_FONT,  GUMBO_TAG_I,      GUMBO_TAG_NOBR,
                                     GUMBO_TAG_S,  GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG,
                                     GUMBO_TAG_TT, GUMBO_TAG_U};
// Elements that end an open one of their own kind.
constexpr std::array self_closing{GUMBO_TAG_P,      GUMBO_TAG_LI, GUMBO_TAG_DT, GUMBO_TAG_DD,
                                  GUMBO_TAG_OPTION, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH};
// Elements that an end of one of those does not reach across.
constexpr std::array barriers{GUMBO_TAG_TABLE, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_DL, GUMBO_TAG_DIV};

bool is_foreign(GumboTag tag) { return tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH; }

class Guard {
 public:
  Guard(std::string_view html, const HtmlLimits& limits) : html_(html), limits_(limits), skeleton_(html) {}

  Result<Skeleton> run() {
    while (!danger_ && (at_ = html_.find('<', at_)) != std::string_view::npos && at_ + 1 < html_.size()) {
      const char next = html_[at_ + 1];
      if (is_letter(next))
        read_start_tag();
      else if (next == '/')
        read_end_tag();
      else if (next == '!' || next == '?')
        skip_comment();
      else
        ++at_;
    }
    if (danger_) return tl::unexpected(std::move(*danger_));
    keep_text(html_.size());
    return std::move(skeleton_);
  }

 private:
  void fail(std::string what) { danger_ = Error{ErrorKind::malformed, std::move(what)}; }

  /// Characters up to `end`, where a tag begins, go to the skeleton.
  void keep_text(std::size_t end) {
    const std::string_view piece = html_.substr(kept_, end - kept_);
    if (frames_ || std::exchange(doubtful_, false))
      skeleton_.markup(piece);
    else
      skeleton_.text(piece);
    kept_ = end;
  }

  /// What was read up to `at_`, from the `<` at `begin` on, goes to the skeleton.
  void keep_markup(std::size_t begin) {
    keep_text(begin);
    skeleton_.markup(html_.substr(begin, at_ - begin));
    kept_ = at_;
  }

  /// Comments are text to the skeleton: a builder in another state may see a script there.
  void skip_comment() {
    if (html_.substr(at_).starts_with("<!--")) {
      // `<!-->` is a whole comment too.
      const std::size_t end = html_.find("-->", at_ + 2);
      const std::size_t odd_end = html_.substr(0, end).find("--!>", at_ + 4);
      if (end == std::string_view::npos && odd_end == std::string_view::npos)
        at_ = html_.size();
      else
        at_ = odd_end != std::string_view::npos ? odd_end + 4 : end + 3;
    } else {
      at_ = past(html_.find('>', at_));
    }
  }

  std::size_t past(std::size_t position) const {
    return position == std::string_view::npos ? html_.size() : position + 1;
  }

  /// Reads a tag name at `at_` and moves behind it.
  std::string_view read_name() {
    const std::size_t from = at_;
    while (at_ < html_.size() && !ends_name(html_[at_])) ++at_;
    return html_.substr(from, at_ - from);
  }

  static GumboTag tag_of(std::string_view name) {
    return gumbo_tagn_enum(name.data(), static_cast<unsigned>(std::min<std::size_t>(name.size(), 64)));
  }

  void read_start_tag() {
    const std::size_t begin = at_++;
    const std::size_t from = at_;
    const GumboTag tag = tag_of(read_name());
    const std::size_t attributes = skip_attributes();
    keep_markup(begin);
    if (attributes > limits_.attributes)
      return fail("a tag with more than " + std::to_string(limits_.attributes) + " attributes");
    if (is_foreign(tag)) foreign_seen_ = true;
    if (tag == GUMBO_TAG_FRAMESET) frames_ = true;
    open(tag, std::hash<std::string_view>{}(html_.substr(from, at_ - from)));
    if (!among(tag, raw_tags)) return;
    doubtful_ = std::ranges::any_of(open_, is_foreign);
    skip_raw_text(tag, html_.substr(from, gumbo_length(tag)));
  }

  static std::size_t gumbo_length(GumboTag tag) {
    return std::string_view(gumbo_normalized_tagname(tag)).size();
  }

  void read_end_tag() {
    const std::size_t begin = at_;
    at_ += 2;
    if (at_ < html_.size() && is_letter(html_[at_])) {
      close(tag_of(read_name()));
      skip_attributes();
    } else {
      at_ = past(html_.find('>', at_));
    }
    keep_markup(begin);
  }

  /// Moves behind the tag's `>` as the tokenizer does, quotes respected; tells how many attributes.
  std::size_t skip_attributes() {
    std::size_t count = 0;
    while (true) {
      while (at_ < html_.size() && (is_html_space(html_[at_]) || html_[at_] == '/')) ++at_;
      if (at_ >= html_.size() || html_[at_] == '>') break;
      ++count;
      ++at_;  // also a `=` that begins a name
      while (at_ < html_.size() && !is_html_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' &&
             html_[at_] != '=')
        ++at_;
      skip_value();
    }
    if (at_ < html_.size()) ++at_;
    return count;
  }

  void skip_value() {
    while (at_ < html_.size() && is_html_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] != '=') return;
    ++at_;
    while (at_ < html_.size() && is_html_space(html_[at_])) ++at_;
    if (at_ >= html_.size()) return;
    if (const char quote = html_[at_]; quote == '"' || quote == '\'')
      at_ = past(html_.find(quote, at_ + 1));
    else
      while (at_ < html_.size() && !is_html_space(html_[at_]) && html_[at_] != '>') ++at_;
  }

  /// Moves to the end tag of a <script> or its like; one that is never closed is not believed.
  void skip_raw_text(GumboTag tag, std::string_view name) {
    if (among_unclosed(tag)) return;
    for (std::size_t end = at_; (end = html_.find("</", end)) != std::string_view::npos; end += 2) {
      const std::string_view rest = html_.substr(end + 2, name.size());
      const bool same = std::ranges::equal(rest, name, [](char a, char b) { return (a | 32) == (b | 32); });
      const std::size_t behind = end + 2 + name.size();
      if (!same || (behind < html_.size() && !ends_name(html_[behind]))) continue;
      if (foreign_seen_) count_hidden(html_.substr(at_, end - at_));
      at_ = end;
      return;
    }
    unclosed_.push_back(tag);  // nor is a later one: not searched for again
  }

  bool among_unclosed(GumboTag tag) const { return std::ranges::find(unclosed_, tag) != unclosed_.end(); }

  void count_hidden(std::string_view raw) {
    for (std::size_t at = raw.find('<'); at != std::string_view::npos && at + 1 < raw.size();
         at = raw.find('<', at + 1)) {
      if (is_letter(raw[at + 1])) ++hidden_;
      if (raw[at + 1] == '/' && hidden_ > 0) --hidden_;
    }
    if (hidden_ > max_hidden) fail("more than " + std::to_string(max_hidden) + " elements within a script");
  }

  void open(GumboTag tag, std::size_t identity) {
    if (among(tag, void_tags)) return;
    if (among(tag, self_closing)) close_sibling(tag);
    if (among(tag, formatting_tags)) {
      activate(tag, identity);
    } else {
      reopened_ += active_.size();
      if (reopened_ > max_reopened) return fail("formatting elements left open all over the page");
    }
    open_.push_back(tag);
    if (open_.size() + active_.size() > limits_.depth)
      fail("elements nested more than " + std::to_string(limits_.depth) + " deep");
  }

  void close_sibling(GumboTag tag) {
    for (std::size_t i = open_.size(); i-- > 0 && !among(open_[i], barriers);)
      if (open_[i] == tag) return open_.resize(i);
  }

  /// Of equal elements, the builder keeps the last three; a link ends the link before it.
  void activate(GumboTag tag, std::size_t identity) {
    if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_NOBR) close(tag);
    const auto equal = [&](const Active& other) { return other.identity == identity; };
    if (std::ranges::count_if(active_, equal) >= 3) active_.erase(std::ranges::find_if(active_, equal));
    active_.push_back({tag, identity});
  }

  void close(GumboTag tag) {
    const bool formatting = among(tag, formatting_tags);
    if (formatting) {
      const auto last =
          std::find_if(active_.rbegin(), active_.rend(), [&](const Active& a) { return a.tag == tag; });
      if (last != active_.rend()) active_.erase(std::next(last).base());
    }
    const auto last = std::find(open_.rbegin(), open_.rend(), tag);
    if (last == open_.rend()) return;
    const auto place = std::next(last).base();
    if (formatting && std::any_of(place + 1, open_.end(), is_block)) {
      // The blocks within stay open (the "adoption agency").
      open_.erase(place);
      if (++misnested_ > max_misnested) fail("formatting elements misnested all over the page");
    } else {
      open_.erase(place, open_.end());
    }
  }

  struct Active {
    GumboTag tag;
    std::size_t identity;  ///< of the tag with its attributes
  };

  std::string_view html_;
  const HtmlLimits& limits_;
  std::size_t at_ = 0;
  std::vector<GumboTag> open_;      ///< elements, the outermost first; bounded by the limit
  std::vector<Active> active_;      ///< formatting elements not ended yet; bounded likewise
  std::vector<GumboTag> unclosed_;  ///< raw text elements that have no end tag from here on
  std::size_t reopened_ = 0, hidden_ = 0, misnested_ = 0;
  bool foreign_seen_ = false;
  std::optional<Error> danger_;

  Skeleton skeleton_;
  std::size_t kept_ = 0;   ///< what is before it is in the skeleton
  bool doubtful_ = false;  ///< within <svg>, what looks like a script may be tags, with text in their values
  bool frames_ = false;    ///< among <frameset>s white space alone is kept: no stretches
};

}  // namespace

Result<Skeleton> pass_guard(std::string_view html, const HtmlLimits& limits) {
  if (html.size() > limits.bytes)
    return failure(ErrorKind::too_large, "a page of " + std::to_string(html.size()) + " bytes; at most " +
                                             std::to_string(limits.bytes) + " are read");
  return Guard(html, limits).run();
}

}  // namespace gazetted::parser
