#include "parser/regions.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "parser/regions_table.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// The views reach into the table, which lives as long as the program.
struct Division {
  int code;
  std::string_view bare;
  std::string_view suffix;
};

struct Divisions {
  std::vector<Division> provinces, prefectures, counties;  ///< each by code
};

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

Division division(int code, std::string_view name) {
  const auto slash = name.find('/');
  if (slash == std::string_view::npos) return {code, name, {}};
  return {code, name.substr(0, slash), name.substr(slash + 1)};
}

void add_line(Divisions& all, std::string_view line) {
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool province = digits == 2;
  const int base = number(line.substr(0, digits)) * (province ? 10000 : 100);
  const auto words = split(line.substr(digits), {" "});
  for (const std::string_view word : words) {
    if (word.front() >= '0' && word.front() <= '9') {
      all.counties.push_back(division(base + number(word.substr(0, 2)), word.substr(2)));
    } else {
      (province ? all.provinces : all.prefectures).push_back(division(base, word));
    }
  }
}

const Divisions& divisions() {
  static const Divisions all = [] {
    Divisions made;
    for (const std::string_view line : split(regions_table, {"\n"})) add_line(made, line);
    const auto by_code = [](const Division& a, const Division& b) { return a.code < b.code; };
    for (auto* level : {&made.provinces, &made.prefectures, &made.counties}) {
      std::sort(level->begin(), level->end(), by_code);
    }
    return made;
  }();
  return all;
}

struct Place {
  int code;
  std::size_t length;  ///< bytes of the name
};

std::optional<std::size_t> full_name_length(std::string_view text, const Division& each) {
  if (!text.starts_with(each.bare) || !text.substr(each.bare.size()).starts_with(each.suffix))
    return std::nullopt;
  return each.bare.size() + each.suffix.size();
}

/// The division of `level` with a code in [low, high) whose full name `text` begins with; nothing where
/// two of them fit.
std::optional<Place> full_name(std::string_view text, const std::vector<Division>& level, int low, int high) {
  const auto from = std::lower_bound(level.begin(), level.end(), low,
                                     [](const Division& each, int code) { return each.code < code; });
  std::optional<Place> found;
  bool twice = false;
  for (auto each = from; each != level.end() && each->code < high; ++each) {
    const auto length = full_name_length(text, *each);
    if (!length || (found && *length < found->length)) continue;
    twice = found && *length == found->length;
    found = Place{each->code, *length};
  }
  return twice ? std::nullopt : found;
}

std::string_view zone_at(std::string_view text) {
  return starting(
      text, {"高新", "经济技术", "经济开发", "经开", "开发区", "新区", "综合保税", "保税", "自由贸易", "自贸",
             "新旧动能", "工业园", "临港", "国家级", "示范区", "科学城", "空港", "航空港", "先行区"});
}

enum class Bare { before_zone, anywhere };

/// 淄博 of 淄博高新区, or of 结合淄博实际.
std::optional<Place> bare_name(std::string_view text, Bare rule) {
  const auto& all = divisions();
  for (const auto* level : {&all.provinces, &all.prefectures}) {
    for (const Division& each : *level) {
      if (!text.starts_with(each.bare)) continue;
      if (rule == Bare::anywhere || !zone_at(text.substr(each.bare.size())).empty()) {
        return Place{each.code, each.bare.size()};
      }
    }
  }
  return std::nullopt;
}

/// The innermost division that `text` begins with: 山东省济南市历下区… is 370102.
std::optional<Place> place_at(std::string_view text, Bare rule) {
  const auto& all = divisions();
  constexpr int everything = 1000000;
  Place place{0, 0};
  int low = 0;
  int high = everything;
  const auto descend = [&](const std::vector<Division>& level, int width) {
    const auto inner = full_name(text.substr(place.length), level, low, high);
    if (!inner) return;
    place = {inner->code, place.length + inner->length};
    low = inner->code;
    high = inner->code + width;
  };
  descend(all.provinces, 10000);
  descend(all.prefectures, 100);
  descend(all.counties, 1);
  if (place.code != 0) return place;
  return bare_name(text, rule);
}

}  // namespace

std::optional<std::string> region_of_issuer(std::string_view name) {
  name = trim(name);
  for (const std::string_view prefix : {"中国共产党", "中共", "国家税务总局", "国家统计局", "中国人民银行",
                                        "国家金融监督管理总局", "国家外汇管理局"}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  const auto place = place_at(name, Bare::before_zone);
  if (!place) return std::nullopt;
  return std::to_string(place->code);
}

std::optional<SelfReference> find_self_reference(std::string_view text) {
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
    if (const auto place = place_at(words, Bare::anywhere)) {
      return SelfReference{std::string(words), std::to_string(place->code)};
    }
  }
  return std::nullopt;
}

}  // namespace gazetted::parser
