#pragma once
// The parse threads: captures in, what was read out of them on. The pages of one source go through
// one thread, so that they are recorded in the order in which they were fetched.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "app/recent_readings.h"
#include "core/capture.h"
#include "core/inbox.h"
#include "monitor/recorder.h"
#include "parser/parse.h"

namespace gazetted::app {

/// What the parser is given of `capture`, which has to outlive it.
[[nodiscard]] parser::Input input_of(const Capture& capture, std::uint64_t max_html);

/// Reads `capture` by the rules of its source. An unchanged or failed capture has nothing to read. What only
/// another program reads is converted first (converter.h); what cannot be bounded is read apart (isolated.h).
[[nodiscard]] Parsed read_capture(const Capture& capture, std::uint64_t max_html);

/// Where the page of `capture` goes on, for crawler::Settings::goes_on.
[[nodiscard]] std::optional<Url> continuation_of(const Capture& capture, std::uint64_t max_html);

class ReaderPool {
 public:
  /// `done` is called on a parse thread for each capture. `store` must outlive the pool: what will be asked
  /// of it is prepared on the parse threads.
  using Done = std::function<void(monitor::ParsedCapture)>;

  ReaderPool(unsigned threads, std::uint64_t max_html, const monitor::Store& store, Done done);
  ~ReaderPool() { finish(); }
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;

  void post(Capture capture);  ///< one thread at a time
  /// Reads what was posted and ends the threads.
  void finish();

 private:
  struct Lane {
    Inbox<Capture> inbox;
    std::thread thread;
  };

  void run(Inbox<Capture>& inbox) const;
  [[nodiscard]] monitor::Reading read(const Capture& capture, monitor::Preparer& preparer) const;

  std::uint64_t max_html_;
  const monitor::Store& store_;
  Done done_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  /// Of each source: its captures stay in their order. Given in turn, since a hash puts two thirds on one.
  std::unordered_map<SourceId, std::size_t> lane_of_;
};

}  // namespace gazetted::app
