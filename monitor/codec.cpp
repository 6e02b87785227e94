#include "monitor/codec.h"

#include <array>
#include <concepts>
#include <limits>
#include <type_traits>

#include "monitor/damaged.h"
#include "monitor/record_fields.h"
#include "monitor/record_forms.h"

namespace gazetted::monitor {
namespace {

template <class R>
const R& fresh() {
  static const R record{};
  return record;
}

constexpr unsigned bits_a_byte = 7;
constexpr unsigned more = 1U << bits_a_byte;

/// Takes a record apart from its front.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += bits_a_byte) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      number |= std::uint64_t{byte & (more - 1)} << shift;
      if (byte < more) return number;
    }
    throw Damaged("a record holds a number out of range");
  }
  std::string_view bytes() { return take(number()); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) throw Damaged("a record is cut short");
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
};

constexpr std::uint64_t with_sign_lowest(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t with_sign_highest(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1U ^ (~(number & 1U) + 1));
}

/// How a value stands in a record: those that are numbers give one and are made from one, the others append
/// their bytes and are read out of them.
template <class T>
struct Form;

template <class T>
concept IsNumber = requires(const T& value) {
  { Form<T>::number(value) } -> std::same_as<std::uint64_t>;
};

template <class T>
requires std::is_unsigned_v<T>
struct Form<T> {
  static std::uint64_t number(T value) { return value; }
  static T value(std::uint64_t number) {
    if (number > std::numeric_limits<T>::max()) throw Damaged("a record holds a number out of range");
    return static_cast<T>(number);
  }
};

template <class T>
requires std::signed_integral<T>
struct Form<T> {
  static std::uint64_t number(T value) { return with_sign_lowest(value); }
  static T value(std::uint64_t number) {
    const auto value = with_sign_highest(number);
    if (value < std::numeric_limits<T>::min() || value > std::numeric_limits<T>::max())
      throw Damaged("a record holds a number out of range");
    return static_cast<T>(value);
  }
};

template <class E>
requires std::is_enum_v<E>
struct Form<E> {
  static std::uint64_t number(E value) { return static_cast<std::uint64_t>(value); }
  static E value(std::uint64_t number) {
    if (number > static_cast<std::uint64_t>(last_value<E>)) throw Damaged("a record holds an unknown kind");
    return static_cast<E>(number);
  }
};

template <>
struct Form<Duration> {
  static std::uint64_t number(Duration value) { return with_sign_lowest(value.count()); }
  static Duration value(std::uint64_t number) { return Duration(with_sign_highest(number)); }
};

template <>
struct Form<Timestamp> {
  static std::uint64_t number(Timestamp value) { return Form<Duration>::number(value.time_since_epoch()); }
  static Timestamp value(std::uint64_t number) { return Timestamp(Form<Duration>::value(number)); }
};

template <>
struct Form<Date> {
  static std::uint64_t number(Date value) {
    return with_sign_lowest(value.sys_days().time_since_epoch().count());
  }
  static Date value(std::uint64_t number) {
    return Date(std::chrono::sys_days(std::chrono::days(Form<int>::value(number))));
  }
};

template <>
struct Form<std::string> {
  static void write(std::string& out, const std::string& text) { out += text; }
  static std::string read(std::string_view bytes, Addresses&) { return std::string(bytes); }
};

template <class Tag>
struct Form<Name<Tag>> {
  static void write(std::string& out, const Name<Tag>& name) { out += name.value; }
  static Name<Tag> read(std::string_view bytes, Addresses&) { return Name<Tag>(std::string(bytes)); }
};

template <>
struct Form<PolicyId> {
  static void write(std::string& out, const PolicyId& id) { out += packed_id(id); }
  static PolicyId read(std::string_view bytes, Addresses&) { return unpacked_id(bytes); }
};

template <>
struct Form<Url> {
  static void write(std::string& out, const Url& url) { out += url.str(); }
  static Url read(std::string_view bytes, Addresses& addresses) {
    return bytes.empty() ? Url{} : addresses.read(bytes);
  }
};

/// One of which only the first half is given (stored_records.h) is written as that.
template <>
struct Form<Digest> {
  static constexpr std::size_t half = sizeof(Digest::bytes) / 2;
  static void write(std::string& out, const Digest& digest) {
    const bool is_half = digest.view().find_first_not_of('\0', half) == std::string_view::npos;
    out += digest.view().substr(0, is_half ? half : sizeof(Digest::bytes));
  }
  static Digest read(std::string_view bytes, Addresses&) {
    std::string whole(bytes);
    if (bytes.size() == half) whole.resize(sizeof(Digest::bytes), '\0');
    const auto digest = Digest::from_bytes(whole);
    if (!digest) throw Damaged("a record holds a digest of another size");
    return *digest;
  }
};

template <>
struct Form<Opaque> {
  static void write(std::string& out, const Opaque& opaque) { out += opaque.bytes; }
  static Opaque read(std::string_view bytes, Addresses&) { return {std::string(bytes)}; }
};

template <class T>
void put(std::string& out, const T& value) {
  if constexpr (IsNumber<T>) {
    put_number(out, Form<T>::number(value));
  } else {
    std::string content;
    Form<T>::write(content, value);
    put_number(out, content.size());
    out += content;
  }
}

template <class T>
T take(Input& input, Addresses& addresses) {
  if constexpr (IsNumber<T>)
    return Form<T>::value(input.number());
  else
    return Form<T>::read(input.bytes(), addresses);
}

template <class T>
struct Form<std::vector<T>> {
  static void write(std::string& out, const std::vector<T>& values) {
    for (const auto& value : values) put(out, value);
  }
  static std::vector<T> read(std::string_view bytes, Addresses& addresses) {
    std::vector<T> values;
    for (Input input(bytes); !input.at_end();) values.push_back(take<T>(input, addresses));
    return values;
  }
};

template <>
struct Form<std::map<std::string, std::string>> {
  static void write(std::string& out, const std::map<std::string, std::string>& values) {
    for (const auto& [key, value] : values) {
      put(out, key);
      put(out, value);
    }
  }
  static std::map<std::string, std::string> read(std::string_view bytes, Addresses&) {
    std::map<std::string, std::string> values;
    for (Input input(bytes); !input.at_end();) {
      std::string key(input.bytes());
      values.emplace(std::move(key), input.bytes());
    }
    return values;
  }
};

/// What precedes a field's value: its number, and whether so many bytes follow.
constexpr std::uint64_t head_of(unsigned field, bool is_bytes) {
  return std::uint64_t{field} << 1U | std::uint64_t{is_bytes};
}

/// Writes the fields of a record, but for those that are as in its base. One that is nothing where the base
/// has it is written as no value of it ever is: a number in place of bytes, or the other way round.
template <class R>
class Writer {
 public:
  Writer(const R& record, const R& base, std::string& out) : record_(record), base_(base), out_(out) {}
  template <class T>
  void operator()(const char*, T R::*member) {
    ++field_;
    if (record_.*member != base_.*member) write(record_.*member, base_.*member);
  }

 private:
  template <class T>
  void write(const T& value, const T& base) {
    put_number(out_, head_of(field_, !IsNumber<T>));
    if constexpr (Record<T>) {
      std::string content;
      Form<T>::write(content, value, base);
      put_number(out_, content.size());
      out_ += content;
    } else {
      put(out_, value);
    }
  }
  template <class T>
  void write(const std::optional<T>& value, const std::optional<T>&) {
    put_number(out_, head_of(field_, value ? !IsNumber<T> : IsNumber<T>));
    if (value)
      put(out_, *value);
    else
      put_number(out_, 0);
  }

  const R& record_;
  const R& base_;
  std::string& out_;
  unsigned field_ = 0;
};

/// Sets the fields of a record that is as its base from bytes in which they stand in their order.
template <class R>
class Reader {
 public:
  Reader(std::string_view bytes, R base, Addresses& addresses)
      : input_(bytes), addresses_(addresses), record_(std::move(base)) {
    read_head();
  }
  template <class T>
  void operator()(const char*, T R::*member) {
    ++field_;
    while (head_ < head_of(field_, false)) pass_over();  // also what stands in no order
    read(record_.*member);
  }
  [[nodiscard]] R take_record() {
    while (head_ != none) pass_over();
    return std::move(record_);
  }

 private:
  static constexpr auto none = std::numeric_limits<std::uint64_t>::max();

  void read_head() { head_ = input_.at_end() ? none : input_.number(); }
  void pass_over() {
    if ((head_ & 1U) != 0)
      static_cast<void>(input_.bytes());
    else
      static_cast<void>(input_.number());
    read_head();
  }
  template <class T>
  void read(T& member) {
    if (head_ != head_of(field_, !IsNumber<T>)) return;
    if constexpr (Record<T>)
      member = Form<T>::read(input_.bytes(), std::move(member), addresses_);
    else
      member = take<T>(input_, addresses_);
    read_head();
  }
  template <class T>
  void read(std::optional<T>& member) {
    if (head_ == head_of(field_, IsNumber<T>)) {
      member.reset();
      return pass_over();
    }
    if (head_ != head_of(field_, !IsNumber<T>)) return;
    member = take<T>(input_, addresses_);
    read_head();
  }

  Input input_;
  Addresses& addresses_;
  R record_;
  unsigned field_ = 0;
  std::uint64_t head_ = none;
};

template <Record R>
struct Form<R> {
  static void write(std::string& out, const R& record, const R& base = fresh<R>()) {
    Writer<R> writer(record, base, out);
    fields(writer, FieldsOf<R>{});
  }
  static R read(std::string_view bytes, R base, Addresses& addresses) {
    Reader<R> reader(bytes, std::move(base), addresses);
    fields(reader, FieldsOf<R>{});
    return reader.take_record();
  }
  static R read(std::string_view bytes, Addresses& addresses) { return read(bytes, R{}, addresses); }
};

std::string_view fields_of(std::string_view record) {
  if (record.empty() || record.front() != plain_form) throw Damaged("a record is of an unknown form");
  return record.substr(1);
}

// Ids are "p" and so many hexadecimal digits of a digest (policies.cpp).
constexpr std::size_t digits_of_id = 20;
constexpr char digest_mark = 0;  // no id that is text begins with it

constexpr std::string_view hex_digits = "0123456789abcdef";

}  // namespace

std::string_view to_string(DueKind kind) {
  static constexpr std::array<std::string_view, 3> words = {"effective", "expiring", "expired"};
  return words.at(static_cast<std::size_t>(kind));
}

std::string packed_id(const PolicyId& id) {
  const std::string_view text = id.str();
  if (text.size() != 1 + digits_of_id || text.front() != 'p' ||
      text.find_first_not_of(hex_digits, 1) != std::string_view::npos)
    return id.str();
  std::string bytes(1, digest_mark);
  for (std::size_t at = 1; at < text.size(); at += 2)
    bytes += static_cast<char>(hex_digits.find(text[at]) << 4U | hex_digits.find(text[at + 1]));
  return bytes;
}

PolicyId unpacked_id(std::string_view bytes) {
  if (bytes.size() != 1 + digits_of_id / 2 || bytes.front() != digest_mark)
    return PolicyId(std::string(bytes));
  std::string text(1, 'p');
  for (const char byte : bytes.substr(1)) {
    const auto value = static_cast<unsigned char>(byte);
    text += hex_digits[value >> 4U];
    text += hex_digits[value & 15U];
  }
  return PolicyId(std::move(text));
}

template <class R>
std::string encode(const R& record) {
  std::string bytes(1, plain_form);
  Form<R>::write(bytes, record);
  return bytes;
}

template <class R>
R decode(std::string_view bytes) {
  Addresses addresses;
  return Form<R>::read(fields_of(bytes), addresses);
}

template <class R>
std::string encode(const R& record, const R& base) {
  std::string bytes(1, plain_form);
  Form<R>::write(bytes, record, base);
  return bytes;
}

template <class R>
R decode(std::string_view bytes, R base, const std::vector<Url>& known) {
  Addresses addresses(known);
  return Form<R>::read(fields_of(bytes), std::move(base), addresses);
}

void put_number(std::string& out, std::uint64_t number) {
  for (; number >= more; number >>= bits_a_byte) out += static_cast<char>(number | more);
  out += static_cast<char>(number);
}

void put_moment(std::string& out, Timestamp time) { put_number(out, Form<Timestamp>::number(time)); }

std::uint64_t take_number(std::string_view& bytes) {
  Input input(bytes);
  const auto number = input.number();
  bytes = input.rest();
  return number;
}

Timestamp take_moment(std::string_view& bytes) { return Form<Timestamp>::value(take_number(bytes)); }

template std::string encode(const PageRecord&);
template std::string encode(const VersionRecord&);
template std::string encode(const PolicyRecord&);
template std::string encode(const SourceRecord&);
template std::string encode(const LearnedRecord&);
template std::string encode(const HostEntry&);
template std::string encode(const EventRecord&);
template std::string encode(const PageRecord&, const PageRecord&);
template std::string encode(const VersionRecord&, const VersionRecord&);
template std::string encode(const PolicyRecord&, const PolicyRecord&);
template PageRecord decode(std::string_view, PageRecord, const std::vector<Url>&);
template VersionRecord decode(std::string_view, VersionRecord, const std::vector<Url>&);
template PolicyRecord decode(std::string_view, PolicyRecord, const std::vector<Url>&);
template PageRecord decode(std::string_view);
template VersionRecord decode(std::string_view);
template PolicyRecord decode(std::string_view);
template SourceRecord decode(std::string_view);
template LearnedRecord decode(std::string_view);
template HostEntry decode(std::string_view);
template EventRecord decode(std::string_view);

}  // namespace gazetted::monitor
