#pragma once
// What a page shows otherwise than it is known, line by line and statement by statement, and what must be
// seen before it is told (second_look.h).

#include <optional>
#include <string_view>
#include <vector>

#include "core/document_json.h"
#include "monitor/scene.h"
#include "monitor/verdict.h"

namespace gazetted::monitor {

/// A document as it is known and as the page shows it.
struct TwoReadings {
  const Document& before;
  const Document& after;
};

/// What a document states, as a line: `validity: "失效"`.
[[nodiscard]] ChangedLine stated_line(const std::string& name, const Json& value);

/// Why what differs in the documents of a page is not believed yet, with the looks that will tell asked for;
/// nothing where nothing differs or all of it is to be believed. Learns noise on the way.
[[nodiscard]] std::optional<Judgement> doubt_readings(Scene& scene, const std::vector<TwoReadings>& readings);

/// The same of the text of a file, in which no template stands.
[[nodiscard]] std::optional<Judgement> doubt_file(Scene& scene, std::string_view before,
                                                  std::string_view after);

}  // namespace gazetted::monitor
