#pragma once
// The configuration as read from gazetted.toml and the site files it names (TOML 1.0). Loading is
// all or nothing: either a configuration without a fault, or every fault of every file.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/source.h"

namespace gazetted::config {

struct Configuration {
  std::filesystem::path file;        ///< "" for the built-in defaults
  std::filesystem::path store_path;  ///< [store]; absolute

  // [feed]: ZeroMQ endpoints on loopback
  std::string publish = "tcp://127.0.0.1:7700";
  std::string replay = "tcp://127.0.0.1:7701";

  std::string http_listen = "127.0.0.1:7780";  ///< [http] address:port; "" is off

  // [crawl]
  int connections = 64;                          ///< at once, over all hosts
  Duration timeout{60'000};                      ///< of one transfer
  std::uint64_t max_body = 32ULL * 1024 * 1024;  ///< bytes
  std::uint64_t max_html = 4ULL * 1024 * 1024;   ///< bytes; beyond it a document with an error
  std::string user_agent = "gazetted/0.1 (+https://example.org/contact)";

  Pace pace;  ///< [pace]: what a site starts from; each Source carries its own, merged

  // [judge]: a page is withdrawn after so many failing visits, spread over at least so long
  int removal_checks = 3;
  Duration removal_after{24 * 3'600'000};

  std::vector<std::shared_ptr<const Source>> sources;  ///< in the order of their files' names; ids unique
  std::vector<Topic> topics;                           ///< names unique
};

/// One thing wrong. `line` and `column` count from 1; 0 where the fault is that of a whole file.
struct Fault {
  std::filesystem::path file;
  int line = 0;
  int column = 0;
  std::string message;  ///< the key, what was expected, and the nearest known key for an unknown one
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// `file:line:column: message`, as compilers print it.
[[nodiscard]] std::string to_string(const Fault& fault);

using Loaded = tl::expected<Configuration, std::vector<Fault>>;

/// Reads `file` and all site files that it names. Relative paths in a file are relative to it.
/// Faults come in the order of the files and, within one, of its lines. Never throws on content.
[[nodiscard]] Loaded load(const std::filesystem::path& file);

/// No sources; the store in $XDG_DATA_HOME/gazetted, else ~/.local/share/gazetted.
[[nodiscard]] Configuration built_in_defaults();

/// The file to load: the option's, else $GAZETTED_CONFIG, else /etc/gazetted/gazetted.toml where
/// that exists, else "" for the built-in defaults.
[[nodiscard]] std::filesystem::path locate(std::optional<std::filesystem::path> from_option);

}  // namespace gazetted::config
