#pragma once
// What both ways of reading records need: codec.cpp and cbor_records.cpp.

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "monitor/damaged.h"
#include "monitor/records.h"

namespace gazetted::monitor {

/// Reading an address costs more than all else in a record, and most records name one repeatedly.
class Addresses {
 public:
  Addresses() = default;
  /// `before` were read before; they must outlive it.
  explicit Addresses(const std::vector<Url>& before) : before_(&before) {}

  Url read(std::string_view text) {
    const auto is_it = [&](const Url& url) { return url.str() == text; };
    if (const auto found = std::ranges::find_if(known_, is_it); found != known_.end()) return *found;
    if (before_ != nullptr)
      if (const auto found = std::ranges::find_if(*before_, is_it); found != before_->end()) return *found;
    auto url = Url::parse(text);
    if (!url) throw Damaged("a record holds " + url.error().message);
    if (known_.size() < 8) known_.push_back(*url);
    return std::move(*url);
  }

 private:
  const std::vector<Url>* before_ = nullptr;
  std::vector<Url> known_;
};

template <class E>
constexpr E last_value;
template <>
constexpr PageKind last_value<PageKind> = PageKind::attachment;
template <>
constexpr DocumentKind last_value<DocumentKind> = DocumentKind::other;
template <>
constexpr ChangedLine::Side last_value<ChangedLine::Side> = ChangedLine::Side::stated;
template <>
constexpr Relation last_value<Relation> = Relation::republishes;

}  // namespace gazetted::monitor
