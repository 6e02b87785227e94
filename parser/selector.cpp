#include "parser/selector.h"

#include <algorithm>
#include <charconv>

#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

// Bounds of a chain and of the work for one element, which keep matching linear whatever page and rule.
constexpr std::size_t max_compounds = 32;
constexpr std::size_t max_steps = 2'000;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

/// Reads lists of chains of compounds of tests, from left to right.
class Selector::Compiler {
 public:
  explicit Compiler(std::string_view text) : text_(text) {}

  Result<Selector> run() {
    Selector selector;
    do {
      Chain chain = read_chain();
      if (!error_.empty()) return failure(ErrorKind::invalid_argument, message());
      std::ranges::reverse(chain);
      selector.chains_.push_back(std::move(chain));
    } while (take(','));
    if (at_ < text_.size()) {
      error_ = "unexpected";
      return failure(ErrorKind::invalid_argument, message());
    }
    return selector;
  }

 private:
  std::string message() const {
    return "selector `" + std::string(text_) + "`: " + error_ + " at character " + std::to_string(at_ + 1);
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  bool skip_space() {
    const std::size_t from = at_;
    while (is_html_space(peek())) ++at_;
    return at_ > from;
  }
  void fail(std::string_view what) {
    if (error_.empty()) error_ = what;
  }

  Chain read_chain() {
    using Hangs = Compound::Hangs;
    Chain chain;
    skip_space();
    Hangs hangs = Hangs::nowhere;
    while (error_.empty()) {
      Compound compound;
      compound.hangs = hangs;
      while (read_test(compound.tests)) {
      }
      if (!error_.empty()) break;
      if (compound.tests.empty()) {
        fail("a selector is missing");
        break;
      }
      chain.push_back(std::move(compound));
      if (chain.size() > max_compounds) fail("too many parts");
      const bool spaced = skip_space();
      if (at_ >= text_.size() || peek() == ',') break;
      hangs = take('>')   ? Hangs::child
              : take('+') ? Hangs::next
              : take('~') ? Hangs::later
                          : Hangs::descendant;
      if (hangs == Hangs::descendant && !spaced) fail("unexpected");
      skip_space();
    }
    return chain;
  }

  std::string read_name() {
    std::string name;
    while (at_ < text_.size() && (is_name_character(peek()) || peek() == '\\')) {
      if (peek() == '\\' && ++at_ >= text_.size()) break;
      name += text_[at_++];
    }
    if (name.empty()) fail("a name is missing");
    return name;
  }

  /// Reads one simple selector into `tests`; false where none begins here.
  bool read_test(std::vector<Test>& tests) {
    Test test;
    if (take('*')) {
      test.kind = Test::Kind::any;
    } else if (take('#')) {
      test.kind = Test::Kind::id;
      test.value = read_name();
    } else if (take('.')) {
      test.kind = Test::Kind::has_class;
      test.value = read_name();
    } else if (take('[')) {
      test = read_attribute();
    } else if (take(':')) {
      test = read_pseudo();
    } else if (is_name_character(peek())) {
      if (!tests.empty()) return false;
      test.kind = Test::Kind::type;
      test.value = lowered(read_name());
    } else {
      return false;
    }
    tests.push_back(std::move(test));
    return error_.empty();
  }

  Test read_attribute() {
    Test test;
    skip_space();
    test.name = lowered(read_name());
    skip_space();
    test.kind = Test::Kind::exists;
    if (take(']')) return test;
    test.kind = take('^')   ? Test::Kind::prefix
                : take('$') ? Test::Kind::suffix
                : take('*') ? Test::Kind::contains
                : take('~') ? Test::Kind::word
                            : Test::Kind::equals;
    if (!take('=')) fail("`=` or `]` is missing");
    skip_space();
    if (const char quote = peek(); quote == '"' || quote == '\'') {
      const std::size_t end = text_.find(quote, at_ + 1);
      if (end == std::string_view::npos) {
        fail("a closing quote is missing");
        return test;
      }
      test.value = text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
    } else {
      test.value = read_name();
    }
    skip_space();
    if (!take(']')) fail("`]` is missing");
    return test;
  }

  Test read_pseudo() {
    Test test;
    const std::string name = lowered(read_name());
    if (name == "first-child") {
      test.kind = Test::Kind::nth;
      test.offset = 1;
    } else if (name == "last-child") {
      test.kind = Test::Kind::last;
    } else if (name == "nth-child" && take('(')) {
      test = read_nth();
    } else if (name == "not" && take('(') && !negating_) {
      test = read_not();
    } else {
      fail("not a selector that is known here");
    }
    return test;
  }

  Test read_not() {
    negating_ = true;
    std::vector<Test> inner;
    skip_space();
    read_test(inner);
    skip_space();
    negating_ = false;
    if (inner.empty() || !take(')')) {
      fail(":not() takes one simple selector");
      return {};
    }
    inner.front().negated = true;
    return std::move(inner.front());
  }

  /// odd, even, n, 3, 2n+1, -n+3.
  Test read_nth() {
    Test test;
    test.kind = Test::Kind::nth;
    const std::size_t close = text_.find(')', at_);
    if (close == std::string_view::npos) {
      fail("`)` is missing");
      return test;
    }
    std::string formula = lowered(text_.substr(at_, close - at_));
    std::erase_if(formula, is_html_space);
    if (formula == "odd") formula = "2n+1";
    if (formula == "even") formula = "2n";
    const std::size_t n = formula.find('n');
    std::string step = n == std::string::npos ? "0" : formula.substr(0, n);
    std::string offset = n == std::string::npos ? formula : formula.substr(n + 1);
    if (step.empty() || step == "+" || step == "-") step += '1';
    if (offset.empty()) offset = "0";
    const std::optional<int> a = number(step), b = number(offset);
    if (!a || !b) fail(":nth-child() takes a number or an+b");
    test.step = a.value_or(0);
    test.offset = b.value_or(0);
    at_ = close + 1;
    return test;
  }

  static std::optional<int> number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole =
        error == std::errc() && end == text.data() + text.size() && std::abs(value) < 1'000'000;
    return whole ? std::optional(value) : std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool negating_ = false;
  std::string error_;
};

Result<Selector> Selector::compile(std::string_view text) { return Compiler(text).run(); }

bool Selector::passes(const Test& test, Node node) {
  using Kind = Test::Kind;
  const auto place_fits = [&] {
    const int distance = static_cast<int>(node.place()) - test.offset;
    return test.step == 0 ? distance == 0 : distance % test.step == 0 && distance / test.step >= 0;
  };
  const auto attribute_fits = [&] {
    const std::optional<std::string_view> value = node.find_attribute(test.name);
    if (!value) return false;
    switch (test.kind) {
      case Kind::equals: return *value == test.value;
      case Kind::prefix: return !test.value.empty() && value->starts_with(test.value);
      case Kind::suffix: return !test.value.empty() && value->ends_with(test.value);
      case Kind::contains: return !test.value.empty() && value->find(test.value) != std::string_view::npos;
      case Kind::word: return holds_word(*value, test.value);
      default: return true;
    }
  };
  switch (test.kind) {
    case Kind::any: return true;
    case Kind::type: return node.tag_name() == test.value;
    case Kind::id: return node.attribute("id") == test.value;
    case Kind::has_class: return node.has_class(test.value);
    case Kind::nth: return place_fits();
    case Kind::last: return !node.next_element();
    default: return attribute_fits();
  }
}

bool Selector::passes(const Compound& compound, Node node) {
  return std::ranges::all_of(compound.tests,
                             [&](const Test& test) { return passes(test, node) != test.negated; });
}

/// From right to left along ancestors and earlier siblings, the nearest first; where the rest of the chain
/// does not fit there, the search goes on further away.
bool Selector::matches(const Chain& chain, Node node) {
  using Hangs = Compound::Hangs;
  struct Choice {
    std::size_t part;
    Node node;
  };
  if (!passes(chain.front(), node)) return false;
  std::vector<Choice> choices;
  std::size_t steps = 0;
  const auto onward = [](Hangs hangs, Node from) {
    return hangs == Hangs::descendant || hangs == Hangs::child ? from.parent() : from.previous_element();
  };
  Choice at{0, node};
  while (at.part + 1 < chain.size()) {
    const Hangs hangs = chain[at.part].hangs;
    const bool far = hangs == Hangs::descendant || hangs == Hangs::later;
    Node next = onward(hangs, at.node);
    while (far && next && ++steps < max_steps && !passes(chain[at.part + 1], next))
      next = onward(hangs, next);
    if (++steps >= max_steps) return false;
    if (next && passes(chain[at.part + 1], next)) {
      if (far) choices.push_back({at.part, next});
      at = {at.part + 1, next};
    } else if (!choices.empty()) {
      at = choices.back();  // the part hangs on something further away
      choices.pop_back();
    } else {
      return false;
    }
  }
  return true;
}

bool Selector::matches(Node node) const {
  return node && node.is_element() &&
         std::ranges::any_of(chains_, [&](const Chain& chain) { return matches(chain, node); });
}

std::vector<Node> Selector::select(Node root) const {
  std::vector<Node> out;
  for (const Node node : root.descendants())
    if (matches(node)) out.push_back(node);
  return out;
}

Node Selector::first(Node root) const {
  for (const Node node : root.descendants())
    if (matches(node)) return node;
  return {};
}

Result<SelectorRule> SelectorRule::compile(std::string_view text) {
  SelectorRule rule;
  // An `@` within [] or quotes belongs to the selector.
  if (const std::size_t at = text.rfind('@');
      at != std::string_view::npos && std::ranges::all_of(text.substr(at + 1), is_name_character)) {
    rule.attribute_ = lowered(text.substr(at + 1));
    if (rule.attribute_.empty())
      return failure(ErrorKind::invalid_argument,
                     "selector `" + std::string(text) + "`: no attribute after @");
    text = text.substr(0, at);
  }
  if (trimmed(text).empty()) return rule;
  Result<Selector> selector = Selector::compile(text);
  if (!selector) return tl::unexpected<Error>(std::move(selector.error()));
  rule.selector_.push_back(std::move(*selector));
  return rule;
}

Node SelectorRule::first(Node scope) const {
  return selector_.empty() ? scope : selector_.front().first(scope);
}

std::vector<Node> SelectorRule::select(Node scope) const {
  return selector_.empty() ? std::vector{scope} : selector_.front().select(scope);
}

std::string SelectorRule::value(Node node) const {
  return attribute_.empty() ? node.text() : std::string(trimmed(node.attribute(attribute_)));
}

}  // namespace gazetted::parser
