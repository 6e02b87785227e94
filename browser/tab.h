#pragma once
// One page in the browser, from an empty tab to its HTML: which commands of the DevTools protocol are sent
// when, and what its messages mean. Knows neither processes nor time.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "browser/process.h"
#include "browser/renderer.h"

namespace gazetted::browser {

class Tab {
 public:
  /// Sends a command, of the session where that is not "", and hands its result on when it comes: an object,
  /// or null where it failed.
  using Answered = std::function<void(const Json&)>;
  using Call = std::function<void(const char* method, Json parameters, const std::string& session, Answered)>;
  using Tell = std::function<void(Event)>;

  Tab(Page page, const Bounds& bounds, Call call, Tell tell);

  void open();
  /// A message of this tab's session.
  void hear(const std::string& method, const Json& parameters);
  void bring(const Brought& brought);
  /// Closes it, whatever it does; a page that has not ended does not end any more.
  void close();
  void fail(ErrorKind kind, const std::string& reason);

  [[nodiscard]] bool has_ended() const { return ended_; }
  [[nodiscard]] const Page& page() const { return page_; }
  [[nodiscard]] const std::string& session() const { return session_; }
  [[nodiscard]] bool waits_for_answers() const { return !asked_.empty(); }

 private:
  void attached();
  void begin_budget();
  void paused(const Json& request);
  void serve_page(const Json& request);
  void leave(const Json& request);
  void ask(const Json& request);
  void rested();
  void read();
  void end(Rendered rendered);
  void send(const char* method, Json parameters);
  void fulfil(const std::string& request, const Brought& brought);
  void refuse(const std::string& request);

  Page page_;
  const Bounds& bounds_;
  Call call_;
  Tell tell_;
  std::string context_, target_, session_;
  std::map<std::uint64_t, std::string> asked_;  ///< Wanted::id → the browser's own name of the request
  std::string navigates_to_;
  int requests_ = 0;
  bool served_ = false, loaded_ = false, reading_ = false, ended_ = false;
};

}  // namespace gazetted::browser
