#pragma once
// Attachments that a text names without a link to them: 附件：某表, 附件：1.甲 2.乙, or a bare 某通知.pdf.

#include <span>
#include <string>
#include <vector>

namespace gazetted::parser {

/// The titles, in order; numbering taken off.
[[nodiscard]] std::vector<std::string> named_attachments(std::span<const std::string> lines);

}  // namespace gazetted::parser
