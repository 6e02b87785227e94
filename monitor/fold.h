#pragma once
// What counts in a text and what does not (ARCHITECTURE.md). Two wordings are compared by their folded
// forms; what a reader sees is always the unfolded one.

#include <string>
#include <string_view>
#include <vector>

namespace gazetted::monitor {

/// `text` without what cannot matter: NFKC (UAX #15); no white space, control, default-ignorable
/// (zero-width, soft hyphen, variation selector, BOM) or format characters; one style of quotation
/// mark, dash and middle dot; no unfilled template expressions (`{{…}}`, `<?=…?>`, `${…}`).
/// Case and word choice stay. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string fold(std::string_view text);

/// The form under which two texts that differ editorially only are equal: folded line by line,
/// besides without punctuation (but for what stands between digits or signs a number) and with the
/// number of a line in one style, so that `（三）`, `(三)`, `三、` and `3.` agree.
[[nodiscard]] std::string fold_editorial(std::string_view text);

/// Whether a paragraph is furniture of its page: a hit counter, generation time, cache buster, share
/// bar, neighbour (上一篇), related link, unfilled template, today's date, page number, 打印/关闭, or
/// blank. Only whole lines of these forms; a sentence that speaks of them is text.
[[nodiscard]] bool is_noise(std::string_view paragraph);

/// The paragraphs (lines) of `text` that count, as they stand but for white space at their ends. Views
/// `text`.
[[nodiscard]] std::vector<std::string_view> comparable(std::string_view text);

}  // namespace gazetted::monitor
