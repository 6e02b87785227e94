#include "monitor/parts.h"

#include <algorithm>

namespace gazetted::monitor {
namespace {

/// What all of some paths lie in, with the space behind it; "" where they lie in different places.
std::string parent_of(const std::vector<std::string>& paths) {
  const std::size_t end = paths.front().rfind(' ');
  if (end == std::string::npos) return "";
  const std::string parent = paths.front().substr(0, end + 1);
  const bool shared = std::ranges::all_of(paths, [&](const std::string& path) {
    return path.starts_with(parent) && path.find(' ', parent.size()) == path.npos;
  });
  return shared ? parent : "";
}

std::vector<std::string> without_parent(std::vector<std::string> paths, const std::string& parent) {
  for (std::string& path : paths) {
    if (path.starts_with(parent)) path.erase(0, parent.size());
    std::erase(path, ' ');
  }
  return paths;
}

Lines with_others(std::size_t own, const std::unordered_map<std::size_t, Lines>& map, std::size_t other) {
  Lines parts{own};
  if (const auto found = map.find(other); found != map.end())
    parts.insert(parts.end(), found->second.begin(), found->second.end());
  std::ranges::sort(parts);
  return parts;
}

}  // namespace

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : std::string(separator)) + part;
  return all;
}

std::string where_joined(const std::vector<std::string>& from, const std::vector<std::string>& to) {
  const std::string parent = parent_of(to);
  const std::string_view how = from.size() == 1 ? "拆分" : to.size() == 1 ? "合并" : "重新组合";
  return parent + joined(without_parent(to, parent), "、") + "（由" +
         joined(without_parent(from, parent), "、") + std::string(how) + "）";
}

Joins::Joins(const Pairing& pairing) {
  for (const auto& [before, after] : pairing.splits) carved_[before].push_back(after);
  for (const auto& [before, after] : pairing.mergers) taken_up_[after].push_back(before);
}

Joins::Parts Joins::of(const Pair& pair) const {
  return {with_others(pair.before, taken_up_, pair.after), with_others(pair.after, carved_, pair.before)};
}

Annexes::Annexes(const Wording& wording, const std::vector<Block>& blocks, const Lines& open)
    : blocks_(blocks), open_(blocks.size()) {
  for (const std::size_t i : open) open_[i] = true;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Level level = wording.clauses[blocks[i].begin].level;
    if (level <= Level::annex && !ranges_.empty()) ranges_.back().end = std::min(ranges_.back().end, i);
    if (level == Level::annex) ranges_.push_back({i, blocks.size()});
  }
}

std::optional<Block> Annexes::find_body(std::size_t head) const {
  const auto range = std::ranges::lower_bound(ranges_, head, {}, &Block::begin);
  if (range == ranges_.end() || range->begin != head || range->end == head + 1) return std::nullopt;
  if (!is_open(head + 1, range->end)) return std::nullopt;
  return Block{blocks_[head].begin, blocks_[range->end - 1].end};
}

void Annexes::take(std::size_t head) {
  const auto range = std::ranges::lower_bound(ranges_, head, {}, &Block::begin);
  for (std::size_t i = range->begin; i < range->end; ++i) open_[i] = false;
}

std::vector<Block> Annexes::take_whole() {
  std::vector<Block> whole;
  for (const auto& [begin, end] : ranges_) {
    if (!is_open(begin, end)) continue;
    whole.push_back({blocks_[begin].begin, blocks_[end - 1].end});
    take(begin);
  }
  return whole;
}

Lines Annexes::open() && {
  Lines left;
  for (std::size_t i = 0; i < open_.size(); ++i)
    if (open_[i]) left.push_back(i);
  return left;
}

bool Annexes::is_open(std::size_t begin, std::size_t end) const {
  return std::all_of(open_.begin() + static_cast<std::ptrdiff_t>(begin),
                     open_.begin() + static_cast<std::ptrdiff_t>(end), [](bool open) { return open; });
}

}  // namespace gazetted::monitor
