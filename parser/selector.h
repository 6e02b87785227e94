#pragma once
// CSS selectors for the rules of a site (Selectors Level 3): type, *, #id, .class, [attr] with = ^= $= *=
// ~=, :not(…) of one simple selector, :first-child, :last-child, :nth-child(n | odd | even | an+b), the
// combinators descendant, >, + and ~, and lists with commas.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

class Selector {
 public:
  /// Fails with invalid_argument, naming the place, on anything that is not in the list above.
  [[nodiscard]] static Result<Selector> compile(std::string_view text);

  [[nodiscard]] bool matches(Node node) const;
  /// Every descendant of `root` that matches, in document order.
  [[nodiscard]] std::vector<Node> select(Node root) const;
  /// The first of them, or no node.
  [[nodiscard]] Node first(Node root) const;

 private:
  struct Test {
    enum class Kind { any, type, id, has_class, exists, equals, prefix, suffix, contains, word, nth, last };
    Kind kind = Kind::any;
    bool negated = false;
    std::string name, value;
    int step = 0, offset = 0;  ///< of :nth-child(step·n + offset)
  };
  /// Simple selectors that one element must pass, and how it hangs on the compound left of it.
  struct Compound {
    enum class Hangs { nowhere, descendant, child, next, later };
    Hangs hangs = Hangs::nowhere;
    std::vector<Test> tests;
  };
  using Chain = std::vector<Compound>;  ///< from the right-most compound to the left-most
  class Compiler;

  static bool passes(const Test& test, Node node);
  static bool passes(const Compound& compound, Node node);
  static bool matches(const Chain& chain, Node node);

  std::vector<Chain> chains_;
};

/// `selector@attribute` as rules write it: which elements, and which of their attributes (else their
/// text). An empty selector (`@title`) stands for the element it is applied to.
class SelectorRule {
 public:
  [[nodiscard]] static Result<SelectorRule> compile(std::string_view text);

  /// The first match under `scope`, or no node.
  [[nodiscard]] Node first(Node scope) const;
  [[nodiscard]] std::vector<Node> select(Node scope) const;
  /// What the rule wants of an element: the attribute's value, or its text; trimmed.
  [[nodiscard]] std::string value(Node node) const;
  [[nodiscard]] const std::string& attribute() const { return attribute_; }  ///< "" for the text

 private:
  std::vector<Selector> selector_;  ///< none for the scope itself
  std::string attribute_;
};

}  // namespace gazetted::parser
