#include "parser/article_head.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "parser/furniture.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t shortest_title = 12;  // bytes without white space: four characters
constexpr std::size_t longest_head_line = 600;
constexpr std::size_t most_head_lines = 8;
constexpr std::size_t most_titles = 4;
constexpr std::uint32_t longest_way = 240;  // columns of a breadcrumb
constexpr auto separators =
    std::to_array<std::string_view>({">>", ">", "»", "›", "＞", "→", "/", "\\", "|", "·"});
constexpr auto introductions = std::to_array<std::string_view>(
    {"当前位置", "您的位置", "您所在的位置", "所在位置", "您现在的位置", "您当前的位置", "你的位置",
     "现在位置", "当前的位置", "您当前位置", "You are here"});

struct Run {
  std::size_t first = 0, count = 0, bytes = 0;
  bool named = true;  ///< the page is called so
};

/// The lines from `first` on that together are a part of `title`.
Run run_from(const std::vector<std::string>& lines, std::size_t first, const std::string& title) {
  Run run{first, 0, 0};
  std::string text;
  for (std::size_t i = first; i < lines.size() && !lines[i].empty() && run.count < 4; ++i) {
    text += lines[i];
    if (title.find(text) == std::string::npos) break;
    run = {first, i - first + 1, text.size()};
  }
  return run;
}

/// The lines that are the title. A site's name is in its pages' titles too, so a run must be most of what
/// the page is called, or its beginning. Of equals the last: the one next to the body.
Run find_title(const std::vector<Paragraph>& lines, const std::vector<std::string>& titles) {
  std::vector<std::string> texts;
  for (const Paragraph& line : lines)
    texts.push_back(line.text.size() <= longest_head_line ? squeezed(line.text) : std::string());
  for (const std::string& title : titles) {
    Run best;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const Run run = run_from(texts, i, title);
      const bool most = run.bytes * 2 >= title.size();
      const bool front = run.bytes * 3 >= title.size() && title.starts_with(texts[i]);
      if (run.bytes >= shortest_title && (most || front) && run.bytes >= best.bytes) best = run;
    }
    if (best.count > 0) return best;
  }
  for (std::size_t i = lines.size(); i-- > 0 && lines.size() - i <= most_head_lines;)
    if (lines[i].kind == Paragraph::Kind::heading && texts[i].size() >= shortest_title)
      return {i, 1, texts[i].size(), false};
  return {};
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
    const auto separator =
        std::ranges::find_if(separators, [&](std::string_view s) { return rest.starts_with(s); });
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

ArticleHead read_heading(const HtmlTree& tree, Node body, const NodeSet& skipped,
                         const std::vector<std::string>& titles) {
  NodeSet beyond = skipped;
  // Everything from the body on: it, and what follows it or any element around it.
  beyond.insert(body);
  for (Node at = body; at; at = at.parent())
    for (Node after = at.next_sibling(); after; after = after.next_sibling()) beyond.insert(after);
  const std::vector<Paragraph> lines = read_paragraphs(tree.body(), beyond);
  std::vector<std::string> names;
  for (const std::string& title : titles | std::views::take(most_titles))
    if (title.size() <= longest_head_line) names.push_back(squeezed(title));

  ArticleHead head;
  const Run title = find_title(lines, names);
  if (title.count == 0) return head;
  if (title.named) head.title_lines = title.count;
  for (std::size_t i = title.first; i < lines.size() && head.lines.size() < most_head_lines; ++i) {
    const std::string& text = lines[i].text;
    const bool of_title = i < title.first + head.title_lines;
    if (of_title || (text.size() <= longest_head_line && !is_furniture_line(text) && !announces_links(text)))
      head.lines.push_back(text);
  }
  return head;
}

std::vector<std::string> read_breadcrumb(const HtmlTree& tree, const PageStats& stats,
                                         const std::vector<Node>& bodies) {
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
    if (!separated && is_separator(text) && text != "|" && text != "·" && text != "/")
      separated = way_around(stats, node);
  }
  return separated ? split_way(separated.text()) : std::vector<std::string>();
}

}  // namespace gazetted::parser
