#pragma once
// What the store remembers: plain values. As bytes: codec.h; as they lie in the store: stored_records.h.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"
#include "core/document.h"
#include "core/ids.h"
#include "monitor/json_line.h"

namespace gazetted::monitor {

/// One line of a page's diary, for `why`. Visits that say alike share one (diary.h).
struct Visit {
  Timestamp first{};
  Timestamp last{};
  std::uint32_t times = 1;
  int status = 0;
  std::string verdict;             ///< good, unchanged, blocked, gone …
  std::vector<std::string> notes;  ///< rules used, noise dropped, what was decided and why
  bool decided = false;            ///< something followed: an event, something learned
  friend bool operator==(const Visit&, const Visit&) = default;
};

/// A document as it stands at a page: which policy it is and how many wordings were seen.
struct PagePart {
  int part = 1;
  PolicyId policy;
  DocumentKind kind = DocumentKind::other;
  std::uint32_t versions = 0;  ///< the newest version's number
  friend bool operator==(const PagePart&, const PagePart&) = default;
};

/// A line that one of two texts has and the other has not; or what is stated otherwise, `validity: "失效"`.
struct ChangedLine {
  enum class Side : std::uint8_t { before, after, stated } side = Side::before;
  int place = 0;      ///< from the head 1, 2 …; from the foot -1, -2 …; 0 within the text
  std::string words;  ///< folded
  friend bool operator==(const ChangedLine&, const ChangedLine&) = default;
};

/// A capture that was not believed, and how often just this was seen.
struct Doubt {
  std::string verdict;
  Digest digest;  ///< of what was seen
  std::uint32_t times = 0;
  Timestamp since{};
  std::vector<ChangedLine> lines{};  ///< by which it differs from what is known
  std::uint32_t before = 0;          ///< looks in a row that were doubted for something else
  friend bool operator==(const Doubt&, const Doubt&) = default;
};

/// Visits in a row that found a page gone.
struct Absence {
  std::uint32_t visits = 0;
  Timestamp since{};
  std::string reason;  ///< 404, 410, soft 404, moved to …
  friend bool operator==(const Absence&, const Absence&) = default;
};

/// How often something was so and how often it was not; halved now and then, so that old cases count for
/// less.
struct Tally {
  std::uint32_t with = 0;
  std::uint32_t without = 0;
  friend bool operator==(const Tally&, const Tally&) = default;
};

/// On which days offices worked and a list had news, and on which it had none: what its silence is judged by
/// (rhythm.h). In the source's time zone.
struct NewsDays {
  std::optional<Date> newest;  ///< the last day with news, or that on which watching began
  std::optional<Date> looked;  ///< of the last look that was answered
  Tally days;                  ///< but for those of the present pause
  std::uint32_t longest = 0;   ///< pause, in working days
  std::uint32_t unheard = 0;   ///< working days of the present pause on which nothing could be seen
  bool failed = false;         ///< since `looked`
  friend bool operator==(const NewsDays&, const NewsDays&) = default;
};

/// An hour of the week in which a list had news, by week.
struct HourOfWeek {
  std::uint32_t hour = 0;  ///< of the week, from Monday's first; local
  Tally weeks;
  friend bool operator==(const HourOfWeek&, const HourOfWeek&) = default;
};

/// In which hours a list that is looked at often has news, and what was to be expected since it had
/// (rhythm.h).
struct NewsHours {
  std::optional<Timestamp> newest;    ///< the last look with news, or that with which watching began
  std::optional<Timestamp> looked;    ///< the last that was answered
  std::uint32_t next = 0;             ///< the first hour that is not counted, since 1970, local
  std::uint32_t watched = 0;          ///< hours counted
  std::vector<HourOfWeek> with_news;  ///< sorted; of others it is not known that they ever had any
  std::uint32_t surprise = 0;         ///< at the present pause: thousandths of -ln of its chance
  std::uint32_t missed = 0;           ///< hours with news expected in it, in thousandths
  std::uint32_t longest = 0;          ///< pause, likewise
  bool failed = false;                ///< since `looked`
  friend bool operator==(const NewsHours&, const NewsHours&) = default;
};

/// What the documents of a source state, and how many in a row of late did not, which are not counted yet.
struct Habit {
  std::string field;
  Tally documents;
  std::uint32_t missing = 0;
  friend bool operator==(const Habit&, const Habit&) = default;
};

/// Bytes that are kept for others, who alone know what they mean.
struct Opaque {
  std::string bytes;
  friend bool operator==(const Opaque&, const Opaque&) = default;
};

/// A page known: what the crawler's target is made from, and what was found there.
struct PageRecord {
  Url url;  ///< canonical; the key
  SourceId source;
  PageKind kind = PageKind::any;
  Url entrance;
  Url parent;
  int page = 1;
  std::string list_title;  ///< as the list named it
  std::optional<Date> list_date;
  bool history = false;  ///< found in the first complete pass over its entrance: makes baselines
  Validators validators;
  Timestamp first_seen{};
  Timestamp last_visit{};    ///< 1970 where never visited
  Timestamp last_success{};  ///< likewise
  Url final_url;             ///< where the last good visit ended, after redirects
  Timestamp due{};
  Opaque rhythm;  ///< what the schedule learned of it
  std::string due_reason;
  std::uint32_t failures = 0;  ///< in a row
  bool withdrawn = false;      ///< gone, confirmed
  std::optional<Doubt> doubt;
  std::optional<Absence> absence;
  std::vector<PagePart> parts;
  std::uint64_t reading = 0;  ///< by which rules the newest versions were read; 0: not to be read again
  std::uint64_t layout = 0;   ///< by which conventions they were found; 0: not known
  std::vector<Visit> diary;   ///< newest last, bounded

  Timestamp walk{};  ///< of a list: when it was last asked to be read through, all its pages

  // Of an entrance alone.
  bool baseline_complete = false;
  std::vector<Url> awaited;            ///< further list pages of the first pass, not yet read
  std::uint32_t known_items = 0;       ///< of the last good look
  std::uint32_t fewest_items = 0;      ///< of all good looks; 0 before the first
  std::optional<Timestamp> few_since;  ///< it shows far fewer than that
  NewsDays news_days;
  NewsHours news_hours;
  Timestamp walked{};  ///< the last walk that came to the last page

  // Of an attachment alone.
  std::optional<Attachment> attachment;
  std::optional<Digest> attachment_text;
  std::vector<Citation> attachment_cites;  ///< what it amends, repeals or extends: a decision's list

  friend bool operator==(const PageRecord&, const PageRecord&) = default;
};

/// One wording of a document at one page.
struct VersionRecord {
  Url page;
  int part = 1;
  std::uint32_t number = 1;
  PolicyId policy;
  Timestamp captured_at{};
  Document document;               ///< its text is kept apart, under text_sha256
  Digest text_sha256;              ///< of document.text
  std::optional<Digest> snapshot;  ///< of the bytes it was read from
  std::string content_type;        ///< that they came with
  bool reread = false;  ///< from the bytes of the version before, by other rules: no change of the page
  std::vector<ChangedLine> left_open{};  ///< what the page said besides and was doubted (first_sight.h)
  friend bool operator==(const VersionRecord&, const VersionRecord&) = default;
};

/// Where a policy stands.
struct Place {
  Url page;
  int part = 1;
  bool present = true;     ///< false once gone from there
  bool undecided = false;  ///< a new address not yet told: moved or republished is still open
  Timestamp since{};
  friend bool operator==(const Place&, const Place&) = default;
};

/// That another policy amends, repeals, extends, interprets, corrects or finalises this one.
struct Affected {
  Relation relation = Relation::cites;
  PolicyId by;
  bool told = false;
  std::optional<Date> since{};  ///< the day on which `by` takes effect; nothing: at once
  std::optional<Date> until{};  ///< of an extension: the new last day, where it is known
  friend bool operator==(const Affected&, const Affected&) = default;
};

/// The thing itself, whichever pages carry it. Documents that are no policies are kept alike.
struct PolicyRecord {
  PolicyId id;
  DocumentKind kind = DocumentKind::policy;
  Document document;               ///< the best fields known, text empty
  std::vector<Place> places;       ///< in the order of their finding
  std::vector<std::string> names;  ///< keys under which it is found (keys.h)
  std::vector<Affected> affected;
  std::vector<std::string> topics;
  Timestamp first_seen{};
  bool told = false;  ///< a baseline or published event exists
  bool withdrawn = false;
  std::optional<PolicyId> joined_into;  ///< learned to be the same as an older one
  friend bool operator==(const PolicyRecord&, const PolicyRecord&) = default;
};

/// Lines by which a page differed of late, for the case that others differ by the same, or there.
struct Suspect {
  Url page;
  Timestamp since{};
  std::vector<ChangedLine> lines;  ///< in place of their words their forms (learned_noise.h)
  friend bool operator==(const Suspect&, const Suspect&) = default;
};

/// The health of a source, and what was learned of its pages.
struct SourceRecord {
  SourceId id;
  std::map<std::string, std::string> troubles;  ///< what is wrong: url → reason; failing while not empty
  std::optional<Timestamp> failing_since;
  Timestamp last_success{};
  std::vector<std::string> noise{};               ///< forms of lines that mean nothing on its pages; bounded
  std::vector<Suspect> suspects{};                ///< newest last, bounded
  std::vector<Url> witnesses{};                   ///< some of its pages, to be asked whether they differ too
  std::vector<Url> relaid{};                      ///< pages that changed their layout of late; bounded
  Timestamp relaid_since{};                       ///< the first of them did
  std::map<std::string, std::string> silences{};  ///< lists that are too quiet: url → reason
  std::optional<Timestamp> silent_since{};
  Timestamp failing_told{};        ///< last; told again each day
  Timestamp silent_told{};         ///< likewise
  bool acknowledged = false;       ///< told no more until all is well
  std::vector<Habit> habits{};     ///< of its documents
  std::uint64_t usual_length = 0;  ///< of their texts, in characters
  friend bool operator==(const SourceRecord&, const SourceRecord&) = default;
};

/// A day on which something happens to a policy without a fetch.
enum class DueKind : std::uint8_t { effective, expiring, expired };
[[nodiscard]] std::string_view to_string(DueKind kind);
struct DueDate {
  Date day;
  DueKind kind = DueKind::effective;
  PolicyId policy;
  friend bool operator==(const DueDate&, const DueDate&) = default;
};

/// Who names a policy, and how.
struct CitedBy {
  PolicyId policy;
  Relation relation = Relation::cites;
  friend auto operator<=>(const CitedBy&, const CitedBy&) = default;
};

/// An event before it has its number.
struct Event {
  std::string type;  ///< policy.amended …
  SourceId source;
  std::string region;   ///< of the policy; "" where unknown
  std::string subject;  ///< policy id; "" for source.*
  Timestamp time{};
  JsonLine data;  ///< of the CloudEvent
  friend bool operator==(const Event&, const Event&) = default;
};

/// An event as it is told: immutable.
struct StoredEvent {
  EventSeq sequence;
  std::string type;
  SourceId source;
  std::string topic;  ///< <type>/<source>/<region or ->
  std::string json;   ///< the whole CloudEvent
  Digest chain;       ///< SHA-256(previous chain ‖ sequence, 8 bytes big-endian ‖ json)
  friend bool operator==(const StoredEvent&, const StoredEvent&) = default;
};

}  // namespace gazetted::monitor
