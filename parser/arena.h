#pragma once
// Memory for the nodes of one tree: handed out front to back and given back all at once. A parse
// makes some thousand small allocations that live as long as the tree; malloc and free were a fifth
// of its time.

#include <cstddef>
#include <memory>
#include <vector>

namespace gazetted::parser {

class Arena {
 public:
  /// `bytes` of memory, aligned for any type, until the arena is destroyed. Throws std::bad_alloc.
  [[nodiscard]] void* allocate(std::size_t bytes) {
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (bytes > left_) grow(bytes);
    void* const block = next_;
    next_ += bytes;
    left_ -= bytes;
    return block;
  }

 private:
  static constexpr std::size_t alignment = alignof(std::max_align_t);
  static constexpr std::size_t chunk_bytes = 256 * 1024;

  void grow(std::size_t bytes) {
    left_ = bytes > chunk_bytes ? bytes : chunk_bytes;
    chunks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(left_));
    next_ = chunks_.back().get();
  }

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace gazetted::parser
