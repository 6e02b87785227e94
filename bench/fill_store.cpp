// Fills a store with the known pages of many hosts, as the judge would have after a first pass over them:
//   fill_store STORE PAGES HOSTS PORT [VISITS [DAYS]]
// One that was stopped goes on where it was. Each page is then visited again so many times, and found
// unchanged, in no order, as a store in life is written. All that was so many days ago: with many, every page
// is overdue. Host n is 127.x.y.z (n from 1.1 on); each has a list
// and its share of the pages. bench/scale.py measures on it.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/planner.h"
#include "app/rehearsal.h"
#include "core/clock.h"
#include "monitor/judge.h"
#include "monitor/store.h"

namespace gazetted {
namespace {

struct Town {
  int pages, hosts, port;
  std::chrono::days ago{0};
};

std::string address(const Town& town, int host) {
  const int n = host + 257;  // 127.0.1.1 is the first
  return "http://127." + std::to_string(n >> 16) + '.' + std::to_string(n >> 8 & 255) + '.' +
         std::to_string(n & 255) + ':' + std::to_string(town.port);
}

Url page_url(const Town& town, int host, int page) {
  return *Url::parse(address(town, host) + "/art/2026/3/5/art_" + std::to_string(page) + ".html");
}

Capture capture_of(const Url& url, const std::shared_ptr<const Source>& source, PageKind kind,
                   Timestamp now) {
  Capture capture;
  capture.target.url = url;
  capture.target.source = source->id;
  capture.target.kind = kind;
  capture.target.entrance = source->entrances.front().url;
  capture.source = source;
  capture.final_url = url;
  capture.status = 200;
  capture.content_type = "text/html";
  capture.body = "<html>" + url.str() + "</html>";
  capture.validators = {"\"65e6-" + std::to_string(std::hash<std::string>{}(url.str())) + '"',
                        "Thu, 05 Mar 2026 01:00:00 GMT", Digest::of(capture.body)};
  capture.captured_at = now;
  return capture;
}

/// What the paper of a page is about, and its clause: seldom the same as another's.
std::string subject_of(int page, int clause = 0) {
  static constexpr std::array<std::string_view, 32> matters = {
      "供水", "排水", "供热", "燃气", "道路", "桥梁", "公园", "绿化", "住房", "养老", "托育",
      "医疗", "学校", "就业", "社保", "救助", "消防", "防汛", "气象", "档案", "统计", "审计",
      "招标", "采购", "土地", "矿产", "渔业", "林业", "种子", "粮食", "旅游", "文物"};
  auto chance = static_cast<std::uint32_t>(page * 64 + clause) * 2654435761U;
  chance = (chance ^ chance >> 15U) * 2246822519U;
  std::string subject;
  for (int word = 0; word < 4; ++word, chance = chance << 27U | chance >> 5U)
    subject += matters.at(chance % matters.size());
  return subject;
}

std::string agency_of(int host) {
  static constexpr std::array<std::string_view, 8> rivers = {"青", "清", "白", "沙", "洛", "沂", "汶", "淮"};
  static constexpr std::array<std::string_view, 8> places = {"石", "河", "山", "水", "州", "阳", "口", "台"};
  return std::string(rivers.at(host % 8)).append(places.at(host / 8 % 8)) + "市人民政府";
}

std::string title_of(int host, int page) {
  return agency_of(host) + "关于印发" + subject_of(page) + "管理办法的通知";
}

Parsed list_of(const Town& town, int host, int first, int count) {
  Parsed parsed;
  parsed.kind = PageKind::list;
  for (int page = first; page < first + count; ++page) {
    auto& item = parsed.items.emplace_back();
    item.url = page_url(town, host, page);
    item.title = title_of(host, page);
    item.date = *Date::parse_iso("2026-03-05");
  }
  return parsed;
}

Parsed article_of(int host, int page) {
  Parsed parsed;
  parsed.kind = PageKind::article;
  parsed.signals = {"title: heading", "body: by rule", "metadata block: 6 pairs"};
  auto& document = parsed.documents.emplace_back();
  document.kind = DocumentKind::policy;
  document.title = title_of(host, page);
  document.doc_number = agency_of(host).substr(0, 3) + "政发〔2026〕" + std::to_string(page) + "号";
  document.issuers = {agency_of(host)};
  document.signed_on = *Date::parse_iso("2026-03-02");
  document.published = *Date::parse_iso("2026-03-05");
  document.dates.url = document.dates.list = document.published;
  document.dates.signed_on = document.signed_on;
  for (int clause = 1; clause <= 12; ++clause)
    document.text += "第" + std::to_string(clause) + "条　本办法所称" + subject_of(page, clause) +
                     "事项，由市人民政府有关部门依法组织实施。\n";
  return parsed;
}

std::shared_ptr<const Source> source_of(const Town& town, int host) {
  auto source = std::make_shared<Source>();
  source->id = SourceId("h" + std::to_string(host + 1));
  source->entrances.push_back({.url = *Url::parse(address(town, host) + "/index.html")});
  return source;
}

monitor::Judge make_judge() {
  monitor::JudgeSettings settings;
  settings.reader.rules = app::make_reader(0).rules;  // those of the daemon, which would read again by others
  return {std::move(settings), app::make_planner()};
}

void fill(monitor::Store& store, const monitor::Judge& judge, const Town& town) {
  // The last visits lie as far back as they do where pages are visited in their turn: within half an hour for
  // lists, five days for documents.
  const auto now = SystemClock().now() - town.ago;
  const auto ago = [now](int minutes) { return now - std::chrono::minutes(minutes); };
  const int share = town.pages / town.hosts;
  constexpr int hosts_at_once = 50;
  for (int begin = 0; begin < town.hosts; begin += hosts_at_once) {
    const auto written = store.write([&](monitor::Batch& batch) {
      for (int host = begin; host < std::min(begin + hosts_at_once, town.hosts); ++host) {
        const auto source = source_of(town, host);
        if (batch.view().page(source->entrances.front().url)) continue;
        static_cast<void>(judge.judge(
            batch, capture_of(source->entrances.front().url, source, PageKind::list, ago(host % 30)),
            list_of(town, host, host * share + 1, share)));
        for (int page = host * share + 1; page <= (host + 1) * share; ++page)
          static_cast<void>(judge.judge(
              batch, capture_of(page_url(town, host, page), source, PageKind::any, ago(page % 7200)),
              article_of(host, page)));
      }
    });
    if (!written) throw std::runtime_error(written.error().message);
    std::cerr << '\r' << begin + hosts_at_once << " hosts" << std::flush;
  }
  std::cerr << '\n';
}

/// All pages once more, some days after `round` passes before this one.
void visit_again(monitor::Store& store, const monitor::Judge& judge, const Town& town, int round) {
  const int share = town.pages / town.hosts;
  std::vector<int> order(static_cast<std::size_t>(share) * static_cast<std::size_t>(town.hosts));
  std::iota(order.begin(), order.end(), 1);
  std::ranges::shuffle(order, std::mt19937(static_cast<unsigned>(round)));
  const auto then = SystemClock().now() - town.ago + round * std::chrono::days{5};
  constexpr std::size_t at_once = 100;
  for (std::size_t begin = 0; begin < order.size(); begin += at_once) {
    const auto written = store.write([&](monitor::Batch& batch) {
      for (std::size_t i = begin; i < std::min(begin + at_once, order.size()); ++i) {
        const int host = (order[i] - 1) / share;
        auto capture = capture_of(page_url(town, host, order[i]), source_of(town, host), PageKind::any,
                                  then + i * std::chrono::milliseconds{337});
        capture.status = 304;
        capture.unchanged = true;
        capture.body.clear();
        static_cast<void>(judge.judge(batch, capture, {}));
      }
    });
    if (!written) throw std::runtime_error(written.error().message);
  }
}

}  // namespace
}  // namespace gazetted

int main(int count, char** arguments) {
  if (count < 5 || count > 7) {
    std::cerr << "usage: fill_store STORE PAGES HOSTS PORT [VISITS [DAYS]]\n";
    return 2;
  }
  auto store = gazetted::monitor::Store::open(
      arguments[1], {.durability = gazetted::monitor::StoreOptions::Durability::unsynced});
  if (!store) {
    std::cerr << store.error().message << '\n';
    return 1;
  }
  const auto number = [&](int at) { return at < count ? std::atoi(arguments[at]) : 0; };
  const gazetted::Town town{number(2), number(3), number(4), std::chrono::days{number(6)}};
  const auto judge = gazetted::make_judge();
  gazetted::fill(*store, judge, town);
  const int visits = number(5);
  const auto begin = std::clock();
  for (int round = 1; round <= visits; ++round) gazetted::visit_again(*store, judge, town, round);
  if (visits > 0)
    std::cerr << 1e6 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / visits / town.pages
              << " µs of processor a visit\n";
}
