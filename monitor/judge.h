#pragma once
// The heart: from what a visit brought to what follows from it. Everything known is read from the
// store and everything decided is written to it as facts, in the transaction of the caller.

#include <functional>
#include <string>
#include <vector>

#include "core/capture.h"
#include "core/document.h"
#include "monitor/health.h"
#include "monitor/places.h"
#include "monitor/prepared.h"
#include "monitor/reread.h"
#include "monitor/rhythm.h"
#include "monitor/store.h"
#include "monitor/verdict.h"

namespace gazetted::monitor {

enum class VisitOutcome { changed, unchanged, doubted, failed, gone };

/// What a visit brought, as far as the next one hangs on it.
struct VisitResult {
  VisitOutcome outcome = VisitOutcome::unchanged;
  unsigned news = 0;  ///< items of a list that were not known; 1 for a document that is not as it was
  std::vector<Timestamp> appeared{};  ///< when, of those items that say so to the second
};

struct VisitPlan {
  Timestamp due;
  std::string reason;
  Opaque rhythm{};  ///< for PageRecord::rhythm
};

/// When to look at a page again: the crawler's business, handed in by whoever wires the two.
using Planner =
    std::function<VisitPlan(const PageRecord& page, const Capture& capture, const VisitResult& result)>;

/// By what rules an entrance that shows nothing any more would be read again, tried on the page against
/// titles that are known from it: lines for the site file, or nothing. The reader's business, likewise.
using Proposer =
    std::function<std::vector<std::string>(const Capture& capture, const std::vector<std::string>& titles)>;

struct JudgeSettings {
  Removal removal;
  std::vector<Topic> topics;
  Proposer propose{};                 ///< may be empty
  ArticleProposer propose_article{};  ///< likewise
  WorkingDays working_days{};         ///< likewise: then no list is ever too quiet
  Reader reader{};                    ///< likewise: then nothing is read again
};

class Judge {
 public:
  Judge(JudgeSettings settings, Planner planner);

  /// Writes to `batch` what `capture`, read as `parsed`, means. Returns what to visit because of
  /// it, the page itself included with its next due time. `prepared` saves work, and changes nothing.
  [[nodiscard]] std::vector<Target> judge(Batch& batch, const Capture& capture, const Parsed& parsed,
                                          const Prepared& prepared = {}) const;

  /// Tells what the calendar brings by `now`: policy.effective, policy.expiring, policy.expired.
  void pass_time(Batch& batch, Timestamp now) const;

 private:
  JudgeSettings settings_;
  Planner planner_;
};

}  // namespace gazetted::monitor
