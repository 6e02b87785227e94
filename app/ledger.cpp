#include "app/ledger.h"

#include <string>
#include <vector>

#include "app/output.h"
#include "crawler/host_record.h"

namespace gazetted::app {
namespace {

struct Column {
  const char *key, *head;
  std::uint64_t crawler::HostDay::*count;
};

constexpr Column columns[] = {
    {"requests", "requests", &crawler::HostDay::requests},
    {"bytes", "bytes", &crawler::HostDay::bytes},
    {"found", "2xx", &crawler::HostDay::found},
    {"unchanged", "304", &crawler::HostDay::unchanged},
    {"redirected", "3xx", &crawler::HostDay::redirected},
    {"refused", "4xx", &crawler::HostDay::refused},
    {"failing", "5xx", &crawler::HostDay::failing},
    {"unanswered", "no answer", &crawler::HostDay::unanswered},
    {"told_to_wait", "told to wait", &crawler::HostDay::told_to_wait},
    {"disallowed", "by robots.txt not asked", &crawler::HostDay::disallowed},
};

Json line(const Source& source, const std::string& host, const crawler::HostRecord& record, Date day,
          const crawler::HostDay& asked) {
  Json json{{"source", source.id.str()},
            {"host", host},
            {"address", record.address.empty() ? Json(nullptr) : Json(record.address)},
            {"day", day.iso()}};
  for (const auto& column : columns) json[column.key] = asked.*column.count;
  json["least_gap_ms"] = asked.least_gap ? Json(asked.least_gap->count()) : Json(nullptr);
  return json;
}

std::vector<std::string> row(const std::string& host, Date day, const crawler::HostDay& asked) {
  std::vector<std::string> cells = {host, day.iso()};
  for (const auto& column : columns) cells.push_back(std::to_string(asked.*column.count));
  cells.push_back(asked.least_gap ? to_string(*asked.least_gap) : "");
  return cells;
}

}  // namespace

void show_ledger(const monitor::View& view, const Source& source) {
  std::vector<std::string> head = {"host", "day"};
  for (const auto& column : columns) head.emplace_back(column.head);
  head.emplace_back("least pause");
  std::vector<std::vector<std::string>> rows = {head};
  view.each_host([&](const std::string& host, const monitor::Opaque& kept) {
    const auto record = crawler::unpacked_host(kept.bytes);
    if (!record.sources.contains(source.id)) return monitor::View::Walk::on;
    for (const auto& [day, asked] : record.days) {
      if (on_terminal())
        rows.push_back(row(host, day, asked));
      else
        print_line(line(source, host, record, day, asked));
    }
    return monitor::View::Walk::on;
  });
  if (on_terminal()) print_text(table(rows));
}

}  // namespace gazetted::app
