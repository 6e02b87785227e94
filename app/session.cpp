#include "app/session.h"

namespace gazetted::app {

Exit exit_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::store_damaged:
    case ErrorKind::store_newer: return {exit_store, error.message};
    case ErrorKind::invalid_argument:
    case ErrorKind::invalid_config:
    case ErrorKind::forbidden_address: return {exit_usage, error.message};
    default: return {exit_partly, error.message};
  }
}

config::Configuration load_configuration(const std::optional<std::filesystem::path>& option) {
  const auto file = config::locate(option);
  if (file.empty()) return config::built_in_defaults();
  auto loaded = config::load(file);
  if (loaded) return std::move(*loaded);
  std::string faults;
  for (const auto& fault : loaded.error()) faults += to_string(fault) + '\n';
  faults += loaded.error().size() == 1 ? "1 fault" : std::to_string(loaded.error().size()) + " faults";
  throw Exit{exit_usage, faults + " in the configuration"};
}

monitor::Store open_store(const config::Configuration& configuration, monitor::StoreOptions::Access access) {
  monitor::StoreOptions options;
  options.access = access;
  auto store = monitor::Store::open(configuration.store_path, options);
  if (!store) throw exit_of(store.error());
  return std::move(*store);
}

bool is_url(std::string_view argument) {
  for (const std::string_view scheme : {"http://", "https://", "file://"})
    if (argument.substr(0, scheme.size()) == scheme) return true;
  return false;
}

}  // namespace gazetted::app
