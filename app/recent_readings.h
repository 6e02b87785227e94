#pragma once
// What was read lately on a parse thread. A page that changed is looked at again at once before anything is
// told of it (monitor/second_look.h): where the same bytes come again, they need not be read again.

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

class RecentReadings {
 public:
  /// `most_bytes` of texts and bodies; the oldest make room.
  explicit RecentReadings(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void keep(const Capture& capture, const Reading& reading);
  /// What was kept of the same bytes at the same address under the same rules; it is kept no longer.
  [[nodiscard]] std::optional<Reading> take(const Capture& capture);

 private:
  struct Entry {
    Digest body;
    Capture origin;  ///< without its bodies
    Reading reading;
    std::size_t bytes;
  };

  std::size_t most_bytes_, bytes_ = 0;
  std::deque<Entry> entries_;  ///< the oldest first
};

}  // namespace gazetted::app
