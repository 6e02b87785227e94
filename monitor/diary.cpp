#include "monitor/diary.h"

#include <algorithm>
#include <string_view>

namespace gazetted::monitor {
namespace {

constexpr std::size_t most_lines = 48;
constexpr std::ptrdiff_t kept_decisions = 20;

/// Goes through a note by what in it stays the same: the stretches between figures and quotations.
class Constants {
 public:
  explicit Constants(std::string_view note) : rest_(note) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  std::string_view next() {
    const auto end = std::min({rest_.size(), rest_.find_first_of(digits), rest_.find(opening)});
    const auto stretch = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (rest_.starts_with(opening)) {
      const auto closed = rest_.find(closing);
      rest_.remove_prefix(closed == rest_.npos ? rest_.size() : closed + closing.size());
    } else {
      rest_.remove_prefix(std::min(rest_.find_first_not_of(digits), rest_.size()));
    }
    return stretch;
  }

 private:
  static constexpr std::string_view digits = "0123456789", opening = "“", closing = "”";
  std::string_view rest_;
};

bool are_alike(std::string_view one, std::string_view other) {
  Constants left(one), right(other);
  while (!left.done() && !right.done())
    if (left.next() != right.next()) return false;
  return left.done() && right.done();
}

/// A line more or less of the same kind is no difference.
bool are_all_among(const std::vector<std::string>& notes, const std::vector<std::string>& others) {
  return std::ranges::all_of(notes, [&](const std::string& note) {
    return std::ranges::any_of(others, [&](const std::string& other) { return are_alike(note, other); });
  });
}

/// Too many lines: the one that is missed least.
std::vector<Visit>::iterator least_of(std::vector<Visit>& diary) {
  const auto decisions = std::ranges::count_if(diary, &Visit::decided);
  if (decisions > kept_decisions) return diary.begin();
  return std::ranges::find_if_not(diary, &Visit::decided);
}

}  // namespace

bool say_alike(const Visit& one, const Visit& other) {
  return one.status == other.status && one.verdict == other.verdict &&
         are_all_among(one.notes, other.notes) && are_all_among(other.notes, one.notes);
}

std::vector<Visit> with_visit(std::vector<Visit> diary, Visit visit) {
  if (!visit.decided)
    for (auto line = diary.rbegin(); line != diary.rend() && !line->decided; ++line) {
      if (!say_alike(*line, visit)) continue;
      visit.first = std::min(visit.first, line->first);
      visit.times += line->times;
      *line = std::move(visit);
      std::rotate(line.base() - 1, line.base(), diary.end());
      return diary;
    }
  diary.push_back(std::move(visit));
  if (diary.size() > most_lines) diary.erase(least_of(diary));
  return diary;
}

}  // namespace gazetted::monitor
