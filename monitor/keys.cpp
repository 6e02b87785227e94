#include "monitor/keys.h"

#include "core/doc_number.h"
#include "core/text.h"
#include "monitor/fold.h"

namespace gazetted::monitor {
namespace {

void erase_all(std::string& text, std::string_view part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
    text.erase(at, part.size());
}

std::string folded_title(std::string_view title) {
  std::string folded = fold(title);
  for (const std::string_view quote : {"《", "》", "〈", "〉", "\"", "'", "“", "”", "‘", "’"})
    erase_all(folded, quote);
  return folded;
}

}  // namespace

std::string number_key(std::string_view number) {
  const auto read = doc_number::read(number);
  return "number:" + doc_number::key(read ? std::string_view(read->number) : number);
}

std::string title_key(std::string_view title) { return "title:" + folded_title(title); }

bool is_telling_title(std::string_view title) {
  constexpr std::uint64_t shortest = 10;
  return count_characters(folded_title(title)) >= shortest;
}

std::optional<std::string> statement_key(const Document& document) {
  if (!document.title || document.issuers.empty() || !document.signed_on) return std::nullopt;
  return "statement:" + folded_title(*document.title) + '|' + fold(document.issuers.front()) + '|' +
         document.signed_on->iso();
}

std::string place_key(const Url& page, int part) {
  return "place:" + page.str() + '#' + std::to_string(part);
}

std::vector<std::string> target_keys(const Citation& citation) {
  std::vector<std::string> keys;
  if (citation.doc_number) keys.push_back(number_key(*citation.doc_number));
  if (citation.title && is_telling_title(*citation.title)) keys.push_back(title_key(*citation.title));
  return keys;
}

}  // namespace gazetted::monitor
