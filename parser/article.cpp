#include "parser/article.h"

#include <algorithm>
#include <string>

#include "parser/article_head.h"
#include "parser/attachments.h"
#include "parser/body_finder.h"
#include "parser/furniture.h"
#include "parser/headline.h"
#include "parser/meta_block.h"
#include "parser/selector.h"

namespace gazetted::parser {
namespace {

/// The page as it declares itself, wherever the tree builder has put its tags.
ArticleParts read_declarations(const HtmlTree& tree) {
  ArticleParts parts;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const Node node = tree.node(i);
    if (node.tag() == GUMBO_TAG_TITLE && parts.page_title.empty()) {
      parts.page_title = node.text();
    } else if (node.tag() == GUMBO_TAG_META) {
      const std::string_view name = node.find_attribute("name").value_or(
          node.find_attribute("property").value_or(node.attribute("itemprop")));
      if (const auto content = node.find_attribute("content"); content && !name.empty()) {
        parts.meta.emplace_back(lowered(trimmed(name)), trimmed(*content));
        // Some frameworks make a tag of what was meant for a script.
        if (parts.meta.back().first.ends_with("ld+json")) parts.json_ld.push_back(parts.meta.back().second);
      }
    } else if (node.tag() == GUMBO_TAG_SCRIPT && lowered(node.attribute("type")) == "application/ld+json") {
      for (const Node text : node.children()) parts.json_ld.emplace_back(trimmed(text.characters()));
    }
  }
  return parts;
}

Url base_of(const HtmlTree& tree, const Url& page) {
  for (const Node base : tree.elements(GUMBO_TAG_BASE))
    if (const auto href = base.find_attribute("href"))
      if (Result<Url> url = page.resolve(*href)) return std::move(*url);
  return page;
}

/// What the article is said to be called, the most reliable first.
std::vector<std::string> stated_titles(const ArticleParts& parts) {
  std::vector<std::string> titles;
  for (const auto& [name, content] : parts.meta)
    if ((name == "articletitle" || name == "og:title") && !content.empty()) titles.push_back(content);
  if (!parts.page_title.empty()) titles.push_back(parts.page_title);
  return titles;
}

StatedTitles general_titles(const ArticleParts& parts) {
  StatedTitles titles;
  titles.window = parts.page_title;
  for (const auto& [name, content] : parts.meta) {
    if (name == "og:site_name" && titles.site.empty()) titles.site = content;
    if ((name == "og:title" || name == "twitter:title") && !content.empty()) titles.social.push_back(content);
  }
  return titles;
}

struct RuledTitle {
  std::string text;
  std::vector<std::string> doubts;
};

RuledTitle title_by_rule(const HtmlTree& tree, const std::string& rule) {
  RuledTitle out;
  if (rule.empty()) return out;
  const Result<SelectorRule> compiled = SelectorRule::compile(rule);
  if (!compiled) {
    out.doubts.push_back("rule article.title: " + compiled.error().message);
    return out;
  }
  if (const Node node = compiled->first(tree.root())) out.text = compiled->value(node);
  if (out.text.empty()) out.doubts.push_back("rule article.title: `" + rule + "` finds nothing");
  return out;
}

/// Lines of furniture go wherever they stand; an announcement of links goes with the end of the text.
std::vector<Paragraph> without_furniture(std::vector<Paragraph> lines) {
  std::erase_if(lines, [](const Paragraph& line) { return is_furniture_line(line.text); });
  while (!lines.empty() && (announces_links(lines.back().text) || invites(lines.back().text)))
    lines.pop_back();
  return lines;
}

std::vector<Paragraph> read_body(const BodyPlace& place) {
  std::vector<Paragraph> body;
  for (const Node root : place.roots)
    std::ranges::move(read_paragraphs(root, place.skipped), std::back_inserter(body));
  return without_furniture(std::move(body));
}

/// The head above the body, and what the article is called where no metadata block says.
void read_titles(ArticleParts& parts, const HtmlTree& tree, const PageStats& stats, const BodyPlace& place) {
  const std::uint32_t end = place.roots.empty() ? tree.size() : place.roots.back().end();
  std::optional<Headline> headline = find_headline(tree, stats, end, general_titles(parts));
  const MarkedDays days = find_marked_days(tree, stats, headline ? headline->element : Node(), end);
  parts.marked_day = days.published;
  parts.updated_day = days.updated;
  ArticleHead head;
  if (!place.roots.empty())
    head = read_heading(tree, place.roots.front(), place.skipped, stated_titles(parts));
  const bool by_line = head.title_lines > 0 && (!headline || headline->ground != Headline::Ground::confirmed);
  if (by_line) {
    parts.headline.emplace();
    for (std::size_t i = 0; i < head.title_lines; ++i) *parts.headline += head.lines[i];
  } else if (headline) {
    parts.headline = std::move(headline->text);
  }
  parts.heading = std::move(head.lines);
}

}  // namespace

ArticleParts read_article(const HtmlTree& tree, const Url& base, const ArticleRules& rules) {
  const PageStats stats(tree);
  ArticleParts parts = read_declarations(tree);
  BodyPlace place = find_body(tree, stats, rules);
  MetaBlocks blocks = read_meta_blocks(tree, stats, place.roots);
  for (const Node block : blocks.blocks) place.skipped.insert(block);

  parts.labels = std::move(blocks.labels);
  parts.body = read_body(place);
  parts.attachments = find_attachments(tree, place.roots, base_of(tree, base));
  parts.breadcrumb = read_breadcrumb(tree, stats, place.roots);
  read_titles(parts, tree, stats, place);

  if (RuledTitle title = title_by_rule(tree, rules.title); !title.text.empty()) {
    std::erase(parts.heading, title.text);
    parts.heading.insert(parts.heading.begin(), std::move(title.text));
    parts.signals.push_back("title: rule " + rules.title);
  } else {
    std::ranges::move(title.doubts, std::back_inserter(parts.doubts));
  }
  if (!place.signal.empty()) parts.signals.push_back(std::move(place.signal));
  if (!parts.labels.empty())
    parts.signals.push_back("metadata block: " + std::to_string(parts.labels.size()) + " pairs");
  std::ranges::move(place.doubts, std::back_inserter(parts.doubts));
  if (parts.body.empty()) parts.doubts.emplace_back("no text of an article was found");
  return parts;
}

}  // namespace gazetted::parser
