#pragma once
// Reading values out of JavaScript without running it: literals, the variables they were given to, and
// sums of both.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazetted::parser {

/// The string literal or number at the start of `text`, escapes resolved, and its length in bytes.
struct ScriptLiteral {
  std::string value;
  std::size_t length = 0;
};
[[nodiscard]] std::optional<ScriptLiteral> literal_at(std::string_view text);

/// What a script's expression is worth: `'/list/' + channel + '.json?page=' + page`. A variable is what
/// the script first assigns to it, if that is a literal; one that counts pages is 1. Nothing where a part
/// cannot be told.
[[nodiscard]] std::optional<std::string> value_of(std::string_view expression, std::string_view script);

/// The members of a literal object at the start of `text`, `{a: 1, 'b': "x"}`; those that are no
/// literals are left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> members_of(std::string_view text);

/// The bracketed value ([…] or {…}) at the start of `text`, strings in it respected; "" where it does
/// not end.
[[nodiscard]] std::string_view bracketed(std::string_view text);

}  // namespace gazetted::parser
