// The health of the sources, and a dry run of their entrances (source_check.h).

#include <algorithm>
#include <cmath>

#include "app/commands.h"
#include "app/ledger.h"
#include "app/planner.h"
#include "app/rehearsal.h"
#include "app/session.h"
#include "app/source_check.h"
#include "core/clock.h"
#include "crawler/scheduler.h"
#include "monitor/health.h"

namespace gazetted::app {
namespace {

/// What a source's pages are expected to bring and to cost.
class Rhythms {
 public:
  Rhythms(const monitor::View& view, Timestamp now) : now_(now) { scheduler_.take_up(view.schedule().bytes); }

  [[nodiscard]] double requests_a_day(const monitor::PageRecord& page, const Source& source) const {
    if (page.url.is_file()) return 0;
    if (const auto pace = pace_of(page, source)) return days(std::chrono::hours{24}) / days(*pace);
    return scheduler_.looks_a_day(rhythm_of(page), role_of(page), page.first_seen, now_);
  }

  [[nodiscard]] Json of_entrance(const monitor::PageRecord& page, const Source& source) const {
    if (const auto pace = pace_of(page, source))
      return {{"every", to_string(*pace)},
              {"requests_a_day", rounded(requests_a_day(page, source))},
              {"expected_delay_minutes", rounded(days(*pace) * 24 * 60 / 2)}};
    const auto forecast = scheduler_.forecast(rhythm_of(page), role_of(page), page.first_seen, now_);
    Json hours = Json::array();
    for (const int hour : forecast.busiest_hours) hours.push_back(hour);
    return {{"every", "adaptive"},
            {"news_a_day", rounded(forecast.news_a_day)},
            {"busiest_hours", std::move(hours)},
            {"requests_a_day", rounded(forecast.looks_a_day)},
            {"expected_delay_minutes", rounded(days(forecast.delay) * 24 * 60)}};
  }

  /// To three figures or so: more would promise more than is known.
  [[nodiscard]] static double rounded(double value) {
    const double step = value < 10 ? 100 : 10;
    return std::round(value * step) / step;
  }

 private:
  static double days(Duration duration) {
    return std::chrono::duration<double, std::ratio<86'400>>(duration).count();
  }
  static crawler::Rhythm rhythm_of(const monitor::PageRecord& page) {
    return crawler::Rhythm::unpacked(page.rhythm.bytes);
  }

  crawler::Scheduler scheduler_;
  Timestamp now_;
};

Json reasons_json(const std::map<std::string, std::string>& reasons) {
  Json json = Json::array();
  for (const auto& [url, reason] : reasons) json.push_back({{"url", url}, {"reason", reason}});
  return json;
}

/// On which working days a list had news.
Json news_days_json(const monitor::NewsDays& news) {
  return {{"newest", news.newest ? Json(news.newest->iso()) : Json(nullptr)},
          {"days_with", news.days.with},
          {"days_without", news.days.without},
          {"longest_pause", news.longest}};
}

void acknowledge(const config::Configuration& configuration, const std::string& id) {
  auto store = open_store(configuration, monitor::StoreOptions::Access::read_write);
  bool was_unwell = false;
  const auto written = store.write([&](monitor::Batch& batch) {
    const auto facts = monitor::acknowledge(batch.view().source(SourceId(id)));
    was_unwell = !facts.empty();
    batch.apply(facts);
  });
  if (!written) throw exit_of(written.error());
  complain(was_unwell ? id + ": known; told no more until all is well again" : id + ": nothing is wrong");
}

void show_health(const config::Configuration& configuration, const std::string& only) {
  const auto store = open_store(configuration, monitor::StoreOptions::Access::read_only);
  store.read([&](const monitor::View& view) {
    const Timestamp now = SystemClock{}.now();
    const Rhythms rhythms(view, now);
    std::map<SourceId, std::shared_ptr<const Source>> configured;
    for (const auto& source : configuration.sources) configured.emplace(source->id, source);
    std::map<SourceId, std::size_t> pages;
    std::map<SourceId, double> requests;
    view.each_page([&](const monitor::PageRecord& page) {
      ++pages[page.source];
      if (const auto source = configured.find(page.source); source != configured.end())
        requests[page.source] += rhythms.requests_a_day(page, *source->second);
      return monitor::View::Walk::on;
    });
    for (const auto& source : configuration.sources) {
      if (!only.empty() && source->id.str() != only) continue;
      const auto record = view.source(source->id);
      Json entrances = Json::array();
      for (const auto& entrance : source->entrances) {
        const auto page = view.page(entrance.url.canonical());
        entrances.push_back({{"url", entrance.url.str()},
                             {"items", page ? Json(page->known_items) : Json(nullptr)},
                             {"baseline_complete", page && page->baseline_complete},
                             {"news", page ? news_days_json(page->news_days) : Json(nullptr)},
                             {"next_visit", page ? Json(to_rfc3339(page->due)) : Json(nullptr)},
                             {"rhythm", page ? rhythms.of_entrance(*page, *source) : Json(nullptr)}});
      }
      const bool never = record.last_success == Timestamp{};
      print_line(
          {{"source", source->id.str()},
           {"name", source->name},
           {"region", source->region},
           {"state", !record.troubles.empty()   ? "failing"
                     : !record.silences.empty() ? "silent"
                     : never                    ? "not visited yet"
                                                : "working"},
           {"last_success", never ? Json(nullptr) : Json(to_rfc3339(record.last_success))},
           {"last_success_age_hours",
            never ? Json(nullptr)
                  : Json(std::chrono::floor<std::chrono::hours>(now - record.last_success).count())},
           {"failing_since", record.failing_since ? Json(to_rfc3339(*record.failing_since)) : Json(nullptr)},
           {"troubles", reasons_json(record.troubles)},
           {"silent_since", record.silent_since ? Json(to_rfc3339(*record.silent_since)) : Json(nullptr)},
           {"silences", reasons_json(record.silences)},
           {"acknowledged", record.acknowledged},
           {"pages", pages[source->id]},
           {"requests_a_day", Rhythms::rounded(requests[source->id])},
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
  if (arguments.action == SourcesArguments::Action::ledger) {
    const auto store = open_store(configuration, monitor::StoreOptions::Access::read_only);
    store.read([&](const monitor::View& view) {
      for (const auto& source : configuration.sources)
        if (is_asked(source)) show_ledger(view, *source);
    });
    return exit_done;
  }
  if (arguments.action != SourcesArguments::Action::check && arguments.id.empty())
    throw Exit{exit_usage, "of which source? give its id"};
  if (arguments.action == SourcesArguments::Action::acknowledge) {
    acknowledge(configuration, arguments.id);
    return exit_done;
  }
  if (arguments.action == SourcesArguments::Action::rehearse) {
    bool all_found = true;
    open_store(configuration, monitor::StoreOptions::Access::read_only).read([&](const monitor::View& view) {
      const auto source = std::ranges::find_if(configuration.sources, is_asked);
      all_found = rehearse(view, *source, make_reader(configuration.max_html));
    });
    return all_found ? exit_done : exit_partly;
  }
  bool all = true;
  for (const auto& source : configuration.sources)
    if (is_asked(source)) all = check_source(configuration, *source) && all;
  return all ? exit_done : exit_partly;
}

}  // namespace gazetted::app
