#include "app/rehearsal.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "app/output.h"
#include "app/reader_pool.h"
#include "core/text.h"
#include "monitor/change.h"
#include "parser/version.h"

namespace gazetted::app {
namespace {

constexpr std::size_t shown_hunks = 3;

Json field_differences(const Document& before, const Document& after) {
  const Json old_fields = to_json(before);
  const Json new_fields = to_json(after);
  Json differences = Json::array();
  for (const auto& [name, value] : new_fields.items()) {
    if (name == "text") continue;
    const Json old_value = old_fields.contains(name) ? old_fields.at(name) : Json(nullptr);
    if (old_value != value) differences.push_back({{"name", name}, {"before", old_value}, {"after", value}});
  }
  return differences;
}

/// How long it was and becomes, and the first places at which it differs.
Json text_difference(const Document& before, const Document& after) {
  if (before.text == after.text) return nullptr;
  Document old_words;
  Document new_words;
  old_words.text = before.text;
  new_words.text = after.text;
  const auto change = monitor::change_between(old_words, new_words);
  Json hunks = Json::array();
  if (change) {
    const Json all = monitor::to_json(*change).at("hunks");
    for (std::size_t i = 0; i < std::min(shown_hunks, all.size()); ++i) hunks.push_back(all[i]);
  }
  return {
      {"characters", {{"before", count_characters(before.text)}, {"after", count_characters(after.text)}}},
      {"summary", change ? Json(change->summary) : Json("only furniture, spacing or width differ")},
      {"hunks", std::move(hunks)}};
}

enum class Outcome { same, altered, lost, unknown };

Outcome rehearse_part(const monitor::View& view, const monitor::PageRecord& page,
                      const monitor::PagePart& part, const std::shared_ptr<const Source>& source,
                      const monitor::Reader& reader) {
  const auto version = view.version(page.url, part.part, part.versions);
  if (!version || !version->snapshot) return Outcome::unknown;
  Json line = {{"source", source->id.str()},
               {"url", page.url.str()},
               {"part", part.part},
               {"policy", part.policy.str()},
               {"title", or_null(version->document.title)},
               {"version", part.versions}};
  const auto document = monitor::reading_now(view, page, *version, source, reader);
  if (!document) {
    line["failure"] = "the document is not found again";
    print_line(line);
    return Outcome::lost;
  }
  if (*document == version->document) return Outcome::same;
  line["fields"] = field_differences(version->document, *document);
  line["text"] = text_difference(version->document, *document);
  print_line(line);
  return Outcome::altered;
}

}  // namespace

monitor::Reader make_reader(std::uint64_t max_html) {
  monitor::Reader reader;
  reader.rules = [](const Source& source) {
    const Json rules = {parser::version, source.region, source.article.body, source.article.title,
                        source.article.remove};
    std::uint64_t number = 0;
    std::memcpy(&number, Digest::of(rules.dump()).bytes.data(), sizeof number);
    return number | 1U;  // never 0
  };
  reader.read = [max_html](const Capture& capture) { return read_capture(capture, max_html); };
  return reader;
}

bool rehearse(const monitor::View& view, const std::shared_ptr<const Source>& source,
              const monitor::Reader& reader) {
  std::map<Outcome, std::size_t> counts;
  view.each_page([&](const monitor::PageRecord& page) {
    if (page.source != source->id || page.kind == PageKind::attachment || page.reading == 0)
      return monitor::View::Walk::on;
    for (const auto& part : page.parts) ++counts[rehearse_part(view, page, part, source, reader)];
    return monitor::View::Walk::on;
  });
  complain(source->id.str() + ": of " +
           std::to_string(counts[Outcome::same] + counts[Outcome::altered] + counts[Outcome::lost]) +
           " documents " + std::to_string(counts[Outcome::altered]) + " would read otherwise, " +
           std::to_string(counts[Outcome::lost]) + " would not be found again");
  return counts[Outcome::lost] == 0;
}

}  // namespace gazetted::app
