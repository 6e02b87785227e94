// The proof of politeness: hundreds of hosts at once over real HTTP, with redirects from one to the other,
// Crawl-delays, attachments and a restart in the middle; and with hosts that share their addresses. What the
// hosts saw is judged, not what we meant.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "crawler/crawler.h"
#include "crawler/host_record.h"
#include "tests/crawler/polite_server.h"

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;
using test::PoliteServer;
using test::Visit;

constexpr int hosts = 500;
constexpr Duration delay{200};
constexpr Duration crawl_delay{400};
/// The clocks that the pause is kept by count milliseconds.
constexpr Duration tolerance{3};
/// Of a request that a stop cut off, or whose answer it did, the crawler knows when it was sent, the host
/// when it came.
constexpr Duration on_the_way{100};

const std::pair<std::string, PageKind> pages[] = {
    {"/list", PageKind::list}, {"/policy", PageKind::article}, {"/annex", PageKind::attachment}};

std::string host_named(int number) {
  return "127.1." + std::to_string(number / 250) + "." + std::to_string(1 + number % 250);
}
int number_of(const std::string& host) {
  const auto last = host.rfind('.'), before = host.rfind('.', last - 1);
  return 250 * std::stoi(host.substr(before + 1)) + std::stoi(host.substr(last + 1)) - 1;
}
bool has_crawl_delay(int host) { return host % 10 == 0; }
bool sends_to_neighbour(int host) { return host % 5 == 1; }

std::string message(const std::string& status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

class SlowPoliteness : public testing::Test {
 protected:
  SlowPoliteness()
      : server(20ms,
               [this](const std::string& host, const std::string& path) { return answer(host, path); }) {
    source.id = SourceId("s");
    source.private_addresses = true;
    source.pace.delay = delay;
    settings.keep_hosts = [this](std::vector<HostNote> notes) {
      for (auto& note : notes) kept[note.name] = note.record;
    };
  }

  std::string answer(const std::string& host, const std::string& path) const {
    const int number = number_of(host);
    if (path == "/robots.txt")
      return has_crawl_delay(number) ? message("200 OK", "", "User-agent: *\nCrawl-delay: 0.4\n")
                                     : message("404 Not Found", "", "");
    if (path == "/policy" && sends_to_neighbour(number))
      return message("302 Found", "Location: " + url((number + 4) % hosts, "/moved").str() + "\r\n", "");
    if (path == "/annex") return message("200 OK", "Content-Type: application/pdf\r\n", "%PDF-1.7");
    return message("200 OK", "Content-Type: text/html\r\n", "<html><body>text</body></html>");
  }

  Url url(int host, const std::string& path) const {
    return Url::parse("http://" + host_named(host) + ":" + std::to_string(server.port()) + path).value();
  }
  Target target(const Url& url, PageKind kind) const {
    Target target;
    target.url = url;
    target.source = source.id;
    target.kind = kind;
    target.due = clock.now();
    return target;
  }

  /// Visits what was not visited yet, from what the process before kept, until so many requests came.
  void live(std::size_t requests) {
    Crawler crawler(settings, clock, Mode::once, [&](Capture capture) {
      Learned learned{.acknowledged = 1};
      if (capture.target.kind == PageKind::article)
        learned.targets.push_back(target(*capture.target.url.resolve("/annex"), PageKind::attachment));
      visited.insert(capture.target.url);
      if (capture.error) errors.push_back(capture.error->message);
      crawler.post(std::move(learned));
    });
    KnownHosts known;
    for (const auto& [name, record] : kept) known.all.push_back({name, record});
    crawler.post(std::move(known));
    crawler.post(Sources{{std::make_shared<const Source>(source)}});
    Learned begin;
    for (int host = 0; host < hosts; ++host)
      for (const auto& [path, kind] : pages) {
        const bool learned_later = kind == PageKind::attachment && !visited.contains(url(host, "/policy"));
        if (!learned_later && !visited.contains(url(host, path)))
          begin.targets.push_back(target(url(host, path), kind));
      }
    crawler.post(std::move(begin));
    std::stop_source stop;
    const std::jthread stopper([&](const std::stop_token& over) {
      while (!over.stop_requested() && server.count() < requests) std::this_thread::sleep_for(1ms);
      stop.request_stop();
    });
    crawler.run(stop.get_token());
  }

  /// What lay between the two, which is to be no less than `wished`.
  Duration expect_pause(const Visit& last, const Visit& next, Duration wished) const {
    const bool over_restart = last.came < restarted && restarted <= next.came;
    const auto pause = std::chrono::floor<Duration>(next.came - (over_restart ? last.came : last.over));
    EXPECT_GE(pause, over_restart ? delay - on_the_way : wished - tolerance)
        << last.host << last.path << " then " << next.host << next.path;
    return pause;
  }

  SystemClock clock;
  Settings settings;
  Source source;
  std::map<std::string, std::string> kept;
  std::set<Url> visited;
  std::vector<std::string> errors;
  Visit::Instant restarted{};
  PoliteServer server;
};

TEST_F(SlowPoliteness, OfFiveHundredHostsNoneIsAskedTooSoonOrTwiceAtOnce) {
  live(3 * hosts / 2);
  restarted = Visit::Instant::clock::now();
  const auto before = server.count();
  const auto asked_before = kept.size();
  live(static_cast<std::size_t>(-1));

  const auto visits = server.visits();
  EXPECT_EQ(errors, std::vector<std::string>{});
  EXPECT_EQ(visited.size(), 3U * hosts);
  EXPECT_LT(before, visits.size() / 2) << "the restart is in the middle";
  EXPECT_GT(asked_before, 0U);
  std::map<std::string, std::vector<Visit>> by_host;
  for (const auto& visit : visits) by_host[visit.host].push_back(visit);
  EXPECT_EQ(by_host.size(), static_cast<std::size_t>(hosts));

  std::size_t landed = 0, over_restart = 0;
  Duration least = Duration::max();
  for (const auto& [host, seen] : by_host) {
    Duration wished = delay;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      EXPECT_EQ(seen[i].beside, 0) << host << seen[i].path;
      if (seen[i].path == "/moved") ++landed;
      if (i == 0) continue;
      const Visit& last = seen[i - 1];
      // Its robots.txt counts from its answer on.
      if (last.path == "/robots.txt" && !last.cut && has_crawl_delay(number_of(host))) wished = crawl_delay;
      least = std::min(least, expect_pause(last, seen[i], wished));
      if (seen[i].path == "/robots.txt") ++over_restart;
    }
  }
  EXPECT_GE(landed, static_cast<std::size_t>(hosts / 5));
  EXPECT_GT(over_restart, 0U);
  RecordProperty("least_gap_ms", std::to_string(least.count()));
  RecordProperty("requests", std::to_string(visits.size()));
}

TEST_F(SlowPoliteness, HostsThatShareAnAddressAreTogetherAskedNoFasterThanOne) {
  static constexpr int sharing = 4;
  const auto address_of = [](int host) { return "127.2.0." + std::to_string(1 + host / sharing); };
  for (int host = 0; host < hosts; ++host)
    source.resolve[host_named(host) + ':' + std::to_string(server.port())] = {address_of(host)};
  live(2 * hosts);
  restarted = Visit::Instant::clock::now();
  live(static_cast<std::size_t>(-1));

  const auto visits = server.visits();
  EXPECT_EQ(errors, std::vector<std::string>{});
  EXPECT_EQ(visited.size(), 3U * hosts);
  // From the first request on: where a host stands is learned before it is asked.
  std::map<std::string, Visit> last_at;
  std::size_t before = 0, judged = 0;
  for (const auto& visit : visits) {
    if (visit.came < restarted) ++before;
    const auto address = address_of(number_of(visit.host));
    if (const auto last = last_at.find(address); last != last_at.end()) {
      ++judged;
      expect_pause(last->second, visit, delay);
    }
    last_at.insert_or_assign(address, visit);
  }
  EXPECT_GT(before, static_cast<std::size_t>(hosts));
  EXPECT_LT(before, visits.size());
  EXPECT_EQ(last_at.size(), static_cast<std::size_t>(hosts / sharing));
  EXPECT_GT(judged, static_cast<std::size_t>(hosts));
  RecordProperty("judged", std::to_string(judged));
}

}  // namespace
}  // namespace gazetted::crawler
