#include "browser/tab.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "browser/base64.h"

namespace gazetted::browser {
namespace {

/// Frames stand in the page as elements of their own, addresses in them whole; what is shown only without
/// scripts is left out. A page larger than `limit` gives its size. It runs in a world of its own: what the
/// page made of the names it uses does not reach it.
constexpr std::string_view reading_script = R"js((function (limit) {
  function unfold(root, depth) {
    for (const frame of root.querySelectorAll('iframe')) {
      let inner = null;
      try { inner = frame.contentDocument; } catch (e) {}
      if (!inner || !inner.body || depth === 3) continue;
      unfold(inner, depth + 1);
      for (const name of ['href', 'src'])
        for (const element of inner.body.querySelectorAll('[' + name + ']'))
          if (element[name] && typeof element[name] === 'string') element.setAttribute(name, element[name]);
      const box = root.createElement('div');
      while (inner.body.firstChild) box.append(inner.body.firstChild);
      frame.replaceWith(box);
    }
    for (const element of root.querySelectorAll('noscript')) element.remove();
  }
  unfold(document, 0);
  const html = (document.doctype ? '<!DOCTYPE html>\n' : '') + document.documentElement.outerHTML;
  return html.length > limit ? {length: html.length} : {html: html.toWellFormed()};
}))js";

/// What a page's scripts may have: they and what they ask for. Style is answered with none, so that who waits
/// for it goes on; pictures, type, sound and reports are not had.
enum class Use { asked, style, preflight, refused };

Use use_of(std::string_view type) {
  if (type == "Script" || type == "XHR" || type == "Fetch" || type == "Document") return Use::asked;
  if (type == "Stylesheet") return Use::style;
  if (type == "Preflight") return Use::preflight;
  return Use::refused;
}

Wanted::Kind kind_of(std::string_view type) {
  if (type == "Script") return Wanted::Kind::script;
  return type == "Document" ? Wanted::Kind::frame : Wanted::Kind::data;
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// A field that a script may set. What tells of the browser, of the connection or of earlier visits is not
/// passed on: who asks is this program.
bool is_passed_on(const std::string& name) {
  static constexpr std::array<std::string_view, 9> own = {
      "cookie",        "user-agent",        "host",  "accept-encoding", "connection", "content-length",
      "if-none-match", "if-modified-since", "expect"};
  return !name.starts_with("sec-") && !name.starts_with("proxy-") &&
         std::find(own.begin(), own.end(), name) == own.end();
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

Tab::Tab(Page page, const Bounds& bounds, Call call, Tell tell)
    : page_(std::move(page)), bounds_(bounds), call_(std::move(call)), tell_(std::move(tell)) {}

void Tab::send(const char* method, Json parameters) { call_(method, std::move(parameters), session_, {}); }

void Tab::open() {
  call_("Target.createBrowserContext", Json::object(), "", [this](const Json& made) {
    if (made.is_null()) return fail(ErrorKind::io, "the browser opens no tab");
    context_ = text_at(made, "browserContextId");
    call_("Target.createTarget", {{"url", "about:blank"}, {"browserContextId", context_}}, "",
          [this](const Json& target) {
            if (target.is_null()) return fail(ErrorKind::io, "the browser opens no tab");
            target_ = text_at(target, "targetId");
            call_("Target.attachToTarget", {{"targetId", target_}, {"flatten", true}}, "",
                  [this](const Json& session) {
                    session_ = text_at(session, "sessionId");
                    if (session_.empty()) return fail(ErrorKind::io, "the browser opens no tab");
                    attached();
                  });
          });
  });
}

void Tab::attached() {
  send("Page.enable", Json::object());
  send("Fetch.enable", {{"patterns", {{{"urlPattern", "*"}}}}});
  send("Page.setDownloadBehavior", {{"behavior", "deny"}});
  // A new tab answers when its own empty page is there; a page that came before would not be heard of.
  call_("Emulation.setVirtualTimePolicy", {{"policy", "pause"}}, session_, [this](const Json&) {
    call_("Page.navigate", {{"url", page_.url.str()}}, session_, [this](const Json& begun) {
      if (begun.is_null()) fail(ErrorKind::io, "the browser does not take the page");
    });
  });
}

void Tab::begin_budget() {
  send("Emulation.setVirtualTimePolicy", {{"policy", "pauseIfNetworkFetchesPending"},
                                          {"budget", bounds_.budget.count()},
                                          {"maxVirtualTimeTaskStarvationCount", 100'000}});
}

void Tab::hear(const std::string& method, const Json& parameters) {
  if (ended_) return;
  if (method == "Fetch.requestPaused") return paused(parameters);
  if (method == "Emulation.virtualTimeBudgetExpired") return rested();
  if (method == "Page.loadEventFired") loaded_ = true;
  if (method == "Page.frameStartedNavigating" && text_at(parameters, "frameId") == target_)
    navigates_to_ = text_at(parameters, "url");
  if (method == "Page.javascriptDialogOpening")
    send("Page.handleJavaScriptDialog", {{"accept", text_at(parameters, "type") == "beforeunload"}});
  if (method == "Inspector.targetCrashed")
    fail(ErrorKind::too_large, "the page brought its tab down, or asked for too much memory");
}

void Tab::paused(const Json& request) {
  const std::string id = text_at(request, "requestId");
  const std::string type = text_at(request, "resourceType");
  if (type == "Document" && text_at(request, "frameId") == target_) {
    if (served_) return leave(request);
    served_ = true;
    return serve_page(request);
  }
  switch (use_of(type)) {
    case Use::asked: return ask(request);
    case Use::style: return fulfil(id, {.status = 200, .content_type = "text/css"});
    case Use::preflight: return fulfil(id, {.status = 204});
    case Use::refused: return refuse(id);
  }
}

void Tab::serve_page(const Json& request) {
  fulfil(text_at(request, "requestId"),
         {.status = 200, .content_type = page_.content_type, .body = page_.body});
  begin_budget();
}

void Tab::leave(const Json& request) {
  refuse(text_at(request, "requestId"));
  Rendered rendered;
  rendered.goes_to = text_at(request.value("request", Json::object()), "url");
  if (rendered.goes_to != navigates_to_) return;  // a download
  end(std::move(rendered));
}

void Tab::ask(const Json& request) {
  const std::string id = text_at(request, "requestId");
  const Json asked = request.value("request", Json::object());
  if (++requests_ > bounds_.requests) return refuse(id);
  Wanted wanted;
  wanted.page = page_.id;
  wanted.id = static_cast<std::uint64_t>(requests_);
  wanted.kind = kind_of(text_at(request, "resourceType"));
  wanted.url = text_at(asked, "url");
  wanted.method = text_at(asked, "method");
  wanted.posted = text_at(asked, "postData");
  const Json headers = asked.value("headers", Json::object());
  for (const auto& [name, value] : headers.items())
    if (is_passed_on(lowered(name)) && value.is_string())
      wanted.headers.emplace_back(name, value.get<std::string>());
  asked_[wanted.id] = id;
  tell_(std::move(wanted));
}

void Tab::bring(const Brought& brought) {
  const auto asked = asked_.find(brought.id);
  if (asked == asked_.end() || ended_) return;
  const std::string request = std::move(asked->second);
  asked_.erase(asked);
  if (brought.status == 0) return refuse(request);
  fulfil(request, brought);
}

void Tab::fulfil(const std::string& request, const Brought& brought) {
  // That another host of the site lets this page read it was seen to by whoever answered.
  Json headers = {{{"name", "Access-Control-Allow-Origin"}, {"value", std::string(page_.url.origin())}},
                  {{"name", "Access-Control-Allow-Headers"}, {"value", "*"}}};
  if (!brought.content_type.empty())
    headers.push_back({{"name", "Content-Type"}, {"value", brought.content_type}});
  if (!brought.location.empty()) headers.push_back({{"name", "Location"}, {"value", brought.location}});
  send("Fetch.fulfillRequest", {{"requestId", request},
                                {"responseCode", brought.status},
                                {"responseHeaders", std::move(headers)},
                                {"body", to_base64(brought.body)}});
}

void Tab::refuse(const std::string& request) {
  send("Fetch.failRequest", {{"requestId", request}, {"errorReason", "BlockedByClient"}});
}

void Tab::rested() {
  // The clock may have run out before the page had come to its end.
  if (!loaded_ || !asked_.empty()) return begin_budget();
  if (!std::exchange(reading_, true)) read();
}

void Tab::read() {
  const auto unreadable = [this] { fail(ErrorKind::malformed, "the page cannot be read in the browser"); };
  call_("Page.createIsolatedWorld", {{"frameId", target_}, {"worldName", "reading"}}, session_,
        [this, unreadable](const Json& world) {
          if (world.is_null()) return unreadable();
          const std::string script = std::string(reading_script) + '(' + std::to_string(bounds_.html) + ')';
          call_("Runtime.evaluate",
                {{"expression", script},
                 {"returnByValue", true},
                 {"contextId", world.value("executionContextId", 0)}},
                session_, [this, unreadable](const Json& result) {
                  const Json value = result.is_null()
                                         ? Json()
                                         : result.value("result", Json::object()).value("value", Json());
                  if (!value.is_object()) return unreadable();
                  Rendered rendered;
                  rendered.html = text_at(value, "html");
                  if (value.contains("length") || rendered.html.size() > bounds_.html)
                    return fail(ErrorKind::too_large, "its scripts make more than " +
                                                          std::to_string(bounds_.html) + " bytes of it");
                  end(std::move(rendered));
                });
        });
}

void Tab::end(Rendered rendered) {
  if (std::exchange(ended_, true)) return;
  rendered.page = page_.id;
  tell_(std::move(rendered));
}

void Tab::fail(ErrorKind kind, const std::string& reason) {
  Rendered rendered;
  rendered.error = Error{kind, page_.url.str() + ": " + reason};
  end(std::move(rendered));
}

void Tab::close() {
  ended_ = true;
  if (!target_.empty()) call_("Target.closeTarget", {{"targetId", target_}}, "", {});
  if (!context_.empty()) call_("Target.disposeBrowserContext", {{"browserContextId", context_}}, "", {});
}

}  // namespace gazetted::browser
