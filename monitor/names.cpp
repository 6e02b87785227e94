#include "monitor/names.h"

#include <algorithm>
#include <functional>

#include "monitor/codec.h"
#include "monitor/damaged.h"

namespace gazetted::monitor {
namespace {

constexpr unsigned bits_of_what = 2;

std::string item_of(const NameItem& item) {
  std::string bytes = item.name;
  return bytes.append(Key{}.number(static_cast<std::uint32_t>(item.policy) << bits_of_what | item.is).view());
}

std::vector<NameItem> items_of(const lmdb::Transaction& transaction, const Databases& databases,
                               std::string_view name) {
  std::vector<NameItem> items;
  each_item(transaction, databases.names, name, name_item_size,
            [&](std::string_view item) { items.push_back(read_name_item(item)); });
  return items;
}

/// A band that so many policies have tells no more which one is meant.
constexpr std::size_t most_of_a_band = 8;

std::vector<PolicyNumber> policies_of_band(const lmdb::Transaction& transaction, const Databases& databases,
                                           std::uint32_t band) {
  const auto begin = Key{}.number(band);
  std::vector<PolicyNumber> policies;
  lmdb::SetCursor cursor(transaction, databases.words);
  for (auto item = find_item(cursor, begin.view(), word_item_size);
       item && item->starts_with(begin.view()) && policies.size() < most_of_a_band; item = cursor.next())
    policies.push_back(read_policy(item->substr(begin.view().size())));
  return policies;
}

}  // namespace

NameItem read_name_item(std::string_view item) {
  if (item.size() < name_item_size) throw Damaged("a name is cut short");
  const auto number = read_number32(item.substr(name_size));
  return {std::string(item.substr(0, name_size)), PolicyNumber{number >> bits_of_what},
          static_cast<std::uint8_t>(number & ((1U << bits_of_what) - 1))};
}

std::string name_of_id(const PolicyId& id) {
  const auto packed = packed_id(id);
  if (packed == id.str()) return set_name("id:" + packed);
  return packed.substr(1, name_size);
}

std::vector<PolicyNumber> policies_named(const lmdb::Transaction& transaction, const Databases& databases,
                                         std::string_view name, NameIs what) {
  std::vector<PolicyNumber> policies;
  for (const auto& item : items_of(transaction, databases, name))
    if (item.has(what)) policies.push_back(item.policy);
  return policies;
}

void bind_name(lmdb::WriteTransaction& transaction, const Databases& databases, std::string_view name,
               PolicyNumber policy, NameIs what) {
  NameItem bound{std::string(name), policy, static_cast<std::uint8_t>(what)};
  for (const auto& item : items_of(transaction, databases, name)) {
    if (item.policy == policy) {
      if (item.has(what)) return;
      bound.is |= item.is;
      transaction.erase(databases.names, item_of(item));
    } else if (what == NameIs::key && item.has(what)) {
      auto rest = item;
      rest.is &= static_cast<std::uint8_t>(~static_cast<unsigned>(NameIs::key));
      transaction.erase(databases.names, item_of(item));
      if (rest.is != 0) transaction.put(databases.names, item_of(rest));
    }
  }
  transaction.put(databases.names, item_of(bound));
}

std::vector<AlikePolicy> policies_alike(const lmdb::Transaction& transaction, const Databases& databases,
                                        const Fingerprint& words) {
  constexpr std::size_t few = 4;
  std::vector<AlikePolicy> alike;
  for (const auto band : words)
    for (const auto policy : policies_of_band(transaction, databases, band)) {
      const auto known = std::ranges::find(alike, policy, &AlikePolicy::policy);
      if (known == alike.end())
        alike.push_back({policy, 1});
      else
        ++known->bands;
    }
  std::ranges::stable_sort(alike, std::ranges::greater{}, &AlikePolicy::bands);
  if (alike.size() > few) alike.resize(few);
  return alike;
}

void bind_words(lmdb::WriteTransaction& transaction, const Databases& databases, const Fingerprint& words,
                PolicyNumber policy) {
  for (const auto band : words)
    if (policies_of_band(transaction, databases, band).size() < most_of_a_band)
      transaction.put(databases.words, std::string(Key{}.number(band).number(policy).view()));
}

}  // namespace gazetted::monitor
