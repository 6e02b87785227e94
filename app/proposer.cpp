#include "app/proposer.h"

#include <algorithm>

#include "app/reader_pool.h"
#include "parser/article_rule_proposal.h"
#include "parser/rule_proposal.h"

namespace gazetted::app {
namespace {

/// How many of `titles` the page shows when it is read by those rules.
std::size_t titles_found(parser::Input input, const ListRules& rules,
                         const std::vector<std::string>& titles) {
  input.list = rules;
  const auto parsed = parser::parse(input);
  return static_cast<std::size_t>(std::ranges::count_if(titles, [&](const std::string& title) {
    return std::ranges::find(parsed.items, title, &ListItem::title) != parsed.items.end();
  }));
}

}  // namespace

monitor::Proposer make_proposer(std::uint64_t max_html) {
  return [max_html](const Capture& capture, const std::vector<std::string>& titles) {
    auto input = input_of(capture, max_html);
    input.list = {};
    const auto proposal = parser::propose_rules(input, parser::parse(input));
    if (!proposal || proposal->is_template) return std::vector<std::string>{};
    auto lines = parser::toml_of(*proposal, capture.target.url);
    if (proposal->url) return lines;  // another address, which was not visited
    const auto found = titles_found(input, proposal->rules, titles);
    if (found == 0 && !titles.empty()) return std::vector<std::string>{};
    lines.push_back("# finds " + std::to_string(proposal->items) + " items, " + std::to_string(found) +
                    " of " + std::to_string(titles.size()) + " known titles");
    return lines;
  };
}

monitor::ArticleProposer make_article_proposer(std::uint64_t max_html) {
  return [max_html](const Capture& capture, const Document& known) {
    auto input = input_of(capture, max_html);
    input.article = {};
    const auto rules = parser::propose_article_rules(input, known);
    return rules ? parser::toml_of(*rules) : std::vector<std::string>{};
  };
}

}  // namespace gazetted::app
