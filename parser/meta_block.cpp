#include "parser/meta_block.h"

#include <algorithm>
#include <array>
#include <string>

#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"索引号",     "信息索引号", "信息索引", "统一编号", "登记号",       "统一登记号", "主题分类",
     "信息分类",   "体裁分类",   "组配分类", "服务对象", "所属主题",     "主题",       "主题词",
     "关键词",     "关键字",     "发文机关", "发文机构", "发文单位",     "发布机构",   "发布机关",
     "发布单位",   "制发机关",   "制定机关", "制发单位", "公开单位",     "公开机构",   "公开主体",
     "责任部门",   "信息来源",   "来源",     "文章来源", "稿件来源",     "标题",       "名称",
     "文件名称",   "信息名称",   "文件标题", "公文名称", "发文字号",     "发文号",     "文号",
     "公文文号",   "文件编号",   "文件字号", "文件号",   "成文日期",     "成文时间",   "生成日期",
     "生效日期",   "生效时间",   "实施日期", "施行日期", "失效日期",     "失效时间",   "废止日期",
     "废止时间",   "有效期",     "有效期限", "发文日期", "发文时间",     "印发日期",   "公布日期",
     "发布日期",   "发布时间",   "公开日期", "公开时间", "签发日期",     "签署日期",   "有效性",
     "公文时效",   "时效性",     "时效",     "效力状态", "效力",         "文件状态",   "是否有效",
     "信息有效性", "文件有效性", "公开方式", "制定日期", "有效期至",     "索取号",     "公开责任部门",
     "时效状态",   "发文文号",   "公开类目", "原文地址", "来源链接",     "实施时间",   "文件时效",
     "效力级别",   "印发时间",   "印发机关", "所属机构", "联合发文单位", "公开时限",   "公开范围",
     "公开形式",   "公开类别",   "公开程序", "体裁",     "文种",         "公文种类",   "内容概述",
     "原文链接",   "信息类别",   "更新日期", "更新时间"});

constexpr std::size_t longest_name = 30;    // bytes of a label without white space and colon
constexpr std::size_t longest_value = 600;  // bytes; beyond it the siblings are no value
constexpr std::size_t longest_run = 2000;   // bytes of a text node that may hold pairs
constexpr std::size_t labels_of_block = 3;
constexpr int most_siblings = 64;  // looked at for one value
// One of these must be in a block before it is taken out of a body: forms have 名称 and 日期 too.
constexpr auto strong_names =
    std::to_array<std::string_view>({"索引号", "信息索引号", "信息索引", "发文字号", "文号", "公文文号",
                                     "发文号", "文件编号", "统一编号", "统一登记号"});

/// White space, brackets around and the closing colon off.
std::string bare(std::string_view text) {
  if (text.size() > 4 * longest_name) return {};
  std::string out = squeezed(text);
  for (const std::string_view open : {"【", "［", "["})
    if (out.starts_with(open)) out.erase(0, open.size());
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view close : {"：", ":", "】", "］", "]"})
      if (out.ends_with(close)) {
        out.resize(out.size() - close.size());
        again = true;
      }
  }
  return out;
}

/// The bytes of a colon at the front, 0 for none.
std::size_t colon_length(std::string_view text) {
  if (text.starts_with(':')) return 1;
  for (const std::string_view colon : {"：", "】", "］"})
    if (text.starts_with(colon)) return colon.size();
  return 0;
}

std::string_view without_colon(std::string_view text) {
  text = trimmed(text);
  for (std::size_t length = colon_length(text); length > 0; length = colon_length(text))
    text = trimmed(text.substr(length));
  return text;
}

/// Names that stand on the same line as labels and end the value before them.
constexpr auto other_names = std::to_array<std::string_view>(
    {"访问量",     "浏览量",     "阅读量", "点击量", "浏览次数", "访问次数", "阅读次数", "点击次数",
     "点击数",     "点击",       "浏览",   "阅读",   "字体",     "字号",     "字体大小", "分享",
     "分享到",     "打印",       "作者",   "编辑",   "责任编辑", "责编",     "审核",     "记者",
     "保护视力色", "视力保护色", "大小",   "日期",   "时间",     "人气"});

bool is_name(std::string_view text) {
  return is_label(text) || std::ranges::find(other_names, text) != other_names.end();
}

/// The bytes of `name：` at the front, 0 where none stands there. White space within the name is allowed.
std::size_t name_length(std::string_view text) {
  const std::string_view front = text.substr(0, 3 * longest_name);
  const std::size_t colon = std::min({front.find("："), front.find(':'), front.find("】")});
  if (colon == std::string_view::npos || !is_name(bare(front.substr(0, colon)))) return 0;
  return colon + colon_length(front.substr(colon));
}

/// Pairs of one run of text: `发布日期：2024-05-01　来源：办公厅`. A name begins the run or follows white
/// space. What stands before the first name is no pair.
std::vector<Label> split_pairs(std::string_view text) {
  std::vector<Label> pairs;
  std::string_view rest = trimmed(text);
  std::size_t length = name_length(rest);
  while (length > 0) {
    std::string name = bare(rest.substr(0, length));
    rest = rest.substr(length);
    length = 0;
    std::size_t end = 0;
    while (end < rest.size() && length == 0) {
      end = rest.find_first_of(" \t\r\n\f\xE3\xC2", end + 1);  // a blank, U+3000 or U+00A0 begins with these
      if (end == std::string_view::npos) end = rest.size();
      const std::string_view after = trimmed(rest.substr(end));
      if (after.size() < rest.size() - end) length = name_length(after);
    }
    pairs.push_back({std::move(name), std::string(without_colon(rest.substr(0, end))), {}});
    rest = trimmed(rest.substr(end));
  }
  return pairs;
}

class Reader {
 public:
  Reader(const HtmlTree& tree, const PageStats& stats, const std::vector<Node>& bodies)
      : tree_(tree), stats_(stats), bodies_(bodies) {}

  MetaBlocks run() {
    for (std::uint32_t i = tree_.body().index(); i < tree_.body().end();) {
      const Node node = tree_.node(i);
      i = node.is_element() && stats_.is_invisible(node) ? node.end() : step(node);
    }
    close_block();
    close_loose();
    return std::move(out_);
  }

 private:
  /// Looks at one node; tells where to go on.
  std::uint32_t step(Node node) {
    if (block_ && !block_.contains(node)) close_block();
    if (node.is_element()) {
      if (is_list(node.tag()) && !encloses_list(node)) begin_block(node);
      if (node.tag() == GUMBO_TAG_A) return node.end();  // the way through the site says 主题分类 too
      const std::uint32_t text = stats_.of(node).text;
      if (text < 4 || text > longest_name) return node.index() + 1;
      std::string name = bare(node.text());
      if (!is_label(name)) return node.index() + 1;
      add(node, {std::move(name), {}, {}}, value_after(node));
      return node.end();
    }
    if (node.characters().size() > longest_run) return node.index() + 1;
    std::vector<Label> pairs = split_pairs(node.characters());
    Value behind;
    if (!pairs.empty() && pairs.back().value.empty()) behind = value_after(node);
    for (Label& pair : pairs) {
      if (!is_label(pair.name)) continue;
      Value value{std::move(pair.value), {}};
      add(node, {std::move(pair.name), {}, {}},
          &pair == &pairs.back() && value.text.empty() ? behind : value);
    }
    return node.index() + 1;
  }

  static bool is_list(GumboTag tag) {
    return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_UL;
  }

  /// A table that only arranges the page is no block; the lists in it may be. Nor is a very large one.
  static bool encloses_list(Node list) {
    std::size_t looked = 0;
    for (const Node node : list.descendants())
      if (is_list(node.tag()) || ++looked > 400) return true;
    return false;
  }

  void begin_block(Node list) {
    close_block();
    block_ = list;
  }

  void close_block() {
    if (!block_) return;
    const bool whole = found_.size() >= labels_of_block && any_strong(found_);
    if (whole) out_.blocks.push_back(block_);
    if (whole || !any_contains(bodies_, block_)) keep(found_);
    found_.clear();
    block_ = Node();
  }

  /// Lines of a body that together make a block: <p><strong>索引号</strong>：…</p>.
  void close_loose() {
    if (loose_.size() < labels_of_block || !any_strong(loose_)) return;
    for (const Found& found : loose_) {
      Node line = found.at;
      while (line.parent() && (line.is_text() || !is_block(line.tag()))) line = line.parent();
      if (stats_.of(line).text <= longest_value && any_contains(bodies_, line)) out_.blocks.push_back(line);
    }
    keep(loose_);
  }

  struct Found {
    Node at;
    Label label;
  };

  static bool any_strong(const std::vector<Found>& found) {
    return std::ranges::any_of(found, [](const Found& one) {
      return std::ranges::find(strong_names, one.label.name) != strong_names.end();
    });
  }

  void keep(std::vector<Found>& found) {
    for (Found& one : found)
      if (!one.label.value.empty()) out_.labels.push_back(std::move(one.label));
  }

  struct Value {
    std::string text;
    std::string link;  ///< as it stands in the first <a>
  };

  void add(Node at, Label label, Value value) {
    if (value.text.size() <= longest_value) label.value = std::move(value.text);
    label.link = std::move(value.link);
    Found found{at, std::move(label)};
    if (block_)
      found_.push_back(std::move(found));
    else if (any_contains(bodies_, at))
      loose_.push_back(std::move(found));
    else if (!found.label.value.empty())
      out_.labels.push_back(std::move(found.label));
  }

  /// What stands after a label: the next cell or <dd>, or the siblings on its line up to the next label.
  Value value_after(Node label) const {
    Node at = label;
    // Out of wrappers that hold nothing but the label: <td><b>文号：</b></td>.
    while (at.parent() && stats_.of(at.parent()).text == stats_.of(label).text && at.parent() != tree_.body())
      at = at.parent();
    if (at.is_element() &&
        (at.tag() == GUMBO_TAG_TD || at.tag() == GUMBO_TAG_TH || at.tag() == GUMBO_TAG_DT)) {
      const Node next = at.next_element();
      if (!next || stats_.is_invisible(next)) return {};
      std::string value = next.text();
      if (is_label(bare(value))) return {};
      return {std::move(value), link_in(next)};
    }
    std::string value;
    std::string link;
    int looked = 0;
    for (Node next = at.next_sibling(); next && ++looked <= most_siblings && value.size() <= longest_value;
         next = next.next_sibling()) {
      if (next.is_element() && stats_.is_invisible(next)) continue;
      const bool breaks = next.is_element() && is_block(next.tag());
      if (breaks && (!value.empty() || next.tag() == GUMBO_TAG_BR)) break;
      if (stats_.of(next).text > 2 * longest_value) break;
      const std::string text = next.is_text() ? std::string(trimmed(next.characters())) : next.text();
      const std::string_view bare_text = without_colon(text);
      if (is_name(bare(bare_text)) || name_length(bare_text) > 0) break;
      if (!value.empty() && !bare_text.empty()) value += ' ';
      value += bare_text;
      if (link.empty() && next.is_element()) link = link_in(next);
      if (breaks && !value.empty()) break;
    }
    return {std::move(value), std::move(link)};
  }

  static std::string link_in(Node value) {
    if (value.tag() == GUMBO_TAG_A) return std::string(trimmed(value.attribute("href")));
    for (const Node node : value.descendants())
      if (node.tag() == GUMBO_TAG_A) return std::string(trimmed(node.attribute("href")));
    return {};
  }

  const HtmlTree& tree_;
  const PageStats& stats_;
  const std::vector<Node>& bodies_;
  MetaBlocks out_;
  Node block_;                ///< the list that is being read
  std::vector<Found> found_;  ///< in it
  std::vector<Found> loose_;  ///< in the bodies, outside any list
};

}  // namespace

bool is_label(std::string_view text) {
  return text.size() <= longest_name && std::ranges::find(names, text) != names.end();
}

MetaBlocks read_meta_blocks(const HtmlTree& tree, const PageStats& stats, const std::vector<Node>& bodies) {
  return Reader(tree, stats, bodies).run();
}

}  // namespace gazetted::parser
