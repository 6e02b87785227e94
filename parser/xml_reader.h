#pragma once
// XML read from front to back without a tree, for parts of a spreadsheet with a million cells.

#include <cstddef>
#include <string>
#include <string_view>

namespace gazetted::parser {

/// Comments, declarations and processing instructions are passed over; a part that breaks off ends there.
/// Linear, and no more memory than the text itself.
class XmlReader {
 public:
  enum class Event { open, close, text, end };

  /// `text` must outlive the reader.
  explicit XmlReader(std::string_view text) : rest_(text) {}

  Event next();
  /// Of the element just opened or closed, without its prefix.
  [[nodiscard]] std::string_view name() const { return name_; }
  /// As it is written, entities included; "" where there is none. Of the element just opened.
  [[nodiscard]] std::string_view attribute(std::string_view local) const;
  /// The characters just read, entities resolved.
  [[nodiscard]] std::string text() const;
  /// The characters of the element just opened, up to its end, those of the elements in it included.
  [[nodiscard]] std::string inner_text();

 private:
  Event tag();

  std::string_view rest_, name_, attributes_, text_;
  bool closes_next_ = false;  ///< `<a/>` was opened and is closed yet
  bool is_cdata_ = false;
};

/// `text` with the five entities and character references of XML resolved, all others left as they are.
[[nodiscard]] std::string resolved_entities(std::string_view text);

}  // namespace gazetted::parser
