#pragma once
// Files that an article brings along: links to documents and archives, and to the scripts that serve them.

#include <vector>

#include "core/document.h"
#include "core/url.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

/// Links to files in `bodies` and in what stands beside them on the page, resolved against `base`, each
/// address once, in document order. In a body a link whose text says 附件 counts whatever it leads to.
[[nodiscard]] std::vector<Attachment> find_attachments(const HtmlTree& tree, const std::vector<Node>& bodies,
                                                       const Url& base);

}  // namespace gazetted::parser
