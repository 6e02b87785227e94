#include "bench/judging/history.h"

#include <algorithm>

namespace gazetted::bench {
namespace {

using std::chrono::hours;

/// After something happened to a paper nothing else does for so long: each is to be seen by itself,
/// and a page is visited once a week at the least.
constexpr hours rest{9 * 24};
/// A removal is known when visits spread over a day have found nothing.
constexpr hours rest_of_removed{12 * 24};

/// Of the body, without its numbers, or of the enclosure.
std::vector<std::string> words_of(const Paper& paper) {
  std::vector<std::string> words;
  for (auto& line : numbered_lines(paper)) words.push_back(std::move(line.words));
  if (paper.enclosure)
    words.insert(words.end(), paper.enclosure->lines.begin(), paper.enclosure->lines.end());
  return words;
}

std::vector<std::string> missing(const std::vector<std::string>& from, const std::vector<std::string>& in) {
  std::vector<std::string> missing;
  for (const auto& line : from)
    if (std::ranges::find(in, line) == in.end()) missing.push_back(line);
  return missing;
}

std::vector<std::string> renumbered(const Paper& before, const Paper& after) {
  std::vector<std::string> numbers;
  const auto now = numbered_lines(after);
  for (const auto& [number, words] : numbered_lines(before)) {
    const auto line = std::ranges::find(now, words, &Line::words);
    if (line != now.end() && line->number != number) numbers.push_back(number + "→" + line->number);
  }
  return numbers;
}

std::string in_words(Date day) {
  return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" + std::to_string(day.day()) +
         "日";
}

/// Chances in a hundred thousand hours.
struct Rates {
  std::size_t publish = 900, amend = 900, repeal = 130, interpret = 130, remove = 130, copy = 100, move = 100,
              redesign = 60, restyle = 150, outage = 150, regenerate = 300, redate = 150, status = 100,
              outdate = 60, mistake = 60;
};
constexpr Rates rates;

}  // namespace

History::History(HistorySettings settings)
    : settings_(settings), dice_(settings.seed), begins_(*parse_rfc3339("2026-03-02T00:00:00Z")) {
  for (std::size_t i = 0; i < settings_.sites; ++i) begin_site(i);
}

void History::begin_site(std::size_t index) {
  Site site;
  site.index = index;
  site.seed = mixed(settings_.seed, index);
  site.begins = begins_;
  site.office = office(index);
  site.look = new_look(dice_, site.office, index);
  site.glitches = dice_.between(0, 8);
  site.sends_validators = dice_.happens(50);
  site.rests_until = begins_ + hours{72};
  Source source;
  source.id = SourceId("site" + std::to_string(index));
  source.name = site.look.site;
  source.entrances.push_back({.url = Url::parse(site.host() + "/zwgk/zcwj/index.html").value(), .pages = 6});
  if (index % 3 != 0) {
    source.pace.every = hours{3 * (index % 3)};
    source.pace.revisit = hours{index % 3 == 1 ? 12 : 24};
  }
  site.source = std::make_shared<const Source>(std::move(source));
  const auto today = day_of(begins_, china_offset);
  sites_.push_back(std::move(site));
  auto& kept = sites_.back();
  for (int i = dice_.between(8, 24); i > 0; --i) {
    auto& standing =
        put_up(kept, write_paper(dice_, kept.office, kept.serial++, today.plus_days(-dice_.between(3, 600))),
               begins_);
    tell("policy.baseline", kept, standing, begins_, "stood there");
    date(kept, standing, today);
  }
}

Standing& History::put_up(Site& site, Paper paper, Timestamp now) {
  Standing standing{.paper = std::move(paper), .path = {}, .returns = {}, .former = {}, .stale = {}};
  standing.path = site.path_of(standing.paper, static_cast<int>(site.papers.size()) * 7 + 1);
  standing.rests_until = now + rest;
  site.papers.push_back(std::move(standing));
  return site.papers.back();
}

/// Some papers say from when and until when they hold: those days are events without a visit.
void History::date(Site& site, Standing& standing, Date today) {
  if (!dice_.happens(15)) return;
  standing.is_dated = true;
  const auto begin = today.plus_days(dice_.between(12, 30));
  const auto last = begin.plus_days(dice_.between(35, 60));
  standing.paper.endings.insert(standing.paper.endings.begin(),
                                "本通知自" + in_words(begin) + "起施行，有效期至" + in_words(last) + "。");
  const auto when = [](Date day) { return start_of(day, china_offset); };
  tell("policy.effective", site, standing, when(begin), "its day");
  tell("policy.expiring", site, standing, when(last.plus_days(-30)), "its day");
  tell("policy.expired", site, standing, when(last.plus_days(1)), "its day");
}

void History::tell(const std::string& type, const Site& site, const Standing& about, Timestamp at,
                   std::string how) {
  if (at >= ends()) return;
  truths_.push_back({.type = type,
                     .source = site.source->id.str(),
                     .title = about.paper.title,
                     .page = Url::parse(site.host() + about.path).value().canonical(),
                     .at = at,
                     .how = std::move(how),
                     .removed = {},
                     .added = {},
                     .renumbered = {}});
}

Standing* History::some_paper(const Site& site, Timestamp now) {
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < site.papers.size(); ++i)
    if (site.papers[i].stands && site.papers[i].is_plain && site.papers[i].rests_until <= now)
      free.push_back(i);
  return free.empty() ? nullptr : &sites_[site.index].papers[dice_.one_of(free)];
}

void History::publish(Site& site, Timestamp now) {
  const auto today = day_of(now, china_offset);
  const bool is_late = dice_.happens(10);
  auto& standing = put_up(
      site, write_paper(dice_, site.office, site.serial++, is_late ? today.plus_days(-700) : today), now);
  tell("policy.published", site, standing, now, is_late ? "late" : "new");
  if (!is_late) date(site, standing, today);
}

void History::amend_one(Site& site, Timestamp now) {
  auto* standing = some_paper(site, now);
  if (standing == nullptr) return;
  const auto before = standing->paper;
  auto amendment =
      standing->former && dice_.happens(25) ? Amendment{"put back", *standing->former} : amend(dice_, before);
  standing->paper = std::move(amendment.paper);
  standing->former = before;
  standing->rests_until = now + rest;
  if (dice_.happens(20) && amendment.kind != "enclosure" && amendment.kind != "put back") {
    standing->stale = before;
    standing->stale_until = now + hours{dice_.between(6, 60)};
    amendment.kind += ", with an old copy about";
  }
  tell("policy.amended", site, *standing, now, amendment.kind);
  truths_.back().removed = missing(words_of(before), words_of(standing->paper));
  truths_.back().added = missing(words_of(standing->paper), words_of(before));
  truths_.back().renumbered = renumbered(before, standing->paper);
}

void History::repeal(Site& site, Timestamp now) {
  std::vector<const Paper*> repealed;
  std::vector<Standing*> concerned;
  for (auto& each : site.papers) {
    if (!each.stands || !each.is_plain || each.is_dated || each.is_repealed || each.rests_until > now ||
        each.paper.number.empty() || !dice_.happens(30))
      continue;
    concerned.push_back(&each);
    repealed.push_back(&each.paper);
    if (repealed.size() == 3) break;
  }
  if (repealed.empty()) return;
  auto decision = write_repeal(dice_, site.office, site.serial++, day_of(now, china_offset), repealed);
  for (auto* each : concerned) {
    each->is_repealed = true;
    tell("policy.related", site, *each, now, "repealed by " + decision.title);
  }
  auto& standing = put_up(site, std::move(decision), now);
  standing.is_plain = false;
  tell("policy.published", site, standing, now, "a repeal");
}

/// After a review several papers are put out of force at once, by what their pages state.
void History::outdate(Site& site, Timestamp now) {
  const auto standing = std::ranges::count_if(site.papers, &Standing::stands);
  auto left = std::min<std::ptrdiff_t>(dice_.between(3, 6), standing / 3);
  for (auto& each : site.papers) {
    if (left == 0) return;
    if (!each.stands || !each.is_plain || each.is_dated || each.rests_until > now ||
        each.paper.validity != "有效" || !dice_.happens(50))
      continue;
    --left;
    each.paper.validity = "失效";
    each.rests_until = now + rest;
    tell("policy.amended", site, each, now, "validity of several");
  }
}

void History::interpret(Site& site, Timestamp now) {
  const auto* standing = some_paper(site, now);
  if (standing == nullptr || standing->paper.number.empty()) return;
  tell("policy.related", site, *standing, now, "interpreted");
  put_up(site, write_interpretation(dice_, standing->paper, day_of(now, china_offset)), now).is_plain = false;
}

void History::remove(Site& site, Timestamp now) {
  auto* standing = some_paper(site, now);
  if (standing == nullptr || standing->is_copied || standing->is_dated) return;
  standing->stands = false;
  if (dice_.happens(40)) {  // for some hours only: nothing to tell
    standing->returns = now + hours{dice_.between(1, 10)};
    standing->rests_until = now + rest;
    return;
  }
  standing->rests_until = now + 2 * rest_of_removed;
  tell("policy.withdrawn", site, *standing, now, "removed");
  if (!dice_.happens(40)) return;
  standing->returns = now + rest_of_removed;
  tell("policy.restored", site, *standing, *standing->returns, "put back");
}

void History::copy(Site& site, Timestamp now) {
  auto* standing = some_paper(site, now);
  auto& other = sites_[dice_.below(sites_.size())];
  if (standing == nullptr || other.index == site.index || other.redesign || other.rests_until > now ||
      standing->is_copied)
    return;
  standing->is_copied = true;
  standing->rests_until = now + rest;
  auto paper = standing->paper;
  paper.enclosure.reset();
  paper.published = day_of(now, china_offset);
  auto& copied = put_up(other, std::move(paper), now);
  copied.is_copied = true;
  copied.is_plain = false;
  tell("policy.republished", other, copied, now, "copied from " + site.look.site);
}

/// One paper gets another address.
void History::move(Site& site, Timestamp now) {
  auto* standing = some_paper(site, now);
  if (standing == nullptr || standing->is_copied) return;
  const auto old_path = standing->path;
  const auto number = static_cast<int>(standing - site.papers.data());
  standing->path = site.path_of(standing->paper, number * 7 + 2 + standing->moves++);
  standing->rests_until = now + rest;
  site.moved[old_path] = standing->path;
  tell("policy.moved", site, *standing, now, "another address");
}

/// New addresses, often a new template, the same papers.
void History::redesign(Site& site, Timestamp now) {
  site.redesign.reset();
  site.rests_until = now + rest;
  site.designs += 1;
  site.moved.clear();
  site.mistaken.reset();
  site.old_address = static_cast<Site::OldAddress>(dice_.below(4));
  if (dice_.happens(70)) site.look = new_look(dice_, site.office, site.index + dice_.below(5));
  for (std::size_t i = 0; i < site.papers.size(); ++i) {
    auto& each = site.papers[i];
    const auto old_path = each.path;
    each.path = site.path_of(each.paper, static_cast<int>(i) * 7 + 1);
    each.former.reset();
    each.rests_until = std::max(each.rests_until, now + rest);
    if (!each.stands) continue;
    site.moved[old_path] = each.path;
    if (each.paper.kind == "policy") tell("policy.moved", site, each, now, "redesign");
  }
}

/// What happens, and is to be told.
void History::happen(Site& site, Timestamp now) {
  if (site.redesign) {
    if (*site.redesign <= now) redesign(site, now);
    return;
  }
  if (site.rests_until > now) return;
  const auto falls = [this](std::size_t rate) { return dice_.below(100000) < rate; };
  if (falls(rates.publish)) publish(site, now);
  if (falls(rates.amend)) amend_one(site, now);
  if (falls(rates.repeal)) repeal(site, now);
  if (falls(rates.outdate)) outdate(site, now);
  if (falls(rates.interpret)) interpret(site, now);
  if (falls(rates.remove)) remove(site, now);
  if (falls(rates.copy)) copy(site, now);
  if (falls(rates.move)) move(site, now);
  const bool leaves_time = ends() - now > hours{24 * (settings_.quiet_days + 12)};
  const bool awaits_return = std::any_of(site.papers.begin(), site.papers.end(),
                                         [](const Standing& each) { return each.returns.has_value(); });
  if (leaves_time && !awaits_return && falls(rates.redesign)) site.redesign = now + rest;
  if (falls(rates.status))
    // What is not valid has no first or last day to come.
    if (auto* standing = some_paper(site, now); standing != nullptr && !standing->is_dated) {
      standing->paper.validity = standing->paper.validity == "有效" ? "失效" : "有效";
      standing->rests_until = now + rest;
      tell("policy.amended", site, *standing, now, "validity");
    }
}

/// For some hours the template says of every paper that it is out of force.
void History::mistake(Site& site, Timestamp now) {
  site.mistaken = site.look;
  site.mistaken_until = now + hours{dice_.between(2, 60)};
  if (dice_.happens(50))
    site.mistaken->validity = "失效";
  else
    site.mistaken->above.emplace_back("【本文件已失效】");
}

/// What changes on a site without anything having happened.
void History::disturb(Site& site, Timestamp now) {
  for (auto& each : site.papers)
    if (each.returns && *each.returns <= now) {
      each.stands = true;
      each.returns.reset();
    }
  if (now - begins_ < hours{72}) return;
  const auto falls = [this](std::size_t rate) { return dice_.below(100000) < rate; };
  if (falls(rates.restyle)) {
    const auto other = new_look(dice_, site.office, site.index);
    site.look.above = other.above;
    site.look.below = other.below;
    site.look.banner = other.banner;
  }
  if (falls(rates.mistake) && site.mistaken_until <= now) mistake(site, now);
  if (falls(rates.outage) && site.outage_until <= now) {
    site.outage = static_cast<Trouble>(
        dice_.between(static_cast<int>(Trouble::refused), static_cast<int>(Trouble::empty)));
    site.outage_until = now + hours{dice_.between(2, 40)};
  }
  if (falls(rates.regenerate))
    for (auto& each : site.papers)
      if (each.paper.enclosure) ++each.paper.enclosure->edition;
  if (falls(rates.redate))
    if (auto* standing = some_paper(site, now)) standing->paper.published = day_of(now, china_offset);
}

void History::pass_hour(Timestamp now) {
  const bool is_quiet = ends() - now < hours{24 * settings_.quiet_days};
  for (auto& site : sites_) {
    disturb(site, now);
    if (!is_quiet) happen(site, now);
  }
}

}  // namespace gazetted::bench
