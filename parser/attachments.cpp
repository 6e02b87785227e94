#include "parser/attachments.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "parser/furniture.h"
#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

constexpr auto extensions = std::to_array<std::string_view>(
    {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et",  ".ofd", ".zip",  ".rar",
     ".7z",  ".ppt", ".pptx", ".txt", ".rtf",  ".ceb", ".csv", ".odt", ".docm", ".xlsm"});
constexpr auto servlets = std::to_array<std::string_view>(
    {"downfile.jsp", "download.jsp", "downloadfile", "filedownload", "attachdown", "download.do",
     "downloadattach", "readattach", "attachment.jsp", "/download?", "download.ashx", "download.aspx"});
constexpr auto empty_titles =
    std::to_array<std::string_view>({"", "下载", "点击下载", "附件下载", "点击查看", "查看", "预览",
                                     "下载附件", "Download", "download", "PDF", "pdf"});

bool ends_as_file(std::string_view name) {
  return std::ranges::any_of(extensions, [&](std::string_view e) { return name.ends_with(e); });
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 32);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// The last part of the path, percent-decoded.
std::string file_name(std::string_view href) {
  href = href.substr(0, href.find_first_of("?#"));
  href = href.substr(href.rfind('/') + 1);
  std::string out;
  for (std::size_t i = 0; i < href.size(); ++i) {
    if (href[i] == '%' && i + 2 < href.size() && hex(href[i + 1]) >= 0 && hex(href[i + 2]) >= 0) {
      out += static_cast<char>(hex(href[i + 1]) * 16 + hex(href[i + 2]));
      i += 2;
    } else {
      out += href[i];
    }
  }
  return out;
}

std::string title_of(Node link) {
  std::string text = link.text();
  if (std::ranges::find(empty_titles, text) == empty_titles.end()) return text;
  for (const std::string_view name : {"title", "download", "textvalue"})
    if (const std::string_view said = trimmed(link.attribute(name)); !said.empty()) return std::string(said);
  std::string name = file_name(link.attribute("href"));
  return name.empty() ? text : name;
}

/// How far beside the body attachments are looked for: the element that holds the body's column.
Node column_of(const HtmlTree& tree, Node body) {
  Node column = body;
  for (int level = 0; level < 4 && column.parent() && column.parent() != tree.body(); ++level)
    column = column.parent();
  return column;
}

bool within_furniture(Node node, Node column) {
  for (Node at = node.parent(); at && at != column; at = at.parent())
    if (at.tag() == GUMBO_TAG_NAV || at.tag() == GUMBO_TAG_FOOTER || at.tag() == GUMBO_TAG_HEADER ||
        at.tag() == GUMBO_TAG_ASIDE)
      return true;
  return false;
}

}  // namespace

bool leads_to_file(std::string_view href) {
  const std::string folded = lowered(href.substr(0, 2000));
  std::string_view address = folded;
  address = address.substr(0, address.find('#'));
  const std::string_view path = address.substr(0, address.find('?'));
  if (ends_as_file(path)) return true;
  if (path.size() < address.size() && address.find("file") != std::string_view::npos && ends_as_file(address))
    return true;
  return std::ranges::any_of(servlets,
                             [&](std::string_view s) { return address.find(s) != std::string_view::npos; });
}

std::vector<Attachment> find_attachments(const HtmlTree& tree, const std::vector<Node>& bodies,
                                         const Url& base) {
  std::vector<Attachment> out;
  if (bodies.empty()) return out;
  std::unordered_set<std::string> seen;
  const Node column = column_of(tree, bodies.front());
  for (const Node node : column.descendants()) {
    if (node.tag() != GUMBO_TAG_A) continue;
    const std::string_view href = trimmed(node.attribute("href"));
    if (href.empty() || href.starts_with('#')) continue;
    const bool in_body = any_contains(bodies, node);
    const bool file = leads_to_file(href);
    if (!file && !(in_body && node.text().starts_with("附件"))) continue;
    if (!in_body && within_furniture(node, column)) continue;
    const Result<Url> url = base.resolve(href);
    if (!url || !seen.insert(url->str()).second) continue;
    Attachment attachment;
    attachment.url = *url;
    attachment.title = title_of(node);
    out.push_back(std::move(attachment));
  }
  return out;
}

}  // namespace gazetted::parser
