#include "bench/schedule/office.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <httplib.h>

namespace gazetted::bench {
namespace {

/// On each list from the beginning: one that shows next to nothing looks broken.
constexpr std::size_t old_pieces = 12;
/// More than come between two looks.
constexpr std::size_t shown_pieces = 80;
/// curl keeps connections, and httplib gives each a thread.
constexpr std::size_t threads = 64;

std::string head(const std::string& title) {
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + title +
         "</title></head><body><div class=\"header\"><a href=\"/\">首页</a></div>\n";
}

std::string title_of(std::size_t number_of_all) {
  return "青石市人民政府关于印发第" + std::to_string(number_of_all) + "号管理办法的通知";
}

/// `/3/index.html` or `/3/17.html`: the list, and the piece where it is one.
struct Address {
  std::size_t page = 0;
  std::optional<std::size_t> piece;
};

std::optional<Address> parsed(std::string_view path) {
  Address address;
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  const auto [slash, error] = std::from_chars(path.data(), path.data() + path.size(), address.page);
  path.remove_prefix(static_cast<std::size_t>(slash - path.data()));
  if (error != std::errc{} || !path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  if (path == "index.html") return address;
  std::size_t piece = 0;
  const auto [end, fault] = std::from_chars(path.data(), path.data() + path.size(), piece);
  if (fault != std::errc{} || std::string_view(end, path.data() + path.size()) != ".html")
    return std::nullopt;
  address.piece = piece;
  return address;
}

}  // namespace

struct Office::Impl {
  Impl(const Trace& given, Timestamp from, const Clock& judged_by)
      : trace(given), start(from), clock(judged_by), zone(given.zone), looks(given.pages.size()) {}

  [[nodiscard]] std::size_t pieces(std::size_t page, Timestamp now) const {
    const auto& all = trace.pages[page].published;
    return old_pieces + static_cast<std::size_t>(std::upper_bound(all.begin(), all.end(), now) - all.begin());
  }
  [[nodiscard]] std::string day_of_piece(const Address& piece) const {
    const auto& all = trace.pages[piece.page].published;
    const auto number = *piece.piece;
    const Timestamp time =
        number < old_pieces ? start - std::chrono::days{3 * (old_pieces - number)} : all[number - old_pieces];
    return day_of(time, zone.ahead(time)).iso();
  }
  /// A number no other piece has.
  [[nodiscard]] static std::size_t number_of_all(const Address& piece) {
    return (piece.page + 1) * 10'000 + *piece.piece;
  }

  [[nodiscard]] std::string list_page(std::size_t page, std::size_t count) const {
    std::string html =
        head("政策文件_青石市人民政府") + "<div class=\"main\"><h2>政策文件</h2><ul class=\"list\">\n";
    for (std::size_t left = std::min(count, shown_pieces), number = count; left > 0; --left) {
      const Address piece{page, --number};
      const auto title = title_of(number_of_all(piece));
      html += "<li><a href=\"" + std::to_string(number) + ".html\" title=\"" + title + "\">" + title +
              "</a><span>" + day_of_piece(piece) + "</span></li>\n";
    }
    return html + "</ul></div></body></html>";
  }

  [[nodiscard]] std::string piece_page(const Address& piece) const {
    const auto number = std::to_string(number_of_all(piece));
    const auto title = title_of(number_of_all(piece));
    const auto day = day_of_piece(piece);
    std::string html =
        head(title + "_青石市人民政府") + "<h1>" + title + "</h1><div class=\"info\">发布时间：" + day +
        "　来源：市政府办公室</div>\n<div class=\"TRS_Editor\"><p>青政发〔" + day.substr(0, 4) + "〕" +
        number + "号</p>\n<p>各县（区）人民政府，市政府各部门：</p>\n<p>　　现将第" + number +
        "号管理办法印发给你们，请认真贯彻执行。</p>\n";
    for (int clause = 1; clause <= 8; ++clause)
      html += "<p>　　第" + std::to_string(clause) + "条　对第" + number +
              "类单位给予补助，每个单位每年不超过" + std::to_string(clause * 7 + *piece.piece % 50) +
              "万元，由市主管部门负责组织实施。</p>\n";
    return html + "<p>青石市人民政府</p></div></body></html>";
  }

  void answer(const httplib::Request& request, httplib::Response& response) {
    const auto now = clock.now();
    const auto address = parsed(request.path);
    const auto count = address && address->page < trace.pages.size() ? pieces(address->page, now) : 0;
    if (count == 0 || address->piece.value_or(0) >= count) {
      response.status = 404;
      return;
    }
    if (!address->piece) {
      const std::lock_guard lock(mutex);
      looks[address->page].push_back(now);
    }
    const auto etag = '"' + std::to_string(address->piece ? 0 : count) + '"';
    response.set_header("ETag", etag);
    if (request.get_header_value("If-None-Match") == etag) {
      response.status = 304;
      return;
    }
    response.set_content(address->piece ? piece_page(*address) : list_page(address->page, count),
                         "text/html; charset=utf-8");
  }

  const Trace& trace;
  Timestamp start;
  const Clock& clock;
  Zone zone;
  int port = 0;
  mutable std::mutex mutex;
  std::vector<std::vector<Timestamp>> looks;  ///< guarded by the mutex
  httplib::Server server;
  std::jthread thread;
};

Office::Office(const Trace& trace, Timestamp start, const Clock& clock)
    : impl_(std::make_unique<Impl>(trace, start, clock)) {
  auto& server = impl_->server;
  server.new_task_queue = [] { return new httplib::ThreadPool(threads); };
  server.set_tcp_nodelay(true);
  server.Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
    impl_->answer(request, response);
  });
  impl_->port = server.bind_to_any_port("0.0.0.0");
  if (impl_->port <= 0) throw std::runtime_error("no port to serve on");
  impl_->thread = std::jthread([&server] { server.listen_after_bind(); });
  while (!server.is_running()) std::this_thread::yield();  // stop() before that would be lost
}

Office::~Office() { impl_->server.stop(); }

Url Office::list(std::size_t page) const {
  const auto host = impl_->trace.pages[page].host;
  return *Url::parse("http://127.0." + std::to_string(1 + host / 250) + '.' + std::to_string(1 + host % 250) +
                     ':' + std::to_string(impl_->port) + '/' + std::to_string(page) + "/index.html");
}

std::optional<Piece> Office::piece_at(const std::string& address) const {
  const auto url = Url::parse(address);
  if (!url) return std::nullopt;
  const auto found = parsed(url->path_and_query());
  if (!found || !found->piece || *found->piece < old_pieces) return std::nullopt;
  return Piece{found->page, *found->piece - old_pieces};
}

std::vector<std::vector<Timestamp>> Office::looks() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->looks;
}

}  // namespace gazetted::bench
