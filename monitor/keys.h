#pragma once
// The keys under which a policy is found again (ARCHITECTURE.md): its number, its title with issuer and
// date of signing, its title alone, its place. Two spellings of one thing have one key.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace gazetted::monitor {

/// `number` in any bracket style and width.
[[nodiscard]] std::string number_key(std::string_view number);

/// Titles equal but for width, white space, quotes and the brackets of 《》.
[[nodiscard]] std::string title_key(std::string_view title);

/// Whether a title says enough to stand for one document: 《实施意见》 alone does not.
[[nodiscard]] bool is_telling_title(std::string_view title);

/// Title, issuer and date of signing together; nothing where one of them is not stated.
[[nodiscard]] std::optional<std::string> statement_key(const Document& document);

/// The last resort: the document's place on a page.
[[nodiscard]] std::string place_key(const Url& page, int part);

/// Every key under which what `citation` names may be found, best first.
[[nodiscard]] std::vector<std::string> target_keys(const Citation& citation);

}  // namespace gazetted::monitor
