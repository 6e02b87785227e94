#include "tests/support/http_site.h"

#include <algorithm>
#include <cctype>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include <httplib.h>

namespace gazetted::test {
namespace {

enum class Manner { plain, truncated, hanging, dripping, streaming };

struct Page {
  std::string body{};
  PageOptions options{};
  Manner manner = Manner::plain;
  std::uint64_t bytes = 0;  ///< of a stream
};

struct Failing {
  int times = 0;
  Page answer;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string without_query(const std::string& target) { return target.substr(0, target.find('?')); }

Page status_page(int status, Headers headers) {
  return {.body = "<html><body>" + std::to_string(status) + "</body></html>",
          .options = {.headers = std::move(headers), .status = status}};
}

bool is_unchanged(const PageOptions& options, const httplib::Request& request) {
  if (request.has_header("If-None-Match"))
    return !options.etag.empty() && request.get_header_value("If-None-Match") == options.etag;
  return !options.last_modified.empty() &&
         request.get_header_value("If-Modified-Since") == options.last_modified;
}

}  // namespace

struct HttpSite::Server {
  /// A kept connection occupies a thread until it has been idle for so long.
  static constexpr int threads = 24;
  static constexpr int keep_alive_seconds = 1;

  std::string address;
  int port = 0;
  httplib::Server http;
  std::thread thread;

  mutable std::mutex mutex;
  std::condition_variable closing;
  bool closed = false;
  std::map<std::string, Page> pages;
  std::map<std::string, Failing> failing;
  std::vector<SeenRequest> requests;

  void set(const std::string& path, Page page) {
    const std::lock_guard lock(mutex);
    failing.erase(path);
    pages.insert_or_assign(path, std::move(page));
  }

  /// Waits, but not beyond the end of the site; false once that has come.
  bool pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex);
    return !closing.wait_for(lock, time, [this] { return closed; });
  }

  Page page_for(const httplib::Request& request) {
    SeenRequest seen{.host = request.get_header_value("Host"),
                     .target = request.target,
                     .at = std::chrono::steady_clock::now()};
    if (request.method == "POST") seen.posted = request.body;
    seen.host = seen.host.substr(0, seen.host.rfind(':'));
    for (const auto& [name, value] : request.headers) seen.headers.emplace(lower(name), value);

    const std::lock_guard lock(mutex);
    requests.push_back(std::move(seen));
    for (const auto& key : {request.target, without_query(request.target)}) {
      if (const auto found = failing.find(key); found != failing.end() && found->second.times > 0) {
        --found->second.times;
        return found->second.answer;
      }
      if (const auto found = pages.find(key); found != pages.end()) return found->second;
    }
    return status_page(404, {});
  }

  void answer(const httplib::Request& request, httplib::Response& response) {
    Page page = page_for(request);
    const PageOptions& options = page.options;
    response.status = options.status;
    for (const auto& [name, value] : options.headers) response.set_header(name, value);
    if (!options.etag.empty()) response.set_header("ETag", options.etag);
    if (!options.last_modified.empty()) response.set_header("Last-Modified", options.last_modified);
    if (is_unchanged(options, request)) {
      response.status = 304;
      return;
    }
    if (page.manner == Manner::plain)
      response.set_content(std::move(page.body), options.content_type);
    else
      misbehave(std::move(page), response);
  }

  void misbehave(Page page, httplib::Response& response) {
    const std::string& type = page.options.content_type;
    switch (page.manner) {
      case Manner::hanging:
        while (pause(std::chrono::hours{1})) {
        }
        return;
      case Manner::truncated: {
        const std::size_t promised = page.body.size() * 2;
        response.set_content_provider(promised, type,
                                      [body = page.body](std::size_t, std::size_t, httplib::DataSink& sink) {
                                        sink.write(body.data(), body.size());
                                        return false;
                                      });
        return;
      }
      case Manner::dripping:
        response.set_chunked_content_provider(type, [this](std::size_t, httplib::DataSink& sink) {
          return sink.write(".", 1) && pause(std::chrono::seconds{1});
        });
        return;
      default:
        response.set_chunked_content_provider(type, [bytes = page.bytes, block = std::string(64 * 1024, '.')](
                                                        std::size_t offset, httplib::DataSink& sink) {
          if (offset < bytes)
            return sink.write(block.data(), std::min<std::size_t>(block.size(), bytes - offset));
          sink.done();
          return true;
        });
    }
  }
};

HttpSite::HttpSite(const std::string& address) : server_(std::make_unique<Server>()) {
  Server& server = *server_;
  server.address = address;
  server.http.new_task_queue = [] { return new httplib::ThreadPool(Server::threads); };
  server.http.set_keep_alive_max_count(100'000);
  server.http.set_keep_alive_timeout(Server::keep_alive_seconds);
  server.http.set_tcp_nodelay(true);
  const auto answer = [&server](const httplib::Request& request, httplib::Response& response) {
    server.answer(request, response);
  };
  server.http.Get(".*", answer);
  server.http.Post(".*", answer);
  server.port = server.http.bind_to_any_port(address);
  if (server.port <= 0) throw std::runtime_error("no port to serve on at " + address);
  server.thread = std::thread([&server] { server.http.listen_after_bind(); });
  while (!server.http.is_running()) std::this_thread::yield();  // stop() before that would be lost
}

HttpSite::~HttpSite() {
  {
    const std::lock_guard lock(server_->mutex);
    server_->closed = true;
  }
  server_->closing.notify_all();
  server_->http.stop();
  server_->thread.join();
}

Url HttpSite::url(const std::string& path) const {
  return url(path, server_->address == "0.0.0.0" ? "127.0.0.1" : server_->address);
}

Url HttpSite::url(const std::string& path, const std::string& host) const {
  return Url::parse("http://" + host + ":" + std::to_string(server_->port) + path).value();
}

int HttpSite::port() const { return server_->port; }

void HttpSite::serve(const std::string& path, std::string body, PageOptions options) {
  server_->set(path, {.body = std::move(body), .options = std::move(options)});
}

void HttpSite::redirect(const std::string& path, const std::string& location, int status) {
  server_->set(path, status_page(status, {{"Location", location}}));
}

void HttpSite::remove(const std::string& path) { server_->set(path, status_page(404, {})); }

void HttpSite::fail(const std::string& path, int status, Headers headers) {
  server_->set(path, status_page(status, std::move(headers)));
}

void HttpSite::fail_times(const std::string& path, int times, int status, Headers headers) {
  const std::lock_guard lock(server_->mutex);
  server_->failing[path] = {times, status_page(status, std::move(headers))};
}

void HttpSite::truncate(const std::string& path, std::string body) {
  server_->set(path, {.body = std::move(body), .manner = Manner::truncated});
}

void HttpSite::hang(const std::string& path) { server_->set(path, {.manner = Manner::hanging}); }

void HttpSite::drip(const std::string& path) { server_->set(path, {.manner = Manner::dripping}); }

void HttpSite::stream(const std::string& path, std::uint64_t bytes) {
  // Of a type that the server does not pack: it would hold the stream back to do so.
  server_->set(
      path,
      {.options = {.content_type = "application/octet-stream"}, .manner = Manner::streaming, .bytes = bytes});
}

int HttpSite::hits(const std::string& path) const {
  const std::lock_guard lock(server_->mutex);
  return static_cast<int>(std::count_if(server_->requests.begin(), server_->requests.end(),
                                        [&](const SeenRequest& seen) { return seen.target == path; }));
}

std::vector<SeenRequest> HttpSite::requests() const {
  const std::lock_guard lock(server_->mutex);
  return server_->requests;
}

std::optional<SeenRequest> HttpSite::last(const std::string& path) const {
  const std::lock_guard lock(server_->mutex);
  const auto found = std::find_if(server_->requests.rbegin(), server_->requests.rend(),
                                  [&](const SeenRequest& seen) { return seen.target == path; });
  if (found == server_->requests.rend()) return std::nullopt;
  return *found;
}

void HttpSite::forget_requests() {
  const std::lock_guard lock(server_->mutex);
  server_->requests.clear();
}

}  // namespace gazetted::test
