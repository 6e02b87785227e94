#pragma once
// What was read lately on a parse thread. A page that changed is looked at again at once before anything is
// told of it (monitor/second_look.h): where the same bytes come again, or the server says that they would,
// they need not be sent nor read again.

#include <cstddef>
#include <deque>
#include <optional>

#include "monitor/recorder.h"

namespace gazetted::app {

class RecentReadings {
 public:
  /// `most_bytes` of texts and bodies; the oldest make room.
  explicit RecentReadings(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void keep(const monitor::ParsedCapture& seen);
  /// `capture` as if it had been sent and read in full, where the same bytes at the same address under the
  /// same rules are kept; they are kept no longer. `unchanged` in a second look says that it is those bytes.
  [[nodiscard]] std::optional<monitor::ParsedCapture> take(const Capture& capture);

 private:
  struct Entry {
    monitor::ParsedCapture seen;
    std::size_t bytes = 0;
  };

  std::size_t most_bytes_, bytes_ = 0;
  std::deque<Entry> entries_;  ///< the oldest first
};

}  // namespace gazetted::app
