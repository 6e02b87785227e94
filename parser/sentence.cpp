#include "parser/sentence.h"

#include <algorithm>

namespace gazetted::parser {
namespace {

/// The length of the stop that ends at `end`; 0 where none does. By bytes: this is asked very often.
std::size_t stop_before(std::string_view text, std::size_t end) {
  switch (static_cast<unsigned char>(text[end - 1])) {
    case '\n': return 1;
    case 0x82: return end >= 3 && text.substr(end - 3, 3) == "。" ? 3 : 0;
    case 0x9B: return end >= 3 && text.substr(end - 3, 3) == "；" ? 3 : 0;
    default: return 0;
  }
}

}  // namespace

Sentence sentence_around(std::string_view text, std::size_t begin, std::size_t end, std::size_t window) {
  const std::size_t low = begin - std::min(begin, window);
  std::size_t from = begin;
  while (from > low && stop_before(text, from) == 0) --from;
  const std::size_t high = end + std::min(text.size() - end, window);
  std::size_t till = end;
  for (std::size_t at = end + 1; at <= high; ++at) {
    const std::size_t stop = stop_before(text, at);
    if (stop != 0 && at - stop >= end)
      return {text.substr(from, begin - from), text.substr(end, at - stop - end)};
    till = at;
  }
  return {text.substr(from, begin - from), text.substr(end, till - end)};
}

}  // namespace gazetted::parser
