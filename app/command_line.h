#pragma once
// The command line as DESIGN 2.1 has it: parsed, checked, and run.

namespace gazetted::app {

/// Parses and runs; returns the exit status. Faults of usage are explained on stderr.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace gazetted::app
