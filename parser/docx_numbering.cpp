#include "parser/docx_numbering.h"

#include <algorithm>
#include <charconv>

#include "parser/list_numbers.h"
#include "parser/xml.h"

namespace gazetted::parser {
namespace {

std::string_view value_of(pugi::xml_node parent, std::string_view name) {
  return attribute(child(parent, name), "val");
}

int number_in(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp(number, -1, 1'000'000);
}

bool is_on(pugi::xml_node parent, std::string_view name) {
  const auto node = child(parent, name);
  const auto value = attribute(node, "val");
  return node && value != "0" && value != "false";
}

}  // namespace

DocxNumbering::DocxNumbering(pugi::xml_node numbering, pugi::xml_node styles) {
  read_lists(numbering);
  read_styles(styles);
}

void DocxNumbering::read_lists(pugi::xml_node numbering) {
  const auto read_level = [](pugi::xml_node node, Level level) {
    level.start = number_in(value_of(node, "start"), level.start);
    level.restart_after = number_in(value_of(node, "lvlRestart"), level.restart_after);
    if (const auto format = value_of(node, "numFmt"); !format.empty()) level.format = format;
    if (const auto alternative = child(child(node, "AlternateContent"), "Choice"))
      if (const auto format = value_of(alternative, "numFmt"); format != "custom" && !format.empty())
        level.format = format;
    if (child(node, "lvlText")) level.text = value_of(node, "lvlText");
    level.decimal_only = is_on(node, "isLgl");
    return level;
  };
  const auto read_levels = [&](pugi::xml_node parent, List list) {
    for (const auto node : children(parent, "lvl"))
      if (const int at = number_in(attribute(node, "ilvl"), -1); at >= 0 && at < static_cast<int>(levels))
        list.level[static_cast<std::size_t>(at)] = read_level(node, list.level[static_cast<std::size_t>(at)]);
    return list;
  };
  std::map<std::string, List, std::less<>> abstract;
  for (const auto node : children(numbering, "abstractNum")) {
    List list;
    list.counters = attribute(node, "abstractNumId");
    abstract[list.counters] = read_levels(node, list);
  }
  for (const auto node : children(numbering, "num")) {
    const auto base = abstract.find(value_of(node, "abstractNumId"));
    if (base == abstract.end()) continue;
    const std::string id(attribute(node, "numId"));
    List list = base->second;
    for (const auto over : children(node, "lvlOverride")) {
      const int at = number_in(attribute(over, "ilvl"), -1);
      if (at < 0 || at >= static_cast<int>(levels)) continue;
      auto& level = list.level[static_cast<std::size_t>(at)];
      if (const auto own = child(over, "lvl")) level = read_level(own, level);
      if (!child(over, "startOverride")) continue;
      level.start = number_in(value_of(over, "startOverride"), level.start);
      list.counters = "num " + id;  // it counts by itself
    }
    lists_[id] = std::move(list);
  }
}

void DocxNumbering::read_styles(pugi::xml_node styles) {
  std::map<std::string, std::string, std::less<>> bases;
  for (const auto style : children(styles, "style")) {
    if (attribute(style, "type") != "paragraph") continue;
    const std::string id(attribute(style, "styleId"));
    if (attribute(style, "default") == "1") default_style_ = id;
    if (const auto base = value_of(style, "basedOn"); !base.empty()) bases[id] = base;
    if (const auto own = child(child(style, "pPr"), "numPr"))
      styles_[id] = {std::string(value_of(own, "numId")), number_in(value_of(own, "ilvl"), 0)};
  }
  constexpr int max_steps = 16;
  for (const auto& [id, base] : bases) {
    std::string at = id;
    for (int i = 0; i < max_steps && !styles_.contains(at) && bases.contains(at); ++i) at = bases[at];
    // A level without a list takes the list of what the style is based on.
    if (const auto found = styles_.find(at); found != styles_.end()) styles_.emplace(id, found->second);
  }
}

DocxNumbering::Reference DocxNumbering::reference_of(pugi::xml_node properties) const {
  Reference reference;
  auto style = value_of(properties, "pStyle");
  if (style.empty()) style = default_style_;
  if (const auto found = styles_.find(style); found != styles_.end()) reference = found->second;
  const auto own = child(properties, "numPr");
  if (const auto list = value_of(own, "numId"); !list.empty()) reference.list = list;
  reference.level = number_in(value_of(own, "ilvl"), reference.level);
  return reference;
}

DocxNumbering::Label DocxNumbering::next(pugi::xml_node properties) {
  const Reference reference = reference_of(properties);
  if (reference.list == "0") return {};
  const auto found = lists_.find(reference.list);
  const bool has_level = reference.level >= 0 && reference.level < static_cast<int>(levels);
  if (found == lists_.end() || !has_level) return {{}, static_cast<bool>(child(properties, "numPr"))};
  const List& list = found->second;
  const auto level = static_cast<std::size_t>(reference.level);
  Counters& counters = counters_[list.counters];
  counters.value[level] = counters.begun[level] ? counters.value[level] + 1 : list.level[level].start;
  counters.begun[level] = true;
  for (std::size_t below = level + 1; below < levels; ++below) {
    const int after = list.level[below].restart_after;
    if (after == 0 || (after > 0 && static_cast<int>(level) >= after)) continue;
    counters.begun[below] = false;
  }
  return {written(list, counters, level), false};
}

std::string DocxNumbering::written(const List& list, const Counters& counters, std::size_t level) const {
  const Level& own = list.level[level];
  if (own.format == "bullet") return {};
  std::string out;
  for (std::size_t i = 0; i < own.text.size(); ++i) {
    const char next = i + 1 < own.text.size() ? own.text[i + 1] : ' ';
    if (own.text[i] != '%' || next < '1' || next > '9') {
      out += own.text[i];
      continue;
    }
    ++i;
    const auto named = static_cast<std::size_t>(next - '1');
    const int value = counters.begun[named] ? counters.value[named] : list.level[named].start;
    const bool decimal = own.decimal_only && named != level;
    out += format_number(value, decimal ? "decimal" : std::string_view(list.level[named].format));
  }
  return out;
}

}  // namespace gazetted::parser
