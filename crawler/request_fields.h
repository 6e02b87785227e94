#pragma once
// Which header fields of a source go with a request.

#include <string>
#include <utility>
#include <vector>

#include "core/source.h"

namespace gazetted::crawler {

/// The source's fields for a request to `url`. What they say may be a secret (Cookie, Authorization, the key
/// of an API): they go to the hosts of its entrances alone, over https to those that have it; elsewhere,
/// where redirects and attachments lead, only those that say how to answer (Accept, Accept-Language …).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> fields_for(const Source& source,
                                                                          const Url& url);

}  // namespace gazetted::crawler
