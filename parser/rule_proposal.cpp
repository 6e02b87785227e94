#include "parser/rule_proposal.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "parser/charset.h"
#include "parser/furniture.h"
#include "parser/list.h"
#include "parser/list_date.h"
#include "parser/list_finder.h"
#include "parser/list_items.h"
#include "parser/page_text.h"
#include "parser/selector_of.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t min_items = 3;       ///< fewer show no list
constexpr std::size_t min_characters = 8;  ///< of an entry
constexpr std::size_t max_item_nodes = 300;
constexpr std::size_t most_candidates = 6;        ///< that are tried on the page
constexpr std::size_t template_characters = 300;  ///< a page with fewer shows nothing
constexpr int any_leap_year = 2000;

/// Elements of one kind beside one another: what may be the entries of a list.
struct Candidate {
  Node container;
  std::string step;  ///< of each entry, under the container
  std::vector<Node> entries;
  std::size_t characters = 0;
  [[nodiscard]] std::size_t score() const { return std::min(characters, entries.size() * 60); }
};

/// The attribute, other than href, in which an element keeps an address.
std::string_view address_attribute(Node node) {
  for (const std::string_view name : {"data-url", "data-href", "data-link", "_href", "tagname"}) {
    const auto value = trim(node.attribute(name));
    if (value.size() > 3 && contains_any(value, {"/", ".htm", "?"})) return name;
  }
  return {};
}

bool leads_on(Node link) {
  const auto href = trim(link.attribute("href"));
  return link.tag() == GUMBO_TAG_A && !href.empty() && !href.starts_with('#') &&
         !lowered(href.substr(0, 11)).starts_with("javascript:");
}

/// Calls `see` for the elements of an entry, itself first, until it says that it has what it wants.
template <class F>
void each_element(Node entry, F see) {
  if (see(entry)) return;
  std::size_t nodes = 0;
  for (const Node node : entry.descendants()) {
    if (++nodes > max_item_nodes) return;
    if (node.is_element() && see(node)) return;
  }
}

bool has_address(Node entry) {
  bool found = false;
  each_element(entry, [&](Node node) { return found = leads_on(node) || !address_attribute(node).empty(); });
  return found;
}

/// The text of a subtree of which there is little; "" of a large one.
std::string small_text(Node node) {
  return node.end() - node.index() > max_item_nodes ? std::string{} : node.text();
}

std::vector<Candidate> candidates_of(const HtmlTree& tree) {
  std::vector<Candidate> found;
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    const Node container = tree.node(i);
    if (container.is_text() || role_of(container) == Role::furniture) continue;
    std::map<std::string, Candidate> kinds;
    std::size_t children = 0;
    for (const Node child : container.children()) {
      if (child.is_text() || is_invisible(child) || ++children > 2'000) continue;
      if (child.end() - child.index() > max_item_nodes) continue;
      auto step = step_of(child);
      if (const auto id = step.find('#'); id != std::string::npos) step.resize(id);
      if (!has_address(child)) continue;
      auto& kind = kinds[step];
      kind.step = step;
      kind.container = container;
      kind.entries.push_back(child);
      kind.characters += std::min<std::size_t>(count_characters(small_text(child)), 100);
    }
    for (auto& [step, kind] : kinds)
      if (kind.entries.size() >= min_items && kind.characters >= min_characters * kind.entries.size())
        found.push_back(std::move(kind));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score() > b.score(); });
  if (found.size() > most_candidates) found.resize(most_candidates);
  return found;
}

/// What most entries have in common, by votes.
std::string elected(const std::map<std::string, std::size_t>& votes, std::size_t entries) {
  const auto best = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == votes.end() || best->second * 2 < entries ? std::string{} : best->first;
}

/// `a@data-url` where entries keep their address outside an href; else "".
std::string link_rule(const Candidate& candidate) {
  std::map<std::string, std::size_t> votes;
  for (const Node entry : candidate.entries) {
    if (main_link(entry)) return {};
    each_element(entry, [&](Node node) {
      const auto name = address_attribute(node);
      if (name.empty()) return false;
      ++votes[(node == entry ? std::string{} : step_of(node)) + '@' + std::string(name)];
      return true;
    });
  }
  return elected(votes, candidate.entries.size());
}

/// The element with the longest text of its own, where the link says nothing but 详情 or 查看.
std::string title_rule(const Candidate& candidate) {
  std::map<std::string, std::size_t> votes;
  for (const Node entry : candidate.entries) {
    const Node link = main_link(entry);
    if (link && count_code_points(title_of(link)) >= min_characters) return {};
    Node longest;
    std::size_t most = 0;
    for (const Node node : entry.descendants()) {
      if (!node.is_text() || node.parent() == entry) continue;
      const auto length = count_characters(node.characters());
      if (length > most) {
        most = length;
        longest = node.parent();
      }
    }
    if (longest && most >= min_characters) ++votes[step_of(longest)];
  }
  return elected(votes, candidate.entries.size());
}

bool is_date(std::string_view text) {
  return text.size() < 60 && (read_list_date(text, any_leap_year) || find_list_date(text));
}

/// The element, or attribute, that holds a date.
std::string date_rule(const Candidate& candidate) {
  std::map<std::string, std::size_t> votes;
  for (const Node entry : candidate.entries) {
    each_element(entry, [&](Node node) {
      if (node != entry && is_date(small_text(node))) {
        ++votes[step_of(node)];
        return true;
      }
      for (const std::string_view name : {"data-time", "data-date", "datetime", "date", "title", "value"}) {
        const auto value = trim(node.attribute(name));
        if (value.empty() || !is_date(value)) continue;
        ++votes[(node == entry ? std::string{} : step_of(node)) + '@' + std::string(name)];
        return true;
      }
      return false;
    });
  }
  return elected(votes, candidate.entries.size());
}

std::size_t dated(const std::vector<ListItem>& items) {
  return static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [](const ListItem& item) { return item.date.has_value(); }));
}

/// How good a reading is: dates count most.
std::size_t worth(std::size_t items, std::size_t with_date) { return items + 3 * with_date; }

std::optional<RuleProposal> from_structure(const HtmlTree& tree, const Input& input, const Parsed& found) {
  std::optional<RuleProposal> best;
  std::size_t best_worth = worth(found.items.size(), dated(found.items));
  for (const auto& candidate : candidates_of(tree)) {
    RuleProposal proposal;
    proposal.rules.items = path_of(candidate.container) + " > " + candidate.step;
    proposal.rules.link = link_rule(candidate);
    proposal.rules.title = title_rule(candidate);
    proposal.rules.date = date_rule(candidate);
    const auto tried = read_list(tree, input.url, proposal.rules);
    if (tried.items.size() < min_items || !tried.doubts.empty()) continue;
    proposal.items = tried.items.size();
    proposal.dated = dated(tried.items);
    const std::size_t value = worth(proposal.items, proposal.dated);
    if (value <= best_worth) continue;
    best_worth = value;
    best = std::move(proposal);
  }
  return best;
}

std::string reason_of(const Parsed& found) {
  if (found.items.empty()) return "no list was found";
  const auto with_date = dated(found.items);
  if (with_date == 0) return "the items found have no date";
  return "only " + std::to_string(with_date) + " of " + std::to_string(found.items.size()) +
         " items have a date";
}

bool is_read_well(const Parsed& found) {
  return !found.items.empty() && dated(found.items) * 2 > found.items.size();
}

}  // namespace

std::optional<RuleProposal> propose_rules(const Input& input, const Parsed& found) {
  if (is_read_well(found) || found.kind == PageKind::feed || found.kind == PageKind::sitemap ||
      found.kind == PageKind::json || input.bytes.size() > input.max_html)
    return std::nullopt;
  if (found.data) {
    RuleProposal proposal;
    proposal.url = found.data;
    proposal.kind = PageKind::json;
    proposal.reason = reason_of(found) + "; a script fills it from another address";
    return proposal;
  }
  HtmlLimits limits;
  limits.bytes = input.max_html * 3;
  const auto tree = HtmlTree::parse(decode(input.bytes, input.content_type).text, limits);
  if (!tree) return std::nullopt;
  auto proposal = from_structure(*tree, input, found);
  if (!proposal && found.items.empty() && found.signs.visible_chars < template_characters &&
      found.signs.script_bytes > 0) {
    proposal.emplace();
    proposal->is_template = true;
  }
  if (proposal) proposal->reason = reason_of(found);
  return proposal;
}

std::vector<std::string> toml_of(const RuleProposal& proposal, const Url& entrance) {
  std::vector<std::string> lines{"[[entrance]]",
                                 "url = " + toml_string(proposal.url ? proposal.url->str() : entrance.str())};
  if (proposal.is_template) {
    lines.emplace_back("render = true");
    return lines;
  }
  lines.push_back("kind = " + toml_string(to_string(proposal.kind)));
  if (proposal.kind == PageKind::json && proposal.rules != ListRules{})
    lines.emplace_back("[entrance.mapping]");
  const auto rule = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) lines.push_back(std::string(name) + " = " + toml_string(value));
  };
  rule("items", proposal.rules.items);
  rule(proposal.kind == PageKind::json ? "url" : "link", proposal.rules.link);
  rule("title", proposal.rules.title);
  rule("date", proposal.rules.date);
  rule("next", proposal.rules.next);
  return lines;
}

}  // namespace gazetted::parser
