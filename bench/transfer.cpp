// Pages a second that come over the network and nothing more: by the crawler, with its politeness, or by a
// bare loop around a curl multi handle.
//   transfer crawler|multi FILE      FILE: an address a line

#include <curl/curl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
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

/// Bodies that came.
std::size_t by_crawler(const Addresses& addresses) {
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
  crawler->run({});
  return bodies;
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

std::size_t by_multi(const Addresses& addresses) {
  const std::unique_ptr<CURLM, CURLMcode (*)(CURLM*)> multi(curl_multi_init(), curl_multi_cleanup);
  std::map<std::string, Lane> lanes;  // ends before its multi handle
  for (const auto& address : addresses) lanes[std::string(Url::parse(address)->origin())].add(address);
  std::size_t under_way = 0, bodies = 0;
  for (auto& [host, lane] : lanes) under_way += lane.go_on(multi.get()) ? 1 : 0;
  while (under_way > 0) {
    int running = 0, left = 0;
    curl_multi_perform(multi.get(), &running);
    while (const CURLMsg* const message = curl_multi_info_read(multi.get(), &left)) {
      CURL* const easy = message->easy_handle;
      Lane* lane = nullptr;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &lane);
      curl_multi_remove_handle(multi.get(), easy);
      bodies += lane->got_body() ? 1 : 0;
      if (!lane->go_on(multi.get())) --under_way;
    }
    if (under_way > 0) curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
  }
  return bodies;
}

}  // namespace
}  // namespace gazetted

int main(int count, char** arguments) {
  const std::string_view how = count == 3 ? arguments[1] : "";
  if (how != "crawler" && how != "multi") {
    std::cerr << "usage: transfer crawler|multi FILE\n";
    return 2;
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const auto addresses = gazetted::read_addresses(arguments[2]);
  const auto begin = std::chrono::steady_clock::now();
  const auto bodies = how == "crawler" ? gazetted::by_crawler(addresses) : gazetted::by_multi(addresses);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  if (bodies != addresses.size()) {
    std::cerr << bodies << " of " << addresses.size() << " came\n";
    return 1;
  }
  std::printf("%.0f\n", static_cast<double>(bodies) / elapsed.count());
}
