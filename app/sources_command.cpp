// The health of the sources, and a dry run of their entrances (source_check.h).

#include <algorithm>

#include "app/commands.h"
#include "app/session.h"
#include "app/source_check.h"

namespace gazetted::app {
namespace {

void show_health(const config::Configuration& configuration, const std::string& only) {
  const auto store = open_store(configuration, monitor::StoreOptions::Access::read_only);
  store.read([&](const monitor::View& view) {
    std::map<SourceId, std::size_t> pages;
    view.each_page([&](const monitor::PageRecord& page) {
      ++pages[page.source];
      return monitor::View::Walk::on;
    });
    for (const auto& source : configuration.sources) {
      if (!only.empty() && source->id.str() != only) continue;
      const auto record = view.source(source->id);
      Json troubles = Json::array();
      for (const auto& [url, reason] : record.troubles)
        troubles.push_back({{"url", url}, {"reason", reason}});
      Json entrances = Json::array();
      for (const auto& entrance : source->entrances) {
        const auto page = view.page(entrance.url.canonical());
        entrances.push_back({{"url", entrance.url.str()},
                             {"items", page ? Json(page->known_items) : Json(nullptr)},
                             {"baseline_complete", page && page->baseline_complete},
                             {"next_visit", page ? Json(to_rfc3339(page->due)) : Json(nullptr)}});
      }
      const bool never = record.last_success == Timestamp{};
      print_line(
          {{"source", source->id.str()},
           {"name", source->name},
           {"region", source->region},
           {"state", !record.troubles.empty() ? "failing"
                     : never                  ? "not visited yet"
                                              : "working"},
           {"last_success", never ? Json(nullptr) : Json(to_rfc3339(record.last_success))},
           {"failing_since", record.failing_since ? Json(to_rfc3339(*record.failing_since)) : Json(nullptr)},
           {"troubles", std::move(troubles)},
           {"pages", pages[source->id]},
           {"entrances", std::move(entrances)}});
    }
  });
}

}  // namespace

int sources(const ConfigOption& config, const SourcesArguments& arguments) {
  const auto configuration = load_configuration(config);
  const auto is_asked = [&](const std::shared_ptr<const Source>& source) {
    return arguments.id.empty() || source->id.str() == arguments.id;
  };
  if (std::none_of(configuration.sources.begin(), configuration.sources.end(), is_asked))
    throw Exit{exit_usage,
               arguments.id.empty() ? "no source is configured" : "no source with the id " + arguments.id};
  if (arguments.action == SourcesArguments::Action::show) {
    show_health(configuration, arguments.id);
    return exit_done;
  }
  bool all = true;
  for (const auto& source : configuration.sources)
    if (is_asked(source)) all = check_source(configuration, *source) && all;
  return all ? exit_done : exit_partly;
}

}  // namespace gazetted::app
