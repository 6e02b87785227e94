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
  Url read(std::string_view text) {
    const auto found =
        std::find_if(known_.begin(), known_.end(), [&](const Url& u) { return u.str() == text; });
    if (found != known_.end()) return *found;
    auto url = Url::parse(text);
    if (!url) throw Damaged("a record holds " + url.error().message);
    if (known_.size() < 8) known_.push_back(*url);
    return std::move(*url);
  }

 private:
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
