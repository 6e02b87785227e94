#include "monitor/judge_list.h"

#include <algorithm>

namespace gazetted::monitor {
namespace {

const Entrance* configured_entrance(const Scene& scene) {
  const auto found =
      std::find_if(scene.source.entrances.begin(), scene.source.entrances.end(),
                   [&](const Entrance& entrance) { return entrance.url.canonical() == scene.page.entrance; });
  return found == scene.source.entrances.end() ? nullptr : &*found;
}

/// The entrance's own record: the page of the scene, or another one.
class EntranceRecord {
 public:
  explicit EntranceRecord(Scene& scene)
      : scene_(scene),
        other_(scene.page.url == scene.page.entrance ? std::nullopt
                                                     : scene.view().page(scene.page.entrance)) {}
  EntranceRecord(const EntranceRecord&) = delete;
  EntranceRecord& operator=(const EntranceRecord&) = delete;

  [[nodiscard]] PageRecord& get() { return other_ ? *other_ : scene_.page; }
  void keep() const {
    if (other_) scene_.say(PagePut{*other_});
  }

 private:
  Scene& scene_;
  std::optional<PageRecord> other_;
};

void await(PageRecord& entrance, const Url& url) {
  if (!entrance.baseline_complete &&
      std::find(entrance.awaited.begin(), entrance.awaited.end(), url) == entrance.awaited.end())
    entrance.awaited.push_back(url);
}

/// The first pass is complete when the entrance and every further page it led to were read.
void arrived(PageRecord& entrance, const Url& url) {
  std::erase(entrance.awaited, url);
  if (entrance.awaited.empty()) entrance.baseline_complete = true;
}

bool is_configured_entrance(const Scene& scene, const Url& url) {
  return std::any_of(scene.source.entrances.begin(), scene.source.entrances.end(),
                     [&](const Entrance& entrance) { return entrance.url.canonical() == url; });
}

/// To be read in full, though it be the same.
void ask_on_walk(PageRecord& page, Timestamp walk) {
  page.walk = walk;
  page.validators = {};
}

/// A further page of this list: known from now on, and due at once if this page brought news, or is read on a
/// walk that was not there yet.
void follow(Scene& scene, PageRecord& entrance, const Url& reference, PageKind kind, ListNews news) {
  const Url url = reference.canonical();
  if (url == scene.page.url || url == scene.page.entrance) return;
  auto known = scene.view().page(url);
  const bool is_walk = known && known->walk < scene.page.walk;
  if (known && !is_walk && news == ListNews::none && entrance.baseline_complete) return;
  if (!known) {
    known = new_page(scene, url, kind);
    known->parent = scene.page.url;
    known->page = scene.page.page + 1;
    await(entrance, url);
  }
  if (known->walk < scene.page.walk) ask_on_walk(*known, scene.page.walk);
  scene.say(PagePut{*known});
  auto target = target_of(*known);
  target.due = scene.now;
  target.urgent = is_walk;
  scene.targets.push_back(std::move(target));
}

/// The entrance that led to this page, if it is no document itself.
std::optional<PageRecord> list_of(const Scene& scene) {
  if (scene.page.entrance == scene.page.url) return std::nullopt;
  auto entrance = scene.view().page(scene.page.entrance);
  return entrance && entrance->kind != PageKind::article ? std::move(entrance) : std::nullopt;
}

/// The one time at which most items of a long list are said to have been modified: then the list was made.
std::optional<Timestamp> made_at(const std::vector<ListItem>& items) {
  constexpr std::size_t long_list = 100;
  if (items.size() < long_list) return std::nullopt;
  std::optional<Timestamp> most;  // that of more than half, if there is one (Boyer and Moore's vote)
  std::size_t lead = 0;
  for (const auto& item : items) {
    if (lead == 0) most = item.modified;
    lead = item.modified == most ? lead + 1 : lead - 1;
  }
  const auto count = std::ranges::count(items, most, &ListItem::modified);
  return 2 * static_cast<std::size_t>(count) > items.size() ? most : std::nullopt;
}

/// A day without a time of day is read as its midnight, by the clock of the source or that of China.
bool names_a_day(Timestamp time, std::chrono::minutes zone) {
  const auto is_midnight = [time](std::chrono::minutes offset) {
    return (time + offset).time_since_epoch() % std::chrono::days{1} == Duration{0};
  };
  return is_midnight(zone) || is_midnight(china_offset) || is_midnight(std::chrono::minutes{0});
}

/// When to visit a page that was visited before and that a list says was modified; nothing where it was
/// visited since. A visit that failed has its own schedule.
std::optional<Timestamp> due_by_list(const Scene& scene, const PageRecord& known,
                                     std::optional<Timestamp> modified) {
  if (!modified || known.last_success == Timestamp{}) return std::nullopt;
  // A clock that is ahead, or local time given as UTC: soon enough, but not at each look until then.
  constexpr Duration furthest_ahead = std::chrono::hours{24}, between = std::chrono::hours{6};
  if (*modified > scene.now && *modified - scene.now > furthest_ahead) return std::nullopt;
  if (*modified > scene.now) return std::max(scene.now, known.last_visit + between);
  if (*modified > known.last_visit) return scene.now;
  // What came later on that day is known when it is over; the list may be the same then, and not be read.
  const Timestamp end_of_day = *modified + std::chrono::days{1};
  if (!names_a_day(*modified, scene.source.time_zone) || end_of_day <= known.last_visit) return std::nullopt;
  return std::max(scene.now, end_of_day);
}

bool has_another_title(const PageRecord& known, const ListItem& item) {
  return !item.title.empty() && !known.list_title.empty() && item.title != known.list_title;
}

/// A visit that is not due yet.
void visit_later(Scene& scene, PageRecord known, Timestamp due) {
  if (known.due <= due) return;
  known.due = due;
  known.due_reason = "modified by then, as its list says";
  scene.targets.push_back(target_of(known));
  scene.say(PagePut{std::move(known)});
}

/// Another list may have shown it first: it is news of this one all the same.
bool came_since_last_news(const Scene& scene, const PageRecord& known) {
  const auto& newest = scene.page.news_days.newest;
  return newest && day_of(known.first_seen, scene.source.time_zone) > *newest;
}

}  // namespace

ListNews judge_list(Scene& scene, const Parsed& parsed) {
  EntranceRecord entrance(scene);
  // What the first complete pass finds is history, found on whichever of its pages.
  scene.page.history = !entrance.get().baseline_complete;
  ListNews news = ListNews::none;
  const auto made = made_at(parsed.items);
  for (const auto& item : parsed.items) {
    const auto modified = item.modified == made ? std::nullopt : item.modified;
    const Url url = item.url.canonical();
    if (url == scene.page.url || url.is_file() || is_configured_entrance(scene, url)) continue;
    auto known = scene.view().page(url);
    if (!known || came_since_last_news(scene, *known)) ++scene.fresh;
    if (known && !has_another_title(*known, item)) {
      const auto due = due_by_list(scene, *known, modified);
      if (!due) continue;
      if (*due > scene.now) {
        visit_later(scene, *std::move(known), *due);
        continue;
      }
    }
    const bool is_new = !known;
    if (is_new) {
      news = ListNews::some;
      ++scene.news;
      if (modified) scene.appeared.push_back(*modified);
      known = new_page(scene, url, PageKind::article);
    }
    if (!item.title.empty()) known->list_title = item.title;
    if (item.date) known->list_date = item.date;
    known->due = scene.now;
    scene.say(PagePut{*known});
    scene.targets.push_back(target_of(*known));
    // News does not wait for what is only to be looked at again.
    scene.targets.back().urgent = is_new && !scene.page.history;
  }
  const auto* configured = configured_entrance(scene);
  const int most_pages = configured == nullptr ? 1 : configured->pages;
  if (parsed.next && scene.page.page < most_pages)
    follow(scene, entrance.get(), *parsed.next, parsed.kind, news);
  else
    entrance.get().walked = std::max(entrance.get().walked, scene.page.walk);
  // An index of indexes is against the protocol, and one after another without end is a trap.
  constexpr int deepest_index = 2;
  for (const auto& sitemap : parsed.sitemaps)
    if (scene.page.page <= deepest_index)
      follow(scene, entrance.get(), sitemap, PageKind::sitemap, ListNews::some);
  arrived(entrance.get(), scene.page.url);
  entrance.keep();
  scene.page.known_items = static_cast<std::uint32_t>(parsed.items.size() + parsed.sitemaps.size());
  scene.note("list of " + std::to_string(parsed.items.size()) + " items");
  return news;
}

std::vector<std::string> known_titles(const Scene& scene) {
  // The store is not asked for the pages of a list. Most are of its own origin; records cost some
  // microseconds, and whoever else is to be judged waits.
  constexpr std::size_t enough = 100;
  std::size_t here = 10'000, elsewhere = 1'000;  // records that may be read
  const std::string own(scene.page.entrance.origin());
  std::vector<std::string> titles;
  scene.view().each_newest([&](PageNumber number, std::string_view origin) {
    auto& left = origin == own ? here : elsewhere;
    if (left == 0) return View::Walk::on;
    --left;
    auto page = scene.view().page(number);
    if (page && page->entrance == scene.page.entrance && !page->list_title.empty())
      titles.push_back(std::move(page->list_title));
    return titles.size() < enough ? View::Walk::on : View::Walk::stop;
  });
  return titles;
}

void ask_lists(Scene& scene, Timestamp since) {
  auto entrance = list_of(scene);
  if (!entrance || entrance->walk >= since) return;
  ask_on_walk(*entrance, scene.now);
  entrance->due = scene.now;
  entrance->due_reason = "asked whether what stood at " + scene.page.url.str() + " stands elsewhere";
  auto target = target_of(*entrance);
  target.urgent = true;
  scene.say(PagePut{*std::move(entrance)});
  scene.targets.push_back(std::move(target));
}

bool were_lists_read(const Scene& scene, Timestamp since) {
  const auto entrance = list_of(scene);
  return !entrance || entrance->walked >= since;
}

void give_up_list_page(Scene& scene) {
  constexpr std::uint32_t patience = 3;
  if (scene.page.url == scene.page.entrance || scene.page.failures < patience) return;
  EntranceRecord entrance(scene);
  const auto& awaited = entrance.get().awaited;
  if (std::find(awaited.begin(), awaited.end(), scene.page.url) == awaited.end()) return;
  arrived(entrance.get(), scene.page.url);
  entrance.keep();
  scene.note("the first pass goes on without this page");
}

}  // namespace gazetted::monitor
