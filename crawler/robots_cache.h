#pragma once
// What each origin's robots.txt said, for as long as that may be relied upon (RFC 9309, 2.4).

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "crawler/robots.h"
#include "crawler/transport.h"

namespace gazetted::crawler {

class RobotsCache {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::hours lifetime{24};
  /// Where the server failed to answer everything is disallowed (2.3.1.4), until it is asked again.
  static constexpr std::chrono::minutes barred_for{10};

  /// Redirects may lead to any number of origins; beyond so many some are forgotten, and asked anew.
  static constexpr std::size_t most = 1U << 16U;

  struct Standing {
    Robots rules;
    std::optional<int> barred;  ///< by this status of robots.txt
    Instant until;
  };

  /// Null where it has to be fetched (again). `origin` is scheme, host and port.
  [[nodiscard]] const Standing* find(std::string_view origin, Instant now) const {
    const auto found = standings_.find(origin);
    return found != standings_.end() && found->second.until > now ? &found->second : nullptr;
  }
  void keep(std::string_view origin, Standing standing, Instant now) {
    if (standings_.size() >= most) make_room(now);
    standings_.insert_or_assign(std::string(origin), std::move(standing));
  }
  [[nodiscard]] std::size_t size() const { return standings_.size(); }

 private:
  void make_room(Instant now);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, Standing, Hash, std::equal_to<>> standings_;
};

/// What an answer to the request for robots.txt means for a crawler of that name, and until when (2.3.1);
/// nothing where none was had.
[[nodiscard]] std::optional<RobotsCache::Standing> standing_of(const Response& response,
                                                               std::string_view product,
                                                               RobotsCache::Instant now);

}  // namespace gazetted::crawler
