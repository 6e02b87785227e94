#pragma once
// Records as schemas 1 and 2 wrote them, for the tests of what reads them.

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/document_json.h"
#include "monitor/record_fields.h"

namespace gazetted::monitor {

class CborWriter {
 public:
  template <class R>
  static std::string encode(const R& record) {
    std::string cbor;
    Json::to_cbor(json(record), cbor);
    return cbor;
  }

  template <Record R>
  static Json json(const R& record) {
    Fields<R> all{record, Json::object()};
    fields(all, FieldsOf<R>{});
    return std::move(all.object);
  }

 private:
  template <class R>
  struct Fields {
    const R& record;
    Json object;
    template <class T>
    void operator()(const char* key, T R::*member) {
      if (record.*member != R{}.*member) object[key] = CborWriter::json(record.*member);
    }
  };

  template <class T>
  requires std::is_arithmetic_v<T>
  static Json json(T value) { return value; }
  template <class T>
  requires std::is_enum_v<T>
  static Json json(T value) { return static_cast<int>(value); }
  static Json json(const std::string& text) { return text; }
  static Json json(const std::map<std::string, std::string>& values) { return values; }
  template <class Tag>
  static Json json(const Name<Tag>& name) {
    return name.value;
  }
  static Json json(const Url& url) { return url.str(); }
  static Json json(const Digest& digest) { return Json::binary({digest.bytes.begin(), digest.bytes.end()}); }
  static Json json(const Opaque& opaque) { return Json::binary({opaque.bytes.begin(), opaque.bytes.end()}); }
  static Json json(Timestamp time) { return time.time_since_epoch().count(); }
  static Json json(Date date) { return date.sys_days().time_since_epoch().count(); }
  template <class T>
  static Json json(const std::optional<T>& value) {
    return json(*value);
  }
  template <class T>
  static Json json(const std::vector<T>& values) {
    Json array = Json::array();
    for (const auto& value : values) array.push_back(json(value));
    return array;
  }
};

}  // namespace gazetted::monitor
