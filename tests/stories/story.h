#pragma once
// A story: serve this, pass, expect exactly these events; a day later serve that, expect these.
// Every pass is a new pipeline over the reopened store, as if the daemon had been restarted.

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/pipeline.h"
#include "config/configuration.h"
#include "core/clock.h"
#include "core/document_json.h"
#include "monitor/store.h"
#include "tests/stories/gov_site.h"
#include "tests/support/http_site.h"

namespace gazetted::test {

class Story : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("gazetted-story-" + std::to_string(::getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// One source whose entrance is the site's list.
  [[nodiscard]] config::Configuration configuration() const {
    config::Configuration configuration;
    configuration.store_path = folder_;
    configuration.publish = configuration.replay = "tcp://127.0.0.1:*";
    configuration.http_listen = "";
    configuration.topics = topics;
    Source source;
    source.id = SourceId("qingshi");
    source.name = "青石市人民政府";
    source.private_addresses = true;
    source.region = region;
    source.pace.delay = Duration{0};
    source.entrances.push_back({.url = site.url("/zwgk/zcwj/index.html")});
    configuration.sources.push_back(std::make_shared<const Source>(std::move(source)));
    return configuration;
  }

  void serve_all(const std::vector<Decree>& all, const Furniture& furniture = {}) {
    for (const auto& decree : all) site.serve(decree.path, article_page(decree, furniture));
    site.serve("/zwgk/zcwj/index.html", list_page(all));
  }

  [[nodiscard]] monitor::Store open() const {
    auto store = monitor::Store::open(folder_);
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }

  /// `gazetted run --once`, and what it told: "<type> <number, or title, or source>".
  std::vector<std::string> pass() {
    auto store = open();
    app::Pipeline pipeline(configuration(), store, clock, crawler::Mode::once);
    if (const auto opened = pipeline.open(); !opened) throw std::runtime_error(opened.error().message);
    if (const auto ran = pipeline.run({}); !ran) throw std::runtime_error(ran.error().message);
    return news(store);
  }

  /// Events not asked for before, sorted: their order within a pass depends on the transfers.
  std::vector<std::string> news(const monitor::Store& store) {
    std::vector<std::string> told;
    store.read([&](const monitor::View& view) {
      for (const auto& event : view.events(seen_, 1000)) {
        seen_ = event.sequence;
        events.push_back(Json::parse(event.json));
        const auto& data = events.back().at("data");
        if (!data.contains("policy")) {
          told.push_back(event.type);
          continue;
        }
        const auto& policy = data.at("policy");
        told.push_back(
            event.type + ' ' +
            policy.at(policy.at("doc_number").is_null() ? "title" : "doc_number").get<std::string>());
      }
    });
    std::sort(told.begin(), told.end());
    return told;
  }

  /// The newest event of that type.
  [[nodiscard]] Json newest(const std::string& type) const {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
      if (event->at("type") == type) return *event;
    return nullptr;
  }

  HttpSite site;
  ManualClock clock{*parse_rfc3339("2026-03-06T02:00:00Z")};
  std::string region;         ///< of the source, as configured at the next pass
  std::vector<Topic> topics;  ///< likewise
  std::vector<Json> events;   ///< all told so far

 private:
  std::filesystem::path folder_;
  EventSeq seen_;
};

}  // namespace gazetted::test
