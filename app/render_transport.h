#pragma once
// A transport for pages that need JavaScript: the page is fetched as any other, a browser shows it, and what
// its scripts ask for is fetched here too, by the same network, with the same headers, proxy and bounds. All
// else passes through.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "browser/renderer.h"
#include "config/configuration.h"
#include "crawler/transport.h"

namespace gazetted::app {

/// Chromium as it is installed in one of the folders of `path`; nothing where it is in none.
[[nodiscard]] std::optional<std::string> find_browser(const std::string& path);

/// Whether a script of the page `body` that leads to `target` was given that address by the page. One that
/// it worked out is the answer to a challenge.
[[nodiscard]] bool is_written_out(std::string_view body, const Url& target);

/// What a page is allowed:
/// - Its scripts ask only for scripts and data of its own host, with GET and POST, where robots.txt lets
/// them,
///   one request at a time; hit counters are left alone. How many there were is Response::further_requests.
/// - A script that leads elsewhere before the page has come to rest is a redirect, if the address stands in
/// the
///   page. One that loads the page anew, or works the address out, is a guard's challenge:
///   ErrorKind::challenged.
/// - What the scripts asked for in vain, for a reason that may pass, makes the page fail for that reason.
/// Only what is answered with 2xx and HTML is shown. Without a browser a page to be rendered fails at once,
/// with unsupported and what to install.
class RenderTransport final : public crawler::Transport {
 public:
  /// An answer to a page's script.
  struct Asked {
    Url url;
    bool posted = false;
    const crawler::Response& response;
  };
  struct Options {
    std::optional<std::string> program{};  ///< of the browser
    std::string user_agent{};
    browser::Bounds bounds{};
    std::function<void(const std::string&)> say{};  ///< of the browser itself; any thread
    std::function<void(const Asked&)> watch{};      ///< each answer, on the transport's thread
  };

  RenderTransport(std::unique_ptr<crawler::Transport> network, Options options);
  ~RenderTransport() override;

  void start(crawler::Request request) override;
  [[nodiscard]] std::vector<crawler::Response> poll(Duration patience) override;
  void wake() override;

 private:
  using Ticket = std::uint32_t;

  /// A page that is to be rendered, from its request to its response.
  struct Shown {
    crawler::Request request;
    crawler::Response response;  ///< the page as it came
    std::deque<browser::Wanted> wanted;
    bool asking = false;                      ///< a request of its scripts is on the wire
    int requests = 0;                         ///< of its scripts, made
    std::optional<crawler::Response> failed;  ///< the first of these that failed in passing
  };
  /// A request of a page's script on the wire.
  struct Asking {
    std::uint64_t page = 0;
    browser::Wanted wanted;
  };
  struct Script {
    crawler::Response response;
    std::chrono::steady_clock::time_point until;
  };

  void receive(crawler::Response response, std::vector<crawler::Response>& done);
  void receive_asked(Asking asking, crawler::Response response);
  void take_events(std::vector<crawler::Response>& done);
  void want(browser::Wanted wanted);
  [[nodiscard]] bool may_have(const Shown& shown, const browser::Wanted& wanted, const Url& url) const;
  void ask_next(Shown& shown);
  void bring(const browser::Wanted& wanted, const crawler::Response& response);
  void keep(const Url& url, const crawler::Response& response);
  [[nodiscard]] static crawler::Response finished(Shown shown, browser::Rendered rendered);
  [[nodiscard]] browser::Renderer& renderer();

  std::unique_ptr<crawler::Transport> network_;
  Options options_;
  std::unordered_map<Ticket, Shown> fetching_;  ///< by ticket: the page itself is on the wire
  std::map<std::uint64_t, Shown> shown_;        ///< by the browser's page
  std::unordered_map<Ticket, Asking> asking_;   ///< by ticket
  std::unordered_map<std::string, Script> scripts_;
  std::uint64_t scripts_bytes_ = 0;
  std::vector<crawler::Response> failed_;  ///< at start(); handed out by the next poll()
  std::uint64_t pages_ = 0;
  Ticket next_ticket_ = 0;
  std::unique_ptr<browser::Renderer> renderer_;  ///< with the first page; last: its thread wakes network_
};

/// By the configuration, with the browser that is installed.
[[nodiscard]] RenderTransport::Options render_options(const config::Configuration& configuration);

/// The transport of a crawl over the network: with a browser for the pages that want one.
[[nodiscard]] std::unique_ptr<crawler::Transport> make_transport(const config::Configuration& configuration);

}  // namespace gazetted::app
