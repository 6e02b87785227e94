// judging [--sites N] [--days N] [--explain N] SEED...: see docs/performance.md.

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "bench/judging/score.h"

namespace {

using namespace gazetted;
using namespace gazetted::bench;

struct Arguments {
  HistorySettings history;
  std::size_t explain = 0;
  std::vector<std::uint64_t> seeds;
};

Arguments read(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const auto value = [&] { return i + 1 < argc ? std::strtoull(argv[++i], nullptr, 10) : 0; };
    if (word == "--sites")
      arguments.history.sites = value();
    else if (word == "--days")
      arguments.history.days = static_cast<int>(value());
    else if (word == "--explain")
      arguments.explain = value();
    else
      arguments.seeds.push_back(std::strtoull(argv[i], nullptr, 10));
  }
  return arguments;
}

void explain(const Player& player, const Score& score, std::size_t most) {
  const auto diary = [&](const Url& page) {
    for (const auto& line : player.diary(page)) std::cout << "      " << line << '\n';
  };
  std::map<std::string, std::size_t> shown;
  for (const auto* event : score.wrong) {
    if (++shown["wrong " + event->type] > most) continue;
    std::cout << "\nWRONG  " << event->type << ' ' << event->source << ' ' << event->title << " at "
              << to_rfc3339(event->at) << '\n';
    if (event->data.contains("change") && !event->data.at("change").is_null())
      std::cout << "      " << event->data.at("change").dump() << '\n';
    std::cout << "      " << event->page.str() << '\n';
    for (const auto& line : event->diary) std::cout << "      " << line << '\n';
  }
  for (const auto* truth : score.missed) {
    if (++shown["missed " + truth->type] > most) continue;
    std::cout << "\nMISSED " << truth->type << ' ' << truth->source << ' ' << truth->title << " at "
              << to_rfc3339(truth->at) << " (" << truth->how << ")\n      " << truth->page.str() << '\n';
    diary(truth->page);
  }
  for (std::size_t i = 0; i < std::min(most, score.inexactly.size()); ++i)
    std::cout << "\nINEXACT " << score.inexactly[i] << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  const auto arguments = read(argc, argv);
  if (arguments.seeds.empty()) {
    std::cerr << "usage: " << argv[0] << " [--sites N] [--days N] [--explain N] SEED...\n";
    return 2;
  }
  std::map<std::string, Figures> judged, watched;
  std::size_t exact = 0, amendments = 0, visits = 0;
  for (const auto seed : arguments.seeds) {
    auto settings = arguments.history;
    settings.seed = seed;
    History history(settings);
    const auto folder = std::filesystem::temp_directory_path() /
                        ("gazetted-judging-" + std::to_string(::getpid()) + '-' + std::to_string(seed));
    Player player(history, folder);
    player.play();
    auto scored = score(history.truths(), player.told(), Subject::policy);
    score_sources(scored, player.told(), player.troubles());
    const auto plain = score(history.truths(), player.watched(), Subject::page);
    for (const auto& [type, figures] : scored.types) judged[type] += figures;
    for (const auto& [type, figures] : plain.types) watched[type] += figures;
    exact += scored.exact;
    amendments += scored.exact + scored.inexact;
    visits += player.visits();
    if (arguments.explain > 0) explain(player, scored, arguments.explain);
  }
  std::cout << visits << " visits\n\n";
  print(std::cout, judged);
  std::cout << "\namendments told line for line: " << exact << " of " << amendments
            << "\n\nA watcher of the pages' text:\n\n";
  print(std::cout, watched);
}
