#pragma once
// The daemon's inside, wired: crawler → readers → recorder → store → publisher and HTTP. Each stage
// has threads and data of its own; the one edge back is what was learned, from the recorder to the
// crawler, and it never blocks.

#include <chrono>
#include <memory>
#include <stop_token>

#include "config/configuration.h"
#include "core/clock.h"
#include "crawler/crawler.h"
#include "crawler/scheduler.h"
#include "monitor/store.h"

namespace gazetted::app {

class Pipeline {
 public:
  /// The store and the clock outlive it. Nothing runs yet.
  Pipeline(config::Configuration configuration, monitor::Store& store, const Clock& clock, crawler::Mode mode,
           const crawler::Scheduler::Settings& budget = {});
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// Binds the feed and HTTP. In Mode::once an address in use is no failure: a daemon beside this
  /// pass tells what it writes.
  [[nodiscard]] Result<void> open();

  /// Crawls until `stop`, or in Mode::once until the pass is done; then runs the pipeline dry in
  /// the order of its flow. Fails when the store cannot be written.
  [[nodiscard]] Result<void> run(std::stop_token stop);

  /// Takes over another configuration while running: sources, rules of judgement, topics. Any thread.
  void replace(config::Configuration configuration);

  /// Time since the crawl's loop last turned. Any thread.
  [[nodiscard]] std::chrono::steady_clock::duration since_crawl_turned() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazetted::app
