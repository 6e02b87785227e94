#include "monitor/samples.h"

#include <optional>
#include <utility>

#include "monitor/damaged.h"

namespace gazetted::monitor {
namespace {

/// Bytes; packing against longer ones takes longer.
constexpr std::size_t largest_sample = 4U << 10U;
/// From here on a sample is packed itself: an event's. Those of pages are read at each visit.
constexpr std::size_t packed_from = 512;

std::optional<std::string_view> no_sample(std::string_view) { return std::nullopt; }

/// The sample of that name; in `held` where it does not lie in the store as it is.
std::optional<std::string_view> find_sample(const lmdb::Transaction& transaction, const Databases& databases,
                                            std::string_view name, std::string& held) {
  const auto sample = transaction.get(databases.samples, name);
  if (!sample || sample->starts_with(plain_form)) return sample;
  held = unpack_record(*sample, no_sample);
  return held;
}

}  // namespace

std::string SamplePacker::pack_found(const PageRecord& page) {
  // An entrance is unlike the many that are found on it.
  return pack(Kind::found, page.url.origin(), encode(page),
              page.url == page.entrance ? Like::few : Like::those_to_come);
}

std::string SamplePacker::pack_state(const PageRecord& page, std::string encoded) {
  // One that holds nothing yet, and a list, are unlike the many.
  return pack(Kind::state, page.url.origin(), std::move(encoded),
              page.parts.empty() ? Like::few : Like::those_to_come);
}

std::string SamplePacker::pack(const EventRecord& event) {
  return pack(Kind::event, event.source.str(), encode(event),
              event.type.starts_with("policy.") ? Like::those_to_come : Like::few);
}

std::string SamplePacker::pack_version(const Url& page, std::string encoded) {
  return pack(Kind::version, page.origin(), std::move(encoded));
}

std::string SamplePacker::pack(Kind kind, std::string_view origin, std::string encoded, Like like) {
  const auto kin = text_key(origin).byte(static_cast<std::uint8_t>(kind));
  auto name = transaction_.get(databases_.kin, kin.view());
  if (!name && like == Like::those_to_come && encoded.size() <= largest_sample) {
    make_sample(kin, encoded);
    name = transaction_.get(databases_.kin, kin.view());
  }
  if (!name) return packer_.pack(std::move(encoded));
  std::string held;
  const auto record = find_sample(transaction_, databases_, *name, held);
  if (!record) throw Damaged("a sample is missing");
  return packer_.pack(std::move(encoded), Sample{std::string(*name), *record});
}

void SamplePacker::make_sample(const Key& kin, std::string_view encoded) {
  std::uint32_t newest = 0;
  if (const auto last = lmdb::Cursor(transaction_, databases_.samples).last())
    newest = read_number32(last->key);
  const auto name = Key{}.number(newest + 1);
  transaction_.put(databases_.samples, name.view(),
                   encoded.size() < packed_from ? std::string(encoded) : packer_.pack(std::string(encoded)));
  transaction_.put(databases_.kin, kin.view(), name.view());
}

std::string unpack_record(const lmdb::Transaction& transaction, const Databases& databases,
                          std::string_view packed) {
  std::string held;
  return unpack_record(
      packed, [&](std::string_view name) { return find_sample(transaction, databases, name, held); });
}

}  // namespace gazetted::monitor
