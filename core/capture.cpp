#include "core/capture.h"

#include <algorithm>
#include <utility>

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

Capture with_digest(Capture capture) {
  const bool brought = !capture.error && capture.status >= 200 && capture.status < 300;
  if (!brought || capture.validators.body) return capture;
  capture.validators.body =
      capture.further.empty() ? Digest::of(capture.body) : Digest::of(whole_body(capture));
  return capture;
}

}  // namespace gazetted
