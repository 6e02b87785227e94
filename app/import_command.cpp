// Documents from files, as history: what a store begins with.

#include <algorithm>
#include <filesystem>

#include "app/commands.h"
#include "app/intake.h"
#include "app/reader_pool.h"
#include "app/session.h"

namespace gazetted::app {
namespace {

constexpr std::size_t batch_files = 100;

/// The files named and those below the folders named, folders in the order of their names.
std::vector<std::string> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             path, std::filesystem::directory_options::skip_permission_denied))
      if (entry.is_regular_file(error)) inside.push_back(entry.path().string());
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

}  // namespace

int import_files(const ConfigOption& config, const std::vector<std::string>& paths) {
  const auto configuration = load_configuration(config);
  auto store = open_store(configuration, monitor::StoreOptions::Access::read_write);
  const auto source = source_by_hand(configuration, "import");
  const SystemClock clock;
  std::vector<monitor::ParsedCapture> batch;
  std::size_t imported = 0;
  std::size_t documents = 0;
  std::size_t failed = 0;
  const auto commit = [&] {
    if (auto recorded = record_by_hand(store, configuration, batch); !recorded)
      throw exit_of(recorded.error());
    batch.clear();
  };
  for (const auto& file : files_of(paths)) {
    auto capture = capture_file(file, {}, source, clock.now());
    auto parsed = capture ? read_capture(*capture, configuration.max_html) : Parsed{};
    const auto problem = !capture                   ? capture.error().message
                         : parsed.error             ? file + ": " + parsed.error->message
                         : parsed.documents.empty() ? file + ": no document was found in it"
                                                    : std::string();
    if (!problem.empty()) {
      complain(problem);
      ++failed;
      continue;
    }
    // Its own entrance: what it holds was there before anybody watched.
    capture->target.entrance = capture->target.url;
    capture->target.kind = PageKind::article;
    ++imported;
    documents += parsed.documents.size();
    batch.push_back({std::move(*capture), std::make_shared<const monitor::Reading>(std::move(parsed))});
    if (batch.size() == batch_files) commit();
  }
  commit();
  complain("imported " + std::to_string(documents) + " documents from " + std::to_string(imported) +
           " files" + (failed == 0 ? "" : "; " + std::to_string(failed) + " files could not be read"));
  return failed == 0 ? exit_done : exit_partly;
}

}  // namespace gazetted::app
