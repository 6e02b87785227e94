// The feed as JSON lines, until SIGINT.

#include <thread>

#include "app/commands.h"
#include "app/session.h"
#include "app/signals.h"
#include "monitor/subscriber.h"

namespace gazetted::app {
namespace {

/// `--region` and `--topic` look into the event; an event about a source has neither.
bool is_wanted(const std::string& json, const SubscribeArguments& arguments) {
  if (arguments.region.empty() && arguments.topic.empty()) return true;
  const auto event = Json::parse(json, nullptr, false);
  if (event.is_discarded()) return false;
  const auto policy = event.value("/data/policy"_json_pointer, Json(nullptr));
  if (!policy.is_object()) return false;
  if (!arguments.region.empty()) {
    const auto& region = policy.at("region");
    if (!region.is_string() || !is_in_region(region.get_ref<const std::string&>(), arguments.region))
      return false;
  }
  if (arguments.topic.empty()) return true;
  const auto& topics = policy.at("topics");
  return std::find(topics.begin(), topics.end(), arguments.topic) != topics.end();
}

}  // namespace

int subscribe(const ConfigOption& config, const SubscribeArguments& arguments) {
  block_signals();
  const auto configuration = load_configuration(config);
  auto subscriber = monitor::Subscriber::open(
      {configuration.publish, configuration.replay, arguments.prefixes, arguments.since});
  if (!subscriber) throw exit_of(subscriber.error());
  std::stop_source stop;
  std::atomic<bool> ended{false};
  std::thread receiving([&] {
    subscriber->run(stop.get_token(),
                    [&](const monitor::Delivered& event) {
                      if (!is_wanted(event.json, arguments)) return;
                      print_text(event.json + '\n');
                      // A reader that went away ends the subscription; nothing is delivered to nobody.
                      if (std::fflush(stdout) != 0) stop.request_stop();
                    },
                    {[](EventSeq oldest) {
                       complain("events before " + std::to_string(oldest.value) +
                                " are no longer kept: the feed begins there");
                     },
                     [](std::string_view text) { complain(text); }});
    ended = true;
  });
  while (!ended && wait_for_signal(std::chrono::milliseconds{200}) != Signal::stop) {
  }
  stop.request_stop();
  receiving.join();
  return exit_done;
}

}  // namespace gazetted::app
