#include "parser/html_tree.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "parser/assertion_trap.h"
#include "parser/html_guard.h"
#include "parser/html_skeleton.h"
#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

const GumboVector* children_of(const GumboNode* node) {
  switch (node->type) {
    case GUMBO_NODE_DOCUMENT: return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: return &node->v.element.children;
    default: return nullptr;
  }
}

bool is_characters(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

std::string lowered_name(const GumboElement& element) {
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return name.data ? lowered({name.data, name.length}) : std::string();
}

/// A call of the tree builder, and the tree that it built.
struct Build {
  std::string_view html;
  const GumboOutput* output = nullptr;
  Arena arena{};
  std::size_t nodes = 0;  ///< the tree has no more

  /// Out of memory ends the program, as it would in gumbo: nothing may be thrown through C.
  static void* allocate(void* self, std::size_t bytes) noexcept {
    auto& build = *static_cast<Build*>(self);
    if (bytes == sizeof(GumboNode)) ++build.nodes;
    return build.arena.allocate(bytes);
  }

  static void run(void* self) {
    auto& build = *static_cast<Build*>(self);
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;  // each error kept would copy the stack of open tags
    options.allocator = &Build::allocate;
    options.deallocator = [](void*, void*) {};
    options.userdata = self;
    build.output = gumbo_parse_with_options(&options, build.html.data(), build.html.size());
  }
};

}  // namespace

bool holds_word(std::string_view list, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t to = at + word.size();
    if ((at == 0 || is_html_space(list[at - 1])) && (to == list.size() || is_html_space(list[to])))
      return true;
  }
  return false;
}

std::uint32_t Node::end() const { return tree_->nodes_[index_].end; }
bool Node::is_text() const { return tag() == GUMBO_TAG_LAST; }
GumboTag Node::tag() const { return tree_->nodes_[index_].tag; }

std::string_view Node::tag_name() const {
  if (is_text()) return {};
  if (tag() != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(tag());
  const auto& names = tree_->unknown_tags_;
  const auto found =
      std::ranges::lower_bound(names, index_, {}, [](const auto& entry) { return entry.first; });
  return found != names.end() && found->first == index_ ? std::string_view(found->second)
                                                        : std::string_view();
}

std::string_view Node::characters() const {
  const auto& node = tree_->nodes_[index_];
  return node.tag == GUMBO_TAG_LAST ? std::string_view(node.characters, node.length) : std::string_view();
}

std::optional<std::string_view> Node::find_attribute(std::string_view name) const {
  const auto& node = tree_->nodes_[index_];
  if (node.tag == GUMBO_TAG_LAST) return std::nullopt;
  for (const auto& attribute : std::span(node.attributes, node.length))
    if (attribute.name == name) return attribute.value;
  return std::nullopt;
}

std::string_view Node::attribute(std::string_view name) const {
  return find_attribute(name).value_or(std::string_view());
}

bool Node::has_class(std::string_view name) const { return holds_word(attribute("class"), name); }

std::uint32_t Node::place() const { return tree_->nodes_[index_].place; }

Node Node::parent() const { return index_ == 0 ? Node() : Node(tree_, tree_->nodes_[index_].parent); }
Node Node::first_child() const { return index_ + 1 < end() ? Node(tree_, index_ + 1) : Node(); }

Node Node::next_sibling() const {
  const Node above = parent();
  return above && end() < above.end() ? Node(tree_, end()) : Node();
}

Node Node::previous_sibling() const {
  const std::uint32_t previous = tree_->nodes_[index_].previous;
  return previous == 0 ? Node() : Node(tree_, previous);
}

Node Node::next_element() const {
  Node node = next_sibling();
  while (node && node.is_text()) node = node.next_sibling();
  return node;
}

Node Node::previous_element() const {
  Node node = previous_sibling();
  while (node && node.is_text()) node = node.previous_sibling();
  return node;
}

Node::Range Node::children() const {
  return {Node(tree_, index_ + 1), Node(tree_, end()), Range::Step::sibling};
}

Node::Range Node::descendants() const {
  return {Node(tree_, index_ + 1), Node(tree_, end()), Range::Step::next};
}

std::string Node::text() const {
  std::string out;
  bool space = false;
  std::vector<std::uint32_t> block_ends;
  for (std::uint32_t i = index_; i < end();) {
    const Node node(tree_, i);
    for (; !block_ends.empty() && block_ends.back() <= i; block_ends.pop_back()) space = true;
    if (node.is_element() && i != index_ && is_invisible(node)) {
      i = node.end();
      continue;
    }
    if (node.is_element() && is_block(node.tag())) {
      space = true;
      block_ends.push_back(node.end());
    }
    for (const char c : node.characters()) {
      if (is_html_space(c)) {
        space = true;
      } else {
        if (space && !out.empty()) out += ' ';
        space = false;
        out += c;
      }
    }
    ++i;
  }
  return std::string(trimmed(out));
}

bool any_contains(const std::vector<Node>& roots, Node node) {
  const auto after = std::ranges::upper_bound(roots, node.index(), {}, &Node::index);
  return after != roots.begin() && std::prev(after)->contains(node);
}

Result<HtmlTree> HtmlTree::parse(std::string html, const HtmlLimits& limits) {
  HtmlTree tree;
  tree.source_ = std::make_unique<const std::string>(std::move(html));
  const Result<Skeleton> skeleton = pass_guard(*tree.source_, limits);
  if (!skeleton) return tl::unexpected<Error>(skeleton.error());
  Build build{skeleton->str()};
  if (!assertions_hold(&Build::run, &build) || build.output == nullptr)
    return failure(ErrorKind::malformed, "no tree can be built: the page's tags confuse the tree builder");
  tree.flatten(build.output->root, build.nodes, *skeleton);
  return tree;
}

/// What characters of the tree built are on the page: out of the page itself where they can be.
std::string_view HtmlTree::original_of(std::string_view built, const Skeleton& skeleton) {
  if (!Skeleton::stands_for_more(built)) return arena_->keep(built);
  if (const auto whole = skeleton.whole_stretch(built)) return *whole;
  return arena_->keep(skeleton.restored(built));
}

const HtmlTree::Attribute* HtmlTree::keep(const GumboVector& attributes, const Skeleton& skeleton) {
  if (attributes.length == 0) return nullptr;
  auto* const kept = static_cast<Attribute*>(arena_->allocate(attributes.length * sizeof(Attribute)));
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
    std::construct_at(kept + i, arena_->keep(attribute->name), original_of(attribute->value, skeleton));
  }
  return kept;
}

/// Takes over what is of use; the tree built, some 300 bytes a node, may go then.
void HtmlTree::flatten(const GumboNode* root, std::size_t nodes, const Skeleton& skeleton) {
  struct Open {
    const GumboVector* children;
    unsigned next = 0;
    std::uint32_t index = 0;
    std::uint32_t last_child = 0;
    std::uint32_t elements = 0;
  };
  std::vector<Open> open;
  nodes_.reserve(nodes);
  const auto append = [&](const GumboNode* raw) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    Flat flat;
    flat.end = index + 1;
    if (!open.empty()) {
      flat.parent = open.back().index;
      flat.previous = std::exchange(open.back().last_child, index);
      flat.place = is_characters(raw) ? 0 : ++open.back().elements;
    }
    if (is_characters(raw)) {
      const std::string_view characters = original_of(raw->v.text.text, skeleton);
      flat.characters = characters.data();
      flat.length = static_cast<std::uint32_t>(characters.size());
    } else {
      flat.attributes = keep(raw->v.element.attributes, skeleton);
      flat.length = raw->v.element.attributes.length;
      flat.tag = raw->v.element.tag;
    }
    if (flat.tag == GUMBO_TAG_UNKNOWN) unknown_tags_.emplace_back(index, lowered_name(raw->v.element));
    if (flat.tag == GUMBO_TAG_BODY && body_ == 0) body_ = index;
    nodes_.push_back(flat);
    if (const GumboVector* children = children_of(raw)) open.push_back({children, 0, index});
  };
  append(root);
  while (!open.empty()) {
    Open& top = open.back();
    if (top.next == top.children->length) {
      nodes_[top.index].end = static_cast<std::uint32_t>(nodes_.size());
      open.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(top.children->data[top.next++]);
    if (child->type != GUMBO_NODE_COMMENT) append(child);
  }
}

std::vector<Node> HtmlTree::elements(GumboTag tag) const {
  std::vector<Node> out;
  for (std::uint32_t i = 0; i < size(); ++i)
    if (nodes_[i].tag == tag) out.push_back(node(i));
  return out;
}

}  // namespace gazetted::parser
