#include "parser/attachment_names.h"

#include <algorithm>
#include <cctype>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_name_bytes = 300;
constexpr std::size_t max_names = 200;

/// Without `1.` or `1．` in front; the whole where there is none.
std::string_view without_number(std::string_view line) {
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (digits == 0 || digits > 2) return line;
  const auto mark = starting(line.substr(digits), {".", "．", "、"});
  return mark.empty() ? line : trim(line.substr(digits + mark.size()));
}

bool is_numbered(std::string_view line) { return without_number(line).size() != line.size(); }

bool is_file_name(std::string_view line) {
  if (line.size() > max_name_bytes) return false;
  const auto dot = line.rfind('.');
  if (dot == std::string_view::npos || line.size() - dot > 5) return false;
  std::string ending(line.substr(dot + 1));
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  for (const std::string_view known :
       {"pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar"}) {
    if (ending == known) return true;
  }
  return false;
}

/// What follows 附件： or 附件1： in a line.
std::string_view after_label(std::string_view line) {
  constexpr std::string_view label = "附件";
  if (!line.starts_with(label)) return {};
  line.remove_prefix(label.size());
  line.remove_prefix(std::min(line.find_first_not_of("0123456789"), line.size()));
  const auto colon = starting(line, {"：", ":"});
  return colon.empty() ? std::string_view{} : trim(line.substr(colon.size()));
}

}  // namespace

std::vector<std::string> named_attachments(std::span<const std::string> lines) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view name) {
    name = without_number(name);
    if (names.size() == max_names || name.empty() || name.size() > max_name_bytes || contains(name, "。"))
      return;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  };
  bool in_list = false;
  for (const std::string& line : lines) {
    if (const auto name = after_label(line); !name.empty()) {
      in_list = is_numbered(name);
      add(name);
    } else if (in_list && is_numbered(line)) {
      add(line);
    } else {
      in_list = false;
      if (is_file_name(line)) add(line);
    }
  }
  return names;
}

}  // namespace gazetted::parser
