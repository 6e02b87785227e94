#include "monitor/cbor_records.h"

#include <algorithm>
#include <concepts>

#include "core/document_json.h"
#include "monitor/cbor.h"
#include "monitor/damaged.h"
#include "monitor/record_fields.h"
#include "monitor/record_forms.h"

namespace gazetted::monitor {
namespace {

template <class T>
T read(const Json& json, Addresses& addresses);

/// How a type that is no record stands in CBOR.
template <class T>
struct Form {
  static T read(const Json& json, Addresses&) { return json.get<T>(); }
};

template <class E>
requires std::is_enum_v<E>
struct Form<E> {
  static E read(const Json& json, Addresses&) {
    const auto number = json.get<int>();
    if (number < 0 || number > static_cast<int>(last_value<E>))
      throw Damaged("a record holds an unknown kind");
    return static_cast<E>(number);
  }
};

template <class Tag>
struct Form<Name<Tag>> {
  static Name<Tag> read(const Json& json, Addresses&) { return Name<Tag>(json.get<std::string>()); }
};

template <>
struct Form<Url> {
  static Url read(const Json& json, Addresses& addresses) {
    return addresses.read(json.get_ref<const std::string&>());
  }
};

template <>
struct Form<Digest> {
  static Digest read(const Json& json, Addresses&) {
    const auto& bytes = json.get_binary();
    Digest digest;
    if (bytes.size() != digest.bytes.size()) throw Damaged("a record holds a digest of another size");
    std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
    return digest;
  }
};

template <>
struct Form<Opaque> {
  static Opaque read(const Json& json, Addresses&) {
    const auto& bytes = json.get_binary();
    return {std::string(bytes.begin(), bytes.end())};
  }
};

template <>
struct Form<Duration> {
  static Duration read(const Json& json, Addresses&) { return Duration(json.get<Duration::rep>()); }
};

template <>
struct Form<Timestamp> {
  static Timestamp read(const Json& json, Addresses&) {
    return Timestamp(Duration(json.get<Duration::rep>()));
  }
};

template <>
struct Form<Date> {
  static Date read(const Json& json, Addresses&) {
    return Date(std::chrono::sys_days(std::chrono::days(json.get<int>())));
  }
};

template <class T>
struct Form<std::optional<T>> {  // met only where there is a value
  static std::optional<T> read(const Json& json, Addresses& addresses) {
    return monitor::read<T>(json, addresses);
  }
};

template <class T>
struct Form<std::vector<T>> {
  static std::vector<T> read(const Json& json, Addresses& addresses) {
    const auto& array = json.get_ref<const Json::array_t&>();
    std::vector<T> values;
    values.reserve(array.size());
    for (const auto& value : array) values.push_back(monitor::read<T>(value, addresses));
    return values;
  }
};

/// Sets the fields of a new record from an object.
template <class R>
class Reader {
 public:
  Reader(const Json& json, Addresses& addresses)
      : object_(json.get_ref<const Json::object_t&>()), addresses_(addresses) {}
  template <class T>
  void operator()(const char* key, T R::*member) {
    const std::string_view name = key;
    const auto found =
        std::find_if(object_.begin(), object_.end(), [&](const auto& field) { return field.first == name; });
    if (found != object_.end()) record_.*member = monitor::read<T>(found->second, addresses_);
  }
  [[nodiscard]] R take() { return std::move(record_); }

 private:
  const Json::object_t& object_;
  Addresses& addresses_;
  R record_{};
};

template <class T>
T read(const Json& json, Addresses& addresses) {
  if constexpr (Record<T>) {
    Reader<T> reader(json, addresses);
    fields(reader, FieldsOf<T>{});
    return reader.take();
  } else {
    return Form<T>::read(json, addresses);
  }
}

}  // namespace

template <class R>
R decode_cbor(std::string_view cbor) {
  try {
    Addresses addresses;
    return read<R>(read_cbor(cbor), addresses);
  } catch (const Json::exception& error) {
    throw Damaged(std::string("a record is unreadable: ") + error.what());
  }
}

template PageRecord decode_cbor(std::string_view);
template VersionRecord decode_cbor(std::string_view);
template PolicyRecord decode_cbor(std::string_view);
template SourceRecord decode_cbor(std::string_view);
template NameRecord decode_cbor(std::string_view);
template LearnedRecord decode_cbor(std::string_view);
template HostEntry decode_cbor(std::string_view);
template CitationRecord decode_cbor(std::string_view);
template EventRecord decode_cbor(std::string_view);

}  // namespace gazetted::monitor
