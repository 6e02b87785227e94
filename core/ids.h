#pragma once
// Names and numbers that must not be mixed up with each other, or with bare strings.

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace gazetted {

/// A string of one meaning. `Tag` only tells the types apart.
template <class Tag>
struct Name {
  std::string value;

  Name() = default;
  explicit Name(std::string text) : value(std::move(text)) {}
  [[nodiscard]] const std::string& str() const { return value; }
  [[nodiscard]] bool empty() const { return value.empty(); }
  friend auto operator<=>(const Name&, const Name&) = default;
};

using SourceId = Name<struct SourceTag>;  ///< `id` of a site file: [a-z0-9_-]+
using PolicyId = Name<struct PolicyTag>;  ///< opaque, stable; see ARCHITECTURE.md

/// The number of an event: from 1, without gaps. 0 stands for "before the first".
struct EventSeq {
  std::uint64_t value = 0;
  [[nodiscard]] EventSeq next() const { return EventSeq{value + 1}; }
  friend auto operator<=>(const EventSeq&, const EventSeq&) = default;
};

}  // namespace gazetted

template <class Tag>
struct std::hash<gazetted::Name<Tag>> {
  std::size_t operator()(const gazetted::Name<Tag>& name) const noexcept {
    return std::hash<std::string>{}(name.value);
  }
};
