#pragma once
// Whether a source works: its troubles by address, lists that are quieter than their rhythm, documents that
// lack what all before them had. Told when the first begins and the last ends, and again each day that a
// source is visited in between, until somebody acknowledges it. Everything is kept in the records of the
// source and of its entrances, so a restart tells nothing twice and forgets nothing.

#include <functional>

#include "monitor/hourly_rhythm.h"
#include "monitor/scene.h"

namespace gazetted::monitor {

/// Something is wrong at the page of `scene`, which is the source's trouble.
void note_trouble(const Scene& scene, const std::string& reason);

/// The page of `scene` was read as it should be.
void note_success(const Scene& scene);

/// The list of `scene`, an entrance, was read, or is as it was: how many items, how many of them new, how
/// long without. What it was when nobody looked counts, for a list keeps its items; what it was while it
/// failed does not.
void note_list(Scene& scene, const WorkingDays& working);
/// It was not.
void note_failed_list(Scene& scene);

/// A document is read for the first time: what it states of what documents of this source state.
void note_document(const Scene& scene, const Document& document);

/// By what rules the page would give a document that is known of it, tried on the page: lines for the site
/// file, or nothing. The reader's business, handed in by whoever wires the two.
using ArticleProposer =
    std::function<std::vector<std::string>(const Capture& capture, const Document& known)>;

/// An article is read: whether the rules of the site file still find its parts. Where they do no more, others
/// are proposed if `propose` is not empty.
void note_rules_found(const Scene& scene, const Parsed& parsed, const ArticleProposer& propose);

/// What is proposed, as the end of a reason; "" for no lines.
[[nodiscard]] std::string proposal_of(const std::vector<std::string>& lines);

/// What is wrong with the source is known to somebody: not told again until all has been well. Nothing where
/// all is.
[[nodiscard]] Facts acknowledge(SourceRecord source);

}  // namespace gazetted::monitor
