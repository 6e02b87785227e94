#pragma once
// One pass over a page that counts, for every element, what the search for the body asks: how much text,
// how much of it in links, how much of it looks like prose.

#include <cstdint>
#include <vector>

#include "parser/html_tree.h"

namespace gazetted::parser {

/// Sums over a subtree; invisible parts count nothing. Lengths are columns: a full-width character has
/// two, another one, white space none.
struct NodeStats {
  std::uint32_t text = 0;
  std::uint32_t linked = 0;  ///< within <a href>
  std::uint32_t links = 0;
  std::uint32_t marks = 0;  ///< of punctuation as sentences have it
  std::uint32_t images = 0;
  std::uint32_t controls = 0;  ///< fields and buttons of forms
  float good = 0;              ///< what its lines of prose come to, none of its frame taken off
  float prose = 0;             ///< how much its lines look like an article's; below 0: like a page's frame

  [[nodiscard]] float link_density() const {
    return text == 0 ? 0.0F : static_cast<float>(linked) / static_cast<float>(text);
  }
};

class PageStats {
 public:
  explicit PageStats(const HtmlTree& tree);
  [[nodiscard]] const NodeStats& of(Node node) const { return stats_[node.index()]; }
  [[nodiscard]] bool is_invisible(Node node) const { return invisible_[node.index()]; }

 private:
  /// What the lines of one block, without the blocks in it, come to.
  struct Own {
    float prose = 0, frame = 0;
  };
  std::vector<Own> read_lines(const HtmlTree& tree);
  std::vector<bool> find_teasers(const HtmlTree& tree) const;
  void weigh(const HtmlTree& tree, const std::vector<Own>& own);
  template <class Add>
  void add_up(const HtmlTree& tree, Add add);

  std::vector<NodeStats> stats_;
  std::vector<bool> invisible_;
};

}  // namespace gazetted::parser
