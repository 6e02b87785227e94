// load(): the main file, then the site files that it names; faults are gathered, never thrown.

#include <glob.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <system_error>

#include "config/known_keys.h"

namespace gazetted::config {
namespace {

namespace fs = std::filesystem;

tl::expected<toml::table, Fault> parse_file(const fs::path& file) {
  std::error_code ignored;
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open() || fs::is_directory(file, ignored)) {
    const int reason = in.is_open() ? EISDIR : errno;
    return tl::unexpected(Fault{file, 0, 0, "cannot be read: " + std::generic_category().message(reason)});
  }
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  try {
    return toml::parse(std::string_view(content));
  } catch (const toml::parse_error& fault) {
    const auto where = fault.source().begin;
    return tl::unexpected(Fault{file, static_cast<int>(where.line), static_cast<int>(where.column),
                                "not TOML: " + std::string(fault.description())});
  }
}

/// The tables of `[[name]]`, none where it is of another shape.
std::vector<const toml::table*> tables_of(const toml::table& root, std::string_view name) {
  std::vector<const toml::table*> found;
  if (const auto* array = root[name].as_array())
    for (const auto& element : *array)
      if (const auto* table = element.as_table()) found.push_back(table);
  return found;
}

/// A text may stand once under `key` in all `tables`; `spelled` says when two are the same.
template <class Spelling>
void refuse_repeated(const std::vector<const toml::table*>& tables, std::string_view name,
                     std::string_view key, Spelling spelled, Faults& faults) {
  std::map<std::string, toml::source_index> lines;
  for (const auto* table : tables) {
    const auto* value = (*table)[key].as_string();
    if (value == nullptr) continue;
    const auto [first, fresh] = lines.try_emplace(spelled(value->get()), value->source().begin.line);
    if (!fresh)
      faults.add(value->source(), dotted(std::string(name), key) + ": expected another than in line " +
                                      std::to_string(first->second) + ", not " + '"' + value->get() + '"');
  }
}

std::string as_canonical_url(const std::string& text) {
  const auto url = Url::parse(text);
  return url ? url->canonical().str() : text;
}

struct SiteFile {
  Source source;
  toml::source_region id;  ///< where it is said
  std::vector<Fault> faults;
};

/// The files of `[tls]`, which stand relative to the site file, are there to be read.
void find_identity(const toml::table& root, const fs::path& directory, Identity& tls, Faults& faults) {
  for (const auto& [key, file] : {std::pair("certificate", &tls.certificate), std::pair("key", &tls.key),
                                  std::pair("authorities", &tls.authorities)}) {
    if (file->empty()) continue;
    *file = (directory / *file).lexically_normal().string();
    if (!std::ifstream(*file))
      faults.add(root["tls"][key].node()->source(),
                 dotted("tls", key) + ": expected a file that can be read, not \"" + *file + '"');
  }
  if (!tls.key.empty() && tls.certificate.empty())
    faults.add(root["tls"]["key"].node()->source(), "tls.key: expected only with tls.certificate");
}

SiteFile read_site(const fs::path& file, const Pace& pace) {
  auto root = parse_file(file);
  if (!root) return {{}, {}, {std::move(root.error())}};
  Faults faults(file, sections_of(site_keys(), ""));
  Source start;
  start.pace = pace;
  Source source = read_table(*root, site_keys(), "", std::move(start), faults);
  if (source.name.empty()) source.name = source.id.str();
  find_identity(*root, fs::absolute(file).parent_path(), source.tls, faults);
  const auto entrances = tables_of(*root, "entrance");
  refuse_repeated(entrances, "entrance", "url", as_canonical_url, faults);
  for (const auto* entrance : entrances) {
    const auto mapping = (*entrance)["mapping"];
    if (mapping && (*entrance)["kind"].value_or(std::string()) != "json")
      faults.add(mapping.node()->source(), "entrance.mapping: expected only with kind = \"json\"");
  }
  const auto* id = root->get("id");
  return {std::move(source), id == nullptr ? root->source() : id->source(), std::move(faults).sorted()};
}

/// As a glob pattern that stands for exactly `path`.
std::string quoted(const fs::path& path) {
  std::string pattern;
  for (const char c : path.string()) {
    if (std::string_view("\\*?[").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

std::vector<fs::path> matches(const fs::path& directory, const std::string& pattern) {
  const std::string whole = fs::path(pattern).is_absolute() ? pattern : quoted(directory) + '/' + pattern;
  struct Matches : glob_t {
    Matches() : glob_t{} {}
    Matches(const Matches&) = delete;
    Matches& operator=(const Matches&) = delete;
    ~Matches() { globfree(this); }
  } found;
  std::vector<fs::path> files;
  if (glob(whole.c_str(), 0, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
  return files;
}

/// The site files in order, each once. A pattern without a wildcard must name a file that is there.
std::vector<fs::path> site_files(const std::vector<SitePattern>& patterns, const fs::path& directory,
                                 Faults& faults) {
  std::vector<fs::path> files;
  std::set<fs::path> seen;
  for (const auto& pattern : patterns) {
    const auto found = matches(directory, pattern.text);
    if (found.empty() && pattern.text.find_first_of("*?[") == std::string::npos)
      faults.add(pattern.where, "sites: expected a file that exists, not \"" + pattern.text + '"');
    for (const auto& file : found)
      if (seen.insert(file.lexically_normal()).second) files.push_back(file);
  }
  return files;
}

bool has_words(toml::node_view<const toml::node> words) {
  return words && !(words.is_array() && words.as_array()->empty());
}

void check_topics(const toml::table& root, Faults& faults) {
  const auto topics = tables_of(root, "topic");
  refuse_repeated(
      topics, "topic", "name", [](const std::string& name) { return name; }, faults);
  for (const auto* topic : topics)
    if (!has_words((*topic)["any"]) && !has_words((*topic)["all"]))
      faults.add(topic->source(), "topic: expected words in any or all");
}

}  // namespace

Loaded load(const fs::path& file) {
  auto root = parse_file(file);
  if (!root) return tl::unexpected(std::vector<Fault>{std::move(root.error())});

  const fs::path directory = fs::absolute(file).parent_path();
  Faults main_faults(file, sections_of(main_keys(), ""));
  MainFile start;
  start.configuration.file = file;
  start.configuration.store_path = "/var/lib/gazetted";
  auto [configuration, patterns] = read_table(*root, main_keys(), "", std::move(start), main_faults);
  configuration.store_path = (directory / configuration.store_path).lexically_normal();
  check_topics(*root, main_faults);

  const auto files = site_files(patterns, directory, main_faults);
  std::vector<Fault> faults = std::move(main_faults).sorted();
  std::map<SourceId, fs::path> owners;
  for (const auto& site_file : files) {
    auto site = read_site(site_file, configuration.pace);
    faults.insert(faults.end(), site.faults.begin(), site.faults.end());
    const auto& id = site.source.id;
    const auto [owner, fresh] = owners.try_emplace(id, site_file);
    if (!fresh && !id.empty()) {
      const auto at = site.id.begin;
      faults.push_back(
          {site_file, static_cast<int>(at.line), static_cast<int>(at.column),
           "id: expected another than in " + owner->second.string() + ", not \"" + id.str() + '"'});
    }
    configuration.sources.push_back(std::make_shared<const Source>(std::move(site.source)));
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return std::move(configuration);
}

}  // namespace gazetted::config
