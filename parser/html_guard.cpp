#include "parser/html_guard.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "parser/page_text.h"
#include "parser/tag_sets.h"

namespace gazetted::parser {
namespace {

// Formatting elements that may be opened anew over a whole page (HTML Standard, 13.2.4.3).
constexpr std::size_t max_reopened = 1'000'000;
// Formatting elements that end within others. Each makes the builder search the children of a parent.
constexpr std::size_t max_misnested = 20'000;
// Elements that raw text may seem to hold where <svg> makes it unsure that it is raw text.
constexpr std::size_t max_hidden = 10'000;
// What an element with its text takes of the builder's memory, in attributes of some 200 bytes.
constexpr std::size_t element_cost = 2;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool ends_name(char c) { return is_html_space(c) || c == '/' || c == '>'; }

bool is_ordinary(GumboTag tag) { return ordinary_tags.holds(tag); }
bool is_part_of_table(GumboTag tag) {
  return tag == GUMBO_TAG_TR || cell_tags.holds(tag) || section_tags.holds(tag);
}
bool is_foreign(GumboTag tag) { return tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH; }

class Guard {
 public:
  Guard(std::string_view html, const HtmlLimits& limits) : html_(html), limits_(limits), skeleton_(html) {}

  Result<Skeleton> run() {
    for (std::size_t from = 0;
         !danger_ && (at_ = html_.find('<', at_)) != std::string_view::npos && at_ + 1 < html_.size();
         from = at_) {
      if (at_ > from) reconstruct();
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

  /// Markup up to `end` goes to the skeleton.
  void keep_markup(std::size_t end) {
    skeleton_.markup(html_.substr(kept_, end - kept_));
    kept_ = end;
  }

  void keep_value(std::size_t begin, std::size_t end) {
    if (end - begin < Skeleton::worthwhile) return;
    keep_markup(begin);
    skeleton_.text(html_.substr(begin, end - begin));
    kept_ = end;
  }

  /// Comments are text to the skeleton: a builder in another state may see a script there.
  void skip_comment() {
    at_ = html_.substr(at_).starts_with("<!--") ? end_of_comment() : past(html_.find('>', at_));
  }

  /// Behind the first `-->` or `--!>`; `<!-->` is a whole comment too, `<!--!>` is none.
  [[nodiscard]] std::size_t end_of_comment() const {
    for (std::size_t at = html_.find("--", at_ + 2); at != std::string_view::npos;
         at = html_.find("--", at + 1)) {
      const std::string_view rest = html_.substr(at + 2, 2);
      if (rest.starts_with('>')) return at + 3;
      if (rest == "!>" && at >= at_ + 4) return at + 4;
    }
    return html_.size();
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
    keep_text(begin);
    const std::size_t attributes = skip_attributes(values_of(tag));
    keep_markup(at_);
    if (danger_) return;
    if (is_foreign(tag)) foreign_seen_ = true;
    if (tag == GUMBO_TAG_FRAMESET) frames_ = true;
    open({tag, std::hash<std::string_view>{}(html_.substr(from, at_ - from)), attributes});
    if (!raw_tags.holds(tag)) return;
    doubtful_ = std::ranges::any_of(open_, is_foreign);
    skip_raw_text(tag, html_.substr(from, gumbo_length(tag)));
  }

  static std::size_t gumbo_length(GumboTag tag) {
    return std::string_view(gumbo_normalized_tagname(tag)).size();
  }

  void read_end_tag() {
    keep_text(at_);
    at_ += 2;
    if (at_ < html_.size() && is_letter(html_[at_])) {
      close(tag_of(read_name()));
      spend(skip_attributes(Values::stand));
    } else {
      at_ = past(html_.find('>', at_));
    }
    keep_markup(at_);
  }

  /// Whether values go to the skeleton as they stand or as text.
  enum class Values { stand, text };

  /// Few values mean anything to the builder: those of formatting elements, which it compares (13.2.4.3; of
  /// links it never keeps two), and of <annotation-xml>.
  [[nodiscard]] Values values_of(GumboTag tag) const {
    const bool compared = formatting_tags.holds(tag) && tag != GUMBO_TAG_A;
    return compared || foreign_seen_ || frames_ ? Values::stand : Values::text;
  }

  /// Moves behind the tag's `>` as the tokenizer does, quotes respected, and counts the attributes. An end
  /// tag's mean nothing and cost the builder as much.
  std::size_t skip_attributes(Values values) {
    std::size_t count = 0;
    while (true) {
      while (at_ < html_.size() && (is_html_space(html_[at_]) || html_[at_] == '/')) ++at_;
      if (at_ >= html_.size() || html_[at_] == '>') break;
      ++count;
      ++at_;  // also a `=` that begins a name
      while (at_ < html_.size() && !is_html_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' &&
             html_[at_] != '=')
        ++at_;
      skip_value(values);
    }
    if (at_ < html_.size()) ++at_;
    if (count > limits_.attributes)
      fail("a tag with more than " + std::to_string(limits_.attributes) + " attributes");
    return count;
  }

  void skip_value(Values values) {
    while (at_ < html_.size() && is_html_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] != '=') return;
    ++at_;
    while (at_ < html_.size() && is_html_space(html_[at_])) ++at_;
    if (at_ >= html_.size()) return;
    if (const char quote = html_[at_]; quote == '"' || quote == '\'') {
      const std::size_t begin = at_ + 1;
      const std::size_t end = std::min(html_.find(quote, begin), html_.size());
      if (values == Values::text) keep_value(begin, end);
      at_ = std::min(end + 1, html_.size());
    } else {
      while (at_ < html_.size() && !is_html_space(html_[at_]) && html_[at_] != '>') ++at_;
    }
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

  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  void pop_to(std::size_t size) {
    open_.resize(size);
    for (Active& each : active_)
      if (each.place >= size) each.place = nowhere;
  }

  void take_out(std::size_t place) {
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(place));
    for (Active& each : active_) {
      if (each.place == place)
        each.place = nowhere;
      else if (each.place != nowhere && each.place > place)
        --each.place;
    }
  }

  /// Text and inline elements open anew what formatting was closed with a block around it (13.2.4.3).
  void reconstruct() {
    std::size_t from = active_.size();
    while (from > 0 && active_[from - 1].place == nowhere) --from;
    for (; from < active_.size() && open_.size() <= limits_.depth; ++from) {
      spend(element_cost + active_[from].attributes);
      active_[from].place = open_.size();
      open_.push_back(active_[from].tag);
    }
  }

  /// Of the builder's memory, in attributes.
  void spend(std::size_t cost) {
    spent_ += cost;
    if (spent_ > element_cost * limits_.elements)
      fail("more than " + std::to_string(limits_.elements) + " elements, or as many pairs of attributes");
  }

  /// A start tag.
  struct Start {
    GumboTag tag;
    std::size_t identity;  ///< of the tag with its attributes
    std::size_t attributes;
  };

  void open(const Start& start) {
    const GumboTag tag = start.tag;
    spend(element_cost + start.attributes);
    if (void_tags.holds(tag)) return;
    if (is_part_of_table(tag) && !clear_table_for(tag)) return;
    end_by_start(tag);
    if (is_ordinary(tag)) reconstruct();
    if (formatting_tags.holds(tag)) {
      activate(start);
    } else {
      reopened_ += active_.size();
      if (reopened_ > max_reopened) return fail("formatting elements left open all over the page");
    }
    open_.push_back(tag);
    if (open_.size() + active_.size() > limits_.depth)
      fail("elements nested more than " + std::to_string(limits_.depth) + " deep");
  }

  /// Ends what the start of a row or cell ends: all back to the row or table. False: there is no table.
  bool clear_table_for(GumboTag tag) {
    const auto table = std::find(open_.rbegin(), open_.rend(), GUMBO_TAG_TABLE);
    if (table == open_.rend()) return false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      const GumboTag other = open_[i];
      if (closed_to_tables.holds(other)) return true;
      const bool context = other == GUMBO_TAG_TABLE ||
                           (!section_tags.holds(tag) && section_tags.holds(other)) ||
                           (cell_tags.holds(tag) && other == GUMBO_TAG_TR);
      if (!context) continue;
      pop_to(i + 1);
      break;
    }
    return true;
  }

  /// Ends the open elements that the start of this one ends.
  void end_by_start(GumboTag tag) {
    if (tag == GUMBO_TAG_LI) end_item({GUMBO_TAG_LI, GUMBO_TAG_LI});
    if (tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD) end_item({GUMBO_TAG_DT, GUMBO_TAG_DD});
    if (tag == GUMBO_TAG_OPTION && !open_.empty() && open_.back() == GUMBO_TAG_OPTION)
      pop_to(open_.size() - 1);
    if (tag == GUMBO_TAG_TABLE) end_table_in_table();
    if (paragraph_enders.holds(tag)) end_paragraph();
  }

  void end_item(TagSet kinds) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      const GumboTag other = open_[i];
      if (kinds.holds(other)) return pop_to(i);
      const bool reaches_across =
          is_ordinary(other) || other == GUMBO_TAG_P || other == GUMBO_TAG_ADDRESS || other == GUMBO_TAG_DIV;
      if (!reaches_across) return;
    }
  }

  void end_paragraph() {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == GUMBO_TAG_P) return pop_to(i);
      if (scope_tags.holds(open_[i]) || open_[i] == GUMBO_TAG_BUTTON) return;
    }
  }

  /// A table that begins in a table, outside its cells, ends it.
  void end_table_in_table() {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == GUMBO_TAG_TABLE) return pop_to(i);
      if (scope_tags.holds(open_[i])) return;
    }
  }

  /// Whether an end tag does not reach across this open element.
  static bool stops(GumboTag end_tag, GumboTag open) {
    if (closed_to_tables.holds(open)) return true;
    if (end_tag == GUMBO_TAG_TABLE || is_part_of_table(end_tag)) return open == GUMBO_TAG_TABLE;
    if (end_tag == GUMBO_TAG_LI && (open == GUMBO_TAG_UL || open == GUMBO_TAG_OL)) return true;
    return is_ordinary(end_tag) ? !is_ordinary(open) : scope_tags.holds(open);
  }

  /// Of equal elements, the builder keeps the last three; a link ends the link before it.
  void activate(const Start& start) {
    if (start.tag == GUMBO_TAG_A || start.tag == GUMBO_TAG_NOBR) {
      close(start.tag);
      reconstruct();
    }
    const auto equal = [&](const Active& other) { return other.identity == start.identity; };
    if (std::ranges::count_if(active_, equal) >= 3) active_.erase(std::ranges::find_if(active_, equal));
    active_.push_back({start, open_.size()});
  }

  void close(GumboTag tag) {
    if (formatting_tags.holds(tag)) return close_formatting(tag);
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == tag) {
        // The end of a form takes it out and leaves open what began in it.
        if (tag == GUMBO_TAG_FORM)
          take_out(i);
        else
          pop_to(i);
        return;
      }
      if (stops(tag, open_[i])) return;
    }
  }

  /// The blocks within stay open (the "adoption agency").
  void close_formatting(GumboTag tag) {
    const auto last =
        std::find_if(active_.rbegin(), active_.rend(), [&](const Active& a) { return a.tag == tag; });
    if (last != active_.rend()) active_.erase(std::next(last).base());
    bool blocks = false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == tag) {
        if (!blocks) return pop_to(i);
        take_out(i);
        if (++misnested_ > max_misnested) fail("formatting elements misnested all over the page");
        return;
      }
      if (scope_tags.holds(open_[i])) return;
      blocks = blocks || !is_ordinary(open_[i]);
    }
  }

  struct Active : Start {
    std::size_t place;  ///< in open_, or nowhere
  };

  std::string_view html_;
  const HtmlLimits& limits_;
  std::size_t at_ = 0;
  std::vector<GumboTag> open_;      ///< elements, the outermost first; bounded by the limit
  std::vector<Active> active_;      ///< formatting elements not ended yet; bounded likewise
  std::vector<GumboTag> unclosed_;  ///< raw text elements that have no end tag from here on
  std::size_t spent_ = 0, reopened_ = 0, hidden_ = 0, misnested_ = 0;
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
