#include "parser/divisions.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <ranges>

#include "parser/regions_table.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Form = DivisionName::Form;

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The short form of an autonomous prefecture, county or banner: 延边 + 州, 长阳 + 县.
std::string_view short_kind(std::string_view kind) {
  return ending(kind, {"自治州", "自治县", "自治旗"}).empty() ? std::string_view{}
                                                              : kind.substr(kind.size() - 3);
}

class Table {
 public:
  Table() {
    for (const std::string_view line : split(regions_table, {"\n"})) add_divisions(line);
    for (const std::string_view line : split(zones_table, {"\n"})) add_zones(line);
    std::ranges::stable_sort(names_, {}, &DivisionName::name);
  }

  [[nodiscard]] std::vector<DivisionMatch> at(std::string_view text) const {
    std::vector<DivisionMatch> matches;
    auto low = names_.begin();
    auto high = names_.end();
    // The names that begin with one more character of the text lie together among those with one less.
    for (std::size_t length = 0; low != high;) {
      const std::size_t next = code_point_at(text, length).length;
      if (next == 0) break;
      length += next;
      const std::string_view front = text.substr(0, length);
      const auto cut = [&](const DivisionName& each) {
        return std::string_view(each.name).substr(0, length);
      };
      low = std::ranges::lower_bound(low, high, front, {}, cut);
      high = std::ranges::upper_bound(low, high, front, {}, cut);
      for (auto each = low; each != high && each->name.size() == length; ++each)
        matches.push_back({&*each, length});
    }
    std::ranges::reverse(matches);
    return matches;
  }

  [[nodiscard]] std::string_view bare_name(int code) const {
    const auto found = bare_.find(code);
    return found == bare_.end() ? std::string_view{} : found->second;
  }

 private:
  void add_divisions(std::string_view line) {
    const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const int base = number(line.substr(0, digits)) * (digits == 2 ? 10000 : 100);
    for (const std::string_view word : split(line.substr(digits), {" "})) {
      const bool county = word.front() >= '0' && word.front() <= '9';
      if (county) {
        add(base + number(word.substr(0, 2)), word.substr(2));
      } else {
        const std::string_view bare = add(base, word);
        names_.push_back({std::string(bare), base, Form::bare});
        bare_.emplace(base, bare);
      }
    }
  }

  /// Gives what stands before the slash.
  std::string_view add(int code, std::string_view name) {
    const auto slash = std::min(name.find('/'), name.size());
    const std::string_view bare = name.substr(0, slash);
    const std::string_view kind = name.substr(std::min(slash + 1, name.size()));
    names_.push_back({std::string(bare).append(kind), code, Form::full});
    if (const auto shorter = short_kind(kind); !shorter.empty())
      names_.push_back({std::string(bare).append(shorter), code, Form::full});
    return bare;
  }

  void add_zones(std::string_view line) {
    const auto words = split(line, {" "});
    for (const std::string_view name : std::views::drop(words, 1))
      names_.push_back({std::string(name), number(words.front()), Form::zone});
  }

  std::vector<DivisionName> names_;       ///< by name, one name's by code
  std::map<int, std::string_view> bare_;  ///< of provinces and prefectures; into the literal
};

const Table& table() {
  static const Table made;
  return made;
}

}  // namespace

std::vector<DivisionMatch> divisions_at(std::string_view text) { return table().at(text); }

std::vector<std::string_view> names_around(int code) {
  std::vector<std::string_view> names;
  for (const int outer : {code / 100 * 100, code / 10000 * 10000}) {
    const auto name = table().bare_name(outer);
    if (outer != code && !name.empty()) names.push_back(name);
  }
  return names;
}

int end_of_region(int code) {
  if (code % 10000 == 0) return code + 10000;
  return code % 100 == 0 ? code + 100 : code + 1;
}

}  // namespace gazetted::parser
