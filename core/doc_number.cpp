#include "core/doc_number.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/backward.h"

namespace gazetted::doc_number {
namespace {

constexpr std::string_view hao = "号";
constexpr std::array opening_brackets{"〔"sv, "［"sv, "["sv,  "（"sv, "("sv,  "【"sv, "﹝"sv,
                                      "＜"sv, "<"sv,  "〈"sv, "『"sv, "「"sv, "{"sv,  "｛"sv};
constexpr std::array closing_brackets{"〕"sv, "］"sv, "]"sv,  "）"sv, ")"sv,  "】"sv, "﹞"sv,
                                      "＞"sv, ">"sv,  "〉"sv, "』"sv, "」"sv, "}"sv,  "｝"sv};

/// 机关代字 are short; what is longer is running text that ends in a bracket.
constexpr std::size_t max_agency_characters = 16;

/// Words of running text after which 机关代字 begins.
constexpr std::array lead_ins{"根据"sv,   "按照"sv,   "依据"sv,   "依照"sv, "遵照"sv,   "参照"sv, "贯彻"sv,
                              "落实"sv,   "执行"sv,   "印发"sv,   "下发"sv, "转发"sv,   "发布"sv, "文件"sv,
                              "废止"sv,   "以及"sv,   "关于"sv,   "政府"sv, "国务院"sv, "总局"sv, "管委会"sv,
                              "办公厅"sv, "办公室"sv, "委员会"sv, "的"sv,   "以"sv,     "见"sv,   "号"sv,
                              "将"sv,     "附件"sv,   "及其"sv};
/// After 〔…〕N号 they make an address or a machine of it.
constexpr std::array not_a_number{"楼"sv, "院"sv, "线"sv, "机"sv, "炉"sv,
                                  "车"sv, "桥"sv, "库"sv, "门"sv, "井"sv};

bool is_year(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20")) && digits >= "1949"sv;
}

std::string without_leading_zeros(std::string digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

/// 机关代字 out of the ideographs before a bracket: what running text put before it is cut off.
std::string_view agency_in(std::string_view run, bool after_number) {
  if (after_number) {
    for (const auto link : {"以及"sv, "和"sv, "及"sv, "与"sv, "或"sv}) {
      if (run.starts_with(link)) run.remove_prefix(link.size());
    }
  }
  for (const auto word : lead_ins) {
    const auto at = run.rfind(word);
    if (at != std::string_view::npos && at + word.size() < run.size()) run.remove_prefix(at + word.size());
  }
  return run.size() > max_agency_characters * 3 ? ""sv : run;
}

/// What stands between the issuer and 第N号 of an order.
constexpr std::array order_words{"令"sv, "公告"sv, "通告"sv, "公报"sv};

/// The issuer of an order without the date, verb or link that ran into it.
std::string_view order_agency(std::string_view run, std::string_view before) {
  const bool after_digit = !before.empty() && before.back() >= '0' && before.back() <= '9';
  if (after_digit) {
    for (const auto unit : {"年"sv, "月"sv, "日"sv}) {
      if (run.starts_with(unit)) run.remove_prefix(unit.size());
    }
  }
  for (const auto word : {"根据"sv, "按照"sv, "依据"sv, "依照"sv, "以及"sv, "发布"sv, "废止"sv, "执行"sv,
                          "号"sv, "的"sv, "和"sv, "以"sv, "经"sv, "由"sv}) {
    const auto at = run.find(word);
    // 以 and 和 may belong to a name; at the head of the run they do not.
    const bool anywhere = word.size() > 3 || word == "号"sv || word == "的"sv;
    if (at != std::string_view::npos && (anywhere || at == 0)) run.remove_prefix(at + word.size());
  }
  return run;
}

struct Reading {
  std::size_t begin;
  std::string number;
  bool repaired = false;
  bool in_bracket = false;  ///< the bracket that it stands in closes behind it
};

std::string bracketed(std::string_view agency, std::string_view year, std::string_view number) {
  return std::string(agency).append("〔").append(year).append("〕").append(number).append(hao);
}

/// …〔2019〕84 with the reader before the closing bracket.
std::optional<Reading> read_bracketed(Backward reader, std::string number, bool after_number) {
  number = without_leading_zeros(std::move(number));
  if (number.empty()) return std::nullopt;
  reader.skip_spaces();
  reader.take("年");
  const std::string year = reader.take_digits(Backward::Digits::arabic_or_han);
  if (!is_year(year)) return std::nullopt;
  reader.skip_spaces();
  const bool opened = reader.take_one(opening_brackets);
  reader.skip_spaces();
  const std::string_view agency = agency_in(reader.take_han(), after_number);
  if (agency.empty()) return std::nullopt;
  return Reading{static_cast<std::size_t>(agency.data() - reader.rest().data()),
                 bracketed(agency, year, number), !opened};
}

/// （1988）国税地字第28号, with the reader before 第.
std::optional<Reading> read_year_first(Backward reader, std::string number) {
  number = without_leading_zeros(std::move(number));
  const std::string_view agency = reader.take_han();
  if (number.empty() || agency.empty() || agency.size() > max_agency_characters * 3) return std::nullopt;
  if (!reader.take_one(closing_brackets)) return std::nullopt;
  const std::string year = reader.take_digits(Backward::Digits::arabic);
  // Before 1990 two digits were the custom: （88）财税字第255号.
  const bool short_year = year.size() == 2 && year >= "50"sv && agency.ends_with("字");
  if ((!is_year(year) && !short_year) || !reader.take_one(opening_brackets)) return std::nullopt;
  return Reading{
      reader.position(),
      std::string("〔").append(year).append("〕").append(agency).append("第").append(number).append(hao)};
}

constexpr std::array authority_ends{"政府"sv, "国务院"sv, "部"sv, "局"sv, "委"sv, "会"sv,
                                    "院"sv,   "署"sv,     "行"sv, "厅"sv, "办"sv};

std::string_view take_order_agency(Backward& reader) {
  const std::string_view run = reader.take_han();
  std::string_view agency = order_agency(run, reader.rest());
  if (starting(agency, order_words) == agency) return ""sv;
  // 财政部 税务总局公告: of a joint one the names stand apart.
  while (agency.size() == run.size() || agency.data() == reader.rest().data() + reader.rest().size()) {
    Backward before = reader;
    before.skip_spaces();
    if (before.position() == reader.position() || ending(before.rest(), authority_ends).empty()) break;
    const std::string_view name = before.take_han();
    if (order_agency(name, before.rest()).size() != name.size() || name.size() > max_agency_characters * 3)
      break;
    agency = {name.data(), static_cast<std::size_t>(agency.data() + agency.size() - name.data())};
    reader = before;
  }
  return agency;
}

/// 国令第707号, 商务部公告2026年第20号, 商务部令二〇二六年第1号, with the reader before 第.
std::optional<Reading> read_order(Backward reader, const std::string& number, std::string_view whole) {
  if (number.empty()) return std::nullopt;
  reader.skip_spaces();
  const std::size_t behind_bracket = reader.position();
  reader.take_one(opening_brackets);  // 国务院令（第707号）
  const std::size_t before_bracket = reader.position();
  reader.skip_spaces();
  if (reader.take("年")) {
    const std::string year = reader.take_digits(Backward::Digits::arabic_or_han);
    if (!is_year(year)) return std::nullopt;
    reader.skip_spaces();
  }
  if (ending(reader.rest(), order_words).empty()) return std::nullopt;
  const std::string_view agency = take_order_agency(reader);
  if (agency.empty()) return std::nullopt;
  const auto begin = static_cast<std::size_t>(agency.data() - whole.data());
  std::string text(whole.substr(begin, before_bracket - begin));
  text += whole.substr(behind_bracket);
  for (const auto space : spaces) {
    for (auto at = text.find(space); at != std::string::npos; at = text.find(space))
      text.erase(at, space.size());
  }
  return Reading{begin, std::move(text), false, behind_bracket != before_bracket};
}

/// 2026年第45号令, 2026年第45号公告, 省政府第45号令: the issuer, if it stands there, belongs to the number.
std::optional<Reading> read_order_behind(Backward reader, std::string_view whole) {
  reader.skip_spaces();
  std::size_t begin = reader.position();
  if (reader.take("年")) {
    if (!is_year(reader.take_digits(Backward::Digits::arabic_or_han))) return std::nullopt;
    begin = reader.position();
    reader.skip_spaces();
    const std::string_view agency = take_order_agency(reader);
    if (!ending(agency, authority_ends).empty())
      begin = static_cast<std::size_t>(agency.data() - whole.data());
  } else {
    const std::string_view agency = take_order_agency(reader);
    if (ending(agency, authority_ends).empty()) return std::nullopt;
    begin = static_cast<std::size_t>(agency.data() - whole.data());
  }
  return Reading{begin, std::string(whole.substr(begin))};
}

/// 鲁政字〔201984号: the closing bracket was lost, and the year runs into the number.
std::optional<Reading> read_damaged(Backward reader, std::string digits, bool after_number) {
  if (digits.size() < 5 || digits.size() > max_digits || digits[4] == '0') return std::nullopt;
  if (!is_year(std::string_view(digits).substr(0, 4))) return std::nullopt;
  if (!reader.take("〔") && !reader.take("［") && !reader.take("[")) return std::nullopt;
  const std::string_view run = reader.take_han();
  const std::string_view agency = agency_in(run, after_number);
  if (agency.empty()) return std::nullopt;
  return Reading{static_cast<std::size_t>(agency.data() - reader.rest().data()),
                 bracketed(agency, digits.substr(0, 4), digits.substr(4)), true};
}

/// The number that ends with the 号 at `at`, not reaching back before `floor`.
std::optional<DocNumberMatch> read_ending_at(std::string_view text, std::size_t floor, std::size_t at) {
  const std::size_t end = at + hao.size();
  const std::string_view before = text.substr(floor, at - floor);
  const std::string_view whole = text.substr(floor, end - floor);
  const bool after_number = floor != 0;
  const auto matched = [&](std::optional<Reading> reading,
                           std::size_t till) -> std::optional<DocNumberMatch> {
    if (!reading) return std::nullopt;
    return DocNumberMatch{floor + reading->begin, till, std::move(reading->number), reading->repaired};
  };

  Backward reader(before);
  reader.skip_spaces();
  std::string digits = reader.take_digits(Backward::Digits::arabic);
  reader.skip_spaces();
  const Backward at_digits = reader;
  if (!digits.empty() && digits.size() <= 6 && reader.take_one(closing_brackets)) {
    if (!starting(text.substr(end), not_a_number).empty()) return std::nullopt;
    return matched(read_bracketed(reader, digits, after_number), end);
  }
  reader = at_digits;
  if (auto damaged = read_damaged(reader, digits, after_number)) return matched(std::move(damaged), end);
  const bool arabic = !digits.empty();
  if (!arabic) digits = take_han_number(reader);
  if (digits.empty() || digits.size() > 6) return std::nullopt;
  // 国办发〔二〇一九〕五号
  if (Backward closed = reader; !arabic && closed.take_one(closing_brackets))
    return matched(read_bracketed(closed, digits, after_number), end);
  if (!reader.take("第")) return std::nullopt;
  Backward before_bracket = reader;
  before_bracket.skip_spaces();
  if (before_bracket.take_one(closing_brackets)) {
    return matched(read_bracketed(before_bracket, digits, after_number), end);
  }
  if (auto order = read_order(reader, digits, whole)) {
    const std::size_t close = order->in_bracket ? starting(text.substr(end), closing_brackets).size() : 0;
    return matched(std::move(order), end + close);
  }
  if (const auto word = starting(text.substr(end), order_words); !word.empty()) {
    const std::size_t till = end + word.size();
    return matched(read_order_behind(reader, text.substr(floor, till - floor)), till);
  }
  return matched(read_year_first(reader, digits), end);
}

bool is_enclosed(std::string_view text) {
  return !starting(text, opening_brackets).empty() && !ending(text, closing_brackets).empty();
}

std::string_view trimmed(std::string_view text) {
  for (auto space = starting(text, spaces); !space.empty(); space = starting(text, spaces)) {
    text.remove_prefix(space.size());
  }
  for (auto space = ending(text, spaces); !space.empty(); space = ending(text, spaces)) {
    text.remove_suffix(space.size());
  }
  return text;
}

/// 机关代字 end with what kind of paper it is, or with the matter; where no bracket says so, this must.
bool ends_like_an_agency_word(std::string_view agency) {
  return !ending(agency, std::array{"发"sv, "字"sv, "函"sv, "办"sv, "文"sv, "规"sv, "电"sv, "政"sv, "令"sv,
                                    "税"sv, "综"sv, "通"sv, "复"sv})
              .empty();
}

/// 国发2019-5号, 国发 2019 5号, 鲁政字〔2019〕84: `inner` as a whole with its brackets or its 号 lost.
std::optional<DocNumberMatch> read_incomplete(std::string_view inner) {
  Backward reader(inner);
  const bool ends_in_hao = reader.take(hao);
  reader.skip_spaces();
  const std::string number = reader.take_digits(Backward::Digits::arabic);
  if (number.empty() || number.size() > 6) return std::nullopt;
  reader.skip_spaces();
  std::optional<Reading> reading;
  if (!ends_in_hao) {
    if (reader.take_one(closing_brackets)) reading = read_bracketed(reader, number, false);
  } else {
    const std::size_t before = reader.position();
    reader.take_one(std::array{"-"sv, "—"sv, "年"sv, "第"sv});
    reader.skip_spaces();
    const std::string year = reader.take_digits(Backward::Digits::arabic);
    if (before == inner.size() || !is_year(year)) return std::nullopt;
    reader.skip_spaces();
    reader.take_one(opening_brackets);
    const std::string_view agency = reader.take_han();
    if (ends_like_an_agency_word(agency) && agency.size() <= max_agency_characters * 3)
      reading = Reading{reader.position(), bracketed(agency, year, without_leading_zeros(number))};
  }
  if (!reading || reading->begin != 0) return std::nullopt;
  return DocNumberMatch{0, inner.size(), std::move(reading->number), true};
}

/// Without the label and without what calls it a document: 文号：国发〔2019〕5号文.
std::string_view without_label(std::string_view text) {
  for (const auto label : {"发文字号"sv, "发文文号"sv, "文件编号"sv, "发文号"sv, "文号"sv}) {
    if (!text.starts_with(label)) continue;
    const auto rest = trimmed(text.substr(label.size()));
    const auto colon = starting(rest, std::array{"："sv, ":"sv});
    if (!colon.empty()) return trimmed(rest.substr(colon.size()));
  }
  return text;
}

}  // namespace

std::optional<DocNumberMatch> read(std::string_view text) {
  std::string_view inner = without_label(trimmed(text));
  if (is_enclosed(inner)) {
    inner.remove_prefix(starting(inner, opening_brackets).size());
    inner.remove_suffix(ending(inner, closing_brackets).size());
    inner = trimmed(inner);
  }
  for (const auto paper : {"号文件"sv, "号文"sv})
    if (inner.ends_with(paper)) inner.remove_suffix(paper.size() - hao.size());
  const auto found = find_all(inner);
  const bool whole = found.size() == 1 && found.front().begin == 0 && found.front().end == inner.size();
  const auto read = whole ? std::optional(found.front()) : read_incomplete(inner);
  if (!read) return std::nullopt;
  DocNumberMatch match = *read;
  const auto offset = static_cast<std::size_t>(inner.data() - text.data());
  match.begin += offset;
  match.end += offset;
  return match;
}

std::vector<DocNumberMatch> find_all(std::string_view text) {
  std::vector<DocNumberMatch> found;
  std::size_t floor = 0;
  // 号 is looked for by its last byte: the first is that of a good part of all ideographs.
  for (auto last = text.find(hao.back()); last != std::string_view::npos;
       last = text.find(hao.back(), last + 1)) {
    if (last + 1 < floor + hao.size() || text.substr(last + 1 - hao.size(), hao.size()) != hao) continue;
    const std::size_t at = last + 1 - hao.size();
    auto match = read_ending_at(text, floor, at);
    if (!match) continue;
    floor = match->end;
    found.push_back(std::move(*match));
  }
  return found;
}

std::string key(std::string_view number) {
  std::string folded;
  folded.reserve(number.size());
  while (!number.empty()) {
    if (const auto space = starting(number, spaces); !space.empty()) {
      number.remove_prefix(space.size());
    } else if (const auto open = starting(number, opening_brackets); !open.empty()) {
      folded += "〔";
      number.remove_prefix(open.size());
    } else if (const auto close = starting(number, closing_brackets); !close.empty()) {
      folded += "〕";
      number.remove_prefix(close.size());
    } else if (const auto digit =
                   std::find_if(han_digits.begin(), han_digits.end(),
                                [&](std::string_view each) { return number.starts_with(each); });
               digit != han_digits.end() && digit - han_digits.begin() < 12) {
      const auto value = digit - han_digits.begin();
      folded += static_cast<char>('0' + (value < 10 ? value : 0));
      number.remove_prefix(digit->size());
    } else {
      folded += number.front();
      number.remove_prefix(1);
    }
  }
  constexpr auto republic = "中华人民共和国"sv;
  if (folded.starts_with(republic)) folded.erase(0, republic.size());
  constexpr auto state_council = "国务院令"sv;
  if (folded.starts_with(state_council)) folded.replace(0, state_council.size(), "国令");
  return folded;
}

}  // namespace gazetted::doc_number
