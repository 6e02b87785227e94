#include "app/recent_readings.h"

#include <algorithm>

namespace gazetted::app {
namespace {

std::size_t bytes_of(const Reading& reading) {
  std::size_t bytes = reading.parsed.text.size();
  for (const auto& document : reading.parsed.documents) bytes += document.text.size();
  for (const auto& body : reading.prepared.unpacked) bytes += body.bytes.size();
  for (const auto& body : reading.prepared.packed) bytes += body.bytes.size();
  return bytes;
}

/// Everything that reading goes by besides the bytes.
bool is_read_alike(const Capture& a, const Capture& b) {
  return a.target.url == b.target.url && a.final_url == b.final_url && a.source == b.source &&
         a.target.kind == b.target.kind && a.target.entrance == b.target.entrance && a.status == b.status &&
         a.content_type == b.content_type && a.content_disposition == b.content_disposition;
}

}  // namespace

void RecentReadings::keep(const Capture& capture, const Reading& reading) {
  const std::size_t bytes = bytes_of(reading);
  if (!capture.validators.body || !capture.further.empty() || bytes > most_bytes_) return;
  for (; bytes_ + bytes > most_bytes_; entries_.pop_front()) bytes_ -= entries_.front().bytes;
  Capture origin;
  origin.target = capture.target;
  origin.source = capture.source;
  origin.final_url = capture.final_url;
  origin.status = capture.status;
  origin.content_type = capture.content_type;
  origin.content_disposition = capture.content_disposition;
  entries_.push_back({*capture.validators.body, std::move(origin), reading, bytes});
  bytes_ += bytes;
}

std::optional<Reading> RecentReadings::take(const Capture& capture) {
  if (!capture.validators.body || !capture.further.empty() || capture.unchanged || capture.error)
    return std::nullopt;
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
    return entry.body == *capture.validators.body && is_read_alike(entry.origin, capture);
  });
  if (found == entries_.end()) return std::nullopt;
  Reading reading = std::move(found->reading);
  bytes_ -= found->bytes;
  entries_.erase(found);
  return reading;
}

}  // namespace gazetted::app
