#include "parser/mentions.h"

#include <algorithm>
#include <utility>

#include "core/doc_number.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr int max_nesting = 3;                ///< of 《 within 《
constexpr std::size_t max_mentions = 20'000;  ///< read of one text; more is no document that cites

struct Quote {
  std::size_t begin = 0, end = 0;  ///< with its marks
  std::string_view title;
};

std::vector<Quote> find_quotes(std::string_view text) {
  std::vector<Quote> quotes;
  for (auto at = find_word(text, title_open); at != std::string_view::npos;) {
    int depth = 0;
    std::size_t end = at;
    const std::size_t limit = std::min(text.size(), at + max_title_bytes);
    do {
      const std::string_view rest = text.substr(end);
      if (rest.starts_with(title_open)) ++depth;
      if (rest.starts_with(title_close)) --depth;
      end += code_point_at(text, end).length;
    } while (depth > 0 && depth <= max_nesting && end < limit && text[end] != '\n');
    if (depth == 0) {
      const std::size_t inner = at + title_open.size();
      const std::string_view title = trim(text.substr(inner, end - title_close.size() - inner));
      if (title.size() >= min_title_bytes) quotes.push_back({at, end, title});
      at = find_word(text, title_open, end);
    } else {
      at = find_word(text, title_open, at + title_open.size());
    }
  }
  return quotes;
}

/// The number stands right behind the title: 》（国发〔2017〕35号.
bool follows(std::string_view text, const Quote& quote, const DocNumberMatch& number) {
  if (number.begin < quote.end || number.begin - quote.end > 12) return false;
  std::string_view between = trim(text.substr(quote.end, number.begin - quote.end));
  const auto open = starting(between, {"（", "(", "[", "〔", "【"});
  return between.size() == open.size();
}

}  // namespace

std::vector<Mention> find_mentions(std::string_view text) {
  const auto quotes = find_quotes(text);
  auto numbers = doc_number::find_all(text);
  std::vector<Mention> mentions;
  mentions.reserve(quotes.size() + numbers.size());
  std::size_t next = 0;
  for (const Quote& quote : quotes) {
    for (; next < numbers.size() && numbers[next].begin < quote.begin; ++next) {
      mentions.push_back({numbers[next].begin, numbers[next].end, {}, std::move(numbers[next].number)});
    }
    Mention mention{quote.begin, quote.end, quote.title, {}};
    if (next < numbers.size() && numbers[next].end <= quote.end) {  // the number is part of the title
      mention.number = std::move(numbers[next++].number);
    } else if (next < numbers.size() && follows(text, quote, numbers[next])) {
      mention.end = numbers[next].end;
      mention.number = std::move(numbers[next++].number);
    }
    mentions.push_back(std::move(mention));
  }
  for (; next < numbers.size(); ++next) {
    mentions.push_back({numbers[next].begin, numbers[next].end, {}, std::move(numbers[next].number)});
  }
  if (mentions.size() > max_mentions) mentions.resize(max_mentions);
  return mentions;
}

}  // namespace gazetted::parser
