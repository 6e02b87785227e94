#pragma once
// What a capture is worth before its words are believed (ARCHITECTURE.md). Pure.

#include <string>
#include <string_view>

#include "core/capture.h"
#include "core/document.h"

namespace gazetted::monitor {

enum class Verdict {
  good,         ///< to be believed
  unchanged,    ///< 304, or the bytes of last time
  failed,       ///< no answer, or an error of the server
  gone,         ///< 404, 410
  soft_gone,    ///< 200 that says: no such page
  relocated,    ///< redirected for good to another address than before
  blocked,      ///< refused, challenged, or a block page
  login,        ///< a login wall
  maintenance,  ///< closed for works
  truncated,    ///< breaks off
  empty,        ///< nothing where there was something
  shrunk,       ///< most of the text is gone
  all_over,     ///< few words, which stand on other pages of the source too
  unsettled,    ///< read well, but perhaps the template's doing, or another copy's
  unreadable,   ///< bytes that cannot be read
  redesign,     ///< good, and one of many pages of the source that are made anew (redesign.h)
};

[[nodiscard]] std::string_view to_string(Verdict verdict);

/// The visit counts towards the page's removal.
[[nodiscard]] bool means_absent(Verdict verdict);
/// Kept, not believed, looked at again.
[[nodiscard]] bool means_doubt(Verdict verdict);
/// The source, not the page alone, is in trouble.
[[nodiscard]] bool means_trouble(Verdict verdict);

struct Judgement {
  Verdict verdict = Verdict::good;
  std::string reason;  ///< one line: what was seen
};

/// What was known of the page before.
struct Before {
  bool read = false;             ///< it was read once: documents or items were found
  std::uint64_t text_chars = 0;  ///< of its documents together
  std::size_t attachments = 0;   ///< linked from its documents
  std::string media_type{};      ///< of a file, as its server called it
  std::uint32_t items = 0;       ///< of a list
  Url final_url;                 ///< where the last good visit ended; empty if never
};

[[nodiscard]] Judgement judge_capture(const Capture& capture, const Parsed& parsed, const Before& before);

}  // namespace gazetted::monitor
