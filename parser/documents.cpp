#include "parser/documents.h"

#include <algorithm>
#include <optional>

#include "core/doc_number.h"
#include "parser/dates.h"
#include "parser/heading.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Lines = std::span<const std::string>;

/// More than this is a list or a log, no compilation.
constexpr std::size_t max_documents = 500;

/// 政策解读 or 政策全文 alone on a line begin a document of that role.
std::optional<Role> role_of_marker(std::string_view line) {
  if (line.size() > 48) return std::nullopt;
  if (const auto open = starting(line, {"【", "《", "["}); !open.empty()) line.remove_prefix(open.size());
  if (const auto close = ending(line, {"】", "》", "]", "：", ":"}); !close.empty())
    line.remove_suffix(close.size());
  const auto is = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), line) != words.end();
  };
  if (is({"政策解读", "解读", "文件解读", "解读全文", "政策解读全文", "部门解读", "官方解读"}))
    return Role::interpretation;
  if (is({"政策全文", "全文", "政策原文", "文件全文", "文件原文", "原文", "通知全文", "意见全文",
          "政策文件"}))
    return Role::policy;
  return std::nullopt;
}

/// Cuts at the markers where both roles have one; else nothing.
std::optional<PageDivision> divide_at_markers(Lines lines) {
  struct Marker {
    std::size_t line;
    Role role;
  };
  std::vector<Marker> markers;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const auto role = role_of_marker(lines[i])) markers.push_back({i, *role});
  }
  const auto has = [&](Role role) {
    return std::any_of(markers.begin(), markers.end(), [&](const Marker& each) { return each.role == role; });
  };
  if (!has(Role::policy) || !has(Role::interpretation)) return std::nullopt;
  PageDivision division{lines.first(markers.front().line), {}};
  for (std::size_t i = 0; i < markers.size(); ++i) {
    const std::size_t begin = markers[i].line + 1;
    const std::size_t end = i + 1 < markers.size() ? markers[i + 1].line : lines.size();
    if (begin < end) division.documents.push_back({markers[i].role, lines.subspan(begin, end - begin)});
  }
  return division;
}

bool is_dated(std::string_view line) {
  const auto meta = read_meta_line(line);
  return meta && meta->date;
}

/// Each document ends in a line of date and source, or each has it below its title.
std::optional<PageDivision> divide_compilation(Lines lines) {
  std::vector<std::size_t> dated;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_dated(lines[i])) dated.push_back(i);
  }
  if (dated.size() < 2 || dated.size() > 2 * max_documents) return std::nullopt;

  std::vector<std::size_t> begins;
  const auto heading = join_title(lines);
  if (!heading) return std::nullopt;
  if (dated.front() == heading->lines) {
    // The line stands below the title: a document begins with the title above each.
    std::size_t floor = 0;
    for (const std::size_t at : dated) {
      for (std::size_t up = at; up-- > floor && at - up <= 6;) {
        const auto title = join_title(lines.subspan(up));
        if (title && up + title->lines == at) {
          begins.push_back(up);
          break;
        }
      }
      floor = at + 1;
    }
  } else {
    begins.push_back(0);
    for (const std::size_t at : dated) {
      if (at + 1 < lines.size()) begins.push_back(at + 1);
    }
  }
  PageDivision division;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : lines.size();
    const Lines document = lines.subspan(begins[i], end - begins[i]);
    if (std::all_of(document.begin(), document.end(), is_unfilled_template)) continue;
    if (!join_title(document)) return std::nullopt;
    division.documents.push_back({Role::whole, document});
  }
  if (division.documents.size() < 2) return std::nullopt;
  return division;
}

/// A document ended just before: its day of signing, its notes or its printer's line.
bool ends_a_document(Lines above) {
  constexpr std::size_t lines_of_foot = 4;
  for (std::size_t i = 0; i < std::min(lines_of_foot, above.size()); ++i) {
    const std::string_view line = above[above.size() - 1 - i];
    if (is_date_line(line) || line.ends_with("印发")) return true;
  }
  return false;
}

/// Each document begins with its title and its own number, behind the foot of the one before.
std::optional<PageDivision> divide_at_numbers(Lines lines) {
  struct Begin {
    std::size_t line;
    std::string number;
  };
  constexpr std::size_t longest_number = 120;
  std::vector<Begin> begins;
  std::size_t floor = 0;
  for (std::size_t at = 1; at < lines.size() && begins.size() < max_documents; ++at) {
    if (lines[at].size() > longest_number || !contains(lines[at], "号")) continue;
    const auto number = doc_number::read(lines[at]);
    if (!number) continue;
    for (std::size_t up = at; up-- > floor && at - up <= 6;) {
      const auto title = join_title(lines.subspan(up));
      if (!title || up + title->lines != at) continue;
      if (!begins.empty() && !ends_a_document(lines.subspan(floor, up - floor))) continue;
      begins.push_back({up, number->number});
      floor = at + 1;
      break;
    }
  }
  if (begins.size() < 2 || begins.front().line > 6) return std::nullopt;
  // What a document forwards is a part of it, and may have its number.
  const auto first = join_title(lines.subspan(begins.front().line));
  if (first && begins.size() == 2 && contains_any(first->title, {"转发", "批转"})) return std::nullopt;
  PageDivision division{lines.first(begins.front().line), {}};
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1].line : lines.size();
    division.documents.push_back({Role::whole, lines.subspan(begins[i].line, end - begins[i].line)});
  }
  return division;
}

}  // namespace

PageDivision divide(std::span<const std::string> lines) {
  if (auto division = divide_at_markers(lines)) return std::move(*division);
  if (auto division = divide_compilation(lines)) return std::move(*division);
  if (auto division = divide_at_numbers(lines)) return std::move(*division);
  return {{}, {{Role::whole, lines}}};
}

}  // namespace gazetted::parser
