#pragma once
// Files that are read in a process of their own: this program once more, by a command that its help does
// not show. A reader that cannot be bounded from within, or may fall over, takes nothing else with it.

#include <optional>
#include <string>

#include "parser/parse.h"

namespace gazetted::app {

/// Whether `input` is such a file: a PDF, for what its objects unfold to only its reader (poppler) knows; and
/// an archive, which may hold one.
[[nodiscard]] bool wants_isolation(const parser::Input& input);

/// parser::parse in a child of `program` (own_program) within bounds of processor time, by the file's size,
/// and of memory. A file that reaches them, or brings its reader down, is Parsed::error with timed_out or
/// malformed. Safe on several threads at once.
[[nodiscard]] Parsed parse_isolated(const parser::Input& input, const std::string& program);

/// main.cpp defines this: the program that it begins answers isolated_command, whatever its file is called.
/// Tests and benchmarks that link its parts do not, and must not start themselves.
[[gnu::weak]] extern const bool answers_isolated;

/// This program, as a child can be started of it; nothing in one that does not answer.
[[nodiscard]] std::optional<std::string> own_program();

/// The child's side: reads what parse_isolated left in the working folder and answers on stdout. The exit
/// status.
[[nodiscard]] int answer_isolated();

/// The name of the command that does so.
inline constexpr const char* isolated_command = "read-isolated";

}  // namespace gazetted::app
