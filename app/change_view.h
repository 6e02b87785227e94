#pragma once
// A change as a person reads it: in a terminal or a pipe, and as a piece of a page.

#include <string>
#include <string_view>

#include "monitor/change.h"

namespace gazetted::app {

/// How what went and what came is marked: [-…-]{+…+}, or by colour.
enum class Marks { brackets, colour };

/// Its summary, the fields that changed, and each hunk below its place and what happened there.
[[nodiscard]] std::string change_text(const monitor::Change& change, std::string_view title, Marks marks);

/// The same as an `article`: a `section` of the hunk's operation each, `del` and `ins` within.
[[nodiscard]] std::string change_html(const monitor::Change& change, std::string_view title);

}  // namespace gazetted::app
