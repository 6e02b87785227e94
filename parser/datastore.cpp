#include "parser/datastore.h"

#include "parser/page_query.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// The text between `open` and `close` from `position` on; moves `position` behind it.
struct Piece {
  std::string_view text;
  std::size_t end = std::string_view::npos;
};

std::optional<Piece> piece(std::string_view text, std::size_t position, std::string_view open,
                           std::string_view close) {
  const auto begin = text.find(open, position);
  if (begin == std::string_view::npos) return std::nullopt;
  const auto end = text.find(close, begin + open.size());
  if (end == std::string_view::npos) return std::nullopt;
  return Piece{text.substr(begin + open.size(), end - begin - open.size()), end + close.size()};
}

std::string_view without_cdata(std::string_view text) {
  text = trim(text);
  if (text.starts_with("<![CDATA[")) text.remove_prefix(9);
  if (text.ends_with("]]>")) text.remove_suffix(3);
  return text;
}

}  // namespace

std::optional<Datastore> read_datastore(std::string_view text) {
  if (text.find("<datastore") == std::string_view::npos) return std::nullopt;
  Datastore store;
  for (auto record = piece(text, 0, "<record>", "</record>"); record;
       record = piece(text, record->end, "<record>", "</record>"))
    store.records += without_cdata(record->text);
  if (store.records.empty()) return std::nullopt;
  if (const auto next = piece(text, 0, "<nextgroup>", "</nextgroup>")) store.next = without_cdata(next->text);
  const auto stated = [&](std::string_view open, std::string_view close) {
    const auto number = piece(text, 0, open, close);
    return number ? small_number(trim(without_cdata(number->text))).value_or(0) : 0;
  };
  if (const int pages = stated("<totalpage>", "</totalpage>"); pages > 0) store.pages = pages;
  store.total = stated("<totalrecord>", "</totalrecord>");
  return store;
}

}  // namespace gazetted::parser
