#include "parser/list.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "parser/datastore.h"
#include "parser/list_date.h"
#include "parser/list_items.h"
#include "parser/list_source.h"
#include "parser/page_query.h"
#include "parser/pager.h"
#include "parser/script_list.h"
#include "parser/selector.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// The rules of an entrance, made ready; one that is no selector is left out and told of.
struct CompiledRules {
  std::optional<SelectorRule> items, link, title, date, next;
  std::vector<std::string> doubts;
};

std::optional<SelectorRule> compile(const std::string& rule, std::string_view name, CompiledRules& rules) {
  if (rule.empty()) return std::nullopt;
  auto compiled = SelectorRule::compile(rule);
  if (compiled) return *std::move(compiled);
  rules.doubts.push_back("rule `" + std::string(name) + "`: " + compiled.error().message);
  return std::nullopt;
}

CompiledRules compile(const ListRules& rules) {
  CompiledRules compiled;
  compiled.items = compile(rules.items, "items", compiled);
  compiled.link = compile(rules.link, "link", compiled);
  compiled.title = compile(rules.title, "title", compiled);
  compiled.date = compile(rules.date, "date", compiled);
  compiled.next = compile(rules.next, "next", compiled);
  return compiled;
}

/// An entry and, where an element frames it, that element: what the other rules look in.
struct Entry {
  ItemSpan span;
  Node scope;
};

Node link_in(Node scope, const CompiledRules& rules) {
  if (!rules.link) return main_link(scope);
  const Node found = rules.link->first(scope);
  if (!found || found.find_attribute("href") || !rules.link->attribute().empty()) return found;
  return main_link(found);
}

std::vector<Entry> entries_by_rule(const HtmlTree& tree, const CompiledRules& rules) {
  std::vector<Entry> entries;
  for (const Node node : rules.items->select(tree.root()))
    if (const Node link = link_in(node, rules)) entries.push_back({{link, node.index(), node.end()}, node});
  return entries;
}

std::vector<Entry> entries_by_structure(const HtmlTree& tree) {
  std::vector<Entry> entries;
  const auto lists = find_lists(tree);
  if (lists.empty()) return entries;
  for (const auto& span : lists.front().items) entries.push_back({span, tree.node(span.begin)});
  return entries;
}

std::optional<Date> date_by_rule(const SelectorRule& rule, Node scope, std::optional<int> year) {
  const Node node = rule.first(scope);
  if (!node) return std::nullopt;
  const std::string text = rule.value(node);
  const auto date = read_list_date(text, year);
  return date ? date : find_list_date(text);
}

/// A link whose address the rule takes from another attribute (`a@data-url`).
std::optional<ListItem> read_by_attribute(const HtmlTree& tree, const Entry& entry, const SelectorRule& link,
                                          const Url& base) {
  const std::string address = link.value(entry.span.link);
  auto url = base.resolve(address);
  if (address.empty() || !url || *url == base) return std::nullopt;
  ListItem item;
  item.title = title_of(entry.span.link);
  item.date = date_of(tree, entry.span, year_of(*url));
  item.url = std::move(*url);
  return item;
}

std::optional<ListItem> read_entry(const HtmlTree& tree, const Entry& entry, const CompiledRules& rules,
                                   const Url& base) {
  const bool by_attribute =
      rules.link && !rules.link->attribute().empty() && rules.link->attribute() != "href";
  auto item =
      by_attribute ? read_by_attribute(tree, entry, *rules.link, base) : read_item(tree, entry.span, base);
  if (!item) return std::nullopt;
  if (rules.title)
    if (const Node node = rules.title->first(entry.scope))
      if (auto title = rules.title->value(node); !title.empty()) item->title = std::move(title);
  if (rules.date)
    if (const auto date = date_by_rule(*rules.date, entry.scope, year_of(item->url))) item->date = date;
  return item;
}

std::vector<ListItem> read_entries(const HtmlTree& tree, const std::vector<Entry>& entries,
                                   const CompiledRules& rules, const Url& base) {
  std::vector<ListItem> items;
  std::unordered_set<Url> seen;
  for (const auto& entry : entries) {
    auto item = read_entry(tree, entry, rules, base);
    if (item && !item->title.empty() && seen.insert(item->url).second) items.push_back(std::move(*item));
  }
  return with_pins(std::move(items));
}

/// The records of a script, where they make a list.
std::optional<Datastore> datastore_of(const HtmlTree& tree) {
  for (const Node script : tree.elements(GUMBO_TAG_SCRIPT))
    if (script.first_child())
      if (auto store = read_datastore(script.first_child().characters())) return store;
  return std::nullopt;
}

ListPage read_records(Datastore store, const Url& base, const ListRules& rules) {
  ListPage page;
  const std::string next = std::move(store.next);
  if (auto read = read_list_fragment("<ul>" + store.records + "</ul>", base, rules)) page = *std::move(read);
  page.signals.insert(page.signals.begin(), "list: datastore records");
  if (store.pages) page.pages = store.pages;
  if (!page.pages && store.total > 0)
    if (const int size = records_in_query(base); size > 0) page.pages = pages_of(store.total, size);
  if (const auto tree = HtmlTree::parse(next)) {
    for (const Node link : tree->elements(GUMBO_TAG_A))
      if (auto url = base.resolve(link.attribute("href")); url && *url != base) page.next = *url;
  }
  if (!page.next && page.pages) page.next = next_by_query(base, {*page.pages, 0});
  return page;
}

/// The pages that the script says which draws the records.
std::optional<int> pages_in_scripts(const HtmlTree& tree) {
  for (const Node script : tree.elements(GUMBO_TAG_SCRIPT))
    if (script.first_child())
      if (const auto pages = read_script_pages(script.first_child().characters())) return pages;
  return std::nullopt;
}

bool has_dates(const std::vector<ListItem>& items) {
  return std::any_of(items.begin(), items.end(), [](const ListItem& item) { return item.date.has_value(); });
}

/// Where the page's elements show no list: one in its scripts, or what they fill it from.
void look_into_scripts(ListPage& list, const HtmlTree& tree, const Url& page, const Url& base) {
  if (auto found = read_script_list(tree, base); found && (list.items.empty() || has_dates(found->items))) {
    found->doubts = std::move(list.doubts);
    list = *std::move(found);
    return;
  }
  auto source = find_list_source(tree, page, base);
  if (!source || source->url == page) return;
  // Where the page says where its list is, links without dates are something else.
  if (source->certainty == ListSource::Certainty::told) list.items.clear();
  list.signals.push_back("script: " + source->signal + ", " + source->url.str());
  list.data = std::move(source->url);
}

void add_pager(ListPage& list, const HtmlTree& tree, const CompiledRules& rules, const Url& page,
               const Url& base) {
  Pager pager = read_pager(tree, page, base);
  list.pages = pager.pages;
  list.next = std::move(pager.next);
  if (!pager.signal.empty()) list.signals.push_back(std::move(pager.signal));
  if (!rules.next) return;
  const Node node = rules.next->first(tree.root());
  if (!node) return;  // the last page has none
  const std::string address =
      rules.next->attribute().empty() ? std::string(node.attribute("href")) : rules.next->value(node);
  auto url = base.resolve(address);
  if (address.empty() || !url || *url == page) return;
  list.next = std::move(*url);
  list.signals.emplace_back("pager: rule");
}

std::string told(std::string_view how, const std::vector<ListItem>& items) {
  std::size_t dated = 0;
  for (const auto& item : items)
    if (item.date) ++dated;
  return "list: " + std::to_string(items.size()) + " items " + std::string(how) + ", " +
         std::to_string(dated) + " with a date";
}

}  // namespace

Url base_of(const HtmlTree& tree, const Url& page) {
  for (const Node node : tree.elements(GUMBO_TAG_BASE))
    if (const auto href = trim(node.attribute("href")); !href.empty())
      if (auto url = page.resolve(href)) return *std::move(url);
  return page;
}

ListPage read_list(const HtmlTree& tree, const Url& page, const ListRules& rules) {
  const CompiledRules compiled = compile(rules);
  const Url base = base_of(tree, page);
  ListPage list;
  list.doubts = compiled.doubts;
  if (compiled.items) {
    list.items = read_entries(tree, entries_by_rule(tree, compiled), compiled, base);
    if (list.items.empty())
      list.doubts.push_back("rule `items` finds nothing: " + rules.items);
    else
      list.signals.push_back(told("by rule", list.items));
  }
  if (list.items.empty()) {
    if (auto store = datastore_of(tree)) {
      list = read_records(*std::move(store), base, rules);
      if (!list.pages) list.pages = pages_in_scripts(tree);
      return list;
    }
    list.items = read_entries(tree, entries_by_structure(tree), compiled, base);
    if (!list.items.empty()) list.signals.push_back(told("by structure", list.items));
    if (!has_dates(list.items)) look_into_scripts(list, tree, page, base);
  }
  add_pager(list, tree, compiled, page, base);
  return list;
}

Result<ListPage> read_list_fragment(std::string_view html, const Url& page, const ListRules& rules) {
  const auto tree = HtmlTree::parse(std::string(html));
  if (!tree) return tl::unexpected(tree.error());
  return read_list(*tree, page, rules);
}

Result<ListPage> read_datastore_list(std::string_view xml, const Url& page, const ListRules& rules) {
  auto store = read_datastore(xml);
  if (!store) return failure(ErrorKind::malformed, "XML that is no feed, no sitemap and no datastore");
  return read_records(*std::move(store), page, rules);
}

}  // namespace gazetted::parser
