#pragma once
// Declared keys: a list of Key<T> says which keys a table may have, of what form each value is and
// where in a T it goes. read_table() follows the list and reports all that does not fit it.

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/configuration.h"
#include "config/forms.h"

namespace gazetted::config {

/// A table that a file may have, with its keys. The name is dotted; "" is the top of the file.
struct Section {
  std::string name;
  std::vector<std::string> keys;
};

/// What is wrong with one file, gathered while it is read.
class Faults {
 public:
  /// `known` are all sections of that kind of file: where a mistaken key may have been meant to be.
  Faults(std::filesystem::path file, std::vector<Section> known)
      : file_(std::move(file)), known_(std::move(known)) {}

  void add(const toml::source_region& where, std::string message);
  void add_to_file(std::string message);
  /// Names the nearest known key by edit distance; one of another section only where it is nearer.
  void add_unknown(const toml::key& key, const std::string& section);
  /// In the order of the lines.
  [[nodiscard]] std::vector<Fault> sorted() &&;

 private:
  std::filesystem::path file_;
  std::vector<Section> known_;
  std::vector<Fault> faults_;
};

enum class Presence { optional, required };

/// One key of a table that is read into a T.
template <class T>
struct Key {
  std::string name;
  /// Puts the value into the T, or adds faults. `path` is the key's own, dotted.
  std::function<void(const toml::node&, const std::string& path, T&, Faults&)> read;
  Presence presence = Presence::optional;
  std::vector<Section> sections;  ///< the tables below this key, named from it
};

template <class T>
using Keys = std::vector<Key<T>>;

[[nodiscard]] inline std::string dotted(const std::string& section, std::string_view name) {
  return section.empty() ? std::string(name) : section + '.' + std::string(name);
}

/// The table `name` with `keys`, and those below it.
template <class T>
[[nodiscard]] std::vector<Section> sections_of(const Keys<T>& keys, const std::string& name) {
  std::vector<Section> sections{{name, {}}};
  for (const auto& key : keys) {
    sections.front().keys.push_back(key.name);
    for (const auto& below : key.sections) sections.push_back({dotted(name, below.name), below.keys});
  }
  return sections;
}

/// Reads all of `table` into `start`, whatever is wrong on the way.
template <class T>
[[nodiscard]] T read_table(const toml::table& table, const Keys<T>& keys, const std::string& section, T start,
                           Faults& faults) {
  for (const auto& [name, node] : table) {
    const auto key = std::find_if(keys.begin(), keys.end(), [sought = name.str()](const Key<T>& known) {
      return known.name == sought;
    });
    if (key != keys.end())
      key->read(node, dotted(section, name.str()), start, faults);
    else
      faults.add_unknown(name, section);
  }
  for (const auto& key : keys)
    if (key.presence == Presence::required && !table.contains(key.name))
      faults.add(table.source(), dotted(section, key.name) + ": expected, but missing");
  return start;
}

/// A value of `form` that goes to `member`.
template <class T, class V>
[[nodiscard]] Key<T> key(std::string name, V T::*member, Form<V> form,
                         Presence presence = Presence::optional) {
  auto read = [member, form = std::move(form)](const toml::node& node, const std::string& path, T& into,
                                               Faults& faults) {
    if (auto value = form(node))
      into.*member = std::move(*value);
    else
      faults.add(node.source(), path + ": " + value.error());
  };
  return {std::move(name), std::move(read), presence, {}};
}

/// A key of a V as one of the T that has it in `member`.
template <class T, class V>
[[nodiscard]] Key<T> within(V T::*member, Key<V> key) {
  auto read = [member, read_value = std::move(key.read)](const toml::node& node, const std::string& path,
                                                         T& into, Faults& faults) {
    read_value(node, path, into.*member, faults);
  };
  return {std::move(key.name), std::move(read), key.presence, std::move(key.sections)};
}

/// `[name]` whose keys go into the same T.
template <class T>
[[nodiscard]] Key<T> group(std::string name, Keys<T> keys) {
  auto sections = sections_of(keys, name);
  auto read = [keys = std::move(keys)](const toml::node& node, const std::string& path, T& into,
                                       Faults& faults) {
    if (const auto* table = node.as_table())
      into = read_table(*table, keys, path, std::move(into), faults);
    else
      faults.add(node.source(), path + ": " + mismatch("a table [" + path + "]", node));
  };
  return {std::move(name), std::move(read), Presence::optional, std::move(sections)};
}

/// `[name]` that is read into `member`, starting from what stands there.
template <class T, class V>
[[nodiscard]] Key<T> table(std::string name, V T::*member, Keys<V> keys) {
  return within(member, group<V>(std::move(name), std::move(keys)));
}

/// `[[name]]`: each table adds a V to `member`.
template <class T, class V>
[[nodiscard]] Key<T> tables(std::string name, std::vector<V> T::*member, Keys<V> keys,
                            Presence presence = Presence::optional) {
  auto sections = sections_of(keys, name);
  auto read = [member, keys = std::move(keys)](const toml::node& node, const std::string& path, T& into,
                                               Faults& faults) {
    const auto* array = node.as_array();
    const auto is_table = [](const toml::node& element) { return element.is_table(); };
    if (array == nullptr || array->empty() || !std::all_of(array->begin(), array->end(), is_table)) {
      faults.add(node.source(), path + ": " + mismatch("tables [[" + path + "]]", node));
      return;
    }
    for (const auto& element : *array)
      (into.*member).push_back(read_table(*element.as_table(), keys, path, V{}, faults));
  };
  return {std::move(name), std::move(read), presence, std::move(sections)};
}

}  // namespace gazetted::config
