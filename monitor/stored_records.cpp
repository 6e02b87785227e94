#include "monitor/stored_records.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "monitor/bases.h"
#include "monitor/bodies.h"
#include "monitor/damaged.h"
#include "monitor/names.h"

namespace gazetted::monitor {
namespace {

/// In place of a record's form: the page was only named, and what follows is its address.
constexpr char named_form = '\x7f';

/// A policy's number where its id stands otherwise: its bytes, without the leading ones that are 0.
PolicyId reference_to(PolicyNumber policy) {
  const auto key = Key{}.number(policy);
  const auto bytes = key.view();
  return PolicyId(std::string(bytes.substr(bytes.find_first_not_of('\0'))));
}

PolicyNumber read_reference(const PolicyId& reference) {
  const auto& bytes = reference.str();
  if (bytes.size() > number_size) throw Damaged("a record names a policy by no number");
  return read_policy(std::string(number_size - bytes.size(), '\0') + bytes);
}

std::string name_of_page(const Url& url) {
  return std::string(text_key(url.str()).view().substr(0, address_size));
}

/// Before an id that is text; of one made of a digest the first byte is 0, and its size is known.
constexpr std::uint64_t text_mark = 1;
constexpr std::size_t packed_digest_size = 11;

std::string head_of(const PolicyId& id) {
  const auto packed = packed_id(id);
  std::string head;
  if (packed == id.str()) put_number(head, text_mark + packed.size());
  return head + packed;
}

/// Takes it off the front: nothing follows where the policy is only named.
PolicyId take_id(std::string_view& value) {
  const bool is_digest = value.starts_with('\0');
  const auto size = is_digest ? packed_digest_size : take_number(value) - text_mark;
  if (size > value.size()) throw Damaged("a policy's id is cut short");
  auto id = unpacked_id(value.substr(0, size));
  value.remove_prefix(size);
  return id;
}

Digest half_of(Digest digest) {
  std::fill(digest.bytes.begin() + digest.bytes.size() / 2, digest.bytes.end(), std::uint8_t{0});
  return digest;
}

/// One more than the newest of those that a database holds by number.
std::uint32_t next_number(const lmdb::Transaction& transaction, lmdb::Database database) {
  const auto last = lmdb::Cursor(transaction, database).last();
  return last ? read_number32(last->key) + 1 : 1;
}

}  // namespace

RecordReader::FoundPage RecordReader::find(const Url& url) const {
  if (last_ && last_->base.url == url) return last_;
  last_addresses_.front() = url;
  const auto name = name_of_page(url);
  lmdb::SetCursor cursor(transaction_, databases_.addresses);
  for (auto item = find_item(cursor, name, address_item_size); item && item->starts_with(name);
       item = cursor.next())
    if (const auto page = find(read_page(item->substr(address_size))); page && page->base.url == url)
      return page;
  return nullptr;
}

RecordReader::FoundPage RecordReader::find(PageNumber number) const {
  if (last_ && last_->number == number) return last_;
  const auto value = transaction_.get(databases_.found, Key{}.number(number).view());
  if (!value) return nullptr;
  auto found = std::make_shared<Found>();
  found->number = number;
  found->was_named = value->starts_with(named_form);
  PageRecord record;
  if (found->was_named) {
    const auto url = Url::parse(value->substr(1));
    if (!url) throw Damaged("a page has no address");
    record.url = *url;
  } else {
    record = decode<PageRecord>(unpacked(*value), {}, last_addresses_);
    remember(record.entrance);
  }
  found->was_visited = !record.final_url.empty();
  found->base = state_base(std::move(record));
  return last_ = std::move(found);
}

void RecordReader::remember(const Url& entrance) const {
  constexpr std::size_t some = 8;
  if (entrance.empty() || std::ranges::find(last_addresses_, entrance) != last_addresses_.end()) return;
  if (last_addresses_.size() == some) last_addresses_.erase(last_addresses_.begin() + 1);
  last_addresses_.push_back(entrance);
}

PageRecord RecordReader::Found::record() const {
  PageRecord record = base;
  if (!was_visited) record.final_url = {};
  return record;
}

bool RecordReader::is_known(const Found& page) const {
  return !page.was_named || transaction_.get(databases_.states, Key{}.number(page.number).view());
}

std::optional<Timestamp> RecordReader::due(const Found& page) const {
  auto state = transaction_.get(databases_.states, Key{}.number(page.number).view());
  if (state) return take_moment(*state);
  return page.was_named ? std::nullopt : std::optional(page.base.due);
}

std::string_view RecordReader::origin(PageNumber number) const {
  const auto value = transaction_.get(databases_.found, Key{}.number(number).view());
  if (!value) throw Damaged("a number names no page");
  return origin(number, *value);
}

std::string_view RecordReader::origin(PageNumber number, std::string_view value) const {
  const auto sample = value.starts_with(named_form) ? std::nullopt : sample_of(value);
  if (!sample) return find(number)->base.url.origin();
  const auto [known, is_new] = origins_.try_emplace(*sample);
  if (is_new) known->second = origin_of_sample(*sample);
  return known->second;
}

/// Pages of one origin have one sample, the first of them.
std::string RecordReader::origin_of_sample(std::string_view name) const {
  const auto sample = transaction_.get(databases_.samples, name);
  if (!sample) throw Damaged("the sample that a record was packed against is missing");
  return std::string(decode<PageRecord>(unpacked(*sample), {}, last_addresses_).url.origin());
}

std::optional<PageRecord> RecordReader::page(const Found& found) const {
  PageRecord page;
  auto state = transaction_.get(databases_.states, Key{}.number(found.number).view());
  if (state) {
    const auto due = take_moment(*state);
    page = decode(unpacked(*state), found.base);
    page.due = due;
  } else if (found.was_named) {
    return std::nullopt;
  } else {
    page = found.record();
  }
  for (auto& part : page.parts)
    if (!part.policy.empty()) part.policy = id_of(read_reference(part.policy));
  fold_last_success(page);
  return page;
}

std::optional<VersionRecord> RecordReader::stored_version(const Found& page, int part,
                                                          std::uint32_t number) const {
  const auto value = transaction_.get(databases_.wordings, version_key(page.number, part, number).view());
  if (!value) return std::nullopt;
  return decode(unpacked(*value), version_base(page.base, part, number));
}

std::optional<VersionRecord> RecordReader::version(const Found& page, int part, std::uint32_t number) const {
  auto version = stored_version(page, part, number);
  if (!version) return std::nullopt;
  if (!version->policy.empty()) version->policy = id_of(read_reference(version->policy));
  if (version->snapshot) version->snapshot = whole(*version->snapshot);
  const auto text = version->text_sha256;
  version->text_sha256 =
      text == Digest{} && version->snapshot ? behind(*version->snapshot).value_or(text) : whole(text);
  return version;
}

std::optional<Digest> RecordReader::behind(const Digest& snapshot) const {
  const auto body = transaction_.get(databases_.bodies, snapshot.view());
  return body ? predecessor_of(*body) : std::nullopt;
}

Digest RecordReader::whole(const Digest& half) const {
  lmdb::Cursor cursor(transaction_, databases_.bodies);
  const auto begin = half.view().substr(0, half.bytes.size() / 2);
  const auto body = cursor.at_or_after(half.view());
  if (!body || !body->key.starts_with(begin)) return half;  // it is missing
  const auto digest = Digest::from_bytes(body->key);
  if (!digest) throw Damaged("a body's key is no digest");
  if (const auto next = cursor.next(); next && next->key.starts_with(begin))
    throw Damaged("two bodies are named alike: " + digest->hex());
  return *digest;
}

std::optional<PolicyNumber> RecordReader::find(const PolicyId& id) const {
  if (last_policy_ && last_policy_->second == id) return last_policy_->first;
  for (const auto number : policies_named(transaction_, databases_, name_of_id(id), NameIs::id))
    if (id_of(number) == id) return number;
  return std::nullopt;
}

bool RecordReader::is_known(PolicyNumber policy) const {
  auto value = transaction_.get(databases_.documents, Key{}.number(policy).view());
  if (!value) return false;
  static_cast<void>(take_id(*value));
  return !value->empty();
}

PolicyId RecordReader::id_of(PolicyNumber policy) const {
  if (last_policy_ && last_policy_->first == policy) return last_policy_->second;
  auto value = transaction_.get(databases_.documents, Key{}.number(policy).view());
  if (!value) throw Damaged("a policy is named by a number that none has");
  return last_policy_.emplace(policy, take_id(*value)).second;
}

std::optional<PolicyRecord> RecordReader::policy(PolicyNumber number) const {
  auto value = transaction_.get(databases_.documents, Key{}.number(number).view());
  if (!value) return std::nullopt;
  PolicyRecord base;
  base.id = take_id(*value);
  if (value->empty()) return std::nullopt;
  if (const auto page_number = take_number(*value); page_number != 0) {
    const bool is_first = (page_number & 1U) != 0;
    const auto part = is_first ? 1 : static_cast<int>(take_number(*value));
    const auto version_number = is_first ? 1 : static_cast<std::uint32_t>(take_number(*value));
    const auto page = find(PageNumber{static_cast<std::uint32_t>(page_number >> 1U)});
    auto version = page ? stored_version(*page, part, version_number) : std::nullopt;
    if (!version) throw Damaged("the version that a policy was written after is missing");
    base = policy_base(base.id, *std::move(version));
  }
  return decode(unpacked(*value), std::move(base));
}

PolicyNumber RecordWriter::number_of(const PolicyId& id) {
  if (const auto known = reader_.find(id)) return *known;
  const auto next = next_number(transaction_, databases_.documents);
  if (next >= most_policies) throw std::logic_error("there are more policies than numbers");
  const PolicyNumber number{next};
  transaction_.put(databases_.documents, Key{}.number(number).view(), head_of(id));
  bind_name(transaction_, databases_, name_of_id(id), number, NameIs::id);
  return number;
}

PageNumber RecordWriter::number_of(const Url& url) {
  const auto known = reader_.find(url);
  return known ? known->number : new_page(url, named_form + url.str());
}

PageNumber RecordWriter::new_page(const Url& url, std::string_view value) {
  const PageNumber number{next_number(transaction_, databases_.found)};
  const auto key = Key{}.number(number);
  transaction_.put(databases_.found, key.view(), value);
  transaction_.put(databases_.addresses, name_of_page(url).append(key.view()));
  return number;
}

PageRecord RecordWriter::as_it_lies(PageRecord page) {
  for (auto& part : page.parts)
    if (!part.policy.empty()) part.policy = reference_to(number_of(part.policy));
  fold_last_success(page);
  return page;
}

void RecordWriter::put(const PageRecord& page) {
  auto found = reader_.find(page.url);
  const auto before = found ? reader_.due(*found) : std::nullopt;
  if (!found) {
    // What is found through an entrance comes after it, also where the entrance is still being judged: what
    // its first pass finds is then put last, and fills LMDB's leaves.
    if (!page.entrance.empty() && page.entrance != page.url) static_cast<void>(number_of(page.entrance));
    const bool is_visited = page.last_visit != Timestamp{};
    const auto record = as_it_lies(is_visited ? before_its_visits(page) : page);
    found = reader_.find(new_page(page.url, samples_.pack_found(record)));
  }
  put_state(*found, page);
  if (before == page.due) return;
  if (before) transaction_.erase(databases_.turns, turn_of(*before, found->number).view());
  transaction_.put(databases_.turns, turn_of(page.due, found->number).view());
}

void RecordWriter::put_state(const RecordReader::Found& found, const PageRecord& page) {
  const auto key = Key{}.number(found.number);
  const bool may_be_as_found = !found.was_named && page.last_visit == found.base.last_visit;
  if (may_be_as_found && as_it_lies(page) == found.record())
    return transaction_.erase(databases_.states, key.view());
  std::string state;
  put_moment(state, page.due);
  transaction_.put(databases_.states, key.view(), state + packed_state(found, page));
}

std::string RecordWriter::packed_state(const RecordReader::Found& found, const PageRecord& page) {
  auto state = as_it_lies(page);
  state.due = found.base.due;
  return samples_.pack_state(state, encode(state, found.base));
}

std::optional<VersionRecord> RecordWriter::newest_version(const Place& place) const {
  const auto page = reader_.find(place.page);
  if (!page) return std::nullopt;
  std::uint32_t number = 0;
  while (transaction_.get(databases_.wordings, version_key(page->number, place.part, number + 1).view()))
    ++number;
  return reader_.stored_version(*page, place.part, number);
}

void RecordWriter::put(const PolicyRecord& policy) {
  const auto key = Key{}.number(number_of(policy.id));
  auto value = head_of(policy.id);
  PolicyRecord base;
  base.id = policy.id;
  const auto version = policy.places.empty() ? std::nullopt : newest_version(policy.places.front());
  if (version) {
    base = policy_base(policy.id, *version);
    const bool is_first = version->part == 1 && version->number == 1;
    const auto page = static_cast<std::uint32_t>(number_of(version->page));
    put_number(value, std::uint64_t{page} << 1U | std::uint64_t{is_first});
    if (!is_first) {
      put_number(value, static_cast<std::uint32_t>(version->part));
      put_number(value, version->number);
    }
  } else {
    put_number(value, 0);
  }
  transaction_.put(databases_.documents, key.view(), value + packer_.pack(encode(policy, base)));
}

bool RecordWriter::add(const VersionRecord& version) {
  const auto page = reader_.find(number_of(version.page));
  auto stored = version;
  if (!stored.policy.empty()) stored.policy = reference_to(number_of(stored.policy));
  // The first page that comes with a text is kept as what it adds to it, and so says which it is.
  const bool is_behind = version.snapshot && reader_.behind(*version.snapshot) == version.text_sha256;
  stored.text_sha256 = is_behind ? Digest{} : half_of(version.text_sha256);
  if (version.snapshot) stored.snapshot = half_of(*version.snapshot);
  auto record = encode(stored, version_base(page->base, version.part, version.number));
  const auto key = version_key(page->number, version.part, version.number);
  if (const auto there = transaction_.get(databases_.wordings, key.view())) {
    if (reader_.unpacked(*there) == record) return false;
    throw std::logic_error("a version cannot be overwritten: number " + std::to_string(version.number) +
                           " of " + version.page.str());
  }
  transaction_.put(databases_.wordings, key.view(), samples_.pack_version(version.page, std::move(record)));
  return true;
}

}  // namespace gazetted::monitor
