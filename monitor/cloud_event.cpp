#include "monitor/cloud_event.h"

#include "core/document_json.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t sequence_digits = 20;  // of the largest 64-bit number

std::string quoted(const std::string& text) { return JsonLine(text).str(); }

}  // namespace

std::string topic_of(const Event& event) {
  return event.type + '/' + event.source.str() + '/' + (event.region.empty() ? "-" : event.region);
}

std::string cloud_event(std::string_view store_id, EventSeq sequence, const Event& event) {
  const auto number = std::to_string(sequence.value);
  std::string json = R"({"specversion":"1.0","id":")";
  json.append(store_id).append("/").append(number);
  json.append(R"(","sequence":")").append(sequence_digits - number.size(), '0').append(number);
  json.append(R"(","source":)").append(quoted("/sources/" + event.source.str()));
  json.append(R"(,"type":)").append(quoted(event.type));
  if (!event.subject.empty()) json.append(R"(,"subject":)").append(quoted(event.subject));
  json.append(R"(,"time":")").append(to_rfc3339(event.time));
  json.append(R"(","datacontenttype":"application/json","data":)").append(event.data.str()).append("}");
  return json;
}

Digest chained(const Digest& previous, EventSeq sequence, std::string_view json) {
  std::string link(previous.view());
  link.reserve(link.size() + sizeof sequence.value + json.size());
  for (int shift = 56; shift >= 0; shift -= 8) link += static_cast<char>(sequence.value >> shift);
  link += json;
  return Digest::of(link);
}

}  // namespace gazetted::monitor
