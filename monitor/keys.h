#pragma once
// The keys under which a policy is found again (ARCHITECTURE.md): its number, its title with issuer and
// date of signing, its title alone, its place. Two spellings of one thing have one key.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace gazetted::monitor {

/// `number` in any bracket style and width. One that does not say whose it is (2026年第45号令, 市政府令第3号)
/// is that of `issuer`, and has no key where that is not known: every ministry has a 第45号令.
[[nodiscard]] std::optional<std::string> number_key(std::string_view number,
                                                    std::optional<std::string_view> issuer = std::nullopt);
[[nodiscard]] std::optional<std::string> number_key(const Document& document);

/// Titles equal but for width, white space, quotes and the brackets of 《》.
[[nodiscard]] std::string title_key(std::string_view title);

/// Whether a title says enough to stand for one document: 《实施意见》 alone does not.
[[nodiscard]] bool is_telling_title(std::string_view title);

/// What a draft is the draft of, and a final text the final of: the same for 某办法（征求意见稿）,
/// 关于公开征求 《某办法（征求意见稿）》意见的公告 and 某市关于印发《某办法》的通知. Nothing where that says
/// too little.
[[nodiscard]] std::optional<std::string> draft_key(std::string_view title);

/// Title, issuer and date of signing together; nothing where one of them is not stated.
[[nodiscard]] std::optional<std::string> statement_key(const Document& document);

/// The last resort: the document's place on a page.
[[nodiscard]] std::string place_key(const Url& page, int part);

/// Every key under which what `citation` names may be found, best first: its number; its title, or, of a
/// draft that is final now, what it is about.
[[nodiscard]] std::vector<std::string> target_keys(const Citation& citation);

}  // namespace gazetted::monitor
