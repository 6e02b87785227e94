#include "app/reader_pool.h"

#include <algorithm>
#include <exception>

#include "app/converter.h"
#include "app/isolated.h"
#include "parser/parse.h"

namespace gazetted::app {

parser::Input input_of(const Capture& capture, std::uint64_t max_html) {
  parser::Input input;
  input.bytes = capture.body;
  input.content_type = capture.content_type;
  input.content_disposition = capture.content_disposition;
  input.url = capture.final_url.empty() ? capture.target.url : capture.final_url;
  for (const auto& further : capture.further)
    input.further.push_back({further.body, further.content_type, further.url});
  input.kind = capture.target.kind;
  input.max_html = max_html;
  if (capture.source) {
    input.article = capture.source->article;
    input.region = capture.source->region;
    const auto& entrances = capture.source->entrances;
    const auto entrance = std::find_if(entrances.begin(), entrances.end(), [&](const Entrance& candidate) {
      return candidate.url.canonical() == capture.target.entrance;
    });
    if (entrance != entrances.end()) input.list = entrance->rules;
  }
  return input;
}

namespace {

Parsed parse_safely(const parser::Input& input) {
  if (!wants_isolation(input)) return parser::parse(input);
  const auto program = own_program();
  return program ? parse_isolated(input, *program) : parser::parse(input);
}

}  // namespace

Parsed read_capture(const Capture& capture, std::uint64_t max_html) {
  if (capture.unchanged || capture.error) return {};
  parser::Input input = input_of(capture, max_html);
  const auto converted = convert_legacy(capture.body, program_path());
  if (converted && *converted) {
    input.bytes = (*converted)->bytes;
    input.content_type = (*converted)->content_type;
    input.content_disposition = {};
  }
  auto parsed = parse_safely(input);
  if (converted && *converted)
    parsed.signals.push_back("converted by " + (*converted)->program);
  else if (converted && parsed.error)
    parsed.error = converted->error();  // a program is there: what it could not do says more
  return parsed;
}

std::optional<Url> continuation_of(const Capture& capture, std::uint64_t max_html) {
  return parser::find_continuation(input_of(capture, max_html));
}

ReaderPool::ReaderPool(unsigned threads, std::uint64_t max_html, const monitor::Store& store, Done done)
    : max_html_(max_html), store_(store), done_(std::move(done)) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) lanes_.push_back(std::make_unique<Lane>());
  for (auto& lane : lanes_) lane->thread = std::thread([this, &inbox = lane->inbox] { run(inbox); });
}

monitor::Reading ReaderPool::read(const Capture& capture, monitor::Preparer& preparer) const {
  monitor::Reading reading;
  try {
    reading.parsed = read_capture(capture, max_html_);
  } catch (const std::exception& exception) {
    // One bad page never stops a source.
    reading.parsed.error = Error{ErrorKind::malformed, capture.target.url.str() + ": " + exception.what()};
  }
  try {
    reading.prepared = preparer.prepare(capture, reading.parsed);
  } catch (const std::exception&) {
    // What is wrong will show again where it is recorded, and is told there.
    reading.prepared = {};
  }
  return reading;
}

void ReaderPool::run(Inbox<Capture>& inbox) const {
  constexpr std::size_t remembered = 32U << 20U;  // bytes
  monitor::Preparer preparer(store_);
  RecentReadings recent(remembered);
  while (auto posted = inbox.wait()) {
    Capture capture = with_digest(*std::move(posted));
    auto seen = recent.take(capture);
    if (!seen) {
      auto reading = std::make_shared<const monitor::Reading>(read(capture, preparer));
      seen = {std::move(capture), std::move(reading)};
      if (!seen->reading->prepared.compared.empty()) recent.keep(*seen);
    }
    done_(*std::move(seen));
  }
}

void ReaderPool::post(Capture capture) {
  const auto lane =
      lane_of_.try_emplace(capture.target.source, lane_of_.size() % lanes_.size()).first->second;
  lanes_[lane]->inbox.post(std::move(capture));
}

void ReaderPool::finish() {
  for (auto& lane : lanes_) lane->inbox.close();
  for (auto& lane : lanes_)
    if (lane->thread.joinable()) lane->thread.join();
}

}  // namespace gazetted::app
