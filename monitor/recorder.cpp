#include "monitor/recorder.h"

#include <algorithm>

namespace gazetted::monitor {
namespace {

// Group commit: a commit costs some milliseconds of fsync, whatever it holds. One that has nothing else to do
// commits at once; where captures come while the last ones were committed, a few more are waited for, for as
// long as that commit took: longer would cost more than is saved.
constexpr std::size_t batch_captures = 500;
constexpr auto busy_patience = std::chrono::milliseconds{20};
constexpr auto idle_patience = std::chrono::milliseconds{500};
constexpr auto minute = std::chrono::minutes{1};

}  // namespace

Recorder::Recorder(Store& store, Judge judge, const Clock& clock, Listeners listeners)
    : store_(store),
      clock_(clock),
      listeners_(std::move(listeners)),
      judge_(std::make_shared<const Judge>(std::move(judge))) {}

void Recorder::replace(Judge judge) {
  auto successor = std::make_shared<const Judge>(std::move(judge));
  const std::lock_guard lock(judge_mutex_);
  judge_ = std::move(successor);
}

std::shared_ptr<const Judge> Recorder::current_judge() const {
  const std::lock_guard lock(judge_mutex_);
  return judge_;
}

Result<void> Recorder::run() {
  // What the calendar brought while nobody looked comes before what the sites bring.
  if (auto kept = keep_time(); !kept) return kept;
  while (!inbox_.finished()) {
    const auto captures = next_batch();
    if (!captures.empty())
      if (auto recorded = record(captures); !recorded) return recorded;
    if (std::chrono::steady_clock::now() - last_minute_ >= minute) {
      if (auto kept = keep_time(); !kept) return kept;
      if (auto kept = keep_others(); !kept) return kept;
    }
    if (listeners_.turn) listeners_.turn();
    if (store_.written_by_others() && listeners_.stranger) listeners_.stranger();
  }
  return keep_others();
}

std::vector<ParsedCapture> Recorder::next_batch() {
  auto captures = inbox_.drain(batch_captures);
  if (captures.empty()) {
    // A turn is due by the clock of judgement: what it hands on is.
    const auto patience = std::chrono::ceil<std::chrono::milliseconds>(idle_patience / clock_.speed());
    if (auto first = inbox_.wait_for(patience)) captures.push_back(std::move(*first));
    return captures;
  }
  const auto deadline = std::chrono::steady_clock::now() + std::min(busy_patience, last_commit_);
  while (captures.size() < batch_captures) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    auto next = inbox_.wait_for(left);
    if (!next) break;
    captures.push_back(std::move(*next));
  }
  return captures;
}

Result<void> Recorder::record(const std::vector<ParsedCapture>& captures) {
  std::vector<Lesson> lessons;
  EventSeq before;
  EventSeq after;
  std::chrono::steady_clock::time_point judged;
  const auto judge = current_judge();
  auto written = store_.write([&](Batch& batch) {
    lessons.clear();  // a batch that outgrew the map is judged again from the start
    before = batch.view().newest_event();
    for (const auto& [capture, reading] : captures)
      lessons.push_back(
          {capture.target.url, judge->judge(batch, capture, reading->parsed, reading->prepared)});
    after = batch.view().newest_event();
    judged = std::chrono::steady_clock::now();
  });
  if (!written) return written;
  last_commit_ = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - judged);
  if (listeners_.learned) listeners_.learned(std::move(lessons));
  if (after != before && listeners_.doorbell) listeners_.doorbell();
  return {};
}

Result<void> Recorder::keep_time() {
  last_minute_ = std::chrono::steady_clock::now();
  store_.check_readers();
  bool is_due = false;
  const Timestamp now = clock_.now();
  store_.read([&](const View& view) { is_due = !view.due_dates(day_of(now, china_offset)).empty(); });
  if (!is_due) return {};
  auto written = store_.write([&, judge = current_judge()](Batch& batch) { judge->pass_time(batch, now); });
  if (written && listeners_.doorbell) listeners_.doorbell();
  return written;
}

Result<void> Recorder::keep_others() {
  if (!listeners_.others) return {};
  const Facts facts = listeners_.others();
  if (facts.empty()) return {};
  return store_.write([&](Batch& batch) { batch.apply(facts); });
}

}  // namespace gazetted::monitor
