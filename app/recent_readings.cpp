#include "app/recent_readings.h"

#include <algorithm>

namespace gazetted::app {
namespace {

std::size_t bytes_of(const monitor::ParsedCapture& seen) {
  const auto& [parsed, prepared] = *seen.reading;
  std::size_t bytes = seen.capture.body.size() + parsed.text.size();
  for (const auto& document : parsed.documents) bytes += document.text.size();
  for (const auto& body : prepared.unpacked) bytes += body.bytes.size();
  for (const auto& body : prepared.packed) bytes += body.bytes.size();
  return bytes;
}

/// What reading goes by besides the bytes and what comes with them.
bool is_read_alike(const Capture& a, const Capture& b) {
  return a.target.url == b.target.url && a.final_url == b.final_url && a.source == b.source &&
         a.target.kind == b.target.kind && a.target.entrance == b.target.entrance;
}

/// What came with the bytes. A 304 brings nothing of it.
bool is_sent_alike(const Capture& a, const Capture& b) {
  return a.status == b.status && a.content_type == b.content_type &&
         a.content_disposition == b.content_disposition;
}

}  // namespace

void RecentReadings::keep(const monitor::ParsedCapture& seen) {
  const Capture& capture = seen.capture;
  const std::size_t bytes = bytes_of(seen);
  if (!capture.validators.body || !capture.further.empty() || bytes > most_bytes_) return;
  for (; bytes_ + bytes > most_bytes_; entries_.pop_front()) bytes_ -= entries_.front().bytes;
  entries_.push_back({seen, bytes});
  bytes_ += bytes;
}

std::optional<monitor::ParsedCapture> RecentReadings::take(const Capture& capture) {
  const bool is_same_again = capture.unchanged && capture.target.again;
  const bool is_known = capture.unchanged && !is_same_again;
  if (!capture.validators.body || !capture.further.empty() || capture.error || is_known) return std::nullopt;
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
    const Capture& kept = entry.seen.capture;
    return kept.validators.body == capture.validators.body && is_read_alike(kept, capture) &&
           (is_same_again || is_sent_alike(kept, capture));
  });
  if (found == entries_.end()) return std::nullopt;
  auto seen = std::move(found->seen);
  bytes_ -= found->bytes;
  entries_.erase(found);
  Capture& whole = seen.capture;
  auto validators = capture.validators;
  if (validators.last_modified.empty())  // a second look asks by the entity tag alone
    validators.last_modified = std::move(whole.validators.last_modified);
  whole.validators = std::move(validators);
  whole.target = capture.target;
  whole.moved_permanently = capture.moved_permanently;
  whole.captured_at = capture.captured_at;
  whole.elapsed = capture.elapsed;
  whole.retry_after = capture.retry_after;
  return seen;
}

}  // namespace gazetted::app
