#pragma once
// The commands of docs/manual.md: each a struct of its arguments and one function that returns the exit
// status. What cannot go on throws Exit (app/session.h).

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/output.h"
#include "core/date.h"
#include "core/ids.h"

namespace gazetted::app {

using ConfigOption = std::optional<std::filesystem::path>;

struct RunArguments {
  enum class Mode { daemon, once } mode = Mode::daemon;
  std::optional<Timestamp> now;
};
[[nodiscard]] int run(const ConfigOption& config, const RunArguments& arguments);

struct FetchArguments {
  std::vector<std::string> inputs;  ///< URLs and files
  std::optional<std::string> url;   ///< under which a file is read
  Format format = Format::json;
  std::optional<std::string> site;
  enum class Keep { no, yes } keep = Keep::no;
};
[[nodiscard]] int fetch(const ConfigOption& config, const FetchArguments& arguments);

struct SubscribeArguments {
  std::vector<std::string> prefixes;
  std::optional<EventSeq> since;
  std::string region;  ///< "" for any
  std::string topic;   ///< "" for any
};
[[nodiscard]] int subscribe(const ConfigOption& config, const SubscribeArguments& arguments);

struct EventsArguments {
  EventSeq since;
  std::string type, source;  ///< "" for any
};
[[nodiscard]] int events(const ConfigOption& config, const EventsArguments& arguments);

struct SourcesArguments {
  std::string id;  ///< "" for all
  enum class Action { show, check, ledger, rehearse, acknowledge } action = Action::show;
};
[[nodiscard]] int sources(const ConfigOption& config, const SourcesArguments& arguments);

struct PoliciesArguments {
  std::string region, issuer, topic, match;  ///< "" for any
  std::optional<Date> since, in_force;
};
/// Whether the GB/T 2260 code lies in the region, itself or below it (370000: 3701xx …).
[[nodiscard]] bool is_in_region(std::string_view code, std::string_view region);
[[nodiscard]] int policies(const ConfigOption& config, const PoliciesArguments& arguments);

struct ShowArguments {
  std::string policy;
  std::optional<std::uint32_t> version;
  std::optional<Timestamp> at;
  Format format = Format::json;
};
[[nodiscard]] int show(const ConfigOption& config, const ShowArguments& arguments);

[[nodiscard]] int history(const ConfigOption& config, const std::string& policy);

struct DiffArguments {
  std::string policy;
  std::optional<std::uint32_t> from, to;
  Format format = Format::text;
};
[[nodiscard]] int diff(const ConfigOption& config, const DiffArguments& arguments);

[[nodiscard]] int lineage(const ConfigOption& config, const std::string& policy);
[[nodiscard]] int why(const ConfigOption& config, const std::string& url);
[[nodiscard]] int import_files(const ConfigOption& config, const std::vector<std::string>& paths);
[[nodiscard]] int verify(const ConfigOption& config);

}  // namespace gazetted::app
