#include "core/document.h"

#include <array>
#include <utility>

namespace gazetted {
namespace {

constexpr std::array<std::pair<DocumentKind, std::string_view>, 4> kinds = {{
    {DocumentKind::policy, "policy"},
    {DocumentKind::interpretation, "interpretation"},
    {DocumentKind::news, "news"},
    {DocumentKind::other, "other"},
}};

constexpr std::array<std::pair<Relation, std::string_view>, 9> relations = {{
    {Relation::cites, "cites"},
    {Relation::implements, "implements"},
    {Relation::amends, "amends"},
    {Relation::repeals, "repeals"},
    {Relation::extends, "extends"},
    {Relation::interprets, "interprets"},
    {Relation::corrects, "corrects"},
    {Relation::finalises, "finalises"},
    {Relation::republishes, "republishes"},
}};

template <class Table, class Value>
std::string_view name_of(const Table& table, Value value) {
  for (const auto& [known, name] : table)
    if (known == value) return name;
  return "";
}

template <class Value, class Table>
std::optional<Value> value_of(const Table& table, std::string_view text) {
  for (const auto& [known, name] : table)
    if (name == text) return known;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(DocumentKind kind) { return name_of(kinds, kind); }
std::string_view to_string(Relation relation) { return name_of(relations, relation); }
std::optional<DocumentKind> parse_document_kind(std::string_view text) {
  return value_of<DocumentKind>(kinds, text);
}
std::optional<Relation> parse_relation(std::string_view text) { return value_of<Relation>(relations, text); }

std::optional<Date> day_of_effect(const Document& document) {
  constexpr int days_until_late = 30;
  if (document.effective || !document.effective_on_publication) return document.effective;
  const bool late = document.signed_on && document.published &&
                    document.published->days_since(*document.signed_on) > days_until_late;
  return late ? document.signed_on : document.published;
}

}  // namespace gazetted
