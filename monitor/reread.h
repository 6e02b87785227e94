#pragma once
// Rules change and parsers get better: what a page says by them is not what it said before, and is no
// amendment. Where the rules are others than those by which the newest versions of a page were read, their
// bytes are read again before anything is compared; what reads otherwise is a version of its own, and no
// event.

#include <functional>
#include <memory>

#include "monitor/scene.h"

namespace gazetted::monitor {

/// How pages are read, by the one whose business it is.
struct Reader {
  /// By which rules, as a number that is another where the rules or the reading itself are; never 0.
  std::function<std::uint64_t(const Source& source)> rules{};
  std::function<Parsed(const Capture& capture)> read{};
};

/// The capture from which a version was read, as far as it is kept. Nothing where its bytes are not.
[[nodiscard]] std::optional<Capture> stored_capture(const View& view, const PageRecord& page,
                                                    const VersionRecord& version,
                                                    std::shared_ptr<const Source> source);

/// The document of `version` as it reads now. Nothing where it cannot be found again beyond doubt.
[[nodiscard]] std::optional<Document> reading_now(const View& view, const PageRecord& page,
                                                  const VersionRecord& version,
                                                  const std::shared_ptr<const Source>& source,
                                                  const Reader& reader);

/// Reads the page of `scene` again where that is due.
void read_again(Scene& scene, const Reader& reader);

/// The page of `scene` was read well, by the rules of now.
void note_rules(Scene& scene, const Reader& reader);

}  // namespace gazetted::monitor
