// Fills a store with the known pages of many hosts, as the judge would have after a first pass over them:
//   fill_store STORE PAGES HOSTS PORT
// One that was stopped goes on where it was.
// Host n is 127.x.y.z (n from 1.1 on); each has a list and its share of the pages. bench/scale.py measures on
// it.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "app/planner.h"
#include "core/clock.h"
#include "monitor/judge.h"
#include "monitor/store.h"

namespace gazetted {
namespace {

struct Town {
  int pages, hosts, port;
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

Parsed list_of(const Town& town, int host, int first, int count) {
  Parsed parsed;
  parsed.kind = PageKind::list;
  for (int page = first; page < first + count; ++page) {
    auto& item = parsed.items.emplace_back();
    item.url = page_url(town, host, page);
    item.title = "青石市人民政府关于印发第" + std::to_string(page) + "号管理办法的通知";
    item.date = *Date::parse_iso("2026-03-05");
  }
  return parsed;
}

Parsed article_of(int page) {
  Parsed parsed;
  parsed.kind = PageKind::article;
  auto& document = parsed.documents.emplace_back();
  document.kind = DocumentKind::policy;
  document.title = "青石市人民政府关于印发第" + std::to_string(page) + "号管理办法的通知";
  document.doc_number = "青政发〔2026〕" + std::to_string(page) + "号";
  document.issuers = {"青石市人民政府"};
  document.signed_on = *Date::parse_iso("2026-03-02");
  document.published = *Date::parse_iso("2026-03-05");
  for (int clause = 1; clause <= 12; ++clause)
    document.text += "第" + std::to_string(clause) + "条　本办法所称第" + std::to_string(page) +
                     "号事项，由市人民政府有关部门依法组织实施。\n";
  return parsed;
}

void fill(monitor::Store& store, const Town& town) {
  const monitor::Judge judge({}, app::make_planner());
  // The last visits lie as far back as they do where pages are visited in their turn: within half an hour for
  // lists, five days for documents.
  const auto now = SystemClock().now();
  const auto ago = [now](int minutes) { return now - std::chrono::minutes(minutes); };
  const int share = town.pages / town.hosts;
  constexpr int hosts_at_once = 50;
  for (int begin = 0; begin < town.hosts; begin += hosts_at_once) {
    const auto written = store.write([&](monitor::Batch& batch) {
      for (int host = begin; host < std::min(begin + hosts_at_once, town.hosts); ++host) {
        auto source = std::make_shared<Source>();
        source->id = SourceId("h" + std::to_string(host + 1));
        source->entrances.push_back({.url = *Url::parse(address(town, host) + "/index.html")});
        if (batch.view().page(source->entrances.front().url)) continue;
        static_cast<void>(judge.judge(
            batch, capture_of(source->entrances.front().url, source, PageKind::list, ago(host % 30)),
            list_of(town, host, host * share + 1, share)));
        for (int page = host * share + 1; page <= (host + 1) * share; ++page)
          static_cast<void>(judge.judge(
              batch, capture_of(page_url(town, host, page), source, PageKind::any, ago(page % 7200)),
              article_of(page)));
      }
    });
    if (!written) throw std::runtime_error(written.error().message);
    std::cerr << '\r' << begin + hosts_at_once << " hosts" << std::flush;
  }
  std::cerr << '\n';
}

}  // namespace
}  // namespace gazetted

int main(int count, char** arguments) {
  if (count != 5) {
    std::cerr << "usage: fill_store STORE PAGES HOSTS PORT\n";
    return 2;
  }
  auto store = gazetted::monitor::Store::open(
      arguments[1], {.durability = gazetted::monitor::StoreOptions::Durability::unsynced});
  if (!store) {
    std::cerr << store.error().message << '\n';
    return 1;
  }
  gazetted::fill(*store, {std::atoi(arguments[2]), std::atoi(arguments[3]), std::atoi(arguments[4])});
}
