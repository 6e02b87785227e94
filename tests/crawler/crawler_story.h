#pragma once
// The stage of the crawler's stories: a site on loopback, a crawler, and a recorder that
// acknowledges each capture and answers it as a test likes.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "crawler/crawler.h"
#include "tests/support/http_site.h"

namespace gazetted::crawler {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using test::HttpSite;

class CrawlerStory : public testing::Test {
 protected:
  CrawlerStory() {
    settings.retry_base = 20ms;
    settings.retry_cap = 200ms;
    settings.timeout = 5s;
    source.id = SourceId("s");
    source.private_addresses = true;
    source.pace.delay = 0ms;
  }

  Target page(const std::string& path) const { return page_at(site.url(path)); }
  Target page_at(const Url& url) const {
    Target target;
    target.url = url;
    target.source = source.id;
    target.kind = PageKind::article;
    target.entrance = site.url("/list");
    target.due = clock.now();
    return target;
  }

  std::unique_ptr<Crawler> crawler(Mode mode) {
    auto made = std::make_unique<Crawler>(settings, clock, mode, [this](Capture delivered) {
      Capture capture = with_digest(std::move(delivered));
      Learned learned = answer ? answer(capture) : Learned{};
      {
        const std::lock_guard lock(mutex);
        brought.push_back(std::move(capture));
      }
      learned.acknowledged = 1;
      if (acknowledges) running->post(std::move(learned));
    });
    made->post(Sources{{std::make_shared<const Source>(source)}});
    running = made.get();
    return made;
  }

  /// A pass over the targets; what it brought, in order.
  std::vector<Capture> pass(std::vector<Target> targets) {
    brought.clear();
    const auto pass = crawler(Mode::once);
    pass->post(Learned{.targets = std::move(targets)});
    pass->run({});
    stats = pass->stats();
    return std::move(brought);
  }
  Capture visit(Target target) {
    auto captures = pass({std::move(target)});
    EXPECT_EQ(captures.size(), 1U);
    return captures.empty() ? Capture{} : std::move(captures.front());
  }
  Capture visit(const std::string& path) { return visit(page(path)); }

  std::vector<std::string> brought_paths(const std::vector<Capture>& captures) const {
    std::vector<std::string> paths;
    for (const auto& capture : captures) paths.emplace_back(capture.target.url.path_and_query());
    return paths;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return brought.size();
  }
  /// Waits for a daemon's work, at most five seconds.
  bool eventually(const std::function<bool()>& holds) {
    const auto deadline = steady_clock::now() + 5s;
    while (!holds() && steady_clock::now() < deadline) std::this_thread::sleep_for(1ms);
    return holds();
  }

  HttpSite site{"0.0.0.0"};
  ManualClock clock{*parse_rfc3339("2026-11-23T08:00:00Z")};
  Settings settings;
  Source source;
  std::function<Learned(const Capture&)> answer;
  std::atomic<bool> acknowledges = true;
  Crawler* running = nullptr;
  std::mutex mutex;
  std::vector<Capture> brought;
  Stats stats;
};

}  // namespace gazetted::crawler
