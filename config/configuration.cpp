#include "config/configuration.h"

#include <cstdlib>

namespace gazetted::config {
namespace {

constexpr const char* system_file = "/etc/gazetted/gazetted.toml";

/// Empty counts as unset, as the XDG base directory specification wants it.
std::optional<std::filesystem::path> from_environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::filesystem::path user_data_folder() {
  if (const auto data = from_environment("XDG_DATA_HOME"); data && data->is_absolute()) return *data;
  if (const auto home = from_environment("HOME")) return *home / ".local/share";
  return std::filesystem::current_path();
}

}  // namespace

std::string to_string(const Fault& fault) {
  std::string place = fault.file.string() + ':';
  if (fault.line > 0) place += std::to_string(fault.line) + ':' + std::to_string(fault.column) + ':';
  return place + ' ' + fault.message;
}

Configuration built_in_defaults() {
  Configuration configuration;
  configuration.store_path = user_data_folder() / "gazetted";
  return configuration;
}

std::filesystem::path locate(std::optional<std::filesystem::path> from_option) {
  if (from_option) return *std::move(from_option);
  if (auto file = from_environment("GAZETTED_CONFIG")) return *std::move(file);
  std::error_code ignored;
  return std::filesystem::exists(system_file, ignored) ? system_file : std::filesystem::path();
}

}  // namespace gazetted::config
