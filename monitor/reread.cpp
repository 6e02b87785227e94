#include "monitor/reread.h"

#include <algorithm>

#include "monitor/first_sight.h"
#include "monitor/policies.h"

namespace gazetted::monitor {
namespace {

void add_reread(Scene& scene, PagePart& part, const VersionRecord& before, Document document) {
  VersionRecord version = before;
  version.number = ++part.versions;
  version.reread = true;
  version.text_sha256 = Digest::of(document.text);
  auto policy = scene.view().policy(part.policy);
  if (policy) {
    take_over(scene, *policy, document);
    keep(scene, *policy);
    if (version.text_sha256 != before.text_sha256) bind_words(scene, *policy, document);
  }
  const std::string text = std::move(document.text);
  document.text.clear();
  version.document = std::move(document);
  scene.say(VersionAdded{std::move(version), text, before.text_sha256});
  scene.decide("read again by other rules: version " + std::to_string(part.versions) +
               ", no change of the page");
}

}  // namespace

std::optional<Capture> stored_capture(const View& view, const PageRecord& page, const VersionRecord& version,
                                      std::shared_ptr<const Source> source) {
  auto bytes = version.snapshot ? view.body(*version.snapshot) : std::nullopt;
  if (!bytes) return std::nullopt;
  Capture capture;
  capture.target = target_of(page);
  capture.source = std::move(source);
  capture.final_url = page.final_url;
  capture.status = 200;
  capture.content_type = version.content_type;
  capture.body = *std::move(bytes);
  capture.captured_at = version.captured_at;
  return capture;
}

std::optional<Document> reading_now(const View& view, const PageRecord& page, const VersionRecord& version,
                                    const std::shared_ptr<const Source>& source, const Reader& reader) {
  const auto capture = stored_capture(view, page, version, source);
  if (!capture) return std::nullopt;
  auto parsed = reader.read(*capture);
  auto& documents = parsed.documents;
  if (parsed.error || documents.size() != page.parts.size()) return std::nullopt;
  const auto found =
      documents.size() == 1 ? documents.begin() : std::ranges::find(documents, version.part, &Document::part);
  if (found == documents.end()) return std::nullopt;
  return without_claims(std::move(*found), version.left_open);
}

void read_again(Scene& scene, const Reader& reader) {
  auto& page = scene.page;
  if (!reader.rules || page.reading == 0 || page.parts.empty()) return;
  const auto rules = reader.rules(scene.source);
  if (page.reading == rules) return;
  page.reading = rules;
  for (auto& part : page.parts) {
    const auto* before = scene.newest_version(part);
    if (before == nullptr) continue;
    auto document = reading_now(scene.view(), page, *before, scene.capture.source, reader);
    if (!document) {
      scene.note("the rules are others now, and what was read before is not found by them");
      continue;
    }
    if (*document != before->document) add_reread(scene, part, *before, *std::move(document));
  }
}

void note_rules(Scene& scene, const Reader& reader) {
  // What was put together from several bodies is kept as one and cannot be read again.
  scene.page.reading = reader.rules && scene.capture.further.empty() ? reader.rules(scene.source) : 0;
}

}  // namespace gazetted::monitor
