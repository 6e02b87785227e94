#pragma once
// Words of a Chinese text: by ICU's dictionary, with figures kept whole.

#include <memory>
#include <string_view>
#include <vector>

namespace gazetted::monitor {

/// Cuts text into words. Costly to make, cheap to use again; not for two threads at once. What is beyond 1
/// MiB in all is cut at punctuation and line ends only: of two texts that have so little in common words say
/// little.
class Words {
 public:
  Words();
  ~Words();
  Words(Words&&) noexcept;
  Words& operator=(Words&&) noexcept;

  /// Consecutive pieces that make up `text`, which must outlive them. A number with its unit
  /// (75%, 3个工作日, 百分之五), an amount (100万元), a date (2024年1月1日) or a reference
  /// (第十二条) is one piece. Text beyond 128 KiB is cut at punctuation and line ends only.
  [[nodiscard]] std::vector<std::string_view> cut(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a piece is a figure: a number, percentage, amount, period or date.
[[nodiscard]] bool is_figure(std::string_view piece);

}  // namespace gazetted::monitor
