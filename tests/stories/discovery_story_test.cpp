// What a running daemon is led to: by a sitemap that says what was modified, and back through a list that it
// sees for the first time. The clock of judgement is turned by hand; no page is due by its own pace.

#include <functional>

#include "tests/stories/running_daemon.h"
#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using namespace std::chrono_literals;
using Told = std::vector<std::string>;

/// A decree of its own number, words and address.
Decree decree(int serial) {
  const auto number = std::to_string(serial);
  auto made = decrees().front();
  made.path = "/zwgk/zcwj/t20260305_" + std::to_string(2000 + serial) + ".html";
  made.title = "青石市人民政府关于印发第" + number + "片区管理办法的通知";
  made.number = "青政发〔2026〕" + number + "号";
  made.paragraphs[2] = "第一条　本办法适用于第" + number + "片区内的有关活动及其监督管理。";
  return made;
}

class DiscoveryStory : public Story {
 protected:
  void start() { daemon = std::make_unique<RunningDaemon>(watched(), clock); }

  /// The daemon's store, or that which it left.
  template <class Reading>
  void read(Reading reading) const {
    if (daemon)
      daemon->store().read(reading);
    else
      open().read(reading);
  }
  [[nodiscard]] std::optional<monitor::PageRecord> page(const std::string& path) const {
    std::optional<monitor::PageRecord> page;
    read([&](const monitor::View& view) { page = view.page(site.url(path).canonical()); });
    return page;
  }
  /// Whether that page was visited at this very time of the clock, and judged.
  [[nodiscard]] bool is_seen(const std::string& path) const {
    const auto known = page(path);
    return known && known->last_visit == clock.now();
  }

  /// Whether every page that is due was visited, and judged.
  [[nodiscard]] bool is_at_rest() const {
    bool is_due = false;
    read([&](const monitor::View& view) {
      view.each_turn(Timestamp::min(), clock.now() + 1s, [&](const monitor::View::Turn&) {
        is_due = true;
        return monitor::View::Walk::stop;
      });
    });
    return !is_due;
  }

  static bool comes_true(const std::function<bool()>& hope) {
    for (const auto end = std::chrono::steady_clock::now() + 20s; std::chrono::steady_clock::now() < end;
         std::this_thread::sleep_for(5ms))
      if (hope()) return true;
    return hope();
  }

  [[nodiscard]] config::Configuration watched() const {
    auto made = configuration();
    auto source = *made.sources.front();
    source.entrances = {entrance};
    source.pace = {.every = look, .revisit = std::chrono::hours{24 * 365}, .delay = delay};
    made.sources.front() = std::make_shared<const Source>(std::move(source));
    return made;
  }

  Entrance entrance;
  Duration look = 5min, delay{0};
  std::unique_ptr<RunningDaemon> daemon;
};

class SitemapStory : public DiscoveryStory {
 protected:
  SitemapStory() {
    entrance.url = site.url(map);
    entrance.kind = PageKind::sitemap;
    for (int serial = 1; serial <= 4; ++serial) publish(decree(serial), "2026-03-01T08:00:00+08:00");
  }

  void publish(const Decree& one, const std::string& modified) {
    serve(one);
    stamps.emplace_back(one.path, modified);
    serve_map();
  }
  void serve(const Decree& one) { site.serve(one.path, article_page(one)); }
  /// The sitemap says so, whatever the page does.
  void stamp(const std::string& path, const std::string& modified) {
    for (auto& [stamped, time] : stamps)
      if (stamped == path) time = modified;
    serve_map();
  }
  void serve_map() {
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    for (const auto& [path, time] : stamps)
      xml += "<url><loc>" + site.url(path).str() + "</loc><lastmod>" + time + "</lastmod></url>\n";
    site.serve(map, xml + "</urlset>\n", {.content_type = "application/xml"});
  }

  /// The daemon's life up to its first complete pass.
  void begin() {
    start();
    ASSERT_TRUE(comes_true([&] {
      return is_seen(map) &&
             std::ranges::all_of(stamps, [&](const auto& stamped) { return is_seen(stamped.first); });
    }));
    std::ignore = news(daemon->store());
  }
  /// A look at the sitemap, and at what it asked for.
  void look_again() {
    clock.advance(look);
    ASSERT_TRUE(comes_true([&] { return is_seen(map) && is_at_rest(); }));
  }
  /// Likewise, by a daemon that was away for so long.
  void look_again_after(Duration away) {
    daemon.reset();
    clock.advance(away);
    start();
    ASSERT_TRUE(comes_true([&] { return is_seen(map); }));
    look_again();
  }

  const std::string map = "/sitemap.xml";
  std::vector<std::pair<std::string, std::string>> stamps;  ///< path and lastmod
};

TEST_F(SitemapStory, WhatItSaysWasModifiedIsVisitedSoonAndOnce) {
  begin();
  auto amended = decree(2);
  amended.paragraphs[4].replace(amended.paragraphs[4].find("75%"), 3, "80%");
  serve(amended);
  stamp(amended.path, "2026-03-06T10:05:00+08:00");  // the clock began at 10:00
  look_again();
  EXPECT_EQ(news(daemon->store()), Told{"policy.amended 青政发〔2026〕2号"});
  EXPECT_EQ(site.hits(amended.path), 3) << "twice now: other words are looked at again at once";
  look_again();
  stamp(decree(4).path, "2026-03-02T08:00:00+08:00");
  look_again();
  EXPECT_EQ(site.hits(amended.path), 3);
  for (const int other : {1, 3, 4}) EXPECT_EQ(site.hits(decree(other).path), 1) << other;
}

TEST_F(SitemapStory, WhatItSaysNothingNewOfIsNotVisited) {
  begin();
  serve_map();
  look_again();
  stamp(decree(1).path, "2026-03-05T17:30:00+08:00");  // after the first stamp, and before the visit
  look_again();
  for (int serial = 1; serial <= 4; ++serial) EXPECT_EQ(site.hits(decree(serial).path), 1) << serial;
  publish(decree(5), "2026-03-06T10:30:00+08:00");
  look_again();
  EXPECT_EQ(news(daemon->store()), Told{"policy.published 青政发〔2026〕5号"});
  EXPECT_EQ(site.hits(decree(1).path), 1);
}

TEST_F(SitemapStory, ADayWithoutATimeIsAskedAboutOnceMoreWhenItIsOver) {
  begin();
  auto amended = decree(3);
  amended.paragraphs[4].replace(amended.paragraphs[4].find("75%"), 3, "80%");
  serve(amended);
  stamp(amended.path, "2026-03-06");  // the day on which it was first visited
  look_again();
  EXPECT_EQ(site.hits(amended.path), 1) << "nothing says that it was modified after the visit";
  look_again_after(14h);
  EXPECT_EQ(news(daemon->store()), Told{"policy.amended 青政发〔2026〕3号"});
  EXPECT_EQ(site.hits(amended.path), 3);
  EXPECT_EQ(site.hits(decree(1).path), 1);
}

TEST_F(SitemapStory, AClockThatIsAheadAsksForNoVisitAtEachLook) {
  begin();
  stamp(decree(1).path, "2026-03-06T18:00:00+08:00");  // eight hours ahead: local time given as UTC
  stamp(decree(2).path, "2099-01-01T00:00:00Z");
  look_again();
  stamp(decree(4).path, "2026-03-02T08:00:00+08:00");
  look_again();
  EXPECT_EQ(site.hits(decree(1).path), 1) << "it was visited within hours";
  look_again_after(6h);
  EXPECT_EQ(site.hits(decree(1).path), 2);
  EXPECT_EQ(site.hits(decree(2).path), 1);
}

TEST_F(SitemapStory, APageThatIsGoneIsNotAskedForAtEachLook) {
  begin();
  site.remove(decree(4).path);
  stamp(decree(4).path, "2026-03-06T10:05:00+08:00");
  look_again();
  look_again();
  EXPECT_EQ(site.hits(decree(4).path), 2) << "the next visit has its own schedule";
}

TEST_F(SitemapStory, OneTimeForAllIsThatOfTheSitemap) {
  for (int serial = 5; serial <= 110; ++serial) publish(decree(serial), "2026-03-01T08:00:00+08:00");
  begin();
  for (auto& [path, time] : stamps) time = "2026-03-06T10:05:00+08:00";
  stamp(decree(7).path, "2026-03-06T10:03:00+08:00");
  look_again();
  EXPECT_EQ(site.hits(decree(7).path), 2);
  for (const int other : {1, 50, 110}) EXPECT_EQ(site.hits(decree(other).path), 1) << other;
}

/// A list of many pages, newest first, four decrees each.
class BackFillStory : public DiscoveryStory {
 protected:
  BackFillStory() {
    entrance.url = site.url(list_path(1));
    entrance.kind = PageKind::list;
    entrance.pages = depth;
    for (int serial = 4 * pages; serial >= 1; --serial) all.push_back(decree(serial));
    serve();
  }

  static std::string list_path(int number) {
    return "/zwgk/zcwj/index" + (number == 1 ? "" : "_" + std::to_string(number - 1)) + ".html";
  }
  void serve() {
    for (const auto& one : all) site.serve(one.path, article_page(one));
    for (int number = 1; number <= pages; ++number) {
      const auto begin = all.begin() + 4 * (number - 1);
      auto html = list_page({begin, begin + 4});
      const auto script = html.find("<script>createPageHTML"), end = html.find("</script>", script);
      html.replace(
          script, end - script,
          number == pages ? "<script>" : "<a href=\"" + list_path(number + 1) + "\">下一页</a><script>");
      site.serve(list_path(number), html);
    }
  }

  /// Of the decrees that stand on the pages within reach.
  [[nodiscard]] bool all_seen() const {
    return std::all_of(all.begin(), all.begin() + 4 * depth, [&](const Decree& one) {
      const auto known = page(one.path);
      return known && known->last_success != Timestamp{};
    });
  }

  static constexpr int pages = 7, depth = 5;
  std::vector<Decree> all;
};

TEST_F(BackFillStory, TheFirstPassGoesAsFarAsItMayAndIsHistory) {
  start();
  ASSERT_TRUE(comes_true([&] { return all_seen(); }));
  for (int number = 1; number <= pages; ++number)
    EXPECT_EQ(site.hits(list_path(number)), number <= depth ? 1 : 0) << number;
  const auto told = news(daemon->store());
  EXPECT_EQ(told.size(), std::size_t{4} * depth);
  EXPECT_TRUE(std::ranges::all_of(told, [](const auto& one) { return one.starts_with("policy.baseline "); }));
}

TEST_F(BackFillStory, LaterItIsFollowedToWhereNothingIsNew) {
  start();
  ASSERT_TRUE(comes_true([&] { return all_seen(); }));
  std::ignore = news(daemon->store());
  clock.advance(look);
  ASSERT_TRUE(comes_true([&] { return is_seen(list_path(1)); }));
  for (int serial = 4 * pages + 1; serial <= 4 * pages + 5; ++serial)
    all.insert(all.begin(), decree(serial));  // all of the first page and one of the second
  serve();
  clock.advance(look);
  ASSERT_TRUE(comes_true([&] { return all_seen() && is_seen(list_path(3)); }));
  clock.advance(look);
  ASSERT_TRUE(comes_true([&] { return is_seen(list_path(1)); }));
  EXPECT_EQ(news(daemon->store()).size(), 5U);
  EXPECT_EQ(site.hits(list_path(1)), 4);
  EXPECT_EQ(site.hits(list_path(2)), 2);
  EXPECT_EQ(site.hits(list_path(3)), 2) << "where nothing is new";
  EXPECT_EQ(site.hits(list_path(4)), 1);
}

TEST_F(BackFillStory, AfterARestartItGoesOnAndAsksForNothingTwice) {
  delay = Duration{60};
  for (const int reached : {2, 9, 17}) {
    start();
    const auto documents = [&] {
      return std::ranges::count_if(all, [&](const Decree& one) {
        const auto known = page(one.path);
        return known && known->last_success != Timestamp{};
      });
    };
    ASSERT_TRUE(comes_true([&] { return documents() >= reached; }));
    daemon.reset();
    clock.advance(1min);
    ASSERT_LT(documents(), 4 * depth) << "stopped in the middle";
  }
  start();
  ASSERT_TRUE(comes_true([&] { return all_seen(); }));
  daemon.reset();
  for (int number = 1; number <= depth; ++number) EXPECT_EQ(site.hits(list_path(number)), 1) << number;
  for (const auto& one : all) EXPECT_LE(site.hits(one.path), 1) << one.path;
  const auto told = news(open());
  EXPECT_EQ(told.size(), std::size_t{4} * depth);
  EXPECT_TRUE(std::ranges::all_of(told, [](const auto& one) { return one.starts_with("policy.baseline "); }));
}

}  // namespace
}  // namespace gazetted::test
