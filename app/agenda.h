#pragma once
// Which of the known pages the crawler holds: the entrances that are due before long, and of each host so
// many of the documents that are due as keep it busy. What else is due before long waits in the backlog, all
// else in the store in its turn (monitor::View::each_turn), so that neither memory nor the start grows with
// what is known.

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/backlog.h"
#include "config/configuration.h"
#include "crawler/settings.h"
#include "monitor/recorder.h"
#include "monitor/store.h"

namespace gazetted::app {

/// Not for two threads at a time.
class Agenda {
 public:
  /// `store` must outlive it.
  Agenda(const monitor::Store& store, crawler::Mode mode) : store_(store), mode_(mode) {}

  /// At the start, and anew where others have written or the configuration is another one: what is visited
  /// first. Entrances that are not known yet are due now.
  [[nodiscard]] std::vector<Target> begin(const config::Configuration& configuration, Timestamp now);
  /// What is due since: mostly nothing, for no more than a look into the store. To be asked some times a
  /// second.
  [[nodiscard]] std::vector<Target> go_on(Timestamp now);
  /// What was learned, as far as the crawler is to hold it; and what there is room for now.
  [[nodiscard]] crawler::Learned take_in(std::vector<monitor::Lesson> lessons, Timestamp now);

  /// Documents in the backlog.
  [[nodiscard]] std::size_t waiting() const { return backlog_.waiting(); }

 private:
  void configure(const config::Configuration& configuration);
  /// What has come within the horizon, looked for anew from time to time: entrances are added to `targets`,
  /// documents wait in the backlog.
  void look_ahead(const monitor::View& view, Timestamp now, std::vector<Target>& targets);
  void take_due(const monitor::View& view, Timestamp now, std::vector<Target>& targets);
  void take_in_entrance(const monitor::View& view, Target target, crawler::Learned& learned);
  void take_in_document(const monitor::View& view, Target target, const Url& visited, Timestamp now,
                        crawler::Learned& learned);

  /// Nothing where it is not to be visited.
  [[nodiscard]] std::optional<Target> target_of(const std::optional<monitor::PageRecord>& page) const;
  [[nodiscard]] Target as_configured(Target target) const;
  [[nodiscard]] bool is_given(monitor::PageNumber page) const;
  void note_given(monitor::PageNumber page);
  [[nodiscard]] Timestamp soon(Timestamp now) const;

  const monitor::Store& store_;
  crawler::Mode mode_;
  std::unordered_map<SourceId, Backlog::Takes> sources_;  ///< what a document takes that is held
  std::unordered_map<Url, PageKind> entrances_;
  std::unordered_set<monitor::PageNumber> entrance_pages_;
  Backlog backlog_;
  std::vector<bool> given_;  ///< documents that the crawler was given in this pass, by page; in a pass alone
  Timestamp horizon_ = Timestamp::min();  ///< what is due before it is in the backlog, or with the crawler
};

}  // namespace gazetted::app
