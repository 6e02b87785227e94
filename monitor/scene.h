#pragma once
// One capture being judged: what is known, what was seen, and what follows from it. Lives as long
// as the judgement of one capture, inside a write transaction.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "monitor/event_data.h"
#include "monitor/prepared.h"
#include "monitor/store.h"

namespace gazetted::monitor {

struct Scene {
  Batch& batch;
  const Capture& capture;
  const Prepared& prepared;
  const Source& source;
  const std::vector<Topic>& topics;
  Timestamp now;
  Date today;                         ///< in the source's time zone
  PageRecord page;                    ///< written back when the judgement ends
  std::vector<Target> targets{};      ///< for the crawler
  std::vector<std::string> notes{};   ///< for the page's diary
  bool decided = false;               ///< one of them says that something followed from the visit
  bool left_open = false;             ///< of what the page says something was (first_sight.h)
  unsigned news = 0;                  ///< items of a list that were not known
  unsigned fresh = 0;                 ///< likewise, and those that became known since the list had news last
  std::vector<Timestamp> appeared{};  ///< when, of those that say so
  enum class Next { as_planned, at_once } next = Next::as_planned;  ///< when the page is looked at again

  [[nodiscard]] const View& view() const { return batch.view(); }
  /// The newest version of a part of the page, read from the store once; null where there is none.
  [[nodiscard]] const VersionRecord* newest_version(const PagePart& part) const;
  void say(Fact fact) const {
    Facts facts;
    facts.push_back(std::move(fact));  // an initializer list would copy it
    batch.apply(facts);
  }
  /// With the topics as they are configured now, which are not those of the last reading.
  void tell(const PolicyEvent& event) const;
  void note(std::string text) { notes.push_back(std::move(text)); }
  /// Notes that something followed: never folded away in the diary.
  void decide(std::string text) {
    note(std::move(text));
    decided = true;
  }

  /// What newest_version() has read, by part and number.
  mutable std::map<std::pair<int, std::uint32_t>, VersionRecord> versions_read{};
};

/// Of the bytes it brought.
[[nodiscard]] inline Digest digest_of_body(const Capture& capture) {
  return capture.validators.body ? *capture.validators.body : Digest::of(whole_body(capture));
}

/// The target that visits `page` as it is known now.
[[nodiscard]] Target target_of(const PageRecord& page);

/// A page not seen before, as reached from the page of `scene`.
[[nodiscard]] PageRecord new_page(const Scene& scene, const Url& url, PageKind kind);

}  // namespace gazetted::monitor
