#include "monitor/keys.h"

#include <algorithm>
#include <initializer_list>

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

/// An order by its parts, for 2026年第45号令 and 某部令2026年第45号 alike. `kind` is empty where it is none.
struct Order {
  std::string agency, kind, year, number;
};

/// `key` as doc_number::key gives it: digits are ASCII, nothing is blank.
Order read_order(std::string_view key) {
  constexpr std::string_view ordinal = "第", hao = "号", nian = "年";
  const std::size_t begin = key.rfind(ordinal);
  if (begin == key.npos || key.find("〔") != key.npos) return {};
  const std::size_t end = key.find(hao, begin);
  if (end == key.npos) return {};
  Order order;
  order.number = key.substr(begin, end + hao.size() - begin);
  std::string_view before = key.substr(0, begin);
  const std::string_view behind = key.substr(end + hao.size());
  constexpr std::size_t year_digits = 4;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (before.ends_with(nian) && before.size() >= year_digits + nian.size() &&
      std::ranges::all_of(before.substr(before.size() - nian.size() - year_digits, year_digits), is_digit)) {
    order.year = before.substr(before.size() - nian.size() - year_digits);
    before.remove_suffix(order.year.size());
  }
  for (const std::string_view kind : {"令", "公告", "通告", "公报"}) {
    if (behind != kind && !before.ends_with(kind)) continue;
    order.kind = kind;
    if (behind != kind) before.remove_suffix(kind.size());
    break;
  }
  order.agency = before;
  return order;
}

/// 省政府, 市人民政府 and the like are many.
bool says_whose(std::string_view agency) {
  for (const std::string_view own : {"本", "我"})
    if (agency.starts_with(own)) agency.remove_prefix(own.size());
  for (const std::string_view level :
       {"省", "自治区", "市", "自治州", "州", "自治县", "县", "区", "旗", "盟"})
    for (const std::string_view authority : {"人民政府", "政府", "府"})
      if (agency.size() == level.size() + authority.size() && agency.starts_with(level) &&
          agency.ends_with(authority))
        return false;
  return !agency.empty();
}

/// 征求意见稿, 草案 in brackets: what a final text does not bear any more.
std::string without_draft_marks(std::string text) {
  constexpr std::string_view open = "(", close = ")";
  for (std::size_t at = text.find(open); at != text.npos; at = text.find(open, at)) {
    const std::size_t end = text.find(close, at);
    if (end == text.npos) break;
    const std::string_view inner = std::string_view(text).substr(at, end - at);
    const bool marks = std::ranges::any_of(
        std::initializer_list<std::string_view>{"征求意见", "草案", "送审", "讨论稿", "公开征求"},
        [&](std::string_view mark) { return inner.find(mark) != inner.npos; });
    if (marks)
      text.erase(at, end + close.size() - at);
    else
      at = end;
  }
  for (const std::string_view mark : {"征求意见稿", "草案送审稿", "送审稿", "讨论稿", "草案"})
    if (text.ends_with(mark)) text.erase(text.size() - mark.size());
  return text;
}

/// What an issuing or consulting title is about: what stands in its 《》, else between 印发 and 的通知.
std::string_view subject_of(std::string_view folded) {
  const std::size_t open = folded.find("《"), close = folded.rfind("》");
  if (open != folded.npos && close != folded.npos && open < close) {
    const std::string_view around = folded.substr(0, open);
    const bool carries =
        std::ranges::any_of(std::initializer_list<std::string_view>{"印发", "发布", "公布", "征求", "征集"},
                            [&](std::string_view verb) { return folded.find(verb) != folded.npos; });
    constexpr std::size_t mark = std::string_view("《").size();
    if (carries || around.ends_with("关于")) return folded.substr(open + mark, close - open - mark);
  }
  for (const std::string_view verb : {"关于印发", "关于发布", "关于公布"}) {
    const std::size_t at = folded.find(verb);
    if (at == folded.npos) continue;
    const std::string_view rest = folded.substr(at + verb.size());
    for (const std::string_view end : {"的通知", "的公告", "的决定"})
      if (rest.ends_with(end)) return rest.substr(0, rest.size() - end.size());
  }
  return folded;
}

}  // namespace

std::optional<std::string> number_key(std::string_view number, std::optional<std::string_view> issuer) {
  const auto read = doc_number::read(number);
  const std::string known = doc_number::key(read ? std::string_view(read->number) : number);
  const Order order = read_order(known);
  if (order.kind.empty()) return "number:" + known;
  const auto in_order = [&](const std::string& agency) {
    return "number:" + doc_number::key(agency + order.kind + order.year + order.number);
  };
  if (says_whose(order.agency)) return in_order(order.agency);
  if (!issuer || issuer->empty()) return std::nullopt;
  return in_order(fold(*issuer));
}

std::optional<std::string> number_key(const Document& document) {
  if (!document.doc_number) return std::nullopt;
  return number_key(*document.doc_number, document.issuers.empty()
                                              ? std::nullopt
                                              : std::optional<std::string_view>(document.issuers.front()));
}

std::optional<std::string> draft_key(std::string_view title) {
  const std::string folded = fold(title);
  const std::string subject = without_draft_marks(std::string(subject_of(folded)));
  if (!is_telling_title(subject)) return std::nullopt;
  return "draft:" + folded_title(subject);
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
  if (citation.doc_number)
    if (auto key = number_key(*citation.doc_number)) keys.push_back(*std::move(key));
  if (!citation.title) return keys;
  if (citation.relation == Relation::finalises) {
    if (auto key = draft_key(*citation.title)) keys.push_back(*std::move(key));
  } else if (is_telling_title(*citation.title)) {
    keys.push_back(title_key(*citation.title));
  }
  return keys;
}

}  // namespace gazetted::monitor
