#include "monitor/rhythm.h"

#include <algorithm>

namespace gazetted::monitor {
namespace {

/// Beyond this many cases what was counted is halved: a year of working days, or a year of documents.
constexpr std::uint32_t most_cases = 250;
/// Nothing is said of a list that was watched for less: two weeks.
constexpr std::uint32_t learned_days = 10;
/// Nor of a field that fewer documents stated.
constexpr std::uint32_t learned_documents = 20;
/// A day's batch may be of another make.
constexpr std::uint32_t least_missing = 5;
/// A list shorter than this may be cut to anything.
constexpr std::uint32_t shrinkable_items = 6;

void count(Tally& tally, std::uint32_t with, std::uint32_t without) {
  tally.with += with;
  tally.without += without;
  if (tally.with + tally.without <= most_cases) return;
  tally.with = (tally.with + 1) / 2;  // what was seen once stays seen
  tally.without = (tally.without + 1) / 2;
}

}  // namespace

double chance_of_run(const Tally& before, unsigned run) {
  double chance = 1;
  const double without = before.without + 1.0;
  const double all = before.with + before.without + 2.0;
  for (unsigned i = 0; i < run && chance >= improbable; ++i) chance *= (without + i) / (all + i);
  return chance;
}

unsigned quiet_days(const NewsDays& days, const WorkingDays& working) {
  if (!days.newest || !days.looked || !working) return 0;
  const unsigned quiet = working(days.newest->plus_days(1), *days.looked);
  return quiet - std::min<unsigned>(quiet, days.unheard);
}

NewsDays after_look(NewsDays before, const ListLook& look, const WorkingDays& working) {
  auto& [newest, looked, days, longest, unheard, failed] = before;
  if (!newest || !looked) {
    newest = looked = look.day;
    return before;
  }
  if (look.day < *looked) return before;  // the clock was turned back
  const bool has_news = look.news > 0 && look.day > *newest;
  if (has_news && !is_too_quiet(before, quiet_days(before, working))) {  // a silence is no rhythm
    // News of days on which nobody looked may be of any of them.
    const unsigned whole = *looked > *newest ? working(newest->plus_days(1), looked->plus_days(1)) : 0;
    const unsigned quiet = whole - std::min<unsigned>(whole, unheard);
    longest = std::max(longest, quiet);
    count(days, working(look.day, look.day.plus_days(1)), quiet);
  }
  if (failed) unheard += working(std::max(*looked, newest->plus_days(1)), look.day);
  failed = false;
  looked = look.day;
  if (!has_news) return before;
  newest = look.day;
  unheard = 0;
  return before;
}

NewsDays after_failure(NewsDays before) {
  before.failed = before.looked.has_value();
  return before;
}

bool is_too_quiet(const NewsDays& days, unsigned quiet) {
  if (days.days.with + days.days.without < learned_days) return false;
  return 2 * quiet > 3 * days.longest && chance_of_run(days.days, quiet) < improbable;
}

Habit after_history(Habit before, States states) {
  count(before.documents, states == States::yes ? 1 : 0, states == States::no ? 1 : 0);
  return before;
}

Habit after_document(Habit before, States states) {
  if (states == States::no) {
    ++before.missing;
    return before;
  }
  count(before.documents, 1, is_lost(before) ? 0 : before.missing);
  before.missing = 0;
  return before;
}

bool is_lost(const Habit& habit) {
  return habit.documents.without == 0 && habit.documents.with >= learned_documents &&
         habit.missing >= least_missing && chance_of_run(habit.documents, habit.missing) < improbable;
}

bool are_far_fewer(std::uint32_t items, std::uint32_t fewest) {
  return fewest >= shrinkable_items && items < fewest / 2;
}

}  // namespace gazetted::monitor
