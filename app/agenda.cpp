#include "app/agenda.h"

#include <utility>

#include "monitor/scene.h"

namespace gazetted::app {
namespace {

/// What is due so long from now is in the backlog. It is filled anew when half of that has passed.
constexpr Duration ahead = std::chrono::hours{1};
/// The crawler is given documents so long before they are due: longer than a turn, by the fastest of clocks.
constexpr Duration notice = std::chrono::minutes{5};

}  // namespace

Timestamp Agenda::soon(Timestamp now) const {
  return mode_ == crawler::Mode::once ? Timestamp::max() : now + notice;
}

std::vector<Target> Agenda::begin(const config::Configuration& configuration, Timestamp now) {
  configure(configuration);
  backlog_ = {};
  horizon_ = Timestamp::min();
  std::vector<Target> targets;
  store_.read([&](const monitor::View& view) {
    entrance_pages_.clear();
    for (const auto& source : configuration.sources)
      for (const auto& entrance : source->entrances) {
        Target target;
        target.url = target.entrance = entrance.url.canonical();
        if (const auto page = view.number(target.url)) {
          entrance_pages_.insert(*page);
          continue;
        }
        target.source = source->id;
        target.kind = entrance.kind;
        target.due = now;
        targets.push_back(std::move(target));
      }
    look_ahead(view, now, targets);
    take_due(view, now, targets);
  });
  return targets;
}

void Agenda::configure(const config::Configuration& configuration) {
  sources_.clear();
  entrances_.clear();
  for (const auto& source : configuration.sources) {
    // Quiet hours or a budget that is spent must not keep another source of the host waiting.
    const bool may_be_put_off = source->budget || !source->quiet.empty();
    sources_.emplace(source->id, may_be_put_off ? Backlog::Takes::no_room : Backlog::Takes::room);
    for (const auto& entrance : source->entrances)
      entrances_.emplace(entrance.url.canonical(), entrance.kind);
  }
}

std::vector<Target> Agenda::go_on(Timestamp now) {
  std::vector<Target> targets;
  store_.read([&](const monitor::View& view) {
    look_ahead(view, now, targets);
    take_due(view, now, targets);
  });
  return targets;
}

void Agenda::look_ahead(const monitor::View& view, Timestamp now, std::vector<Target>& targets) {
  if (horizon_ > now + ahead / 2) return;
  const auto from = std::exchange(horizon_, mode_ == crawler::Mode::once
                                                ? Timestamp::max()
                                                : std::chrono::floor<std::chrono::seconds>(now + ahead));
  view.each_turn(from, horizon_, [&](const monitor::View::Turn& turn) {
    if (!entrance_pages_.contains(turn.page))
      backlog_.wait(turn.origin, turn.due, turn.page);
    else if (auto target = target_of(view.page(turn.page)))
      targets.push_back(*std::move(target));
    return monitor::View::Walk::on;
  });
}

void Agenda::take_due(const monitor::View& view, Timestamp now, std::vector<Target>& targets) {
  // What its record says now counts, not what was known when it began to wait.
  while (const auto page = backlog_.take(soon(now))) {
    auto target = target_of(view.page(*page));
    if (!target || target->due >= horizon_ || backlog_.is_held(target->url)) continue;
    if (target->due >= soon(now)) {
      backlog_.wait(target->url.origin(), target->due, *page);
    } else if (!is_given(*page)) {
      note_given(*page);
      backlog_.hold(target->url, sources_.at(target->source));
      targets.push_back(*std::move(target));
    }
  }
}

crawler::Learned Agenda::take_in(std::vector<monitor::Lesson> lessons, Timestamp now) {
  crawler::Learned learned;
  learned.acknowledged = lessons.size();
  store_.read([&](const monitor::View& view) {
    look_ahead(view, now, learned.targets);  // the clock may have been turned
    for (auto& lesson : lessons) {
      backlog_.release(lesson.page);
      for (auto& target : lesson.targets) {
        if (mode_ == crawler::Mode::once && target.url == lesson.page && !target.urgent) continue;
        if (!sources_.contains(target.source)) continue;  // configured no more: the crawler drops it
        if (const auto entrance = entrances_.find(target.url); entrance != entrances_.end())
          take_in_entrance(view, std::move(target), learned);
        else if (target.is_entrance())  // configured no more
          learned.forgotten.push_back(target.url);
        else
          take_in_document(view, std::move(target), lesson.page, now, learned);
      }
    }
    take_due(view, now, learned.targets);
  });
  return learned;
}

void Agenda::take_in_entrance(const monitor::View& view, Target target, crawler::Learned& learned) {
  if (entrance_pages_.size() < entrances_.size())
    if (const auto page = view.number(target.url)) entrance_pages_.insert(*page);
  if (target.urgent || target.due < horizon_)
    learned.targets.push_back(as_configured(std::move(target)));
  else
    learned.forgotten.push_back(target.url);
}

void Agenda::take_in_document(const monitor::View& view, Target target, const Url& visited, Timestamp now,
                              crawler::Learned& learned) {
  const auto page = mode_ == crawler::Mode::once ? view.number(target.url) : std::nullopt;
  const bool was_given = page && is_given(*page);
  const bool is_held = backlog_.is_held(target.url);
  const bool is_due = target.due < soon(now);
  const bool has_room = is_held || (!was_given && backlog_.has_room(target.url.origin(), target.due));
  if (target.urgent || (is_due && has_room)) {
    if (page) note_given(*page);
    if (!target.urgent) backlog_.hold(target.url, sources_.at(target.source));
    return learned.targets.push_back(std::move(target));
  }
  // A page may have been given once more while it was visited: by a list, or where all began anew.
  if (is_held || target.url == visited) {
    backlog_.release(target.url);
    learned.forgotten.push_back(target.url);
  }
  if (was_given || target.due >= horizon_) return;
  if (const auto number = page ? page : view.number(target.url))
    backlog_.wait(target.url.origin(), target.due, *number);
}

std::optional<Target> Agenda::target_of(const std::optional<monitor::PageRecord>& page) const {
  if (!page || !sources_.contains(page->source) || page->url.is_file()) return std::nullopt;
  // An entrance that is configured no more is not visited any more; what it led to is.
  if (page->url == page->entrance && !entrances_.contains(page->url)) return std::nullopt;
  return as_configured(monitor::target_of(*page));
}

Target Agenda::as_configured(Target target) const {
  const auto entrance = entrances_.find(target.url);
  if (entrance == entrances_.end()) return target;
  target.entrance = target.url;
  if (entrance->second != PageKind::any) target.kind = entrance->second;
  return target;
}

bool Agenda::is_given(monitor::PageNumber page) const {
  const auto number = static_cast<std::size_t>(page);
  return number < given_.size() && given_[number];
}

void Agenda::note_given(monitor::PageNumber page) {
  if (mode_ != crawler::Mode::once) return;
  const auto number = static_cast<std::size_t>(page);
  if (given_.size() <= number) given_.resize(2 * number);
  given_[number] = true;
}

}  // namespace gazetted::app
