#pragma once
// What the daemon counts, as /metrics shows it.

#include <optional>
#include <string>
#include <vector>

#include "crawler/crawler.h"
#include "monitor/publisher.h"
#include "web/metrics.h"

namespace gazetted::app {

struct SourceHealth {
  std::string source;
  std::optional<Duration> since_success;  ///< nothing before the first
  bool failing = false;
  bool silent = false;
};

struct Figures {
  crawler::Stats crawl;
  std::size_t waiting = 0;  ///< documents due before long that the crawler has no room for
  std::size_t backlog = 0;  ///< captures read and not recorded yet
  EventSeq newest;
  monitor::FeedCounts feed;
  std::vector<SourceHealth> sources;
};

[[nodiscard]] std::vector<web::Metric> metrics_of(const Figures& figures);

}  // namespace gazetted::app
