#pragma once
// Which header fields of a source go with a request.

#include <string>
#include <utility>
#include <vector>

#include "core/source.h"

namespace gazetted::crawler {

/// Whether `url` is on a host of the source's entrances, over https where they have it. What may be a secret
/// goes to those alone, wherever redirects and attachments lead.
[[nodiscard]] bool is_of_entrances(const Source& source, const Url& url);

/// The source's fields for a request to `url`. What they say may be a secret (Cookie, Authorization, the key
/// of an API): elsewhere than at its entrances it is asked only by those that say how to answer (Accept,
/// Accept-Language …).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> fields_for(const Source& source,
                                                                          const Url& url);

}  // namespace gazetted::crawler
