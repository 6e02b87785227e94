#pragma once
// Memory for what lives and dies together: handed out front to back and given back all at once. A parse
// makes some thousand small allocations; malloc and free were a fifth of its time.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace gazetted::parser {

class Arena {
 public:
  /// `bytes` of memory, aligned for any type, until the arena is destroyed. Throws std::bad_alloc.
  [[nodiscard]] void* allocate(std::size_t bytes) {
    // A chunk begins and ends at such a place: what is left tells how far it is to the next.
    const std::size_t gap = left_ % alignment;
    next_ += gap;
    left_ -= gap;
    return take((bytes + alignment - 1) / alignment * alignment);
  }

  /// A copy of `characters` that lives as long. Throws std::bad_alloc.
  [[nodiscard]] std::string_view keep(std::string_view characters) {
    char* const copy = reinterpret_cast<char*>(take(characters.size()));
    std::ranges::copy(characters, copy);
    return {copy, characters.size()};
  }

 private:
  static constexpr std::size_t alignment = alignof(std::max_align_t);
  static constexpr std::size_t chunk_bytes = 256 * 1024;

  std::byte* take(std::size_t bytes) {
    if (bytes > left_) grow(bytes);
    std::byte* const block = next_;
    next_ += bytes;
    left_ -= bytes;
    return block;
  }

  void grow(std::size_t bytes) {
    left_ = (std::max(bytes, chunk_bytes) + alignment - 1) / alignment * alignment;
    chunks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(left_));
    next_ = chunks_.back().get();
  }

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace gazetted::parser
