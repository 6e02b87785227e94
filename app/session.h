#pragma once
// What every command begins with: the configuration, the store, and how failures become the exit
// status (docs/manual.md): 0 done, 1 some of it failed, 2 wrong usage or configuration, 3 the store is
// damaged or of a newer schema.

#include <filesystem>
#include <optional>
#include <string_view>

#include "config/configuration.h"
#include "core/result.h"
#include "monitor/store.h"

namespace gazetted::app {

inline constexpr int exit_done = 0;
inline constexpr int exit_partly = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_store = 3;

/// Ends a command with an exit status and a message for stderr; thrown by the functions below and
/// caught in main().
struct Exit {
  int status;
  std::string message;
};

[[nodiscard]] Exit exit_of(const Error& error);

/// The configuration of `-c`, $GAZETTED_CONFIG, /etc/gazetted or built in. Throws Exit with every
/// fault of every file.
[[nodiscard]] config::Configuration load_configuration(const std::optional<std::filesystem::path>& option);

/// Throws Exit where the store cannot be opened.
[[nodiscard]] monitor::Store open_store(const config::Configuration& configuration,
                                        monitor::StoreOptions::Access access);

/// A path of the command line, or a URL.
[[nodiscard]] bool is_url(std::string_view argument);

}  // namespace gazetted::app
