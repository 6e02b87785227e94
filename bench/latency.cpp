// From a changed page, read, to its event at a subscriber, durable: milliseconds of each of N amendments that
// come one at a time to an idle daemon, over a real store and the feed on loopback.
//   latency STORE [N]

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "core/clock.h"
#include "monitor/event_log.h"
#include "monitor/publisher.h"
#include "monitor/recorder.h"
#include "monitor/subscriber.h"

namespace gazetted {
namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::string_view list_address = "http://a.gov.cn/list.html";

std::string text_of(int edition) {
  std::string text;
  for (int clause = 1; clause <= 120; ++clause)
    text += "第" + std::to_string(clause) + "条　对符合条件的企业，由市人民政府有关部门依照规定给予第" +
            std::to_string(clause == 60 ? 1000 + edition : clause) + "类补助，每年核定一次。\n";
  return text;
}

struct Look {
  Capture capture;
  Parsed parsed;
};

Look look(const std::shared_ptr<const Source>& source, int page, int edition, Timestamp now) {
  Look look;
  auto& capture = look.capture;
  capture.target.url = *Url::parse("http://a.gov.cn/" + std::to_string(page) + ".html");
  capture.target.source = source->id;
  capture.target.entrance = source->entrances.front().url;
  capture.source = source;
  capture.final_url = capture.target.url;
  capture.status = 200;
  capture.content_type = "text/html";
  capture.captured_at = now;
  look.parsed.kind = PageKind::article;
  auto& document = look.parsed.documents.emplace_back();
  document.kind = DocumentKind::policy;
  document.title = "青石市人民政府关于印发第" + std::to_string(page) + "号管理办法的通知";
  document.doc_number = "青政发〔2026〕" + std::to_string(page) + "号";
  document.issuers = {"青石市人民政府"};
  document.text = text_of(edition);
  capture.body = "<html><body>" + document.text + "</body></html>";
  capture.validators.body = Digest::of(capture.body);
  return look;
}

/// Waits for what another thread counts.
class Count {
 public:
  void add() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  void wait(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

int run(const char* folder, int amendments) {
  auto store = monitor::Store::open(folder);
  if (!store) {
    std::cerr << store.error().message << '\n';
    return 1;
  }
  auto source = std::make_shared<Source>();
  source->id = SourceId("a");
  source->entrances.push_back({.url = *Url::parse(list_address)});
  const SystemClock clock;
  const monitor::StoreEventLog log(*store);
  auto publisher =
      *monitor::Publisher::open(log, {.publish = "tcp://127.0.0.1:*", .replay = "tcp://127.0.0.1:*"});
  auto subscriber = *monitor::Subscriber::open(
      {.publish = publisher.publish_address(), .replay = publisher.replay_address(), .since = EventSeq{0}});
  Count recorded, told;
  std::atomic<Steady::time_point> arrived{};
  const monitor::Planner planner = [&](const auto&, const auto&, const auto&) {
    return monitor::VisitPlan{clock.now(), "", {}};
  };
  monitor::Recorder recorder(*store, {{}, planner}, clock,
                             {[&](const auto& targets) {
                                for (std::size_t i = 0; i < targets.size(); ++i) recorded.add();
                              },
                              [&] { publisher.notify(); },
                              {}});
  std::jthread publishing([&](const std::stop_token& stop) { publisher.run(stop); });
  std::jthread subscribing([&](const std::stop_token& stop) {
    subscriber.run(stop, [&](const monitor::Delivered&) {
      arrived = Steady::now();
      told.add();
    });
  });
  std::thread recording([&] { static_cast<void>(recorder.run()); });
  monitor::Preparer preparer(*store);
  int posted = 0;
  const auto post = [&](int page, int edition) {
    auto [capture, parsed] = look(source, page, edition, clock.now());
    const auto read = Steady::now();
    auto prepared = preparer.prepare(capture, parsed);
    recorder.post({std::move(capture),
                   std::make_shared<const monitor::Reading>(std::move(parsed), std::move(prepared))});
    recorded.wait(++posted);
    return read;
  };
  constexpr int pages = 50;
  for (int page = 1; page <= pages; ++page) post(page, 0);
  told.wait(pages);
  std::vector<double> times;
  for (int i = 0; i < amendments; ++i) {
    const int page = i % pages + 1, edition = i / pages + 1;
    post(page, edition);  // seen once: looked at again before it is told
    std::this_thread::sleep_for(10ms);
    const auto read = post(page, edition);
    told.wait(pages + i + 1);
    times.push_back(std::chrono::duration<double, std::milli>(arrived.load() - read).count());
  }
  recorder.close();
  recording.join();
  std::ranges::sort(times);
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::cout << times.size() << " amendments, ms from read to subscriber: median " << at(0.5)
            << ", 99th percentile " << at(0.99) << ", slowest " << times.back() << '\n';
  return 0;
}

}  // namespace
}  // namespace gazetted

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "usage: latency STORE [N]\n";
    return 2;
  }
  return gazetted::run(arguments[1], count > 2 ? std::atoi(arguments[2]) : 1000);
}
