#include "app/metrics.h"

namespace gazetted::app {

std::vector<web::Metric> metrics_of(const Figures& figures) {
  using Kind = web::Metric::Kind;
  const auto& crawl = figures.crawl;
  std::vector<web::Metric> metrics;
  const auto add = [&](std::string name, std::string help, Kind kind, std::uint64_t value) {
    metrics.push_back({std::move(name), std::move(help), kind, static_cast<double>(value), {}});
  };
  add("gazetted_requests_total", "HTTP requests sent, with retries and redirects", Kind::counter,
      crawl.requests);
  add("gazetted_captures_total", "visits completed", Kind::counter, crawl.captures);
  add("gazetted_unchanged_total", "visits that brought no new body", Kind::counter, crawl.unchanged);
  add("gazetted_received_bytes_total", "bytes of bodies received, decoded", Kind::counter, crawl.bytes);
  add("gazetted_retries_total", "requests tried again", Kind::counter, crawl.retries);
  for (std::size_t kind = 0; kind < crawl.errors.size(); ++kind)
    metrics.push_back({"gazetted_capture_errors_total",
                       "visits that ended in an error",
                       Kind::counter,
                       static_cast<double>(crawl.errors[kind]),
                       {{"kind", std::string(to_string(static_cast<ErrorKind>(kind)))}}});
  add("gazetted_requests_active", "requests on the wire", Kind::gauge, crawl.active);
  add("gazetted_targets", "pages due before long", Kind::gauge, crawl.waiting + figures.waiting);
  add("gazetted_unacknowledged", "captures on their way to the store", Kind::gauge, crawl.unacknowledged);
  add("gazetted_record_backlog", "captures read and not recorded yet", Kind::gauge, figures.backlog);
  add("gazetted_events_newest", "sequence of the newest event", Kind::gauge, figures.newest.value);
  add("gazetted_feed_published_total", "events published", Kind::counter, figures.feed.published);
  add("gazetted_feed_replayed_total", "events replayed", Kind::counter, figures.feed.replayed);
  add("gazetted_feed_replays_total", "replays served", Kind::counter, figures.feed.replays);
  add("gazetted_feed_refused_total", "replay requests refused", Kind::counter, figures.feed.refused);
  add("gazetted_feed_dropped_total", "replay clients given up", Kind::counter, figures.feed.dropped);
  const auto add_of_sources = [&](std::string_view name, std::string_view help, auto value) {
    for (const auto& source : figures.sources)
      if (const std::optional<double> figure = value(source))
        metrics.push_back(
            {std::string(name), std::string(help), Kind::gauge, *figure, {{"source", source.source}}});
  };
  add_of_sources("gazetted_source_last_success_age_seconds", "since a page of the source was read well",
                 [](const SourceHealth& source) -> std::optional<double> {
                   if (!source.since_success) return std::nullopt;
                   return std::chrono::duration<double>(*source.since_success).count();
                 });
  add_of_sources("gazetted_source_failing", "1 where something is wrong with the source",
                 [](const SourceHealth& source) { return std::optional(source.failing ? 1.0 : 0.0); });
  add_of_sources("gazetted_source_silent", "1 where a list of the source is quieter than its rhythm",
                 [](const SourceHealth& source) { return std::optional(source.silent ? 1.0 : 0.0); });
  return metrics;
}

}  // namespace gazetted::app
