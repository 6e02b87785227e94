#include "browser/renderer.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <exception>
#include <map>
#include <optional>
#include <stop_token>
#include <thread>

#include "browser/process.h"
#include "browser/tab.h"
#include "core/doorbell.h"
#include "core/inbox.h"

namespace gazetted::browser {
namespace {

using Monotonic = std::chrono::steady_clock;

constexpr Duration longest_wait{500};      ///< between two looks at deadlines and memory
constexpr Duration time_to_start{30'000};  ///< until a new browser answers
constexpr Duration time_to_close{3'000};   ///< for a tab to go once it was told to

}  // namespace

/// The thread, the browser while there is one, and the pages in it.
class Renderer::Loop {
 public:
  using Message = std::variant<Page, Brought>;

  Loop(std::string program, std::string user_agent, Bounds bounds, Surroundings surroundings)
      : command_{std::move(program), std::move(user_agent), Process::Sandbox::on},
        bounds_(bounds),
        surroundings_(std::move(surroundings)),
        inbox_([this] { bell_.ring(); }),
        outbox_(surroundings_.wake),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}

  ~Loop() {
    thread_.request_stop();
    bell_.ring();
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void post(Message message) { inbox_.post(std::move(message)); }
  std::vector<Event> take() { return outbox_.drain(); }

 private:
  using Json = browser::Json;

  struct Work {
    std::unique_ptr<Tab> tab;
    Monotonic::time_point until;
  };
  struct Waiting {
    std::uint64_t page = 0;
    Tab::Answered answered;
  };

  void run(const std::stop_token& stop);
  void turn();
  void begin_pages();
  [[nodiscard]] bool start();
  void say(const std::string& words) const {
    if (surroundings_.say) surroundings_.say(words);
  }
  void call(std::uint64_t page, const char* method, Json parameters, const std::string& session,
            Tab::Answered answered);
  void hear(const Json& message);
  void look_at_deadlines();
  void look_at_memory();
  void finish_pages();
  void fail_all(ErrorKind kind, const std::string& reason);
  void end_browser();

  Process::Command command_;
  Bounds bounds_;
  Surroundings surroundings_;
  Doorbell bell_;
  Inbox<Message> inbox_;
  Inbox<Event> outbox_;

  std::unique_ptr<Process> process_;
  bool answers_ = false;  ///< the browser has said that it is there
  Monotonic::time_point started_{}, last_used_{}, measured_{};
  int pages_ = 0;  ///< shown by this browser
  std::uint64_t calls_ = 0;
  std::map<std::uint64_t, Waiting> waiting_;                ///< calls that are not answered yet
  std::map<std::uint64_t, Work> work_;                      ///< by page
  std::map<std::uint64_t, Monotonic::time_point> closing_;  ///< calls that close a tab
  std::deque<Page> queue_;
  std::jthread thread_;  ///< last: it uses all the others
};

void Renderer::Loop::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      turn();
    } catch (const std::exception& exception) {
      fail_all(ErrorKind::io, std::string("the browser could not be used: ") + exception.what());
      end_browser();
    }
  }
  end_browser();
}

void Renderer::Loop::turn() {
  bell_.quiet();
  for (auto& message : inbox_.drain()) {
    if (auto* page = std::get_if<Page>(&message)) {
      queue_.push_back(std::move(*page));
    } else {
      const auto& brought = std::get<Brought>(message);
      if (const auto found = work_.find(brought.page); found != work_.end())
        found->second.tab->bring(brought);
    }
  }
  begin_pages();
  finish_pages();
  if (!process_) {
    // Nothing to do but wait: a bell that is rung meanwhile is heard at once.
    pollfd waiting{bell_.fd(), POLLIN, 0};
    poll(&waiting, 1, static_cast<int>(longest_wait.count()) * 20);
    return;
  }
  for (const auto& message : process_->receive(longest_wait, bell_.fd())) hear(message);
  look_at_deadlines();
  look_at_memory();
  finish_pages();
  if (process_ && process_->has_ended()) {
    const std::string words = process_->last_words();
    const bool refused_sandbox = !answers_ && command_.sandbox == Process::Sandbox::on;
    if (refused_sandbox) {
      // It ends at once where its sandbox cannot be had: in containers, and under the shipped unit, which
      // confines it as it does this program.
      say("the browser does not start with a sandbox of its own, and is used without: " + words);
      command_.sandbox = Process::Sandbox::off;
      for (auto& [id, work] : work_) queue_.push_back(work.tab->page());
      work_.clear();
    } else {
      fail_all(ErrorKind::io,
               answers_ ? "the browser ended while it was shown" : "the browser does not start: " + words);
    }
    end_browser();
  }
}

bool Renderer::Loop::start() {
  if (process_ && (pages_ < bounds_.pages || !work_.empty())) return pages_ < bounds_.pages;
  end_browser();
  auto started = Process::start(command_);
  if (!started) {
    const auto& error = started.error();
    for (const Page& page : queue_) outbox_.post(Rendered{page.id, Error{error.kind, error.message}, {}, {}});
    queue_.clear();
    return false;
  }
  process_ = std::move(*started);
  started_ = Monotonic::now();
  answers_ = false;
  pages_ = 0;
  call(0, "Browser.getVersion", Json::object(), "",
       [this](const Json& version) { answers_ = !version.is_null(); });
  return true;
}

void Renderer::Loop::begin_pages() {
  while (!queue_.empty() && work_.size() < bounds_.tabs && start()) {
    Page page = std::move(queue_.front());
    queue_.pop_front();
    const std::uint64_t id = page.id;
    ++pages_;
    auto tab = std::make_unique<Tab>(
        std::move(page), bounds_,
        [this, id](const char* method, Json parameters, const std::string& session, Tab::Answered answered) {
          call(id, method, std::move(parameters), session, std::move(answered));
        },
        [this](Event event) { outbox_.post(std::move(event)); });
    Tab& opened = *tab;
    work_[id] = {std::move(tab), Monotonic::now() + bounds_.time};
    opened.open();
  }
}

void Renderer::Loop::call(std::uint64_t page, const char* method, Json parameters, const std::string& session,
                          Tab::Answered answered) {
  if (!process_) return;
  Json message = {{"id", ++calls_}, {"method", method}, {"params", std::move(parameters)}};
  if (!session.empty()) message["sessionId"] = session;
  if (std::string_view(method) == "Target.closeTarget") closing_[calls_] = Monotonic::now() + time_to_close;
  if (answered) waiting_[calls_] = {page, std::move(answered)};
  process_->send(message);
}

void Renderer::Loop::hear(const Json& message) {
  if (const auto id = message.find("id"); id != message.end() && id->is_number_unsigned()) {
    closing_.erase(id->get<std::uint64_t>());
    const auto found = waiting_.find(id->get<std::uint64_t>());
    if (found == waiting_.end()) return;
    const auto answered = std::move(found->second.answered);
    waiting_.erase(found);
    answered(message.contains("error") ? Json() : message.value("result", Json()));
    return;
  }
  const std::string session = message.value("sessionId", "");
  const std::string method = message.value("method", "");
  if (session.empty()) return;
  for (auto& [id, work] : work_)
    if (work.tab->session() == session) work.tab->hear(method, message.value("params", Json::object()));
}

void Renderer::Loop::look_at_deadlines() {
  const auto now = Monotonic::now();
  if (!answers_ && now > started_ + time_to_start) {
    fail_all(ErrorKind::io, "the browser does not answer");
    return end_browser();
  }
  for (auto& [id, work] : work_)
    if (now > work.until)
      work.tab->fail(ErrorKind::timed_out,
                     work.tab->waits_for_answers()
                         ? "what its scripts ask for was not there in time"
                         : "its scripts came to no end within " +
                               std::to_string(std::chrono::ceil<std::chrono::seconds>(bounds_.time).count()) +
                               " s");
  const bool hangs = std::any_of(closing_.begin(), closing_.end(),
                                 [&](const auto& closing) { return now > closing.second; });
  if (hangs) {
    fail_all(ErrorKind::io, "the browser hung and was ended");
    return end_browser();
  }
  if (work_.empty() && queue_.empty() && now > last_used_ + bounds_.idle) end_browser();
}

void Renderer::Loop::look_at_memory() {
  const auto now = Monotonic::now();
  if (!process_ || work_.empty() || now < measured_ + longest_wait) return;
  measured_ = now;
  const auto all = process_->use();
  std::uint64_t sum = 0;
  for (const auto& one : all) sum += one.memory;
  if (sum <= bounds_.memory) return;
  // The largest is the tab that asks for it; where it is the browser itself everything ends with it.
  const auto largest = std::max_element(all.begin(), all.end(),
                                        [](const auto& a, const auto& b) { return a.memory < b.memory; });
  kill(largest->process, SIGKILL);
}

void Renderer::Loop::finish_pages() {
  for (auto entry = work_.begin(); entry != work_.end();) {
    if (!entry->second.tab->has_ended()) {
      ++entry;
      continue;
    }
    entry->second.tab->close();
    std::erase_if(waiting_, [&](const auto& call) { return call.second.page == entry->first; });
    entry = work_.erase(entry);
    last_used_ = Monotonic::now();
  }
}

void Renderer::Loop::fail_all(ErrorKind kind, const std::string& reason) {
  for (auto& [id, work] : work_) work.tab->fail(kind, reason);
  work_.clear();
}

void Renderer::Loop::end_browser() {
  process_.reset();
  waiting_.clear();
  closing_.clear();
  for (auto& [id, work] : work_) work.tab->fail(ErrorKind::io, "the browser was ended");
  work_.clear();
}

Renderer::Renderer(std::string program, std::string user_agent, Bounds bounds, Surroundings surroundings)
    : loop_(std::make_unique<Loop>(std::move(program), std::move(user_agent), bounds,
                                   std::move(surroundings))) {}

Renderer::~Renderer() = default;

void Renderer::render(Page page) { loop_->post(std::move(page)); }
void Renderer::bring(Brought brought) { loop_->post(std::move(brought)); }
std::vector<Event> Renderer::take() { return loop_->take(); }

}  // namespace gazetted::browser
