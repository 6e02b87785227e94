#pragma once
// What the recorder says to the store. A list of facts is all that is ever written, so that a store
// can be rebuilt, replicated and tested from facts alone. Applying the same list to the same store
// twice differs from applying it once only in its events.

#include <string>
#include <variant>
#include <vector>

#include "monitor/fingerprint.h"
#include "monitor/records.h"

namespace gazetted::monitor {

struct PagePut {
  PageRecord page;
};
struct PolicyPut {
  PolicyRecord policy;
};
struct SourcePut {
  SourceRecord source;
};
/// `text` is the version's text; `previous` names the text it is stored as a delta against.
struct VersionAdded {
  VersionRecord version;
  std::string text;
  std::optional<Digest> previous;
};
/// Bytes kept as evidence under their digest (a page as it came, an attachment's text).
struct BodyKept {
  Digest digest;
  std::string bytes;
  std::optional<Digest> previous;
};
/// A key under which a policy is found from now on.
struct NameBound {
  std::string key;
  PolicyId policy;
};
/// A policy is found by words of this fingerprint too from now on; not by those that many are found by.
struct WordsBound {
  Fingerprint words{};
  PolicyId policy;
};
/// Another document gives `number` for the title with this key.
struct NumberLearned {
  std::string title_key;
  std::string number;
};
/// All that `policy` names, by target key; replaces what was said of it before.
struct CitationsSet {
  PolicyId policy;
  std::vector<std::pair<std::string, Relation>> targets;
};
/// The days on which something happens to `policy`; replaces those set before.
struct DueDatesSet {
  PolicyId policy;
  std::vector<DueDate> dates;
};
/// A due date that was told, or was past when it became known, and is not to come again.
struct DueDateDone {
  DueDate date;
};
struct EventRaised {
  Event event;
};
/// What the schedule learned from all pages together; replaces what it learned before.
struct ScheduleKept {
  Opaque schedule;
};

/// What the crawler keeps of a host; replaces what it kept before.
struct HostKept {
  std::string name;
  Opaque record;
};

using Fact =
    std::variant<PagePut, PolicyPut, SourcePut, VersionAdded, BodyKept, NameBound, WordsBound, NumberLearned,
                 CitationsSet, DueDatesSet, DueDateDone, EventRaised, ScheduleKept, HostKept>;
using Facts = std::vector<Fact>;

}  // namespace gazetted::monitor
