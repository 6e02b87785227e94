#include "parser/page_stats.h"

#include <algorithm>

#include "parser/furniture.h"
#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

// What a line must have before it counts for the body, in columns.
constexpr float line_cost = 24;
constexpr float unmarked_length = 80;     // a line without punctuation that may still be prose
constexpr float furniture_share = 0.15F;  // what prose counts within furniture
constexpr float furniture_limit = 0.4F;   // more of the page's text than this is no furniture

struct Measure {
  std::uint32_t text = 0, linked = 0, marks = 0;
};

/// Columns and punctuation of a run of characters.
Measure measure(std::string_view characters) {
  Measure out;
  for (std::size_t at = 0; at < characters.size();) {
    const auto lead = static_cast<unsigned char>(characters[at]);
    if (lead >= 0xE4 && lead <= 0xE9) {  // Han, the bulk of it
      out.text += 2;
      at += 3;
      continue;
    }
    if (lead < 0x80) {
      if (lead > ' ') ++out.text;
      if ((lead == ',' || lead == '.' || lead == ';' || lead == '!' || lead == '?') &&
          (at + 1 == characters.size() || static_cast<unsigned char>(characters[at + 1]) <= ' '))
        ++out.marks;
      ++at;
      continue;
    }
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view c = characters.substr(at, length);
    if (length == 2) {
      if (c != "\u00A0") ++out.text;
    } else if (c != "\u3000" && c != "\uFEFF") {
      out.text += 2;
      if (c == "，" || c == "。" || c == "、" || c == "；" || c == "！" || c == "？") ++out.marks;
    }
    at += length;
  }
  return out;
}

/// Long lines with punctuation and without links are prose; short and linked ones are frame.
float prose_of(const Measure& line) {
  if (line.text == 0) return 0;
  const auto text = static_cast<float>(line.text);
  const auto linked = static_cast<float>(line.linked);
  if (linked > 0.5F * text) return -6 - 0.5F * std::min(linked, 40.0F);
  if (line.marks == 0 && text < unmarked_length) return -4;
  return text - 2 * linked - line_cost;
}

bool is_control(Node element) {
  switch (element.tag()) {
    case GUMBO_TAG_INPUT: return element.attribute("type") != "hidden";
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_BUTTON: return true;
    default: return false;
  }
}

}  // namespace

PageStats::PageStats(const HtmlTree& tree) : stats_(tree.size()), invisible_(tree.size()) {
  std::vector<Own> own = read_lines(tree);
  add_up(tree, [](NodeStats& above, const NodeStats& below) {
    above.text += below.text;
    above.linked += below.linked;
    above.links += below.links;
    above.marks += below.marks;
    above.images += below.images;
    above.controls += below.controls;
  });
  weigh(tree, own);
  add_up(tree, [](NodeStats& above, const NodeStats& below) {
    above.prose += below.prose;
    above.good += below.good;
  });
}

template <class Add>
void PageStats::add_up(const HtmlTree& tree, Add add) {
  for (std::uint32_t i = tree.size(); i-- > 1;) add(stats_[tree.node(i).parent().index()], stats_[i]);
}

std::vector<PageStats::Own> PageStats::read_lines(const HtmlTree& tree) {
  struct Block {
    std::uint32_t index, end;
  };
  std::vector<Own> own(tree.size());
  std::vector<Block> blocks{{0, tree.size()}};
  Measure line;
  std::uint32_t link_end = 0;
  const auto end_line = [&] {
    const float prose = prose_of(line);
    (prose > 0 ? own[blocks.back().index].prose : own[blocks.back().index].frame) += prose;
    line = {};
  };
  for (std::uint32_t i = 0; i < tree.size();) {
    const Node node = tree.node(i);
    for (; blocks.size() > 1 && i >= blocks.back().end; blocks.pop_back()) end_line();
    NodeStats& stats = stats_[i];
    if (node.is_text()) {
      const Measure run = measure(node.characters());
      stats.text = run.text;
      stats.marks = run.marks;
      stats.linked = i < link_end ? run.text : 0;
      line.text += run.text;
      line.marks += run.marks;
      line.linked += stats.linked;
    } else if (gazetted::parser::is_invisible(node)) {
      invisible_[i] = true;
      stats.controls = is_control(node) ? 1 : 0;
      i = node.end();
      continue;
    } else if (is_block(node.tag())) {
      end_line();
      if (node.first_child()) blocks.push_back({i, node.end()});
    } else if (node.tag() == GUMBO_TAG_A && node.find_attribute("href")) {
      link_end = node.end();
      stats.links = 1;
    } else if (node.tag() == GUMBO_TAG_IMG) {
      stats.images = 1;
    }
    ++i;
  }
  for (; !blocks.empty(); blocks.pop_back()) end_line();
  return own;
}

/// Prose in a sidebar counts little; but an element with much of the page's text is no sidebar, whatever
/// its designer called it.
/// Entries of a list of other articles: a linked title and a few words on it, and the same beside it.
std::vector<bool> PageStats::find_teasers(const HtmlTree& tree) const {
  constexpr std::uint32_t longest = 600, shortest_title = 8;  // columns
  // Whether the first text in an element is a link; of the children the first that has text decides.
  std::vector<bool> opens_with_link(tree.size()), teasers(tree.size());
  for (std::uint32_t i = tree.size(); i-- > 1;) {
    if (stats_[i].text == 0) continue;
    const Node node = tree.node(i);
    const bool linked = node.is_text() ? stats_[i].linked > 0 : opens_with_link[i];
    opens_with_link[node.parent().index()] = linked;
  }
  const auto could_be = [&](Node node) {
    const NodeStats& stats = stats_[node.index()];
    return opens_with_link[node.index()] && stats.text <= longest && stats.linked >= shortest_title &&
           stats.text > stats.linked;
  };
  for (std::uint32_t i = tree.body().index(); i < tree.size(); ++i) {
    const Node node = tree.node(i);
    const GumboTag tag = node.tag();
    const bool entry = tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_ARTICLE ||
                       tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_DL;
    if (!entry || !could_be(node)) continue;
    const Node next = node.next_element();
    if (!next || next.tag() != tag || !could_be(next)) continue;
    teasers[i] = teasers[next.index()] = true;
  }
  return teasers;
}

void PageStats::weigh(const HtmlTree& tree, const std::vector<Own>& own) {
  const auto most = static_cast<std::uint32_t>(furniture_limit * static_cast<float>(stats_[0].text));
  const std::vector<bool> teasers = find_teasers(tree);
  std::uint32_t furniture_end = 0;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (tree.node(i).is_text() || invisible_[i] || stats_[i].text == 0) continue;
    const Node node = tree.node(i);
    if (i >= furniture_end && is_block(node.tag()) && stats_[i].text < most &&
        (teasers[i] || role_of(node) == Role::furniture))
      furniture_end = node.end();
    stats_[i].good = own[i].prose * (i < furniture_end ? furniture_share : 1);
    stats_[i].prose = own[i].frame + stats_[i].good;
  }
}

}  // namespace gazetted::parser
