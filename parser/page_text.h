#pragma once
// A subtree as paragraphs, the way a browser would lay it out in lines: what the author wrote, character
// for character, and nothing that a reader does not see.

#include <string>
#include <string_view>
#include <vector>

#include "parser/article_parts.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

/// A set of nodes of one tree, by their index; a node that is in it stands for its whole subtree.
class NodeSet {
 public:
  NodeSet() = default;
  explicit NodeSet(const HtmlTree& tree) : members_(tree.size()) {}
  void insert(Node node) { members_[node.index()] = true; }
  [[nodiscard]] bool contains(Node node) const {
    return node.index() < members_.size() && members_[node.index()];
  }

 private:
  std::vector<bool> members_;
};

/// The paragraphs of a subtree, without those in `skipped`. Blocks and <br> separate paragraphs, inline
/// tags never lose or glue characters; rows of a data table are one paragraph each, cells joined by
/// " | ", while a table that only arranges blocks is as if it were not there; ordered lists keep their
/// numbers. White space is collapsed as CSS does (U+3000 and U+00A0 stay within a line), outer white
/// space trimmed, empty paragraphs and unfilled templates dropped.
[[nodiscard]] std::vector<Paragraph> read_paragraphs(Node root, const NodeSet& skipped = {});

/// An element that a browser does not show: script, style, noscript, template, comment-like tags, the
/// `hidden` attribute, `display:none`.
[[nodiscard]] bool is_invisible(Node element);
/// An element that begins and ends a line.
[[nodiscard]] bool is_block(GumboTag tag);
/// Without outer white space of any kind (also U+3000, U+00A0, U+200B and U+FEFF).
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// ASCII letters in lower case.
[[nodiscard]] std::string lowered(std::string_view text);
/// Without white space of any kind anywhere.
[[nodiscard]] std::string squeezed(std::string_view text);
/// Code points that are not white space.
[[nodiscard]] std::size_t count_characters(std::string_view text);

}  // namespace gazetted::parser
