#pragma once
// JSON text (RFC 8259) in one line: only ever made by writing a value, so that whoever is given it need not
// check it.

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace gazetted::monitor {

class JsonLine {
 public:
  JsonLine() = default;
  /// Bytes that are no UTF-8 become U+FFFD: they must not make an event impossible to tell.
  explicit JsonLine(const nlohmann::ordered_json& value);

  [[nodiscard]] const std::string& str() const { return text_; }
  friend bool operator==(const JsonLine&, const JsonLine&) = default;

 private:
  std::string text_ = "null";
};

}  // namespace gazetted::monitor
