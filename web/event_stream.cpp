#include "web/event_stream.h"

#include "web/events_api.h"

namespace gazetted::web {
namespace {

constexpr std::size_t chunk = 64;

}  // namespace

bool StreamGate::enter() {
  const std::lock_guard lock(mutex_);
  if (closed_ || inside_ >= most_) return false;
  ++inside_;
  return true;
}

void StreamGate::leave() {
  {
    const std::lock_guard lock(mutex_);
    --inside_;
  }
  changed_.notify_all();
}

void StreamGate::close(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
  changed_.wait_for(lock, patience, [this] { return inside_ == 0; });
}

bool StreamGate::closed_within(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [this] { return closed_; });
}

std::shared_ptr<EventStream> EventStream::open(const monitor::EventLog& log, StreamGate& gate, EventSeq after,
                                               StreamPace pace) {
  if (!gate.enter()) return nullptr;
  return std::make_shared<EventStream>(Entered{}, log, gate, after, pace);
}

EventStream::EventStream(Entered, const monitor::EventLog& log, StreamGate& gate, EventSeq after,
                         StreamPace pace)
    : log_(log), gate_(gate), told_(after), pace_(pace) {}

EventStream::~EventStream() { gate_.leave(); }

bool EventStream::turn(httplib::DataSink& sink) {
  if (gate_.closed_within(std::chrono::milliseconds{0})) {
    sink.done();
    return true;
  }
  if (!sink.is_writable()) return false;
  const auto events = log_.after(told_, chunk);
  for (const monitor::StoredEvent& event : events) {
    if (!write(sink, server_sent(event))) return false;
    told_ = event.sequence;
  }
  // Also at the very beginning: the client then knows that it is connected.
  if (std::chrono::steady_clock::now() - last_written_ >= pace_.heartbeat && !write(sink, ":\n\n"))
    return false;
  if (events.size() < chunk) (void)gate_.closed_within(pace_.look);
  return true;
}

bool EventStream::write(httplib::DataSink& sink, const std::string& text) {
  last_written_ = std::chrono::steady_clock::now();
  return sink.write(text.data(), text.size());
}

}  // namespace gazetted::web
