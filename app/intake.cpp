#include "app/intake.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/crawl_settings.h"
#include "app/planner.h"
#include "app/render_transport.h"
#include "crawler/crawler.h"

namespace gazetted::app {

Result<Capture> capture_file(const std::string& path, const Url& url, std::shared_ptr<const Source> source,
                             Timestamp now) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return failure(ErrorKind::invalid_argument,
                   path + ": is a folder; import reads folders, fetch reads files");
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure(ErrorKind::not_found, path + ": " + std::strerror(errno));
  Capture capture;
  capture.body.assign(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return failure(ErrorKind::io, path + ": could not be read to its end");
  capture.target.url = (url.empty() ? Url::from_path(path) : url).canonical();
  capture.target.source = source->id;
  capture.final_url = url.empty() ? capture.target.url : url;
  capture.source = std::move(source);
  capture.status = 200;
  capture.captured_at = now;
  capture.validators.body = Digest::of(capture.body);
  return capture;
}

Capture capture_url(const Url& url, PageKind kind, std::shared_ptr<const Source> source,
                    const config::Configuration& configuration, const Clock& clock) {
  Target target;
  target.url = url;
  target.source = source->id;
  target.kind = kind;
  return crawler::fetch_once(target, std::move(source), crawl_settings(configuration), clock,
                             crawler::RobotsPolicy::ignore, make_transport(configuration));
}

std::shared_ptr<const Source> source_by_hand(const config::Configuration& configuration,
                                             const std::string& id) {
  Source source;
  source.id = SourceId(id);
  for (const auto& configured : configuration.sources)
    if (configured->id == source.id) source = *configured;
  source.private_addresses = true;
  return std::make_shared<const Source>(std::move(source));
}

Result<void> record_by_hand(monitor::Store& store, const config::Configuration& configuration,
                            const std::vector<monitor::ParsedCapture>& captures) {
  const monitor::Judge judge(
      {{configuration.removal_checks, configuration.removal_after}, configuration.topics}, make_planner());
  return store.write([&](monitor::Batch& batch) {
    // What is to be visited because of it, a running daemon learns from the store.
    for (const auto& [capture, reading] : captures)
      std::ignore = judge.judge(batch, capture, reading->parsed, reading->prepared);
  });
}

}  // namespace gazetted::app
