#pragma once
// The events as those who tell them onwards see them: committed, numbered, immutable.

#include <cstddef>
#include <vector>

#include "monitor/store.h"

namespace gazetted::monitor {

/// Any thread may ask; what is answered was committed before.
class EventLog {
 public:
  virtual ~EventLog() = default;
  /// Up to `limit` events after `sequence`, in order; fewer only where there are no more.
  [[nodiscard]] virtual std::vector<StoredEvent> after(EventSeq sequence, std::size_t limit) const = 0;
  [[nodiscard]] virtual EventSeq newest() const = 0;  ///< 0 where there is none
  [[nodiscard]] virtual EventSeq oldest() const = 0;  ///< the oldest kept; 0 where there is none
};

/// The store's events. The store must outlive it.
class StoreEventLog final : public EventLog {
 public:
  explicit StoreEventLog(const Store& store) : store_(store) {}

  [[nodiscard]] std::vector<StoredEvent> after(EventSeq sequence, std::size_t limit) const override {
    std::vector<StoredEvent> events;
    store_.read([&](const View& view) { events = view.events(sequence, limit); });
    return events;
  }
  [[nodiscard]] EventSeq newest() const override {
    EventSeq newest;
    store_.read([&](const View& view) { newest = view.newest_event(); });
    return newest;
  }
  [[nodiscard]] EventSeq oldest() const override {
    EventSeq oldest;
    store_.read([&](const View& view) { oldest = view.oldest_event(); });
    return oldest;
  }

 private:
  const Store& store_;
};

}  // namespace gazetted::monitor
