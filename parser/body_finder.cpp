#include "parser/body_finder.h"

#include <algorithm>
#include <array>
#include <optional>

#include "parser/attachments.h"
#include "parser/furniture.h"
#include "parser/selector.h"

namespace gazetted::parser {
namespace {

// Ids, classes and elements in which content systems of government sites keep the body; lower case, sorted.
constexpr auto containers = std::to_array<std::string_view>({"art-con",
                                                             "art_con",
                                                             "art_content",
                                                             "article-content",
                                                             "article_content",
                                                             "articlecontent",
                                                             "ccontent",
                                                             "common-detail-inner",
                                                             "con_con",
                                                             "content_article",
                                                             "detail-news",
                                                             "editor-content",
                                                             "fontzoom",
                                                             "info_content",
                                                             "ivs_content",
                                                             "my_doccontent",
                                                             "news_cont_d_wrap",
                                                             "pages_content",
                                                             "trs_editor",
                                                             "trs_editor_view",
                                                             "trs_paper_default",
                                                             "trs_preappend",
                                                             "trs_ueditor",
                                                             "ucap-content",
                                                             "ucapcontent",
                                                             "v_news_content",
                                                             "vsb_content",
                                                             "vsb_content_100",
                                                             "vsb_content_1001",
                                                             "vsb_content_2",
                                                             "vsb_content_4",
                                                             "vsb_content_500",
                                                             "vsb_content_501",
                                                             "vsb_content_6",
                                                             "vsb_newscontent",
                                                             "xlcontent",
                                                             "xxgkcont",
                                                             "zoom",
                                                             "zoomcon"});

static_assert(std::ranges::is_sorted(containers));

// Below it a known container is thought empty where the page has much text elsewhere; in columns.
constexpr std::uint32_t empty_shell = 80;
constexpr float much_prose = 600;
// Of the text of an element; beyond it the element is a list of links.
constexpr float mostly_links = 0.6F;
// A child that has this share of an element's prose stands for it.
constexpr float heir_share = 0.75F;

constexpr std::uint32_t longest_signature = 60;  // columns
// Where there are fewer columns of text to a field or button, it is a form.
constexpr std::uint32_t columns_a_control = 60;
// What an element beside the heart of a body must have to belong to it: lines of prose (paragraphs, other
// blocks), and their share of the heart's.
constexpr float least_paragraph = 40;
constexpr float least_section = 100;
constexpr float share_before = 0.02F, share_behind = 0.6F;

bool is_known(std::string_view name) { return std::ranges::binary_search(containers, lowered(name)); }

/// The known name that an element carries, or nothing.
std::string_view known_name(Node element) {
  if (const std::string_view id = element.attribute("id"); !id.empty() && is_known(id)) return id;
  std::string_view classes = element.attribute("class");
  while (!classes.empty()) {
    const std::size_t space = classes.find_first_of(" \t\r\n");
    if (const std::string_view one = classes.substr(0, space); !one.empty() && is_known(one)) return one;
    classes = space == std::string_view::npos ? std::string_view() : classes.substr(space + 1);
  }
  if (element.tag() == GUMBO_TAG_UNKNOWN && is_known(element.tag_name())) return element.tag_name();
  return {};
}

class Finder {
 public:
  Finder(const HtmlTree& tree, const PageStats& stats) : tree_(tree), stats_(stats) {
    place_.skipped = NodeSet(tree);
  }

  BodyPlace run(const ArticleRules& rules) {
    if (!by_rule(rules.body)) by_convention();
    remove(rules.remove);
    return std::move(place_);
  }

 private:
  bool by_rule(const std::string& rule) {
    if (rule.empty()) return false;
    const Result<Selector> selector = Selector::compile(rule);
    if (!selector) {
      place_.doubts.push_back("rule article.body: " + selector.error().message);
      return false;
    }
    for (const Node node : selector->select(tree_.root()))
      if (place_.roots.empty() || !place_.roots.back().contains(node)) place_.roots.push_back(node);
    std::erase_if(place_.roots, [&](Node node) { return is_empty(node); });
    if (place_.roots.empty()) {
      place_.doubts.push_back("rule article.body: `" + rule + "` finds nothing");
      return false;
    }
    place_.signal = "body: rule " + rule;
    for (const Node root : place_.roots) prune(root);
    return true;
  }

  bool is_empty(Node node) const { return stats_.of(node).text == 0 && stats_.of(node).images == 0; }

  void remove(const std::vector<std::string>& rules) {
    for (const std::string& rule : rules) {
      const Result<Selector> selector = Selector::compile(rule);
      if (!selector) {
        place_.doubts.push_back("rule article.remove: " + selector.error().message);
        continue;
      }
      for (const Node node : selector->select(tree_.root())) place_.skipped.insert(node);
    }
  }

  struct General {
    Node root;
    std::vector<Node> beside;  ///< within it, and no part of the body
  };

  void by_convention() {
    const General general = by_text();
    if (by_markers()) return;
    if (const Node known = known_container(); known) {
      // A shell beside the true body, which this template keeps elsewhere.
      const bool shell =
          stats_.of(known).text < empty_shell && general.root && stats_.of(general.root).prose > much_prose;
      if (!shell) return choose(known, "body: container " + std::string(known_name(known)));
    }
    if (!general.root) return;
    for (const Node node : general.beside) place_.skipped.insert(node);
    choose(general.root, "body: by its text");
  }

  void choose(Node root, std::string signal) {
    place_.roots = {root};
    place_.signal = std::move(signal);
    prune(root);
  }

  /// <meta name="ContentStart"> … <meta name="ContentEnd">: what stands between them.
  bool by_markers() {
    Node start, end;
    for (const Node meta : tree_.elements(GUMBO_TAG_META)) {
      const std::string_view name = meta.attribute("name");
      if (name == "ContentStart") start = meta;
      if (name == "ContentEnd" && start) end = meta;
    }
    if (!end) return false;
    Node root = start.parent();
    while (!root.contains(end)) root = root.parent();
    if (root == tree_.body() || is_empty(root)) return false;
    for (std::uint32_t i = root.index() + 1; i < root.end();) {
      const Node node = tree_.node(i);
      const bool outside = node.end() <= start.index() || i > end.index();
      if (outside) place_.skipped.insert(node);
      i = outside ? node.end() : i + 1;
    }
    choose(root, "body: ContentStart … ContentEnd");
    return true;
  }

  /// Of all known containers the one with the most text, the outermost of equals; one that holds only
  /// images where none has text.
  Node known_container() const {
    Node best;
    const auto weight = [&](Node node) { return std::pair(stats_.of(node).text, stats_.of(node).images); };
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      const Node node = tree_.node(i);
      if (node.is_text() || known_name(node).empty() || is_empty(node)) continue;
      if (!best || weight(node) > weight(best)) best = node;
    }
    return best;
  }

  /// The subtree whose lines look most like prose, without what merely surrounds it.
  General by_text() const {
    Node best;
    for (std::uint32_t i = tree_.body().index(); i < tree_.body().end(); ++i) {
      const Node node = tree_.node(i);
      if (node.is_element() && (!best || stats_.of(node).prose > stats_.of(best).prose)) best = node;
    }
    if (!best || stats_.of(best).prose <= 0) return {};
    const Node top = best;
    while (true) {
      Node heir;
      for (const Node child : best.children())
        if (child.is_element() && is_block(child.tag()) && child.tag() != GUMBO_TAG_P &&
            (!heir || stats_.of(child).prose > stats_.of(heir).prose))
          heir = child;
      if (!heir || stats_.of(heir).prose < heir_share * stats_.of(best).prose) break;
      best = heir;
    }
    while (is_line_among_its_like(best)) best = best.parent();
    return with_kin(best, top.contains(best) ? top : best);
  }

  /// One long paragraph of a text may outweigh the text, whose table rows count against it.
  bool is_line_among_its_like(Node node) const {
    if (node == tree_.body()) return false;
    if (!is_block(node.tag())) return true;
    for (const Node inner : node.descendants())
      if (inner.is_element() && (is_block(inner.tag()) || inner.tag() == GUMBO_TAG_BR)) return false;
    const auto is_like = [&](Node other) {
      return other && other.tag() == node.tag() && stats_.of(other).text > 0 &&
             other.attribute("class") == node.attribute("class") &&
             other.attribute("style") == node.attribute("style");
    };
    for (const Node other : node.parent().children())
      if (other != node && other.is_element() && is_like(other)) return true;
    return false;
  }

  /// Whether an element beside the heart of the body reads on in it.
  bool is_kin(Node node, Node heart) const {
    if (node.is_text() || !is_block(node.tag()) || stats_.is_invisible(node)) return false;
    const NodeStats& stats = stats_.of(node);
    const bool paragraph = node.tag() == GUMBO_TAG_P;
    const float share = node.index() < heart.index() ? share_before : share_behind;
    return stats.good >= (paragraph ? least_paragraph : least_section) && stats.prose >= 0.6F * stats.good &&
           stats.good >= share * stats_.of(heart).good && stats.link_density() < 0.25F &&
           role_of(node) != Role::furniture;
  }

  /// The narrowest element that holds the heart and all its kin up to `top`; what else stands beside them on
  /// the way there is left out, unless it stands between them and is no frame.
  General with_kin(Node heart, Node top) const {
    General out{heart, {}};
    std::vector<Node> beside;
    for (Node at = heart; at != top; at = at.parent()) {
      Node first = at, last = at;
      bool kin = false;
      for (const Node sibling : at.parent().children()) {
        if (sibling == at || !is_kin(sibling, heart)) continue;
        kin = true;
        if (sibling.index() < first.index()) first = sibling;
        if (sibling.index() > last.index()) last = sibling;
      }
      // The signature stands behind the text, in paragraphs of few words.
      for (Node next = last.next_element(); next && next.tag() == GUMBO_TAG_P && stats_.of(next).links == 0 &&
                                            stats_.of(next).text <= longest_signature;
           next = next.next_element())
        last = next;
      for (const Node sibling : at.parent().children()) {
        const bool between = sibling.index() >= first.index() && sibling.index() <= last.index();
        if (sibling != at && (!between || is_frame(sibling))) beside.push_back(sibling);
      }
      if (!kin) continue;
      out.root = at.parent();
      out.beside = beside;
    }
    return out;
  }

  bool is_frame(Node node) const {
    const NodeStats& stats = stats_.of(node);
    return stats.text > 0 && (stats.link_density() > 0.4F || stats.prose < -20);
  }

  /// Marks what is furniture within a body.
  void prune(Node root) {
    const std::uint32_t whole = stats_.of(root).text;
    for (std::uint32_t i = root.index() + 1; i < root.end();) {
      const Node node = tree_.node(i);
      const bool drop = node.is_element() && is_block(node.tag()) && !stats_.is_invisible(node) &&
                        (place_.skipped.contains(node) || is_furniture(node, whole));
      if (drop) place_.skipped.insert(node);
      i = drop || stats_.is_invisible(node) ? node.end() : i + 1;
    }
  }

  bool is_furniture(Node node, std::uint32_t whole) const {
    const NodeStats& stats = stats_.of(node);
    if (stats.text == 0 || stats.text * 2 > whole) return false;
    if (stats.controls >= 3 && stats.controls * columns_a_control > stats.text)
      return true;  // a poll, a login
    const float density = stats.link_density();
    if (density > mostly_links && links_to_files(node)) return false;  // attachments are the author's
    if (role_of(node) == Role::furniture) {
      if (density > 0.25F) return true;
      if (stats.text < 200 && (stats.links > 0 || is_furniture_line(node.text()))) return true;
    }
    const bool list = node.tag() != GUMBO_TAG_P && node.tag() != GUMBO_TAG_TD && node.tag() != GUMBO_TAG_TR;
    return density > mostly_links && ((list && stats.links >= 3) || follows_announcement(node));
  }

  /// By its first link.
  static bool links_to_files(Node node) {
    int looked = 0;
    for (const Node inner : node.descendants()) {
      if (inner.tag() == GUMBO_TAG_A && inner.find_attribute("href"))
        return leads_to_file(inner.attribute("href"));
      if (++looked > 100) break;
    }
    return false;
  }

  bool follows_announcement(Node node) const {
    const Node before = node.previous_element();
    return before && stats_.of(before).text < 40 && stats_.of(before).text > 0 &&
           announces_links(before.text());
  }

  const HtmlTree& tree_;
  const PageStats& stats_;
  BodyPlace place_;
};

}  // namespace

BodyPlace find_body(const HtmlTree& tree, const PageStats& stats, const ArticleRules& rules) {
  return Finder(tree, stats).run(rules);
}

}  // namespace gazetted::parser
