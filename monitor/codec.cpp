#include "monitor/codec.h"

#include <algorithm>
#include <array>
#include <concepts>

#include "core/document_json.h"
#include "monitor/cbor.h"
#include "monitor/damaged.h"
#include "monitor/record_fields.h"

namespace gazetted::monitor {
namespace {

/// Reading an address costs more than all else in a record, and most records name one repeatedly.
class Addresses {
 public:
  Url read(const std::string& text) {
    const auto found =
        std::find_if(known_.begin(), known_.end(), [&](const Url& u) { return u.str() == text; });
    if (found != known_.end()) return *found;
    auto url = Url::parse(text);
    if (!url) throw Damaged("a record holds " + url.error().message);
    if (known_.size() < 8) known_.push_back(*url);
    return std::move(*url);
  }

 private:
  std::vector<Url> known_;
};

template <class T>
Json write(const T& value);
template <class T>
T read(const Json& json, Addresses& addresses);

/// How a type that is no record stands in CBOR.
template <class T>
struct Form {
  static Json write(const T& value) { return value; }
  static T read(const Json& json, Addresses&) { return json.get<T>(); }
};

template <class E>
constexpr E last_value;
template <>
constexpr PageKind last_value<PageKind> = PageKind::attachment;
template <>
constexpr DocumentKind last_value<DocumentKind> = DocumentKind::other;
template <>
constexpr ChangedLine::Side last_value<ChangedLine::Side> = ChangedLine::Side::stated;
template <>
constexpr Relation last_value<Relation> = Relation::republishes;

template <class E>
requires std::is_enum_v<E>
struct Form<E> {
  static Json write(E value) { return static_cast<int>(value); }
  static E read(const Json& json, Addresses&) {
    const auto number = json.get<int>();
    if (number < 0 || number > static_cast<int>(last_value<E>))
      throw Damaged("a record holds an unknown kind");
    return static_cast<E>(number);
  }
};

template <class Tag>
struct Form<Name<Tag>> {
  static Json write(const Name<Tag>& name) { return name.value; }
  static Name<Tag> read(const Json& json, Addresses&) { return Name<Tag>(json.get<std::string>()); }
};

template <>
struct Form<Url> {
  static Json write(const Url& url) { return url.str(); }
  static Url read(const Json& json, Addresses& addresses) {
    return addresses.read(json.get_ref<const std::string&>());
  }
};

template <>
struct Form<Digest> {
  static Json write(const Digest& digest) { return Json::binary({digest.bytes.begin(), digest.bytes.end()}); }
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
  static Json write(const Opaque& opaque) { return Json::binary({opaque.bytes.begin(), opaque.bytes.end()}); }
  static Opaque read(const Json& json, Addresses&) {
    const auto& bytes = json.get_binary();
    return {std::string(bytes.begin(), bytes.end())};
  }
};

template <>
struct Form<Duration> {
  static Json write(Duration duration) { return duration.count(); }
  static Duration read(const Json& json, Addresses&) { return Duration(json.get<Duration::rep>()); }
};

template <>
struct Form<Timestamp> {
  static Json write(Timestamp time) { return time.time_since_epoch().count(); }
  static Timestamp read(const Json& json, Addresses&) {
    return Timestamp(Duration(json.get<Duration::rep>()));
  }
};

template <>
struct Form<Date> {
  static Json write(Date date) { return date.sys_days().time_since_epoch().count(); }
  static Date read(const Json& json, Addresses&) {
    return Date(std::chrono::sys_days(std::chrono::days(json.get<int>())));
  }
};

template <class T>
struct Form<std::optional<T>> {  // met only where there is a value
  static Json write(const std::optional<T>& value) { return monitor::write(*value); }
  static std::optional<T> read(const Json& json, Addresses& addresses) {
    return monitor::read<T>(json, addresses);
  }
};

template <class T>
struct Form<std::vector<T>> {
  static Json write(const std::vector<T>& values) {
    Json::array_t array;
    array.reserve(values.size());
    for (const auto& value : values) array.push_back(monitor::write(value));
    return Json(std::move(array));
  }
  static std::vector<T> read(const Json& json, Addresses& addresses) {
    const auto& array = json.get_ref<const Json::array_t&>();
    std::vector<T> values;
    values.reserve(array.size());
    for (const auto& value : array) values.push_back(monitor::read<T>(value, addresses));
    return values;
  }
};

/// Takes the fields of a record into an object, but for those that are as in a new record.
template <class R>
class Writer {
 public:
  explicit Writer(const R& record) : record_(record) { object_.reserve(12); }
  template <class T>
  void operator()(const char* key, T R::*member) {
    static const R fresh{};
    if (record_.*member == fresh.*member) return;
    object_.emplace_back(key, monitor::write(record_.*member));
  }
  [[nodiscard]] Json take() { return Json(std::move(object_)); }

 private:
  const R& record_;
  Json::object_t object_;
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
Json write(const T& value) {
  if constexpr (Record<T>) {
    Writer<T> writer(value);
    fields(writer, FieldsOf<T>{});
    return writer.take();
  } else {
    return Form<T>::write(value);
  }
}

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

std::string_view to_string(DueKind kind) {
  static constexpr std::array<std::string_view, 3> words = {"effective", "expiring", "expired"};
  return words.at(static_cast<std::size_t>(kind));
}

template <class R>
std::string encode(const R& record) {
  std::string cbor;
  Json::to_cbor(write(record), cbor);
  return cbor;
}

template <class R>
R decode(std::string_view cbor) {
  try {
    Addresses addresses;
    return read<R>(read_cbor(cbor), addresses);
  } catch (const Json::exception& error) {
    throw Damaged(std::string("a record is unreadable: ") + error.what());
  }
}

Timestamp due_of(std::string_view page) {
  return Timestamp(Duration(read_leading_integer(page, "d").value_or(0)));
}

template std::string encode(const PageRecord&);
template std::string encode(const VersionRecord&);
template std::string encode(const PolicyRecord&);
template std::string encode(const SourceRecord&);
template std::string encode(const NameRecord&);
template std::string encode(const LearnedRecord&);
template std::string encode(const HostEntry&);
template std::string encode(const CitationRecord&);
template std::string encode(const EventRecord&);
template PageRecord decode(std::string_view);
template VersionRecord decode(std::string_view);
template PolicyRecord decode(std::string_view);
template SourceRecord decode(std::string_view);
template NameRecord decode(std::string_view);
template LearnedRecord decode(std::string_view);
template HostEntry decode(std::string_view);
template CitationRecord decode(std::string_view);
template EventRecord decode(std::string_view);

}  // namespace gazetted::monitor
