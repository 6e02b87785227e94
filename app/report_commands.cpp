// The stored events, the diary of a URL, and the proof that the store is whole.

#include "app/commands.h"
#include "app/policy_lookup.h"
#include "app/session.h"

namespace gazetted::app {
namespace {

constexpr std::size_t events_at_once = 1000;

Json visit_json(const monitor::Visit& visit) {
  return {{"first", to_rfc3339(visit.first)}, {"last", to_rfc3339(visit.last)}, {"times", visit.times},
          {"status", visit.status},           {"verdict", visit.verdict},       {"notes", visit.notes}};
}

Json state_json(const monitor::PageRecord& page) {
  Json parts = Json::array();
  for (const auto& part : page.parts)
    parts.push_back({{"part", part.part},
                     {"kind", to_string(part.kind)},
                     {"policy", part.policy.str()},
                     {"versions", part.versions}});
  const auto moment = [](Timestamp time) {
    return time == Timestamp{} ? Json(nullptr) : Json(to_rfc3339(time));
  };
  return {{"url", page.url.str()},
          {"source", page.source.str()},
          {"kind", to_string(page.kind)},
          {"entrance", page.entrance.str()},
          {"first_seen", moment(page.first_seen)},
          {"last_visit", moment(page.last_visit)},
          {"last_success", moment(page.last_success)},
          {"failures", page.failures},
          {"withdrawn", page.withdrawn},
          {"absent_visits", page.absence ? Json(page.absence->visits) : Json(0)},
          {"documents", std::move(parts)},
          {"next_visit", page.url.is_file() ? Json(nullptr) : moment(page.due)},
          {"next_visit_reason", page.url.is_file() ? "a file is not visited again" : page.due_reason}};
}

}  // namespace

int events(const ConfigOption& config, const EventsArguments& arguments) {
  const auto store = open_store(load_configuration(config), monitor::StoreOptions::Access::read_only);
  EventSeq after = arguments.since;
  for (;;) {
    std::vector<monitor::StoredEvent> events;
    store.read([&](const monitor::View& view) { events = view.events(after, events_at_once); });
    if (events.empty()) return exit_done;
    after = events.back().sequence;
    for (const auto& event : events) {
      if (!arguments.type.empty() && event.type != arguments.type) continue;
      if (!arguments.source.empty() && event.source.str() != arguments.source) continue;
      print_text(event.json + '\n');
    }
  }
}

int why(const ConfigOption& config, const std::string& text) {
  const auto store = open_store(load_configuration(config), monitor::StoreOptions::Access::read_only);
  const auto url = Url::parse(text);
  if (!url) throw Exit{exit_usage, url.error().message};
  store.read([&](const monitor::View& view) {
    const auto page = view.page(url->canonical());
    if (!page) throw Exit{exit_partly, "this address was never seen: " + url->str()};
    for (const auto& visit : page->diary) print_line(visit_json(visit));
    print_line(state_json(*page));
  });
  return exit_done;
}

int verify(const ConfigOption& config) {
  const auto store = open_store(load_configuration(config), monitor::StoreOptions::Access::read_only);
  const auto damages = store.verify();
  for (const auto& damage : damages) print_text(damage.where + ": " + damage.what + '\n');
  if (damages.empty()) {
    complain("the store is whole");
    return exit_done;
  }
  complain(std::to_string(damages.size()) + " faults; restore a backup, or keep the folder for a repair");
  return exit_store;
}

}  // namespace gazetted::app
