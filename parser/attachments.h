#pragma once
// Files that an article brings along: links to documents and archives, and to the scripts that serve them.

#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/url.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

/// Whether an address leads to a file: by its path, by a file name in its query, or by the script it calls.
[[nodiscard]] bool leads_to_file(std::string_view href);

/// Links to files in `bodies` and in what stands beside them on the page, resolved against `base`, each
/// address once, in document order. In a body a link whose text says 附件 counts whatever it leads to.
[[nodiscard]] std::vector<Attachment> find_attachments(const HtmlTree& tree, const std::vector<Node>& bodies,
                                                       const Url& base);

}  // namespace gazetted::parser
