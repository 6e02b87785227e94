// HtmlTree against gumbo itself: for any page the two give the same nodes in the same order, with the
// same tags, attributes and characters. Whatever HtmlTree does to be quick must not be seen from outside.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "parser/charset.h"
#include "parser/html_tree.h"
#include "tests/parser/html_pieces.h"

namespace gazetted::parser {
namespace {

using namespace testing_html;
using std::string_view_literals::operator""sv;

/// The nodes of gumbo's own tree in document order, comments left out.
std::vector<const GumboNode*> nodes_of(const GumboOutput& output) {
  std::vector<const GumboNode*> out, open{output.root};
  while (!open.empty()) {
    const GumboNode* node = open.back();
    open.pop_back();
    if (node->type == GUMBO_NODE_COMMENT) continue;
    out.push_back(node);
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) continue;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;)
      open.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  return out;
}

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

std::string tag_name(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  std::string out(name.data, name.length);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::optional<std::string> attribute_difference(const Node& node, const GumboElement& element) {
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* want = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::optional<std::string_view> got = node.find_attribute(want->name);
    if (!got) return std::string("no attribute ") + want->name;
    if (*got != want->value)
      return std::string("attribute ") + want->name + " is " + std::string(*got) + ", not " + want->value;
  }
  for (const char* name : {"class", "id", "href", "style", "content", "name", "src", "title"})
    if (node.find_attribute(name).has_value() != (gumbo_get_attribute(&element.attributes, name) != nullptr))
      return std::string("one more or less: attribute ") + name;
  return std::nullopt;
}

std::optional<std::string> node_difference(const Node& node, const GumboNode* want) {
  if (node.is_element() != is_element(want)) return "an element here, text there";
  if (node.is_text()) {
    if (node.characters() == want->v.text.text) return std::nullopt;
    return "text is \"" + std::string(node.characters()) + "\", not \"" + want->v.text.text + "\"";
  }
  if (node.tag() != want->v.element.tag || node.tag_name() != tag_name(want->v.element))
    return "<" + std::string(node.tag_name()) + ">, not <" + tag_name(want->v.element) + ">";
  return attribute_difference(node, want->v.element);
}

/// The first place where HtmlTree and gumbo differ, or nothing. `read`: whether the page was not refused.
struct Comparison {
  bool read = false;
  std::optional<std::string> difference;
};

Comparison compare(const std::string& page) {
  const Result<HtmlTree> tree = HtmlTree::parse(page);
  if (!tree) return {};
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  Arena arena;  // gumbo does not free all that it takes
  options.allocator = [](void* memory, std::size_t bytes) {
    return static_cast<Arena*>(memory)->allocate(bytes);
  };
  options.deallocator = [](void*, void*) {};
  options.userdata = &arena;
  const std::vector<const GumboNode*> want =
      nodes_of(*gumbo_parse_with_options(&options, page.data(), page.size()));
  for (std::uint32_t i = 0; i < std::min<std::size_t>(want.size(), tree->size()); ++i) {
    const Node node = tree->node(i);
    if (auto difference = node_difference(node, want[i]))
      return {true, "node " + std::to_string(i) + ": " + *difference};
    const GumboNode* parent = i == 0 ? nullptr : want[i]->parent;
    if (parent != nullptr && want[node.parent().index()] != parent)
      return {true, "node " + std::to_string(i) + ": another parent"};
  }
  if (want.size() != tree->size())
    return {true, std::to_string(tree->size()) + " nodes, not " + std::to_string(want.size())};
  return {true, std::nullopt};
}

/// The page with all left out that the difference does not need; characters stay whole.
std::string shrunk(std::string page) {
  const auto inside_character = [&](std::size_t at) {
    return at < page.size() && (static_cast<unsigned char>(page[at]) & 0xC0U) == 0x80;
  };
  for (std::size_t part = page.size() / 2; part > 0; part /= 2)
    for (std::size_t at = 0; at < page.size();) {
      std::size_t to = std::min(page.size(), at + part);
      while (inside_character(to)) ++to;
      const std::string shorter = page.substr(0, at) + page.substr(to);
      if (compare(shorter).difference)
        page = shorter;
      else
        at = to;
    }
  return page;
}

/// Whether the page was read; a difference is a failure, told with the smallest page that shows it. Bytes
/// pass through the decoder first, as they do on their way to the tree: broken characters end there.
bool expect_same(const std::string& bytes) {
  const std::string page = decode(bytes, "text/html; charset=utf-8").text;
  const Comparison whole = compare(page);
  if (whole.difference) {
    const std::string least = shrunk(page);
    ADD_FAILURE() << *compare(least).difference << "\nin the page: " << ::testing::PrintToString(least);
  }
  return whole.read;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

TEST(HtmlTreeDifferential, ThePageOfAnArticle) { EXPECT_TRUE(expect_same(article)); }

TEST(HtmlTreeDifferential, EveryBeginningOfAPage) {
  for (std::size_t size = 0; size <= article.size(); ++size)
    EXPECT_TRUE(expect_same(article.substr(0, size)));
}

TEST(HtmlTreeDifferential, EveryTwoPiecesSideBySide) {
  int read = 0;
  for (const std::string_view first : pieces)
    for (const std::string_view second : pieces) {
      const std::string pair = std::string(first) + std::string(second);
      read += expect_same("<body>甲" + pair + "乙</body>") ? 1 : 0;
      if (::testing::Test::HasFailure()) return;
    }
  EXPECT_EQ(static_cast<std::size_t>(read), pieces.size() * pieces.size());
}

TEST(HtmlTreeDifferential, PiecesInAnyOrder) {
  Random random(20260101);
  int read = 0;
  for (int i = 0; i < 5'000 && !::testing::Test::HasFailure(); ++i)
    read += expect_same(composed(random)) ? 1 : 0;
  EXPECT_GT(read, 4'700);
}

TEST(HtmlTreeDifferential, MutatedPages) {
  Random random(7);
  int read = 0;
  for (int i = 0; i < 3'000 && !::testing::Test::HasFailure(); ++i)
    read += expect_same(mutated(article, random)) ? 1 : 0;
  EXPECT_GT(read, 2'700);
}

/// Runs of every length around any bound, of every width of character, in every kind of place.
TEST(HtmlTreeDifferential, RunsOfAnyLength) {
  struct Place {
    const char *before, *after;
  };
  constexpr Place places[] = {{"", ""},
                              {"<p>", "</p>"},
                              {"<pre>\n", "</pre>"},
                              {"<table><tr>", "<td>"},
                              {"<table><tr><td>", "</table>"},
                              {"<title>", "</title>"},
                              {"<script>", "</script>"},
                              {"<textarea>\n", "</textarea>"},
                              {"<select><option>", "</select>"},
                              {"<b><p>", "</b>"},
                              {"<p title='", "'>"},
                              {"<!--", "-->"},
                              {"<svg><desc>", "</svg>"},
                              {"<svg><![CDATA[", "]]></svg>"},
                              {"<frameset>", "</frameset>"},
                              {"</body>", "</html>"},
                              {"<plaintext>", ""}};
  constexpr std::string_view runs[] = {"a",        " ", "\n",    "\r\n", "一",  "\xee\x80\x80", "𠮷",
                                       "\xc2\xa0", "&", "a&lt;", "\0"sv, " 一", "\xff"};
  for (const Place& place : places)
    for (const std::string_view run : runs) {
      std::string text;
      for (int i = 0; i < 300; ++i) {
        text += run;
        if (i > 40 && i % 60 != 0) continue;
        EXPECT_TRUE(expect_same(place.before + text + place.after));
        EXPECT_TRUE(expect_same("<body>头" + (place.before + text + "\n") + place.after + "尾"));
        if (::testing::Test::HasFailure()) return;
      }
    }
}

TEST(HtmlTreeDifferential, SharedPagesAndTheirMutants) {
  const std::filesystem::path pages = std::filesystem::path(GAZETTED_SHARED_DATA) / "pages";
  if (!std::filesystem::exists(pages)) GTEST_SKIP() << "no shared data here";
  Random random(11);
  int read = 0, files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    if (entry.path().extension() != ".html") continue;
    ++files;
    const std::string page = decode(read_file(entry.path()), "").text;
    EXPECT_TRUE(expect_same(page)) << entry.path();
    for (int i = 0; i < 5 && !::testing::Test::HasFailure(); ++i)
      read += expect_same(mutated(page, random)) ? 1 : 0;
  }
  EXPECT_GT(read, files * 4);
}

}  // namespace
}  // namespace gazetted::parser
