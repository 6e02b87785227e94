#pragma once
// One copy of each value that many hold, under a small number.

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace gazetted::crawler {

template <class Value>
class Interner {
 public:
  [[nodiscard]] std::uint32_t id(const Value& value) {
    const auto [found, added] = ids_.try_emplace(value, static_cast<std::uint32_t>(values_.size()));
    if (added) values_.push_back(&found->first);
    return found->second;
  }
  [[nodiscard]] const Value& value(std::uint32_t id) const { return *values_[id]; }

 private:
  std::unordered_map<Value, std::uint32_t> ids_;
  std::vector<const Value*> values_;  ///< the keys of ids_, which stay where they are
};

}  // namespace gazetted::crawler
