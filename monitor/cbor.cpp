#include "monitor/cbor.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "monitor/damaged.h"

namespace gazetted::monitor {
namespace {

constexpr int deepest = 16;

/// Of an item's first byte: what it is, and its argument or where that stands (RFC 8949, 3).
enum class Major : std::uint8_t { natural, negative, bytes, text, array, map, tag, simple };

class CborReader {
 public:
  explicit CborReader(std::string_view bytes) : rest_(bytes) {}

  Json item(int depth) {
    if (depth > deepest) throw Damaged("a record is nested too deeply");
    const auto first = static_cast<unsigned char>(take(1).front());
    const auto major = static_cast<Major>(first >> 5U);
    const unsigned info = first & 31U;
    if (major == Major::simple) return simple(info);
    const auto value = argument(info);
    switch (major) {
      case Major::natural: return value;
      case Major::negative: return negative(value);
      case Major::text: return Json(std::string(take(value)));
      case Major::bytes: return bytes(take(value));
      case Major::array: return array(value, depth);
      case Major::map: return map(value, depth);
      default: throw Damaged("a record holds what is never written");
    }
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  static constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

  struct Head {
    Major major;
    std::uint64_t argument;
  };
  Head head() {
    const auto first = static_cast<unsigned char>(take(1).front());
    return {static_cast<Major>(first >> 5U), argument(first & 31U)};
  }

  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) throw Damaged("a record is cut short");
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::uint64_t argument(unsigned info) {
    if (info < 24) return info;
    if (info > 27) throw Damaged("a record holds what is never written");
    std::uint64_t value = 0;
    for (const char byte : take(1ULL << (info - 24))) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
  }

  static Json negative(std::uint64_t value) {
    if (value > largest) throw Damaged("a record holds a number out of range");
    return -1 - static_cast<std::int64_t>(value);
  }

  static Json bytes(std::string_view content) { return Json::binary({content.begin(), content.end()}); }

  static Json simple(unsigned info) {
    switch (info) {
      case 20: return false;
      case 21: return true;
      case 22: return nullptr;
      default: throw Damaged("a record holds what is never written");
    }
  }

  Json array(std::uint64_t size, int depth) {
    Json::array_t items;
    items.reserve(plausible(size));
    for (; size > 0; --size) items.push_back(item(depth + 1));
    return Json(std::move(items));
  }

  Json map(std::uint64_t size, int depth) {
    Json::object_t fields;
    fields.reserve(plausible(size));
    for (; size > 0; --size) {
      const auto name = head();
      if (name.major != Major::text) throw Damaged("a record has a field without a name");
      std::string key(take(name.argument));
      fields.emplace_back(std::move(key), item(depth + 1));
    }
    return Json(std::move(fields));
  }

  /// How much to make room for at once, whatever damaged bytes promise.
  static std::size_t plausible(std::uint64_t size) { return std::min<std::uint64_t>(size, 64); }

  std::string_view rest_;
};

}  // namespace

Json read_cbor(std::string_view bytes) {
  CborReader reader(bytes);
  auto item = reader.item(0);
  if (!reader.at_end()) throw Damaged("a record has something after its end");
  return item;
}

}  // namespace gazetted::monitor
