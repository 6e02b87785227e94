#pragma once
// What the commands print: JSON lines, text, Markdown, and tables and colour on a terminal.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/capture.h"
#include "core/document_json.h"
#include "monitor/diff.h"
#include "monitor/records.h"

namespace gazetted::app {

enum class Format { json, markdown, text, html };
[[nodiscard]] std::optional<Format> parse_format(std::string_view text);

/// One line of JSON on stdout. Bytes that are no UTF-8 are replaced, never a failure.
void print_line(const Json& json);
void print_text(std::string_view text);
/// `gazetted: …` on stderr.
void complain(std::string_view message);
/// stdout is a terminal and NO_COLOR is not set.
[[nodiscard]] bool on_terminal();

/// What surrounds a document: where it was found. Empty strings print as null.
struct Provenance {
  std::string url, final_url, canonical_url, source;
};

/// docs/manual.md, with every key in its order.
[[nodiscard]] Json document_json(const Document& document, const Provenance& provenance);
[[nodiscard]] Json list_json(const Parsed& parsed);

[[nodiscard]] std::string markdown_of(const Document& document);
/// The title, number and text as a person reads them.
[[nodiscard]] std::string text_of(const Document& document);

/// A table with its columns aligned by display width (East Asian characters count two).
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace gazetted::app
