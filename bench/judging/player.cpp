#include "bench/judging/player.h"

#include <algorithm>
#include <stdexcept>

#include "app/planner.h"
#include "app/reader_pool.h"
#include "monitor/prepared.h"

namespace gazetted::bench {
namespace {

constexpr std::uint64_t max_html = 4ULL << 20U;
constexpr std::size_t batch = 100;
constexpr int rounds_of_pass = 60;
constexpr std::ptrdiff_t diary_lines = 8;  // of what was told, kept

monitor::Store new_store(const std::filesystem::path& folder) {
  monitor::StoreOptions options;
  options.durability = monitor::StoreOptions::Durability::unsynced;
  auto store = monitor::Store::open(folder, options);
  if (!store) throw std::runtime_error(store.error().message);
  return std::move(*store);
}

/// The visible text of a page in the simplest way there is.
std::string visible_text(const std::string& html) {
  std::string text;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] != '<') {
      text += html[at++];
      continue;
    }
    const bool is_script = html.compare(at, 7, "<script") == 0;
    const auto end = html.find(is_script ? "</script>" : ">", at);
    if (end == std::string::npos) break;
    at = end + (is_script ? 9 : 1);
  }
  return text;
}

/// What `why` says of a page, a line a visit.
std::vector<std::string> diary_of(const monitor::PageRecord& page) {
  std::vector<std::string> lines;
  for (const auto& visit : page.diary) {
    auto line = to_rfc3339(visit.first) + " … " + to_rfc3339(visit.last) + " ×" +
                std::to_string(visit.times) + ' ' + std::to_string(visit.status) + ' ' + visit.verdict;
    for (const auto& note : visit.notes) line += "; " + note;
    lines.push_back(std::move(line));
  }
  return lines;
}

bool is_conditional(const Target& target) { return !target.validators.etag.empty(); }

}  // namespace

Player::Player(History& history, std::filesystem::path folder)
    : history_(history),
      folder_(std::move(folder)),
      store_(new_store(folder_)),
      judge_({}, app::make_planner()),
      preparer_(store_) {
  for (const auto& site : history_.sites()) {
    Target target;
    target.url = target.entrance = site.source->entrances.front().url.canonical();
    target.source = site.source->id;
    target.due = history_.begins();
    frontier_.emplace(target.url.str(), std::move(target));
  }
}

Player::~Player() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Player::play() {
  for (auto now = history_.begins(); now < history_.ends(); now += std::chrono::hours{1}) {
    history_.pass_hour(now);
    const auto today = day_of(now, china_offset);
    bool is_due = false;
    store_.read([&](const monitor::View& view) { is_due = !view.due_dates(today).empty(); });
    if (is_due)
      if (auto written = store_.write([&](monitor::Batch& writing) { judge_.pass_time(writing, now); });
          !written)
        throw std::runtime_error(written.error().message);
    for (int round = 0; round < rounds_of_pass; ++round) {
      const auto moment = now + std::chrono::seconds{20 * round};
      const auto targets = due(moment);
      if (!targets.empty()) judge(targets, moment);
    }
    collect();
  }
}

std::vector<Target> Player::due(Timestamp now) {
  std::vector<Target> targets;
  for (auto at = frontier_.begin(); at != frontier_.end() && targets.size() < batch;) {
    if (at->second.due > now) {
      ++at;
      continue;
    }
    targets.push_back(std::move(at->second));
    at = frontier_.erase(at);
  }
  return targets;
}

void Player::learn(const std::vector<Target>& targets, Timestamp now) {
  for (auto target : targets) {
    if (target.urgent) target.due = now;
    target.urgent = false;
    frontier_.insert_or_assign(target.url.str(), std::move(target));
  }
}

/// As the crawler makes it out of responses (crawler/trip.cpp).
Capture Player::visit(const Target& target, Timestamp now) {
  const auto& sites = history_.sites();
  const auto site = std::find_if(sites.begin(), sites.end(),
                                 [&](const Site& each) { return each.source->id == target.source; });
  Capture capture;
  capture.target = target;
  capture.source = site->source;
  capture.final_url = target.url;
  capture.captured_at = now;
  capture.validators = target.validators;
  Answer answered;
  for (int hop = 0; hop < 5; ++hop) {
    answered = answer(*site, std::string(capture.final_url.path_and_query()), now);
    if (is_trouble_of_source(answered.trouble)) troubles_.push_back({site->source->id.str(), now});
    if (answered.location.empty()) break;
    capture.final_url = capture.final_url.resolve(answered.location).value();
    capture.moved_permanently = answered.permanent && (hop == 0 || capture.moved_permanently);
  }
  capture.status = answered.status;
  capture.content_type = std::move(answered.content_type);
  if (answered.status == 0) {
    capture.error = Error{ErrorKind::timed_out, "no answer in time"};
    return capture;
  }
  if (answered.status != 200 && answered.status != 202) {
    capture.body = std::move(answered.body);
    if (answered.status >= 400)
      capture.error = Error{ErrorKind::http_status, "HTTP " + std::to_string(answered.status)};
    if (answered.status == 404) capture.error.reset();
    return capture;
  }
  const auto digest = Digest::of(answered.body);
  if (site->sends_validators && answered.trouble == Trouble::none) answered.etag = digest.hex().substr(0, 16);
  if (is_conditional(target) && target.validators.etag == answered.etag) {
    capture.status = 304;
    capture.unchanged = true;
    return capture;
  }
  capture.validators = {.etag = answered.etag, .last_modified = {}, .body = digest};
  capture.unchanged = target.validators.body == digest;
  if (!capture.unchanged) capture.body = std::move(answered.body);
  return capture;
}

void Player::judge(const std::vector<Target>& targets, Timestamp now) {
  struct Read {
    Capture capture;
    Parsed parsed;
    monitor::Prepared prepared;
  };
  std::vector<Read> reads;
  for (const auto& target : targets) {
    Read read;
    read.capture = visit(target, now);
    ++visits_;
    watch(read.capture);
    read.parsed = app::read_capture(read.capture, max_html);
    read.prepared = preparer_.prepare(read.capture, read.parsed);
    reads.push_back(std::move(read));
  }
  std::vector<Target> learned;
  const auto written = store_.write([&](monitor::Batch& writing) {
    learned.clear();
    for (const auto& read : reads)
      for (auto& target : judge_.judge(writing, read.capture, read.parsed, read.prepared))
        learned.push_back(std::move(target));
  });
  if (!written) throw std::runtime_error(written.error().message);
  learn(learned, now);
}

void Player::watch(const Capture& capture) {
  if (capture.target.is_entrance() || capture.target.page > 1 || capture.unchanged) return;
  const auto tell = [&](const std::string& type) {
    watched_.push_back(
        {type, capture.target.source.str(), "", capture.target.url, capture.captured_at, nullptr, {}});
  };
  const auto known = texts_.find(capture.target.url.str());
  if (capture.status == 404) {
    if (known != texts_.end() && !known->second.empty()) {
      tell("policy.withdrawn");
      known->second.clear();
    }
    return;
  }
  if (capture.status != 200 || capture.target.kind == PageKind::attachment) return;
  auto text = visible_text(capture.body);
  if (known == texts_.end()) {
    const bool is_first = capture.captured_at - history_.begins() < std::chrono::hours{3};
    tell(is_first ? "policy.baseline" : "policy.published");
    texts_.emplace(capture.target.url.str(), std::move(text));
    return;
  }
  if (known->second == text) return;
  tell(known->second.empty() ? "policy.restored" : "policy.amended");
  known->second = std::move(text);
}

void Player::collect() {
  store_.read([&](const monitor::View& view) {
    for (const auto& event : view.events(seen_, 100000)) {
      seen_ = event.sequence;
      const auto json = Json::parse(event.json);
      Told told{event.type,
                event.source.str(),
                "",
                {},
                *parse_rfc3339(json.at("time").get<std::string>()),
                json.at("data"),
                {}};
      if (told.data.contains("policy") && told.data.at("policy").at("title").is_string())
        told.title = told.data.at("policy").at("title").get<std::string>();
      if (told.data.contains("page") && told.data.at("page").is_object())
        told.page = Url::parse(told.data.at("page").at("url").get<std::string>()).value();
      if (const auto page = told.page.empty() ? std::nullopt : view.page(told.page.canonical()))
        told.diary = diary_of(*page);
      if (std::ssize(told.diary) > diary_lines)
        told.diary.erase(told.diary.begin(), told.diary.end() - diary_lines);
      told_.push_back(std::move(told));
    }
  });
}

std::vector<std::string> Player::diary(const Url& page) const {
  std::vector<std::string> lines;
  store_.read([&](const monitor::View& view) {
    const auto record = view.page(page.canonical());
    lines = record ? diary_of(*record) : std::vector<std::string>{"never seen"};
  });
  return lines;
}

}  // namespace gazetted::bench
