#include "parser/article_rule_proposal.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "parser/charset.h"
#include "parser/html_tree.h"
#include "parser/page_text.h"
#include "parser/selector_of.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t most_lines = 24;      ///< of a text, that are looked for
constexpr std::size_t shortest_line = 24;   ///< bytes; a shorter one may stand anywhere
constexpr std::size_t most_places = 4;      ///< of one line on the page
constexpr std::size_t most_containers = 4;  ///< that are tried
constexpr double nearly_all = 0.9;          ///< of the lines
constexpr double hardly_more = 1.1;         ///< characters than the text has

/// Lines that tell a text from others, without white space, spread over it.
std::vector<std::string> telling_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (auto line = squeezed(text.substr(0, end)); line.size() >= shortest_line)
      lines.push_back(std::move(line));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  const std::size_t step = lines.size() / most_lines + 1;
  std::vector<std::string> spread;
  for (std::size_t i = 0; i < lines.size(); i += step) spread.push_back(std::move(lines[i]));
  return spread;
}

/// The words of a page one after another, without white space; and in which nodes they stand.
class PageWords {
 public:
  explicit PageWords(const HtmlTree& tree) {
    std::uint32_t hidden_until = 0;
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
      const Node node = tree.node(i);
      if (i < hidden_until) continue;
      if (node.is_element()) {
        if (is_invisible(node)) hidden_until = node.end();
        continue;
      }
      begins_.push_back({words_.size(), i});
      words_ += squeezed(node.characters());
    }
  }

  /// The text nodes in which `line` begins.
  [[nodiscard]] std::vector<std::uint32_t> places_of(std::string_view line) const {
    std::vector<std::uint32_t> places;
    for (auto at = words_.find(line); at != words_.npos && places.size() < most_places;
         at = words_.find(line, at + line.size())) {
      const auto behind = std::ranges::upper_bound(begins_, at, {}, &Begin::at);
      places.push_back(std::prev(behind)->node);
    }
    return places;
  }

 private:
  struct Begin {
    std::size_t at;
    std::uint32_t node;
  };
  std::string words_;
  std::vector<Begin> begins_;
};

using Places = std::vector<std::vector<std::uint32_t>>;

bool holds_nearly_all(Node container, const Places& places) {
  const auto held = std::ranges::count_if(places, [&](const auto& line) {
    return std::ranges::any_of(
        line, [&](std::uint32_t at) { return at >= container.index() && at < container.end(); });
  });
  return static_cast<double>(held) >= nearly_all * static_cast<double>(places.size());
}

/// Elements that hold nearly all of the lines, the narrowest first.
std::vector<Node> containers_of(const HtmlTree& tree, const Places& places) {
  std::vector<Node> containers;
  for (const std::uint32_t at : places[places.size() / 2])
    for (Node node = tree.node(at).parent(); node && node != tree.body(); node = node.parent())
      if (holds_nearly_all(node, places) && std::ranges::find(containers, node) == containers.end())
        containers.push_back(node);
  std::ranges::stable_sort(containers, {}, [](Node node) { return node.end() - node.index(); });
  if (containers.size() > most_containers) containers.resize(most_containers);
  return containers;
}

/// What the page gives by the rules: all its documents' words, and the first one's title.
struct Trial {
  std::string words;
  std::optional<std::string> title;
};

std::optional<Trial> tried(Input input, const ArticleRules& rules) {
  input.kind = PageKind::article;
  input.article = rules;
  const auto parsed = parse(input);
  if (parsed.documents.empty()) return std::nullopt;
  if (std::ranges::any_of(parsed.doubts, [](const auto& doubt) { return doubt.starts_with("rule "); }))
    return std::nullopt;
  Trial trial{{}, parsed.documents.front().title};
  for (const auto& document : parsed.documents) trial.words += squeezed(document.text);
  return trial;
}

bool gives(const Trial& trial, const std::vector<std::string>& lines, std::size_t characters) {
  const auto found = std::ranges::count_if(
      lines, [&](const std::string& line) { return trial.words.find(line) != trial.words.npos; });
  return static_cast<double>(found) >= nearly_all * static_cast<double>(lines.size()) &&
         static_cast<double>(count_characters(trial.words)) <= hardly_more * static_cast<double>(characters);
}

bool is_link(Node node) {
  return node.tag() == GUMBO_TAG_A ||
         std::ranges::any_of(node.descendants(), [](Node inner) { return inner.tag() == GUMBO_TAG_A; });
}

/// Elements that say the title and nothing else, headings first, links never.
std::vector<Node> titles_of(const HtmlTree& tree, std::string_view title) {
  const auto wanted = squeezed(title);
  const auto is_heading = [](Node node) { return node.tag() >= GUMBO_TAG_H1 && node.tag() <= GUMBO_TAG_H6; };
  std::vector<Node> found;
  for (std::uint32_t i = tree.body().index(); i < tree.size(); ++i) {
    const Node node = tree.node(i);
    constexpr std::uint32_t most_nodes = 40;
    if (node.is_text() || node.end() - i > most_nodes || is_invisible(node) || is_link(node)) continue;
    if (step_of(node).find_first_of(".#") == std::string::npos && !is_heading(node)) continue;
    if (squeezed(node.text()) == wanted) found.push_back(node);
  }
  std::ranges::stable_partition(found, is_heading);
  return found;
}

}  // namespace

std::optional<ArticleRules> propose_article_rules(const Input& input, const Document& known) {
  const auto lines = telling_lines(known.text);
  if (lines.empty() || input.bytes.size() > input.max_html) return std::nullopt;
  HtmlLimits limits;
  limits.bytes = input.max_html * 3;
  const auto tree = HtmlTree::parse(decode(input.bytes, input.content_type).text, limits);
  if (!tree) return std::nullopt;
  const PageWords words(*tree);
  Places places;
  for (const auto& line : lines)
    if (auto at = words.places_of(line); !at.empty()) places.push_back(std::move(at));
  if (static_cast<double>(places.size()) < nearly_all * static_cast<double>(lines.size()))
    return std::nullopt;
  const auto characters = count_characters(known.text);
  for (const Node container : containers_of(*tree, places)) {
    ArticleRules rules;
    rules.body = path_of(container);
    if (const auto trial = tried(input, rules); !trial || !gives(*trial, lines, characters)) continue;
    if (!known.title) return rules;
    for (const Node title : titles_of(*tree, *known.title)) {
      ArticleRules both = rules;
      both.title = path_of(title);
      const auto trial = tried(input, both);
      if (trial && trial->title == known.title && gives(*trial, lines, characters)) return both;
    }
    return rules;
  }
  return std::nullopt;
}

std::vector<std::string> toml_of(const ArticleRules& rules) {
  std::vector<std::string> lines{"[article]"};
  if (!rules.body.empty()) lines.push_back("body = " + toml_string(rules.body));
  if (!rules.title.empty()) lines.push_back("title = " + toml_string(rules.title));
  return lines;
}

}  // namespace gazetted::parser
