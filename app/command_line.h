#pragma once
// The command line as docs/manual.md has it: parsed, checked, and run.

namespace gazetted::app {

/// Parses and runs; returns the exit status. Faults of usage are explained on stderr.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace gazetted::app
