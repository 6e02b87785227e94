#include "crawler/robots_cache.h"

#include <algorithm>

#include "crawler/answer.h"

namespace gazetted::crawler {

void RobotsCache::make_room(Instant now) {
  std::erase_if(standings_, [&](const auto& entry) { return entry.second.until <= now; });
  // A part, whichever: to forget all would ask every host twice where they are only a few too many.
  constexpr std::size_t part = most / 16;
  while (standings_.size() > most - part) standings_.erase(standings_.begin());
}

std::optional<RobotsCache::Standing> standing_of(const Response& response, std::string_view product,
                                                 RobotsCache::Instant now) {
  // A file beyond the limit is read up to it.
  const bool is_cut = response.error && response.error->kind == ErrorKind::too_large;
  if (response.error && !is_cut) return std::nullopt;
  RobotsCache::Standing standing{.rules = {}, .barred = std::nullopt, .until = now + RobotsCache::lifetime};
  if (failed_in_passing(response)) {
    standing.barred = response.status;
    standing.until = now + std::clamp(response.retry_after.value_or(Duration{0}),
                                      Duration{RobotsCache::barred_for}, Duration{RobotsCache::lifetime});
  } else if (is_cut || (response.status >= 200 && response.status < 300)) {
    standing.rules = Robots::parse(response.body, product);
  }
  return standing;
}

}  // namespace gazetted::crawler
