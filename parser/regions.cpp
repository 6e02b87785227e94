#include "parser/regions.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "parser/divisions.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Form = DivisionName::Form;

/// The words a zone's name begins or ends with.
std::string_view zone_at(std::string_view text) {
  return starting(text,
                  {"高新",   "高技术", "经济技术", "经济开发", "经开",      "开发区", "新区",   "综合保税",
                   "保税",   "港保税", "自由贸易", "自贸",     "新旧动能",  "工业园", "产业园", "科技园",
                   "临港",   "国家级", "示范区",   "试验区",   "实验区",    "合作区", "管理区", "度假区",
                   "科学城", "空港",   "航空港",   "先行区",   "循环化工园"});
}

/// 高新区 of 淄博高新区, or with a word between: 包头稀土高新技术产业开发区, 西安曲江新区.
bool is_zone(std::string_view text) {
  constexpr int most_between = 4;
  for (int between = 0; between <= most_between && !text.empty(); ++between) {
    if (!zone_at(text).empty()) return true;
    if (!starting(text, {"大学", "学院", "公司"}).empty()) return false;
    const CodePoint point = code_point_at(text, 0);
    if (!is_han(point.value)) return false;
    text.remove_prefix(point.length);
  }
  return false;
}

enum class Bare { before_zone, anywhere };

/// Divisions of one name, and the bytes that it takes.
struct Places {
  std::vector<int> codes;
  std::size_t length = 0;
};

bool lies_in(int code, int region) { return code >= region && code < end_of_region(region); }

/// The innermost divisions that `text` begins with: 山东省济南市历下区… is 370102, 朝阳区… are two. Every
/// step goes into a smaller region, so there are three at most.
Places places_at(std::string_view text, int region, Bare rule) {
  Places found;
  for (const DivisionMatch& each : divisions_at(text)) {
    const auto [code, form] = std::pair(each.name->code, each.name->form);
    const bool within = region == 0 || (lies_in(code, region) && (code != region || form == Form::zone));
    if (!within || each.length < found.length) continue;
    const std::string_view behind = text.substr(each.length);
    Places inner;
    if (form != Form::zone && code % 100 == 0) inner = places_at(behind, code, Bare::before_zone);
    if (inner.codes.empty()) {
      if (form == Form::bare && rule == Bare::before_zone && !is_zone(behind)) continue;
      inner.codes = {code};
    }
    inner.length += each.length;
    if (inner.length > found.length) found = {{}, inner.length};
    if (inner.length == found.length)
      found.codes.insert(found.codes.end(), inner.codes.begin(), inner.codes.end());
  }
  return found;
}

/// 城区, 东区: what every town may call a part of itself.
bool says_only_what_it_is(std::string_view name) {
  for (const std::string_view each : {"城区", "郊区", "矿区", "东区", "西区"})
    if (name == each) return true;
  return false;
}

/// 长春市朝阳区 or 长春朝阳区 stands in `text`.
bool is_named_in(std::string_view text, int code, std::string_view name) {
  for (const std::string_view outer : names_around(code)) {
    for (auto at = find_word(text, name); at != std::string_view::npos;
         at = find_word(text, name, at + name.size())) {
      std::string_view before = text.substr(0, at);
      if (before.ends_with(outer)) return true;
      if (const auto kind = ending(before, {"自治州", "市", "省", "州", "盟", "地区"}); !kind.empty())
        before.remove_suffix(kind.size());
      if (before.ends_with(outer)) return true;
    }
  }
  return false;
}

std::optional<int> only(const std::vector<int>& codes) {
  return codes.size() == 1 ? std::optional(codes.front()) : std::nullopt;
}

std::optional<int> told_apart(const Places& places, std::string_view name, const Whereabouts& whereabouts) {
  const std::string_view own = name.substr(0, places.length);
  if (const auto code = only(places.codes); code && !says_only_what_it_is(own)) return code;
  // A province and its prefecture of one bare name: the wider is meant.
  if (const auto wide = std::ranges::find_if(places.codes, [](int code) { return code % 10000 == 0; });
      wide != places.codes.end())
    return *wide;
  for (const std::string& each : whereabouts.regions) {
    int region = 0;
    std::from_chars(each.data(), each.data() + each.size(), region);
    std::vector<int> left;
    std::ranges::copy_if(places.codes, std::back_inserter(left),
                         [&](int code) { return lies_in(code, region); });
    if (const auto code = only(left)) return code;
  }
  std::vector<int> left;
  std::ranges::copy_if(places.codes, std::back_inserter(left),
                       [&](int code) { return is_named_in(whereabouts.text, code, own); });
  return only(left);
}

/// The state's own offices in a place are named after it without 省 or 市: 国家能源局山东监管办公室.
struct Branch {
  std::string_view name;
  bool of_the_state = false;
};

Branch without_superior(std::string_view name) {
  const auto party = starting(name, {"中国共产党", "中共"});
  if (!party.empty()) return {name.substr(party.size()), false};
  const auto superior =
      starting(name, {"国家税务总局", "国家统计局", "中国人民银行", "国家金融监督管理总局", "国家外汇管理局",
                      "中国证券监督管理委员会", "中国证监会", "中国银行保险监督管理委员会", "中国银保监会",
                      "国家能源局", "财政部", "国家矿山安全监察局", "中华人民共和国"});
  return {name.substr(superior.size()), !superior.empty()};
}

bool is_branch_office(std::string_view behind_place) {
  return !starting(behind_place,
                   {"监管局", "监管办", "监管分局", "调查总队", "调查队", "省分行", "市分行", "海关",
                    "税务局", "海事局", "局", "监察局", "特派员办事处", "地区管理局", "出入境"})
              .empty();
}

/// 中国（山东）自由贸易试验区: the place stands in brackets.
std::string_view without_brackets_of_zone(std::string_view name, std::string& room) {
  const auto front = starting(name, {"中国（", "中国("});
  if (front.empty()) return name;
  const auto close = std::min(name.find("）"), name.find(')'));
  if (close == std::string_view::npos) return name;
  room = name.substr(front.size(), close - front.size());
  room += name.substr(close + (name[close] == ')' ? 1 : 3));
  return room;
}

}  // namespace

std::optional<std::string> region_of_issuer(std::string_view name, const Whereabouts& whereabouts) {
  std::string room;
  name = without_brackets_of_zone(trim(name), room);
  const Branch branch = without_superior(name);
  Places places = places_at(branch.name, 0, Bare::before_zone);
  if (places.codes.empty() && branch.of_the_state) {
    places = places_at(branch.name, 0, Bare::anywhere);
    if (!is_branch_office(branch.name.substr(places.length))) return std::nullopt;
  }
  if (places.codes.empty()) return std::nullopt;
  const auto code = told_apart(places, branch.name, whereabouts);
  return code ? std::optional(std::to_string(*code)) : std::nullopt;
}

std::optional<SelfReference> find_self_reference(std::string_view text, const Whereabouts& whereabouts) {
  constexpr std::string_view before = "结合";
  constexpr std::string_view after = "实际";
  constexpr std::size_t max_place_bytes = 60;
  int chances = 40;
  for (auto at = find_word(text, before); at != std::string_view::npos && chances > 0;
       at = find_word(text, before, at + before.size())) {
    const std::string_view window = text.substr(at + before.size(), max_place_bytes + after.size());
    const auto end = window.find(after);
    if (end == std::string_view::npos) continue;
    const std::string_view words = trim(window.substr(0, end));
    --chances;
    const Places places = places_at(words, 0, Bare::anywhere);
    if (places.codes.empty()) continue;
    if (const auto code = told_apart(places, words, whereabouts))
      return SelfReference{std::string(words), std::to_string(*code)};
  }
  return std::nullopt;
}

}  // namespace gazetted::parser
