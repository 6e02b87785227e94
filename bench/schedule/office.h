#pragma once
// A web server on loopback whose lists show what a trace published, each piece from its time on.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench/schedule/trace.h"
#include "core/clock.h"
#include "core/url.h"

namespace gazetted::bench {

/// A piece of news: the list and its place there.
struct Piece {
  std::size_t page = 0, number = 0;
};

class Office {
 public:
  /// Each host of the trace is an address of its own. What is older than `start` and the trace does not know
  /// stands there from the beginning. The trace and the clock outlive it.
  Office(const Trace& trace, Timestamp start, const Clock& clock);
  ~Office();
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  [[nodiscard]] Url list(std::size_t page) const;
  /// What stands at this address; nothing for a list and for what no trace published.
  [[nodiscard]] std::optional<Piece> piece_at(const std::string& address) const;
  /// When each list was asked for, in order. Any thread.
  [[nodiscard]] std::vector<std::vector<Timestamp>> looks() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazetted::bench
