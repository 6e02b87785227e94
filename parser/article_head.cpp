#include "parser/article_head.h"

#include <algorithm>
#include <array>

#include "parser/furniture.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t shortest_title = 12;   // bytes without white space: four characters
constexpr std::size_t longest_head_line = 600;
constexpr std::size_t most_head_lines = 8;
constexpr std::uint32_t longest_way = 240;   // columns of a breadcrumb
constexpr auto separators = std::to_array<std::string_view>({">>", ">", "»", "›", "＞", "→", "/", "\\", "|", "·"});
constexpr auto introductions = std::to_array<std::string_view>(
    {"当前位置", "您的位置", "您所在的位置", "所在位置", "您现在的位置", "您当前的位置", "你的位置", "现在位置", "当前的位置",
     "您当前位置", "You are here"});

/// Whether a line is the title, or a part of it, by what the page is said to be called.
bool is_title(const std::string& line, const std::vector<std::string>& titles) {
  const std::string text = squeezed(line);
  if (text.size() < shortest_title) return false;
  return std::ranges::any_of(titles, [&](const std::string& title) { return title.find(text) != std::string::npos; });
}

/// A name of the site is in every <title>; a title is what comes nearest to the whole of it.
std::size_t place_of_title(const std::vector<Paragraph>& lines, const std::vector<std::string>& titles) {
  std::size_t best = lines.size(), longest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool named = is_title(lines[i].text, titles);
    if (named && lines[i].text.size() >= longest) {
      best = i;
      longest = lines[i].text.size();
    }
  }
  if (best < lines.size()) return best;
  for (std::size_t i = lines.size(); i-- > 0 && lines.size() - i <= most_head_lines;)
    if (lines[i].kind == Paragraph::Kind::heading && squeezed(lines[i].text).size() >= shortest_title) return i;
  return lines.size();
}

bool is_separator(std::string_view text) {
  return std::ranges::find(separators, trimmed(text)) != separators.end();
}

/// The element around a separator or an introduction that holds the links of the way, or no node.
Node way_around(const PageStats& stats, Node text) {
  Node at = text.parent();
  for (int level = 0; level < 3 && at; ++level, at = at.parent()) {
    if (stats.of(at).text > longest_way) return {};
    if (stats.of(at).links >= 1 && stats.of(at).text > stats.of(text).text) return at;
  }
  return {};
}

std::vector<std::string> split_way(const std::string& text) {
  std::vector<std::string> out;
  std::string_view rest = text;
  for (const std::string_view introduction : introductions)
    if (const std::size_t at = rest.find(introduction); at != std::string_view::npos) {
      rest = rest.substr(at + introduction.size());
      for (const std::string_view colon : {"是", "：", ":"})
        if (trimmed(rest).starts_with(colon)) rest = trimmed(rest).substr(colon.size());
    }
  std::string step;
  const auto end_step = [&] {
    if (const std::string_view name = trimmed(step); !name.empty()) out.emplace_back(name);
    step.clear();
  };
  while (!rest.empty()) {
    const auto separator = std::ranges::find_if(separators, [&](std::string_view s) { return rest.starts_with(s); });
    if (separator != separators.end()) {
      end_step();
      rest.remove_prefix(separator->size());
    } else {
      step += rest.front();
      rest.remove_prefix(1);
    }
  }
  end_step();
  return out;
}

}  // namespace

std::vector<std::string> read_heading(const HtmlTree& tree, Node body, const NodeSet& skipped,
                                      const std::vector<std::string>& titles) {
  NodeSet beyond = skipped;
  // Everything from the body on: it, and what follows it or any element around it.
  beyond.insert(body);
  for (Node at = body; at; at = at.parent())
    for (Node after = at.next_sibling(); after; after = after.next_sibling()) beyond.insert(after);
  std::vector<Paragraph> lines = read_paragraphs(tree.body(), beyond);
  std::vector<std::string> squeezed_titles;
  for (const std::string& title : titles) squeezed_titles.push_back(squeezed(title));

  std::size_t first = place_of_title(lines, squeezed_titles);
  if (first == lines.size()) return {};
  while (first > 0 && lines[first - 1].kind == lines[first].kind &&
         is_title(lines[first - 1].text + lines[first].text, squeezed_titles))
    --first;
  std::vector<std::string> out;
  for (std::size_t i = first; i < lines.size() && out.size() < most_head_lines; ++i) {
    const std::string& text = lines[i].text;
    if (text.size() <= longest_head_line && !is_furniture_line(text)) out.push_back(text);
  }
  return out;
}

std::vector<std::string> read_breadcrumb(const HtmlTree& tree, const PageStats& stats, const std::vector<Node>& bodies) {
  const std::uint32_t end = bodies.empty() ? tree.size() : bodies.front().index();
  Node separated;
  for (std::uint32_t i = tree.body().index(); i < end; ++i) {
    const Node node = tree.node(i);
    if (!node.is_text() || node.characters().size() > longest_way) continue;
    const std::string_view text = trimmed(node.characters());
    if (text.empty()) continue;
    const bool introduced = std::ranges::any_of(
        introductions, [&](std::string_view s) { return text.find(s) != std::string_view::npos; });
    if (introduced)
      if (const Node way = way_around(stats, node)) return split_way(way.text());
    if (!separated && is_separator(text) && text != "|" && text != "·" && text != "/") separated = way_around(stats, node);
  }
  return separated ? split_way(separated.text()) : std::vector<std::string>();
}

}  // namespace gazetted::parser
