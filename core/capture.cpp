#include "core/capture.h"

#include <algorithm>

namespace gazetted {

bool wants_rendering(const Source& source, const Target& target) {
  if (target.kind == PageKind::feed || target.kind == PageKind::sitemap || target.kind == PageKind::json ||
      target.kind == PageKind::attachment)
    return false;
  const bool article = source.article.render.value_or(source.render);
  // By hand, a page comes through no entrance.
  const Url& through = target.entrance.empty() ? target.url : target.entrance;
  if (target.kind == PageKind::article && target.url != through) return article;
  const auto entrance = std::find_if(
      source.entrances.begin(), source.entrances.end(),
      [&](const Entrance& candidate) { return candidate.url.canonical() == through.canonical(); });
  if (entrance == source.entrances.end()) return article;
  return entrance->render.value_or(entrance->kind == PageKind::article ? article : source.render);
}

std::string whole_body(const Capture& capture) {
  std::string whole = capture.body;
  for (const auto& further : capture.further) whole += further.body;
  return whole;
}

}  // namespace gazetted
