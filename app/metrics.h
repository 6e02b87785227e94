#pragma once
// What the daemon counts, as /metrics shows it.

#include <vector>

#include "crawler/crawler.h"
#include "monitor/publisher.h"
#include "web/metrics.h"

namespace gazetted::app {

struct Figures {
  crawler::Stats crawl;
  std::size_t backlog = 0;  ///< captures read and not recorded yet
  EventSeq newest;
  monitor::FeedCounts feed;
};

[[nodiscard]] std::vector<web::Metric> metrics_of(const Figures& figures);

}  // namespace gazetted::app
