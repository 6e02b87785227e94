#pragma once
// What was read lately on a parse thread. A page that changed is looked at again at once before anything is
// told of it (monitor/second_look.h): where the same bytes come again, or the server says that they would,
// they need not be sent nor read again.

#include <cstddef>
#include <deque>
#include <optional>

#include "core/capture.h"
#include "core/document.h"
#include "monitor/prepared.h"

namespace gazetted::app {

/// What reading a capture gave. Reading is pure, and what is prepared is kept by content, so that both are
/// as good for an equal capture a moment later.
struct Reading {
  Parsed parsed;
  monitor::Prepared prepared;
};

/// A capture, whole, and what reading it gave.
struct Seen {
  Capture capture;
  Reading reading;
};

class RecentReadings {
 public:
  /// `most_bytes` of texts and bodies; the oldest make room.
  explicit RecentReadings(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void keep(const Capture& capture, const Reading& reading);
  /// `capture` as if it had been sent and read in full, where the same bytes at the same address under the
  /// same rules are kept; they are kept no longer. `unchanged` in a second look says that it is those bytes.
  [[nodiscard]] std::optional<Seen> take(const Capture& capture);

 private:
  struct Entry {
    Seen seen;
    std::size_t bytes = 0;
  };

  std::size_t most_bytes_, bytes_ = 0;
  std::deque<Entry> entries_;  ///< the oldest first
};

}  // namespace gazetted::app
