#pragma once
// The one writer: takes what was fetched and read, judges it, and commits in groups. A batch is one
// transaction: page states, versions and the events that speak of them.

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/inbox.h"
#include "monitor/judge.h"
#include "monitor/prepared.h"

namespace gazetted::monitor {

/// What reading a capture gave. Reading is pure, and what is prepared is kept by content, so that both are as
/// good for an equal capture a moment later.
struct Reading {
  Parsed parsed;
  Prepared prepared{};
};

struct ParsedCapture {
  Capture capture;
  std::shared_ptr<const Reading> reading;  ///< never null
};

/// What a capture, recorded, asks to be visited.
struct Lesson {
  Url page;  ///< that was visited
  std::vector<Target> targets;
};

class Recorder {
 public:
  /// Told after each commit, on the recorder's thread: exactly one lesson for each capture of the batch, in
  /// order.
  using Learned = std::function<void(std::vector<Lesson>)>;
  /// Told after a commit that raised events.
  using Doorbell = std::function<void()>;
  /// Asked each minute and at the end: what else is to be kept since it was asked last.
  using Others = std::function<Facts()>;
  /// Told when another process has written: what is known is to be read anew.
  using Stranger = std::function<void()>;

  /// Told at each turn of the loop, at least twice a second.
  using Turn = std::function<void()>;

  struct Listeners {
    Learned learned;
    Doorbell doorbell;
    Stranger stranger;
    Others others{};
    Turn turn{};
  };

  Recorder(Store& store, Judge judge, const Clock& clock, Listeners listeners);

  /// Any thread. False once the recorder is closed.
  bool post(ParsedCapture capture) { return inbox_.post(std::move(capture)); }
  /// New rules of judgement from the next batch on. Any thread.
  void replace(Judge judge);
  /// No more captures: run() ends when those posted are recorded.
  void close() { inbox_.close(); }
  [[nodiscard]] std::size_t backlog() const { return inbox_.size(); }

  /// The recorder's thread. Fails when the store cannot be written (no_space, io): what was not
  /// committed is not lost, it is fetched again.
  [[nodiscard]] Result<void> run();

 private:
  [[nodiscard]] std::vector<ParsedCapture> next_batch();
  [[nodiscard]] Result<void> record(const std::vector<ParsedCapture>& captures);
  [[nodiscard]] Result<void> keep_time();
  [[nodiscard]] Result<void> keep_others();
  [[nodiscard]] std::shared_ptr<const Judge> current_judge() const;

  Store& store_;
  const Clock& clock_;
  Listeners listeners_;
  Inbox<ParsedCapture> inbox_;
  mutable std::mutex judge_mutex_;  ///< of the pointer alone; never held while anything is done
  std::shared_ptr<const Judge> judge_;
  std::chrono::steady_clock::time_point last_minute_{};
  std::chrono::milliseconds last_commit_{0};  ///< how long it took
};

}  // namespace gazetted::monitor
