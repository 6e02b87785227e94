#include "core/source.h"

#include <array>
#include <utility>

namespace gazetted {
namespace {

constexpr std::array<std::pair<PageKind, std::string_view>, 7> page_kinds = {{
    {PageKind::any, "any"},
    {PageKind::list, "list"},
    {PageKind::feed, "feed"},
    {PageKind::sitemap, "sitemap"},
    {PageKind::json, "json"},
    {PageKind::article, "article"},
    {PageKind::attachment, "attachment"},
}};

}  // namespace

std::string_view to_string(PageKind kind) {
  for (const auto& [value, name] : page_kinds)
    if (value == kind) return name;
  return "any";
}

std::optional<PageKind> parse_page_kind(std::string_view text) {
  for (const auto& [value, name] : page_kinds)
    if (name == text) return value;
  return std::nullopt;
}

}  // namespace gazetted
