#include "app/agenda.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "monitor/scene.h"

namespace gazetted::app {
namespace {

constexpr Duration ahead = std::chrono::hours{1};

/// The entrances configured, as targets of a first visit.
std::unordered_map<Url, Target> entrances_of(const config::Configuration& configuration, Timestamp now) {
  std::unordered_map<Url, Target> entrances;
  for (const auto& source : configuration.sources)
    for (const auto& entrance : source->entrances) {
      Target target;
      target.url = target.entrance = entrance.url.canonical();
      target.source = source->id;
      target.kind = entrance.kind;
      target.due = now;
      entrances.emplace(target.url, std::move(target));
    }
  return entrances;
}

}  // namespace

void Agenda::move_horizon(Timestamp now) {
  horizon_ = mode_ == crawler::Mode::once ? Timestamp::max() : now + ahead;
}

std::vector<Target> Agenda::begin(const config::Configuration& configuration, Timestamp now) {
  move_horizon(now);
  auto targets = due(configuration, Timestamp::min());
  store_.read([&](const monitor::View& view) {
    for (auto& [url, entrance] : entrances_of(configuration, now))
      if (!view.page(url)) targets.push_back(entrance);
  });
  return targets;
}

std::vector<Target> Agenda::go_on(const config::Configuration& configuration, Timestamp now) {
  if (now + ahead / 2 < horizon_) return {};
  const auto from = horizon_;
  move_horizon(now);
  return due(configuration, from);
}

std::vector<Target> Agenda::due(const config::Configuration& configuration, Timestamp from) const {
  std::unordered_set<SourceId> sources;
  for (const auto& source : configuration.sources) sources.insert(source->id);
  const auto entrances = entrances_of(configuration, from);
  std::vector<Target> targets;
  store_.read([&](const monitor::View& view) {
    view.each_due(from, horizon_, [&](const monitor::PageRecord& page) {
      if (!sources.contains(page.source) || page.url.is_file()) return monitor::View::Walk::on;
      const auto entrance = entrances.find(page.url);
      // An entrance that is configured no more is not visited any more; what it led to is.
      if (page.url == page.entrance && entrance == entrances.end()) return monitor::View::Walk::on;
      auto target = monitor::target_of(page);
      if (entrance != entrances.end()) {
        target.entrance = page.url;
        if (entrance->second.kind != PageKind::any) target.kind = entrance->second.kind;
      }
      targets.push_back(std::move(target));
      return monitor::View::Walk::on;
    });
  });
  return targets;
}

crawler::Learned Agenda::narrowed(crawler::Learned learned) const {
  const auto beyond = std::ranges::stable_partition(
      learned.targets, [this](const Target& target) { return target.urgent || target.due < horizon_; });
  for (const auto& target : beyond) learned.forgotten.push_back(target.url);
  learned.targets.erase(beyond.begin(), beyond.end());
  return learned;
}

}  // namespace gazetted::app
