#include "app/pipeline.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>

#include <spdlog/spdlog.h>

#include "app/agenda.h"
#include "app/crawl_settings.h"
#include "app/metrics.h"
#include "app/planner.h"
#include "app/proposer.h"
#include "app/reader_pool.h"
#include "app/rehearsal.h"
#include "app/render_transport.h"
#include "crawler/host_record.h"
#include "monitor/publisher.h"
#include "monitor/recorder.h"
#include "web/server.h"

namespace gazetted::app {
namespace {

monitor::Judge make_judge(const config::Configuration& configuration, std::shared_ptr<Schedule> schedule) {
  return {{{configuration.removal_checks, configuration.removal_after},
           configuration.topics,
           make_proposer(configuration.max_html),
           make_article_proposer(configuration.max_html),
           working_days(),
           make_reader(configuration.max_html)},
          make_planner(std::move(schedule))};
}

std::shared_ptr<Schedule> kept_schedule(const monitor::Store& store,
                                        const crawler::Scheduler::Settings& budget) {
  monitor::Opaque kept;
  store.read([&](const monitor::View& view) { kept = view.schedule(); });
  return std::make_shared<Schedule>(kept, budget);
}

std::vector<Url> entrances_of(const config::Configuration& configuration) {
  std::vector<Url> urls;
  for (const auto& source : configuration.sources)
    for (const auto& entrance : source->entrances) urls.push_back(entrance.url.canonical());
  std::sort(urls.begin(), urls.end());
  return urls;
}

/// Entrances that were configured and are no more: not visited from now on.
std::vector<Url> entrances_dropped(const config::Configuration& before, const config::Configuration& after) {
  const auto old_urls = entrances_of(before);
  const auto new_urls = entrances_of(after);
  std::vector<Url> dropped;
  std::set_difference(old_urls.begin(), old_urls.end(), new_urls.begin(), new_urls.end(),
                      std::back_inserter(dropped));
  return dropped;
}

}  // namespace

struct Pipeline::Impl {
  Impl(config::Configuration given, monitor::Store& opened, const Clock& judged_by, crawler::Mode how,
       const crawler::Scheduler::Settings& budget)
      : configuration(std::move(given)),
        store(opened),
        clock(judged_by),
        mode(how),
        max_html(configuration.max_html),
        log(opened),
        agenda(opened, how),
        crawler(
            with_hosts_kept(crawl_settings(configuration)), judged_by, how,
            [this](Capture capture) { readers->post(std::move(capture)); }, crawler::RobotsPolicy::obey,
            make_transport(configuration)),
        schedule(kept_schedule(opened, budget)),
        recorder(opened, make_judge(configuration, schedule), judged_by,
                 {[this](std::vector<monitor::Lesson> lessons) { learn(std::move(lessons)); },
                  [this] {
                    if (publisher) publisher->notify();
                  },
                  [this] { post_known_targets(); }, [this] { return to_keep(); },
                  [this] { post_next_targets(); }}) {}

  crawler::Settings with_hosts_kept(crawler::Settings settings) {
    settings.keep_hosts = [this](std::vector<crawler::HostNote> notes) {
      const std::lock_guard lock(hosts_mutex);
      for (auto& note : notes) hosts[std::move(note.name)] = std::move(note.record);
    };
    return settings;
  }

  monitor::Facts to_keep() {
    monitor::Facts facts;
    if (auto learned = schedule->to_keep(); !learned.bytes.empty())
      facts.emplace_back(monitor::ScheduleKept{std::move(learned)});
    std::map<std::string, std::string> asked;
    {
      const std::lock_guard lock(hosts_mutex);
      asked.swap(hosts);
    }
    store.read([&](const monitor::View& view) {
      for (const auto& [name, record] : asked) {
        const auto kept = crawler::unpacked_host(view.host(name).bytes);
        const auto merged = crawler::merged(crawler::unpacked_host(record), kept);
        facts.emplace_back(monitor::HostKept{name, {crawler::packed(merged)}});
      }
    });
    return facts;
  }

  void post_known_hosts() {
    crawler::KnownHosts known;
    store.read([&](const monitor::View& view) {
      view.each_host([&](const std::string& name, const monitor::Opaque& record) {
        known.all.push_back({name, record.bytes});
        return monitor::View::Walk::on;
      });
    });
    crawler.post(std::move(known));
  }

  void learn(std::vector<monitor::Lesson> lessons) {
    const std::lock_guard lock(mutex);
    crawler.post(agenda.take_in(std::move(lessons), clock.now()));
  }

  void post_known_targets() {
    const std::lock_guard lock(mutex);
    crawler.post(crawler::Learned{.targets = agenda.begin(configuration, clock.now())});
  }

  void post_next_targets() {
    const std::lock_guard lock(mutex);
    if (auto targets = agenda.go_on(clock.now()); !targets.empty())
      crawler.post(crawler::Learned{.targets = std::move(targets)});
  }

  std::size_t waiting() {
    const std::lock_guard lock(mutex);
    return agenda.waiting();
  }

  void post_sources() {
    const std::lock_guard lock(mutex);
    crawler.post(crawler::Sources{configuration.sources});
  }

  std::vector<SourceHealth> healths() {
    std::vector<SourceId> ids;
    {
      const std::lock_guard lock(mutex);
      for (const auto& source : configuration.sources) ids.push_back(source->id);
    }
    std::vector<SourceHealth> healths;
    store.read([&](const monitor::View& view) {
      for (const auto& id : ids) {
        const auto record = view.source(id);
        SourceHealth health{id.str(), std::nullopt, !record.troubles.empty(), !record.silences.empty()};
        if (record.last_success != Timestamp{}) health.since_success = clock.now() - record.last_success;
        healths.push_back(std::move(health));
      }
    });
    return healths;
  }

  /// Guards the configuration, which a reload replaces, and the agenda: what it says reaches the crawler in
  /// the order in which it was said.
  std::mutex mutex;
  config::Configuration configuration;
  monitor::Store& store;
  const Clock& clock;
  crawler::Mode mode;
  std::uint64_t max_html;  ///< as at the start: the readers keep it
  monitor::StoreEventLog log;
  Agenda agenda;
  std::unique_ptr<ReaderPool> readers;
  crawler::Crawler crawler;
  std::shared_ptr<Schedule> schedule;  ///< used on the recorder's thread alone
  monitor::Recorder recorder;
  std::optional<monitor::Publisher> publisher;
  std::optional<web::Server> server;
  std::mutex hosts_mutex;
  std::map<std::string, std::string> hosts;  ///< asked since they were kept last: name to record
};

Pipeline::Pipeline(config::Configuration configuration, monitor::Store& store, const Clock& clock,
                   crawler::Mode mode, const crawler::Scheduler::Settings& budget)
    : impl_(std::make_unique<Impl>(std::move(configuration), store, clock, mode, budget)) {}

Pipeline::~Pipeline() = default;

Result<void> Pipeline::open() {
  monitor::PublisherOptions options;
  options.publish = impl_->configuration.publish;
  options.replay = impl_->configuration.replay;
  auto publisher = monitor::Publisher::open(impl_->log, options);
  if (publisher)
    impl_->publisher = std::move(*publisher);
  else if (impl_->mode == crawler::Mode::daemon || publisher.error().kind != ErrorKind::io)
    return tl::unexpected(std::move(publisher.error()));
  else
    spdlog::info("no feed in this pass: {}", publisher.error().message);
  if (impl_->mode == crawler::Mode::once || impl_->configuration.http_listen.empty()) return {};
  web::ServerOptions http;
  http.listen = impl_->configuration.http_listen;
  auto server = web::Server::start(
      http, {impl_->log,
             [this] {
               return web::Health{true, since_crawl_turned()};
             },
             [this] {
               return metrics_of(
                   {impl_->crawler.stats(), impl_->waiting(), impl_->recorder.backlog(), impl_->log.newest(),
                    impl_->publisher ? impl_->publisher->counts() : monitor::FeedCounts{}, impl_->healths()});
             }});
  if (!server) return tl::unexpected(std::move(server.error()));
  impl_->server = std::move(*server);
  return {};
}

Result<void> Pipeline::run(std::stop_token stop) {
  auto& recorder = impl_->recorder;
  impl_->readers = std::make_unique<ReaderPool>(
      std::max(1U, std::thread::hardware_concurrency()), impl_->max_html, impl_->store,
      [&recorder](monitor::ParsedCapture capture) { recorder.post(std::move(capture)); });
  impl_->post_known_hosts();
  impl_->post_sources();
  impl_->post_known_targets();

  // Whichever ends the crawl: the caller's stop, the end of the pass, or a store that fails.
  std::stop_source crawl_stop;
  const std::stop_callback forward(stop, [&] { crawl_stop.request_stop(); });
  std::stop_source publish_stop;
  std::thread publishing;
  if (impl_->publisher) publishing = std::thread([&] { impl_->publisher->run(publish_stop.get_token()); });
  Result<void> recorded;
  std::thread recording([&] {
    try {
      recorded = recorder.run();
    } catch (const std::exception& exception) {
      recorded = failure(ErrorKind::store_damaged, std::string("recording stopped: ") + exception.what());
    }
    if (!recorded) crawl_stop.request_stop();
  });

  impl_->crawler.run(crawl_stop.get_token());

  impl_->readers->finish();
  recorder.close();
  recording.join();
  if (impl_->server) impl_->server->stop();
  publish_stop.request_stop();
  if (publishing.joinable()) publishing.join();
  return recorded;
}

void Pipeline::replace(config::Configuration configuration) {
  crawler::Learned learned;
  {
    const std::lock_guard lock(impl_->mutex);
    learned.forgotten = entrances_dropped(impl_->configuration, configuration);
    impl_->recorder.replace(make_judge(configuration, impl_->schedule));
    impl_->configuration = std::move(configuration);
  }
  impl_->crawler.post(std::move(learned));
  impl_->post_sources();
  impl_->post_known_targets();
}

std::chrono::steady_clock::duration Pipeline::since_crawl_turned() const {
  return impl_->crawler.since_turned();
}

}  // namespace gazetted::app
