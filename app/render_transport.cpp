#include "app/render_transport.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/child_program.h"
#include "app/converter.h"
#include "app/crawl_settings.h"
#include "crawler/answer.h"
#include "crawler/curl_transport.h"
#include "crawler/transfer_error.h"

namespace gazetted::app {
namespace {

using browser::Brought;
using browser::Rendered;
using browser::Wanted;
using crawler::failed_in_passing;
using crawler::Request;
using crawler::Response;
using Monotonic = std::chrono::steady_clock;

/// Tickets of a crawl are small numbers.
constexpr std::uint32_t own_tickets = 1U << 31U;
constexpr std::uint64_t largest_answer = 8U << 20U;
/// Scripts are kept for the next pages that want them.
constexpr std::uint64_t scripts_kept = 32U << 20U;
constexpr std::chrono::hours script_lifetime{1};

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_html(const Response& response) {
  if (response.error || response.status < 200 || response.status >= 300) return false;
  const std::string type = lowered(response.content_type);
  if (type.find("html") != std::string::npos) return true;
  if (!type.empty() && !type.starts_with("text/plain")) return false;
  const auto start = response.body.find_first_not_of(" \t\r\n");
  return start != std::string::npos &&
         contains_any(lowered(std::string_view(response.body).substr(start, 100)),
                      {"<!doctype html", "<html"});
}

/// A page of a reader counts; one of a machine should not.
bool is_counter(const Url& url) {
  return contains_any(lowered(url.path()), {"tongji", "/hit", "hits", "click", "counter", "pageview",
                                            "/stat/", "analytics", "beacon"});
}

}  // namespace

std::optional<std::string> find_browser(const std::string& path) {
  for (const char* name : {"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"})
    if (auto found = find_program(name, path)) return found;
  return std::nullopt;
}

bool is_written_out(std::string_view body, const Url& target) {
  const auto whole = target.path_and_query();
  auto path_end = std::min(whole.find('?'), whole.size());
  while (path_end > 0 && whole[path_end - 1] == '/') --path_end;
  if (path_end == 0 && target.query().empty()) return contains_any(body, {"\"/\"", "'/'", target.host()});
  const auto name = whole.substr(whole.rfind('/', path_end == 0 ? 0 : path_end - 1) + 1);
  std::string escaped;
  for (const char c : name) escaped += c == '&' ? "&amp;" : std::string(1, c);
  return contains_any(body, {name, escaped});
}

RenderTransport::RenderTransport(std::unique_ptr<crawler::Transport> network, Options options)
    : network_(std::move(network)), options_(std::move(options)) {}

RenderTransport::~RenderTransport() = default;

browser::Renderer& RenderTransport::renderer() {
  if (!renderer_)
    renderer_ = std::make_unique<browser::Renderer>(
        *options_.program, options_.user_agent, options_.bounds,
        browser::Renderer::Surroundings{[this] { network_->wake(); }, options_.say});
  return *renderer_;
}

void RenderTransport::start(Request request) {
  if (!request.render) return network_->start(std::move(request));
  if (!options_.program) {
    Response response;
    response.ticket = request.ticket;
    response.error = Error{ErrorKind::unsupported, request.url.str() +
                                                       ": `render` needs a browser; install the package "
                                                       "chromium-headless-shell (or chromium)"};
    failed_.push_back(std::move(response));
    return;
  }
  Request page = request;
  page.render = false;
  fetching_[request.ticket].request = std::move(request);
  network_->start(std::move(page));
}

std::vector<Response> RenderTransport::poll(Duration patience) {
  std::vector<Response> done = std::exchange(failed_, {});
  take_events(done);
  for (auto& response : network_->poll(done.empty() ? patience : Duration{0}))
    receive(std::move(response), done);
  take_events(done);
  return done;
}

void RenderTransport::wake() { network_->wake(); }

void RenderTransport::receive(Response response, std::vector<Response>& done) {
  if (const auto asked = asking_.find(response.ticket); asked != asking_.end()) {
    Asking asking = std::move(asked->second);
    asking_.erase(asked);
    return receive_asked(std::move(asking), std::move(response));
  }
  const auto found = fetching_.find(response.ticket);
  if (found == fetching_.end()) return done.push_back(std::move(response));
  Shown shown = std::move(found->second);
  fetching_.erase(found);
  if (!is_html(response)) return done.push_back(std::move(response));
  const std::uint64_t id = ++pages_;
  renderer().render({id, shown.request.url, response.content_type, response.body});
  shown.response = std::move(response);
  shown_.emplace(id, std::move(shown));
}

void RenderTransport::take_events(std::vector<Response>& done) {
  if (!renderer_) return;
  for (auto& event : renderer_->take()) {
    if (auto* wanted = std::get_if<Wanted>(&event)) {
      want(std::move(*wanted));
      continue;
    }
    auto& rendered = std::get<Rendered>(event);
    const auto shown = shown_.find(rendered.page);
    if (shown == shown_.end()) continue;
    done.push_back(finished(std::move(shown->second), std::move(rendered)));
    shown_.erase(shown);
  }
}

bool RenderTransport::may_have(const Shown& shown, const Wanted& wanted, const Url& url) const {
  if (wanted.method != "GET" && wanted.method != "POST") return false;
  if (url.is_file() || url.host() != shown.request.url.host()) return false;
  return !is_counter(url) && shown.request.may_ask && shown.request.may_ask(url);
}

void RenderTransport::want(Wanted wanted) {
  const auto found = shown_.find(wanted.page);
  if (found == shown_.end()) return;
  const auto url = Url::parse(wanted.url);
  if (!url || !may_have(found->second, wanted, *url)) return bring(wanted, {});
  if (const auto kept = scripts_.find(url->str());
      kept != scripts_.end() && kept->second.until > Monotonic::now())
    return bring(wanted, kept->second.response);
  found->second.wanted.push_back(std::move(wanted));
  ask_next(found->second);
}

void RenderTransport::ask_next(Shown& shown) {
  if (shown.asking || shown.wanted.empty()) return;
  Wanted wanted = std::move(shown.wanted.front());
  shown.wanted.pop_front();
  shown.asking = true;
  ++shown.requests;
  Request request;
  request.ticket = own_tickets | ++next_ticket_;
  request.url = *Url::parse(wanted.url);
  request.source = shown.request.source;
  request.max_body = std::min(shown.request.max_body, largest_answer);
  request.script.emplace();
  if (wanted.method == "POST") request.script->posted = wanted.posted;
  request.script->headers = wanted.headers;
  asking_.emplace(request.ticket, Asking{wanted.page, std::move(wanted)});
  network_->start(std::move(request));
}

void RenderTransport::receive_asked(Asking asking, Response response) {
  const auto found = shown_.find(asking.page);
  if (found == shown_.end()) return;  // the page has ended without it
  Shown& shown = found->second;
  shown.asking = false;
  const Url url = *Url::parse(asking.wanted.url);
  if (options_.watch) options_.watch({url, asking.wanted.method == "POST", response});
  if (failed_in_passing(response) && !shown.failed) {
    shown.failed = response;
    if (!response.error) shown.failed->error = crawler::status_error(response.status, url);
  }
  if (asking.wanted.kind == Wanted::Kind::script) keep(url, response);
  bring(asking.wanted, response);
  ask_next(shown);
}

void RenderTransport::bring(const Wanted& wanted, const Response& response) {
  Brought brought{.page = wanted.page, .id = wanted.id};
  if (!response.error) {
    brought.status = response.status;
    brought.content_type = response.content_type;
    brought.location = response.location;
    brought.body = response.body;
  }
  renderer_->bring(std::move(brought));
}

void RenderTransport::keep(const Url& url, const Response& response) {
  if (response.error || response.status != 200) return;
  if (scripts_bytes_ + response.body.size() > scripts_kept) {
    scripts_.clear();
    scripts_bytes_ = 0;
  }
  scripts_bytes_ += response.body.size();
  scripts_[url.str()] = {response, Monotonic::now() + script_lifetime};
}

Response RenderTransport::finished(Shown shown, Rendered rendered) {
  Response response = std::move(shown.response);
  response.ticket = shown.request.ticket;
  response.further_requests = shown.requests;
  const Url& page = shown.request.url;
  if (shown.failed) {
    response.error =
        Error{shown.failed->error->kind,
              page.str() + ": its scripts need what could not be had: " + shown.failed->error->message};
    response.retry_after = shown.failed->retry_after;
  } else if (rendered.error) {
    response.error = std::move(rendered.error);
  } else if (!rendered.goes_to.empty()) {
    const auto target = page.resolve(rendered.goes_to);
    if (target && target->canonical() != page.canonical() && is_written_out(response.body, *target)) {
      response.status = 302;
      response.location = target->str();
    } else {
      response.error =
          Error{ErrorKind::challenged,
                page.str() +
                    ": its script loads the page anew or works out where to go, as a guard of a site "
                    "has it done; that is left to a person with a browser"};
    }
  } else {
    response.body = std::move(rendered.html);
    response.content_type = "text/html; charset=utf-8";
  }
  // They tell of the page as it was served; of what its scripts make of it nobody does.
  response.etag.clear();
  response.last_modified.clear();
  return response;
}

RenderTransport::Options render_options(const config::Configuration& configuration) {
  RenderTransport::Options options;
  options.program = find_browser(program_path());
  options.user_agent = configuration.user_agent;
  options.bounds.time = std::min(configuration.timeout, options.bounds.time);
  options.bounds.html = configuration.max_html;
  options.say = [](const std::string& words) { spdlog::warn("{}", words); };
  return options;
}

std::unique_ptr<crawler::Transport> make_transport(const config::Configuration& configuration) {
  return std::make_unique<RenderTransport>(
      std::make_unique<crawler::CurlTransport>(crawl_settings(configuration)), render_options(configuration));
}

}  // namespace gazetted::app
