#pragma once
// A document seen for the first time says at once that it holds no more (失效, 废止 …). There is nothing of
// its own to compare that with. Where other pages of the source claim the same anew and are not believed, a
// template may say so of every document: the page is taken, and the claim is left open. It is then what it is
// on those other pages: told if it proves true, and no amendment when it goes away again.

#include <optional>
#include <vector>

#include "monitor/scene.h"
#include "monitor/verdict.h"

namespace gazetted::monitor {

/// Why a page that holds no document yet is not believed at once: other pages were asked whether they claim
/// what it does. The answer is there within a few looks, a moment apart. History is not asked about.
[[nodiscard]] std::optional<Judgement> doubt_first_sight(Scene& scene, const Parsed& parsed);

/// A document without what is doubted on other pages now.
struct LeftOpen {
  Document document;
  std::vector<ChangedLine> claims;  ///< for VersionRecord::left_open
};
/// Nothing where it can be taken as it is.
[[nodiscard]] std::optional<LeftOpen> leave_open(const Scene& scene, const Document& document);
/// The same, of claims that were left open before.
[[nodiscard]] Document without_claims(Document document, const std::vector<ChangedLine>& claims);

/// What `before` says, and what it left open as `document` states it now, which is nothing new then. Nothing
/// where that is not so, or it states what was doubted.
[[nodiscard]] std::optional<Document> settled(const VersionRecord& before, const Document& document);

}  // namespace gazetted::monitor
