#pragma once
// An HTML page as a tree (HTML Standard, 13.2, as gumbo builds it), laid out flat: the nodes stand in
// document order and each knows where its subtree ends, so that walking never recurses and a subtree is
// a range. Everything a page can do to a tree builder is bounded beforehand.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

#include "core/result.h"
#include "parser/arena.h"

namespace gazetted::parser {

class HtmlTree;
class Skeleton;

/// White space between words of an attribute (HTML Standard, "ASCII whitespace").
[[nodiscard]] constexpr bool is_html_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
/// Whether `word` is one of the words of `list`, as class names are.
[[nodiscard]] bool holds_word(std::string_view list, std::string_view word);

/// A handle on an element or a text node; cheap to copy. It and the views it gives live as long as the
/// tree. A default-made one is "no node": false, and nothing else may be asked of it.
class Node {
 public:
  Node() = default;
  explicit operator bool() const { return tree_ != nullptr; }
  friend bool operator==(const Node&, const Node&) = default;

  [[nodiscard]] const HtmlTree& tree() const { return *tree_; }
  /// Place in document order, the root being 0: an earlier node has a lower one.
  [[nodiscard]] std::uint32_t index() const { return index_; }
  /// One past the last node of the subtree.
  [[nodiscard]] std::uint32_t end() const;
  [[nodiscard]] bool contains(Node other) const {  ///< itself too
    return other.index_ >= index_ && other.index_ < end();
  }

  [[nodiscard]] bool is_text() const;
  [[nodiscard]] bool is_element() const { return !is_text(); }
  /// GUMBO_TAG_UNKNOWN for elements HTML does not have (<ucapcontent>), GUMBO_TAG_LAST for text.
  [[nodiscard]] GumboTag tag() const;
  /// In lower case; "" for text.
  [[nodiscard]] std::string_view tag_name() const;
  /// The characters of a text node, entities resolved; "" for an element.
  [[nodiscard]] std::string_view characters() const;
  /// An attribute's value; names are lower case. Nothing where it is not set.
  [[nodiscard]] std::optional<std::string_view> find_attribute(std::string_view name) const;
  [[nodiscard]] std::string_view attribute(std::string_view name) const;  ///< "" where it is not set
  [[nodiscard]] bool has_class(std::string_view name) const;              ///< case matters

  // Each gives "no node" where there is none.
  [[nodiscard]] Node parent() const;
  [[nodiscard]] Node first_child() const;
  [[nodiscard]] Node next_sibling() const;
  [[nodiscard]] Node previous_sibling() const;
  [[nodiscard]] Node next_element() const;      ///< the next sibling that is an element
  [[nodiscard]] Node previous_element() const;  ///< the one before

  /// Place among the elements of its parent, from 1, as :nth-child counts.
  [[nodiscard]] std::uint32_t place() const;

  class Range;
  [[nodiscard]] Range children() const;
  [[nodiscard]] Range descendants() const;  ///< in document order, without itself

  /// What a reader sees of the subtree as one line: white space collapsed and trimmed, <br> and block
  /// boundaries as one space, no scripts or styles.
  [[nodiscard]] std::string text() const;

 private:
  friend class HtmlTree;
  Node(const HtmlTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  const HtmlTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

/// Nodes one after another, for range-for: children skip from sibling to sibling, descendants do not.
class Node::Range {
 public:
  enum class Step { sibling, next };
  class Iterator {
   public:
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::forward_iterator_tag;
    Iterator() = default;
    Iterator(Node at, Step step) : at_(at), step_(step) {}
    Node operator*() const { return at_; }
    Iterator& operator++() {
      at_.index_ = step_ == Step::sibling ? at_.end() : at_.index_ + 1;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    Node at_;
    Step step_ = Step::next;
  };

  Range(Node first, Node last, Step step) : first_(first), last_(last), step_(step) {}
  [[nodiscard]] Iterator begin() const { return {first_, step_}; }
  [[nodiscard]] Iterator end() const { return {last_, step_}; }
  [[nodiscard]] bool empty() const { return first_ == last_; }

 private:
  Node first_, last_;
  Step step_;
};

/// Whether one of `roots` (in document order, none within another) contains `node`; logarithmic.
[[nodiscard]] bool any_contains(const std::vector<Node>& roots, Node node);

/// What a page may ask of the tree builder. The builder's time grows with the square of depth and of
/// attributes, and it recurses when it frees.
struct HtmlLimits {
  std::size_t bytes = 4 * 1024 * 1024;
  std::size_t depth = 512;
  std::size_t attributes = 400;    ///< of one tag
  std::size_t elements = 300'000;  ///< each takes some half a kilobyte, and two attributes as much
};

class HtmlTree {
 public:
  /// Builds the tree of `html` (well-formed UTF-8) and owns it. Any text gives a tree; fails with too_large
  /// beyond `limits.bytes`, with malformed beyond the others.
  [[nodiscard]] static Result<HtmlTree> parse(std::string html, const HtmlLimits& limits = {});

  [[nodiscard]] Node root() const { return {this, 0}; }      ///< <html>
  [[nodiscard]] Node body() const { return {this, body_}; }  ///< <body>, or the root
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  [[nodiscard]] Node node(std::uint32_t index) const { return {this, index}; }  ///< index < size()
  /// All elements of one tag, in document order.
  [[nodiscard]] std::vector<Node> elements(GumboTag tag) const;
  /// The page's text as it was parsed, UTF-8.
  [[nodiscard]] std::string_view source() const { return *source_; }

  /// Handles point at the tree itself: it stays where it is while they are used.
  HtmlTree(HtmlTree&&) = default;
  HtmlTree& operator=(HtmlTree&&) = default;

 private:
  friend class Node;
  struct Attribute {
    std::string_view name, value;
  };
  /// As small as can be: a page may have half a million.
  struct Flat {
    union {
      const Attribute* attributes = nullptr;  ///< of an element
      const char* characters;                 ///< of text
    };
    std::uint32_t length = 0;  ///< how many of them
    std::uint32_t parent = 0;
    std::uint32_t end = 0;
    std::uint32_t previous = 0;  ///< sibling; 0 for none
    std::uint32_t place = 1;     ///< among the elements that are siblings, from 1
    GumboTag tag = GUMBO_TAG_LAST;
  };
  HtmlTree() = default;
  void flatten(const GumboNode* root, std::size_t nodes, const Skeleton& skeleton);
  [[nodiscard]] std::string_view original_of(std::string_view built, const Skeleton& skeleton);
  [[nodiscard]] const Attribute* keep(const GumboVector& attributes, const Skeleton& skeleton);

  std::unique_ptr<const std::string> source_;                 ///< texts and values point into it
  std::unique_ptr<Arena> arena_ = std::make_unique<Arena>();  ///< attributes, and texts that are not in it
  std::vector<Flat> nodes_;
  /// Names, in lower case, of elements that HTML does not have; by index.
  std::vector<std::pair<std::uint32_t, std::string>> unknown_tags_;
  std::uint32_t body_ = 0;
};

}  // namespace gazetted::parser
