#pragma once
// What the tree builder is given in place of a page: its markup to the letter, while each long stretch of
// characters, of text and of attributes' values, is one private character that stands for it. The builder
// goes through its state machines once for every character it is given, and nearly all of a policy's
// characters are words that decide nothing; the tree is the same, and is built in a fraction of the time.
//
// A stretch ends before everything that may mean something to a tokenizer (HTML Standard, 13.2.5) in any of
// its states for text, scripts, comments and CDATA: so it need not be known which of them it is in. It begins
// with a character that is no white space, for white space before it may belong elsewhere in the tree.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

class Skeleton {
 public:
  /// Of `page`, which must outlive it; the pieces given to text() and markup() follow one another in it.
  explicit Skeleton(std::string_view page);

  /// Shorter stretches cost more than they save.
  static constexpr std::size_t worthwhile = 12;

  /// Characters between tags or quotes; also comments, and scripts or their like, tags and all.
  void text(std::string_view piece);
  /// Tags, and whatever else is to reach the builder as it stands.
  void markup(std::string_view piece) { markup_ += piece; }

  /// For the tree builder.
  [[nodiscard]] std::string_view str() const { return markup_; }
  /// Whether `characters`, out of the tree built, hold a stretch.
  [[nodiscard]] static bool stands_for_more(std::string_view characters);
  /// The page's characters that `characters` stand for where they are one stretch and nothing else.
  [[nodiscard]] std::optional<std::string_view> whole_stretch(std::string_view characters) const;
  /// `characters` with each stretch put back.
  [[nodiscard]] std::string restored(std::string_view characters) const;

 private:
  void stretch(std::string_view characters);
  [[nodiscard]] std::optional<std::string_view> stretch_at(std::string_view characters, std::size_t at) const;

  std::string markup_;
  std::vector<std::string_view> stretches_;
  bool holds_marks_;  ///< the page has such characters of its own, or names one: all of it stays as it stands
};

}  // namespace gazetted::parser
