// What it costs to bring pages over the network and nothing more: by the crawler, with its politeness, or by
// a bare loop around a curl multi handle. Pages a second, and microseconds of processor a page. Addresses are
// read and handed out before the clock starts, as the daemon has them out of its store; the digest of a page
// that is new is taken by who reads it, here by nobody.
//   transfer crawler|multi FILE      FILE: an address a line

#include <curl/curl.h>
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "crawler/crawler.h"

namespace gazetted {
namespace {

using Addresses = std::vector<std::string>;

Addresses read_addresses(const char* path) {
  std::ifstream file(path);
  Addresses addresses;
  for (std::string line; std::getline(file, line);) addresses.push_back(line);
  return addresses;
}

struct Figures {
  std::size_t bodies = 0;                ///< that came
  double seconds = 0, of_processor = 0;  ///< user and system
};

template <class Bring>
Figures timed(const Bring& bring) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t spent_before = std::clock();
  const std::size_t bodies = bring();
  const auto spent = static_cast<double>(std::clock() - spent_before) / CLOCKS_PER_SEC;
  return {bodies, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), spent};
}

Figures by_crawler(const Addresses& addresses) {
  auto source = std::make_shared<Source>();
  source->id = SourceId("town");
  source->private_addresses = true;
  source->pace.delay = Duration{0};
  crawler::Sources sources;
  sources.all.push_back(source);
  crawler::Learned learned;
  const SystemClock clock;
  for (const auto& address : addresses) {
    Target target;
    target.url = *Url::parse(address);
    target.source = source->id;
    target.due = clock.now();
    learned.targets.push_back(std::move(target));
  }
  constexpr std::size_t batch = 100;  // as the recorder takes them
  std::size_t captures = 0, bodies = 0;
  std::optional<crawler::Crawler> crawler;
  crawler.emplace(crawler::Settings{}, clock, crawler::Mode::once, [&](const Capture& capture) {
    bodies += capture.body.empty() ? 0 : 1;
    if (++captures % batch != 0 && captures != addresses.size()) return;
    crawler::Learned done;
    done.acknowledged = (captures - 1) % batch + 1;
    crawler->post(std::move(done));
  });
  crawler->post(std::move(sources));
  crawler->post(std::move(learned));
  return timed([&] {
    crawler->run({});
    return bodies;
  });
}

std::size_t keep(char* data, std::size_t, std::size_t size, void* body) {
  static_cast<std::string*>(body)->append(data, size);
  return size;
}

/// As many handles as hosts, each of which goes through the pages of its host over one connection.
class Lane {
 public:
  Lane() : easy_(curl_easy_init(), curl_easy_cleanup) {
    curl_easy_setopt(easy_.get(), CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy_.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy_.get(), CURLOPT_WRITEFUNCTION, &keep);
    curl_easy_setopt(easy_.get(), CURLOPT_WRITEDATA, &body_);
  }
  void add(const std::string& address) { addresses_.push_back(&address); }
  /// False where nothing is left.
  bool go_on(CURLM* multi) {
    if (next_ == addresses_.size()) return false;
    body_.clear();
    curl_easy_setopt(easy_.get(), CURLOPT_URL, addresses_[next_++]->c_str());
    if (curl_multi_add_handle(multi, easy_.get()) != CURLM_OK) throw std::runtime_error("no request");
    return true;
  }
  [[nodiscard]] bool got_body() const { return !body_.empty(); }

 private:
  std::unique_ptr<CURL, void (*)(CURL*)> easy_;
  std::vector<const std::string*> addresses_;
  std::size_t next_ = 0;
  std::string body_;
};

using Lanes = std::map<std::string, Lane>;

/// Bodies that came.
std::size_t go_through(Lanes& lanes, CURLM* multi) {
  std::size_t under_way = 0, bodies = 0;
  for (auto& [host, lane] : lanes) under_way += lane.go_on(multi) ? 1 : 0;
  while (under_way > 0) {
    int running = 0, left = 0;
    curl_multi_perform(multi, &running);
    while (const CURLMsg* const message = curl_multi_info_read(multi, &left)) {
      CURL* const easy = message->easy_handle;
      Lane* lane = nullptr;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &lane);
      curl_multi_remove_handle(multi, easy);
      bodies += lane->got_body() ? 1 : 0;
      if (!lane->go_on(multi)) --under_way;
    }
    if (under_way > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  return bodies;
}

Figures by_multi(const Addresses& addresses) {
  const std::unique_ptr<CURLM, CURLMcode (*)(CURLM*)> multi(curl_multi_init(), curl_multi_cleanup);
  Lanes lanes;  // ends before its multi handle
  for (const auto& address : addresses) lanes[std::string(Url::parse(address)->origin())].add(address);
  return timed([&] { return go_through(lanes, multi.get()); });
}

}  // namespace
}  // namespace gazetted

int main(int count, char** arguments) {
  const std::string_view how = count == 3 ? arguments[1] : "";
  if (how != "crawler" && how != "multi") {
    std::cerr << "usage: transfer crawler|multi FILE\n";
    return 2;
  }
  // malloc gives back the end of a young heap with each body that is freed. That of the daemon is not young:
  // once a block of some size was freed it keeps as much.
  mallopt(M_TRIM_THRESHOLD, 8 << 20);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const auto addresses = gazetted::read_addresses(arguments[2]);
  const auto figures = how == "crawler" ? gazetted::by_crawler(addresses) : gazetted::by_multi(addresses);
  if (figures.bodies != addresses.size()) {
    std::cerr << figures.bodies << " of " << addresses.size() << " came\n";
    return 1;
  }
  const auto pages = static_cast<double>(figures.bodies);
  std::printf("%.0f %.1f\n", pages / figures.seconds, figures.of_processor / pages * 1e6);
}
