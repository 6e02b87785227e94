#include "config/keys.h"

#include <numeric>
#include <tuple>

namespace gazetted::config {
namespace {

/// Levenshtein's distance by bytes; `known` is short, so this is linear in `typed`.
std::size_t edit_distance(std::string_view typed, std::string_view known) {
  std::vector<std::size_t> row(known.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < typed.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < known.size(); ++j) {
      const std::size_t replaced = diagonal + (typed[i] == known[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

std::string place(const std::string& section) {
  return section.empty() ? "at the top of the file" : "in [" + section + "]";
}

std::string nearest(std::string_view typed, const std::string& section, const std::vector<Section>& known) {
  struct Candidate {
    std::size_t distance;
    bool elsewhere;
    std::string_view key;
    const std::string* section;
  };
  std::vector<Candidate> candidates;
  for (const auto& other : known)
    for (const auto& key : other.keys)
      candidates.push_back({edit_distance(typed, key), other.name != section, key, &other.name});
  const auto best =
      std::min_element(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(a.distance, a.elsewhere) < std::tie(b.distance, b.elsewhere);
      });
  return '"' + std::string(best->key) + '"' + (best->elsewhere ? ' ' + place(*best->section) : "");
}

}  // namespace

void Faults::add(const toml::source_region& where, std::string message) {
  faults_.push_back(
      {file_, static_cast<int>(where.begin.line), static_cast<int>(where.begin.column), std::move(message)});
}

void Faults::add_to_file(std::string message) { faults_.push_back({file_, 0, 0, std::move(message)}); }

void Faults::add_unknown(const toml::key& key, const std::string& section) {
  // What is longer than any key is as far from all of them; the rest of it need not be shown.
  std::string_view typed = key.str();
  if (typed.size() > 64) {
    std::size_t end = 64;
    while (end > 0 && (static_cast<unsigned char>(typed[end]) & 0xC0U) == 0x80) --end;
    typed = typed.substr(0, end);
  }
  add(key.source(), "unknown key \"" + std::string(typed) + "\" " + place(section) +
                        "; the nearest known key is " + nearest(typed, section, known_));
}

std::vector<Fault> Faults::sorted() && {
  std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  return std::move(faults_);
}

}  // namespace gazetted::config
