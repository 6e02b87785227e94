#include "crawler/crawler.h"

#include <optional>
#include <utility>

#include "crawler/crawl_loop.h"
#include "crawler/curl_transport.h"

namespace gazetted::crawler {

Stats Counters::read() const {
  const auto value = [](const Counter& counter) { return counter.load(std::memory_order_relaxed); };
  Stats stats{.requests = value(requests),
              .captures = value(captures),
              .unchanged = value(unchanged),
              .bytes = value(bytes),
              .retries = value(retries),
              .active = value(active),
              .waiting = value(waiting),
              .unacknowledged = value(unacknowledged)};
  for (std::size_t kind = 0; kind < error_kinds; ++kind) stats.errors[kind] = value(errors[kind]);
  return stats;
}

Crawler::Crawler(Settings settings, const Clock& clock, Mode mode, Deliver deliver, RobotsPolicy robots)
    : Crawler(settings, clock, mode, std::move(deliver), robots, std::make_unique<CurlTransport>(settings)) {}

Crawler::Crawler(Settings settings, const Clock& clock, Mode mode, Deliver deliver, RobotsPolicy robots,
                 std::unique_ptr<Transport> transport)
    : settings_(std::move(settings)),
      clock_(clock),
      mode_(mode),
      deliver_(std::move(deliver)),
      robots_(robots),
      transport_(std::move(transport)),
      inbox_([this] { transport_->wake(); }) {}

void Crawler::post(Sources sources) { inbox_.post(std::move(sources)); }
void Crawler::post(Learned learned) { inbox_.post(std::move(learned)); }
void Crawler::post(KnownHosts hosts) { inbox_.post(std::move(hosts)); }

void Crawler::run(std::stop_token stop) {
  CrawlLoop loop({.settings = settings_,
                  .clock = clock_,
                  .mode = mode_,
                  .robots = robots_,
                  .deliver = deliver_,
                  .transport = *transport_,
                  .inbox = inbox_,
                  .counters = counters_});
  loop.run(stop);
}

Capture fetch_once(const Target& target, std::shared_ptr<const Source> source, const Settings& settings,
                   const Clock& clock, RobotsPolicy robots, std::stop_token stop) {
  return fetch_once(target, std::move(source), settings, clock, robots,
                    std::make_unique<CurlTransport>(settings), std::move(stop));
}

Capture fetch_once(const Target& target, std::shared_ptr<const Source> source, const Settings& settings,
                   const Clock& clock, RobotsPolicy robots, std::unique_ptr<Transport> transport,
                   std::stop_token stop) {
  auto unhurried = std::make_shared<Source>(*source);
  unhurried->pace.delay = Duration{0};
  Target own = target;
  own.source = source->id;

  std::optional<Capture> brought;
  Crawler crawler(
      settings, clock, Mode::once,
      [&](Capture capture) {
        brought = std::move(capture);
        crawler.post(Learned{.acknowledged = 1});
      },
      robots, std::move(transport));
  crawler.post(Sources{{unhurried}});
  crawler.post(Learned{.targets = {own}});
  crawler.run(stop);

  if (!brought) {
    brought.emplace();
    brought->target = own;
    brought->final_url = own.url;
    brought->error = Error{ErrorKind::shut_down, own.url.str() + ": interrupted before it was fetched"};
  }
  brought->source = std::move(source);
  return with_digest(std::move(*brought));
}

}  // namespace gazetted::crawler
