#include "bench/judging/score.h"

#include <algorithm>
#include <iomanip>
#include <set>
#include <sstream>

namespace gazetted::bench {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

int hours_between(Timestamp from, Timestamp to) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::hours>(to - from).count());
}

std::string subject_of(const Truth& truth, Subject subject) {
  return truth.type + ' ' + (subject == Subject::policy ? truth.title : truth.page.str());
}
std::string subject_of(const Told& told, Subject subject) {
  return told.type + ' ' + (subject == Subject::policy ? told.title : told.page.str());
}

/// A line without the number before it.
std::string wording(const std::string& line) {
  constexpr std::size_t longest_number = 20;  // bytes
  for (const std::string_view mark : {"条　", "、"})
    if (const auto at = line.find(mark); at != std::string::npos && at < longest_number)
      return line.substr(at + mark.size());
  return line;
}

/// Whether the hunks speak of each line that changed, of none that did not, and of each new number.
bool is_exact(const Truth& truth, const Json& data) {
  if (!data.is_object() || data.at("change").is_null()) return false;
  const auto& change = data.at("change");
  const auto& hunks = change.at("hunks");
  if (truth.added.empty() && truth.removed.empty()) return hunks.empty() && !change.at("fields").empty();
  std::multiset<std::string> removed, added, renumbered;
  const auto add_lines = [](std::multiset<std::string>& lines, const Json& hunk, const char* side) {
    std::istringstream text(hunk.at(side).get<std::string>());
    for (std::string line; std::getline(text, line);) lines.insert(wording(line));
  };
  for (const auto& hunk : hunks) {
    if (hunk.at("op") == "renumber") {
      renumbered.insert(hunk.at("before").get<std::string>() + "→" + hunk.at("after").get<std::string>());
      continue;
    }
    add_lines(removed, hunk, "before");
    add_lines(added, hunk, "after");
  }
  const auto is = [](const std::vector<std::string>& lines, const std::multiset<std::string>& said) {
    return std::multiset<std::string>(lines.begin(), lines.end()) == said;
  };
  return is(truth.removed, removed) && is(truth.added, added) && is(truth.renumbered, renumbered);
}

}  // namespace

double Figures::precision() const { return share(right, right + wrong); }
double Figures::recall() const { return share(right, right + missed); }
Figures& Figures::operator+=(const Figures& other) {
  right += other.right;
  wrong += other.wrong;
  missed += other.missed;
  delays.insert(delays.end(), other.delays.begin(), other.delays.end());
  return *this;
}

Figures Score::total() const {
  Figures total;
  for (const auto& [type, figures] : types) total += figures;
  return total;
}

Score score(const std::vector<Truth>& truths, const std::vector<Told>& told, Subject subject) {
  Score score;
  std::map<std::string, std::vector<const Truth*>> open;
  for (const auto& truth : truths) open[subject_of(truth, subject)].push_back(&truth);
  for (const auto& event : told) {
    if (!event.type.starts_with("policy.")) continue;
    auto& figures = score.types[event.type];
    auto& candidates = open[subject_of(event, subject)];
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const Truth* truth) { return truth->at <= event.at; });
    if (found == candidates.end()) {
      ++figures.wrong;
      score.wrong.push_back(&event);
      continue;
    }
    ++figures.right;
    figures.delays.push_back(hours_between((*found)->at, event.at));
    if (event.type == "policy.amended" && subject == Subject::policy) {
      const bool exact = is_exact(**found, event.data);
      ++(exact ? score.exact : score.inexact);
      if (!exact)
        score.inexactly.push_back((*found)->how + " of " + event.title + ": " +
                                  event.data.at("change").dump());
    }
    candidates.erase(found);
  }
  for (const auto& [subject_name, candidates] : open)
    for (const auto* truth : candidates) {
      ++score.types[truth->type].missed;
      score.missed.push_back(truth);
    }
  return score;
}

void score_sources(Score& score, const std::vector<Told>& told, const std::vector<Troubled>& troubles) {
  constexpr std::chrono::hours memory{48};
  for (const auto& event : told) {
    if (!event.type.starts_with("source.")) continue;
    const bool is_right = std::any_of(troubles.begin(), troubles.end(), [&](const Troubled& trouble) {
      return trouble.source == event.source && trouble.at <= event.at && event.at - trouble.at <= memory;
    });
    auto& figures = score.types[event.type];
    ++(is_right ? figures.right : figures.wrong);
    if (!is_right) score.wrong.push_back(&event);
  }
}

void print(std::ostream& out, const std::map<std::string, Figures>& types) {
  Figures total;
  const auto line = [&](const std::string& name, Figures figures) {
    std::sort(figures.delays.begin(), figures.delays.end());
    const auto at = [&](std::size_t percent) {
      return figures.delays.empty() ? 0 : figures.delays[(figures.delays.size() - 1) * percent / 100];
    };
    out << "| " << std::left << std::setw(20) << name << std::right << " | " << std::setw(6)
        << figures.right + figures.missed << " | " << std::setw(6) << figures.right + figures.wrong << " | "
        << std::setw(6) << figures.wrong << " | " << std::setw(6) << figures.missed << " | " << std::fixed
        << std::setprecision(4) << figures.precision() << " | " << figures.recall() << " | " << std::setw(4)
        << at(50) << " | " << std::setw(4) << at(95) << " |\n";
  };
  out << "| event                | truths |   told |  wrong | missed | precis. | recall | p50 | p95 |\n"
         "|---|---|---|---|---|---|---|---|---|\n";
  for (const auto& [type, figures] : types) {
    line(type, figures);
    total += figures;
  }
  line("all", total);
}

}  // namespace gazetted::bench
