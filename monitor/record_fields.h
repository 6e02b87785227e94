#pragma once
// The fields of every record, for codec.cpp and cbor_records.cpp.

#include "monitor/cbor_records.h"

namespace gazetted::monitor {

template <class Record>
struct FieldsOf {};

// Each record is described once; writing and reading both follow it. A field's number is its place in this
// order: new ones go to the end, and none is taken out. The keys are those that schemas 1 and 2 had.

template <class V>
void fields(V& v, FieldsOf<Validators>) {
  v("e", &Validators::etag);
  v("m", &Validators::last_modified);
  v("b", &Validators::body);
}

template <class V>
void fields(V& v, FieldsOf<Visit>) {
  v("f", &Visit::first);
  v("l", &Visit::last);
  v("t", &Visit::times);
  v("s", &Visit::status);
  v("v", &Visit::verdict);
  v("n", &Visit::notes);
  v("d", &Visit::decided);
}

template <class V>
void fields(V& v, FieldsOf<PagePart>) {
  v("p", &PagePart::part);
  v("i", &PagePart::policy);
  v("k", &PagePart::kind);
  v("v", &PagePart::versions);
}

template <class V>
void fields(V& v, FieldsOf<ChangedLine>) {
  v("s", &ChangedLine::side);
  v("p", &ChangedLine::place);
  v("w", &ChangedLine::words);
}

template <class V>
void fields(V& v, FieldsOf<Doubt>) {
  v("v", &Doubt::verdict);
  v("d", &Doubt::digest);
  v("t", &Doubt::times);
  v("s", &Doubt::since);
  v("l", &Doubt::lines);
  v("b", &Doubt::before);
}

template <class V>
void fields(V& v, FieldsOf<Tally>) {
  v("w", &Tally::with);
  v("o", &Tally::without);
}

template <class V>
void fields(V& v, FieldsOf<NewsDays>) {
  v("n", &NewsDays::newest);
  v("l", &NewsDays::looked);
  v("d", &NewsDays::days);
  v("p", &NewsDays::longest);
  v("u", &NewsDays::unheard);
  v("f", &NewsDays::failed);
}

template <class V>
void fields(V& v, FieldsOf<HourOfWeek>) {
  v("h", &HourOfWeek::hour);
  v("w", &HourOfWeek::weeks);
}

template <class V>
void fields(V& v, FieldsOf<NewsHours>) {
  v("n", &NewsHours::newest);
  v("l", &NewsHours::looked);
  v("x", &NewsHours::next);
  v("w", &NewsHours::watched);
  v("h", &NewsHours::with_news);
  v("s", &NewsHours::surprise);
  v("m", &NewsHours::missed);
  v("p", &NewsHours::longest);
  v("f", &NewsHours::failed);
}

template <class V>
void fields(V& v, FieldsOf<Habit>) {
  v("f", &Habit::field);
  v("d", &Habit::documents);
  v("m", &Habit::missing);
}

template <class V>
void fields(V& v, FieldsOf<Absence>) {
  v("v", &Absence::visits);
  v("s", &Absence::since);
  v("r", &Absence::reason);
}

template <class V>
void fields(V& v, FieldsOf<Citation>) {
  v("n", &Citation::doc_number);
  v("t", &Citation::title);
  v("r", &Citation::relation);
  v("u", &Citation::until);
  v("m", &Citation::longer_months);
}

template <class V>
void fields(V& v, FieldsOf<Attachment>) {
  v("u", &Attachment::url);
  v("t", &Attachment::title);
  v("m", &Attachment::media_type);
  v("b", &Attachment::bytes);
  v("d", &Attachment::sha256);
  v("c", &Attachment::text_chars);
  v("e", &Attachment::error);
}

template <class V>
void fields(V& v, FieldsOf<SeenDates>) {
  v("u", &SeenDates::url);
  v("l", &SeenDates::list);
  v("m", &SeenDates::meta);
  v("d", &SeenDates::displayed);
  v("s", &SeenDates::signed_on);
  v("p", &SeenDates::published);
}

template <class V>
void fields(V& v, FieldsOf<Document>) {
  v("k", &Document::kind);
  v("p", &Document::part);
  v("t", &Document::title);
  v("td", &Document::described);
  v("i", &Document::issuers);
  v("n", &Document::doc_number);
  v("x", &Document::index_number);
  v("g", &Document::genre);
  v("r", &Document::region);
  v("s", &Document::subjects);
  v("w", &Document::keywords);
  v("ds", &Document::signed_on);
  v("dp", &Document::published);
  v("de", &Document::effective);
  v("dx", &Document::expires);
  v("ep", &Document::effective_on_publication);
  v("v", &Document::validity);
  v("d", &Document::dates);
  v("o", &Document::original_source);
  v("ou", &Document::original_url);
  v("f", &Document::is_draft);
  v("cu", &Document::comments_until);
  v("c", &Document::cites);
  v("a", &Document::attachments);
  v("m", &Document::repaired);
  v("l", &Document::language);
}

template <class V>
void fields(V& v, FieldsOf<PageRecord>) {
  v("d", &PageRecord::due);
  v("u", &PageRecord::url);
  v("s", &PageRecord::source);
  v("k", &PageRecord::kind);
  v("e", &PageRecord::entrance);
  v("p", &PageRecord::parent);
  v("n", &PageRecord::page);
  v("t", &PageRecord::list_title);
  v("ld", &PageRecord::list_date);
  v("h", &PageRecord::history);
  v("v", &PageRecord::validators);
  v("fs", &PageRecord::first_seen);
  v("lv", &PageRecord::last_visit);
  v("ls", &PageRecord::last_success);
  v("fu", &PageRecord::final_url);
  v("q", &PageRecord::rhythm);
  v("r", &PageRecord::due_reason);
  v("f", &PageRecord::failures);
  v("w", &PageRecord::withdrawn);
  v("?", &PageRecord::doubt);
  v("g", &PageRecord::absence);
  v("a", &PageRecord::parts);
  v("rd", &PageRecord::reading);
  v("lo", &PageRecord::layout);
  v("y", &PageRecord::diary);
  v("b", &PageRecord::baseline_complete);
  v("aw", &PageRecord::awaited);
  v("ki", &PageRecord::known_items);
  v("fi", &PageRecord::fewest_items);
  v("fw", &PageRecord::few_since);
  v("nd", &PageRecord::news_days);
  v("at", &PageRecord::attachment);
  v("ax", &PageRecord::attachment_text);
  v("ac", &PageRecord::attachment_cites);
  v("wa", &PageRecord::walk);
  v("wd", &PageRecord::walked);
  v("nh", &PageRecord::news_hours);
}

template <class V>
void fields(V& v, FieldsOf<VersionRecord>) {
  v("u", &VersionRecord::page);
  v("p", &VersionRecord::part);
  v("n", &VersionRecord::number);
  v("i", &VersionRecord::policy);
  v("c", &VersionRecord::captured_at);
  v("d", &VersionRecord::document);
  v("t", &VersionRecord::text_sha256);
  v("s", &VersionRecord::snapshot);
  v("ct", &VersionRecord::content_type);
  v("r", &VersionRecord::reread);
  v("lo", &VersionRecord::left_open);
}

template <class V>
void fields(V& v, FieldsOf<Place>) {
  v("u", &Place::page);
  v("p", &Place::part);
  v("h", &Place::present);
  v("o", &Place::undecided);
  v("s", &Place::since);
}

template <class V>
void fields(V& v, FieldsOf<Affected>) {
  v("r", &Affected::relation);
  v("b", &Affected::by);
  v("t", &Affected::told);
  v("s", &Affected::since);
  v("u", &Affected::until);
}

template <class V>
void fields(V& v, FieldsOf<PolicyRecord>) {
  v("i", &PolicyRecord::id);
  v("k", &PolicyRecord::kind);
  v("d", &PolicyRecord::document);
  v("p", &PolicyRecord::places);
  v("n", &PolicyRecord::names);
  v("a", &PolicyRecord::affected);
  v("t", &PolicyRecord::topics);
  v("fs", &PolicyRecord::first_seen);
  v("o", &PolicyRecord::told);
  v("w", &PolicyRecord::withdrawn);
  v("j", &PolicyRecord::joined_into);
}

template <class V>
void fields(V& v, FieldsOf<Suspect>) {
  v("u", &Suspect::page);
  v("s", &Suspect::since);
  v("l", &Suspect::lines);
}

template <class V>
void fields(V& v, FieldsOf<SourceRecord>) {
  v("i", &SourceRecord::id);
  v("t", &SourceRecord::troubles);
  v("f", &SourceRecord::failing_since);
  v("s", &SourceRecord::last_success);
  v("q", &SourceRecord::silences);
  v("qs", &SourceRecord::silent_since);
  v("ft", &SourceRecord::failing_told);
  v("qt", &SourceRecord::silent_told);
  v("a", &SourceRecord::acknowledged);
  v("h", &SourceRecord::habits);
  v("ul", &SourceRecord::usual_length);
  v("n", &SourceRecord::noise);
  v("u", &SourceRecord::suspects);
  v("w", &SourceRecord::witnesses);
  v("rl", &SourceRecord::relaid);
  v("rs", &SourceRecord::relaid_since);
}

template <class V>
void fields(V& v, FieldsOf<NameRecord>) {
  v("k", &NameRecord::key);
  v("i", &NameRecord::policy);
}

template <class V>
void fields(V& v, FieldsOf<HostEntry>) {
  v("n", &HostEntry::name);
  v("r", &HostEntry::record);
}

template <class V>
void fields(V& v, FieldsOf<LearnedRecord>) {
  v("t", &LearnedRecord::title_key);
  v("n", &LearnedRecord::number);
}

template <class V>
void fields(V& v, FieldsOf<CitationRecord>) {
  v("t", &CitationRecord::target);
  v("i", &CitationRecord::policy);
  v("r", &CitationRecord::relation);
}

template <class V>
void fields(V& v, FieldsOf<EventRecord>) {
  v("o", &EventRecord::topic);
  v("t", &EventRecord::type);
  v("s", &EventRecord::source);
  v("j", &EventRecord::json);
}

/// Takes every field and does nothing with it.
struct AnyField {
  template <class Member>
  void operator()(const char*, Member) {}
};

template <class T>
concept Record = requires(AnyField v) {
  fields(v, FieldsOf<T>{});
};

}  // namespace gazetted::monitor
