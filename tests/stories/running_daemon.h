#pragma once
// A pipeline with a thread, over a store that it opens and closes: a daemon's whole life.

#include <stdexcept>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "app/pipeline.h"
#include "monitor/store.h"

namespace gazetted::test {

class RunningDaemon {
 public:
  RunningDaemon(config::Configuration configuration, const Clock& clock)
      : store_(opened(configuration)),
        pipeline_(std::move(configuration), store_, clock, crawler::Mode::daemon) {
    if (const auto open = pipeline_.open(); !open) throw std::runtime_error(open.error().message);
    thread_ = std::jthread([this](const std::stop_token& stop) {
      if (const auto ran = pipeline_.run(stop); !ran) ADD_FAILURE() << ran.error().message;
    });
  }
  [[nodiscard]] const monitor::Store& store() const { return store_; }

 private:
  static monitor::Store opened(const config::Configuration& configuration) {
    auto store = monitor::Store::open(configuration.store_path);
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }

  monitor::Store store_;
  app::Pipeline pipeline_;
  std::jthread thread_;
};

}  // namespace gazetted::test
