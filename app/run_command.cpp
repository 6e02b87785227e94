// The daemon: opens, tells systemd, watches signals, reloads, ends.

#include <thread>

#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>

#include "app/commands.h"
#include "app/pipeline.h"
#include "app/session.h"
#include "app/signals.h"
#include "monitor/damaged.h"

namespace gazetted::app {
namespace {

// A loop that has not turned for this long hangs: systemd is no longer told that all is well.
constexpr auto hang = std::chrono::seconds{60};
constexpr auto signal_patience = std::chrono::milliseconds{500};

void reload(Pipeline& pipeline, const ConfigOption& config) {
  sd_notify(0, "RELOADING=1");
  try {
    pipeline.replace(load_configuration(config));
    spdlog::info("configuration loaded anew");
  } catch (const Exit& exit) {
    spdlog::error("the configuration in force is kept:\n{}", exit.message);
  }
  sd_notify(0, "READY=1");
}

bool all_work(const monitor::Store& store, const std::vector<std::shared_ptr<const Source>>& sources) {
  bool all = true;
  store.read([&](const monitor::View& view) {
    for (const auto& source : sources) all = all && view.source(source->id).troubles.empty();
  });
  return all;
}

/// A connection is kept for each host: a shell's limit of 1,024 open files is for programs that use select().
void allow_many_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

int run(const ConfigOption& config, const RunArguments& arguments) {
  block_signals();
  allow_many_files();
  auto configuration = load_configuration(config);
  if (configuration.sources.empty()) spdlog::warn("no source is configured: there is nothing to watch");
  const auto sources = configuration.sources;
  auto store = open_store(configuration, monitor::StoreOptions::Access::read_write);
  const SystemClock clock = arguments.now ? SystemClock(*arguments.now) : SystemClock();
  const bool once = arguments.mode == RunArguments::Mode::once;
  Pipeline pipeline(std::move(configuration), store, clock,
                    once ? crawler::Mode::once : crawler::Mode::daemon);
  if (auto opened = pipeline.open(); !opened) throw exit_of(opened.error());

  Result<void> result;
  std::atomic<bool> ended{false};
  std::stop_source stop;
  std::thread running([&] {
    try {
      result = pipeline.run(stop.get_token());
    } catch (const monitor::Damaged& damage) {
      result = failure(ErrorKind::store_damaged, damage.what());
    } catch (const std::exception& exception) {
      result = failure(ErrorKind::io, std::string("the daemon cannot go on: ") + exception.what());
    }
    ended = true;
  });
  sd_notify(0, "READY=1");
  bool stopped_by_signal = false;
  while (!ended) {
    switch (wait_for_signal(once ? std::chrono::milliseconds{20} : signal_patience)) {
      case Signal::stop:
        sd_notify(0, "STOPPING=1");
        stopped_by_signal = true;
        stop.request_stop();
        break;
      case Signal::reload: reload(pipeline, config); break;
      case Signal::none: break;
    }
    if (pipeline.since_crawl_turned() < hang) sd_notify(0, "WATCHDOG=1");
  }
  running.join();
  if (!result) throw exit_of(result.error());
  // A pass that was broken off, or that a source did not answer, did only part of its work.
  return once && (stopped_by_signal || !all_work(store, sources)) ? exit_partly : exit_done;
}

}  // namespace gazetted::app
