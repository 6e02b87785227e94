#pragma once
// Publications as they happened, or might: which list showed something new when.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/date.h"

namespace gazetted::bench {

/// One list page: all that was published on it.
struct ListPage {
  std::string organisation, type;
  std::uint32_t host = 0;            ///< an organisation is one
  std::vector<Timestamp> published;  ///< in order
};

struct Trace {
  std::vector<ListPage> pages;
  std::uint32_t hosts = 0;
  std::string zone;  ///< as ICU names it
};

/// A table of `seconds since 1970`, organisation, type, separated by tabs, with a line of headings; plain or
/// gzip. Stamps at midnight by `zone` name a day only and are left out. Throws std::runtime_error.
[[nodiscard]] Trace read_trace(const std::filesystem::path& file, const std::string& zone);

/// The lists with `least` publications or more between the two.
[[nodiscard]] Trace active_between(const Trace& trace, Timestamp from, Timestamp to, std::size_t least);

/// Lists of Chinese offices from 2024 to 2025: office hours with a dip at noon, holidays and the weekends
/// worked for them, some offices that publish at an hour or on a day of their own, some that do so at night,
/// one piece in three with others at once, and busy and quiet months.
[[nodiscard]] Trace made_chinese_trace(std::uint64_t seed);

/// How far the clock of `zone` is ahead at a time.
class Zone {
 public:
  explicit Zone(const std::string& name);
  ~Zone();
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
  [[nodiscard]] std::chrono::minutes ahead(Timestamp time) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazetted::bench
